import { inWords } from '../../lib/objectives/duration';
import { Tier } from '../../lib/objectives/tier';
import { actionSchema, procedureSchema, type Action, type Procedure } from '../../lib/words/actions';
import { proceduresOf } from '../../lib/recovery/procedures';
import { lifeOf } from '../../lib/situation/markers';
import { phaseOf, type Phase, type Transition } from '../../lib/situation/phases';
import { A, B, C, LEDGER, NET, objectives, plan, sidesFor, WEB } from '../plan/input';
import { afterStory } from '../support/history';
import { actionsOf, ALL, dueAfter, idsOf, proceduresAfter, sheetAfter, TRAFFIC, viewAfter } from './story';

/** What a move of that number is claimed as, in every story that begins alike. */
const claimed = (number: number): string => `billing-${lifeOf(viewAfter('standing').situation)}-${number}`;

const OVER = 'standing, lost A, failover B, started, completed';
const FENCED = `${OVER}, avoid A, fenced A`;
const HOME = `${FENCED}, normal A, standing`;
const REPLACED = 'standing, gone A, failover B, started, completed, gone A by C';

/** Stories, and the procedure that is due at their end with all that it does, in order. */
const DUE: readonly (readonly [string, Phase, Transition, readonly string[]])[] = [
  [
    '',
    'unprotected',
    'establish',
    [
      ...['apply-A-base', 'apply-B-base', 'apply-A', 'seed-site-ledger', 'apply-B', 'seed-links-ledger', 'apply-links', 'seed-ledger'],
      ...['apply-traffic-checks', 'checks-report', 'apply-traffic', 'standing-ledger', 'record-standing'],
    ],
  ],
  [
    'standing',
    'normal',
    'establish',
    ['apply-A-base', 'apply-B-base', 'apply-A', 'apply-B', 'apply-links', 'apply-traffic', 'standing-ledger', 'record-standing'],
  ],
  ['standing, lost A', 'interrupted', 'hold', ['notify-hold', 'decide-failover']],
  [
    'standing, lost A, failover B',
    'failing-over',
    'failover',
    [
      ...['check-ledger', 'notify-fence', 'silent-north-1', 'claim-B', 'record-started', 'apply-B-marker', 'promote-ledger', 'apply-B'],
      ...['verify-ledger', 'users-arrive', 'notify-done', 'record-completed'],
    ],
  ],
  [
    'standing, avoid A, failover B',
    'failing-over',
    'failover',
    [
      ...[
        'check-ledger',
        'apply-A',
        'fence-ledger-north-1',
        'fenced-ledger-north-1',
        'record-fenced-north-1',
        'silent-north-1',
        'claim-B',
        'record-started',
      ],
      ...['apply-B-marker', 'promote-ledger', 'apply-B', 'verify-ledger', 'users-arrive', 'notify-done', 'record-completed'],
    ],
  ],
  [OVER, 'standby-lost', 'standby-lost', ['silent-north-1', 'apply-B', 'notify-unprotected', 'copy-elsewhere', 'backlog-ledger']],
  [`${OVER}, normal A`, 'fencing', 'fence', ['apply-A', 'fence-ledger-north-1', 'fenced-ledger-north-1', 'record-fenced-north-1']],
  [`${OVER}, avoid A`, 'fencing', 'fence', ['apply-A', 'fence-ledger-north-1', 'fenced-ledger-north-1', 'record-fenced-north-1']],
  [
    FENCED,
    'standby-fenced',
    'standby-lost',
    [
      'apply-A',
      'fence-ledger-north-1',
      'fenced-ledger-north-1',
      'record-fenced-north-1',
      'silent-north-1',
      'apply-B',
      'notify-unprotected',
      'copy-elsewhere',
      'backlog-ledger',
    ],
  ],
  [
    `${FENCED}, normal A`,
    'unprotected',
    'reprotect',
    [
      ...['apply-A-base', 'rejoin-ledger', 'silent-north-1', 'apply-B', 'seed-site-ledger-g1', 'undo-ledger-g1-north-1', 'apply-A'],
      ...['seed-links-ledger-g1', 'apply-links', 'seed-ledger-g1', 'apply-traffic-checks', 'checks-report', 'apply-traffic'],
      ...['standing-ledger-g1', 'record-standing'],
    ],
  ],
  [
    `${HOME}, fence B`,
    'preparing',
    'prepare',
    ['check-ledger-g1', 'apply-B', 'fence-ledger-south-1', 'fenced-ledger-south-1', 'record-fenced-south-1', 'drained-ledger-g1'],
  ],
  [
    `${HOME}, fence B, fenced B, switch A`,
    'switching',
    'switch',
    [
      ...[
        'check-ledger-g1',
        'apply-B',
        'fence-ledger-south-1',
        'fenced-ledger-south-1',
        'record-fenced-south-1',
        'drained-ledger-g1',
        'record-lag',
        'silent-south-1',
      ],
      ...[
        'claim-A',
        'record-started',
        'apply-A-marker',
        'undo-ledger-g1-north-1',
        'promote-ledger-g1',
        'apply-A',
        'verify-ledger-g1',
        'users-arrive',
        'record-completed',
      ],
    ],
  ],
  [
    'standing, switch B',
    'switching',
    'switch',
    [
      ...[
        'check-ledger',
        'apply-A',
        'fence-ledger-north-1',
        'fenced-ledger-north-1',
        'record-fenced-north-1',
        'drained-ledger',
        'record-lag',
        'silent-north-1',
      ],
      ...['claim-B', 'record-started', 'apply-B-marker', 'promote-ledger', 'apply-B', 'verify-ledger', 'users-arrive', 'record-completed'],
    ],
  ],
  [
    'standing, switch B, abort',
    'aborting',
    'abort',
    ['unclaimed-B', 'follows-ledger', 'apply-B', 'silent-south-1', 'undo-ledger-north-1', 'apply-A', 'record-undone'],
  ],
  [
    'standing, fence A, fenced A, abort',
    'aborting',
    'abort',
    ['follows-ledger', 'apply-B', 'silent-south-1', 'undo-ledger-north-1', 'apply-A', 'record-undone'],
  ],
  ['standing, lost A, failover B, abort', 'aborting', 'abort', ['unclaimed-B', 'follows-ledger', 'apply-B', 'record-undone']],
  // Nothing that stands at B can say whether it follows a site that is gone: whoever is to take over there is not held up by it.
  ['standing, gone A, failover B, abort', 'aborting', 'abort', ['unclaimed-B', 'record-undone']],
  ['standing, fence A, abort, gone A', 'aborting', 'abort', ['record-undone']],
  [
    'standing, avoid A, failover B, lost B, abort',
    'aborting',
    'abort',
    ['silent-south-1', 'undo-ledger-north-1', 'apply-A', 'record-undone'],
  ],
  ['standing, avoid A, fenced A', 'not-trusted', 'hold', ['notify-hold', 'decide-failover']],
  ['standing, lost A, lost B', 'both-lost', 'hold', ['notify-hold', 'decide-failover']],
  ['standing, fence A, lost B', 'preparing', 'hold', ['notify-hold', 'decide-failover']],
  ['standing, lost B', 'standby-lost', 'standby-lost', ['apply-A', 'notify-unprotected', 'copy-elsewhere', 'backlog-ledger']],
  ['standing, avoid B', 'fencing', 'fence', ['apply-B', 'fence-ledger-south-1', 'fenced-ledger-south-1', 'record-fenced-south-1']],
  [
    'standing, avoid B, fenced B',
    'standby-fenced',
    'standby-lost',
    [
      'apply-B',
      'fence-ledger-south-1',
      'fenced-ledger-south-1',
      'record-fenced-south-1',
      'apply-A',
      'notify-unprotected',
      'copy-elsewhere',
      'backlog-ledger',
    ],
  ],
  [
    REPLACED,
    'unprotected',
    'reprotect',
    [
      ...['apply-B-base', 'apply-C-base', 'apply-B', 'seed-site-ledger', 'apply-C', 'seed-links-ledger', 'apply-links', 'seed-ledger'],
      ...['apply-traffic-checks', 'checks-report', 'apply-traffic', 'standing-ledger', 'record-standing'],
    ],
  ],
  [
    'standing, lost A, failover B, started, avoid A, avoid B',
    'fencing',
    'fence',
    [
      ...['apply-B', 'fence-ledger-south-1', 'fenced-ledger-south-1', 'record-fenced-south-1'],
      ...['apply-A', 'fence-ledger-north-1', 'fenced-ledger-north-1', 'record-fenced-north-1'],
    ],
  ],
  [`${REPLACED}, avoid A`, 'fencing', 'fence', ['apply-A', 'fence-ledger-north-1', 'fenced-ledger-north-1', 'record-fenced-north-1']],
];

describe.each(DUE)('after "%s": %s', (story, phase, transition, expected) => {
  test(`${transition} is due, alone: what is done, in which order`, () => {
    expect(phaseOf(viewAfter(story))).toBe(phase);
    expect(
      proceduresAfter(story)
        .filter(({ due }) => due)
        .map((procedure) => procedure.transition),
    ).toEqual([transition]);
    expect(idsOf(dueAfter(story))).toEqual(expected);
  });

  test('every sheet is complete, due or not', () => {
    for (const procedure of proceduresAfter(story)) refuseIncomplete(procedure);
  });

  test('no stack that is withheld is applied, on any sheet; what joins the sites neither, while a move is open or given up', () => {
    const view = viewAfter(story);
    const sites = Object.entries({ A, B, C }).filter(([, key]) => view.withheld(key));
    const isMoving = view.open !== undefined || view.aborting !== undefined;
    const withheld = [...sites.flatMap(([letter]) => [letter, `${letter}-base`]), ...(isMoving || sites.length > 1 ? ['links'] : [])];
    for (const procedure of proceduresAfter(story)) {
      expect([procedure.transition, appliedBy(procedure).filter((stack) => withheld.includes(stack))]).toEqual([procedure.transition, []]);
    }
  });
});

const appliedBy = (procedure: Procedure): string[] => actionsOf(procedure).flatMap((a) => (a.do === 'apply' ? [a.stack] : []));

function refuseIncomplete(procedure: Procedure): void {
  expect(procedureSchema.parse(procedure)).toEqual(procedure);
  const actions = actionsOf(procedure);
  expect(new Set(actions.map(({ id }) => id)).size).toBe(actions.length);
  expect(procedure.estimate).toBe(actions.reduce((sum, { usual }) => sum + usual, 0));
  for (const action of actions) {
    expect(actionSchema.safeParse(action).success).toBe(true);
    const isTold = action.usual <= action.timeout && action.onFailure !== '' && action.expected !== '';
    expect([action.id, isTold]).toEqual([action.id, true]);
    const lines =
      action.do === 'command' ? [action.run] : action.do === 'check' && !action.id.startsWith('silent-') ? [action.how.run] : [];
    expect(lines.flat().join(' ')).not.toMatch(/undefined|NAME|\bID\b|<|TODO|\[object/);
    const follows = action.do === 'record' ? (action.after ?? []) : [];
    const before = actions.slice(0, actions.indexOf(action)).map(({ id }) => id);
    expect([action.id, follows.filter((id) => !before.includes(id))]).toEqual([action.id, []]);
  }
  for (const line of procedure.declaration) {
    expect(line.slice(0, 2)).toEqual(['continuity', 'declare']);
    expect(line.join(' ')).not.toMatch(/undefined|<|\[object|--by|--sequence/);
    expect(line.filter((word) => /^[A-Z]+$/.test(word))).toEqual([]);
  }
  if (procedure.transition === 'failover') expect(procedure.needs).toHaveLength(1);
  if (procedure.transition === 'switch') expect(procedure.needs).toHaveLength(2);
}

describe('a failover', () => {
  const failover = dueAfter('standing, lost A, failover B');
  const actions = actionsOf(failover);
  const place = (id: string): number => actions.findIndex((action) => action.id === id);

  test('needs the site that takes over, and nothing else', () => {
    expect(failover.needs).toEqual([B]);
    expect(appliedBy(failover)).toEqual(['B', 'B']);
    expect(actions.flatMap((a) => (a.do === 'check' || a.do === 'command' ? [a.endpoint] : []))).toEqual([
      ...[B, 'public DNS', 'south-1', B, B],
      'public DNS',
    ]);
  });

  test('writes that it begins before the point of no return, and that it is done last', () => {
    expect(actions.filter((a) => a.pointOfNoReturn).map(({ id }) => id)).toEqual(['promote-ledger', 'apply-B']);
    expect(place('silent-north-1')).toBeLessThan(place('record-started'));
    expect(place('claim-B')).toBeLessThan(place('record-started'));
    expect(place('record-started')).toBeLessThan(place('apply-B-marker'));
    expect(place('apply-B-marker')).toBeLessThan(place('promote-ledger'));
    expect(actions[place('apply-B-marker')]).toMatchObject({ targets: [`the marker of ${B}`], opens: 1, pointOfNoReturn: false });
    expect(place('promote-ledger')).toBeLessThan(place('apply-B'));
    expect(place('verify-ledger')).toBeGreaterThan(place('apply-B'));
    expect(place('record-completed')).toBe(actions.length - 1);
  });

  test('writes down every component, so that the move ends', () => {
    expect(actions[place('record-started')]).toMatchObject({ components: ALL });
    expect(actions[place('record-completed')]).toMatchObject({ components: ALL });
  });

  test('opens its site with the number of the move, which it claims at the taker', () => {
    expect(actions[place('apply-B')]).toMatchObject({ opens: 1 });
    expect(actions[place('claim-B')]).toMatchObject({ how: { run: ['claim', B, claimed(1)], matches: claimed(1) } });
    const others = ['standing, lost A', `${OVER}, avoid A`].flatMap((story) => actionsOf(dueAfter(story)));
    expect(others.filter((a) => a.do === 'apply' && a.opens !== undefined)).toEqual([]);
  });

  test('cannot be undone by declaring back once it opened', () => {
    expect(actions[place('apply-B')]?.undo).toBeUndefined();
  });

  test('says which data it may lose', () => {
    expect(actions[place('apply-B')]?.losesData).toContain(`${A} had not copied: up to 1 min`);
  });

  test.each([
    ['a standby that had been out', 'standing, lost B, lost A, normal B, failover B', /Ledger: all since 2026-11-21T02:00:00Z/],
    ['one of which nothing is recorded', 'lost A, failover B', /Ledger: everything/],
  ])('says so where it loses more than the RPO: %s', (_, story, loss) => {
    expect(actionsOf(dueAfter(story)).find(({ id }) => id === 'apply-B')?.losesData).toMatch(loss);
  });

  test('asks again where the taker lacks more than was shown, as far as its own site knows; not about what was accepted as lost', () => {
    const asked = (story: string) =>
      actionsOf(
        proceduresAfter(story, ({ component }) => (component === 'Ledger' ? { age: { run: ['age'], endpoint: B } } : {})).find(
          ({ due }) => due,
        )!,
      ).filter(({ id }) => id.startsWith('age'));
    expect(asked('standing, lost A, failover B')).toMatchObject([{ do: 'decide', id: 'age-ledger', unless: { run: ['age'], atMost: 60 } }]);
    expect(asked('standing, lost B, lost A, normal B, failover B')).toEqual([]);
    expect(asked('standing, switch B')).toEqual([]);
  });

  test('marks what is lost by a figure that nobody checked, where it is decided, and where the line is crossed', () => {
    const said = (verified: boolean): string[] =>
      ['standing, lost A', 'standing, lost A, failover B'].map((story) => JSON.stringify(dueAfter(story, TRAFFIC, verified)));
    for (const text of said(false)) expect(text).toMatch(/up to [^"]* UNVERIFIED (of data )?\(Invoices\)/);
    for (const text of said(true)) expect(text).not.toContain('UNVERIFIED');
  });

  test.each([
    [undefined, /kept away from it by the switch of traffic;/],
    ['none' as const, /no switch of traffic: users are kept away from it by nothing but what applications and names of your own are told;/],
  ])('says what keeps users away from a site that cannot be fenced, with a switch of traffic and without (%s)', (traffic, said) => {
    const told = actionsOf(dueAfter('standing, lost A, failover B', traffic)).find(({ id }) => id === 'notify-fence');
    expect(told).toMatchObject({ do: 'notify', text: expect.stringMatching(said) as unknown });
  });

  test('fences the old side first, best effort, where it answers', () => {
    const reachable = dueAfter('standing, avoid A, failover B');
    const fencing = reachable.waves.find(({ name }) => name === 'fence')!.actions;
    expect(fencing.map(({ id, bestEffort, timeout }) => [id, bestEffort, timeout <= 600])).toEqual([
      ['apply-A', true, true],
      ['fence-ledger-north-1', true, true],
      ['fenced-ledger-north-1', true, true],
      ['record-fenced-north-1', true, true],
    ]);
    expect(reachable.needs).toEqual([B]);
    // Where its apply is refused, this output is not to be done there.
    expect(fencing.map((one) => ('after' in one ? one.after : undefined))).toEqual([
      undefined,
      ['apply-A'],
      undefined,
      ['apply-A', 'fence-ledger-north-1', 'fenced-ledger-north-1'],
    ]);
  });

  test('to the same site, begun a second time after an abort, has another number', () => {
    const again = actionsOf(dueAfter('standing, lost A, failover B, abort, undone, failover B'));
    expect(again.find(({ id }) => id === 'claim-B')).toMatchObject({ how: { run: ['claim', B, claimed(2)] } });
    expect(again.find(({ id }) => id === 'apply-B')).toMatchObject({ opens: 2 });
  });
});

describe('a planned switch', () => {
  const actions = actionsOf(dueAfter('standing, switch B'));
  const at = (id: string): Action => actions.find((action) => action.id === id) as Action;

  test('is one procedure: nothing crosses before the old side is fenced and drained', () => {
    const order = ['apply-A', 'record-fenced-north-1', 'drained-ledger', 'record-lag', 'silent-north-1', 'record-started', 'apply-B'];
    const places = order.map((id) => actions.findIndex((action) => action.id === id));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(order.slice(0, 6).map((id) => at(id).bestEffort)).toEqual(Array(6).fill(false));
  });

  test('loses nothing, and says nothing of a loss', () => {
    expect(actions.filter(({ losesData }) => losesData !== undefined)).toEqual([]);
  });

  test('writes the lag of what was measured, and nothing else, and a fence from what checked it', () => {
    expect(at('record-lag')).toMatchObject({ record: 'lag', components: ['Ledger'], after: ['drained-ledger'] });
    expect(at('record-fenced-north-1')).toMatchObject({
      record: 'fenced',
      site: A,
      after: ['apply-A', 'fence-ledger-north-1', 'fenced-ledger-north-1'],
    });
  });

  test('is the same whether its fence was asked beforehand or not', () => {
    expect(idsOf(dueAfter('standing, fence A, fenced A, switch B'))).toEqual(actions.map(({ id }) => id));
  });

  test('prepared beforehand promotes nothing and writes no lag: there is no move yet', () => {
    const prepare = dueAfter('standing, fence A');
    expect(appliedBy(prepare)).toEqual(['A']);
    expect(actionsOf(prepare).flatMap((a) => (a.do === 'record' ? [a.record] : []))).toEqual(['fenced']);
    expect(actionsOf(prepare).some(({ pointOfNoReturn }) => pointOfNoReturn)).toBe(false);
  });
});

describe('a fence', () => {
  const both = dueAfter('standing, lost A, failover B, started, avoid A, avoid B');

  test('is made at every site that owes one, each by itself, so that one that fails stops no other', () => {
    expect(both.transition).toBe('fence');
    expect(both.needs).toEqual([A, B]);
    const waves = both.waves.map(({ actions }) => [
      ...actions.flatMap((a) => (a.do === 'apply' ? [a.stack] : [])),
      ...actions.flatMap((a) => (a.do === 'record' ? [a.site, ...(a.after ?? [])] : [])),
      actions.every(({ bestEffort }) => bestEffort),
    ]);
    expect(waves).toEqual([
      ['B', B, 'apply-B', 'fence-ledger-south-1', 'fenced-ledger-south-1', true],
      ['A', A, 'apply-A', 'fence-ledger-north-1', 'fenced-ledger-north-1', true],
    ]);
  });

  test('of one site stops where it fails: it is not best effort', () => {
    expect(actionsOf(dueAfter(`${OVER}, avoid A`)).map(({ bestEffort }) => bestEffort)).toEqual([false, false, false, false]);
  });

  test('of a site that was replaced is made by its own stack', () => {
    expect(actionsOf(dueAfter(`${REPLACED}, avoid A`)).at(-1)).toMatchObject({ record: 'fenced', site: A });
  });

  test('that was lifted at a standby that is not trusted is made again, and written down again', () => {
    const again = actionsOf(dueAfter('standing, avoid B, fenced B'));
    expect(again[0]).toMatchObject({ do: 'apply', stack: 'B' });
    expect(again[3]).toMatchObject({ record: 'fenced', site: B, after: ['apply-B', 'fence-ledger-south-1', 'fenced-ledger-south-1'] });
  });
});

test('a move that is open again, since the one that left it was given up, goes on with its own claim', () => {
  const due = dueAfter('standing, avoid A, failover B, started, normal A, lost B, failover A, abort, normal B');
  const claim = actionsOf(due).find(({ id }) => id === 'claim-B') as Extract<Action, { do: 'check' }>;
  expect(claim.how.run).toEqual(['claim', B, claimed(1)]);
});

test('a site that was out or not trusted is opened in peace only where the other one is silent, though nothing moved as far as is known', () => {
  const asks = (story: string): boolean => idsOf(dueAfter(story)).includes('silent-south-1');
  expect(asks('standing, avoid A, fenced A, normal A')).toBe(true);
  expect(asks('standing, lost A, normal A')).toBe(true);
  expect(asks('standing')).toBe(false);
});

test('a side that answers again before the crossing ended is not passed over without a word', () => {
  const asks = (story: string): boolean => idsOf(dueAfter(story)).includes('returned');
  expect(asks('standing, lost A, failover B, started, normal A')).toBe(true);
  expect(asks('standing, lost A, failover B, started')).toBe(false);
  expect(asks('standing, lost A, failover B, normal A')).toBe(false);
  expect(asks('standing, switch B, started')).toBe(false);
});

test('while its standby is out, a person reads what the side that serves keeps for it, and nothing waits for that', () => {
  const kept = actionsOf(dueAfter('standing, lost B')).filter(({ id }) => id.startsWith('backlog-'));
  expect(kept).toEqual([
    expect.objectContaining({ do: 'manual', title: `See what Ledger keeps for ${B}`, text: 'its log', bestEffort: true }),
  ]);
  const keeps = (tier: Tier): unknown =>
    plan({ tier, objectives: objectives(1440, 1440) }).protections.find(({ declaration }) => declaration.id === 'Ledger')?.keeps;
  expect([keeps(Tier.HOT), keeps(Tier.COLD)]).toEqual(['its log', undefined]);
});

describe('an abort', () => {
  const abort = dueAfter('standing, switch B, abort');

  test('looks at the claim first: whoever took the move further is not undone', () => {
    const [look] = actionsOf(abort);
    const { how } = look as Extract<Action, { do: 'check' }>;
    expect(how.run).toEqual(['claim', B]);
    const whole = new RegExp(`^(?:${how.matches})$`);
    expect([claimed(1), claimed(10), claimed(2), 'billing-1', 'none', ''].map((answer) => whole.test(answer))).toEqual([
      false,
      true,
      true,
      true,
      true,
      true,
    ]);
  });

  test('opens the old side again only once the other one is silent, and writes it down last', () => {
    const order = ['silent-south-1', 'undo-ledger-north-1', 'apply-A', 'record-undone'].map((id) => idsOf(abort).indexOf(id));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(idsOf(abort).at(-1)).toBe('record-undone');
  });

  test.each([
    ['both answer', 'standing, switch B, abort', [A, B]],
    ['the old side is lost', 'standing, lost A, failover B, abort', [B]],
    ['the taker is lost', 'standing, avoid A, failover B, lost B, abort', [A]],
    ['both are lost', 'standing, lost A, failover B, lost B, abort', []],
  ])('needs only what is not withheld: %s', (_, story, needs) => {
    const procedure = dueAfter(story);
    expect([procedure.transition, procedure.needs]).toEqual(['abort', needs]);
    expect(idsOf(procedure).at(-1)).toBe('record-undone');
  });
});

describe('peace', () => {
  test.each([
    ['establish', '', B],
    ['reprotect', `${FENCED}, normal A`, A],
    ['reprotect', REPLACED, C],
  ])('%s ends with the record that every component stands at the standby: "%s"', (transition, story, site) => {
    const procedure = dueAfter(story);
    expect(procedure.transition).toBe(transition);
    expect(actionsOf(procedure).at(-1)).toMatchObject({
      do: 'record',
      record: 'standing',
      components: ALL,
      title: `Write down that ${site} stands by, complete`,
    });
  });

  test('traffic turns in two applies, with time for the new checks in between', () => {
    const traffic = dueAfter(`${FENCED}, normal A`).waves.find(({ name }) => name === 'traffic')!.actions;
    expect(traffic.map((a) => [a.do, a.do === 'apply' ? a.targets : undefined])).toEqual([
      ['apply', ['checks']],
      ['command', undefined],
      ['apply', undefined],
    ]);
  });
});

describe('a sheet to wait by', () => {
  const expectedOf = (story: string) => actionsOf(dueAfter(story)).find((a) => a.do === 'decide')?.expected;

  test.each([
    ['standing, lost A', ['continuity declare failover billing --to nimbus:south-1', 'continuity declare normal nimbus:north-1']],
    ['standing, lost A, lost B', ['continuity declare normal nimbus:north-1', 'continuity declare normal nimbus:south-1']],
    ['standing, switch B, lost A', ['continuity declare abort billing', 'continuity declare failover billing --to nimbus:south-1']],
    ['standing, fence A, lost B', ['continuity declare normal nimbus:south-1', 'continuity declare abort billing']],
  ])('prints all that may be declared now, the likeliest first: %s', (story, lines) => {
    for (const line of lines) expect(expectedOf(story)).toContain(line);
    expect(expectedOf(story)?.indexOf(lines[0] as string)).toBe('then one of: '.length);
  });

  test('says what is so, in the words of the phase', () => {
    expect(dueAfter('standing, lost A, lost B').title).toContain('neither site answers');
    expect(dueAfter('standing, switch B, lost A').title).toContain('the side it leaves does not answer');
    expect(sheetAfter('standing', 'hold').title).toContain('the active site does not answer');
  });
});

test.each([
  ['the site that serves', 'standing, avoid A, fenced A, normal A', 'north-1', 'apply-A'],
  ['the site that stands by', 'standing, avoid B, fenced B, normal B', 'south-1', 'apply-B'],
])('what a fence closed by command at %s is opened again before its next apply in peace', (_, story, region, applied) => {
  const ids = idsOf(dueAfter(story));
  expect(ids.indexOf(`undo-ledger-${region}`)).toBe(ids.indexOf(applied) - 1);
  expect(idsOf(dueAfter('standing')).filter((id) => id.startsWith('undo'))).toEqual([]);
});

test.each([
  ['none', {}, 'http', 'http'],
  ['both', { [A]: 'a', [B]: 'b' }, 'https', 'https'],
  ['only the site that takes over', { [B]: 'b' }, 'http', 'https'],
  ['only the site that is left', { [A]: 'a' }, 'https', 'http'],
])('certificates at %s: each entrance is asked as it serves', (_, certificates, left, taker) => {
  const entrance = { ...WEB, certificates } as typeof WEB;
  const declared = { tier: Tier.HOT, declarations: [NET, LEDGER, entrance] };
  const sides = sidesFor(declared);
  const situation = afterStory('lost A, failover B', sides);
  const failover = proceduresOf({
    plan: { ...plan(declared, situation), traffic: { ...TRAFFIC, entrance } },
    stacks: { [B]: { id: 'B' } },
    advice: [],
  }).find((p) => p.due)!;
  const asked = (id: string) => actionsOf(failover).flatMap((a) => (a.do === 'check' && a.id === id ? [a.how.run.join(' ')] : []));
  expect(asked('silent-north-1')).toEqual([
    expect.stringContaining(` ${left}://a.acme.example/.continuity/serving ${left}://billing.acme.example/.continuity/serving`),
  ]);
  expect(asked('users-arrive')).toEqual([expect.stringMatching(new RegExp(` ${taker}://billing.acme.example/.continuity/serving$`))]);
});

test('the crisis team is told how long it takes from now: detection and decision are over, or under way', () => {
  const { waves } = sheetAfter('standing, lost A', 'hold');
  const told = waves.flatMap(({ actions }) => actions).find(({ id }) => id === 'notify-hold');
  const { parts, rto } = plan().budget;
  const acting = parts.filter(({ name }) => !['detection', 'decision'].includes(name)).reduce((sum, { figure }) => sum + figure.seconds, 0);
  const steps = sheetAfter('standing, lost A', 'failover').waves.flatMap(({ actions }) => actions);
  const work = steps.filter((action) => action.do !== 'decide').reduce((sum, { usual }) => sum + usual, 0);
  expect(Math.max(acting, work)).toBeLessThan(rto);
  expect(told?.do === 'notify' ? told.text : '').toContain(`takes about ${inWords(Math.max(acting, work))} from now, once decided`);
});
