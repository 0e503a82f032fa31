import { ContainerService, MachineGroup, Network, Size, type MachineGroupProps } from '../../../lib';
import { Duration } from '../../../lib/objectives/duration';
import { Tier } from '../../../lib/objectives/tier';
import type { Workload } from '../../../lib/workload';
import type { NetworkProps } from '../../../lib/components/network';
import { afterStory } from '../../support/history';
import { appIn, database, folder, FRANKFURT, PARIS, PATIENT, refusal, topology, paris, workload } from '../../declared';
import { IMAGE } from '../../support/components';
import { isUnseen } from '../../../lib/words/doctor';
import type { WorkloadPlan } from '../../../lib/plan/plan';
import { blocksOf, type StackJson } from '../../support/json';
import { renderWorkload } from '../../support/synth';
import { addresses, block, outputAt, groupRules } from './fixture';

/** The stacks of a workload with a network and a database, at a step. */
function stacksOf(props: NetworkProps = {}, tier = Tier.HOT, story = 'standing', make = (w: Workload) => new Network(w, 'Net', props)) {
  const declare = (given?: ReturnType<typeof afterStory>): Workload => {
    const app = appIn(folder(), given);
    const w = workload(app, 'billing', { tier, objectives: PATIENT });
    make(w);
    database(w);
    return w;
  };
  const situation = afterStory(story, declare().sides);
  return renderWorkload(declare(situation), situation).stacks;
}

const endpointsOf = (stack: StackJson | undefined): string[] =>
  blocksOf(stack)
    .filter(({ type }) => type === 'aws_vpc_endpoint')
    .map(({ body }) => `${body['vpc_endpoint_type'] as string} ${body['service_name'] as string}`)
    .sort();

const S3 = (region: string) => `Gateway com.amazonaws.${region}.s3`;
const CALLED = (region: string) => ['secretsmanager', 'ssm'].map((service) => `Interface com.amazonaws.${region}.${service}`);
const OVER = 'standing, lost A, failover B, started, completed';

describe('ways out of the private subnets', () => {
  test('by default what the declared components have called, in every zone, from inside the site alone', () => {
    const { 'billing-eu-west-3': serving, 'billing-eu-central-1': standby } = stacksOf();
    expect(endpointsOf(serving)).toEqual([S3('eu-west-3'), ...CALLED('eu-west-3')]);
    expect(endpointsOf(standby)).toEqual([S3('eu-central-1'), ...CALLED('eu-central-1')]);
    expect(block(serving, 'aws_vpc_endpoint.net-endpoint-ssm')).toMatchObject({
      private_dns_enabled: true,
      subnet_ids: ['${aws_subnet.net-private-1.id}', '${aws_subnet.net-private-2.id}'],
      security_group_ids: ['${aws_security_group.net-endpoints.id}'],
    });
    const guard = block(serving, 'aws_security_group.net-endpoints');
    expect(guard).toMatchObject({ name_prefix: 'billing-net-eu-west-3-endpoints-', lifecycle: { create_before_destroy: true } });
    expect(groupRules(guard, 'ingress')).toMatchObject([{ from_port: 443, to_port: 443, cidr_blocks: ['10.10.0.0/16'] }]);
    expect(addresses(serving, 'aws_nat_gateway')).toEqual([]);
  });

  test('every zone has a table of its own, and S3 is reached from each without a price', () => {
    const { 'billing-eu-west-3': serving } = stacksOf({ zones: 3 });
    const tables = [1, 2, 3].map((zone) => `\${aws_route_table.net-private-${zone}-table.id}`);
    expect(block(serving, 'aws_vpc_endpoint.net-s3')['route_table_ids']).toEqual(tables);
    for (const zone of [1, 2, 3])
      expect(block(serving, `aws_route_table_association.net-private-${zone}-routes`)).toMatchObject({
        subnet_id: `\${aws_subnet.net-private-${zone}.id}`,
        route_table_id: tables[zone - 1],
      });
  });

  test('nat: a gateway and an address in each zone, and a way from that zone through it', () => {
    const { 'billing-eu-west-3': serving } = stacksOf({ egress: 'nat' });
    expect(endpointsOf(serving)).toEqual([S3('eu-west-3')]);
    for (const zone of [1, 2]) {
      expect(block(serving, `aws_nat_gateway.net-nat-${zone}`)).toMatchObject({
        subnet_id: `\${aws_subnet.net-public-${zone}.id}`,
        allocation_id: `\${aws_eip.net-nat-${zone}-address.allocation_id}`,
        depends_on: ['aws_internet_gateway.net-gateway'],
      });
      expect(block(serving, `aws_eip.net-nat-${zone}-address`)).toMatchObject({ depends_on: ['aws_internet_gateway.net-gateway'] });
      expect(block(serving, `aws_route.net-private-${zone}-out`)).toMatchObject({
        route_table_id: `\${aws_route_table.net-private-${zone}-table.id}`,
        destination_cidr_block: '0.0.0.0/0',
        nat_gateway_id: `\${aws_nat_gateway.net-nat-${zone}.id}`,
      });
    }
  });

  test('none: nothing leads anywhere', () => {
    const { 'billing-eu-west-3': serving } = stacksOf({ egress: 'none' });
    for (const type of ['aws_vpc_endpoint', 'aws_nat_gateway', 'aws_eip']) expect(addresses(serving, type)).toEqual([]);
    // What is public has its own.
    expect(addresses(serving, 'aws_route')).toEqual(['aws_route.net-public-out']);
  });

  test.each(['nat', 'endpoints'] as const)(
    '%s below hot: nothing that is paid by the hour waits at the standby; it is made on the day',
    (egress) => {
      const paid = (stack: StackJson | undefined) =>
        blocksOf(stack).filter(({ type, body }) => type === 'aws_nat_gateway' || body['vpc_endpoint_type'] === 'Interface').length;
      for (const tier of [Tier.COLD, Tier.WARM]) {
        const peace = stacksOf({ egress }, tier);
        expect([paid(peace['billing-eu-west-3']), paid(peace['billing-eu-central-1'])]).toEqual([2, 0]);
        expect(endpointsOf(peace['billing-eu-central-1'])).toEqual([S3('eu-central-1')]);
        expect(paid(stacksOf({ egress }, tier, OVER)['billing-eu-central-1'])).toBe(2);
      }
      expect(paid(stacksOf({ egress }, Tier.HOT)['billing-eu-central-1'])).toBe(2);
    },
  );

  test('what starts waits for them, and the budget knows what is made on the day', () => {
    const later = stacksOf({ egress: 'nat' }, Tier.WARM, OVER)['billing-eu-central-1'];
    expect(block(later, 'aws_db_instance.ledger')['depends_on']).toEqual(expect.arrayContaining(['aws_route.net-private-1-out']));
    const part = (egress: NetworkProps['egress'], tier: Tier) => {
      const w = workload(appIn(folder()), 'billing', { tier, objectives: PATIENT });
      new Network(w, 'Net', { egress: egress! });
      database(w);
      return w.plan.budget.parts.find(({ name }) => name.endsWith('Net'))?.figure;
    };
    expect(part('nat', Tier.WARM)).toMatchObject({ seconds: 300, verified: false });
    expect(part('endpoints', Tier.COLD)).toMatchObject({ seconds: 300 });
    expect([part('none', Tier.WARM), part('nat', Tier.HOT)]).toEqual([undefined, undefined]);
  });
});

test('where addresses are made on the day, whether the account may have them is asked ahead of it', () => {
  const asked = (egress: NonNullable<NetworkProps['egress']>, tier: Tier) => {
    const w = workload(appIn(folder()), 'billing', { tier, objectives: PATIENT });
    new Network(w, 'Net', { egress, zones: 3 });
    database(w);
    return JSON.stringify(w.plan.doctor[FRANKFURT]).includes('quota-addresses-net');
  };
  expect([asked('nat', Tier.WARM), asked('nat', Tier.HOT), asked('endpoints', Tier.WARM)]).toEqual([true, false, false]);
});

describe('who talked to whom', () => {
  test('is kept a year by a role that may write there alone, for flow logs of that account alone', () => {
    const { 'billing-eu-west-3': site, 'billing-eu-west-3-base': base } = stacksOf();
    expect(block(site, 'aws_cloudwatch_log_group.net-flow-logs')).toMatchObject({
      name: 'billing-net-eu-west-3-flow-logs',
      retention_in_days: 365,
    });
    expect(block(site, 'aws_flow_log.net-flow-log')).toMatchObject({
      traffic_type: 'ALL',
      vpc_id: '${aws_vpc.net.id}',
      log_destination: '${aws_cloudwatch_log_group.net-flow-logs.arn}',
      iam_role_arn: 'arn:aws:iam::111122223333:role/billing-net-eu-west-3-flow-logs',
    });
    const role = block(base, 'aws_iam_role.net-flow-logs');
    expect(role['name']).toBe('billing-net-eu-west-3-flow-logs');
    expect(JSON.parse(role['assume_role_policy'] as string)).toMatchObject({
      Statement: [
        {
          Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
          Condition: {
            StringEquals: { 'aws:SourceAccount': '111122223333' },
            ArnLike: { 'aws:SourceArn': 'arn:aws:ec2:eu-west-3:111122223333:vpc-flow-log/*' },
          },
        },
      ],
    });
    const policy = JSON.parse(block(base, 'aws_iam_role_policy.net-flow-logs-policy')['policy'] as string) as {
      Statement: { Action: string[]; Resource: unknown }[];
    };
    const group = 'arn:aws:logs:eu-west-3:111122223333:log-group:billing-net-eu-west-3-flow-logs';
    expect(policy.Statement.map(({ Action, Resource }) => [Action.includes('logs:DescribeLogGroups'), Resource])).toEqual([
      [false, [group, `${group}:*`]],
      // Groups are listed of a whole region.
      [true, 'arn:aws:logs:eu-west-3:111122223333:log-group:*'],
    ]);
  });

  test('as long as is declared; nothing at zero', () => {
    const ninety = stacksOf({ flowLogs: Duration.days(90) })['billing-eu-west-3'];
    expect(block(ninety, 'aws_cloudwatch_log_group.net-flow-logs')['retention_in_days']).toBe(90);
    const none = stacksOf({ flowLogs: Duration.ZERO });
    expect(addresses(none['billing-eu-west-3'], 'aws_flow_log')).toEqual([]);
    expect(addresses(none['billing-eu-west-3-base'], 'aws_iam_role')).not.toContain('aws_iam_role.net-flow-logs');
  });

  test('refused: days that no log group can be told', () => {
    const refused = refusal((app) => {
      const w = workload(app, 'billing', { tier: Tier.HOT, objectives: PATIENT });
      new Network(w, 'Net', { flowLogs: Duration.days(100) });
      database(w);
    });
    expect(refused.message).toMatch(/DR-VALUE-01: .*this value of flowLogs \(got: 100 d\)[\s\S]*Duration\.days\(120\)/);
  });
});

test('refused: a way between the networks of the two sites, which nothing makes', () => {
  const refused = refusal((app) => {
    const w = workload(app, 'billing', { tier: Tier.HOT, objectives: PATIENT });
    new Network(w, 'Net', { peered: true });
    database(w);
  });
  expect(refused.message).toMatch(/DR-VALUE-01: .*this value of peered \(got: true\)[\s\S]*no way between two VPCs/);
});

test('what is public leads to the internet, and an entrance waits for that', () => {
  const { 'billing-eu-west-3': serving } = stacksOf();
  expect(block(serving, 'aws_route_table.net-public')).not.toHaveProperty('route');
  expect(block(serving, 'aws_route.net-public-out')).toMatchObject({
    route_table_id: '${aws_route_table.net-public.id}',
    destination_cidr_block: '0.0.0.0/0',
    gateway_id: '${aws_internet_gateway.net-gateway.id}',
  });
});

test('the default group of the network lets nobody in or out', () => {
  const { 'billing-eu-west-3': serving } = stacksOf();
  const group = block(serving, 'aws_default_security_group.net-default-group');
  expect(group['vpc_id']).toBe('${aws_vpc.net.id}');
  for (const rules of ['ingress', 'egress', 'dynamic']) expect(group).not.toHaveProperty(rules);
});

test('a range whose subnets hold no load balancer is refused', () => {
  const refused = refusal((app) => {
    const w = workload(app, 'billing', {
      tier: Tier.HOT,
      objectives: PATIENT,
      topology: topology({ primary: paris({ cidr: '10.10.0.0/24' }) }),
    });
    new Network(w, 'Net');
  });
  expect(refused.message).toMatch(/DR-VALUE-01: .*this value of cidr[\s\S]*\/23/);
});

describe('a network that is adopted', () => {
  const one = (n: string) => ({
    id: `vpc-${n}`,
    publicSubnets: [`subnet-${n}1`, `subnet-${n}2`],
    privateSubnets: [`subnet-${n}3`, `subnet-${n}4`],
  });
  const stacks = stacksOf({}, Tier.HOT, 'standing', (w) => Network.fromExisting(w, 'Net', { [PARIS]: one('p'), [FRANKFURT]: one('f') }));
  const serving = stacks['billing-eu-west-3'];

  test('is read, and nothing of it is managed', () => {
    const made = blocksOf(serving).map(({ type }) => type.replace('aws_', ''));
    for (const type of ['vpc', 'subnet', 'route_table', 'flow_log', 'vpc_endpoint', 'default_security_group'])
      expect(made).not.toContain(type);
    expect(block(serving, 'aws_vpc.net', 'data')['id']).toBe('vpc-p');
    expect(addresses(stacks['billing-eu-west-3-base'], 'aws_iam_role')).not.toContain('aws_iam_role.net-flow-logs');
  });

  test('lets in from the ranges that it has, not from the one that was planned', () => {
    const ranges = ['${data.aws_vpc.net.cidr_block_associations[*].cidr_block}'];
    expect(groupRules(block(serving, 'aws_security_group.ledger-open'), 'ingress')).toMatchObject([{ cidr_blocks: ranges[0] }]);
    expect(JSON.stringify(serving)).not.toContain('10.10.0.0/16');
  });

  test('is refused at plan where a subnet is of another one, where one zone holds all of them, and where it resolves no names', () => {
    const conditions = blocksOf(serving, 'data').flatMap(({ address, body }) =>
      ((body['lifecycle'] as { postcondition?: { condition: string }[] } | undefined)?.postcondition ?? []).map(({ condition }) => [
        address,
        condition,
      ]),
    );
    const zones = (kind: string) => `[data.aws_subnet.net-${kind}-1.availability_zone, data.aws_subnet.net-${kind}-2.availability_zone]`;
    expect(conditions).toEqual(
      expect.arrayContaining([
        ...['public-1', 'public-2', 'private-1', 'private-2'].map((subnet) => [`aws_subnet.net-${subnet}`, '${self.vpc_id == "vpc-p"}']),
        ['aws_vpc.net', `\${length(distinct(${zones('public')})) > 1 && length(distinct(${zones('private')})) > 1}`],
        ['aws_vpc.net', '${self.enable_dns_support}'],
      ]),
    );
  });
});

describe('of what runs, what it calls itself; what it works on says the rest', () => {
  const SIZE = Size.of({ vcpus: 2, memoryGiB: 8 });
  const machines = (over: Partial<MachineGroupProps>) => (w: Workload) =>
    new MachineGroup(w, 'Back', { image: 'acme back 1', size: SIZE, instances: { active: 2 }, ...over });
  test.each<[string, (w: Workload) => unknown, readonly string[]]>([
    [
      'tasks',
      (w) => new ContainerService(w, 'Api', { image: IMAGE, size: SIZE, instances: { active: 2 } }),
      ['ecr.api', 'ecr.dkr', 'logs'],
    ],
    ['machines', machines({}), []],
    ['machines that write logs', machines({ logs: true }), ['logs']],
    ['machines that let operators in', machines({ sessions: true }), ['ssm', 'ssmmessages']],
  ])('%s', (_, make, called) => {
    const declare = (): Workload => {
      const w = workload(appIn(folder()), 'billing', { tier: Tier.HOT, objectives: PATIENT });
      new Network(w, 'Net');
      make(w);
      return w;
    };
    const situation = afterStory('standing', declare().sides);
    const serving = renderWorkload(declare(), situation).stacks['billing-eu-west-3'];
    expect(endpointsOf(serving)).toEqual([S3('eu-west-3'), ...called.map((service) => `Interface com.amazonaws.eu-west-3.${service}`)]);
  });
});

describe('a network that exists is asked for what it needs', () => {
  const one = (n: string) => ({
    id: `vpc-${n}`,
    publicSubnets: [`subnet-${n}1`, `subnet-${n}2`],
    privateSubnets: [`subnet-${n}3`, `subnet-${n}4`],
  });
  const planOf = (existing: Record<string, ReturnType<typeof one>>, props: NetworkProps = {}) => {
    const w = workload(appIn(folder()), 'billing', { tier: Tier.WARM, objectives: PATIENT });
    Network.fromExisting(w, 'Net', existing, props);
    database(w);
    return w.plan;
  };
  const asked = (plan: WorkloadPlan, site: string) =>
    (plan.doctor[site] ?? [])
      .flatMap((item) => (isUnseen(item) ? [] : item.steps))
      .filter(({ id }) => /^(needs-)?(ways|open|free)-net$/.test(id));
  const BOTH = { [PARIS]: one('p'), [FRANKFURT]: one('f') };

  test('at each site that it exists at; at the standby it is what makes it count as standing by, too', () => {
    const plan = planOf(BOTH);
    expect(asked(plan, PARIS).map(({ id }) => id)).toEqual(['ways-net', 'open-net', 'free-net']);
    expect(asked(plan, FRANKFURT).map(({ id }) => id)).toEqual(['needs-ways-net', 'needs-open-net', 'needs-free-net']);
    const standing = Object.values(plan.steps).flatMap((steps) => steps.standing ?? []);
    expect(standing.filter(({ id }) => id === 'needs-ways-net')).toHaveLength(1);
    expect(asked(planOf({ [FRANKFURT]: one('f') }), PARIS)).toEqual([]);
  });

  test('of its own subnets, and the services that the components have called, with S3', () => {
    const [ways, open, free] = asked(planOf(BOTH), FRANKFURT).map((step) => ('how' in step ? step.how.run : step.run).slice(4));
    expect(ways).toEqual(['eu-central-1', 'vpc-f', 'subnet-f3 subnet-f4', 'secretsmanager', 'ssm', 's3']);
    expect(open).toEqual(['eu-central-1', 'vpc-f', 'subnet-f1 subnet-f2']);
    expect(free).toEqual(['eu-central-1', '8', 'subnet-f1', 'subnet-f2', 'subnet-f3', 'subnet-f4']);
  });

  test('where nothing goes out, nobody asks for a way', () => {
    expect(asked(planOf(BOTH, { egress: 'none' }), FRANKFURT).map(({ id }) => id)).toEqual(['needs-open-net', 'needs-free-net']);
  });
});

test('with nothing that calls a service, nothing is paid for', () => {
  expect(endpointsOf(outputAt('normal', ['network']).stacks['billing-eu-west-3'])).toEqual([S3('eu-west-3')]);
});
