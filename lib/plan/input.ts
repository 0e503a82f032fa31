import type { Declaration } from '../components/component';
import type { Duration } from '../objectives/duration';
import type { Objectives } from '../objectives/objectives';
import type { Tier } from '../objectives/tier';
import type { ObservationDeclaration } from '../observation/declarations';
import type { Alarms, Cells, Cloud, CloudCell, TrafficCell } from '../port/cloud';
import type { Beside } from '../port/state-location';
import type { CopyPlaces } from '../port/copy-places';
import type { Signal } from '../port/signals';
import type { Lack } from '../port/site';
import type { Region } from '../regions/region';
import type { Geography } from '../regions/residency';
import type { View } from '../situation/view';
import type { TrafficDeclaration } from '../traffic/dns-failover';
import type { Credentials } from '../words/credentials';
import { ContinuityError } from '../words/errors';
import type { Measure } from '../words/footprint';
import type { Subscription } from '../words/subscription';

/** A finding that somebody accepts. */
export interface Acknowledgement {
  /** Id of the rule. */
  readonly id: string;
  /** What it is about. @default every subject of that rule */
  readonly subject?: string;
  /** Why it is accepted. */
  readonly reason: string;
  /** Who accepts it. */
  readonly by?: string;
  /** When it was accepted: a date, or a moment in ISO 8601. @default not said, which the dossier says */
  readonly at?: string;
  /** Until when it holds, as `at`: afterwards the command says that it has expired. @default for ever */
  readonly until?: string;
}

/** What is read of a cell: it renders nothing here. */
export type CellInput = Pick<
  CloudCell,
  'facts' | 'service' | 'takes' | 'recovery' | 'signals' | 'servingSignals' | 'doctor' | 'wayBack'
> & {
  /** Whether it joins two sites at all. */
  readonly renderLinks?: unknown;
  /** Whether it makes a member where the two meet. */
  readonly renderMember?: unknown;
};

/** A site, as plain data with its cloud's facts. */
export interface SiteInput {
  /** `cloud:region`. */
  readonly key: string;
  /** Its cloud: the planner reads facts only, it renders nothing. */
  readonly cloud: Pick<Cloud, 'name' | 'groundNames' | 'settles' | 'leftOut'> & {
    /** Its regions: what may be proposed, and where states may be. @default nobody says */
    readonly regions?: readonly Region[];
    readonly traffic?: Pick<TrafficCell, 'facts' | 'refuses' | 'byHand'>;
    readonly cells: Cells<CellInput>;
    /** Names of what keeps copies in a place that is no site, where it keeps any. */
    readonly copyPlaces?: Pick<CopyPlaces, 'names' | 'opens'>;
    /** Which kinds of signals it tells of, and what it does not take of those that an architect declares. */
    readonly alarms?: Readonly<Partial<Record<Signal['kind'], unknown>>> & Pick<Alarms, 'refuses' | 'deaf'>;
  };
  /** Its region. */
  readonly region: Region;
  /** Account, subscription or compartment. */
  readonly account: string;
  /** Address range. */
  readonly cidr: string;
  /** `cloud:region` where its state is kept. */
  readonly stateAt: string;
  /** Who is told where an alarm is raised there. */
  readonly subscriptions: readonly Subscription[];
  /** What is left out of its protection. */
  readonly lacks: readonly Lack[];
  /** What of its ground exists already, by the names of that. @default nothing */
  readonly standing?: Readonly<Record<string, string>>;
}

/** A place of copies, as plain data. */
export interface CopyPlaceInput {
  /** `cloud:region`. */
  readonly key: string;
  /** Name of its cloud. */
  readonly cloud: string;
  /** Its region. */
  readonly region: Region;
  /** Account, subscription or compartment. */
  readonly account: string;
  /** `cloud:region` where its state is kept. */
  readonly stateAt: string;
  /** Seconds that a copy is kept there. */
  readonly keep: number;
  /** Nobody takes the lock off what is kept there. */
  readonly lockedForGood: boolean;
  /** Whose credentials a step there needs. */
  readonly credentials: Credentials;
}

/** What the code says of a workload: the situation is not part of it. */
export interface DeclaredInput {
  /** Id of the workload. */
  readonly workload: string;
  /** Environment, where there is one. */
  readonly environment?: string;
  /** False: an exercise environment that may be destroyed. */
  readonly durable: boolean;
  /** Tags of all that its stacks make. */
  readonly tags: Readonly<Record<string, string>>;
  /** What the business asks. */
  readonly objectives: Objectives;
  /** The declared tier; absent: the cheapest that meets the objectives. */
  readonly tier?: Tier;
  /** Whether the first site spreads what serves over zones, though its tier does not ask for it. @default only where the objectives ask for it */
  readonly zonal?: boolean;
  /** How often copies are made. @default the tier's */
  readonly copyEvery?: Duration;
  /** The place that is no site where copies go, too. @default none */
  readonly copiesIn?: CopyPlaceInput;
  /** Most that may stand by of what serves, as a share of it, by measure. @default as much as the tier asks */
  readonly footprint?: Readonly<Partial<Record<Measure, number>>>;
  /** Where things may stand. @default anywhere */
  readonly geography?: Geography;
  /** The two sites, the one that serves first of all in the beginning. */
  readonly sites: readonly [SiteInput, SiteInput];
  /** Every site of the topology: the two, and those that may take the place of one that is gone. */
  readonly known: readonly SiteInput[];
  /** `cloud:region` of the witness. */
  readonly witnessAt?: string;
  /** What both sites may share stands in it, at the witness. @default nothing does */
  readonly beside?: Beside;
  /** The components. */
  readonly declarations: readonly Declaration[];
  /** The switch of traffic. */
  readonly traffic?: TrafficDeclaration;
  /** What is to be told of the application and of the business. @default nothing */
  readonly observations?: readonly ObservationDeclaration[];
  /** Findings that somebody accepts. */
  readonly acknowledgements: readonly Acknowledgement[];
  /** Where the pipeline, the repository and the identities live. */
  readonly runsFrom: Readonly<Record<string, string>>;
}

/** All that a plan is made from. */
export interface PlanInput extends DeclaredInput {
  /** The two sites between which the role moves now. */
  readonly sites: readonly [SiteInput, SiteInput];
  /** The situation, seen from this workload. */
  readonly view: View;
}

/** Seconds between two copies: what is declared, else the tier's. */
export function copyEverySeconds(input: Pick<DeclaredInput, 'copyEvery'>, tier: Tier): number {
  return (input.copyEvery ?? tier.bounds.copyEvery).toSeconds();
}

/** A site that the situation names. Throws `DR-SIT-02` where the code does not know it any more, since nothing can be computed of it. */
export function siteOf({ known, workload }: DeclaredInput, key: string): SiteInput {
  const site = known.find((one) => one.key === key);
  if (site) return site;
  throw new ContinuityError({
    id: 'DR-SIT-02',
    what: `The situation of ${workload} rests on a site that its topology does not have`,
    value: key,
    allowed: known.map((one) => one.key).join(', '),
    fix: `successors: [the site ${key}] in the topology`,
  });
}
