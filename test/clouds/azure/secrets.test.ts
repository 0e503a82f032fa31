import type { App } from 'cdktf';
import { Network, Secrets, type NetworkProps } from '../../../lib';
import { azure, type AzureSiteProps } from '../../../lib/clouds/azure/azure';
import { Duration } from '../../../lib/objectives/duration';
import { Tier } from '../../../lib/objectives/tier';
import type { Action } from '../../../lib/words/actions';
import { isUnseen, type DoctorItem } from '../../../lib/words/doctor';
import type { Workload } from '../../../lib/workload';
import { appIn, folder, refusal } from '../../declared';
import { afterStory } from '../../support/history';
import { blockAt, blocksOf } from '../../support/json';
import { renderWorkload, sheetsOf, type Output } from '../../support/synth';
import { billing, FRANCE, GERMANY, SUBNET } from './fixture';

interface With {
  readonly tier?: Tier;
  readonly site?: Partial<AzureSiteProps>;
  readonly network?: Partial<NetworkProps>;
  readonly names?: readonly string[];
  readonly ids?: Readonly<Record<string, string>>;
}

const RUNNER = '203.0.113.7';
const make =
  ({ tier = Tier.HOT, site = { appliedFrom: [RUNNER] }, network, names = ['api-token', 'smtp/Password'], ids }: With = {}) =>
  (app: App): Workload => {
    const workload = billing(tier, site)(app);
    if (network) new Network(workload, 'Net', { flowLogs: Duration.ZERO, ...network });
    if (ids) Secrets.fromExisting(workload, 'Keys', { 'azure:francecentral': { ids } });
    else new Secrets(workload, 'Keys', { names });
    return workload;
  };

function outputAt(story: string, given: With = {}): Output {
  const situation = afterStory(story, make(given)(appIn(folder())).sides);
  return renderWorkload(make(given)(appIn(folder(), situation)), situation);
}
const stepsAt = (story: string, transition: string, given: With = {}): readonly Action[] => {
  const situation = afterStory(story, make(given)(appIn(folder())).sides);
  const sheets = sheetsOf(make(given)(appIn(folder(), situation)), situation);
  return sheets.find((one) => one.transition === transition)?.waves.flatMap(({ actions }) => actions) ?? [];
};
const OURS = /-keys$/;
const ids = (steps: readonly Action[]): string[] => steps.map(({ id }) => id).filter((id) => OURS.test(id));
const lineOf = (steps: readonly Action[], id: string): string => {
  const step = steps.find((one) => one.id === id);
  return step?.do === 'command' ? step.run.join(' ') : step?.do === 'check' ? step.how.run.join(' ') : '';
};
const VAULT = 'azurerm_key_vault.keys';
const nameAt = ({ stacks }: Output, site: string): string => String(blockAt(stacks[site], VAULT)?.['name']);
const OVER = 'standing, lost A, failover B, started, completed';

describe('a vault at each site', () => {
  const output = outputAt('standing', { network: {} });

  test('of its own, by roles alone, kept from being purged; its name fits, and is another one than that of the key', () => {
    for (const site of [FRANCE, GERMANY]) {
      expect(blockAt(output.stacks[site], VAULT)).toMatchObject({
        rbac_authorization_enabled: true,
        purge_protection_enabled: true,
        soft_delete_retention_days: 90,
        tags: { workload: 'billing', component: 'Keys' },
        lifecycle: { prevent_destroy: true },
      });
      expect(nameAt(output, site)).toMatch(/^[a-z][a-z0-9]{2,23}$/);
      expect(nameAt(output, site)).not.toBe(blockAt(output.stacks[site], 'azurerm_key_vault.key-vault')?.['name']);
    }
    expect(nameAt(output, FRANCE)).not.toBe(nameAt(output, GERMANY));
  });

  test('admits those who apply, the subnets of the application, and those of the network that reach it by an endpoint; nobody else', () => {
    const [acl] = [blockAt(output.stacks[FRANCE], VAULT)?.['network_acls']];
    expect(acl).toEqual({
      default_action: 'Deny',
      bypass: 'AzureServices',
      ip_rules: [RUNNER],
      virtual_network_subnet_ids: [SUBNET, '${azurerm_subnet.net-private-1.id}', '${azurerm_subnet.net-private-2.id}'],
    });
    expect(blockAt(output.stacks[FRANCE], 'azurerm_subnet.net-private-1')).toMatchObject({ service_endpoints: ['Microsoft.KeyVault'] });
    const shut = outputAt('standing', { network: { egress: 'none' } });
    expect(blockAt(shut.stacks[FRANCE], VAULT)?.['network_acls']).toMatchObject({ virtual_network_subnet_ids: [SUBNET] });
    expect(blockAt(outputAt('standing', { site: {} }).stacks[FRANCE], VAULT)).not.toHaveProperty('network_acls');
  });

  test.each([Tier.COLD, Tier.WARM, Tier.HOT, Tier.HA, Tier.VITAL])('%s: at both sites, the same in every situation', (tier) => {
    const peace = outputAt('standing', { tier });
    for (const story of ['standing, lost A, failover B', `${OVER}, normal A, fenced A, standing`, 'standing, switch B']) {
      const { stacks } = outputAt(story, { tier });
      for (const site of [FRANCE, GERMANY])
        if (stacks[site]) expect(blockAt(stacks[site], VAULT)).toEqual(blockAt(peace.stacks[site], VAULT));
    }
  });

  test('no value is in any stack, and nothing joins the vaults there', () => {
    const everything = JSON.stringify(output.stacks);
    expect(everything).not.toContain('azurerm_key_vault_secret');
    expect(blocksOf(output.stacks['billing-links']).map(({ type }) => type)).toEqual([
      'azurerm_storage_object_replication',
      'azurerm_application_security_group',
    ]);
  });

  test('whoever applies may carry values, and those who work on the data may read them, by grants of the base stack', () => {
    const APP = '00000000-0000-0000-0000-00000000000b';
    const { stacks } = outputAt('standing', { site: { contributors: [APP] } });
    const granted = blocksOf(stacks[`${FRANCE}-base`])
      .filter(({ type }) => type === 'azurerm_role_assignment')
      .map(({ body }) => [body['role_definition_name'], body['scope']]);
    const scope = `/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/${FRANCE}`;
    expect(granted).toEqual(
      expect.arrayContaining([
        ['Key Vault Secrets Officer', scope],
        ['Key Vault Secrets User', scope],
      ]),
    );
    expect(JSON.stringify(granted)).not.toContain('Administrator');
  });
});

describe('values', () => {
  test('are carried to the side that stands by, and compared before that is recorded; again whenever it is brought up to date', () => {
    for (const story of ['standing', 'nothing']) {
      const steps = stepsAt(story === 'nothing' ? '' : story, 'establish');
      expect(ids(steps)).toEqual(['carry-keys', 'in-step-keys']);
      expect(lineOf(steps, 'carry-keys')).toMatch(/ 00000000-\S+1 (\S+) 00000000-\S+1 (\S+) api-token smtp-password$/);
    }
  });

  test('go from the side that serves, whichever it is', () => {
    const peace = outputAt('standing');
    const [france, germany] = [nameAt(peace, FRANCE), nameAt(peace, GERMANY)];
    const words = (text: string): string[] => text.split(' ').filter((word) => word === france || word === germany);
    expect(words(lineOf(stepsAt('standing', 'establish'), 'carry-keys'))).toEqual([germany, france]);
    expect(words(lineOf(stepsAt(`${OVER}, normal A`, 'reprotect'), 'carry-keys'))).toEqual([france, germany]);
  });

  test('a switch carries what was changed since, once the old side is fenced, and proves it; it asks first that each is there', () => {
    const all = stepsAt('standing, switch B', 'switch');
    const steps = ids(all);
    expect(steps).toEqual(['present-keys', 'carry-keys', 'in-step-keys']);
    const at = (id: string): number => all.findIndex((one) => one.id === id);
    expect(at('carry-keys')).toBeLessThan(at('record-started'));
  });

  test('a failover asks the side that survives alone', () => {
    const steps = stepsAt('standing, lost A, failover B', 'failover');
    expect(ids(steps)).toEqual(['present-keys']);
    const peace = outputAt('standing');
    expect(lineOf(steps, 'present-keys')).toContain(nameAt(peace, GERMANY));
    expect(JSON.stringify(steps.filter(({ id }) => OURS.test(id)))).not.toContain(nameAt(peace, FRANCE));
  });

  test('that were overwritten or deleted come back in place: the loss of data is answered', () => {
    const data = outputAt('standing').manifest.workloads[0]?.losses.find(({ lost }) => lost === 'data');
    expect(data).toMatchObject({ answer: 'restored', because: [] });
  });

  test('out of step, and ending soon, are asked about', () => {
    const { manifest } = outputAt('standing');
    const signals = manifest.workloads[0]?.components.find(({ component }) => component === 'Keys')?.signals ?? [];
    expect(signals.map(({ id, kind }) => [id, kind])).toEqual(
      expect.arrayContaining([
        ['keys-in-step', 'polled'],
        ['keys-expiring', 'polled'],
        ['keys-answers', 'polled'],
      ]),
    );
  });
});

describe('secrets that exist', () => {
  const EXISTING = { ids: { 'api-token': 'https://running-vault.vault.azure.net/secrets/ApiToken' } };

  test('their vault is asked for its region at plan, as long as its site serves', () => {
    const asked = (story: string) =>
      blocksOf(outputAt(story, EXISTING).stacks[FRANCE], 'data').filter(({ address }) => address === 'azurerm_resources.keys-vault');
    const condition = '${alltrue([for one in self.resources : one.location == "francecentral"])}';
    expect(asked('standing')).toMatchObject([{ body: { name: 'running-vault', lifecycle: { postcondition: [{ condition }] } } }]);
    expect(asked(`${OVER}, normal A`)).toEqual([]);
  });

  test('stay where they are: no vault is made there, and the other site has them under the same names', () => {
    const { stacks } = outputAt('standing', EXISTING);
    expect(blockAt(stacks[FRANCE], VAULT)).toBeUndefined();
    expect(blockAt(stacks[GERMANY], VAULT)).toBeDefined();
    expect(lineOf(stepsAt('standing', 'establish', EXISTING), 'carry-keys')).toMatch(/ running-vault ApiToken$/);
    expect(lineOf(stepsAt(`${OVER}, normal A`, 'reprotect', EXISTING), 'carry-keys')).toMatch(
      / 00000000-\S+ running-vault 00000000-\S+ \w+ ApiToken$/,
    );
  });

  test.each([
    ['the name of a secret alone', { a: 'ApiToken' }, 'https://VAULT.vault.azure.net/secrets/NAME'],
    ['a version', { a: 'https://v-1.vault.azure.net/secrets/a/0123456789abcdef0123456789abcdef' }, 'without a version'],
    ['another partition', { a: 'https://v-1.vault.azure.cn/secrets/a' }, 'vault.azure.net'],
    [
      'two vaults',
      { a: 'https://v-1.vault.azure.net/secrets/a', b: 'https://v-2.vault.azure.net/secrets/b' },
      'another component for what is in v-2',
    ],
  ])('%s is refused', (_, given, says) => {
    expect(refusal((app) => void make({ ids: given })(app).plan).message).toContain(says);
  });
});

test('a name that is too long for a vault is refused', () => {
  const name = `${'Aa'.repeat(45)}`;
  expect(refusal((app) => void make({ names: [name] })(app).plan).message).toContain('at most 127 characters in kebab case');
});

describe('ahead of the day', () => {
  const workload = make({ network: {} })(appIn(folder()));
  const { plan } = workload;
  const stepsOf = (items: readonly DoctorItem[]): readonly Action[] => items.flatMap((one) => (isUnseen(one) ? [] : one.steps));
  const idsOf = (items: readonly DoctorItem[]): string[] => stepsOf(items).map(({ id }) => id);

  test('the vault, its name, each secret; and the provider of networks that the subscription of the site has to have registered', () => {
    for (const site of ['azure:francecentral', 'azure:germanywestcentral'])
      expect(idsOf(plan.doctor[site] ?? [])).toEqual(
        expect.arrayContaining([
          ...['vault-keys', 'vault-name-keys', 'filled-keys-api-token', 'filled-keys-smtp-password'],
          'registered-microsoft.network-net',
        ]),
      );
  });

  test('subnets that read there have its service endpoint', () => {
    const site = azure.site('francecentral', {
      account: '00000000-0000-0000-0000-000000000001',
      cidr: '10.10.0.0/16',
      subnets: [SUBNET],
      state: azure.stateIn('acmestateparis', { resourceGroup: 'state-paris' }),
    });
    const endpoints = (placements: typeof plan.placements): string =>
      JSON.stringify(
        stepsOf(
          azure.doctor.ground?.({ site, sitePlan: plan.sites['azure:francecentral'] as never, workload: plan, placements, observed: [] }) ??
            [],
        ).filter(({ id }) => id.startsWith('endpoints-')),
      );
    expect(endpoints(plan.placements)).toContain('Microsoft.Storage and Microsoft.KeyVault');
    expect(endpoints(plan.placements.filter(({ kind }) => kind !== 'secrets'))).not.toContain('Microsoft.KeyVault');
  });
});
