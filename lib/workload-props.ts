import type { Construct } from 'constructs';
import { Component, scopeFaults, TIER } from './components/component';
import type { Tier } from './objectives/tier';
import { Duration } from './objectives/duration';
import { Objectives } from './objectives/objectives';
import { FINDINGS } from './plan/findings/ids';
import { NEEDS } from './plan/findings/needs';
import type { Acknowledgement } from './plan/input';
import { CopyPlace, copyPlaceFaults } from './port/copy-place';
import { Topology } from './port/topology';
import { GEOGRAPHY, GEOGRAPHY_FIX, type Geography } from './regions/residency';
import type { Contacts } from './words/contacts';
import { declared, faultsIn, type Shape } from './words/checked';
import { ContinuityError, refuseAll, type ContinuityErrorProps } from './words/errors';
import { MEASURES, type Measure } from './words/footprint';
import { idFaults, identifier, likeIt } from './words/identifier';
import { didYouMean } from './words/nearest';
import { between, flag, instance, listOf, oneOf, prose, tableBy, whole, word } from './words/shapes';
import { z } from 'zod';

/* What a workload is declared with, checked in its constructor. */

/** What a workload takes. */
export interface WorkloadProps {
  /** What the business asks. */
  readonly objectives: Objectives;
  /** Its sites, and how they relate. */
  readonly topology: Topology;
  /** The tier. @default the cheapest that commits to the objectives; a declared one is refused where it does not meet them */
  readonly tier?: Tier;
  /**
   * Whether the primary site spreads what serves over zones of its region, though its tier does not ask for it: the loss of a zone is then
   * no move to the other region. It costs what each service takes for it (a database: a second instance). Tiers `ha` and `vital` do so anyway.
   * A component whose service stands in one zone alone is refused beside it, unless it says `tier` and `tierReason`: the loss of that zone is a move then.
   * @default only where the objectives for the loss of a zone are held by it, and not without
   */
  readonly zonal?: boolean;
  /** How often copies are made where data is protected by copies. @default the tier's: 12 h at cold and warm */
  readonly copyEvery?: Duration;
  /**
   * A place that is no site, where copies of what holds data go, too: `aws.copyPlace({ … })`. In an account that is none of the sites' it
   * answers the loss of theirs. Refused at a region of a site, and in another partition (`DR-COPY-02`); where the cloud, or the service of a
   * component, sends none there, that is a finding (`DR-COPY-01`).
   * @default copies go to the sites alone
   */
  readonly copiesIn?: CopyPlace;
  /** Where sites, copies and states may stand, and how far apart. @default anywhere, as far apart as the tier asks */
  readonly geography?: Geography;
  /**
   * The most that may stand by of what serves, as a share of it: `{ vcpus: 0.25 }`, at most a quarter of production. Of virtual CPUs (`vcpus`), GiB of
   * memory (`memory`), and virtual CPUs of databases alone (`databases`), as sizes are declared and where the first site serves; machines whose capacity
   * is kept count as if they ran. Storage is not counted, since copies are as large as what they are of, and no price is known. More is refused
   * (`DR-FOOT-01`). The dossier shows the shares in any case. @default as much as the tier asks
   */
  readonly footprint?: Readonly<Partial<Record<Measure, number>>>;
  /** Environment, part of ids and names. @default context `environment`, or none */
  readonly environment?: string;
  /** An exercise environment: no deletion protection. Security settings stay. @default false */
  readonly destroyable?: boolean;
  /**
   * Tags of all that its stacks make and that can be tagged, an architect's own included; what a resource or a site says itself goes
   * first. What states are kept in is shared by workloads and has none. @default none
   */
  readonly tags?: Readonly<Record<string, string>>;
  /** Findings that somebody accepts, with a reason. */
  readonly acknowledge?: readonly Acknowledgement[];
  /** Where the identity provider, the pipeline runner, the repository and the registry live (`cloud:region`). @default unknown, which is a finding */
  readonly runsFrom?: Readonly<Record<string, string>>;
  /** Who is called, and who answers for it: printed in runbook and dossier. @default blanks on paper */
  readonly contacts?: Contacts;
  /**
   * How urgent it is among the workloads of the app where a region is lost: 1 goes first, 9 last. What others depend on is as urgent as they are
   * (`dependsOn`). It is the order of `continuity plan --lost` and of `continuity-regions.md`, and refuses nothing. @default 5
   */
  readonly priority?: number;
}

const date = z.union([z.iso.date(), z.iso.datetime({ offset: true })], 'a day, or a moment: YYYY-MM-DD');
const ACKNOWLEDGED: Shape<Acknowledgement> = {
  id: oneOf(FINDINGS),
  subject: prose('what it is about, as the finding says it').optional(),
  reason: prose('why somebody accepts what the rule found'),
  by: prose('who accepts it').optional(),
  at: date.optional(),
  until: date.optional(),
};
/** What every cloud of the library takes: 100 characters of a name (OCI), 256 of a value (all), and no signs that one of them refuses. */
const TAG_VALUE = word('a text of letters, digits, spaces and _ . : / = + @ -', /^[\p{L}\p{N} _.:/=+@-]*$/u, 256);
const TAGGED = 'texts by name: letters, digits, _ and -, and none of the library’s own (continuity-…)';
const TAG_NAME = word(TAGGED, /^(?!continuity)[\p{L}\p{N}_-]+$/u, 100);
const SHARE = 'a share of what serves, 0 to 1: 0.25 is a quarter';
const FOOTPRINT = 'shares of what serves, of vcpus, memory or databases: { vcpus: 0.25 }';
const OFTEN = 'a length of time above 0: Duration.hours(6)';

const TAKES = declared<WorkloadProps>(
  {
    objectives: instance(Objectives, 'objectives: Objectives.of({ … })'),
    topology: instance(Topology, 'a topology: Topology.activePassive({ … })'),
    tier: TIER.optional(),
    zonal: flag.optional(),
    copyEvery: instance(Duration, OFTEN)
      .refine((time) => time.toSeconds() > 0, OFTEN)
      .optional(),
    copiesIn: instance(CopyPlace, "a place of copies of a cloud: aws.copyPlace({ region: 'eu-central-2', account: '…', … })").optional(),
    geography: GEOGRAPHY.optional(),
    footprint: tableBy(MEASURES, between(SHARE, 0, 1), FOOTPRINT)
      .refine((asked) => Object.keys(asked as object).length > 0, FOOTPRINT)
      .optional(),
    environment: identifier.optional(),
    destroyable: flag.optional(),
    tags: z.record(TAG_NAME, TAG_VALUE, TAGGED).optional(),
    acknowledge: listOf(z.strictObject(ACKNOWLEDGED), 'a list of findings that are accepted', 0, (one) =>
      JSON.stringify([one['id'], one['subject']]),
    ).optional(),
    runsFrom: tableBy(NEEDS, word('where it lives: cloud:region', /^[A-Za-z0-9][\w.-]*:[\w.-]+$/), 'where each lives, by need').optional(),
    // By a rule of its own (DR-CONTACT-01).
    contacts: z.unknown().optional(),
    priority: whole('a whole number of 1 to 9: 1 goes first', 1, 9).optional(),
  },
  {
    objectives: 'Objectives.of({ rto: Duration.hours(1), rpo: Duration.minutes(15), mtpd: Duration.hours(8) })',
    topology: 'Topology.activePassive({ primary: …, secondary: …, witness: … })',
    tier: 'Tier.HOT',
    zonal: 'true',
    copyEvery: 'Duration.hours(6)',
    copiesIn: "aws.copyPlace({ region: '…', account: '…', state: … })",
    geography: GEOGRAPHY_FIX,
    footprint: '{ vcpus: 0.25 }',
    environment: "'staging'",
    destroyable: 'true',
    tags: "{ owner: 'payments', environment: 'production' }",
    acknowledge: "[{ id: 'DR-LOCK-01', reason: '…', by: '…' }]",
    runsFrom: "{ repository: 'cloud:region' }",
    contacts: "{ people: [{ role: 'operator', name: '…', phone: '+33 1 23 45 67 89' }] }",
    priority: '1',
  },
  ['tier'],
);

/** The scope of a workload, once nothing is wrong with what is declared there. Throws one error of all faults. */
export function fitting(scope: Construct, id: string, props: WorkloadProps): Construct {
  const rule = 'DR-WORK-03';
  const subject = typeof id === 'string' && id !== '' ? `Workload '${id}'` : 'A workload';
  const wrong = faultsIn(props, TAKES, { subject, id: rule, ids: { acknowledge: 'DR-ACK-01' } });
  refuseAll([
    ...scopeFaults(scope, 'Workload', rule),
    ...idFaults(id, 'a Workload', rule),
    ...wrong.map(kebabbed).map((one) => entire(one, props)),
  ]);
  refuseAll([...insideFaults(scope, id), ...placeFaults(props, subject), ...copyPlaceFaults(props)]);
  const twin = scope.node.tryFindChild(id);
  if (!twin) return scope;
  throw new ContinuityError({
    id: 'DR-WORK-01',
    what: 'Two things of one scope have the same id: a workload needs one of its own',
    value: id,
    allowed: 'one id a workload, in the whole app',
    fix: `another id than '${id}'`,
  });
}

/** What is accepted is shown as a whole: which of them it is. */
function entire(fault: ContinuityErrorProps, props: Partial<WorkloadProps> | undefined): ContinuityErrorProps {
  const [, at] = /acknowledge\[(\d+)\]/.exec(fault.what) ?? [];
  return fault.id === 'DR-ACK-01' && at !== undefined ? { ...fault, value: props?.acknowledge?.[Number(at)] } : fault;
}

/** An environment of any text has a near one that can stand in names. */
function kebabbed(fault: ContinuityErrorProps): ContinuityErrorProps {
  const isEnvironment = fault.what.endsWith('cannot take this value of environment') && typeof fault.value === 'string';
  const near = isEnvironment ? likeIt(fault.value as string) : '';
  return near === '' ? fault : { ...fault, fix: `environment: '${near}'` };
}

function insideFaults(scope: Construct, id: string): ContinuityErrorProps[] {
  const above = scope.node.scopes.find((one) => one instanceof Component || 'workloadId' in one);
  if (!above) return [];
  const what = `A workload is declared inside of ${above.node.id}`;
  return [{ id: 'DR-WORK-03', what, value: id, allowed: 'the app, or a construct of your own', fix: `new Workload(app, '${id}', { … })` }];
}

/** A need that lives in a cloud of the workload lives in a region that there is: a misspelt one would hide that it dies with a site. */
function placeFaults({ topology, runsFrom = {} }: WorkloadProps, subject: string): ContinuityErrorProps[] {
  const clouds = new Map(topology.known.map(({ cloud }) => [cloud.name, cloud.regions.map(({ code }) => `${cloud.name}:${code}`)]));
  return Object.entries(runsFrom).flatMap(([need, place]) => {
    const places = clouds.get(place.slice(0, place.indexOf(':'))) ?? [place];
    if (places.includes(place)) return [];
    const fix = didYouMean(place, places, 'a region of that cloud');
    return [{ id: 'DR-WORK-03', what: `${subject} runs from a region that does not exist: ${need}`, value: place, allowed: places, fix }];
  });
}

/** The environment of the context: whatever the command line made of it. Throws `DR-WORK-03`. */
export function environmentOf(scope: Construct): string | undefined {
  const given: unknown = scope.node.tryGetContext('environment');
  if (given === undefined || given === null) return undefined;
  const takes = declared<{ readonly environment: string }>({ environment: identifier }, { environment: "'staging'" });
  refuseAll(faultsIn({ environment: given }, takes, { subject: 'The context', id: 'DR-WORK-03' }).map(kebabbed));
  return given as string;
}
