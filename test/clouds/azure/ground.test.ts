import { Testing } from 'cdktf';
import { azure } from '../../../lib/clouds/azure/azure';
import { Tier } from '../../../lib/objectives/tier';
import { answering, type Rule } from '../answering';
import { synthesize, typesOf, type Stack } from '../synthesized';
import { billing, FRANCE, GERMANY, SUBNET } from './fixture';

const keyVault = (stack: Stack | undefined): Record<string, unknown> => stack?.resource['azurerm_key_vault']?.['key-vault'] ?? {};
const backupVault = (stack: Stack | undefined): Record<string, unknown> =>
  stack?.resource['azurerm_data_protection_backup_vault']?.['backup-vault'] ?? {};
const lacks = (over = {}): string[] =>
  billing(
    Tier.HOT,
    over,
  )(Testing.app())
    .plan.findings.filter(({ id }) => id === 'DR-SITE-02')
    .map(({ subject, what }) => `${subject} ${what.split(' ').slice(0, 4).join(' ')}`);

describe('the key vault', () => {
  test('admits those who apply, storage as a trusted service, and nobody else', () => {
    const closed = synthesize((app) => billing(Tier.HOT, { appliedFrom: ['203.0.113.7', '198.51.100.0/24', SUBNET] })(app));
    for (const site of [FRANCE, GERMANY])
      expect(keyVault(closed[site])['network_acls']).toEqual({
        default_action: 'Deny',
        bypass: 'AzureServices',
        ip_rules: ['203.0.113.7', '198.51.100.0/24'],
        virtual_network_subnet_ids: [SUBNET],
      });
  });

  test('that was destroyed is taken up again with its key, since it cannot be purged: its name is free for nothing else', () => {
    const exercise = synthesize((app) => billing(Tier.HOT, {}, { environment: 'exercise', destroyable: true })(app));
    const stack = exercise[`exercise-${FRANCE}`];
    expect(keyVault(stack)).toMatchObject({ purge_protection_enabled: true, lifecycle: { prevent_destroy: false } });
    expect(stack?.provider['azurerm']?.[0]).toMatchObject({
      features: [
        {
          key_vault: [
            { purge_soft_delete_on_destroy: false, purge_soft_deleted_keys_on_destroy: false, recover_soft_deleted_key_vaults: true },
          ],
        },
      ],
    });
    expect(
      Object.values(exercise)
        .flatMap(({ resource }) => JSON.stringify(resource))
        .join(),
    ).not.toContain('"prevent_destroy":true');
  });

  test('is open to every network where nobody says from where stacks are applied, and that is a finding', () => {
    expect(keyVault(synthesize((app) => billing()(app))[FRANCE])).not.toHaveProperty('network_acls');
    expect(lacks()).toEqual(['azure:francecentral The key vault is', 'azure:germanywestcentral The key vault is']);
    expect(lacks({ appliedFrom: ['203.0.113.7'] })).toEqual([]);
  });
});

describe('vaulted copies', () => {
  test('are given up where no account may send to another tenant: no vault, no schedule, no instance, and a finding', () => {
    const without = synthesize((app) => billing(Tier.HOT, { vaultedCopies: false })(app));
    expect(
      Object.values(without)
        .flatMap(typesOf)
        .filter((type) => type.startsWith('azurerm_data_protection')),
    ).toEqual([]);
    for (const site of [FRANCE, GERMANY])
      expect(without[site]?.resource['azurerm_storage_account']?.['invoices']).toMatchObject({ cross_tenant_replication_enabled: false });
    expect(lacks({ vaultedCopies: false, appliedFrom: ['203.0.113.7'] })).toEqual([
      'azure:francecentral No backup vault keeps',
      'azure:germanywestcentral No backup vault keeps',
    ]);
  });

  test('are not to be had in a sovereign partition, whatever is asked', () => {
    const site = azure.site('usgovvirginia', {
      account: '00000000-0000-0000-0000-000000000001',
      cidr: '10.0.0.0/16',
      state: azure.stateIn('acmestates', { resourceGroup: 'states' }),
      vaultedCopies: true,
      appliedFrom: ['203.0.113.7'],
    });
    expect(site.vaultedCopies).toBe(false);
    expect(site.lacks).toMatchObject([{ fix: expect.stringContaining('the vault takes no blobs in this partition') }]);
  });

  test('are kept from early deletion, but in an environment that may be destroyed: a vault with copies in it stays', () => {
    const base = `${FRANCE}-base`;
    expect(backupVault(synthesize((app) => billing()(app))[base])).toMatchObject({
      soft_delete: 'On',
      immutability: 'Unlocked',
      lifecycle: { prevent_destroy: true },
    });
    const exercise = synthesize((app) => billing(Tier.HOT, {}, { environment: 'exercise', destroyable: true })(app));
    const vault = backupVault(exercise[`exercise-${base}`]);
    expect(vault).toMatchObject({ soft_delete: 'Off', immutability: 'Disabled', lifecycle: { prevent_destroy: false } });
    expect(vault).not.toHaveProperty('retention_duration_in_days');
  });
});

describe('what a base stack grants', () => {
  const { plan } = billing()(Testing.app());
  const [check] = plan.settles['azure:francecentral'] ?? [];
  const run = check?.how.run ?? [];
  const at = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString();
  const ask = (...rules: Rule[]) => answering('az', rules, run);

  test('is asked about at the scope of the site, and is seen once the newest grant is ten minutes old', () => {
    expect(check).toMatchObject({ id: 'granted-francecentral', how: { matches: 'seen' }, timeout: 900 });
    expect(ask(['role assignment list', at(700)]).calls[0]).toContain(
      `--scope /subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/${FRANCE} --query max([].createdOn)`,
    );
    expect(ask(['role assignment list', at(700)])).toMatchObject({ status: 0, said: 'seen' });
    expect(ask(['role assignment list', at(500)]).said).toMatch(/^the newest grant is 50\d s old, of 600 s$/);
  });

  test('nothing granted, and no answer, are not seen', () => {
    for (const ended of [
      ask(['role assignment list', '']),
      ask(['role assignment list', 'None']),
      ask(['role assignment list', at(700), 1]),
    ]) {
      expect(ended.said).toBe('');
      expect(ended.status).not.toBe(0);
    }
  });
});
