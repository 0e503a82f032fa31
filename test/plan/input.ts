import type { CellFacts } from '../../lib/port/facts';
import type { Flip, Posture } from '../../lib/words/posture';
import type { Declaration } from '../../lib/components/component';
import type { LoadBalancerDeclaration } from '../../lib/components/load-balancer';
import { Duration } from '../../lib/objectives/duration';
import { Objectives } from '../../lib/objectives/objectives';
import type { Kind } from '../../lib/words/kinds';
import type { Placement, WorkloadPlan } from '../../lib/plan/plan';
import { checkStep } from '../../lib/words/steps';
import { siteOf } from '../../lib/plan/input';
import { planWorkload, protectWorkload, sidesOf } from '../../lib/plan/planner';
import type { CellInput, DeclaredInput, PlanInput, SiteInput } from '../../lib/plan/input';
import type { Region } from '../../lib/regions/region';
import { NORMAL, type Sides } from '../../lib/situation/facts';
import type { Situation } from '../../lib/situation/schema';
import { View } from '../../lib/situation/view';

/** A cloud of no vendor: what is decided must not depend on one. */
export const A = 'nimbus:north-1';
export const B = 'nimbus:south-1';
/** May take the place of one of them. */
export const C = 'nimbus:west-1';
export const workload = 'billing';

const region = (code: string, latitude: number, over: Partial<Region> = {}): Region => ({
  cloud: 'nimbus',
  partition: 'nimbus',
  code,
  name: code,
  city: code,
  country: 'FR',
  latitude,
  longitude: 2,
  zones: 3,
  eu: true,
  verified: true,
  ...over,
});

/** One check of a phase. */
const look = (part: string, { id, here }: Placement) => [
  checkStep({ id: `${part}-${id}`, title: `${part} ${id}`, run: ['true'], matches: '', endpoint: here.region }),
];

/** All that a cell of the contract gives around a move. */
export const KEPT: NonNullable<CellInput['recovery']> = (placement) => ({
  check: look('copied', placement),
  verify: look('promoted', placement),
  fenced: look('fenced', placement),
  follows: look('follows', placement),
});

/** A cell that keeps its promises: replicas lose a minute and take five to promote; copies lose their interval and take an hour. */
export function cell(flips: Partial<Record<Posture, Flip>>, over: Partial<CellFacts> = {}): CellInput {
  return {
    recovery: KEPT,
    facts: {
      flips,
      spreads: ['single', 'zonal'],
      limits: 'take something else',
      fence: 'closed',
      automatic: false,
      names: { thing: { service: 'a thing', max: 60, separator: '-' } },
      oneWay: [],
      figures: (_, posture, copyEvery) =>
        posture === 'backup'
          ? {
              rpo: { seconds: copyEvery, source: 'interval', verified: true },
              promotion: { seconds: 3600, source: 'test', verified: true },
            }
          : { rpo: { seconds: 60, source: 'test', verified: true }, promotion: { seconds: 300, source: 'test', verified: true } },
      ...over,
    },
  };
}

const nothing: CellFacts['figures'] = () => ({
  rpo: { seconds: 0, source: 'test', verified: true },
  promotion: { seconds: 0, source: 'test', verified: true },
});

/** What follows is told of by a metric where it stands, copies by an event. */
const watched = (one: CellInput): CellInput => ({
  ...one,
  signals: ({ id }) => [
    {
      ...{ kind: 'metric', id: `${id}-lag`, name: 'lag', title: 'it lags', namespace: 'n', metric: 'lag', of: {} },
      ...{ above: 1, period: 60, periods: 5, silenceIsAlarm: true },
    },
    { kind: 'event', id: `${id}-copies`, name: 'copies', title: 'no copy', watches: 'copies', pattern: {} },
  ],
});

export const CELLS: Readonly<Partial<Record<Kind, CellInput>>> = {
  network: cell({ prepared: 'symmetric', reduced: 'symmetric' }, { figures: nothing }),
  'object-storage': watched(cell({ replica: 'symmetric', backup: 'restore' })),
  'relational-database': watched(cell({ replica: 'promote', backup: 'restore' }, { needs: ['network'], keepsFor: () => 'its log' })),
  secrets: watched(cell({ replica: 'owned' }, { figures: nothing })),
  'load-balancer': cell({ none: 'symmetric', prepared: 'symmetric', reduced: 'symmetric' }, { figures: nothing }),
};

const PLACES = {
  'north-1': { latitude: 48, cidr: '10.10.0.0/16' },
  'south-1': { latitude: 42, cidr: '10.20.0.0/16' },
  'west-1': { latitude: 45, cidr: '10.30.0.0/16' },
} as const;

/** Its regions: what may be proposed, and where a witness may be. */
const REGIONS: readonly Region[] = [
  ...Object.entries(PLACES).map(([code, { latitude }]) => region(code, latitude)),
  region('north-2', 49),
  region('far-1', 10, { country: 'JP', eu: false }),
];

/** A site of that cloud. */
export function site(code: keyof typeof PLACES, over: Partial<SiteInput> = {}): SiteInput {
  const { latitude, cidr } = PLACES[code];
  return {
    key: `nimbus:${code}`,
    cloud: {
      name: 'nimbus',
      regions: REGIONS,
      groundNames: { key: { service: 'a key', max: 60, separator: '-' } },
      cells: CELLS,
      alarms: { metric: () => undefined, event: () => undefined },
    },
    region: region(code, latitude),
    account: '1',
    cidr,
    stateAt: `nimbus:${code}`,
    subscriptions: [{ email: 'on-call@acme.example' }],
    lacks: [],
    ...over,
  };
}

/** A component as plain data. */
export const component = (kind: Kind, id: string, over: Partial<Declaration> = {}): Omit<Declaration, 'existing'> => ({
  kind,
  id,
  after: [],
  gib: 100,
  ...over,
});

export const NET = component('network', 'Net', { gib: 0 });
export const LEDGER = component('relational-database', 'Ledger');
export const INVOICES = component('object-storage', 'Invoices');
export const KEYS = component('secrets', 'Keys', { gib: 0 });
export const WEB: LoadBalancerDeclaration = {
  ...component('load-balancer', 'Web', { gib: 0 }),
  kind: 'load-balancer',
  healthPath: '/healthz',
  targetPort: 8080,
  certificates: {},
  plainHttp: true,
  hostNames: {},
  firewalls: {},
  accessLogs: {},
  maintenancePage: '',
  maintenancePages: {},
};

/** Objectives in minutes. */
export const objectives = (rto: number, rpo: number, over: Partial<Parameters<typeof Objectives.of>[0]> = {}): Objectives =>
  Objectives.of({ rto: Duration.minutes(rto), rpo: Duration.minutes(rpo), mtpd: Duration.days(60), ...over });

/** What the code declares: a database between two sites. */
export function declared(over: Partial<DeclaredInput> = {}): DeclaredInput {
  const sites = over.sites ?? ([site('north-1'), site('south-1')] as const);
  return {
    workload,
    durable: true,
    tags: {},
    objectives: objectives(60, 15),
    sites,
    known: sites,
    witnessAt: 'nimbus:east-1',
    declarations: [NET, LEDGER],
    acknowledgements: [],
    runsFrom: { 'identity provider': 'x:y', 'pipeline runner': 'x:y', repository: 'x:y', registry: 'x:y' },
    ...over,
  };
}

/** What the situation has to know of what is declared. */
export function sidesFor(over: Partial<DeclaredInput> = {}): Sides {
  const made = declared(over);
  return sidesOf(workload, made, protectWorkload(made));
}

/** What a plan is made from, in a situation. */
export function input(over: Partial<DeclaredInput> = {}, situation: Situation = NORMAL): PlanInput {
  const made = declared(over);
  const view = new View(situation, sidesFor(over));
  const [a, b] = view.own.sites;
  return { ...made, sites: [siteOf(made, a), siteOf(made, b)], view };
}

/** The plan of what is declared. */
export function plan(over: Partial<DeclaredInput> = {}, situation: Situation = NORMAL): WorkloadPlan {
  return planWorkload(input(over, situation), protectWorkload(declared(over)));
}
