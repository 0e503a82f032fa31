import type { RecoverySteps } from '../../lib/port/phases';
import { checkStep, commandStep, crossingStep } from '../../lib/words/steps';
import { Tier } from '../../lib/objectives/tier';
import { stepsKey, type Placement, type WorkloadPlan } from '../../lib/plan/plan';
import type { Progress } from '../../lib/plan/progress';
import type { Entry } from '../../lib/recovery/draft';
import { proceduresOf } from '../../lib/recovery/procedures';
import type { Action, Procedure } from '../../lib/words/actions';
import { adviceOf } from '../../lib/situation/advice';
import { lineOf } from '../../lib/situation/lines';
import { isLeftAlone } from '../../lib/situation/markers';
import type { Transition } from '../../lib/situation/phases';
import type { Situation } from '../../lib/situation/schema';
import { View } from '../../lib/situation/view';
import { A, B, C, INVOICES, LEDGER, NET, WEB, objectives, plan, sidesFor, site } from '../plan/input';
import { afterStory } from '../support/history';

const DECLARED = {
  tier: Tier.HOT,
  objectives: objectives(30 * 24 * 60, 30 * 24 * 60),
  declarations: [NET, LEDGER, INVOICES],
  known: [site('north-1'), site('south-1'), site('west-1')],
};

/** What the situation knows of the workload of these stories. */
export const SIDES = sidesFor(DECLARED);
/** Its components, by name. */
export const ALL: string[] = SIDES.components.map(({ id }) => id).sort();

const SITES: Readonly<Record<string, string>> = { A, B, C };

/** The situation after a story, one step an hour: `standing, lost A, failover B, started, completed`. */
const after = (story: string): Situation => afterStory(story, SIDES);

/** The workload's own view after a story. */
export const viewAfter = (story: string): View => new View(after(story), SIDES);

/** The stacks that are synthesized. */
function stacksOf(view: View, { claim }: Progress): Record<string, Entry> {
  const letters = Object.entries(SITES).filter(([, key]) => [...view.own.sites, ...view.own.freed].includes(key) && !view.withheld(key));
  const sites = letters.flatMap(([letter, key]) => [
    [`${key}/base`, { id: `${letter}-base` }],
    [key, { id: letter, marker: `the marker of ${key}`, claim: { take: ['claim', key, claim], ask: ['claim', key] } }],
  ]);
  const isApart = view.own.sites.some((key) => view.withheld(key)) || isLeftAlone(view);
  const links: Record<string, Entry> = isApart ? {} : { links: { id: 'links' } };
  return { ...(Object.fromEntries(sites) as Record<string, Entry>), ...links, traffic: { id: 'traffic', first: ['checks'] } };
}

/** The database's cell adds a step of each phase. */
function recovery({ component, id, here: { site: endpoint } }: Placement): RecoverySteps {
  if (component !== 'Ledger') return {};
  const named = (part: string) => ({ id: `${part}-${id}`, title: `${part} ${id}`, run: ['true'], endpoint });
  const check = (part: string) => [checkStep({ ...named(part), matches: '', ...(part === 'drained' ? { number: component } : {}) })];
  const command = (part: string) => commandStep({ ...named(part), expected: 'nothing' });
  return {
    ...{ check: check('check'), follows: check('follows'), fenced: check('fenced'), drained: check('drained'), verify: check('verify') },
    fence: [{ step: command('fence'), undo: command('undo') }],
    promote: [crossingStep({ ...named('promote'), expected: 'nothing', losesData: 'what was not sent' })],
    rejoin: [command('rejoin')],
    seed: [{ step: command('seed-site'), before: 'sites' }, { step: command('seed-links'), before: 'links' }, { step: command('seed') }],
    standing: check('standing'),
  };
}

const entrance = (key: string) => ({ site: key, region: key.slice('nimbus:'.length), account: '1', ground: {}, names: {} });
/** The switch of traffic of these stories. */
export const TRAFFIC: NonNullable<WorkloadPlan['traffic']> = {
  ...{ id: 'Dns', zone: 'acme.example', name: 'billing.acme.example', aliases: [], target: 'Web' },
  ...{ base: entrance(A), other: entrance(B), first: entrance(A), second: entrance(B) },
  entrance: WEB,
  says: 'body',
  byHand: [],
  entrances: { [A]: 'a.acme.example', [B]: 'b.acme.example', [C]: 'c.acme.example' },
};

/** The procedures after a story. */
export function proceduresAfter(
  story: string,
  add: (placement: Placement) => RecoverySteps = recovery,
  traffic: typeof TRAFFIC | 'none' = TRAFFIC,
  verified = true,
): Procedure[] {
  const situation = after(story);
  const view = new View(situation, SIDES);
  const planned = plan(DECLARED, situation);
  const steps = Object.fromEntries([...planned.placements, ...planned.anew].map((one) => [stepsKey(one), add(one)]));
  const protections = planned.protections.map((one) => ({ ...one, rpo: { ...one.rpo, verified } }));
  return proceduresOf({
    plan: {
      ...planned,
      protections,
      steps,
      ...(planned.planned ? { planned: steps } : {}),
      ...(planned.forced ? { forced: steps } : {}),
      ...(traffic === 'none' ? {} : { traffic }),
    },
    stacks: stacksOf(view, planned.progress),
    advice: adviceOf(situation, SIDES, [SIDES]).map(lineOf),
  });
}

/** The procedure that is due after a story. */
export const dueAfter = (story: string, traffic: typeof TRAFFIC | 'none' = TRAFFIC, verified = true): Procedure =>
  proceduresAfter(story, recovery, traffic, verified).find(({ due }) => due) as Procedure;
/** One procedure after a story, due or not. */
export const sheetAfter = (story: string, transition: Transition): Procedure =>
  proceduresAfter(story).find((procedure) => procedure.transition === transition) as Procedure;
/** Its actions, in order. */
export const actionsOf = ({ waves }: Procedure): Action[] => waves.flatMap(({ actions }) => actions);
/** Their ids, in order. */
export const idsOf = (procedure: Procedure): string[] => actionsOf(procedure).map(({ id }) => id);
