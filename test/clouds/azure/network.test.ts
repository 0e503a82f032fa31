import { Network } from '../../../lib';
import type { NetworkProps } from '../../../lib/components/network';
import { Duration } from '../../../lib/objectives/duration';
import { NORMAL } from '../../../lib/situation/facts';
import { Tier } from '../../../lib/objectives/tier';
import { Testing } from 'cdktf';
import type { Workload } from '../../../lib/workload';
import { blockAt, blocksOf, type StackJson } from '../../support/json';
import { afterStory } from '../../support/history';
import { renderWorkload } from '../../support/synth';
import { appIn, folder, refusal } from '../../declared';
import { billing, FRANCE, GERMANY, SUBNET } from './fixture';

const PROPS: NetworkProps = { flowLogs: Duration.ZERO };
const make = (props: NetworkProps = {}, tier = Tier.HOT, over = {}) => {
  return (app: ReturnType<typeof appIn>): Workload => {
    const workload = billing(tier, over)(app);
    new Network(workload, 'Net', { ...PROPS, ...props });
    return workload;
  };
};

/** The stacks of a workload with a network and a container, at a step. */
function stacksOf(props: NetworkProps = {}, tier = Tier.HOT, story = 'standing'): Readonly<Record<string, StackJson>> {
  const situation = afterStory(story, make(props, tier)(Testing.app()).sides);
  return renderWorkload(make(props, tier)(appIn(folder(), situation)), situation).stacks;
}

const types = (stack: StackJson | undefined, type: string): string[] =>
  blocksOf(stack)
    .filter((block) => block.type === type)
    .map(({ address }) => address.split('.')[1] as string);
const body = blockAt;
const OVER = 'standing, lost A, failover B, started, completed';

test('a network from the range of each site: one subnet that is reached, and one a zone that is not, each guarded from the start', () => {
  const stacks = stacksOf({ zones: 3 });
  for (const [site, cidr] of [
    [FRANCE, '10.10.0.0/16'],
    [GERMANY, '10.20.0.0/16'],
  ] as const) {
    const stack = stacks[site];
    expect(body(stack, 'azurerm_virtual_network.net')).toMatchObject({
      name: site.replace('billing', 'billing-net'),
      resource_group_name: site,
      address_space: [cidr],
    });
    expect(types(stack, 'azurerm_subnet')).toEqual(['net-public', 'net-private-1', 'net-private-2', 'net-private-3']);
    expect(body(stack, 'azurerm_subnet.net-private-2')).toMatchObject({
      virtual_network_name: '${azurerm_virtual_network.net.name}',
      address_prefixes: [`\${cidrsubnet("${cidr}", 4, 9)}`],
      default_outbound_access_enabled: false,
      private_endpoint_network_policies: 'Enabled',
    });
    for (const subnet of types(stack, 'azurerm_subnet')) {
      const bound = body(stack, `azurerm_subnet_network_security_group_association.${subnet}-guarded`);
      expect(bound).toMatchObject({ subnet_id: `\${azurerm_subnet.${subnet}.id}` });
      expect((bound?.['depends_on'] as string[]).length).toBeGreaterThan(0);
    }
  }
});

describe('ways out', () => {
  test('by default nothing leaves to the internet, and nothing comes in but to the subnet that is reached, by HTTPS', () => {
    const { [FRANCE]: stack } = stacksOf();
    expect(body(stack, 'azurerm_network_security_rule.net-private-no-internet')).toMatchObject({
      direction: 'Outbound',
      access: 'Deny',
      destination_address_prefix: 'Internet',
      priority: 4096,
    });
    const inbound = blocksOf(stack).filter(({ type, body: b }) => type === 'azurerm_network_security_rule' && b['direction'] === 'Inbound');
    expect(
      inbound.map(({ body: b }) => [b['source_address_prefix'], b['destination_port_range'], b['network_security_group_name']]),
    ).toEqual([
      ['Internet', '443', '${azurerm_network_security_group.net-public-rules.name}'],
      ['GatewayManager', '65200-65535', '${azurerm_network_security_group.net-public-rules.name}'],
    ]);
    expect(types(stack, 'azurerm_nat_gateway')).toEqual([]);
  });

  test('nat: a gateway and an address in each zone, and each private subnet leaves by its own', () => {
    const { [FRANCE]: stack } = stacksOf({ egress: 'nat' });
    for (const zone of [1, 2]) {
      for (const type of ['azurerm_nat_gateway.net-nat', 'azurerm_public_ip.net-nat'])
        expect(body(stack, `${type}-${zone}${type.includes('ip') ? '-address' : ''}`)).toMatchObject({ zones: [String(zone)] });
      expect(body(stack, `azurerm_subnet_nat_gateway_association.net-private-${zone}-out`)).toMatchObject({
        subnet_id: `\${azurerm_subnet.net-private-${zone}.id}`,
        nat_gateway_id: `\${azurerm_nat_gateway.net-nat-${zone}.id}`,
        depends_on: [`azurerm_nat_gateway_public_ip_association.net-nat-${zone}-addressed`],
      });
    }
    expect(types(stack, 'azurerm_network_security_rule')).not.toContain('net-private-no-internet');
  });

  test('below hot no gateway waits at the standby: they are made on the day, which the budget and doctor know', () => {
    const gateways = (stack: StackJson | undefined): number => types(stack, 'azurerm_nat_gateway').length;
    const peace = stacksOf({ egress: 'nat' }, Tier.WARM);
    expect([gateways(peace[FRANCE]), gateways(peace[GERMANY])]).toEqual([2, 0]);
    expect(gateways(stacksOf({ egress: 'nat' }, Tier.WARM, OVER)[GERMANY])).toBe(2);
    const plan = (props: NetworkProps) => make(props, Tier.WARM)(Testing.app()).plan;
    expect(plan({ egress: 'nat' }).budget.parts.find(({ name }) => name.endsWith('Net'))?.figure).toMatchObject({ seconds: 300 });
    expect(plan({}).budget.parts.find(({ name }) => name.endsWith('Net'))).toBeUndefined();
    const asks = (props: NetworkProps): boolean =>
      JSON.stringify(plan(props).doctor['azure:germanywestcentral']).includes('quota-addresses-net');
    expect([asks({ egress: 'nat' }), asks({})]).toEqual([true, false]);
  });
});

describe('a network that exists', () => {
  const NET = SUBNET.replace(/\/subnets\/.*$/, '');
  const adopt = (id = NET, subnets = ['app', 'web'].map((name) => `${NET}/subnets/${name}`)) => {
    return (app: ReturnType<typeof appIn>): Workload => {
      const workload = billing()(app);
      Network.fromExisting(
        workload,
        'Net',
        { 'azure:francecentral': { id, publicSubnets: ['gate', 'way'].map((name) => `${NET}/subnets/${name}`), privateSubnets: subnets } },
        PROPS,
      );
      return workload;
    };
  };

  test('is read, refused at plan where it stands elsewhere, and nothing of it is made', () => {
    const { stacks } = renderWorkload(adopt()(appIn(folder())), NORMAL);
    expect(types(stacks[FRANCE], 'azurerm_virtual_network')).toEqual([]);
    expect(types(stacks[FRANCE], 'azurerm_subnet')).toEqual([]);
    expect(types(stacks[GERMANY], 'azurerm_virtual_network')).toEqual(['net']);
    const read = stacks[FRANCE]?.data?.['azurerm_virtual_network']?.['net'];
    expect(read).toMatchObject({ name: 'v', resource_group_name: 'net' });
    expect(JSON.stringify(read)).toContain('self.location == \\"francecentral\\"');
  });

  test.each([
    ['another subscription', NET.replace(/0001/, '0002'), undefined],
    ['no id', 'vnet-paris', undefined],
    ['a subnet of another network', NET, [`${NET}x/subnets/app`, `${NET}/subnets/web`]],
  ])('is refused with %s', (_, id, subnets) => {
    expect(refusal((app) => adopt(id, subnets)(app).plan).message).toMatch(/DR-VALUE-01[\s\S]*Net cannot take/);
  });
});

describe('what Azure does not take of a network', () => {
  const refused = (props: NetworkProps, over = {}): string => refusal((app) => void make(props, Tier.HOT, over)(app).plan).message;

  test('flow logs: they would be written with the keys of an account, and none of the library has keys', () => {
    expect(refused({ flowLogs: Duration.days(90) })).toMatch(/90 d[\s\S]*flowLogs: Duration\.ZERO/);
  });

  test('a way between the networks of the two sites: nothing makes one', () => {
    expect(refused({ peered: true })).toMatch(/peered \(got: true\)[\s\S]*no way between two virtual networks/);
  });

  test('a range too narrow for sixteen subnets that a gateway for applications fits in', () => {
    expect(refused({}, { cidr: '10.10.0.0/23' })).toMatch(/Net cannot take[\s\S]*10\.10\.0\.0\/23 at azure:francecentral[\s\S]*\/22/);
  });
});
