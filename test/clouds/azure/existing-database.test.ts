import type { App } from 'cdktf';
import { DatabaseEngine, Network, RelationalDatabase, Size } from '../../../lib';
import { Duration } from '../../../lib/objectives/duration';
import { Tier } from '../../../lib/objectives/tier';
import { isUnseen } from '../../../lib/words/doctor';
import type { Action } from '../../../lib/words/actions';
import type { Workload } from '../../../lib/workload';
import { appIn, folder, refusal } from '../../declared';
import { afterStory } from '../../support/history';
import { blockAt, blocksOf, type StackJson } from '../../support/json';
import { renderWorkload, sheetsOf, type Output } from '../../support/synth';
import { billing, FRANCE, GERMANY } from './fixture';

const PARIS = 'azure:francecentral';
const RUNNING = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/running/providers';
const SERVER = `${RUNNING}/Microsoft.DBforPostgreSQL/flexibleServers/running-ledger`;
const SECRET = `${RUNNING}/Microsoft.KeyVault/vaults/running-vault/secrets/ledger-admin`;
const DOOR = `${RUNNING}/Microsoft.Network/privateEndpoints/running-door`;
const NET = `${RUNNING}/Microsoft.Network/virtualNetworks/running-net`;
const GIVEN = { id: SERVER, secret: SECRET, guards: ['public', DOOR] };

const make =
  (given = GIVEN, tier = Tier.HOT, site = PARIS) =>
  (app: App): Workload => {
    const workload = billing(tier)(app);
    const net = { id: NET, publicSubnets: [`${NET}/subnets/gate`], privateSubnets: [`${NET}/subnets/app`] };
    Network.fromExisting(workload, 'Net', { [PARIS]: net }, { flowLogs: Duration.ZERO });
    RelationalDatabase.fromExisting(
      workload,
      'Ledger',
      { [site]: given },
      { engine: DatabaseEngine.postgres('16'), size: Size.of({ vcpus: 2, memoryGiB: 8 }), storageGiB: 100 },
    );
    return workload;
  };

function outputAt(story: string, build = make()): Output {
  const situation = afterStory(story, build(appIn(folder())).sides);
  return renderWorkload(build(appIn(folder(), situation)), situation);
}
const stepsAt = (story: string, transition: string): readonly Action[] => {
  const situation = afterStory(story, make()(appIn(folder())).sides);
  const sheets = sheetsOf(make()(appIn(folder(), situation)), situation);
  return sheets.find((one) => one.transition === transition)?.waves.flatMap(({ actions }) => actions) ?? [];
};
const ours = (steps: readonly Action[]): string[] => steps.map(({ id }) => id).filter((id) => id.includes('ledger'));
const lines = (steps: readonly Action[], step: string): string => JSON.stringify(steps.find((one) => one.id.startsWith(step)));
const conditions = (stack: StackJson | undefined, type: string): string =>
  blocksOf(stack, 'data')
    .filter((one) => one.type === type)
    .map(({ body }) => JSON.stringify(body['lifecycle']))
    .join();
const LEDGER = 'azurerm_postgresql_flexible_server.ledger';

describe('a server that exists', () => {
  const { stacks } = outputAt('standing');
  const paris = stacks[FRANCE];

  test('is in no state, and no way to it is made; the other site has one that follows it, behind a door of its own', () => {
    expect(blocksOf(paris).filter(({ type }) => /postgresql|private_endpoint/.test(type))).toEqual([]);
    expect(blockAt(stacks[GERMANY], LEDGER)).toMatchObject({
      create_mode: 'Replica',
      source_server_id: SERVER,
      sku_name: 'GP_Standard_D2ds_v5',
    });
    expect(blocksOf(stacks[GERMANY]).filter(({ type }) => type === 'azurerm_private_endpoint')).toHaveLength(1);
  });

  test('is one end of the virtual endpoint, without which no role is swapped', () => {
    expect(
      blockAt(stacks['billing-links'], 'azurerm_postgresql_flexible_server_virtual_endpoint.ledger-endpoint-germanywestcentral'),
    ).toMatchObject({
      source_server_id: SERVER,
      replica_server_id: expect.stringMatching(/flexibleServers\/billing-ledger-germanywestcentral-\w+$/),
      lifecycle: { ignore_changes: ['source_server_id', 'replica_server_id'] },
    });
  });

  test('has its password carried from the vault of its owner into that of its site, and stands in no state', () => {
    expect(paris?.ephemeral?.['azurerm_key_vault_secret']?.['ledger-existing']).toMatchObject({
      name: 'ledger-admin',
      key_vault_id: SECRET.replace('/secrets/ledger-admin', ''),
    });
    const secret = blockAt(paris, 'azurerm_key_vault_secret.ledger-password');
    expect(secret).toMatchObject({
      value_wo: '${ephemeral.azurerm_key_vault_secret.ledger-existing.value}',
      value_wo_version: 1,
      lifecycle: { prevent_destroy: true },
    });
    expect(secret).not.toHaveProperty('value');
  });

  test('is refused at plan where it, or the vault of its password, is in another region, and where nothing could follow it', () => {
    const server = conditions(paris, 'azurerm_postgresql_flexible_server');
    for (const says of [
      'self.location == \\"francecentral\\"',
      '!startswith(self.sku_name',
      'delegated_subnet_id',
      'self.version == \\"16\\"',
    ])
      expect(server).toContain(says);
    expect(conditions(paris, 'azurerm_key_vault')).toContain('running-vault is not in francecentral');
  });

  test('is told of by its id, where it serves', () => {
    const alerts = blocksOf(paris).filter(({ type, address }) => type === 'azurerm_monitor_metric_alert' && address.includes('ledger'));
    expect(alerts.map(({ address }) => address.split('.')[1])).toEqual(
      expect.arrayContaining(['ledger-alive', 'ledger-storage', 'ledger-kept']),
    );
    for (const { body } of alerts) expect(body['scopes']).toEqual([SERVER]);
  });
});

test('of it, and of the vault of its password, is heard what the group of the site does not hear', () => {
  const told = outputAt('standing').stacks[`${FRANCE}-base`]?.resource?.['azurerm_monitor_activity_log_alert'] ?? {};
  const heard = Object.entries(told).flatMap(([id, { scopes }]) =>
    (scopes as string[]).filter((scope) => scope.includes('/running/')).map((scope) => [id, scope]),
  );
  const vault = SECRET.replace('/secrets/ledger-admin', '');
  expect(heard).toEqual([
    ['resource-health', SERVER],
    ['resource-health', vault],
    ...['server', 'server-changed', 'endpoint'].map((what) => [`lost-ledger-${what}`, SERVER]),
    ['lost-ledger-secret-vault', vault],
  ]);
  expect(told['lost-ledger-server-changed']).toMatchObject({
    criteria: { operation_name: 'Microsoft.DBforPostgreSQL/flexibleServers/write', status: 'Succeeded' },
    description: expect.stringMatching(/promotion[^]*continuity doctor[^]*\(ledger\), at francecentral/i) as unknown,
  });
});

const MOVED = 'standing, lost A, failover B, started, completed, normal A';

test('while it is fenced nothing of it is read that could stop a fence, and its password stays where it is', () => {
  const { stacks } = outputAt('standing, lost A, failover B, started, completed');
  const paris = stacks[FRANCE];
  if (paris) expect(conditions(paris, 'azurerm_postgresql_flexible_server')).toBe('');
  const back = outputAt(MOVED).stacks;
  expect(blockAt(back[FRANCE], 'azurerm_key_vault_secret.ledger-password')).toBeDefined();
  expect(blocksOf(back[FRANCE]).filter(({ type }) => type === 'azurerm_postgresql_flexible_server')).toEqual([]);
  expect(blockAt(back[GERMANY], LEDGER)).not.toHaveProperty('source_server_id');
});

test('is fenced by a command, its sessions are ended, both are proven by the same look, and another command opens it', () => {
  const fence = stepsAt(MOVED, 'fence');
  expect(ours(fence)).toEqual(['fence-ledger-francecentral', 'cut-ledger-francecentral', 'fenced-ledger-francecentral']);
  expect(lines(fence, 'fence-ledger')).toMatch(/"00000000-0000-0000-0000-000000000001","running","running-ledger"\]/);
  expect(lines(fence, 'fenced-ledger')).toMatch(/"running"[^]*"running-ledger"[^]*Disabled 0/);
  const abort = stepsAt('standing, switch B, fenced A, abort', 'abort');
  expect(lines(abort, 'unfence-ledger')).toContain(`"running","running-ledger","public","${DOOR}"]`);
});

test('takes the role back by the same command, from the group in which its owner made it', () => {
  const steps = stepsAt(`${MOVED}, fenced A, standing, switch A`, 'switch');
  expect(lines(steps, 'promote-ledger')).toMatch(/"running","running-ledger","planned"/);
});

test('what its owner has to make anew is said with its own name', () => {
  expect(lines(stepsAt(`${MOVED}, fenced A`, 'reprotect'), 'standing-ledger')).toMatch(
    /replica create --subscription \S+ --resource-group running --name running-ledger --location francecentral --source-server \S*billing-ledger-germanywestcentral/,
  );
});

test('is looked at before another one follows it, and ahead of the day', () => {
  const what = ['region', 'engine', 'tier', 'reached', 'password-auth', 'alone', 'guards', 'secret'];
  expect(ours(stepsAt('', 'establish'))).toEqual(expect.arrayContaining(what.map((one) => `needs-${one}-ledger`)));
  const { plan } = make()(appIn(folder(), afterStory('standing', make()(appIn(folder())).sides)));
  const asked = (plan.doctor[PARIS] ?? []).flatMap((one) => (isUnseen(one) ? [] : one.steps.map(({ id }) => id)));
  expect(asked).toEqual(expect.arrayContaining([...what, 'sized'].map((one) => `${one}-ledger`)));
});

test.each([
  ['no id', { ...GIVEN, id: 'running-ledger' }, /existing.*running-ledger at azure:francecentral/],
  ['one of another subscription', { ...GIVEN, id: SERVER.replace('0001', '0002') }, /existing.*0002/],
  ['a single server', { ...GIVEN, id: SERVER.replace('flexibleServers', 'servers') }, /existing.*flexible server/s],
  [
    'a secret by its address',
    { ...GIVEN, secret: 'https://running-vault.vault.azure.net/secrets/ledger-admin' },
    /existing.*vault\.azure\.net/,
  ],
  ['a way that is none', { ...GIVEN, guards: ['sg-1'] }, /existing.*sg-1[^]*'public'/],
])('%s is refused', (_, given, says) => {
  expect(refusal(() => outputAt('standing', make(given)))).toMatchObject({ message: expect.stringMatching(says) as string });
});

test('one that does not serve first is refused', () => {
  expect(refusal(() => outputAt('standing', make(GIVEN, Tier.HOT, 'azure:germanywestcentral')))).toMatchObject({ id: 'DR-ADOPT-02' });
});
