import fc from 'fast-check';
import { ContinuityError } from '../lib/errors';
import { buildManifest } from '../lib/reports/build-manifest';
import { recordProgress } from '../lib/situation/declare';
import { refuseIllegal } from '../lib/situation/legality';
import { situationSchema, type Situation } from '../lib/situation/schema';
import { isCompleted, NORMAL, View, type Sides } from '../lib/situation/situation';
import { CASES, declaredIn, sidesOf } from './support/corpus';
import { at, everyStep, explore, FAR, isOutOfPlace, NEAR, take, tryStep, type Step } from './support/situations';
import { declareApp } from './support/synth';

const DATA = ['Invoices', 'Ledger'];
const sides: Sides = { workload: 'billing', sites: ['aws:eu-west-3', 'aws:eu-central-1'] };
const STEPS = everyStep(sides, DATA);
const named = (name: string): Step => STEPS.find((step) => step.name === name)!;
const after = (...names: string[]): Situation =>
  names.reduce((situation, name, i) => take(situation, named(name), sides, at(i + 1)), NORMAL);

describe('Transitions: what an operator may declare', () => {
  const { nodes, edges, refused } = explore(sides, DATA, FAR);

  test(`${nodes.length} situations and ${edges.length} legal transitions are reached from normal`, () => {
    const names = nodes.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        'normal',
        'lost A',
        'lost B',
        'lost A, failover to B',
        'lost A, failover to B, all completed',
        'lost A, lost B',
        'gone A',
      ]),
    );
    const generations = nodes.map(({ situation }) => sides.sites.map((site) => new View(situation, sides).losses(site, 'Ledger').length));
    expect(generations.some(([a = 0, b = 0]) => a >= 1 && b >= 1)).toBe(true);
  });

  test(`each of the ${refused.length} other steps is refused with an id, the value and a fix`, () => {
    const mute = refused.filter(({ error: { details } }) => !/^DR-SIT-0\d$/.test(details.id ?? '') || !details.value || !details.fix);
    expect(mute.map(({ from, step, error }) => `${from.name} → ${step.name}: ${error.message}`)).toEqual([]);
  });

  test.each([
    ['a failover while both sites are well', [], 'failover to B', 'DR-SIT-06', 'two sites serving'],
    ['a failover to the site that serves', ['lost A'], 'failover to A', 'DR-SIT-06', 'cannot move there'],
    ['a failover to a site that is lost, too', ['lost A', 'lost B'], 'failover to B', 'DR-SIT-06', 'cannot take over'],
    [
      'a failover back while the move away is under way',
      ['fence A', 'lag 0', 'switch to B', 'lost B'],
      'failover to A',
      'DR-SIT-06',
      'cannot take over',
    ],
    [
      'a failover back before the old side stands by',
      ['avoid A', 'failover to B', 'A is fenced', 'all completed', 'lost B'],
      'failover to A',
      'DR-SIT-06',
      'cannot take over',
    ],
    ['a planned switch without a fence', [], 'switch to B', 'DR-SIT-06', 'still serves'],
    ['a planned switch without a measured lag', ['fence A'], 'switch to B', 'DR-SIT-05', 'not measured'],
    ['a planned switch that would lose data', ['fence A', 'lag 5'], 'switch to B', 'DR-SIT-05', 'lags by 5'],
    ['a standby that nobody fenced', ['lost A', 'failover to B', 'all completed'], 'normal A', 'DR-SIT-04', 'two sides could write'],
    ['a standby before the failover is completed', ['avoid A', 'failover to B', 'A is fenced'], 'normal A', 'DR-SIT-03', 'not completed'],
    ['a loss that is declared already', ['lost A'], 'lost A', 'DR-SIT-06', 'lost already'],
    ['a return of what never went', [], 'normal A', 'DR-SIT-06', 'normal already'],
    ['an abort without a move', ['lost A'], 'abort', 'DR-SIT-06', 'no move to abort'],
    ['an abort past the point of no return', ['lost A', 'failover to B', 'promotion begins'], 'abort', 'DR-SIT-06', 'was begun'],
    [
      'an abort of what is completed',
      ['lost A', 'failover to B', 'all completed'],
      'abort, still a replica',
      'DR-SIT-06',
      'no move to abort',
    ],
    ['the fence of a standby', [], 'fence B', 'DR-SIT-06', 'Only the site that serves'],
    ['the end of a fence that is none', [], 'unfence A', 'DR-SIT-06', 'not fenced'],
    ['the retirement of the only generation', [], 'retire Ledger at A', 'DR-SIT-06', 'not an old generation'],
    [
      'a retirement before the next generation stands',
      ['lost A', 'failover to B', 'all completed'],
      'retire Ledger at A',
      'DR-SIT-06',
      'does not stand yet',
    ],
  ] as const)('%s is refused', (_, history, step, id, text) => {
    const before = after(...history);
    const attempt = () => take(before, named(step), sides, at(99));
    expect(attempt).toThrow(ContinuityError);
    expect(attempt).toThrow(id);
    expect(attempt).toThrow(text);
  });

  test('an unknown site and an unknown workload are refused', () => {
    expect(() => take(NORMAL, { name: '', act: { op: 'lost', site: 'aws:eu-west-1' } }, sides, at(1))).toThrow('DR-SIT-06');
    expect(() =>
      take(NORMAL, { name: '', act: { op: 'failover', workload: 'books', to: 'aws:eu-central-1', by: 'x' } }, sides, at(1)),
    ).toThrow('DR-SIT-06');
    expect(() => take(NORMAL, { name: '', act: { record: 'fenced', workload: 'billing', site: 'aws:eu-west-3' } }, sides, at(1))).toThrow(
      'DR-SIT-06',
    );
  });
});

interface Accepted {
  readonly history: string;
  readonly before: Situation;
  readonly now: Situation;
  readonly step: Step;
}

/** Random histories: at each turn any of the steps that are accepted, with the refusals on the way. */
function walk(choices: readonly number[]): Accepted[] {
  const accepted: Accepted[] = [];
  let situation: Situation = NORMAL;
  choices.forEach((choice, i) => {
    const untouched = structuredClone(situation);
    const next = STEPS.filter((step) => !isOutOfPlace(step, situation, sides)).flatMap((step) => {
      const from = { name: '', situation, history: choices.slice(0, i).map(String) };
      const now = tryStep(from, step, sides);
      return now instanceof ContinuityError
        ? []
        : [{ history: [accepted.at(-1)?.history, step.name].join(', '), before: situation, now, step }];
    });
    expect(situation).toEqual(untouched);
    const taken = next[choice % next.length];
    if (!taken) return;
    accepted.push(taken);
    situation = taken.now;
  });
  return accepted;
}

describe('Transitions: what the runner writes down ends a move', () => {
  test.each(CASES.filter(({ reach }) => reach === NEAR))('$title', (one) => {
    const own = sidesOf(one);
    const began = ['lost A', 'failover to B'].reduce(
      (situation, name, i) =>
        take(
          situation,
          everyStep(own, []).find((step) => step.name === name)!,
          own,
          at(i + 1),
        ),
      NORMAL,
    );
    const { workload } = declareApp(declaredIn(one), began);
    workload.stacks[0]?.prepareStack();
    const { procedures } = buildManifest({ situation: began, situationFile: 'situation.json', reports: [workload.report()] }, () => ({}))
      .workloads[0]!;
    const notes = procedures
      .find(({ due }) => due)!
      .waves.flatMap(({ actions }) => actions)
      .filter((action) => action.do === 'record');
    const ended = notes.reduce(
      (situation, note, i) =>
        recordProgress(
          situation,
          { record: note.record as 'completed', workload: own.workload, components: note.components ?? [] },
          [own],
          at(i + 3),
        ),
      began,
    );
    expect(isCompleted(new View(ended, own).last!)).toBe(true);
  });
});

describe('Transitions: what holds after any sequence that is accepted', () => {
  const walks = fc.sample(fc.array(fc.nat(), { minLength: 25, maxLength: 25 }), 60).flatMap(walk);
  /** Histories in which something does not hold, the shortest first. */
  const broken = (holds: (accepted: Accepted) => boolean): string[] =>
    walks
      .filter((accepted) => !holds(accepted))
      .map(({ history }) => history)
      .sort((a, b) => a.length - b.length)
      .slice(0, 3);
  const generations = (situation: Situation): number[] =>
    sides.sites.flatMap((site) => DATA.map((id) => new View(situation, sides).losses(site, id).length));
  const historyOf = (situation: Situation) => situation.workloads['billing']?.history ?? [];

  test('the histories go far enough to move generations', () => {
    expect(walks.filter(({ now }) => generations(now).some((n) => n > 0)).length).toBeGreaterThan(20);
  });

  test('one site is active, and one at most serves', () => {
    expect(
      broken(({ now }) => {
        const view = new View(now, sides);
        return sides.sites.includes(view.active) && sides.sites.filter((site) => view.role(site) === 'serving').length <= 1;
      }),
    ).toEqual([]);
  });

  test('the file can be read again, and is legal', () => {
    walks.forEach(({ now }) => {
      refuseIllegal(situationSchema.parse(JSON.parse(JSON.stringify(now))), [sides], 'situation.json');
    });
  });

  test('the sequence grows by one with a declaration and with what is completed, and stays with any other note', () => {
    expect(
      broken(({ before, now, step: { act } }) => now.sequence - before.sequence === ('op' in act || act.record === 'completed' ? 1 : 0)),
    ).toEqual([]);
  });

  test('a generation moves only when a promotion is completed, and never back', () => {
    expect(
      broken(({ before, now, step: { act } }) => {
        const [old, young] = [generations(before), generations(now)];
        const completed = 'record' in act && act.record === 'completed';
        return young.every((n, i) => (completed ? n >= (old[i] as number) : n === old[i]));
      }),
    ).toEqual([]);
  });

  test('no marker goes down, or ahead of the sequence', () => {
    expect(
      broken(({ before, now }) => {
        const old = before.workloads['billing']?.markers ?? {};
        return Object.entries(now.workloads['billing']?.markers ?? {}).every(([stack, n]) => n >= (old[stack] ?? 0) && n <= now.sequence);
      }),
    ).toEqual([]);
  });

  test('the role moves only to a site whose region is normal, after the move before is completed or aborted', () => {
    expect(
      broken(({ before, now, step: { act } }) => {
        if (!('op' in act) || (act.op !== 'failover' && act.op !== 'switch')) return true;
        const [was, is] = [new View(before, sides), new View(now, sides)];
        return is.active !== was.active && !before.status[is.active] && (!was.last || was.last.kind === 'initial' || isCompleted(was.last));
      }),
    ).toEqual([]);
  });

  test('history is only added to: a move is completed, protected or aborted, never rewritten', () => {
    expect(
      broken(({ before, now }) =>
        historyOf(before).every((move, i) => {
          const same = historyOf(now)[i];
          return same !== undefined && same.active[0] === move.active[0] && same.kind === move.kind && same.since === move.since;
        }),
      ),
    ).toEqual([]);
  });
});
