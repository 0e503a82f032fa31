import { adviceOf } from '../../lib/situation/advice';
import { ContinuityError } from '../../lib/words/errors';
import { declare, record } from '../../lib/situation/declare';
import { NORMAL, type Sides } from '../../lib/situation/facts';
import { dueOf, phaseOf, type Transition } from '../../lib/situation/phases';
import type { Situation, Stamp } from '../../lib/situation/schema';
import { View } from '../../lib/situation/view';
import type { Declaration, Happening } from '../../lib/situation/words';

export const [A, B, C] = ['nimbus:a', 'nimbus:b', 'nimbus:c'] as const;
export const workload = 'billing';
export const SIDES: Sides = {
  workload,
  sites: [A, B],
  successors: [C],
  components: [
    { id: 'Invoices', flip: 'symmetric' },
    { id: 'Ledger', flip: 'promote' },
  ],
};
export const ALL = SIDES.components.map(({ id }) => id);

/** A person, at an hour. */
export const said = (hour = 1, by = 'Ada'): Stamp => ({ by, at: new Date(Date.UTC(2026, 0, 1, hour)).toISOString() });

/** What a refusal says. Fails where nothing is refused, and where it is no refusal. */
export function refusal(work: () => unknown): ContinuityError['details'] {
  try {
    work();
  } catch (error) {
    if (error instanceof ContinuityError) return error.details;
    throw error;
  }
  throw new Error('nothing was refused');
}

/** A step as the tests write it: a declaration, or what happened. */
export type Step = Declaration | Happening;

/** The situation after a step. Throws where it is refused. */
export const take = (situation: Situation, step: Step, sides: Sides = SIDES, stamp = said()): Situation =>
  'op' in step ? declare(situation, step, [sides], stamp) : record(situation, step, [sides], stamp);

const READERS: Readonly<Record<string, (rest: readonly string[]) => Step>> = {
  lost: ([site]) => ({ op: 'lost', site: siteOf(site) }),
  avoid: ([site]) => ({ op: 'avoid', site: siteOf(site) }),
  normal: ([site]) => ({ op: 'normal', site: siteOf(site) }),
  gone: ([site, , by]) => ({ op: 'gone', site: siteOf(site), ...(by ? { replacedBy: siteOf(by) } : {}) }),
  failover: ([site]) => ({ op: 'failover', workload, to: siteOf(site), acceptLoss: true }),
  switch: ([site]) => ({ op: 'switch', workload, to: siteOf(site) }),
  close: ([site]) => ({ op: 'close', workload, at: siteOf(site) }),
  fence: ([site]) => ({ op: 'fence', workload, at: siteOf(site) }),
  abort: () => ({ op: 'abort', workload }),
  added: () => ({ op: 'added', workload }),
};
const siteOf = (letter = ''): string => ({ A, B, C })[letter] as string;

/** What the due procedure writes down where it goes well. */
export function recordsOf(view: View, due: Transition = dueOf(view)): Happening[] {
  const components = view.components.map(({ id }) => id);
  const fenced = (site: string): Happening[] =>
    view.role(site) === 'fenced' ? [{ record: 'fenced', workload: view.sides.workload, site }] : [];
  const own = view.sides.workload;
  const moved: Happening[] = [
    { record: 'started', workload: own, components },
    { record: 'completed', workload: own, components },
  ];
  switch (due) {
    case 'abort':
      return [{ record: 'undone', workload: own }];
    case 'failover':
      return [...fenced(view.standby), ...moved];
    case 'switch':
      return [
        ...fenced(view.standby),
        { record: 'lag', workload: own, lag: Object.fromEntries(components.map((id) => [id, 0])) },
        ...moved,
      ];
    case 'fence':
      return view.fencesDue.flatMap(fenced);
    case 'prepare':
      return fenced(view.active);
    case 'reprotect':
    case 'establish':
      return [{ record: 'standing', workload: own, components }];
    default:
      return [];
  }
}

/** The situation after the due procedure, or after its first steps. */
export const run = (situation: Situation, sides: Sides = SIDES, until = Infinity): Situation =>
  recordsOf(new View(situation, sides))
    .slice(0, until)
    .reduce((now, one) => take(now, one, sides), situation);

/** The situation after a story: `lost A`, `failover B`, `run`, `run dies after 1`, `gone A by C`. */
export function after(story: string, sides: Sides = SIDES, from: Situation = ESTABLISHED): Situation {
  return story
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean)
    .reduce((now, words) => {
      const [verb = '', ...rest] = words.split(' ');
      if (verb === 'run') return run(now, sides, rest.length > 0 ? Number(rest.at(-1)) : Infinity);
      const read = READERS[verb];
      if (!read) throw new Error(`${words} is no step`);
      return take(now, read(rest), sides);
    }, from);
}

/** Everything stands, A serves. */
export const ESTABLISHED = record(NORMAL, { record: 'standing', workload, components: ALL }, [SIDES], said());
export const viewOf = (situation: Situation, sides: Sides = SIDES): View => new View(situation, sides);
export { dueOf, phaseOf };

/**
 * The way of a person who only follows the product, once every region is back (but `dead`, which is destroyed and replaced): the steps,
 * ending with `NO WAY` where there is none.
 */
export function wayHome(from: Situation, sides: Sides = SIDES, dead?: string): string[] {
  const path: string[] = [];
  let now = from;
  for (let i = 0; i < 40; i += 1) {
    const view = new View(now, sides);
    const isBack = view.own.sites.every((site) => view.status(site) === undefined);
    if (phaseOf(view) === 'normal' && isBack) return path;
    const next = nextStep(now, view, sides, dead);
    if (!next) return [...path, 'NO WAY'];
    path.push(next[0]);
    now = next[1];
  }
  return [...path, 'GOES ROUND', 'NO WAY'];
}

function nextStep(now: Situation, view: View, sides: Sides, dead: string | undefined): readonly [string, Situation] | undefined {
  const ran = run(now, sides);
  if (ran !== now) return [`run ${dueOf(view)}`, ran];
  const advised = adviceOf(now, sides, [sides]).find((one) => isTrue(one, view, dead));
  return advised && [JSON.stringify(advised), take(now, advised.op === 'failover' ? { ...advised, acceptLoss: true } : advised, sides)];
}

/** Whether a declaration says what is so: a region that is dead does not become normal, one that is back is not gone. */
function isTrue(one: Declaration, view: View, dead: string | undefined): boolean {
  if (one.op === 'normal') return one.site !== dead;
  if (one.op === 'gone') return one.site === dead;
  return !('to' in one) || one.to !== dead || view.status(one.to) === undefined;
}
