import { Network } from '../../../lib';
import { peeringState } from '../../../lib/clouds/oci/cli-network';
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
import { answering } from '../answering';
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
    [FRANKFURT, '10.10.0.0/16', 'eufrankfurt1'],
    [PARIS, '10.20.0.0/16', 'euparis1'],
  ])('%s: from the range of its site, a regional subnet of either kind', (site, cidr, label) => {
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
    ]);
    expect(types(stack, 'oci_core_drg')).toEqual([]);
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

  test('that a way of it is changed, or who is let in, is told at both sites, whoever has the role', () => {
    const over = stacksOf({}, Tier.HOT, 'standing, lost A, failover B, started, completed');
    for (const stack of [stacks[FRANKFURT], stacks[PARIS], over[PARIS]]) {
      const rule = body(stack, 'oci_events_rule.net-changed');
      expect(rule).toMatchObject({ is_enabled: true, actions: { actions: [{ topic_id: '${oci_ons_notification_topic.alerts.id}' }] } });
      const { eventType, data } = JSON.parse(String(rule?.['condition'])) as { eventType: string[]; data: { resourceId: string[] } };
      expect(eventType).toEqual(expect.arrayContaining(['com.oraclecloud.virtualnetwork.updateroutetable']));
      expect(data.resourceId).toEqual([
        '${oci_core_vcn.net.id}',
        '${oci_core_vcn.net.default_security_list_id}',
        '${oci_core_security_list.net-rules.id}',
        '${oci_core_internet_gateway.net-gateway.id}',
        '${oci_core_service_gateway.net-services-gateway.id}',
        '${oci_core_route_table.net-public-routes.id}',
        '${oci_core_route_table.net-private-routes.id}',
      ]);
    }
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

  test('nat leads to the internet beside the services of the region; none leads nowhere', () => {
    const nat = stacksOf({ egress: 'nat' })[PARIS];
    expect(rules(nat, 'net-private-routes')).toContainEqual(['0.0.0.0/0', '${oci_core_nat_gateway.net-nat.id}']);
    const none = stacksOf({ egress: 'none' })[PARIS];
    expect(rules(none, 'net-private-routes')).toEqual([]);
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

describe('a way between the networks of the two sites', () => {
  const DONE = 'standing, lost A, failover B, started, completed';
  const RETURNED = `${DONE}, normal A, fenced A, standing`;
  const LINKS = 'billing-links';
  const stacks = stacksOf({ peered: true });

  test.each([
    [FRANKFURT, '10.20.0.0/16'],
    [PARIS, '10.10.0.0/16'],
  ])('%s leads to the range of the other one by a router of its own, whatever answers there', (site, other) => {
    const stack = stacks[site];
    expect(rules(stack, 'net-private-routes')).toContainEqual([other, '${oci_core_drg_attachment.net-router-attached.drg_id}']);
    expect(body(stack, 'oci_core_drg.net-router')).toMatchObject({ display_name: site });
    expect(body(stack, 'oci_core_drg_attachment.net-router-attached')).toMatchObject({
      network_details: { id: '${oci_core_vcn.net.id}', type: 'VCN' },
    });
    expect(JSON.stringify(rules(stack, 'net-public-routes'))).not.toContain(other);
    expect(JSON.stringify(stack)).not.toContain('peering');
  });

  test('both ends are made where the sites meet: each finds its router by name, and the one of the second site asks', () => {
    const { [LINKS]: links } = stacks;
    expect(body(links, 'oci_core_remote_peering_connection.net-peering-eu-frankfurt-1')).not.toHaveProperty('peer_id');
    expect(body(links, 'oci_core_remote_peering_connection.net-peering-eu-frankfurt-1')).toMatchObject({
      drg_id: '${data.oci_core_drgs.net-router-eu-frankfurt-1.drgs[0].id}',
    });
    expect(body(links, 'oci_core_remote_peering_connection.net-peering-eu-paris-1')).toMatchObject({
      drg_id: '${data.oci_core_drgs.net-router-eu-paris-1.drgs[0].id}',
      peer_id: '${oci_core_remote_peering_connection.net-peering-eu-frankfurt-1.id}',
      peer_region_name: 'eu-frankfurt-1',
    });
    const read = links?.data?.['oci_core_drgs'];
    expect(read?.['net-router-eu-paris-1']).toMatchObject({ filter: [{ name: 'display_name', values: [PARIS] }, { name: 'state' }] });
  });

  test('its ends follow no role: after a failover and a reprotect they are those of the first day', () => {
    const ends = (of: Readonly<Record<string, StackJson>>) => blocksOf(of[LINKS]).filter(({ type }) => type.includes('peering'));
    expect(ends(stacks)).toHaveLength(2);
    expect(ends(stacksOf({ peered: true }, Tier.HOT, RETURNED))).toEqual(ends(stacks));
  });

  test('without it nothing joins the networks, and it is asked before a standby counts, and of the site that serves ahead of the day', () => {
    expect(JSON.stringify(stacksOf()[LINKS])).not.toContain('peering');
    const { plan } = make({ peered: true })(Testing.app());
    const steps = JSON.stringify(plan.steps);
    expect(steps).toContain('peered-net');
    expect(JSON.stringify(plan.doctor['oci:eu-frankfurt-1'])).toContain('peered-net');
    expect(JSON.stringify(make()(Testing.app()).plan.steps)).not.toContain('peered-net');
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

  test('is attached to the router of its owner, who peers it', () => {
    const peered = (app: ReturnType<typeof appIn>): void => {
      const exists = { id: VCN, publicSubnets: [subnet('gate')], privateSubnets: [subnet('app')] };
      Network.fromExisting(billing()(app), 'Net', { 'oci:eu-frankfurt-1': exists }, { ...PROPS, peered: true });
      app.synth();
    };
    expect(refusal(peered).message).toMatch(/DR-VALUE-01[\s\S]*peered[\s\S]*its owner peers/);
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

describe('what one end of a way says', () => {
  const run = peeringState('eu-paris-1', 'c', 'billing-eu-paris-1');
  test('is its status; silence is none', () => {
    const asked = answering('oci', [['remote-peering-connection list', 'PEERED']], run);
    expect(asked).toMatchObject({ status: 0, said: 'PEERED' });
    expect(asked.calls[0]).toContain(`data[?"display-name"=='billing-eu-paris-1' && "lifecycle-state"=='AVAILABLE'].`);
    expect(answering('oci', [['remote-peering-connection list', '', 1]], run).status).not.toBe(0);
  });
});
