import type { App } from 'cdktf';
import { Duration, KubernetesCluster, ObjectStorage, Size, type Workload } from '../../../lib';
import { Tier } from '../../../lib/objectives/tier';
import { isUnseen } from '../../../lib/words/doctor';
import type { Action } from '../../../lib/words/actions';
import { appIn, folder, refusal } from '../../declared';
import { afterStory } from '../../support/history';
import { blockAt, blocksOf } from '../../support/json';
import { renderWorkload, sheetsOf, type Output } from '../../support/synth';
import { billing, FRANCE, GERMANY } from './fixture';

const PARIS = 'azure:francecentral';
const SUBSCRIPTION = '00000000-0000-0000-0000-000000000001';
const RUNNING = `/subscriptions/${SUBSCRIPTION}/resourceGroups/running/providers`;
const ACCOUNT = `${RUNNING}/Microsoft.Storage/storageAccounts/runningarchive`;
const ID = `${ACCOUNT}/blobServices/default/containers/scans`;
const SUBNET = `${RUNNING}/Microsoft.Network/virtualNetworks/net/subnets/app`;
const DOOR = `${RUNNING}/Microsoft.Network/privateEndpoints/running-door`;
const GIVEN = { id: ID, guards: [SUBNET, DOOR], appliedFrom: ['203.0.113.7'] };

const make =
  (given: object = GIVEN, tier = Tier.HOT, site = PARIS) =>
  (app: App): Workload => {
    const workload = billing(tier)(app);
    ObjectStorage.fromExisting(workload, 'Archive', { [site]: given as typeof GIVEN });
    return workload;
  };

function outputAt(story: string, build = make()): Output {
  const situation = afterStory(story, build(appIn(folder())).sides);
  return renderWorkload(build(appIn(folder(), situation)), situation);
}
function stepsAt(story: string, transition: string, build = make()): readonly Action[] {
  const situation = afterStory(story, build(appIn(folder())).sides);
  const sheets = sheetsOf(build(appIn(folder(), situation)), situation);
  return sheets.find((one) => one.transition === transition)?.waves.flatMap(({ actions }) => actions) ?? [];
}
const ours = (steps: readonly Action[]): string[] => steps.map(({ id }) => id).filter((id) => id.includes('archive'));
const lines = (steps: readonly Action[], step: string): string => JSON.stringify(steps.find((one) => one.id.startsWith(step)));
const MOVED = 'standing, lost A, failover B, started, completed, normal A';

describe('a container of blobs that exists', () => {
  const { stacks } = outputAt('standing');

  test('is in no state, nor is its account; the other site has an account that its container is sent to, by a policy beside those of its owner', () => {
    expect(blocksOf(stacks[FRANCE]).filter(({ address }) => /storage.*archive/.test(address))).toEqual([]);
    expect(blockAt(stacks[GERMANY], 'azurerm_storage_account.archive')).toMatchObject({ blob_properties: { versioning_enabled: true } });
    const [policy] = blocksOf(stacks['billing-links']).filter(({ address }) => /object_replication\.archive/.test(address));
    expect(policy?.body).toMatchObject({
      source_storage_account_id: ACCOUNT,
      destination_storage_account_id: expect.stringMatching(
        /resourceGroups\/billing-germanywestcentral\/.*storageAccounts\/billingarchive\w+$/,
      ),
      rules: [{ source_container_name: 'scans', destination_container_name: 'data', copy_blobs_created_after: 'Everything' }],
    });
  });

  test('is refused at plan where its account is in another region, by its name: no key of it is read into a state', () => {
    const data = stacks[FRANCE]?.data ?? {};
    expect(data['azurerm_storage_account']).toBeUndefined();
    expect(data['azurerm_resources']?.['archive']).toMatchObject({
      ...{ name: 'runningarchive', type: 'Microsoft.Storage/storageAccounts' },
      lifecycle: { postcondition: [{ error_message: expect.stringContaining('runningarchive is not in francecentral') as unknown }] },
    });
  });

  test('is listed by whoever applies, by a grant at its account, and heard of there', () => {
    const base = stacks[`${FRANCE}-base`];
    expect(blockAt(base, 'azurerm_role_assignment.pipeline-lists-archive')).toMatchObject({
      ...{ scope: ACCOUNT, role_definition_name: 'Storage Blob Data Reader' },
    });
    const heard = base?.resource?.['azurerm_monitor_activity_log_alert'] ?? {};
    for (const what of ['lost-archive-account', 'lost-archive-container', 'lost-archive-replication'])
      expect(heard[what]).toMatchObject({ scopes: [ACCOUNT] });
    expect(heard['resource-health']).toMatchObject({ scopes: expect.arrayContaining([ACCOUNT]) as unknown });
  });
});

test('what comes back after a move is another account, made beside it: the one that exists stays fenced, and in no state', () => {
  const back = outputAt(`${MOVED}, fenced A`).stacks;
  expect(blockAt(back[FRANCE], 'azurerm_storage_account.archive-g1')).toMatchObject({ name: expect.stringMatching(/^billingarchive/) });
  expect(JSON.stringify(blocksOf(back[FRANCE]))).not.toContain('runningarchive');
  expect(JSON.stringify(back['billing-links'])).not.toContain('runningarchive');
});

test('is fenced by a command that closes what is given, leaves whoever applies, and is proven so; another command opens it', () => {
  const steps = stepsAt('standing, switch B', 'switch');
  const order = ours(steps);
  expect(order.indexOf('fence-archive-francecentral')).toBeGreaterThan(order.indexOf('listed-archive'));
  expect(order.indexOf('fenced-archive-francecentral')).toBeGreaterThan(order.indexOf('fence-archive-francecentral'));
  expect(order.indexOf('lag-archive')).toBeGreaterThan(order.indexOf('fenced-archive-francecentral'));
  expect(lines(steps, 'fence-archive')).toContain(`"${SUBSCRIPTION}","running","runningarchive","${SUBNET}","${DOOR}"]`);
  expect(lines(steps, 'fenced-archive')).toContain(`"${SUBSCRIPTION}","running","runningarchive","203.0.113.7"]`);
  expect(lines(steps, 'lag-archive')).toMatch(/"running","runningarchive","scans","billingarchive\w+"\]/);
  const abort = stepsAt('standing, switch B, fenced A, abort', 'abort');
  expect(lines(abort, 'unfence-archive')).toContain(`"runningarchive","${SUBNET}","${DOOR}"]`);
});

describe('is looked at', () => {
  const WHAT = ['region', 'sent', 'versions', 'container', 'sends', 'guards'];
  const asked = (tier = Tier.HOT): string[] => {
    const build = make(GIVEN, tier);
    const { plan } = build(appIn(folder(), afterStory('standing', build(appIn(folder())).sides)));
    return (plan.doctor[PARIS] ?? []).flatMap((one) => (isUnseen(one) ? [] : one.steps.map(({ id }) => id)));
  };

  test('before it is sent anywhere, and ahead of the day', () => {
    const needs = stepsAt('', 'establish');
    expect(ours(needs)).toEqual(expect.arrayContaining(WHAT.map((one) => `needs-${one}-archive`)));
    expect(lines(needs, 'needs-guards')).toContain(`"runningarchive","${SUBNET}","${DOOR}","203.0.113.7"]`);
    expect(asked()).toEqual(expect.arrayContaining([...WHAT, 'restorable'].map((one) => `${one}-archive`)));
    expect(asked()).not.toContain('zones-archive');
  });

  test('for zones where the tier asks for them', () => {
    expect(asked(Tier.HA)).toContain('zones-archive');
  });
});

test.each([
  ['an account in the place of its container', { ...GIVEN, id: ACCOUNT }, /existing[^]*blobServices\/default\/containers/],
  ['one of another subscription', { ...GIVEN, id: ID.replace('0001', '0002') }, /existing[^]*0002/],
  ['no ways that lead there', { id: ID }, /no guards[^]*all ways that lead there/],
  ['a way that is none', { ...GIVEN, guards: ['sg-1'] }, /existing[^]*sg-1[^]*'public'/],
  ['a range that no rule takes', { ...GIVEN, guards: ['203.0.113.0/31'] }, /203\.0\.113\.0\/31/],
  [
    'no way for whoever recovers: what was not sent could not be asked behind a fence',
    { id: ID, guards: [SUBNET] },
    /no appliedFrom[^]*behind the fence/,
  ],
  ['public networks for whoever applies', { ...GIVEN, appliedFrom: ['public'] }, /existing[^]*public at/],
  ['a key', { ...GIVEN, key: 'https://acme.vault.azure.net/keys/k' }, /no key/],
])('%s is refused', (_, given, says) => {
  const { id, message } = refusal(() => outputAt('standing', make(given)));
  expect(id).toBe('DR-VALUE-01');
  expect(message).toMatch(says);
});

test('a cluster copies into none that exists', () => {
  const copies = (app: App): void => {
    const workload = billing(Tier.HOT)(app);
    const to = ObjectStorage.fromExisting(workload, 'Archive', { [PARIS]: GIVEN });
    new KubernetesCluster(workload, 'Apps', {
      ...{
        version: '1.33',
        pools: [{ name: 'apps', size: Size.of({ vcpus: 2, memoryGiB: 8 }), nodes: { active: 2, standby: 1, most: 4 } }],
      },
      backup: { to, every: Duration.hours(1), namespaces: ['shop'] },
    });
  };
  expect(refusal(copies).message).toMatch(/backup[^]*object storage of the workload that the library makes/);
});

test('one that does not serve first is refused', () => {
  expect(refusal(() => outputAt('standing', make(GIVEN, Tier.HOT, 'azure:germanywestcentral')))).toMatchObject({ id: 'DR-ADOPT-02' });
});
