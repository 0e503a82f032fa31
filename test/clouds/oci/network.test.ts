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
import { billing, FRANKFURT, PARIS } from './fixture';

const PROPS: NetworkProps = { flowLogs: Duration.days(180) };
const make = (props: NetworkProps = {}, tier = Tier.HOT, cidr?: string) => {
  return (app: ReturnType<typeof appIn>): Workload => {
    const workload = billing(tier, undefined, cidr)(app);
    new Network(workload, 'Net', { ...PROPS, ...props });
    return workload;
  };
};

/** The stacks of a workload with a network and a bucket, at a step. */
function stacksOf(props: NetworkProps = {}, tier = Tier.HOT, story = 'standing'): Readonly<Record<string, StackJson>> {
  const situation = afterStory(story, make(props, tier)(Testing.app()).sides);
  return renderWorkload(make(props, tier)(appIn(folder(), situation)), situation).stacks;
}

const types = (stack: StackJson | undefined, type: string): string[] =>
  blocksOf(stack)
    .filter((block) => block.type === type)
    .map(({ address }) => address.split('.')[1] as string);
const body = blockAt;
const rules = (stack: StackJson | undefined, table: string): unknown =>
  (body(stack, `oci_core_route_table.${table}`)?.['route_rules'] as Record<string, unknown>[]).map((rule) => [
    rule['destination'],
    rule['network_entity_id'],
  ]);

describe('a network of OCI', () => {
  const stacks = stacksOf();

  test.each([
    [FRANKFURT, '10.10.0.0/16', 'eufrankfurt1', '10.20.0.0/16'],
    [PARIS, '10.20.0.0/16', 'euparis1', '10.10.0.0/16'],
  ])('%s: from the range of its site, a regional subnet of either kind, and a way to the other site', (site, cidr, label, other) => {
    const stack = stacks[site];
    expect(body(stack, 'oci_core_vcn.net')).toMatchObject({
      compartment_id: 'ocid1.compartment.oc1..acme',
      cidr_blocks: [cidr],
      dns_label: label,
      freeform_tags: { workload: 'billing', component: 'Net' },
    });
    expect(types(stack, 'oci_core_subnet')).toEqual(['net-public', 'net-private']);
    expect(body(stack, 'oci_core_subnet.net-public')).toMatchObject({
      cidr_block: `\${cidrsubnet("${cidr}", 4, 0)}`,
      prohibit_public_ip_on_vnic: false,
      route_table_id: '${oci_core_route_table.net-public-routes.id}',
    });
    expect(body(stack, 'oci_core_subnet.net-private')).toMatchObject({
      cidr_block: `\${cidrsubnet("${cidr}", 1, 1)}`,
      prohibit_public_ip_on_vnic: true,
      route_table_id: '${oci_core_route_table.net-private-routes.id}',
    });
    for (const subnet of ['net-public', 'net-private'])
      expect(body(stack, `oci_core_subnet.${subnet}`)).not.toHaveProperty('availability_domain');
    expect(rules(stack, 'net-public-routes')).toEqual([['0.0.0.0/0', '${oci_core_internet_gateway.net-gateway.id}']]);
    expect(rules(stack, 'net-private-routes')).toEqual([
      ['${data.oci_core_services.net-services.services[0].cidr_block}', '${oci_core_service_gateway.net-services-gateway.id}'],
      [other, '${oci_core_drg_attachment.net-router-attached.drg_id}'],
    ]);
    expect(body(stack, 'oci_core_drg.net-router')).toMatchObject({ display_name: site });
  });

  test('no rule is left in the default list, and what forgets its group is closed: a subnet hears that a packet was too large, and no more', () => {
    const { [FRANKFURT]: stack } = stacks;
    const standard = body(stack, 'oci_core_default_security_list.net-default-rules');
    expect(standard).toMatchObject({ manage_default_resource_id: '${oci_core_vcn.net.default_security_list_id}' });
    expect(Object.keys(standard ?? {}).filter((key) => key.endsWith('_rules'))).toEqual([]);
    const list = body(stack, 'oci_core_security_list.net-rules');
    expect(list?.['ingress_security_rules']).toMatchObject([{ protocol: '1', icmp_options: { type: 3, code: 4 } }]);
    expect(list).not.toHaveProperty('egress_security_rules');
    for (const subnet of ['net-public', 'net-private'])
      expect(body(stack, `oci_core_subnet.${subnet}`)).toMatchObject({ security_list_ids: ['${oci_core_security_list.net-rules.id}'] });
  });

  test('who talked to whom is kept, of each subnet', () => {
    const { [PARIS]: stack } = stacks;
    for (const subnet of ['net-public', 'net-private'])
      expect(body(stack, `oci_logging_log.${subnet}-flow-log`)).toMatchObject({
        retention_duration: 180,
        configuration: { source: { service: 'flowlogs', category: 'all', resource: `\${oci_core_subnet.${subnet}.id}` } },
      });
    expect(types(stacksOf({ flowLogs: Duration.ZERO })[PARIS], 'oci_logging_log')).toEqual([]);
  });

  test('nat leads to the internet beside the services of the region; none leads nowhere but to the other site', () => {
    const nat = stacksOf({ egress: 'nat' })[PARIS];
    expect(rules(nat, 'net-private-routes')).toContainEqual(['0.0.0.0/0', '${oci_core_nat_gateway.net-nat.id}']);
    const none = stacksOf({ egress: 'none' })[PARIS];
    expect(rules(none, 'net-private-routes')).toEqual([['10.10.0.0/16', '${oci_core_drg_attachment.net-router-attached.drg_id}']]);
    expect([types(none, 'oci_core_service_gateway'), types(none, 'oci_core_nat_gateway')]).toEqual([[], []]);
  });

  test('nothing of it is made or changed on the day, at any tier: the address of its NAT is the same before and after', () => {
    const own = (stack: StackJson | undefined) => blocksOf(stack).filter(({ type }) => /^oci_(core|logging)_/.test(type));
    for (const tier of [Tier.COLD, Tier.WARM, Tier.HOT]) {
      const peace = stacksOf({ egress: 'nat' }, tier);
      const over = stacksOf({ egress: 'nat' }, tier, 'standing, lost A, failover B, started, completed');
      expect(own(over[PARIS])).toEqual(own(peace[PARIS]));
      expect(types(peace[PARIS], 'oci_core_nat_gateway')).toEqual(['net-nat']);
    }
  });
});

describe('a network that exists', () => {
  const VCN = 'ocid1.vcn.oc1.eu-frankfurt-1.running';
  const subnet = (name: string, region = 'eu-frankfurt-1'): string => `ocid1.subnet.oc1.${region}.${name}`;
  const adopt = (id = VCN, privateSubnets = [subnet('app')]) => {
    return (app: ReturnType<typeof appIn>): Workload => {
      const workload = billing()(app);
      Network.fromExisting(workload, 'Net', { 'oci:eu-frankfurt-1': { id, publicSubnets: [subnet('gate')], privateSubnets } }, PROPS);
      return workload;
    };
  };

  test('is read, refused at plan where it could not work, and nothing of it is made', () => {
    const { stacks } = renderWorkload(adopt()(appIn(folder())), NORMAL);
    expect(blocksOf(stacks[FRANKFURT]).filter(({ type }) => /^oci_(core|logging)_/.test(type))).toEqual([]);
    expect(types(stacks[PARIS], 'oci_core_vcn')).toEqual(['net']);
    expect(stacks[FRANKFURT]?.data?.['oci_core_vcn']?.['net']).toMatchObject({ vcn_id: VCN });
    const read = JSON.stringify(stacks[FRANKFURT]?.data?.['oci_core_subnet']);
    expect(read).toContain(`self.vcn_id == \\"${VCN}\\"`);
    expect(read).toContain('is of one availability domain');
    expect(JSON.stringify(stacks[FRANKFURT]?.data?.['oci_core_subnet']?.['net-public-1'])).toContain('!self.prohibit_public_ip_on_vnic');
    expect(JSON.stringify(stacks[FRANKFURT]?.data?.['oci_core_subnet']?.['net-private-1'])).not.toContain('prohibit_public_ip');
  });

  test('of a region with a short code is taken', () => {
    expect(() => adopt('ocid1.vcn.oc1.fra.running')(appIn(folder())).plan).not.toThrow();
  });

  test.each([
    ['another region', VCN.replace('frankfurt', 'paris'), undefined],
    ['another realm', VCN.replace('oc1', 'oc19'), undefined],
    ['no id', 'vcn-frankfurt', undefined],
    ['a subnet of another region', VCN, [subnet('app', 'eu-paris-1')]],
  ])('is refused with %s', (_, id, subnets) => {
    expect(refusal((app) => adopt(id, subnets)(app).plan).message).toMatch(/DR-VALUE-01[\s\S]*Net cannot take/);
  });
});

describe('what OCI does not take of a network', () => {
  const refused = (props: NetworkProps, cidr?: string): string => refusal((app) => void make(props, Tier.HOT, cidr)(app).plan).message;

  test('days of flow logs that nobody can ask for, with the next ones that can be', () => {
    expect(refused({ flowLogs: Duration.days(45) })).toMatch(/45 d[\s\S]*flowLogs: Duration\.days\(60\)/);
    expect(refused({ flowLogs: Duration.days(365) })).toMatch(/365 d[\s\S]*flowLogs: Duration\.days\(180\)/);
  });

  test('a range too narrow for its subnets', () => {
    expect(refused({}, '10.10.0.0/26')).toMatch(/Net cannot take[\s\S]*10\.10\.0\.0\/26 at oci:eu-frankfurt-1[\s\S]*\/24/);
  });

  test('ranges of the two sites that overlap: they could never be joined', () => {
    expect(refused({}, '10.20.0.0/20')).toMatch(/DR-NET-01/);
  });
});
