import { Testing } from 'cdktf';
import { CLOSED } from '../../../lib/clouds/azure/cli';
import { accountName } from '../../../lib/clouds/azure/names';
import { objectStorage } from '../../../lib/clouds/azure/object-storage/cell';
import { AZURE_NAMES } from '../../../lib/clouds/azure/facts';
import { nameOf } from '../../../lib/plan/names';
import { Tier } from '../../../lib/objectives/tier';
import { afterStory } from '../../support/history';
import { synthesize, typesOf, type Stack } from '../synthesized';
import { billing, FRANCE, GERMANY, SIDES, SUBNET } from './fixture';

const FAILOVER = 'standing, lost A, failover B';
const FENCED = `${FAILOVER}, started, completed, normal A`;

const account = (stack: Stack | undefined, id = 'invoices'): Record<string, unknown> =>
  stack?.resource['azurerm_storage_account']?.[id] as Record<string, unknown>;

describe('object storage on Azure', () => {
  const normal = synthesize((app) => billing()(app), undefined, 'azure-normal');

  test('stacks and their resources', () => {
    expect(Object.keys(normal).sort()).toEqual([FRANCE, `${FRANCE}-base`, GERMANY, `${GERMANY}-base`, 'billing-links']);
    expect(typesOf(normal[`${FRANCE}-base`])).toEqual([
      'azurerm_application_security_group',
      'azurerm_management_lock',
      'azurerm_monitor_action_group',
      ...Array<string>(9).fill('azurerm_monitor_activity_log_alert'),
      'azurerm_resource_group',
      'azurerm_role_assignment',
      'azurerm_role_assignment',
      'azurerm_role_assignment',
      'azurerm_user_assigned_identity',
    ]);
    const site = [
      'azurerm_application_security_group',
      'azurerm_key_vault',
      'azurerm_key_vault_key',
      'azurerm_storage_account',
      'azurerm_storage_container',
      'azurerm_storage_management_policy',
    ];
    expect(typesOf(normal[GERMANY])).toEqual(site);
    expect(typesOf(normal[FRANCE])).toEqual(site);
    expect(typesOf(normal['billing-links'])).toEqual(['azurerm_application_security_group', 'azurerm_storage_object_replication']);
  });

  test('the account is private, versioned, encrypted with a key of its own site and cannot be destroyed', () => {
    expect(account(normal[FRANCE])).toMatchObject({
      account_replication_type: 'ZRS',
      allow_nested_items_to_be_public: false,
      shared_access_key_enabled: false,
      min_tls_version: 'TLS1_2',
      public_network_access_enabled: true,
      network_rules: { default_action: 'Deny', virtual_network_subnet_ids: [SUBNET] },
      blob_properties: {
        versioning_enabled: true,
        change_feed_enabled: true,
        restore_policy: { days: 34 },
        delete_retention_policy: { days: 35 },
      },
      cross_tenant_replication_enabled: false,
      customer_managed_key: { key_vault_key_id: '${azurerm_key_vault_key.key.versionless_id}' },
      lifecycle: { prevent_destroy: true, ignore_changes: ['account_replication_type'] },
    });
    expect(account(normal[GERMANY])).toMatchObject({ public_network_access_enabled: false });
  });

  test('versions go as long after they were made as what is deleted is kept: nothing else ends them', () => {
    for (const site of [FRANCE, GERMANY])
      expect(normal[site]?.resource['azurerm_storage_management_policy']).toMatchObject({
        'invoices-versions': {
          storage_account_id: '${azurerm_storage_account.invoices.id}',
          rule: [
            {
              enabled: true,
              filters: { blob_types: ['blockBlob', 'appendBlob'] },
              actions: { version: { delete_after_days_since_creation: 35 } },
            },
          ],
        },
      });
    // No other rule: it would delete what is current.
    expect(JSON.stringify(normal[FRANCE]?.resource['azurerm_storage_management_policy'])).not.toContain('base_blob');
  });

  test('one policy from the site that serves, by computed ids, with everything that exists', () => {
    const [policy] = Object.values(normal['billing-links']?.resource['azurerm_storage_object_replication'] ?? {});
    expect(policy?.['source_storage_account_id']).toBe(
      `/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/${FRANCE}/providers/Microsoft.Storage/storageAccounts/${account(normal[FRANCE])['name']}`,
    );
    expect(policy?.['destination_storage_account_id']).toContain(account(normal[GERMANY])['name']);
    expect(policy?.['rules']).toMatchObject([{ copy_blobs_created_after: 'Everything' }]);
  });

  test.each([Tier.COLD, Tier.WARM, Tier.HA, Tier.VITAL])('tier %s renders the same protection', (tier) => {
    expect(typesOf(synthesize((app) => billing(tier)(app))['billing-links'])).toContain('azurerm_storage_object_replication');
  });

  test.each([Tier.COLD, Tier.HOT])(
    'tier %s: what was deleted comes back in place, and the loss of the subscription is answered by nothing',
    (tier) => {
      const { losses } = billing(tier)(Testing.app()).plan;
      expect(losses.data).toMatchObject({ answer: 'restored', because: [] });
      expect(losses.data.each['Invoices']?.source).toContain('point-in-time-restore-overview');
      expect(losses.account).toMatchObject({ answer: 'nothing', because: ['Invoices'] });
    },
  );

  test('a failover changes nothing at the side that takes over', () => {
    const failed = synthesize((app) => billing()(app), afterStory(FAILOVER, SIDES), 'azure-failover');
    expect(Object.keys(failed)).toEqual([GERMANY, `${GERMANY}-base`]);
    expect(account(failed[GERMANY])).toEqual(account(normal[GERMANY]));
    expect(Object.keys(failed[GERMANY]?.provider ?? {})).toEqual(['azurerm']);
  });

  test('a site that comes back is fenced in place, then stands by beside its old self', () => {
    const fenced = synthesize((app) => billing()(app), afterStory(FENCED, SIDES), 'azure-fenced');
    expect(account(fenced[FRANCE])).toEqual({
      ...account(normal[FRANCE]),
      public_network_access_enabled: false,
      network_rules: { ...(account(normal[FRANCE])['network_rules'] as object), virtual_network_subnet_ids: [] },
      tags: { ...(account(normal[FRANCE])['tags'] as object), 'continuity-fenced': '0' },
    });
    expect(typesOf(fenced[FRANCE])).toEqual(typesOf(normal[FRANCE]));
    expect(fenced['billing-links']).toBeUndefined();

    const back = synthesize((app) => billing()(app), afterStory(`${FENCED}, fenced A`, SIDES), 'azure-reprotected');
    expect(account(back[FRANCE])).toEqual(account(fenced[FRANCE]));
    expect(account(back[FRANCE], 'invoices-g1')['name']).not.toBe(account(back[FRANCE])['name']);
    const policies = back['billing-links']?.resource['azurerm_storage_object_replication'] ?? {};
    expect(Object.keys(policies)).toEqual(['invoices-replication-1']);
    expect(policies['invoices-replication-1']?.['destination_storage_account_id']).toContain(account(back[FRANCE], 'invoices-g1')['name']);
  });

  test('whoever applies is let in beside the application, and a fence leaves them in: the drain is seen there', () => {
    const own = SUBNET.replace('/app', '/runners');
    const from = { appliedFrom: ['203.0.113.7', own] };
    const open = synthesize((app) => billing(Tier.HOT, from)(app));
    expect(account(open[FRANCE])).toMatchObject({
      public_network_access_enabled: true,
      network_rules: { default_action: 'Deny', ip_rules: ['203.0.113.7'], virtual_network_subnet_ids: [SUBNET, own] },
    });
    const fenced = synthesize((app) => billing(Tier.HOT, from)(app), afterStory(FENCED, SIDES));
    expect(account(fenced[FRANCE])).toMatchObject({
      public_network_access_enabled: true,
      network_rules: { default_action: 'Deny', ip_rules: ['203.0.113.7'], virtual_network_subnet_ids: [own] },
      tags: { 'continuity-fenced': '1' },
    });
  });

  test('a subnet that the application is in, too, is shut out by a fence, whoever else is in it', () => {
    const from = { appliedFrom: ['203.0.113.7', SUBNET.toUpperCase().replace('/SUBSCRIPTIONS', '/subscriptions')] };
    const fenced = synthesize((app) => billing(Tier.HOT, from)(app), afterStory(FENCED, SIDES));
    expect(account(fenced[FRANCE])).toMatchObject({
      network_rules: { virtual_network_subnet_ids: [] },
      tags: { 'continuity-fenced': '0' },
    });
  });

  test('a fence is seen where no network gets in: shut, or open to single addresses alone', () => {
    const closed = (said: string): boolean => new RegExp(`^(?:${CLOSED})$`).test(said);
    expect(['Disabled Deny 0 0 0', 'Disabled Allow 3 0 0', 'Enabled Deny 0 0 0', 'Enabled Deny 2 0 2'].filter(closed)).toHaveLength(4);
    expect(
      ['Enabled Allow 0 0 0', 'Enabled Deny 1 0 0', 'Enabled Deny 1 0 2', 'Enabled Deny 0 1 0', 'Disabled Deny 0 1 0', ''].filter(closed),
    ).toEqual([]);
  });

  test('an account that let nobody in but whoever applies is no fenced one: what its fence changes is looked at', () => {
    const closed = (said: string): boolean => new RegExp(`^(?:${CLOSED})$`).test(said);
    expect(['Enabled Deny 0 0 no', 'Disabled Deny 0 0 no'].filter(closed)).toEqual([]);
    const own = { appliedFrom: ['203.0.113.7'], subnets: [] };
    const before = account(synthesize((app) => billing(Tier.HOT, own)(app))[FRANCE]);
    const after = account(synthesize((app) => billing(Tier.HOT, own)(app), afterStory(FENCED, SIDES))[FRANCE]);
    expect(after['network_rules']).toEqual(before['network_rules']);
    expect(after['tags']).toEqual({ ...(before['tags'] as object), 'continuity-fenced': '0' });
  });

  test('the recovery makes the destination writable once the promotion is recorded, before the apply, by its own control plane', () => {
    const { plan: own } = billing()(Testing.app());
    const plan = { ...own, claim: own.progress.claim };
    const standby = plan.placements.find((p) => p.here.site === 'azure:germanywestcentral');
    const steps = standby && objectStorage.recovery?.(standby, plan);
    expect(steps?.promote).toMatchObject([{ do: 'command', endpoint: 'germanywestcentral', pointOfNoReturn: true }]);
    expect(JSON.stringify([steps?.promote, steps?.verify])).not.toContain('francecentral');
    expect(steps?.seed).toMatchObject([
      { step: { id: 'halves-invoices', endpoint: 'germanywestcentral', pointOfNoReturn: false }, before: 'links' },
      { step: { id: 'fill-invoices', endpoint: 'francecentral', timeout: 86_400, pointOfNoReturn: false } },
    ]);
    expect(steps?.seed?.[1]).not.toHaveProperty('before');
  });

  test('a planned move asks ahead of its fence whether blobs can be listed; a forced one asks the other side nothing', () => {
    const { plan: own } = billing()(Testing.app());
    const plan = { ...own, claim: own.progress.claim };
    const standby = plan.placements.find((p) => p.here.site === 'azure:germanywestcentral')!;
    const checks = (kind?: 'forced' | 'planned') => objectStorage.recovery?.(standby, { ...plan, ...(kind ? { kind } : {}) }).check ?? [];
    expect(checks('planned')).toMatchObject([{ id: 'listed-invoices', endpoint: 'francecentral', how: { matches: '\\d+' } }]);
    expect([checks('forced'), checks()]).toEqual([[], []]);
  });

  test('names of accounts hold at most 24 lower-case letters and digits, whatever the ids', () => {
    for (const workload of ['billing', '9lives', 'a-very-long-name-of-a-workload']) {
      for (const generation of [0, 1, 99]) {
        const identity = nameOf(
          { workload, component: 'Invoices', region: 'germanywestcentral', account: 'x', generation },
          AZURE_NAMES.account,
        );
        expect(accountName({ account: identity })).toMatch(/^[a-z][a-z0-9]{2,23}$/);
      }
    }
  });
});
