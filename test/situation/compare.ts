/**
 * Compares the product with a model of the rules of the situation: the same declarations are legal, and the same procedure is due,
 * in every state that the model reaches to some depth. `tsx test/situation/compare.ts FOLDER [DEPTH]`: the folder of the model.
 */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ContinuityError } from '../../lib/words/errors';
import { declare, record } from '../../lib/situation/declare';
import { NORMAL, type Sides } from '../../lib/situation/facts';
import { dueOf } from '../../lib/situation/phases';
import type { Situation } from '../../lib/situation/schema';
import { View } from '../../lib/situation/view';
import type { Declaration, Happening } from '../../lib/situation/words';

type Flip = Sides['components'][number]['flip'];

/** The part of a state of the model that is read here. */
interface State {
  readonly kinds: Readonly<Record<string, Flip>>;
  readonly st: Readonly<Record<string, string>>;
  readonly pair: readonly string[];
  readonly act: string;
  readonly freed: string | null;
  readonly succ: unknown;
  readonly fen: Readonly<Record<string, number>>;
  readonly lag: boolean;
  readonly abort: unknown;
  readonly mv: { readonly started: readonly string[]; readonly done: readonly string[] } | null;
  readonly gen: Readonly<
    Record<string, Readonly<Record<string, { readonly ok: number; readonly g: number; readonly n: number; readonly std: number }>>>
  >;
}
interface Model {
  readonly AMENDED: Readonly<Record<string, number>>;
  initial(kinds: Readonly<Record<string, Flip>>, budget: Readonly<Record<string, number>>): State;
  tick(state: State): State;
  declare(state: State, rules: unknown, op: string, site?: string): State | undefined;
  due(state: State, rules: unknown): readonly [string, (readonly string[])?];
}
interface Explorer {
  next(state: State, rules: unknown): readonly (readonly [string, State])[];
}

const SITE: Readonly<Record<string, string>> = { A: 'nimbus:a', B: 'nimbus:b', C: 'nimbus:c' };
const letter = (site: string): string => site.slice(-1).toUpperCase();
const said = { by: 'a test', at: '2026-01-01T00:00:00Z' };
const workload = 'w';

const sidesOf = (kinds: State['kinds']): Sides => ({
  workload,
  sites: ['nimbus:a', 'nimbus:b'],
  successors: ['nimbus:c'],
  components: Object.entries(kinds).map(([id, flip]) => ({ id, flip })),
});

/** The declaration that a word of the model stands for. */
function declarationOf(op: string, at?: string): Declaration {
  const site = SITE[at ?? ''] as string;
  if (op === 'successor') return { op: 'gone', site, replacedBy: 'nimbus:c' };
  if (op === 'failover') return { op, workload, to: site, acceptLoss: true };
  if (op === 'switch') return { op, workload, to: site };
  if (op === 'fence') return { op, workload, at: site };
  if (op === 'abort') return { op, workload };
  return { op: op as 'lost', site };
}

/** What a run of the model wrote down, as the product's runner would. */
function recordsBetween(before: State, after: State): Happening[] {
  const out: Happening[] = [];
  for (const site of Object.keys(after.fen)) if (!before.fen[site]) out.push({ record: 'fenced', workload, site: SITE[site] as string });
  const started = after.mv?.started ?? [];
  const ended = before.mv !== null && after.mv === null && before.abort === null;
  const all = Object.keys(after.kinds);
  if (before.mv && !before.mv.started.length && (started.length || ended)) out.push({ record: 'started', workload, components: all });
  const done = after.mv ? after.mv.done : ended ? all : [];
  const fresh = done.filter((id) => !before.mv?.done.includes(id));
  if (fresh.length > 0) out.push({ record: 'completed', workload, components: fresh });
  if (before.abort && !after.abort) out.push({ record: 'undone', workload });
  const other = after.pair.find((site) => site !== after.act) as string;
  const standing = all.filter((id) => after.gen[id]?.[other]?.ok && !before.gen[id]?.[other]?.ok);
  if (standing.length > 0 && !ended) out.push({ record: 'standing', workload, components: standing });
  return out;
}

/** What the product says of a situation. */
interface Answers {
  readonly situation: Situation;
  readonly view: View;
  readonly due: string;
  /** What was declared in it, and what comes of that: the same object where nothing changes, or why it is refused. */
  readonly declared: Map<string, Situation | ContinuityError>;
}

/** The product is pure. Many states of the model come to one situation: of each it is asked once, and what it said is kept. */
class Product {
  private readonly known = new Map<string, Answers>();

  constructor(private readonly sides: Sides) {}

  /** What it says of a situation. Its log and its sequence decide nothing, and are left out. */
  of(whole: Situation): Answers {
    const situation = { ...whole, log: [], sequence: 0 };
    const key = JSON.stringify(situation);
    const view = new View(situation, this.sides);
    const answers = this.known.get(key) ?? { situation, view, due: dueOf(view), declared: new Map() };
    this.known.set(key, answers);
    return answers;
  }

  declare({ situation, declared }: Answers, op: string, site?: string): Situation | ContinuityError {
    const key = `${op} ${site}`;
    const after = declared.get(key) ?? attempt(() => declare(situation, declarationOf(op, site), [this.sides], said));
    declared.set(key, after);
    return after;
  }

  record({ situation }: Answers, happenings: readonly Happening[]): Situation | ContinuityError {
    return happenings.reduce<Situation | ContinuityError>(
      (now, one) => (now instanceof ContinuityError ? now : attempt(() => record(now, one, [this.sides], said))),
      situation,
    );
  }
}

const attempt = (work: () => Situation): Situation | ContinuityError => {
  try {
    return work();
  } catch (error) {
    if (error instanceof ContinuityError) return error;
    throw error;
  }
};

/** The situation after a step of the model, or why the product refuses it. */
function follow(answers: Answers, label: string, before: State, after: State, product: Product): Situation | ContinuityError {
  const [word = '', at] = label.split(' ');
  if (label.includes('--replaced-by')) return product.declare(answers, 'successor', at);
  if (/^(lost|gone|avoid|normal|failover|switch|fence|abort)\b/.test(label)) return product.declare(answers, word, at);
  return word === 'run' ? product.record(answers, recordsBetween(before, after)) : answers.situation;
}

/** Where the two do not agree in one state. */
function disagreements(state: State, answers: Answers, product: Product, model: Model): string[] {
  const rules = model.AMENDED;
  const { view, due: own } = answers;
  const out: string[] = [];
  const [due, at] = model.due(state, rules);
  if (due !== own) out.push(`due: the model says ${due}, the product ${own}`);
  else if (due === 'fence' && [...(at ?? [])].sort().join() !== view.fencesDue.map(letter).sort().join())
    out.push(`fences due: ${at?.join()} or ${view.fencesDue.join()}`);
  if (letter(view.active) !== state.act) out.push(`active: ${state.act} or ${view.active}`);
  for (const id of Object.keys(state.kinds))
    for (const site of state.pair) {
      const place = view.place(id, SITE[site] as string);
      const expected = state.gen[id]?.[site];
      // Said of a site that is out, it means nothing until the site is back; the product takes it back each time it is said to be gone.
      if (['L', 'G'].includes(state.st[site] as string)) continue;
      if (Boolean(place?.standing) !== Boolean(expected?.ok)) out.push(`${id} at ${site} stands: ${expected?.ok} or ${place?.standing}`);
    }
  const ops: (readonly [string, string?])[] = [
    ...['lost', 'gone', 'avoid', 'normal', 'failover', 'switch', 'fence'].flatMap((op) =>
      [...state.pair, ...(state.freed ? [state.freed] : [])].map((site) => [op, site] as const),
    ),
    ...Object.keys(state.st)
      .filter((site) => state.st[site] === 'G')
      .map((site) => ['successor', site] as const),
    ['abort'],
  ];
  for (const [op, site] of ops) {
    const legal = model.declare(state, rules, op, site) !== undefined;
    const after = product.declare(answers, op, site);
    // What is said again changes nothing: the model has no step for it.
    const unchanged = after === answers.situation;
    const ours = !(after instanceof ContinuityError) && !unchanged;
    if (legal !== ours && !isSaidAgain(op, site, state, unchanged))
      out.push(
        `${op} ${site ?? ''}: ${legal ? 'legal in the model' : 'illegal in the model'}, ${ours ? 'accepted' : (after as Error).message}`,
      );
  }
  return out;
}

/** `gone` of a site that was replaced already, or a second successor: words that the model does not have. */
const isSaidAgain = (op: string, site: string | undefined, state: State, unchanged: boolean): boolean =>
  unchanged || (op === 'successor' && Boolean(state.succ ?? state.freed)) || (op === 'avoid' && state.st[site ?? ''] === 'V');

async function main([folder, deep = '5', cap = '60000']: readonly string[]): Promise<void> {
  if (folder === undefined) throw new Error('usage: tsx test/situation/compare.ts FOLDER [DEPTH]');
  const load = (name: string): Promise<unknown> => import(pathToFileURL(resolve(folder, name)).href);
  const model = (await load('model.mjs')) as Model;
  const { next } = (await load('explore.mjs')) as Explorer;
  let failed = 0;
  for (const kinds of [
    { x: 'promote' },
    { x: 'symmetric' },
    { x: 'restore' },
    { x: 'switch' },
    { x: 'promote', y: 'symmetric' },
  ] as State['kinds'][]) {
    const sides = sidesOf(kinds);
    const product = new Product(sides);
    const start = record(NORMAL, { record: 'standing', workload, components: Object.keys(kinds) }, [sides], said);
    let layer = [
      {
        state: model.tick(model.initial(kinds, { faults: 2, decided: 2, wrong: 1, destroyed: 1 })),
        answers: product.of(start),
        path: [] as string[],
      },
    ];
    const seen = new Set<string>();
    const faults: string[] = [];
    for (let depth = 0; depth <= Number(deep) && seen.size < Number(cap); depth += 1) {
      const after: typeof layer = [];
      for (const { state, answers, path } of layer) {
        const found = disagreements(state, answers, product, model);
        faults.push(...found.map((fault) => `${path.join(' ; ') || 'start'}: ${fault}`));
        if (depth === Number(deep) || found.length > 0) continue;
        for (const [label, to] of next(state, model.AMENDED)) {
          const then = model.tick(JSON.parse(JSON.stringify(to)) as State);
          const key = JSON.stringify(then);
          if (seen.has(key)) continue;
          seen.add(key);
          const now = follow(answers, label, state, to, product);
          if (now instanceof ContinuityError) faults.push(`${[...path, label].join(' ; ')}: refused: ${now.message.split('\n')[0]}`);
          else after.push({ state: then, answers: product.of(now), path: [...path, label] });
        }
      }
      layer = after;
    }
    console.log(`${Object.values(kinds).join(' + ')}: ${seen.size} states, ${faults.length} disagreements`);
    faults.slice(0, 12).forEach((fault) => console.log(`  ${fault}`));
    failed += faults.length;
  }
  process.exitCode = failed > 0 ? 1 : 0;
}

void main(process.argv.slice(2));
