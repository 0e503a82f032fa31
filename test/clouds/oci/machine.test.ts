import type { App } from 'cdktf';
import { Machine, Network } from '../../../lib';
import { IS_SENT, MAY_ACTIVATE } from '../../../lib/clouds/oci/cli-volumes';
import { Duration } from '../../../lib/objectives/duration';
import { Tier } from '../../../lib/objectives/tier';
import { NORMAL } from '../../../lib/situation/facts';
import type { Action } from '../../../lib/words/actions';
import { isUnseen } from '../../../lib/words/doctor';
import type { Workload } from '../../../lib/workload';
import { appIn, folder, refusal } from '../../declared';
import { afterStory } from '../../support/history';
import { blockAt, blocksOf, type StackJson } from '../../support/json';
import { renderWorkload, sheetsOf, type Output } from '../../support/synth';
import { runOf } from '../../support/steps';
import { billing, FRANKFURT, PARIS } from './fixture';

const AT = 'oci:eu-frankfurt-1';
const ERP = 'ocid1.instance.oc1.eu-frankfurt-1.erp01';
const COMPARTMENT = 'ocid1.compartment.oc1..acme';

type Existing = Readonly<Record<string, { readonly id: string }>>;
const make =
  (tier: Tier = Tier.HOT, existing: Existing | null = { [AT]: { id: ERP } }, more: Parameters<typeof billing>[3] = {}) =>
  (app: App): Workload => {
    const workload = billing(tier, undefined, undefined, more)(app);
    new Network(workload, 'Net', { flowLogs: Duration.days(180) });
    if (existing) Machine.fromExisting(workload, 'Erp', existing);
    else new Machine(workload, 'Erp');
    return workload;
  };

function outputAt(story: string, tier: Tier = Tier.HOT): Output {
  const situation = afterStory(story, make(tier)(appIn(folder())).sides);
  return renderWorkload(make(tier)(appIn(folder(), situation)), situation);
}
function stepsAt(story: string, transition: string): readonly Action[] {
  const situation = afterStory(story, make()(appIn(folder())).sides);
  const sheet = sheetsOf(make()(appIn(folder(), situation)), situation).find((one) => one.transition === transition);
  return sheet?.waves.flatMap(({ actions }) => actions) ?? [];
}
const ofErp = (stack: StackJson | undefined): string[] =>
  blocksOf(stack)
    .filter(({ address }) => /\.erp/.test(address))
    .map(({ address }) => address.replace('oci_', ''))
    .sort();

const MOVED = 'standing, lost A, failover B, started, completed';
const BACK = `${MOVED}, normal A, fenced A`;
const FROM = ['eu-frankfurt-1', COMPARTMENT, 'billing-erp-eu-frankfurt-1'];
const TO = ['eu-paris-1', COMPARTMENT, 'billing-erp-eu-paris-1'];
const GUARD = [
  'core_network_security_group.erp-guard',
  'core_network_security_group_security_rule.erp-reaches',
  'core_network_security_group_security_rule.erp-within',
];
const POLICY = 'core_volume_backup_policy.erp-copies';

describe('what stands', () => {
  const { stacks } = outputAt('standing');

  test('at each site the policy by which volumes are copied there; at the standby who is let in; of what exists nothing', () => {
    expect(ofErp(stacks[FRANKFURT])).toEqual([POLICY]);
    expect(ofErp(stacks[PARIS])).toEqual([...GUARD, POLICY]);
    expect(blockAt(stacks[PARIS], `oci_${POLICY}`)).toMatchObject({
      display_name: 'billing-erp-eu-paris-1-copies',
      schedules: [{ backup_type: 'INCREMENTAL', period: 'ONE_DAY', retention_seconds: 30 * 86_400, time_zone: 'UTC' }],
      freeform_tags: { key: '${oci_kms_key.key.id}', component: 'Erp' },
    });
    expect(blockAt(stacks[PARIS], 'oci_core_network_security_group_security_rule.erp-within')).toMatchObject({
      direction: 'INGRESS',
      for_each: '${toset(["10.20.0.0/16"])}',
    });
  });

  test('in the base of each that Block Volume may use its key, in the home region', () => {
    for (const site of [FRANKFURT, PARIS])
      expect(blockAt(stacks[`${site}-base`], 'oci_identity_policy.erp-keys')).toMatchObject({
        statements: [`Allow service blockstorage to use keys in compartment id ${COMPARTMENT}`],
        lifecycle: { prevent_destroy: true },
      });
  });

  test('no machine, volume, group or replica is in a state, in any situation: nothing that an apply could end', () => {
    for (const story of ['standing', MOVED, BACK, `${BACK}, standing`]) {
      const text = JSON.stringify(Object.values(outputAt(story).stacks));
      expect(text).not.toMatch(/oci_core_(?:volume_group|instance|volume|boot_volume|volume_attachment)"/);
    }
  });

  test('and after a move and the way back one policy a site, and another guard beside the older ones', () => {
    const back = outputAt(`${BACK}, standing`).stacks;
    expect(ofErp(back[PARIS])).toEqual([...GUARD, POLICY]);
    expect(ofErp(back[FRANKFURT])).toEqual([...GUARD.map((one) => one.replace('.erp', '.erp-g1')), POLICY]);
    expect(blockAt(back[FRANKFURT], 'oci_core_network_security_group.erp-g1-guard')).toMatchObject({
      display_name: 'billing-erp-eu-frankfurt-1-g1',
    });
  });
});

describe('steps', () => {
  test('look at the volumes, then have them replicated as one group under the key of the standby, write down what the machine is like, and copy them', () => {
    const steps = stepsAt('', 'establish');
    const ids = steps.map(({ id }) => id);
    const order = ['taken-erp', 'seed-erp', 'known-erp', 'copied-erp', 'standing-erp', 'like-there-erp'];
    expect(ids.filter((id) => order.includes(id) || /-erp$/.test(id))).toEqual(order);
    const run = runOf(steps, 'seed-erp');
    expect(run.slice(4)).toEqual([...FROM, ERP, ...TO, 'billing-erp-eu-paris-1-copies']);
    expect(run[2]).toContain('xrrKmsKeyId');
    expect(runOf(steps, 'known-erp').slice(4)).toEqual([...FROM, ERP, ...TO]);
    expect(runOf(steps, 'copied-erp').slice(4)).toEqual([...FROM, 'billing-erp-eu-frankfurt-1-copies']);
  });

  test('of a failover call the region of the taker alone: group, machine, and then whether it runs whole', () => {
    const steps = stepsAt('standing, lost A, failover B', 'failover').filter(({ id }) => id.endsWith('-erp'));
    expect(steps.map(({ id }) => id)).toEqual([
      'replica-erp',
      'like-erp',
      'room-erp',
      'age-erp',
      'promote-erp',
      'launch-erp',
      'promoted-erp',
    ]);
    expect(steps.every((step) => !('endpoint' in step) || step.endpoint === 'eu-paris-1')).toBe(true);
    for (const { id } of steps) expect(runOf(steps, id).join(' ')).not.toContain('frankfurt');
    expect(runOf(steps, 'promote-erp').slice(4)).toEqual(TO);
    expect(runOf(steps, 'launch-erp').slice(4)).toEqual([
      ...TO,
      'billing-erp-eu-paris-1',
      'billing-net-eu-paris-1-private',
      'billing-erp-eu-paris-1',
    ]);
  });

  test('of a switch ask the machine to shut down, see it stopped, wait until the replica was in step twice since, and start it again where it is given up', () => {
    const steps = stepsAt('standing, switch B', 'switch');
    const ids = steps.map(({ id }) => id);
    const order = [
      'replica-erp',
      'fence-erp-eu-frankfurt-1',
      'fenced-erp-eu-frankfurt-1',
      'closed-since-erp',
      'lag-erp',
      'promote-erp',
      'launch-erp',
      'promoted-erp',
    ];
    expect(ids.filter((id) => order.includes(id))).toEqual(order);
    expect(runOf(steps, 'fence-erp-eu-frankfurt-1').slice(4)).toEqual([...FROM, ERP, 'SOFTSTOP']);
    expect(runOf(steps, 'lag-erp').slice(4)).toEqual([...TO, '{find:closed-since-erp}']);
    const opened = runOf(stepsAt('standing, switch B, abort', 'abort'), 'unfence-erp-eu-frankfurt-1');
    expect(opened.slice(4)).toEqual([...FROM, ERP]);
    expect(opened[2]).toContain('--action START');
  });

  test('of what answers again after a forced move are powered off, whatever it does meanwhile, and ended by nobody', () => {
    const steps = stepsAt(`${MOVED}, normal A`, 'fence');
    expect(runOf(steps, 'fence-erp-eu-frankfurt-1').at(-1)).toBe('STOP');
    expect(JSON.stringify(steps)).not.toMatch(/instance terminate|volume-group delete/);
  });

  test('of a reprotect end what brought the role there, then replicate the machine that was made, beside the one that was left', () => {
    const steps = stepsAt(BACK, 'reprotect');
    expect(runOf(steps, 'ended-erp').slice(4)).toEqual([...FROM, ...TO]);
    expect(runOf(steps, 'ended-erp')[2]).toContain("--volume-group-replicas '[]' --preserve-volume-replica false");
    const back = [FROM[0], FROM[1], `${FROM[2]}-g1`];
    expect(runOf(steps, 'seed-erp-g1').slice(4)).toEqual([...TO, TO[2], ...back, 'billing-erp-eu-frankfurt-1-copies']);
    const ids = steps.map(({ id }) => id);
    expect(ids.indexOf('ended-erp')).toBeLessThan(ids.indexOf('seed-erp-g1'));
  });

  test('take a replica that is whole, and on the day one of which something is being made; none that is still being sent', () => {
    for (const said of ['AVAILABLE 2026-12-01T10:00:00Z', 'ACTIVATING 2026-12-01T10:00:00Z'])
      expect(said).toMatch(new RegExp(`^(?:${MAY_ACTIVATE})$`));
    for (const said of ['PROVISIONING never', 'ABSENT never', 'ACTIVATED', 'FAULTY 2026-12-01T10:00:00Z'])
      for (const may of [IS_SENT, MAY_ACTIVATE]) expect(said).not.toMatch(new RegExp(`^(?:${may})$`));
  });
});

test('in a network that exists it comes back into its own subnet, let in from the ranges that it really has', () => {
  const vcn = 'ocid1.vcn.oc1.eu-frankfurt-1.running';
  const subnet = (name: string): string => `ocid1.subnet.oc1.eu-frankfurt-1.${name}`;
  const app = (at: App): Workload => {
    const workload = billing()(at);
    const existing = { [AT]: { id: vcn, publicSubnets: [subnet('gate')], privateSubnets: [subnet('app')] } };
    Network.fromExisting(workload, 'Net', existing, { flowLogs: Duration.days(180) });
    Machine.fromExisting(workload, 'Erp', { [AT]: { id: ERP } });
    return workload;
  };
  const story = `${BACK}, standing, switch A`;
  const situation = afterStory(story, app(appIn(folder())).sides);
  const steps = sheetsOf(app(appIn(folder(), situation)), situation).flatMap(({ waves }) => waves.flatMap(({ actions }) => actions));
  expect(runOf(steps, 'launch-erp-g1').at(-2)).toBe(subnet('app'));
  const stack = renderWorkload(app(appIn(folder(), situation)), situation).stacks[FRANKFURT];
  expect(blockAt(stack, 'oci_core_network_security_group.erp-g1-guard')).toMatchObject({ vcn_id: vcn });
  expect(blockAt(stack, 'oci_core_network_security_group_security_rule.erp-g1-within')).toMatchObject({
    for_each: '${toset(data.oci_core_vcn.net.cidr_blocks)}',
  });
});

describe('says', () => {
  test('ahead of the day whether it runs whole where it serves, and whether there is room for it at the other site', () => {
    const situation = afterStory('standing', make()(appIn(folder())).sides);
    const { plan } = make()(appIn(folder(), situation));
    const items = (site: string): string[] =>
      (plan.doctor[site] ?? []).flatMap((one) => (isUnseen(one) ? [] : one.steps.map(({ id }) => id))).filter((id) => /erp/.test(id));
    expect(items(AT)).toEqual(expect.arrayContaining(['whole-erp', 'polled-erp-copies']));
    expect(items('oci:eu-paris-1')).toEqual(
      expect.arrayContaining(['replica-erp', 'like-erp', 'room-erp', 'standing-erp', 'polled-erp-lag']),
    );
  });

  test('what is typical of a replica, which holds half an hour and no less', () => {
    expect(
      refusal((app) => void renderWorkload(make(Tier.HOT, { [AT]: { id: ERP } }, { rpo: Duration.minutes(15) })(app), NORMAL)).message,
    ).toMatch(/Erp[\s\S]*30 min/);
    const [workload] = outputAt('standing', Tier.COLD).manifest.workloads;
    expect(JSON.stringify(workload)).toContain('typically less than 30 min');
  });
});

describe('refuses', () => {
  const refused = (...args: Parameters<typeof make>) => refusal((app) => void renderWorkload(make(...args)(app), NORMAL));

  test('tiers that spread, by name, and takes the others', () => {
    for (const tier of [Tier.HA, Tier.VITAL])
      expect(refused(tier).message).toMatch(/Erp[\s\S]*one availability domain, at cold, warm and hot/);
    for (const tier of [Tier.COLD, Tier.WARM]) expect(ofErp(outputAt('standing', tier).stacks[PARIS])).toEqual([...GUARD, POLICY]);
  });

  test.each<readonly [string, Existing | null, RegExp]>([
    ['one that nobody says which it is', null, /existing[\s\S]*MachineGroup/],
    ['one at both sites', { [AT]: { id: ERP }, 'oci:eu-paris-1': { id: ERP } }, /DR-ADOPT-02/],
    ['what is no machine', { [AT]: { id: ERP.replace('instance', 'volume') } }, /the OCID of an instance/],
    ['one of the other region', { [AT]: { id: ERP.replace('frankfurt', 'paris') } }, /the OCID of an instance of eu-frankfurt-1/],
  ])('%s', (_, existing, said) => {
    expect(refused(Tier.HOT, existing).message).toMatch(said);
  });
});
