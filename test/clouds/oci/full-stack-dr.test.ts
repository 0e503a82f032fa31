import { TerraformStack, Testing } from 'cdktf';
import { oci, FullStackDr, type FullStackDrProps } from '../../../lib/clouds/oci/oci';
import { appIn, folder, refusal } from '../../declared';
import { blocksOf, type Body, type StackJson } from '../../support/json';
import { billing } from './fixture';

/* The button of the console: two groups of machines of one's own, and plans that people fill and execute. */

const site = (region: string) =>
  oci.site(region, {
    account: 'ocid1.compartment.oc1..acme',
    namespace: 'acmens',
    homeRegion: 'uk-london-1',
    cidr: '10.10.0.0/16',
    state: oci.stateIn('acme-state', { namespace: 'acmens' }),
  });
const at = (region: string, more: Partial<FullStackDrProps['serves']> = {}): FullStackDrProps['serves'] => ({
  site: site(region),
  runner: `ocid1.instance.oc1.${region}.runner`,
  logs: `acme-dr-${region}`,
  ...more,
});
const PROPS: FullStackDrProps = { workload: 'billing', serves: at('eu-frankfurt-1'), standsBy: at('eu-paris-1') };

const written = (props: FullStackDrProps): StackJson => {
  const stack = new TerraformStack(Testing.app(), 'dr');
  new FullStackDr(stack, 'Dr', props);
  return JSON.parse(Testing.synth(stack)) as StackJson;
};
const addresses = (json: StackJson): string[] =>
  blocksOf(json).map(({ type, address }) => `${type} ${address.split('.')[1]?.replace(/_[0-9A-F]{8}$/, '')}`);
const found = (json: StackJson, name: RegExp): Body => blocksOf(json).find(({ address }) => name.test(address))?.body as Body;

describe('a stack of one’s own', () => {
  const json = written(PROPS);

  test('has a group at each site and two plans where nobody serves: no execution', () =>
    expect(addresses(json).sort()).toEqual([
      'oci_disaster_recovery_dr_plan Dr_failover-eu-paris-1',
      'oci_disaster_recovery_dr_plan Dr_switchover-eu-paris-1',
      'oci_disaster_recovery_dr_protection_group Dr_primary-eu-frankfurt-1',
      'oci_disaster_recovery_dr_protection_group Dr_standby-eu-paris-1',
    ]));

  test('the one member of a group is the machine that continuity is run on: it is neither moved nor stopped', () => {
    for (const region of ['eu-frankfurt-1', 'eu-paris-1'])
      expect(found(json, new RegExp(`(?:primary|standby)-${region}`))).toMatchObject({
        members: [
          { member_id: `ocid1.instance.oc1.${region}.runner`, member_type: 'COMPUTE_INSTANCE_NON_MOVABLE', is_start_stop_enabled: false },
        ],
        log_location: { bucket: `acme-dr-${region}`, namespace: 'acmens' },
        provider: `oci.${region}`,
      });
  });

  test('one side is associated, and roles, which an execution swaps, are ignored: no apply makes another group of it', () => {
    const [first, second] = [found(json, /primary-/), found(json, /standby-/)];
    expect(first['association']).toBeUndefined();
    expect(second['association']).toMatchObject({ role: 'STANDBY', peer_region: 'eu-frankfurt-1' });
    for (const one of [first, second]) expect(one['lifecycle']).toEqual({ ignore_changes: ['association'] });
  });

  test('a plan is of the group that stands by, in its region', () => {
    for (const type of ['SWITCHOVER', 'FAILOVER'])
      expect(found(json, new RegExp(`${type.toLowerCase()}-eu-paris-1`))).toMatchObject({
        type,
        dr_protection_group_id: expect.stringMatching(/Dr_standby-eu-paris-1/) as string,
        provider: 'oci.eu-paris-1',
      });
  });

  test('another direction is two other groups', () => {
    const turned = addresses(written({ ...PROPS, serves: PROPS.standsBy, standsBy: PROPS.serves }));
    expect(turned.filter((one) => addresses(json).includes(one))).toEqual([]);
  });
});

describe('is refused', () => {
  const says = (more: Partial<FullStackDrProps>): string =>
    refusal((app) => new FullStackDr(new TerraformStack(app, 'dr'), 'Dr', { ...PROPS, ...more })).message;

  test('in a workload: recovery is applied while one region is out', () =>
    expect(refusal((app) => new FullStackDr(billing()(app), 'Dr', PROPS)).message).toMatch(/DR-OWN-07[\s\S]*names both regions/));

  test('in a recovery stack of one', () =>
    expect(
      refusal((app) => {
        const [stack] = billing()(app).stacks;
        return new FullStackDr(stack as TerraformStack, 'Dr', PROPS);
      }).message,
    ).toMatch(/DR-OWN-07[\s\S]*a stack of your own/));

  test('with what a stack makes', () =>
    expect(says({ serves: at('eu-frankfurt-1', { runner: '${TfToken[TOKEN.7]}' }) })).toMatch(
      /DR-OWN-07[\s\S]*is given what a stack makes/,
    ));

  test.each<[string, Partial<FullStackDrProps>, RegExp]>([
    [
      'a load balancer',
      { standsBy: at('eu-paris-1', { runner: 'ocid1.loadbalancer.oc1.eu-paris-1.web' }) },
      /DR-OWN-09[\s\S]*the OCID of a machine/,
    ],
    ['a machine of the other region', { standsBy: at('eu-paris-1', { runner: 'ocid1.instance.oc1.eu-frankfurt-1.x' }) }, /DR-OWN-09/],
    ['members beside', { members: [] } as object, /DR-OWN-09[\s\S]*members/],
    ['one region', { standsBy: at('eu-frankfurt-1') }, /DR-OWN-09[\s\S]*two regions/],
  ])('with %s', (_, more, message) => expect(says(more)).toMatch(message));
});

test('an app has it beside a workload', () => {
  const app = appIn(folder());
  billing()(app);
  new FullStackDr(new TerraformStack(app, 'dr'), 'Dr', PROPS);
  expect(() => app.synth()).not.toThrow();
});
