import type { App } from 'cdktf';
import { azure } from '../../lib/clouds/azure/azure';
import type { Cloud } from '../../lib/port/cloud';
import { Network } from '../../lib/components/network';
import { ObjectStorage } from '../../lib/components/object-storage';
import { DatabaseEngine } from '../../lib/components/database-engine';
import { RelationalDatabase } from '../../lib/components/relational-database';
import { Size } from '../../lib/components/size';
import { Duration } from '../../lib/objectives/duration';
import { Tier, type TierName } from '../../lib/objectives/tier';
import { Topology } from '../../lib/port/topology';
import { NORMAL, type Sides } from '../../lib/situation/facts';
import type { Situation } from '../../lib/situation/schema';
import type { Procedure } from '../../lib/words/actions';
import { Workload } from '../../lib/workload';
import { appIn, dublin, folder, PATIENT, topology } from '../declared';
import { cloudNamed, type CloudUnderTest } from './clouds';
import { said, stepIn, take } from './history';
import type { StackJson } from './json';
import { lawFourMarker, lawFourStack } from './laws/law-04';
import { lawEleven, lawElevenStep, markersOf } from './laws/law-11';
import { lawTwelve } from './laws/law-12';
import { lawHandedOn, lawOneOwner, ownedIn } from './laws/owners';
import { presentIn, type Violations } from './laws/reading';
import { renderWorkload, sheetsOf, type Output } from './synth';

/** What is declared at a tier, of which the data has another flip at another tier: restore at cold, at hot what is named. */
export interface Turning {
  readonly title: string;
  readonly cloud: CloudUnderTest;
  readonly make: (app: App, tier: TierName) => Workload;
}

const database = (workload: Workload, id: string, engine: DatabaseEngine): RelationalDatabase =>
  new RelationalDatabase(workload, id, { engine, size: Size.of({ vcpus: 2, memoryGiB: 8 }), storageGiB: 128 });
const billing = (app: App, tier: TierName, between: Topology): Workload =>
  new Workload(app, 'billing', { objectives: PATIENT, tier: Tier.named(tier), topology: between });

/** Regions that Microsoft pairs: copies of a database go to no other one. */
const paired = (): Topology => {
  const account = '00000000-0000-0000-0000-000000000001';
  const site = (region: string, cidr: string, state: string) =>
    azure.site(region, { account, cidr, state: azure.stateIn(state, { resourceGroup: `state-${region}` }) });
  return Topology.activePassive({
    primary: site('northeurope', '10.10.0.0/16', 'acmestatedublin'),
    secondary: site('westeurope', '10.20.0.0/16', 'acmestateamsterdam'),
    witness: azure.stateIn('acmestategavle', { resourceGroup: 'state-gavle', region: 'swedencentral' }),
  });
};

/** Each pair of flips that a tier changes, one component a cloud. */
export const TURNINGS: readonly Turning[] = [
  {
    title: 'aws: promote, switch, symmetric',
    cloud: cloudNamed('aws'),
    make: (app, tier) => {
      const workload = billing(app, tier, topology({ successors: [dublin()] }));
      new Network(workload, 'Net');
      database(workload, 'Ledger', DatabaseEngine.postgres('16'));
      database(workload, 'Postings', DatabaseEngine.postgresCluster('16.8'));
      new ObjectStorage(workload, 'Invoices');
      return workload;
    },
  },
  {
    title: 'azure: switch, promote',
    cloud: cloudNamed('azure'),
    make: (app, tier) => {
      const workload = billing(app, tier, paired());
      new Network(workload, 'Net', { flowLogs: Duration.ZERO });
      database(workload, 'Ledger', DatabaseEngine.postgres('16'));
      database(workload, 'Stock', DatabaseEngine.mysql('8.4'));
      database(workload, 'Books', DatabaseEngine.sqlServer());
      return workload;
    },
  },
  {
    title: 'oci: promote',
    cloud: cloudNamed('oci'),
    make: (app, tier) => {
      const workload = billing(app, tier, cloudNamed('oci').topology());
      new Network(workload, 'Net', { flowLogs: Duration.days(180), peered: true });
      database(workload, 'Ledger', DatabaseEngine.mysql('8.4'));
      return workload;
    },
  },
];

/** One moment of a history: what is synthesized, by which tier, and what is to be done. */
export interface Moment {
  readonly step: string;
  readonly tier: TierName;
  readonly situation: Situation;
  readonly sides: Sides;
  readonly output: Output;
  sheets(): readonly Procedure[];
}

/** In a story: here the tier changes to the other one. */
export const CHANGE = 'TIER';

const memo = new Map<string, Pick<Moment, 'output' | 'sheets'>>();
const sidesAt = new Map<string, Sides>();

function sidesOf({ title, make }: Turning, tier: TierName): Sides {
  const key = `${title} ${tier}`;
  const known = sidesAt.get(key) ?? make(appIn(folder()), tier).sides;
  sidesAt.set(key, known);
  return known;
}

function rendered({ title, make }: Turning, tier: TierName, situation: Situation): Pick<Moment, 'output' | 'sheets'> {
  const key = JSON.stringify([title, tier, situation]);
  const known = memo.get(key);
  if (known) return known;
  const workload = make(appIn(folder(), situation), tier);
  const one = { output: renderWorkload(workload, situation), sheets: () => sheetsOf(workload, situation) };
  memo.set(key, one);
  return one;
}

/** A history that begins by a tier, step by step: `standing, TIER, standing, switch B`. */
export function momentsOf(turning: Turning, tiers: readonly [TierName, TierName], story: string): Moment[] {
  let situation = NORMAL;
  let changes = 0;
  return story.split(',').map((words, i): Moment => {
    const step = words.trim();
    if (step === CHANGE) changes += 1;
    const tier = tiers[changes % 2] as TierName;
    const sides = sidesOf(turning, tier);
    if (step !== CHANGE) situation = take(situation, stepIn(step, sides), [sides], said(i + 1));
    return { step, tier, situation, sides, ...rendered(turning, tier, situation) };
  });
}

type Along = (moments: readonly Moment[], cloud: CloudUnderTest) => Violations;

const named = ({ step }: Moment, i: number, faults: Violations): string[] => faults.map((fault) => `${fault} [${i}: ${step}]`);

/** A site that a move opens is applied once that is begun, and not before. */
const isGuarded = ({ situation, output }: Moment, id: string): boolean => {
  const move = situation.workloads['billing']?.moves.at(-1);
  const stack = output.manifest.stacks.find((one) => one.id === id);
  return move !== undefined && !move.aborted && !move.started && stack?.opens !== undefined && stack.site === move.to;
};

/** Law 4: along it, nothing that holds data is replaced or vanishes; each has one owner, and is handed on. */
const lawFour: Along = (moments, cloud) => {
  const applied = new Map<string, StackJson>();
  let owned = new Map();
  return moments.flatMap((moment, i) => {
    const { output } = moment;
    const faults = Object.entries(output.stacks).flatMap(([id, now]) => {
      const was = applied.get(id);
      if (!isGuarded(moment, id)) applied.set(id, now);
      return was ? lawFourStack(id, was, now, cloud.cloud as Cloud<never>) : [];
    });
    const handed = lawHandedOn(owned, output, cloud);
    owned = new Map([...ownedIn(output, cloud), ...owned]);
    return named(moment, i, [...faults, ...handed, ...lawOneOwner(output, cloud), ...lawFourMarker(output, cloud.cloud)]);
  });
};

/**
 * Law 11: a chain only grows, and what a declaration or a record changes has another marker. A change of the code has none: git has it. A base
 * has no chain: that of a bucket which replicates names the one at the other side, and a reprotect behind a change applies both.
 */
const lawElevenAlong: Along = (moments) => {
  const seen = new Map<string, { json: StackJson; chain: string[] }>();
  return moments.flatMap((moment, i) => {
    const { situation, sides, step, output } = moment;
    const chained = presentIn(output).filter(({ facts }) => facts.kind !== 'base');
    const faults = chained.flatMap(({ id, facts, json }) => {
      const facet = facts.kind === 'site' ? (facts.site as string) : facts.kind;
      const now = { json, chain: markersOf(situation, sides, facet) };
      const before = seen.get(id);
      seen.set(id, now);
      const was = before && (step === CHANGE ? { ...before, json } : before);
      return was ? lawElevenStep({ stack: id, step, before: was, was: was.chain, based: true, after: now }) : [];
    });
    return named(moment, i, [...faults, ...lawEleven(output)]);
  });
};

/** Law 12: from the change on, the procedures keep their order; what is ahead of it every other history has. */
const lawTwelveAlong: Along = (moments) => {
  const first = moments.findIndex(({ step }) => step === CHANGE);
  return moments.flatMap((moment, i) => (i < first ? [] : named(moment, i, lawTwelve(moment.output, moment.sheets()))));
};

/** The laws that look along a history. */
export const LAWS = { lawFour, lawElevenAlong, lawTwelveAlong } as const;
