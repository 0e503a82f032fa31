import type { CellFacts, Flip } from '../../lib/clouds/cloud';
import type { Declaration } from '../../lib/components/component';
import { Duration } from '../../lib/objectives/duration';
import { Objectives } from '../../lib/objectives/objectives';
import type { Kind } from '../../lib/plan/matrix';
import type { WorkloadPlan } from '../../lib/plan/plan';
import { planWorkload, type PlanInput, type SiteInput } from '../../lib/plan/planner';
import type { Posture } from '../../lib/plan/posture';
import type { Region } from '../../lib/sites/regions/region';
import type { Situation } from '../../lib/situation/schema';
import { NORMAL, View } from '../../lib/situation/situation';

/** A cloud of no vendor: what is decided must not depend on one. */
export const A = 'nimbus:north-1';
export const B = 'nimbus:south-1';
export const SIDES = { workload: 'billing', sites: [A, B] as const };

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

/** Facts of a cell: replicas lose a minute and take five to promote; copies lose their interval and take an hour. */
export function cell(flips: Partial<Record<Posture, Flip>>, over: Partial<CellFacts> = {}): { facts: CellFacts } {
  return {
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

export const CELLS: Readonly<Partial<Record<Kind, { facts: CellFacts }>>> = {
  network: cell({ prepared: 'symmetric' }, { figures: nothing }),
  'object-storage': cell({ replica: 'symmetric', backup: 'restore' }),
  'relational-database': cell({ replica: 'promote', backup: 'restore' }, { needs: ['network'] }),
  secrets: cell({ replica: 'owned' }, { figures: nothing }),
  'load-balancer': cell({ none: 'symmetric', prepared: 'symmetric', reduced: 'symmetric' }, { figures: nothing }),
};

/** A site of that cloud. */
export function site(code: 'north-1' | 'south-1', over: Partial<SiteInput> = {}): SiteInput {
  const north = code === 'north-1';
  return {
    key: `nimbus:${code}`,
    cloud: {
      name: 'nimbus',
      groundNames: { key: { service: 'a key', max: 60, separator: '-' } },
      facts: { stateful: [], reach: [], importIds: {}, identity: 'nowhere' },
      cells: CELLS,
    },
    region: region(code, north ? 48 : 42),
    account: '1',
    cidr: north ? '10.10.0.0/16' : '10.20.0.0/16',
    stateAt: `nimbus:${code}`,
    ...over,
  };
}

/** A component as plain data. */
export const component = (kind: Kind, id: string, over: Partial<Declaration> = {}): Declaration => ({
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
export const WEB = { ...component('load-balancer', 'Web', { gib: 0 }), certificates: {} } as Declaration;

/** Objectives in minutes. */
export const objectives = (rto: number, rpo: number, over: Partial<Parameters<typeof Objectives.of>[0]> = {}): Objectives =>
  Objectives.of({ rto: Duration.minutes(rto), rpo: Duration.minutes(rpo), mtpd: Duration.days(60), ...over });

/** What a plan is made from: a database between two sites, in a situation. */
export function input(over: Partial<PlanInput> = {}, situation: Situation = NORMAL): PlanInput {
  return {
    workload: 'billing',
    durable: true,
    objectives: objectives(60, 15),
    sites: [site('north-1'), site('south-1')],
    witnessAt: 'nimbus:east-1',
    declarations: [NET, LEDGER],
    view: new View(situation, SIDES),
    acknowledgements: [],
    runsFrom: { 'identity provider': 'x:y', 'pipeline runner': 'x:y', repository: 'x:y', registry: 'x:y' },
    ...over,
  };
}

export const plan = (over: Partial<PlanInput> = {}, situation: Situation = NORMAL): WorkloadPlan => planWorkload(input(over, situation));
