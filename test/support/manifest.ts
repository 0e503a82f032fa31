import type { Kind } from '../../lib/words/kinds';
import { Duration } from '../../lib/objectives/duration';
import { Tier } from '../../lib/objectives/tier';
import { siteOf, type SiteInput } from '../../lib/plan/input';
import { planWorkload, protectWorkload } from '../../lib/plan/planner';
import { buildManifest } from '../../lib/reports/build-manifest';
import type { Manifest, StackManifest, WorkloadManifest } from '../../lib/reports/manifest';
import { stackReport, type ReportInput } from '../../lib/reports/report-input';
import { adviceOf } from '../../lib/situation/advice';
import type { Sides } from '../../lib/situation/facts';
import { lineOf } from '../../lib/situation/lines';
import type { Situation } from '../../lib/situation/schema';
import { View } from '../../lib/situation/view';
import type { Flip } from '../../lib/words/posture';
import { cell, CELLS, component, declared, objectives, site } from '../plan/input';

/** A workload of a manifest: what the situation knows of it, and what a test says of it in the plan's place. */
export interface Told {
  readonly sides: Sides;
  readonly over?: Partial<WorkloadManifest>;
  /** Its stacks that are in the manifest, by the id of the plan; all of them where none are named. */
  readonly stacks?: Readonly<Record<string, Partial<StackManifest>>>;
}

const ACCOUNT = '111122223333';
const types = { stateful: ['aws_db_instance', 'aws_s3_bucket'], reach: [], importIds: {}, has: () => true };
const cells = { ...CELLS, 'relational-database': cell({ replica: 'promote', backup: 'restore' }) };
/** A kind whose replica changes roles like that. */
const KIND: Readonly<Partial<Record<Flip, Kind>>> = { symmetric: 'object-storage', promote: 'relational-database', owned: 'secrets' };

/** A site with the place and the network of another one. */
function named(key: string, number: number): SiteInput {
  const one = site((['north-1', 'south-1', 'west-1'] as const)[number] ?? 'west-1');
  const [cloud = '', code = ''] = key.split(':');
  const country = code === 'eu-central-1' ? 'DE' : 'FR';
  const region = { ...one.region, cloud, partition: cloud, code, name: code, country };
  return { ...one, key, region, account: ACCOUNT, stateAt: key, cloud: { ...one.cloud, name: cloud, cells } };
}

/** What the reports of a workload are made from: a hot pair, planned in a situation. */
function reportOf(situation: Situation, sides: Sides, all: readonly Sides[]): ReportInput {
  const known = [...sides.sites, ...sides.successors].map(named);
  const input = declared({
    workload: sides.workload,
    tier: Tier.HOT,
    objectives: objectives(60, 15, { mtpd: Duration.hours(8), resumption: Duration.hours(2) }),
    sites: [known[0] as SiteInput, known[1] as SiteInput],
    known,
    declarations: sides.components.map(({ id, flip }) => component(KIND[flip] ?? 'object-storage', id)),
  });
  const view = new View(situation, sides);
  const [a, b] = view.own.sites;
  const plan = planWorkload({ ...input, sites: [siteOf(input, a), siteOf(input, b)], view }, protectWorkload(input));
  return {
    id: sides.workload,
    plan,
    stacks: plan.stacks.map((stack) => stackReport(stack, { empty: false, entry: { id: stack.id } })),
    unproven: ['That AWS itself behaves as the emulator that the library is tried against.'],
    types: { aws: types },
    countries: Object.fromEntries(known.map(({ key, region }) => [key, region.country])),
    runsFrom: {},
    advice: adviceOf(situation, sides, all).map(lineOf),
    declared: sides,
    places: { cloud: 'aws', regions: known.map(({ region }) => region.code), ids: {} },
    doctor: { programs: [], places: [] },
    own: {},
  };
}

/** What a synthesis writes in a situation, with what the tests say in its place. Each time another object. */
export function manifestOf(situation: Situation, works: readonly Told[]): Manifest {
  const all = works.map(({ sides }) => sides);
  const reports = all.map((sides) => reportOf(situation, sides, all));
  const made = buildManifest({ situation, situationFile: 'situation.json', reports }, () => ({}));
  const toldOf = (id: string): Told | undefined => works.find(({ sides }) => sides.workload === id);
  return structuredClone({
    ...made,
    workloads: made.workloads.map((one) => ({ ...one, ...toldOf(one.id)?.over })),
    stacks: made.stacks.flatMap((one) => {
      const { stacks } = toldOf(one.workload) ?? {};
      const over = stacks ? stacks[one.id] : {};
      return over ? [{ ...one, ...over }] : [];
    }),
  });
}
