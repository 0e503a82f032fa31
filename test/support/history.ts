import { ContinuityError } from '../../lib/words/errors';
import { declare, record } from '../../lib/situation/declare';
import { NORMAL, type Sides } from '../../lib/situation/facts';
import { restorable } from '../../lib/situation/restoring';
import type { Situation, Stamp } from '../../lib/situation/schema';
import type { Declaration, Happening } from '../../lib/situation/words';

/** A step of a history: a declaration, or what happened. */
export type Step = Declaration | Happening;

/** An hour of the day on which the tests play: synthesis reads no clock, nor do the tests. */
export const at = (hour: number): string => new Date(Date.UTC(2026, 10, 21, hour)).toISOString().replace('.000', '');

/** A person, at an hour. */
export const said = (hour = 1, by = 'Ada'): Stamp => ({ by, at: at(hour) });

/** The situation after a step; the same object where nothing changes. Throws where it is refused. */
export const take = (now: Situation, step: Step, all: readonly Sides[], stamp = said()): Situation =>
  'op' in step ? declare(now, step, all, stamp) : record(now, step, all, stamp);

/** The situation after a step, or why it is refused. */
export function attempt(...[now, step, all, stamp]: Parameters<typeof take>): Situation | ContinuityError {
  try {
    return take(now, step, all, stamp);
  } catch (error) {
    if (error instanceof ContinuityError) return error;
    throw error;
  }
}

/** The situation after some steps, one an hour. */
export const after = (all: readonly Sides[], ...steps: readonly Step[]): Situation =>
  steps.reduce((now, step, hour) => take(now, step, all, said(hour + 1)), NORMAL);

/** The steps of a workload's history, each with all its components. */
export function stepsOf({ workload, components: all }: Sides) {
  const components = all.map(({ id }) => id);
  const remade = restorable(all);
  return {
    standing: { record: 'standing', workload, components },
    started: { record: 'started', workload, components },
    completed: { record: 'completed', workload, components },
    restore: { op: 'restore', workload, from: Object.fromEntries(remade.map((id) => [id, 'latest'])) },
    begun: { record: 'started', workload, components: remade },
    restored: { record: 'completed', workload, components: remade },
    undone: { record: 'undone', workload },
    abort: { op: 'abort', workload },
    added: { op: 'added', workload },
    lag: { record: 'lag', workload, lag: Object.fromEntries(components.map((id) => [id, 0])) },
    lost: (site: string) => ({ op: 'lost', site }),
    avoid: (site: string) => ({ op: 'avoid', site }),
    normal: (site: string) => ({ op: 'normal', site }),
    gone: (site: string, replacedBy?: string) => ({ op: 'gone', site, ...(replacedBy ? { replacedBy } : {}) }),
    failover: (to: string) => ({ op: 'failover', workload, to }),
    switch: (to: string) => ({ op: 'switch', workload, to }),
    close: (site: string) => ({ op: 'close', workload, at: site }),
    fence: (site: string) => ({ op: 'fence', workload, at: site }),
    fenced: (site: string) => ({ record: 'fenced', workload, site }),
  } satisfies Record<string, Step | ((...sites: [string, string?]) => Step)>;
}

/**
 * The step that is written so: `lost A`, `failover B`, `gone A by C`, `completed`. A and B are the sites as they are declared, C is the
 * first successor. A failover accepts its loss, since a story may hold nothing that stands.
 */
export function stepIn(words: string, sides: Sides): Step {
  const [verb = '', letter = '', , by] = words.trim().split(' ');
  const siteOf = (one: string): string => {
    const site = { A: sides.sites[0], B: sides.sites[1], C: sides.successors[0] }[one];
    if (site === undefined) throw new Error(`${words}: no site ${one}`);
    return site;
  };
  const steps: Readonly<Record<string, Step | ((site: string, by?: string) => Step)>> = stepsOf(sides);
  const step = Object.hasOwn(steps, verb) ? steps[verb] : undefined;
  if (step === undefined) throw new Error(`${words} is no step`);
  const made = typeof step === 'function' ? step(siteOf(letter), ...(by ? [siteOf(by)] : [])) : step;
  return 'op' in made && made.op === 'failover' ? { ...made, acceptLoss: true } : made;
}

/** The steps of a story: `standing, lost A, failover B`. */
export const stepsIn = (story: string, sides: Sides): Step[] =>
  story
    .split(',')
    .filter((words) => words.trim() !== '')
    .map((words) => stepIn(words, sides));

/** The situation after a story, one step an hour. */
export const afterStory = (story: string, sides: Sides): Situation => after([sides], ...stepsIn(story, sides));
