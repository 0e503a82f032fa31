import type { App } from 'cdktf';
import { DatabaseEngine, Network, RelationalDatabase, Size, type RelationalDatabaseProps } from '../../../lib';
import { Duration } from '../../../lib/objectives/duration';
import { Tier } from '../../../lib/objectives/tier';
import type { Action } from '../../../lib/words/actions';
import type { Workload } from '../../../lib/workload';
import { appIn, folder, refusal } from '../../declared';
import { afterStory } from '../../support/history';
import { blockAt, blocksOf, type StackJson } from '../../support/json';
import { renderWorkload, sheetsOf, type Output } from '../../support/synth';
import { answering } from '../answering';
import { billing, FRANCE, GERMANY } from './fixture';

const make =
  (over: Partial<RelationalDatabaseProps> = {}, tier = Tier.HOT) =>
  (app: App): Workload => {
    const workload = billing(tier)(app);
    new Network(workload, 'Net', { flowLogs: Duration.ZERO });
    new RelationalDatabase(workload, 'Ledger', {
      engine: DatabaseEngine.postgres('16'),
      size: Size.of({ vcpus: 2, memoryGiB: 8 }),
      storageGiB: 100,
      ...over,
    });
    return workload;
  };

function outputAt(story: string, over: Partial<RelationalDatabaseProps> = {}): Output {
  const situation = afterStory(story, make(over)(appIn(folder())).sides);
  return renderWorkload(make(over)(appIn(folder(), situation)), situation);
}
const stepsAt = (story: string, transition: string): readonly Action[] => {
  const situation = afterStory(story, make()(appIn(folder())).sides);
  const sheets = sheetsOf(make()(appIn(folder(), situation)), situation);
  return sheets.find((one) => one.transition === transition)?.waves.flatMap(({ actions }) => actions) ?? [];
};
const SERVER = 'azurerm_postgresql_flexible_server.ledger';
const doors = (stack: StackJson | undefined): number => blocksOf(stack).filter(({ type }) => type === 'azurerm_private_endpoint').length;

describe('two servers', () => {
  const { stacks } = outputAt('standing');

  test('one is created, the other one follows it; both are closed, of a key of their own, and keep what a move swaps', () => {
    const [first, second] = [FRANCE, GERMANY].map((site) => blockAt(stacks[site], SERVER));
    expect(first).toMatchObject({ version: '16', sku_name: 'GP_Standard_D2ds_v5', storage_mb: 131072, administrator_login: 'continuity' });
    expect(first).not.toHaveProperty('create_mode');
    expect(second).toMatchObject({
      create_mode: 'Replica',
      source_server_id: expect.stringMatching(/flexibleServers\/billing-ledger-francecentral-\w+$/),
    });
    for (const server of [first, second])
      expect(server).toMatchObject({
        public_network_access_enabled: false,
        customer_managed_key: { key_vault_key_id: '${azurerm_key_vault_key.key.versionless_id}' },
        lifecycle: {
          prevent_destroy: true,
          ignore_changes: expect.arrayContaining([
            'create_mode',
            'source_server_id',
            'zone',
            'high_availability[0].standby_availability_zone',
            'storage_mb',
          ]),
        },
      });
  });

  test('the password is made in the vault of the first site, read once it is there, and carried to the other vault where the sites meet', () => {
    const secret = blockAt(stacks[FRANCE], 'azurerm_key_vault_secret.ledger-password');
    expect(secret).toMatchObject({ value_wo: '${uuid()}-${upper(uuid())}', value_wo_version: 1 });
    expect(secret).not.toHaveProperty('value');
    expect(stacks[FRANCE]?.ephemeral?.['azurerm_key_vault_secret']?.['ledger-password']).toMatchObject({
      name: '${basename(azurerm_key_vault_secret.ledger-password.versionless_id)}',
    });
    expect(blockAt(stacks[FRANCE], SERVER)).toMatchObject({
      administrator_password_wo: '${ephemeral.azurerm_key_vault_secret.ledger-password.value}',
    });
    expect(blockAt(stacks[GERMANY], SERVER)).not.toHaveProperty('administrator_password_wo');
    expect(stacks[GERMANY]?.ephemeral).toBeUndefined();
    expect(blockAt(stacks['billing-links'], 'azurerm_key_vault_secret.ledger-password-at-germanywestcentral')).toMatchObject({
      name: 'billing-ledger-germanywestcentral-password',
      value_wo: '${ephemeral.azurerm_key_vault_secret.ledger-password.value}',
    });
  });

  test('are the ends of a virtual endpoint, without which no role is swapped; a move turns nothing of it', () => {
    const at = (story: string) =>
      blockAt(
        outputAt(story).stacks['billing-links'],
        'azurerm_postgresql_flexible_server_virtual_endpoint.ledger-endpoint-germanywestcentral',
      );
    const peace = at('standing');
    expect(peace).toMatchObject({ type: 'ReadWrite', lifecycle: { ignore_changes: ['source_server_id', 'replica_server_id'] } });
    expect(at('standing, lost A, failover B, started, completed, normal A, fenced A, standing')).toEqual(peace);
  });

  test('whoever makes keys may write the secret, by a grant of the base stack', () => {
    expect(blockAt(stacks[`${FRANCE}-base`], 'azurerm_role_assignment.pipeline-writes-secrets')).toMatchObject({
      role_definition_name: 'Key Vault Secrets Officer',
      depends_on: ['azurerm_resource_group.group'],
    });
  });
});

describe('a move', () => {
  test('the old side loses its door, and every session; the new one takes the role by one command in its own region', () => {
    const moving = outputAt('standing, switch B');
    expect([doors(moving.stacks[FRANCE]), doors(moving.stacks[GERMANY])]).toEqual([0, 1]);
    const steps = stepsAt('standing, switch B', 'switch');
    const ids = steps.map(({ id }) => id);
    const order = [
      'cut-ledger-francecentral',
      'fenced-ledger-francecentral',
      'lag-ledger',
      'record-started',
      'promote-ledger',
      'promoted-ledger',
    ];
    expect(ids.filter((id) => order.includes(id))).toEqual(order);
    const promote = steps.find(({ id }) => id === 'promote-ledger');
    expect(promote).toMatchObject({ endpoint: 'germanywestcentral', pointOfNoReturn: true });
    expect(JSON.stringify(promote)).toContain('"planned"');
    expect(JSON.stringify(stepsAt('standing, lost A, failover B', 'failover'))).toContain('"forced"');
  });

  test('no server is made anew by it: both keep their arguments, whoever has the role', () => {
    const peace = outputAt('standing');
    const later = outputAt('standing, lost A, failover B, started, completed, normal A, fenced A, standing');
    for (const site of [FRANCE, GERMANY]) expect(blockAt(later.stacks[site], SERVER)).toEqual(blockAt(peace.stacks[site], SERVER));
  });

  test('a promotion that is repeated finds that the role was taken, and promotes nothing', () => {
    const promote = stepsAt('standing, switch B', 'switch').find(({ id }) => id === 'promote-ledger');
    const run = promote && 'run' in promote ? promote.run : [];
    const calls = (role: string) =>
      answering(
        'az',
        [
          ['flexible-server show', role],
          ['replica promote', ''],
        ],
        run,
      ).calls.join('\n');
    expect(calls('GeoAsyncReplica')).toContain('--promote-mode switchover --promote-option planned');
    expect(calls('Primary')).not.toContain('promote');
  });
});

describe('what the service does not take', () => {
  test.each<[string, Partial<RelationalDatabaseProps>, string]>([
    ['an engine that it has not', { engine: DatabaseEngine.postgres('11') }, 'PostgreSQL 14 to 18'],
    ['fewer days than it keeps', { restorableDays: 3 }, '7 to 35 days'],
    ['a name that it keeps for itself', { username: 'administrator' }, "username: 'continuity'"],
    ['ranges of clients', { clients: ['10.90.0.0/24'] }, 'private endpoints alone'],
    ['a setting of the library', { parameters: { require_secure_transport: 'off' } }, 'leave require_secure_transport out'],
    ['more storage than there is', { storageGiB: 40_000 }, 'up to 32767 GiB'],
  ])('%s', (_, over, says) => {
    expect(refusal((app) => void make(over)(app).plan).message).toContain(says);
  });

  test('a tier that asks for copies in the other region, or for zones: hot is what it can', () => {
    for (const tier of [Tier.COLD, Tier.WARM, Tier.HA, Tier.VITAL])
      expect(refusal((app) => void make({}, tier)(app).plan).message).toContain('take replica (tier hot)');
  });
});
