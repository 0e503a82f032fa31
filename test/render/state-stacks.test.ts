import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Site } from '../../lib/port/site';
import type { StateLocation } from '../../lib/port/state-location';
import { stateStacks, usesOf, type StateUse } from '../../lib/render/state-stacks';
import type { Manifest } from '../../lib';
import { azure } from '../../lib/clouds/azure/azure';
import { appIn, database, DUBLIN, dublin, folder, frankfurt, network, paris, stockholm, topology, workload } from '../declared';
import { CLOUDS, EVERY_CLOUD, type CloudUnderTest } from '../support/clouds';
import { blocksOf, type StackJson } from '../support/json';
import { lawSix } from '../support/laws/law-06';
import type { Output } from '../support/synth';

const own = (near: Site, ...stacks: string[]): StateUse => ({ state: near.state, near, own: true, stacks });
const witnessed = (state: StateLocation, near: Site, ...stacks: string[]): StateUse => ({ state, near, own: false, stacks });

/** Everything that is made for the states of a topology. */
const storesOf = ({ topology }: CloudUnderTest) => stateStacks(usesOf(topology(), topology().sites[0], []));

/** The same, as the laws look at a synthesis. */
function outputOf(cloud: CloudUnderTest): Output {
  const stores = storesOf(cloud);
  const stacks = Object.fromEntries(stores.map(({ id, json }) => [id, JSON.parse(JSON.stringify(json)) as StackJson]));
  return {
    stacks,
    manifest: { sequence: 0, workloads: [], stacks: stores.map(({ id, at }) => ({ id, site: at, kind: 'site' })) },
  } as never;
}

describe.each(CLOUDS)('what keeps states on $name', (cloud) => {
  test('stands at each site and at the witness, in one region each, with its own state in it', () => {
    const stores = storesOf(cloud);
    expect(stores.map(({ at }) => at).sort()).toEqual([...cloud.sites, cloud.witness].sort());
    for (const { at, json } of stores) {
      const { terraform, provider = {} } = json as unknown as StackJson;
      const region = at.split(':')[1];
      expect(cloud.stateRegion(terraform?.backend ?? {})).toBe(region);
      const plain = Object.values(provider)
        .flat()
        .filter((one) => one['alias'] === undefined);
      expect(plain.map(cloud.providerRegion)).toEqual([cloud.providerRegion({ region })]);
      const [backend] = Object.values(terraform?.backend ?? {});
      expect(backend?.['key']).toBe('continuity-bootstrap.tfstate');
    }
  });

  test('keeps law 6: encrypted with a key of its own, versioned, private, kept from a plan that destroys', () => {
    // On Azure the keys are Microsoft's, and whoever recovers may come from any network: lib/clouds/azure/state-store.ts says why.
    // On OCI only what replicates has no versions: a state has them, as law 6 asks of data elsewhere.
    const excepted =
      /customer_managed_key\.key_vault_key_id is no key|network_rules\.default_action is undefined|bucket\.state\.versioning is "Enabled"/;
    const found = lawSix(outputOf(cloud), cloud);
    expect(found.filter((line) => !excepted.test(line))).toEqual([]);
    expect(found).toHaveLength({ azure: 6, oci: 3 }[cloud.name] ?? 0);
  });

  test('says what may stand already, by addresses that it has and ids that are known', () => {
    for (const { adopts, json } of storesOf(cloud)) {
      const addresses = blocksOf(json as unknown as StackJson).map(({ address }) => address);
      expect(adopts.length).toBeGreaterThan(0);
      expect(adopts.filter(({ to, id }) => !addresses.includes(to) || id.includes('${'))).toEqual([]);
    }
  });

  test('is the same bytes each time', () => {
    expect(JSON.stringify(storesOf(cloud))).toBe(JSON.stringify(storesOf(cloud)));
  });
});

describe('a cloud from outside', () => {
  const [outside] = EVERY_CLOUD.filter((one) => !CLOUDS.includes(one)) as [CloudUnderTest];

  test('may make nothing: its places are named all the same', () => {
    const stores = storesOf(outside);
    expect(stores.map(({ at }) => at)).toEqual(['fake:middle', 'fake:north', 'fake:south']);
    expect(stores.filter(({ json, adopts }) => json !== undefined || adopts.length > 0)).toEqual([]);
  });

  test('makes nothing of a type that nobody knows', () => {
    const near = paris();
    const bare = Object.create(near.cloud, { types: { value: {} }, cells: { value: {} } }) as Site['cloud'];
    const here = Object.create(near, { cloud: { value: bare } }) as Site;
    expect(() => stateStacks([own(here)])).toThrow(/DR-CELL-03.*aws_/s);
  });
});

describe('one place', () => {
  test('is made once for all that is kept there, by the site that it belongs to', () => {
    const [made, ...more] = stateStacks([
      witnessed(dublin().state, frankfurt({ account: '999988887777' }), 'orders-links'),
      own(dublin(), 'billing-eu-west-1', 'billing-eu-west-1-base'),
    ]);
    expect(more).toEqual([]);
    expect(made?.keeps).toEqual(['billing-eu-west-1', 'billing-eu-west-1-base', 'orders-links']);
    expect(JSON.stringify(made?.json)).toContain('111122223333');
    expect(JSON.stringify(made?.json)).not.toContain('999988887777');
  });

  test('of two containers is one account', () => {
    const site = (container: string) =>
      azure.site('francecentral', {
        account: '00000000-0000-0000-0000-000000000001',
        cidr: '10.10.0.0/16',
        state: azure.stateIn('acmestateparis', { resourceGroup: 'state-paris', container }),
      });
    const [made, ...more] = stateStacks([own(site('billing')), own(site('orders')), own(site('billing'))]);
    expect(more).toEqual([]);
    const { resource } = made?.json as unknown as StackJson;
    expect(Object.keys(resource?.['azurerm_storage_account'] ?? {})).toEqual(['state']);
    expect(Object.values(resource?.['azurerm_storage_container'] ?? {}).map(({ name }) => name)).toEqual(['billing', 'orders']);
  });

  test('is another one in another region, and where a witness belongs to another cloud nothing is made', () => {
    expect(stateStacks([own(paris()), own(frankfurt()), witnessed(stockholm(), paris())])).toHaveLength(3);
    const foreign = azure.stateIn('acmestategavle', { resourceGroup: 'state-gavle', region: 'swedencentral' });
    expect(stateStacks([witnessed(foreign, paris())])).toEqual([
      { id: 'azure-swedencentral-acmestategavle', at: 'azure:swedencentral', name: 'acmestategavle', keeps: [], adopts: [] },
    ]);
  });

  test('is a directory that any shell can name', () => {
    const near = paris();
    const odd = Object.create(near.state, { name: { value: '../a b/c' } }) as StateLocation;
    expect(stateStacks([witnessed(odd, near)])[0]?.id).toBe('aws-eu-west-3-..-a-b-c');
  });
});

describe('a synthesis', () => {
  const synth = (dir: string, successors: Site[] = []): Manifest => {
    const app = appIn(dir);
    const w = workload(app, 'billing', { topology: topology({ successors }) });
    network(w);
    database(w);
    workload(app, 'orders', { topology: topology() });
    app.synth();
    return JSON.parse(readFileSync(join(dir, 'out', 'continuity.json'), 'utf8')) as Manifest;
  };

  test('writes one for all workloads, a successor included, beside what cdktf deploys', () => {
    const dir = folder();
    const { states } = synth(dir, [dublin()]);
    expect(states.map(({ id }) => id)).toEqual([
      'aws-eu-central-1-acme-tfstate-frankfurt',
      'aws-eu-north-1-acme-tfstate-stockholm',
      'aws-eu-west-1-acme-tfstate-dublin',
      'aws-eu-west-3-acme-tfstate-paris',
    ]);
    const keeps = (at: string) => states.find((one) => one.at === at)?.keeps;
    expect(keeps('aws:eu-north-1')).toEqual(['billing-links']);
    expect(keeps(DUBLIN)).toEqual([]);
    expect(keeps('aws:eu-west-3')).toContain('billing-eu-west-3');
    for (const { directory } of states) expect(existsSync(join(dir, 'out', directory!, 'cdk.tf.json'))).toBe(true);
    expect(readFileSync(join(dir, 'out', 'manifest.json'), 'utf8')).not.toContain('continuity-state');
  });

  test('leaves none of an earlier one', () => {
    const dir = folder();
    const path = join(dir, 'out', 'continuity-state', 'aws-eu-west-1-acme-tfstate-dublin');
    synth(dir, [dublin()]);
    expect(existsSync(path)).toBe(true);
    synth(dir);
    expect(existsSync(path)).toBe(false);
  });
});
