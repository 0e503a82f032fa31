import type { RecoverySteps } from '../../lib/port/phases';
import { checkStep, commandStep, crossingStep } from '../../lib/words/steps';
import { Tier } from '../../lib/objectives/tier';
import type { Placement, WorkloadPlan } from '../../lib/plan/plan';
import { proceduresOf, type ProcedureInput } from '../../lib/recovery/procedures';
import type { Action, Procedure } from '../../lib/words/actions';
import { adviceOf } from '../../lib/situation/advice';
import { NORMAL } from '../../lib/situation/facts';
import { lineOf } from '../../lib/situation/lines';
import { isLeftAlone } from '../../lib/situation/markers';
import type { Transition } from '../../lib/situation/phases';
import type { Situation } from '../../lib/situation/schema';
import { View } from '../../lib/situation/view';
import { A, B, C, INVOICES, LEDGER, NET, WEB, objectives, plan, sidesFor, site, take, workload, type Step } from '../plan/input';

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
const at = (letter = ''): string => SITES[letter] as string;

const READERS: Readonly<Record<string, (rest: readonly string[]) => Step>> = {
  standing: () => ({ record: 'standing', workload, components: ALL }),
  started: () => ({ record: 'started', workload, components: ALL }),
  completed: () => ({ record: 'completed', workload, components: ALL }),
  undone: () => ({ record: 'undone', workload }),
  fenced: ([letter]) => ({ record: 'fenced', workload, site: at(letter) }),
  lag: () => ({ record: 'lag', workload, lag: Object.fromEntries(ALL.map((id) => [id, 0])) }),
  lost: ([letter]) => ({ op: 'lost', site: at(letter) }),
  avoid: ([letter]) => ({ op: 'avoid', site: at(letter) }),
  normal: ([letter]) => ({ op: 'normal', site: at(letter) }),
  gone: ([letter, , by]) => ({ op: 'gone', site: at(letter), ...(by ? { replacedBy: at(by) } : {}) }),
  failover: ([letter]) => ({ op: 'failover', workload, to: at(letter), acceptLoss: true }),
  switch: ([letter]) => ({ op: 'switch', workload, to: at(letter) }),
  close: ([letter]) => ({ op: 'close', workload, at: at(letter) }),
  fence: ([letter]) => ({ op: 'fence', workload, at: at(letter) }),
  abort: () => ({ op: 'abort', workload }),
};

/** The situation after a story, one step an hour: `standing, lost A, failover B, started, completed`. */
export function after(story: string): Situation {
  return story
    .split(',')
    .map((words) => words.trim().split(' '))
    .filter(([verb]) => verb !== '')
    .reduce((now, [verb = '', ...rest], hour) => {
      const read = READERS[verb];
      if (!read) throw new Error(`${verb} is no step`);
      return take(now, read(rest), SIDES, hour + 1);
    }, NORMAL);
}

/** The workload's own view after a story. */
export const viewAfter = (story: string): View => new View(after(story), SIDES);

/** Ids of the stacks that are synthesized. */
function stacksOf(view: View): Record<string, string> {
  const letters = Object.entries(SITES).filter(([, key]) => [...view.own.sites, ...view.own.freed].includes(key) && !view.withheld(key));
  const sites = letters.flatMap(([letter, key]) => [
    [`${key}/base`, `${letter}-base`],
    [key, letter],
  ]);
  const isApart = view.own.sites.some((key) => view.withheld(key)) || isLeftAlone(view);
  return { ...(Object.fromEntries(sites) as Record<string, string>), ...(isApart ? {} : { links: 'links' }), traffic: 'traffic' };
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
  ...{ id: 'Dns', zone: 'acme.example', name: 'billing.acme.example', target: 'Web' },
  ...{ base: entrance(A), other: entrance(B), first: entrance(A), second: entrance(B) },
  entrance: WEB,
  entrances: { [A]: 'a.acme.example', [B]: 'b.acme.example', [C]: 'c.acme.example' },
};

/** The procedures after a story. */
export function proceduresAfter(story: string, over: Partial<ProcedureInput> = {}): Procedure[] {
  const situation = after(story);
  const view = new View(situation, SIDES);
  return proceduresOf({
    id: workload,
    plan: { ...plan(DECLARED, situation), traffic: TRAFFIC },
    view,
    stacks: stacksOf(view),
    advice: adviceOf(situation, SIDES, [SIDES]).map(lineOf),
    trafficFirst: ['checks'],
    marker: (key) => `the marker of ${key}`,
    claim: (key, { move }) => ['claim', key, ...(move ? [move] : [])],
    recovery,
    ...over,
  });
}

/** The procedure that is due after a story. */
export const dueAfter = (story: string): Procedure => proceduresAfter(story).find(({ due }) => due) as Procedure;
/** One procedure after a story, due or not. */
export const sheetAfter = (story: string, transition: Transition): Procedure =>
  proceduresAfter(story).find((procedure) => procedure.transition === transition) as Procedure;
/** Its actions, in order. */
export const actionsOf = ({ waves }: Procedure): Action[] => waves.flatMap(({ actions }) => actions);
/** Their ids, in order. */
export const idsOf = (procedure: Procedure): string[] => actionsOf(procedure).map(({ id }) => id);
