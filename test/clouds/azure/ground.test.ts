import { Testing, type App } from 'cdktf';
import { Duration, LoadBalancer, Network } from '../../../lib';
import { azure } from '../../../lib/clouds/azure/azure';
import { environmentName } from '../../../lib/clouds/azure/names';
import { Tier } from '../../../lib/objectives/tier';
import { answering, type Rule } from '../answering';
import { synthesize, typesOf, type Stack } from '../synthesized';
import { billing, FRANCE, GERMANY, SUBNET } from './fixture';

const keyVault = (stack: Stack | undefined): Record<string, unknown> => stack?.resource['azurerm_key_vault']?.['key-vault'] ?? {};
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
    const open = (over = {}): string[] => lacks(over).filter((one) => one.includes('The key vault is'));
    expect(open()).toEqual(['azure:francecentral The key vault is', 'azure:germanywestcentral The key vault is']);
    expect(open({ appliedFrom: ['203.0.113.7'] })).toEqual([]);
  });
});

describe('a resource group that exists', () => {
  const named = (app: App, ...groups: string[]) => billing(Tier.HOT, {}, {}, { groups })(app);
  const given = synthesize((app) => named(app, 'rg-Portal_Paris', 'rg-Portal_Frankfurt'));
  const base = given[`${FRANCE}-base`];

  test('is read in peace, and refused where it is of another region; it is in no state', () => {
    expect(base?.data?.['azurerm_resource_group']?.['group']).toMatchObject({
      name: 'rg-Portal_Paris',
      lifecycle: {
        postcondition: [
          {
            condition: '${self.location == "francecentral"}',
            error_message: expect.stringContaining('rg-Portal_Paris is not in francecentral') as unknown,
          },
        ],
      },
    });
    for (const stack of Object.values(given)) expect(stack.resource).not.toHaveProperty('azurerm_resource_group');
    // What is done on the day asks for no group.
    expect(given[FRANCE]?.data).not.toHaveProperty('azurerm_resource_group');
  });

  test('has all that is made at its site, and is heard of as one that is made', () => {
    const group = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-Portal_Paris';
    expect(keyVault(given[FRANCE])).toMatchObject({ resource_group_name: 'rg-Portal_Paris' });
    expect(base?.resource['azurerm_monitor_activity_log_alert']?.['resource-health']).toMatchObject({
      scopes: [group],
      depends_on: ['data.azurerm_resource_group.group', 'azurerm_monitor_action_group.alerts'],
    });
    expect(base?.resource['azurerm_role_assignment']?.['identity-opens-keys']).toMatchObject({ scope: group });
  });

  test('may have letters that what is named after it may not', () => {
    expect(environmentName({ group: 'rg-Portal_Paris' })).toMatch(/^rg-portal-paris-[0-9a-f]+$/);
    expect(environmentName({ group: 'billing-francecentral' })).toBe('billing-francecentral');
  });
});

describe('who may run steps at a site', () => {
  const said = (over = {}): string | undefined =>
    azure.site('francecentral', {
      ...{ account: '00000000-0000-0000-0000-000000000001', cidr: '10.10.0.0/16' },
      state: azure.stateIn('acmestateparis', { resourceGroup: 'state-paris' }),
      ...over,
    }).runBy;

  test('is said of its networks and its officer', () => {
    expect(said({ appliedFrom: ['203.0.113.7'], keyOfficer: '00000000-0000-0000-0000-00000000000a' })).toMatch(
      /^from 203\.0\.113\.7, as 00000000-0000-0000-0000-00000000000a, or a member of it \(.*Key Vault Crypto Officer/,
    );
    expect(said()).toMatch(/^from any network, as whoever applied its base stack first /);
  });
});

describe('what a site is declared without', () => {
  const OFFICER = '00000000-0000-0000-0000-00000000000a';
  const whole = { appliedFrom: ['203.0.113.7'], keyOfficer: OFFICER, subnets: [SUBNET], contributors: [OFFICER] };

  test('is a finding each: open vaults, a key of one principal alone, data that no subnet and nobody reaches', () => {
    const count = (over = {}): number => lacks(over).filter((one) => one.startsWith('azure:germanywestcentral')).length;
    expect(count()).toBe(5);
    expect(count({ appliedFrom: whole.appliedFrom })).toBe(4);
    expect(count({ ...whole, contributors: undefined })).toBe(2);
    expect(count({ ...whole, keyOfficer: undefined })).toBe(2);
    expect(count({ ...whole, subnets: [] })).toBe(2);
  });

  test('no vault has a copy, whatever is declared: a container is in one policy of object replication, and follows by it', () => {
    expect(lacks(whole)).toEqual(['azure:francecentral What was overwritten or', 'azure:germanywestcentral What was overwritten or']);
    const types = Object.values(synthesize((app) => billing(Tier.COLD, whole)(app))).flatMap(typesOf);
    expect(types.filter((type) => type.startsWith('azurerm_data_protection'))).toEqual([]);
  });
});

describe('the base of a site', () => {
  const base = (over = {}, more = {}): Stack | undefined =>
    Object.entries(synthesize((app) => billing(Tier.HOT, over, more)(app))).find(([id]) => id.endsWith(`${FRANCE}-base`))?.[1];

  test('locks the identity, and so keeps the whole group; no account, whose policies a failover deletes; nothing that may be destroyed', () => {
    expect(base()?.resource['azurerm_management_lock']).toMatchObject({
      lock: { scope: '${azurerm_user_assigned_identity.identity.id}', lock_level: 'CanNotDelete' },
    });
    expect(Object.values(base()?.resource['azurerm_management_lock'] ?? {})).toHaveLength(1);
    expect(base({}, { environment: 'exercise', destroyable: true })?.resource).not.toHaveProperty('azurerm_management_lock');
  });

  test('lets those that are declared read and write blobs, and nobody else', () => {
    const APP = '00000000-0000-0000-0000-00000000000b';
    const granted = (over = {}) =>
      Object.values(base(over)?.resource['azurerm_role_assignment'] ?? {}).filter((one) =>
        String(one['role_definition_name']).includes('Blob Data Contributor'),
      );
    expect(granted()).toEqual([]);
    expect(granted({ contributors: [APP] })).toMatchObject([
      {
        role_definition_name: 'Storage Blob Data Contributor',
        principal_id: APP,
        scope: `/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/${FRANCE}`,
      },
    ]);
  });

  test('lets whoever applies list blobs, at both sites: the drain of a planned switch does, once the other side is fenced', () => {
    const PIPELINE = '00000000-0000-0000-0000-00000000000c';
    const lists = (over = {}, region = FRANCE) =>
      Object.entries(synthesize((app) => billing(Tier.HOT, over)(app))).find(([id]) => id.endsWith(`${region}-base`))?.[1].resource[
        'azurerm_role_assignment'
      ]?.['pipeline-lists-blobs'];
    for (const region of [FRANCE, GERMANY])
      expect(lists({ keyOfficer: PIPELINE }, region)).toMatchObject({
        role_definition_name: 'Storage Blob Data Reader',
        principal_id: PIPELINE,
        scope: `/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/${region}`,
        depends_on: ['azurerm_resource_group.group'],
      });
    expect(lists()).toMatchObject({
      principal_id: '${data.azurerm_client_config.client.object_id}',
      lifecycle: { ignore_changes: ['principal_id', 'principal_type'] },
    });
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

  test('a gateway is let in at the vault of its certificate, which is asked about, too', () => {
    const vault = (name: string): string =>
      `/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/certs/providers/Microsoft.KeyVault/vaults/${name}`;
    const workload = billing()(Testing.app());
    new Network(workload, 'Net', { flowLogs: Duration.ZERO });
    const certificates = {
      'azure:francecentral': `${vault('acme-paris')}/secrets/billing`,
      'azure:germanywestcentral': `${vault('acme-frankfurt')}/secrets/billing`,
    };
    new LoadBalancer(workload, 'Web', { certificates });
    const { settles } = workload.plan;
    expect(settles['azure:francecentral']?.map(({ id }) => id)).toEqual(['granted-francecentral', 'granted-web-francecentral']);
    expect(settles['azure:francecentral']?.[1]?.how.run).toContain(vault('acme-paris'));
    expect(settles['azure:germanywestcentral']?.[1]?.how.run).toContain(vault('acme-frankfurt'));
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
