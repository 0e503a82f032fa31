import { App as CdktfApp } from 'cdktf';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aws } from '../../lib/clouds/aws/aws';
import { azure } from '../../lib/clouds/azure/azure';
import { oci } from '../../lib/clouds/oci/oci';
import type { Cloud } from '../../lib/port/cloud';
import type { Kind } from '../../lib/words/kinds';
import type { DeclaredInput } from '../../lib/plan/input';
import type { Protected } from '../../lib/plan/planner';
import { Tier, type TierName } from '../../lib/objectives/tier';
import { NORMAL, type Sides } from '../../lib/situation/facts';
import type { Situation } from '../../lib/situation/schema';
import { situationText } from '../../lib/situation/text';
import type { Site } from '../../lib/port/site';
import type { StateLocation } from '../../lib/port/state-location';
import { Topology } from '../../lib/port/topology';
import { Workload } from '../../lib/workload';
import { fakeWitness, siteIn } from '../clouds/fourth-cloud';
import { OUTSIDE } from '../clouds/outside/outside';
import { adoptedOf } from '../support/adopted';
import type { CloudUnderTest } from '../support/clouds';
import { accepted, madeOn } from '../support/components';
import { PATIENT } from '../support/synth';

/** One workload of an app: what the code says of it, without any situation. */
export interface Work {
  readonly id: string;
  readonly sides: Sides;
  readonly input: DeclaredInput;
  readonly own: Protected;
  readonly cloud: Cloud<never>;
}

/** An app to walk over: its workloads share the regions and the situation file. */
export interface WalkApp {
  readonly name: string;
  /** Every site that any of its workloads may stand at. */
  readonly sites: readonly string[];
  readonly works: readonly Work[];
  readonly all: readonly Sides[];
  /** Declares it anew in a situation: for a real rendering. */
  declare(situation: Situation): CdktfApp;
}

interface Place {
  readonly cloud: Cloud<never>;
  /** A, B and the successor. */
  readonly sites: () => readonly [Site, Site, Site];
  readonly witness: () => StateLocation;
  readonly kinds: readonly Kind[];
  /** How components of its own kinds are declared. */
  readonly own?: CloudUnderTest['own'];
}

const cidr = ['10.10.0.0/16', '10.20.0.0/16', '10.30.0.0/16'] as const;
const three = <T>(make: (i: 0 | 1 | 2) => T): readonly [T, T, T] => [make(0), make(1), make(2)];

const AWS: Place = {
  cloud: aws as unknown as Cloud<never>,
  sites: () =>
    three((i) => {
      const region = (['eu-west-3', 'eu-central-1', 'eu-west-1'] as const)[i];
      return aws.site(region, { account: '111122223333', cidr: cidr[i], state: aws.stateIn(`acme-tfstate-${region}`) });
    }),
  witness: () => aws.stateIn('acme-tfstate-stockholm', { region: 'eu-north-1' }),
  kinds: ['network', 'object-storage', 'relational-database', 'load-balancer'],
};

const AZURE: Place = {
  cloud: azure as unknown as Cloud<never>,
  sites: () =>
    three((i) => {
      const region = (['francecentral', 'germanywestcentral', 'northeurope'] as const)[i];
      const state = azure.stateIn(`acmestate${'abc'[i]}`, { resourceGroup: `state-${'abc'[i]}` });
      return azure.site(region, { account: '00000000-0000-0000-0000-000000000001', cidr: cidr[i], state });
    }),
  witness: () => azure.stateIn('acmestategavle', { resourceGroup: 'state-gavle', region: 'swedencentral' }),
  kinds: ['object-storage'],
};

const OCI: Place = {
  cloud: oci as unknown as Cloud<never>,
  sites: () =>
    three((i) => {
      const region = (['eu-frankfurt-1', 'eu-paris-1', 'eu-madrid-1'] as const)[i];
      const state = oci.stateIn(`acme-state-${'abc'[i]}`, { namespace: 'acmens' });
      return oci.site(region, {
        account: 'ocid1.compartment.oc1..acme',
        namespace: 'acmens',
        homeRegion: 'uk-london-1',
        cidr: cidr[i],
        state,
      });
    }),
  witness: () => oci.stateIn('acme-state-milan', { namespace: 'acmens', region: 'eu-milan-1' }),
  kinds: ['network', 'object-storage', 'load-balancer'],
};

/** Made outside of the package, with kinds of its own. */
const FAKE: Place = {
  cloud: OUTSIDE.cloud,
  sites: () => three((i) => siteIn(OUTSIDE.cloud, (['north', 'south', 'east'] as const)[i], cidr[i])),
  witness: fakeWitness,
  kinds: ['load-balancer', 'acme-ledger', 'acme-ring'],
  own: OUTSIDE.own,
};

interface WorkSpec {
  readonly id: string;
  readonly tier: TierName;
  /** Whether its first site is the other's second one. */
  readonly mirrored?: boolean;
  readonly kinds?: readonly Kind[];
  /** Whether all of it exists at its first site. */
  readonly adopted?: boolean;
}

interface AppSpec {
  readonly name: string;
  readonly place: Place;
  readonly works: readonly WorkSpec[];
}

const CROSSED: readonly WorkSpec[] = [
  { id: 'billing', tier: 'hot' },
  { id: 'crm', tier: 'hot', mirrored: true },
];
const DATABASE: readonly Kind[] = ['network', 'relational-database', 'load-balancer'];
const MYSQL: readonly Kind[] = ['network', 'relational-database, MySQL', 'load-balancer'];

const SPECS: readonly AppSpec[] = [
  { name: 'aws hot', place: AWS, works: [{ id: 'billing', tier: 'hot' }] },
  { name: 'aws warm', place: AWS, works: [{ id: 'billing', tier: 'warm' }] },
  { name: 'aws crossed', place: AWS, works: CROSSED.map((one) => ({ ...one, kinds: one.mirrored === true ? MYSQL : DATABASE })) },
  {
    name: 'aws three',
    place: AWS,
    works: [
      { id: 'billing', tier: 'hot' },
      { id: 'crm', tier: 'hot', mirrored: true, kinds: ['object-storage'] },
      { id: 'shop', tier: 'warm', kinds: DATABASE },
    ],
  },
  {
    name: 'aws adopted',
    place: AWS,
    works: [{ id: 'billing', tier: 'hot', adopted: true, kinds: [...AWS.kinds, 'container-service', 'machine-group'] }],
  },
  {
    name: 'azure adopted',
    place: AZURE,
    works: [{ id: 'billing', tier: 'hot', adopted: true, kinds: ['network', 'relational-database'] }],
  },
  { name: 'azure hot', place: AZURE, works: [{ id: 'billing', tier: 'hot' }] },
  { name: 'azure crossed', place: AZURE, works: CROSSED },
  {
    name: 'azure machines',
    place: AZURE,
    works: [{ id: 'billing', tier: 'hot', kinds: ['network', 'object-storage', 'machine-group', 'load-balancer'] }],
  },
  {
    name: 'azure cluster',
    place: AZURE,
    works: [{ id: 'billing', tier: 'hot', kinds: ['network', 'object-storage', 'kubernetes-cluster'] }],
  },
  { name: 'azure copies', place: AZURE, works: [{ id: 'billing', tier: 'cold', kinds: ['network', 'relational-database'] }] },
  { name: 'oci hot', place: OCI, works: [{ id: 'billing', tier: 'hot' }] },
  { name: 'oci crossed', place: OCI, works: CROSSED },
  {
    name: 'oci cluster',
    place: OCI,
    works: [{ id: 'billing', tier: 'hot', kinds: ['network', 'object-storage', 'container-images', 'kubernetes-cluster'] }],
  },
  { name: 'oci database', place: OCI, works: [{ id: 'billing', tier: 'hot', kinds: ['network', 'relational-database'] }] },
  {
    name: 'oci release',
    place: OCI,
    works: [{ id: 'billing', tier: 'hot', kinds: ['network', 'relational-database, Oracle of a release'] }],
  },
  { name: 'oci copies', place: OCI, works: [{ id: 'billing', tier: 'cold', kinds: ['network', 'relational-database, PostgreSQL'] }] },
  { name: 'fake hot', place: FAKE, works: [{ id: 'billing', tier: 'hot' }] },
];

let scratch: string | undefined;
const folder = (): string => (scratch ??= mkdtempSync(join(tmpdir(), 'continuity-walk-')));

function topologyOf({ sites, witness }: Place, mirrored: boolean): Topology {
  const [a, b, c] = sites();
  const [primary, secondary] = mirrored ? [b, a] : [a, b];
  return Topology.activePassive({ primary, secondary, witness: witness(), successors: [c] });
}

function declare({ place, works }: AppSpec, situation: Situation): { app: CdktfApp; workloads: Workload[] } {
  const file = join(folder(), 'situation.json');
  writeFileSync(file, situationText(situation));
  const context = { situation: file };
  const app = new CdktfApp({ outdir: join(folder(), 'never-written'), stackTraces: false, skipValidation: true, context });
  const workloads = works.map(({ id, tier, mirrored = false, kinds = place.kinds, adopted = false }) => {
    const workload = new Workload(app, id, {
      objectives: PATIENT,
      tier: Tier.named(tier),
      topology: topologyOf(place, mirrored),
      ...accepted(place.cloud, kinds, tier),
    });
    kinds.forEach((kind) => {
      (adopted ? adoptedOf(kind) : madeOn(place, kind)).make(workload, place.cloud);
    });
    return workload;
  });
  return { app, workloads };
}

function walkApp(spec: AppSpec): WalkApp {
  const { workloads } = declare(spec, NORMAL);
  const works = workloads.map((workload): Work => {
    const { input, own } = (workload as unknown as { declaration: Pick<Work, 'input' | 'own'> }).declaration;
    return { id: workload.workloadId, sides: workload.sides, input, own, cloud: spec.place.cloud };
  });
  const all = works.map(({ sides }) => sides);
  const sites = [...new Set(all.flatMap((sides) => [...sides.sites, ...sides.successors]))];
  return { name: spec.name, sites, works, all, declare: (situation) => declare(spec, situation).app };
}

/** Every app, by name. */
export const APP_NAMES: readonly string[] = SPECS.map(({ name }) => name);

const made = new Map<string, WalkApp>();

/** The app of that name, made once. */
export function appNamed(name: string): WalkApp {
  const spec = SPECS.find((one) => one.name === name);
  if (!spec) throw new Error(`${name} is no app; there are ${APP_NAMES.join(', ')}`);
  const app = made.get(name) ?? walkApp(spec);
  made.set(name, app);
  return app;
}
