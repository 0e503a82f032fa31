import { toldAbove } from '../../../lib/words/lag';
import { DynamodbGlobalTable } from '@cdktf/provider-aws/lib/dynamodb-global-table/index.js';
import { DynamodbTableReplicaA } from '@cdktf/provider-aws/lib/dynamodb-table-replica/index.js';
import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table/index.js';
import type { App } from 'cdktf';
import { ContainerService, Network, Size, Table, Throughput, type TableProps, type Workload } from '../../../lib';
import type { Acknowledgement } from '../../../lib/plan/input';
import { Tier } from '../../../lib/objectives/tier';
import type { SiteHandle } from '../../../lib/own/on-site';
import type { Action } from '../../../lib/words/actions';
import { appIn, dublin, folder, FRANKFURT, PATIENT, refusal, SITES, topology, workload } from '../../declared';
import { afterStory } from '../../support/history';
import { blockAt, blocksOf, type Body, type StackJson } from '../../support/json';
import { runOf } from '../../support/steps';
import { renderWorkload, sheetsOf, type Output } from '../../support/synth';
import { answering, type Rule } from '../answering';

const RIGHT: TableProps = {
  partitionKey: { name: 'customer' },
  sortKey: { name: 'placed', type: 'number' },
  throughput: Throughput.onDemand({ reads: 1000, writes: 200 }),
};

interface Given {
  readonly tier?: Tier;
  readonly destroyable?: true;
  readonly own?: (on: SiteHandle) => void;
  readonly acknowledge?: readonly Acknowledgement[];
}

const make =
  (over: Partial<TableProps> = {}, { tier = Tier.HOT, destroyable, own, acknowledge = [] }: Given = {}) =>
  (app: App): Workload => {
    const at = topology({ successors: [dublin()] });
    const made = workload(app, 'billing', {
      objectives: PATIENT,
      tier,
      topology: at,
      acknowledge,
      ...(destroyable ? { destroyable } : {}),
    });
    new Network(made, 'Net');
    const orders = new Table(made, 'Orders', { ...RIGHT, ...over });
    new ContainerService(made, 'Api', {
      image: `acme/api@sha256:${'0'.repeat(64)}`,
      size: Size.of({ vcpus: 1, memoryGiB: 2 }),
      instances: { active: 2, standby: 1, most: 4 },
      uses: [orders],
    });
    if (own) made.onEverySite(own);
    return made;
  };

function outputAt(story: string, over: Partial<TableProps> = {}, given: Given = {}): Output {
  const situation = afterStory(story, make(over, given)(appIn(folder())).sides);
  return renderWorkload(make(over, given)(appIn(folder(), situation)), situation);
}

const stepsAt = (story: string, transition: string): readonly Action[] => {
  const situation = afterStory(story, make()(appIn(folder())).sides);
  const sheets = sheetsOf(make()(appIn(folder(), situation)), situation);
  return sheets.find((one) => one.transition === transition)?.waves.flatMap(({ actions }) => actions) ?? [];
};

const typesOf = (stack: StackJson | undefined): string[] =>
  [...new Set(blocksOf(stack).map(({ type }) => type))].filter((type) => /dynamo/.test(type)).sort();
const TABLE = 'aws_dynamodb_table.orders';
const CROSSED = 'standing, lost A, failover B, started, completed';
const { stacks, manifest } = outputAt('standing');
const links = stacks['billing-links'];
const REPLICA = 'aws_dynamodb_table_replica.orders-at-eu-central-1';
const of = (output: Output) => output.manifest.workloads[0]?.components.find(({ component }) => component === 'Orders');

describe('a table, and its replica at the other site', () => {
  test('stand where the sites meet: a read of either asks both regions', () => {
    expect(typesOf(links)).toEqual(['aws_dynamodb_table', 'aws_dynamodb_table_replica']);
    for (const [id, stack] of Object.entries(stacks)) if (id !== 'billing-links') expect([id, typesOf(stack)]).toEqual([id, []]);
    for (const site of ['eu-west-3', 'eu-central-1'])
      expect(manifest.stacks.find(({ id }) => id === `billing-${site}`)?.alive).toHaveLength(1);
  });

  test('the table is found by its keys, on demand, and takes no more than is declared', () => {
    expect(blockAt(links, TABLE)).toMatchObject({
      provider: 'aws.eu-west-3',
      name: 'billing-orders',
      billing_mode: 'PAY_PER_REQUEST',
      on_demand_throughput: { max_read_request_units: 1000, max_write_request_units: 200 },
      hash_key: 'customer',
      range_key: 'placed',
      attribute: [
        { name: 'customer', type: 'S' },
        { name: 'placed', type: 'N' },
      ],
      stream_enabled: true,
      stream_view_type: 'NEW_AND_OLD_IMAGES',
      server_side_encryption: { enabled: true, kms_key_arn: '${data.aws_kms_alias.orders-key-eu-west-3.target_key_arn}' },
      point_in_time_recovery: { enabled: true, recovery_period_in_days: 7 },
      deletion_protection_enabled: true,
      lifecycle: { prevent_destroy: true, ignore_changes: ['replica', 'read_capacity', 'write_capacity'] },
    });
    const single = blockAt(
      outputAt('', { sortKey: undefined as never, restorableDays: 35 }, { destroyable: true }).stacks['billing-links'],
      TABLE,
    );
    expect(single).toMatchObject({ attribute: [{ name: 'customer', type: 'S' }], deletion_protection_enabled: false });
    expect(single).not.toHaveProperty('range_key');
  });

  test('replicas come in one way: a resource of their own, with the key of their site, and no block of the table', () => {
    expect(blockAt(links, TABLE)).not.toHaveProperty('replica');
    expect(blockAt(links, REPLICA)).toMatchObject({
      provider: 'aws.eu-central-1',
      global_table_arn: 'arn:aws:dynamodb:eu-west-3:111122223333:table/billing-orders',
      kms_key_arn: '${data.aws_kms_alias.orders-key-eu-central-1.target_key_arn}',
      point_in_time_recovery: true,
      deletion_protection_enabled: true,
      depends_on: [TABLE],
      lifecycle: { prevent_destroy: true },
    });
  });

  test('each site reaches it by a gateway, and what uses it may work on its items alone', () => {
    for (const region of ['eu-west-3', 'eu-central-1']) {
      const arn = `arn:aws:dynamodb:${region}:111122223333:table/billing-orders`;
      expect(blockAt(stacks[`billing-${region}`], 'aws_vpc_endpoint.net-dynamodb')).toMatchObject({
        vpc_endpoint_type: 'Gateway',
        service_name: `com.amazonaws.${region}.dynamodb`,
      });
      expect(blocksOf(stacks[`billing-${region}`]).some(({ address }) => address.includes('endpoint-dynamodb'))).toBe(false);
      const policies = blocksOf(stacks[`billing-${region}-base`]).map(({ body }) => String((body as Body)['policy']));
      const granted = policies.find((text) => text.includes('dynamodb:'));
      expect(granted).toContain(arn);
      expect(granted).toContain('dynamodb:ConditionCheckItem');
      expect(granted).not.toMatch(/dynamodb:(\*|Delete(Table|ResourcePolicy)|Update(Table|ContinuousBackups)|PutResourcePolicy)/);
      expect(JSON.stringify(stacks[`billing-${region}`])).toContain('ORDERS_NAME');
    }
  });

  test('the dossier has that the last writer wins, and what was not sent yet', () => {
    expect(of({ manifest, stacks })).toMatchObject({ rpo: { seconds: 60, verified: false }, promotion: { seconds: 0 } });
    expect(JSON.stringify(of({ manifest, stacks }))).toContain('last writer wins');
  });
});

describe('a pair of which one is gone', () => {
  const { stacks: later } = outputAt(`${CROSSED}, gone A by C`);
  const joined = later['billing-links-eu-central-1-eu-west-1'];

  test('gets another replica; the table is nobody’s, since whoever reads it asks the region that is gone', () => {
    expect(typesOf(joined)).toEqual(['aws_dynamodb_table_replica']);
    expect(blockAt(joined, 'aws_dynamodb_table_replica.orders-at-eu-west-1')).toMatchObject({
      provider: 'aws.eu-west-1',
      global_table_arn: 'arn:aws:dynamodb:eu-central-1:111122223333:table/billing-orders',
    });
  });
});

describe('what is refused', () => {
  test.each<readonly [string, Partial<TableProps>, Given, RegExp]>([
    ['a tier of copies', {}, { tier: Tier.WARM }, /backup.*take a replica/is],
    ['zones without a replica', {}, { tier: Tier.HA }, /backup.*take a replica/is],
    ['more days than are kept', { restorableDays: 36 }, {}, /36.*1 to 35 days/s],
    ['one attribute as both keys', { sortKey: { name: 'customer' } }, {}, /sortKey.*another attribute than the partition key/s],
    [
      'provisioned',
      { throughput: Throughput.provisioned({ reads: 5, writes: 6 }) },
      {},
      /Throughput.onDemand\(\{ reads: 5, writes: 6 \}\): on demand: a table of provisioned writes/,
    ],
    ['more than an account takes', { throughput: Throughput.onDemand({ reads: 40_001, writes: 1 }) }, {}, /40001 a second.*up to 40000/s],
    ['a bound', { boundedLag: true }, {}, /boundedLag.*no bound/s],
    ['one that exists', { existing: { [FRANKFURT]: { id: 'orders' } } } as never, {}, /existing/],
  ])('%s', (_, over, given, said) => {
    expect(refusal(make(over, given)).message).toMatch(said);
  });

  test('a name that is longer than the service takes', () => {
    const long = (app: App) => {
      new Table(workload(app, 'b'.repeat(128), { objectives: PATIENT, tier: Tier.HOT }), 'O'.repeat(128), RIGHT);
    };
    expect(refusal(long).message).toMatch(/DR-NAME-01.*a DynamoDB table/s);
  });

  const main = 'arn:aws:dynamodb:eu-west-3:111122223333:table/billing-orders';
  test.each<readonly [string, readonly string[], (on: SiteHandle) => void]>([
    [
      'a replica',
      ['aws_dynamodb_table_replica'],
      ({ stack }) => void new DynamodbTableReplicaA(stack, 'more', { globalTableArn: main.replace('eu-west-3', 'eu-west-1') }),
    ],
    [
      'a table with replicas',
      ['aws_dynamodb_table'],
      ({ stack }) => void new DynamodbTable(stack, 'more', { name: 'more', replica: [{ regionName: 'eu-west-1' }] }),
    ],
    [
      'the version of 2017',
      [],
      ({ stack }) => void new DynamodbGlobalTable(stack, 'more', { name: 'billing-orders', replica: [{ regionName: 'eu-west-1' }] }),
    ],
  ])('the other way of making replicas, in the stack of a site: %s', (_, types, own) => {
    const acknowledge = types.flatMap((type) =>
      SITES.map((site) => ({ id: 'DR-OWN-03', subject: `${type}.more at ${site}`, reason: 'copied by hand' })),
    );
    expect(refusal(make({}, { own, acknowledge })).message).toMatch(/DR-REACH.*eu-west-1/s);
  });
});

describe('a move', () => {
  const forced = stepsAt('standing, lost A, failover B', 'failover');
  const planned = stepsAt('standing, switch B', 'switch');
  const aws = (rules: readonly Rule[], run: readonly string[]) => answering('aws', rules, run);

  test('promotes nothing, and asks the region that takes over alone', () => {
    expect(forced.filter(({ id }) => id.endsWith('-orders')).map(({ id }) => id)).toEqual(['replica-orders', 'open-orders']);
    for (const id of ['replica-orders', 'open-orders'])
      expect(forced.find((one) => one.id === id)).toMatchObject({ endpoint: 'eu-central-1' });
    expect(forced.find(({ id }) => id === 'replica-orders')).toMatchObject({ how: { matches: '(ACTIVE|UPDATING)\\s+\\S+' } });
    expect(planned.find(({ id }) => id === 'replica-orders')).toMatchObject({ how: { matches: 'ACTIVE\\s+ACTIVE' } });
  });

  test('fences what is left by a statement that lets in what replicates, and waits behind it', () => {
    const ids = planned.map(({ id }) => id).filter((id) => id.includes('orders'));
    expect(ids).toEqual(expect.arrayContaining(['fence-orders-eu-west-3', 'fenced-orders-eu-west-3', 'lag-orders']));
    expect(ids.indexOf('fence-orders-eu-west-3')).toBeLessThan(ids.indexOf('lag-orders'));
    const statement = JSON.parse(runOf(planned, 'fence-orders-eu-west-3').at(-1) ?? '') as Body;
    expect(statement).toMatchObject({
      Sid: 'ContinuityFence',
      Effect: 'Deny',
      Resource: 'arn:aws:dynamodb:eu-west-3:111122223333:table/billing-orders',
      Condition: {
        ArnNotLike: { 'aws:PrincipalArn': expect.stringMatching(/:role\/aws-service-role\/replication\.dynamodb\..*Replication$/) },
      },
    });
    expect(stepsAt(`${CROSSED}, normal A`, 'fence').map(({ id }) => id)).toEqual(
      expect.arrayContaining(['fence-orders-eu-west-3', 'fenced-orders-eu-west-3']),
    );
  });

  test('the statement stands beside what the policy says, once, and is taken out alone', () => {
    const run = runOf(planned, 'fence-orders-eu-west-3');
    const none: Rule = ['get-resource-policy', 'An error occurred (PolicyNotFoundException)', 254];
    const theirs = { Sid: 'Theirs', Effect: 'Allow' };
    const has = (...statements: object[]): Rule => [
      'get-resource-policy',
      JSON.stringify({ Version: '2012-10-17', Statement: statements }),
    ];
    const put: Rule = ['put-resource-policy', '1'];
    const written = (rules: readonly Rule[], line: readonly string[]) => aws(rules, line).calls.slice(1).join();
    expect(written([none, put], run)).toMatch(/--policy \{"Version":"2012-10-17","Statement":\[\{"Sid":"ContinuityFence"/);
    expect(written([has(theirs, { Sid: 'ContinuityFence' }), put], run).match(/"Sid"/g)).toHaveLength(2);
    expect(aws([['get-resource-policy', 'AccessDenied', 254]], run)).toMatchObject({ status: 1, said: '' });
    // Without the wait between two looks.
    const opens = [...runOf(stepsAt(`${CROSSED}, normal A, fenced A`, 'reprotect'), 'unfence-orders-eu-west-3').slice(0, -1), '0'];
    expect(written([has(theirs, { Sid: 'ContinuityFence' }), put], opens)).not.toContain('ContinuityFence"}');
    expect(written([has({ Sid: 'ContinuityFence' }), ['delete-resource-policy', '1']], opens)).toContain('delete-resource-policy');
    expect(aws([none], opens)).toMatchObject({ status: 0, said: 'nothing to take out', calls: [expect.any(String), expect.any(String)] });
    expect(aws([['get-resource-policy', 'AccessDenied', 254]], opens).status).toBe(1);
  });

  test('whether it is closed is asked of its policy, and one that cannot be read is no answer', () => {
    const run =
      runOf(planned, 'fenced-orders-eu-west-3').length > 0 ? runOf(planned, 'fenced-orders-eu-west-3') : runOf(planned, 'fenced-orders');
    const said = (text: string, code = 0) => aws([['get-resource-policy', text, code]], run);
    expect(said('{"Statement":[{"Sid":"ContinuityFence"}]}').said).toBe('closed');
    expect(said('{"Statement":{"Sid":"Theirs"}}').said).toBe('open');
    expect(said('(PolicyNotFoundException)', 254).said).toBe('open');
    expect(said('{ no JSON')).toMatchObject({ said: '' });
    expect(said('Could not connect', 255)).toMatchObject({ status: 1, said: '' });
  });

  test('nothing is in flight once nothing was written behind the fence, and nothing arrived for minutes', () => {
    const run = runOf(planned, 'lag-orders');
    const now = Date.now();
    const at = (ago: number) => run.map((word) => (word.includes('closed-since') ? new Date(now - ago * 1000).toISOString() : word));
    const said = (ago: number, written: string, late: string) =>
      aws(
        [
          ['ConsumedWriteCapacityUnits', written],
          ['ReplicationLatency', late],
        ],
        at(ago),
      ).said;
    expect(said(60, '0.0', 'None')).toMatch(/behind the fence, and not 300/);
    expect(said(400, '0.0', 'None')).toBe('0');
    expect(said(400, '3.0', 'None')).toBe('still written: 3.0');
    expect(said(400, '0.0', '812.0')).toBe('still sent, and late by 812.0 ms');
    expect(said(400, 'None', 'None')).toMatch(/still written: None/);
  });

  test('how late items arrive is told where they are sent from, and asked by who survives; a silence behind writes is no answer', () => {
    const signals = of({ manifest, stacks })?.signals ?? [];
    expect(signals.map(({ id }) => id)).toEqual(expect.arrayContaining(['orders-lag', 'orders-late', 'orders-refused']));
    const run = signals.find(({ id }) => id === 'orders-lag')?.polled?.run ?? [];
    const said = (written: string, late: string) =>
      aws(
        [
          ['ConsumedWriteCapacityUnits', written],
          ['ReplicationLatency', late],
        ],
        run,
      ).said;
    expect([said('9.0', '1200.0'), said('9.0', '800'), said('0.0', 'None')]).toEqual(['2', '1', '0']);
    expect(said('9.0', 'None')).toMatch(/nothing says how late/);
    expect(blockAt(stacks['billing-eu-west-3'], 'aws_cloudwatch_metric_alarm.orders-late')).toMatchObject({
      namespace: 'AWS/DynamoDB',
      metric_name: 'ReplicationLatency',
      dimensions: { TableName: 'billing-orders', ReceivingRegion: 'eu-central-1' },
      // Half of the RPO: whoever is called has the rest of it to act.
      threshold: toldAbove(3 * 86_400) * 1000,
    });
  });

  test('back in protection nothing is made: the side that was left is opened, and both are complete', () => {
    const again = stepsAt(`${CROSSED}, normal A, fenced A`, 'reprotect');
    expect(again.find(({ id }) => id === 'standing-orders')).toMatchObject({ endpoint: 'eu-west-3', how: { matches: 'ACTIVE\\s+ACTIVE' } });
    expect(again.filter(({ id, do: what }) => id.includes('orders') && what === 'command').map(({ id }) => id)).toEqual([
      'unfence-orders-eu-west-3',
    ]);
  });
});
