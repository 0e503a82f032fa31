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
const SERVER = `${RUNNING}/Microsoft.Sql/servers/running-books`;
const SECRET = `${RUNNING}/Microsoft.KeyVault/vaults/running-vault/secrets/books-admin`;
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
      'Books',
      { [site]: given },
      { engine: DatabaseEngine.sqlServer(), size: Size.of({ vcpus: 4, memoryGiB: 16 }), storageGiB: 200, database: 'accounts' },
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
const ours = (steps: readonly Action[]): string[] => steps.map(({ id }) => id).filter((id) => id.includes('books'));
const lines = (steps: readonly Action[], step: string): string => JSON.stringify(steps.find((one) => one.id.startsWith(step)));
const conditions = (stack: StackJson | undefined, type: string): string =>
  blocksOf(stack, 'data')
    .filter((one) => one.type === type)
    .map(({ body }) => JSON.stringify(body['lifecycle']))
    .join();
const MOVED = 'standing, lost A, failover B, started, completed, normal A';

describe('a SQL database that exists', () => {
  const { stacks } = outputAt('standing');
  const paris = stacks[FRANCE];

  test('is in no state, and no way to it is made; the other site has one that follows it, on a server and behind a door of its own', () => {
    expect(blocksOf(paris).filter(({ type }) => /mssql|private_endpoint/.test(type))).toEqual([]);
    expect(blockAt(stacks[GERMANY], 'azurerm_mssql_database.books-database')).toMatchObject({
      name: 'accounts',
      create_mode: 'Secondary',
      creation_source_database_id: `${SERVER}/databases/accounts`,
      lifecycle: { prevent_destroy: true, ignore_changes: expect.arrayContaining(['creation_source_database_id']) as unknown },
    });
    expect(blocksOf(stacks[GERMANY]).filter(({ type }) => type === 'azurerm_private_endpoint')).toHaveLength(1);
  });

  test('is one end of the failover group that what joins the sites makes, whose roles move by command alone', () => {
    expect(
      blocksOf(stacks['billing-links'])
        .filter(({ type }) => type === 'azurerm_mssql_failover_group')
        .map(({ body }) => body),
    ).toEqual([
      expect.objectContaining({
        server_id: SERVER,
        databases: [`${SERVER}/databases/accounts`],
        partner_server: [{ id: expect.stringMatching(/servers\/billing-books-germanywestcentral-\w+$/) as string }],
        read_write_endpoint_failover_policy: { mode: 'Manual' },
      }),
    ]);
  });

  test('has its password carried from the vault of its owner into that of its site, in no state; the other server has one of its own', () => {
    expect(blockAt(paris, 'azurerm_key_vault_secret.books-password')).toMatchObject({
      value_wo: '${ephemeral.azurerm_key_vault_secret.books-existing.value}',
      lifecycle: { prevent_destroy: true },
    });
    expect(blockAt(stacks[GERMANY], 'azurerm_key_vault_secret.books-password')).toMatchObject({
      value_wo: expect.stringContaining('uuid()'),
    });
  });

  test.each([
    ['azurerm_mssql_server', 'self.location == \\"francecentral\\"'],
    ['azurerm_mssql_server', 'transparent_data_encryption_key_vault_key_id'],
    ['azurerm_mssql_database', 'elastic_pool_id'],
    ['azurerm_mssql_database', '^GP_'],
    ['azurerm_mssql_database', 'enclave_type'],
    ['azurerm_mssql_database', 'transparent_data_encryption_key_vault_key_id'],
    ['azurerm_key_vault', 'running-vault is not in francecentral'],
  ])('is refused at plan by what %s says: %s', (type, says) => {
    expect(conditions(paris, type)).toContain(says);
  });

  test('is told of by its id, where it serves', () => {
    const alerts = blocksOf(paris).filter(({ type, address }) => type === 'azurerm_monitor_metric_alert' && address.includes('books'));
    expect(alerts.map(({ address }) => address.split('.')[1])).toEqual(expect.arrayContaining(['books-connections', 'books-storage']));
    for (const { body } of alerts) expect(body['scopes']).toEqual([`${SERVER}/databases/accounts`]);
  });
});

test('while it is fenced nothing of it is read that could stop a fence, and the other side is the one that takes writes, untouched', () => {
  const back = outputAt(MOVED).stacks;
  expect(blocksOf(back[FRANCE], 'data').filter(({ type }) => /mssql/.test(type))).toEqual([]);
  expect(blocksOf(back[FRANCE]).filter(({ type }) => /mssql/.test(type))).toEqual([]);
  expect(blockAt(back[GERMANY], 'azurerm_mssql_database.books-database')).toMatchObject({ lifecycle: { prevent_destroy: true } });
});

test('is fenced by a command that closes its ways, proven by the same look as one that is made, and another command opens them', () => {
  const fence = stepsAt(MOVED, 'fence');
  expect(ours(fence)).toEqual(['fence-books-francecentral', 'fenced-books-francecentral']);
  expect(lines(fence, 'fence-books')).toMatch(/"00000000-0000-0000-0000-000000000001","running","running-books"\]/);
  expect(lines(fence, 'fenced-books')).toMatch(/"running"[^]*"running-books"[^]*Disabled 0/);
  const abort = stepsAt('standing, switch B, fenced A, abort', 'abort');
  expect(lines(abort, 'unfence-books')).toContain(`"running","running-books","public","${DOOR}"]`);
});

test('takes the role back by the same command, in the group in which its owner made it', () => {
  const steps = stepsAt(`${MOVED}, fenced A, standing, switch A`, 'switch');
  expect(lines(steps, 'promote-books')).toMatch(/"--resource-group","running","--server","running-books"/);
});

test('what its owner has to make anew is said with its own name', () => {
  expect(lines(stepsAt(`${MOVED}, fenced A`, 'reprotect'), 'standing-books')).toMatch(
    /db replica create [^"]*--server billing-books-germanywestcentral-\w+ --name accounts --partner-resource-group running --partner-server running-books/,
  );
});

test('is looked at before another one follows it, and ahead of the day', () => {
  const what = ['region', 'tier', 'enclave', 'pool', 'key', 'password-auth', 'alone', 'guards', 'secret'];
  expect(ours(stepsAt('', 'establish'))).toEqual(expect.arrayContaining(what.map((one) => `needs-${one}-books`)));
  const { plan } = make()(appIn(folder(), afterStory('standing', make()(appIn(folder())).sides)));
  const asked = (plan.doctor[PARIS] ?? []).flatMap((one) => (isUnseen(one) ? [] : one.steps.map(({ id }) => id)));
  expect(asked).toEqual(expect.arrayContaining([...what, 'sized'].map((one) => `${one}-books`)));
});

test('what follows it is of General Purpose and without enclaves, so that it is, too', () => {
  const steps = stepsAt('', 'establish');
  for (const [what, taken, not] of [
    ['tier', 'GeneralPurpose', 'BusinessCritical'],
    ['enclave', 'Default', 'VBS'],
  ] as const) {
    const step = steps.find(({ id }) => id === `needs-${what}-books`);
    const { matches = '' } = step?.do === 'check' ? step.how : {};
    expect([taken, not].map((said) => new RegExp(`^(?:${matches})$`).test(said))).toEqual([true, false]);
  }
});

test.each([
  ['no id', { ...GIVEN, id: 'running-books' }, /existing.*running-books at azure:francecentral/],
  ['one of another subscription', { ...GIVEN, id: SERVER.replace('0001', '0002') }, /existing.*0002/],
  ['the database in the place of its server', { ...GIVEN, id: `${SERVER}/databases/accounts` }, /existing[^]*without the database/],
  ['a managed instance', { ...GIVEN, id: SERVER.replace('servers', 'managedInstances') }, /existing.*managedInstances/],
  ['a way that is none', { ...GIVEN, guards: ['sg-1'] }, /existing.*sg-1[^]*'public'/],
])('%s is refused', (_, given, says) => {
  expect(refusal(() => outputAt('standing', make(given)))).toMatchObject({ message: expect.stringMatching(says) as string });
});

test.each([
  ['cold', Tier.COLD, 'hot'],
  ['warm', Tier.WARM, 'hot'],
  ['ha', Tier.HA, 'vital'],
])('at %s, where the other site has copies alone, it is refused, with the reason and the tier that it may have alone', (_, tier, other) => {
  const { id, message } = refusal(() => outputAt('standing', make(GIVEN, tier)));
  expect(id).toBe('DR-ADOPT-01');
  expect(message).toMatch(/Books[\s\S]*posture backup: where its backups are kept is an argument of its owner/);
  expect(message).toContain(`tier: Tier.${other.toUpperCase()} for Books alone`);
});

test('one that does not serve first is refused', () => {
  expect(refusal(() => outputAt('standing', make(GIVEN, Tier.HOT, 'azure:germanywestcentral')))).toMatchObject({ id: 'DR-ADOPT-02' });
});
