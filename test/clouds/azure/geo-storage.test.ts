import type { App } from 'cdktf';
import { ContainerImages, ContainerService, Network, ObjectStorage, Size, Topology, Workload, type ObjectStorageProps } from '../../../lib';
import { aws } from '../../../lib/clouds/aws/aws';
import { azure, type AzureSiteProps } from '../../../lib/clouds/azure/azure';
import { oci } from '../../../lib/clouds/oci/oci';
import { Duration } from '../../../lib/objectives/duration';
import { Tier } from '../../../lib/objectives/tier';
import type { Site } from '../../../lib/port/site';
import type { Action } from '../../../lib/words/actions';
import { appIn, folder, PATIENT, refusal } from '../../declared';
import { cloudNamed } from '../../support/clouds';
import { IMAGE } from '../../support/components';
import { afterStory } from '../../support/history';
import { blockAt, blocksOf, withoutMarker, type Body, type StackJson } from '../../support/json';
import { lawSix } from '../../support/laws/law-06';
import { lawSeven } from '../../support/laws/law-07';
import { lawFourteen, lawFourteenEffects } from '../../support/laws/law-14';
import { renderWorkload, sheetsOf, type Output } from '../../support/synth';
import { runOf } from '../../support/steps';
import { answering } from '../answering';

const SUBSCRIPTION = '00000000-0000-0000-0000-000000000001';
const WORKERS = ['00000000-0000-0000-0000-0000000000A1', '00000000-0000-0000-0000-0000000000b2'] as const;
const WEST = 'claims-westeurope';
const NORTH = 'claims-northeurope';
const ACCOUNT = 'azurerm_storage_account.archive';

interface Given {
  readonly tier?: Tier;
  readonly sites?: readonly [string, string];
  readonly used?: boolean;
  readonly within?: 'EU' | 'BR';
}

const siteAt = (region: string, i: number, over: Partial<AzureSiteProps> = {}): Site =>
  azure.site(region, {
    account: SUBSCRIPTION,
    cidr: `10.${10 + i}.0.0/16`,
    contributors: [...WORKERS],
    state: azure.stateIn(`acme${region}`.slice(0, 24), { resourceGroup: `state-${region}` }),
    ...over,
  });

const make =
  (over: ObjectStorageProps = {}, { tier = Tier.HOT, sites = ['westeurope', 'northeurope'], used = false, within }: Given = {}) =>
  (app: App): Workload => {
    const workload = new Workload(app, 'claims', {
      tier,
      objectives: PATIENT,
      ...(within ? { geography: { within } } : {}),
      topology: Topology.activePassive({
        primary: siteAt(sites[0], 0),
        secondary: siteAt(sites[1], 1),
        witness: azure.stateIn('acmestategavle', { resourceGroup: 'state-gavle', region: 'swedencentral' }),
      }),
    });
    new Network(workload, 'Net', { flowLogs: Duration.ZERO });
    const archive = new ObjectStorage(workload, 'Archive', { redundancy: 'geo', ...over });
    if (used) {
      const letters = new ObjectStorage(workload, 'Letters');
      new ContainerImages(workload, 'Images', { repositories: ['acme/api'] });
      new ContainerService(workload, 'Api', {
        image: IMAGE,
        size: Size.of({ vcpus: 1, memoryGiB: 2 }),
        instances: { active: 2, standby: 1, most: 4 },
        uses: [archive, letters],
      });
    }
    return workload;
  };

function outputAt(story: string, over: ObjectStorageProps = {}, given: Given = {}): Output {
  const situation = afterStory(story, make(over, given)(appIn(folder())).sides);
  return renderWorkload(make(over, given)(appIn(folder(), situation)), situation);
}

const sheetsAt = (story: string, over: ObjectStorageProps = {}) => {
  const situation = afterStory(story, make(over)(appIn(folder())).sides);
  return sheetsOf(make(over)(appIn(folder(), situation)), situation);
};
const stepsAt = (story: string, transition: string, over: ObjectStorageProps = {}): readonly Action[] =>
  sheetsAt(story, over)
    .find((one) => one.transition === transition)
    ?.waves.flatMap(({ actions }) => actions) ?? [];

const accounts = (stack: StackJson | undefined): string[] =>
  blocksOf(stack)
    .filter(({ type }) => type === 'azurerm_storage_account')
    .map(({ address }) => address);
const doors = (stack: StackJson | undefined): unknown[] =>
  blocksOf(stack)
    .filter(({ type }) => type === 'azurerm_private_endpoint')
    .flatMap(({ body }) => (body['private_service_connection'] as Body)['subresource_names'] as unknown[]);
const CROSSED = 'standing, lost A, failover B, started, completed';
const ROUND = `${CROSSED}, normal A, fenced A, standing`;

describe('a store that its service keeps in two regions', () => {
  test.each([
    ['geo', ['westeurope', 'northeurope'], 'GZRS'],
    ['geo-readable', ['westeurope', 'northeurope'], 'RAGZRS'],
    ['geo', ['northcentralus', 'southcentralus'], 'GRS'],
    ['geo-readable', ['northcentralus', 'southcentralus'], 'RAGRS'],
  ] as const)('%s in %s is %s', (redundancy, sites, type) => {
    const { stacks } = outputAt('standing', { redundancy }, { sites });
    expect(blockAt(stacks[`claims-${sites[0]}-base`], ACCOUNT)).toMatchObject({ account_replication_type: type, location: sites[0] });
  });

  const { stacks } = outputAt('standing');
  const base = stacks[`${WEST}-base`];

  test('one account, made by the base of the first site, in a group beside the state of the witness; no replication joins the sites', () => {
    expect(Object.values(stacks).flatMap(accounts)).toEqual([ACCOUNT]);
    expect(blockAt(base, 'azurerm_resource_group.archive-group')).toMatchObject({ location: 'swedencentral' });
    expect(blocksOf(stacks['claims-links']).filter(({ type }) => type.startsWith('azurerm_storage'))).toEqual([]);
    expect([doors(stacks[WEST]), doors(stacks[NORTH])]).toEqual([['blob'], ['blob']]);
  });

  test('nothing that a planned failover refuses: no point-in-time restore, no change feed; versions and what was deleted are kept', () => {
    const kept = { days: 35 };
    const properties = (blockAt(base, ACCOUNT) as Body)['blob_properties'] as Body;
    expect(properties).toEqual({ versioning_enabled: true, delete_retention_policy: kept, container_delete_retention_policy: kept });
    expect(blockAt(base, 'azurerm_storage_management_policy.archive-versions')).toBeDefined();
  });

  test('its redundancy is nothing that an apply changes, and nothing of it is replaced', () => {
    expect(blockAt(base, ACCOUNT)).toMatchObject({
      public_network_access_enabled: false,
      shared_access_key_enabled: false,
      lifecycle: { prevent_destroy: true, ignore_changes: ['account_replication_type', 'location'] },
    });
    const bases = (story: string) => {
      const stack = outputAt(story).stacks[`${WEST}-base`];
      return stack && withoutMarker(stack);
    };
    for (const story of ['', 'standing, switch B', `${CROSSED}, normal A`, ROUND]) expect(bases(story)).toEqual(bases('standing'));
  });

  test('whoever works on it at either site may, each once', () => {
    const grants = blocksOf(base).filter(({ address }) => address.startsWith('azurerm_role_assignment.archive-works-on-'));
    expect(grants.map(({ body }) => body['principal_id'])).toEqual(WORKERS.map((id) => id.toLowerCase()));
    for (const { body } of grants)
      expect(body).toMatchObject({ scope: '${azurerm_storage_account.archive.id}', role_definition_name: 'Storage Blob Data Contributor' });
  });

  test('one that is readable has a way to the other region, which a fence takes away with the first', () => {
    const readable = (story: string) => outputAt(story, { redundancy: 'geo-readable' }).stacks;
    expect(doors(readable('standing')[NORTH])).toEqual(['blob', 'blob_secondary']);
    expect(doors(readable('standing, switch B')[WEST])).toEqual([]);
  });

  test('a service that works on it has its door and no other, and is let in at its group; a store of the site is reached as ever', () => {
    const { stacks: with_ } = outputAt('standing', {}, { used: true });
    expect(blocksOf(with_[WEST]).filter(({ address }) => /private_endpoint\.door-claimsarchive/.test(address))).toEqual([]);
    expect(blocksOf(with_[WEST]).filter(({ address }) => /private_endpoint\.door-claimsletters/.test(address))).toHaveLength(1);
    expect(blockAt(with_[`${NORTH}-base`], 'azurerm_role_assignment.api-works-on-archive')).toMatchObject({
      scope: `/subscriptions/${SUBSCRIPTION}/resourceGroups/claims-archive-shared`,
    });
    expect(blockAt(with_[`${WEST}-base`], 'azurerm_role_assignment.api-works-on-archive')).toMatchObject({
      depends_on: expect.arrayContaining(['azurerm_resource_group.archive-group']),
    });
    const link = blockAt(with_[WEST], 'azurerm_private_dns_zone_virtual_network_link.blob-zone-known');
    expect(link).toMatchObject({ resolution_policy: 'NxDomainRedirect' });
  });

  test.each(['standing', 'standing, lost A, failover B', ROUND, 'standing, switch B'])(
    'the laws of what is safe, ignored and known, in %s',
    (story) => {
      const under = cloudNamed('azure');
      for (const redundancy of ['geo', 'geo-readable'] as const) {
        const output = outputAt(story, { redundancy });
        expect([...lawSix(output, under), ...lawSeven(output, under), ...lawFourteen(output, under)]).toEqual([]);
        expect(lawFourteenEffects(output, sheetsAt(story, { redundancy }), under)).toEqual([]);
      }
    },
  );
});

describe('the account that a forced failover left in one region', () => {
  const says = (sku: string) =>
    [
      ['provisioningState, primaryLocation', `Succeeded|northeurope|none|none|${sku}`],
      ['account update', ''],
    ] as const;
  const back = (redundancy: 'geo' | 'geo-readable') => stepsAt(`${CROSSED}, normal A, fenced A`, 'reprotect', { redundancy });

  test.each([
    ['geo', 'Standard_LRS', 'Standard_GRS'],
    ['geo-readable', 'Standard_LRS', 'Standard_RAGRS'],
    ['geo-readable', 'Standard_ZRS', 'Standard_RAGZRS'],
  ] as const)('%s, as %s, is told to be %s', (redundancy, sku, to) => {
    const { calls } = answering('az', says(sku), runOf(back(redundancy), 'geo-archive'));
    expect(calls.at(-1)).toMatch(new RegExp(`^storage account update .* --sku ${to} --output none$`));
  });

  test('takes the writes by one command, planned or not', () => {
    expect(runOf(stepsAt('standing, switch B', 'switch'), 'promote-archive').join(' ')).toContain('--failover-type Planned ');
    expect(runOf(stepsAt('standing, lost A, failover B', 'failover'), 'promote-archive').join(' ')).toContain('--failover-type Unplanned ');
  });
});

describe('what is refused', () => {
  const message = (over: ObjectStorageProps, given: Given = {}): string => refusal((app) => make(over, given)(app)).message;

  test('a region without a pair, with what goes to any region', () => {
    expect(message({}, { sites: ['polandcentral', 'northeurope'] })).toMatch(
      /Archive cannot take this value of region[\s\S]*Microsoft pairs no region[\s\S]*redundancy: 'regional'/,
    );
  });

  test('two regions that are no pair, and a pair that leaves the country', () => {
    expect(message({}, { sites: ['francecentral', 'germanywestcentral'] })).toContain('its data would go to francesouth (FR)');
    expect(message({}, { sites: ['brazilsouth', 'southcentralus'], within: 'BR' })).toMatch(/DR-GEO-04/);
    expect(message({}, { sites: ['southcentralus', 'brazilsouth'] })).toContain('name brazilsouth first');
  });

  test('zones of both regions, and a policy', () => {
    expect(message({}, { tier: Tier.VITAL })).toContain('tier: Tier.HOT, for it alone');
    expect(message({ policy: [{ Sid: 'Reports' }] })).toContain('who may what is said by roles');
  });

  test.each([
    [
      'aws',
      () =>
        ['eu-west-3', 'eu-central-1'].map((r, i) =>
          aws.site(r, { account: '111122223333', cidr: `10.${i}.0.0/16`, state: aws.stateIn(`acme-${r}`) }),
        ),
    ],
    [
      'oci',
      () =>
        ['eu-frankfurt-1', 'eu-paris-1'].map((r, i) =>
          oci.site(r, {
            ...{ account: 'ocid1.compartment.oc1..acme', namespace: 'acmens', homeRegion: 'uk-london-1', cidr: `10.${i}.0.0/16` },
            state: oci.stateIn(`acme-${r}`, { namespace: 'acmens' }),
          }),
        ),
    ],
  ])('on %s there is no such store', (_, sites) => {
    const [primary, secondary] = sites() as unknown as [Site, Site];
    const { message: said } = refusal((app) => {
      const topology = Topology.activePassive({ primary, secondary });
      new ObjectStorage(new Workload(app, 'billing', { tier: Tier.HOT, objectives: PATIENT, topology }), 'Archive', { redundancy: 'geo' });
    });
    expect(said).toMatch(/DR-VALUE-01[\s\S]*value of redundancy[\s\S]*redundancy: 'regional'/);
  });
});
