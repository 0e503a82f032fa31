import fc from 'fast-check';
import { ContinuityError } from '../lib/words/errors';
import { buildManifest } from '../lib/reports/build-manifest';
import { NORMAL, type Sides } from '../lib/situation/facts';
import { refuseIllegal } from '../lib/situation/legal';
import { chainOf, facetsOf } from '../lib/situation/markers';
import type { Situation } from '../lib/situation/schema';
import { parseSituation, situationText } from '../lib/situation/text';
import { isCompleted, View } from '../lib/situation/view';
import { CASES, declaredIn, sidesOf } from './support/corpus';
import { after, at, established, everyStep, explore, FAR, NEAR, stepNamed, take, tryStep, type Step } from './support/situations';
import { works } from '../lib/words/posture';
import { declareApp } from './support/synth';

const sides: Sides = {
  workload: 'billing',
  sites: ['aws:eu-west-3', 'aws:eu-central-1'],
  successors: ['aws:eu-north-1'],
  components: [
    { id: 'Invoices', flip: 'symmetric' },
    { id: 'Ledger', flip: 'promote' },
  ],
};
const [, B] = sides.sites;
const STEPS = everyStep(sides);
const numbers = (situation: Situation): number[] =>
  Object.values(situation.workloads['billing']?.components ?? {}).flatMap(({ at: places }) =>
    Object.values(places).map(({ generations }) => Math.max(...generations.map(({ number }) => number))),
  );

describe('Transitions: what an operator may declare', () => {
  const { nodes, edges, refused } = explore(sides, FAR);

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
        'gone B by C',
      ]),
    );
    expect(nodes.some(({ situation }) => Math.max(...numbers(situation)) >= 2)).toBe(true);
  });

  test(`each of the ${refused.length} other steps is refused with an id, the value and a fix`, () => {
    const mute = refused.filter(({ error: { details } }) => !/^DR-SIT-0\d$/.test(details.id ?? '') || !details.value || !details.fix);
    expect(mute.map(({ from, step, error }) => `${from.name} → ${step.name}: ${error.message}`)).toEqual([]);
  });

  test.each([
    ['a failover while both sites are well', [], 'failover to B', 'two sites serving'],
    ['a failover to the site that serves', ['lost A'], 'failover to A', 'cannot take over'],
    ['a failover to a site that is lost, too', ['lost A', 'lost B'], 'failover to B', 'cannot take over'],
    ['a failover back while the target is well', ['switch to B'], 'failover to A', 'is under way'],
    ['a second switch while the first is under way', ['switch to B'], 'switch to A', 'is under way'],
    ['a switch to a standby that is lost', ['lost B'], 'switch to B', 'does not stand by'],
    ['a switch from a site that is not trusted', ['avoid A'], 'switch to B', 'nothing can be drained'],
    [
      'a switch before the old side stands by again',
      ['lost A', 'failover to B', 'all completed', 'normal A'],
      'switch to A',
      'does not stand by',
    ],
    [
      'a switch before it is recorded that it stands',
      ['lost A', 'failover to B', 'all completed', 'normal A', 'A is fenced'],
      'switch to A',
      'Nothing says that',
    ],
    ['an abort without a move', ['lost A'], 'abort', 'no move to abort'],
    ['an abort past the point of no return', ['lost A', 'failover to B', 'promotion begins'], 'abort', 'was begun'],
    ['an abort of what is completed', ['lost A', 'failover to B', 'all completed'], 'abort', 'no move to abort'],
    ['the fence of a standby', [], 'fence B', 'Only the site that serves'],
    ['the close of a standby', [], 'close B', 'Only the site that serves'],
    ['a close while the standby is lost', ['lost B'], 'close A', 'does not stand by'],
    ['a close while a move is under way', ['switch to B'], 'close B', 'is under way'],
    ['a close of what is asked to be closed', ['close A'], 'close A', 'closed already'],
    ['a close of what is asked to be fenced', ['fence A'], 'close A', 'fenced already'],
    ['a close before what was given up is undone', ['close A', 'abort'], 'close A', 'not undone yet'],
    ['a confirmed fence of a site that is closed', ['close A'], 'A is fenced', 'not to be fenced'],
    ['a confirmed fence of a site that serves', [], 'A is fenced', 'not to be fenced'],
    ['the retirement of the only generation', [], 'retire Ledger at A', 'not an old generation'],
    [
      'a retirement before the next generation stands',
      ['lost A', 'failover to B', 'all completed'],
      'retire Ledger at A',
      'not an old generation',
    ],
  ] as const)('%s is refused', (_, history, step, text) => {
    const before = after(sides, ...history);
    const attempt = () => take(before, stepNamed(step, sides), sides, at(99));
    expect(attempt).toThrow(ContinuityError);
    expect(attempt).toThrow('DR-SIT-06');
    expect(attempt).toThrow(text);
  });

  test('a failover to what nobody recorded as standing asks for its loss', () => {
    const declared = {
      name: '',
      acts: [
        { op: 'lost' as const, site: sides.sites[0] },
        { op: 'failover' as const, workload: 'billing', to: B },
      ],
    };
    expect(() => take(NORMAL, declared, sides, at(1))).toThrow('DR-SIT-09');
  });

  test('an unknown site and an unknown workload are refused', () => {
    const attempt = (act: Step['acts'][number]) => () => take(NORMAL, { name: '', acts: [act] }, sides, at(1));
    expect(attempt({ op: 'lost', site: 'aws:eu-west-1' })).toThrow('DR-SIT-06');
    expect(attempt({ op: 'failover', workload: 'books', to: B })).toThrow('DR-SIT-06');
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
  let situation = established(sides);
  choices.forEach((choice, i) => {
    const untouched = structuredClone(situation);
    const next = STEPS.flatMap((step) => {
      const now = tryStep({ name: '', situation, history: choices.slice(0, i).map(String) }, step, sides);
      return now instanceof ContinuityError || now === situation
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
    const began = after(own, 'lost A', 'failover to B');
    const { workload } = declareApp(declaredIn(one), began);
    workload.stacks[0]?.prepareStack();
    const reports = [workload.report([own])];
    const { procedures } = buildManifest({ situation: began, situationFile: 'situation.json', reports }, () => ({})).workloads[0]!;
    const acts = procedures
      .find(({ due }) => due)!
      .waves.flatMap(({ actions }) => actions)
      .flatMap((action) =>
        action.do === 'record' && (action.record === 'started' || action.record === 'completed')
          ? [{ record: action.record, workload: own.workload, components: action.components ?? [] }]
          : [],
      );
    expect(acts.map(({ record }) => record)).toEqual(['started', 'completed']);
    const ended = take(began, { name: 'the run', acts }, own, at(3));
    expect(isCompleted(new View(ended, own).own.moves[0]!)).toBe(true);
  });
});

describe('Transitions: what holds after any sequence that is accepted', () => {
  const walks = fc.sample(fc.array(fc.nat(), { minLength: 25, maxLength: 25 }), 40).flatMap(walk);
  /** Histories in which something does not hold, the shortest first. */
  const broken = (holds: (accepted: Accepted) => boolean): string[] =>
    walks
      .filter((accepted) => !holds(accepted))
      .map(({ history }) => history)
      .sort((a, b) => a.length - b.length)
      .slice(0, 3);
  const movesOf = (situation: Situation) => situation.workloads['billing']?.moves ?? [];

  test('the histories go far enough to move generations', () => {
    expect(walks.filter(({ now }) => Math.max(0, ...numbers(now)) > 0).length).toBeGreaterThan(20);
  });

  test('one site is active, and one at most serves or is closed', () => {
    expect(
      broken(({ now }) => {
        const view = new View(now, sides);
        const known = [...view.own.sites, ...view.own.freed];
        return view.own.sites.includes(view.active) && known.filter((site) => works(view.role(site))).length <= 1;
      }),
    ).toEqual([]);
  });

  test('the file can be read again, and is legal', () => {
    walks.forEach(({ now }) => {
      const read = parseSituation(situationText(now), 'situation.json');
      expect(read).toEqual(now);
      refuseIllegal(read, [sides], 'situation.json');
    });
  });

  test('the sequence grows by one with a declaration, and with a record that changes a stack', () => {
    expect(
      broken(({ before, now, step: { acts } }) => {
        const lines = now.log.slice(before.log.length);
        const counted = lines.filter(({ what, marks }) => 'op' in what || Object.keys(marks).length > 0).length;
        return lines.length <= acts.length && now.sequence - before.sequence === counted;
      }),
    ).toEqual([]);
  });

  test('the log is only added to, and each change of what a stack depends on gives it a marker of its own', () => {
    expect(
      broken(({ before, now }) => {
        const [was, is] = [facetsOf(before, sides), facetsOf(now, sides)];
        const chains = (situation: Situation, stack: string): string => chainOf(situation, 'billing', stack).join();
        return (
          JSON.stringify(now.log.slice(0, before.log.length)) === JSON.stringify(before.log) &&
          Object.keys(is).every(
            (stack) =>
              was[stack] === is[stack] || new View(now, sides).isOut(stack) || chains(now, stack).startsWith(`${chains(before, stack)},`),
          )
        );
      }),
    ).toEqual([]);
  });

  test('a number of a generation is never used twice, and never goes back', () => {
    expect(
      broken(({ before, now }) =>
        Object.entries(before.workloads['billing']?.components ?? {}).every(([id, { at: places }]) =>
          Object.entries(places).every(([site, { generations }]) => {
            const later = now.workloads['billing']?.components[id]?.at[site]?.generations ?? [];
            return generations.every(({ number, flip }, i) => later[i]?.number === number && later[i]?.flip === flip);
          }),
        ),
      ),
    ).toEqual([]);
  });

  test('the role moves only to a site whose region is normal, or goes back with an abort, which ends where the promotion had been begun', () => {
    expect(
      broken(({ before, now, step: { acts } }) => {
        const [was, is] = [new View(before, sides), new View(now, sides)];
        const ops = acts.flatMap((act) => ('op' in act ? [act.op] : []));
        if (is.active === was.active) return true;
        const isBegun = acts.some((act) => 'record' in act && act.record === 'started');
        return isBegun || ops.includes('abort') || (ops.some((op) => op === 'failover' || op === 'switch') && !before.status[is.active]);
      }),
    ).toEqual([]);
  });

  test('moves are only added to: one is completed or given up, never rewritten', () => {
    expect(
      broken(({ before, now }) =>
        movesOf(before).every((move, i) => {
          const same = movesOf(now)[i];
          return same !== undefined && same.from === move.from && same.to === move.to && same.at === move.at && same.by === move.by;
        }),
      ),
    ).toEqual([]);
  });
});
