import { checkStep } from '../../lib/clouds/steps';
import { actionSchema, procedureSchema, type Procedure, type Transition } from '../../lib/recovery/actions';
import { proceduresOf } from '../../lib/recovery/procedures';
import { JOURNEY, planAt, viewAt } from '../plan/journey';
import { A, B, INVOICES, LEDGER, NET, WEB } from '../plan/input';

const STACKS: Readonly<Record<string, string>> = {
  [`${A}/base`]: 'A-base',
  [`${B}/base`]: 'B-base',
  [A]: 'A',
  [B]: 'B',
  links: 'links',
  traffic: 'traffic',
};

/** The procedures at a step; the database's cell adds a check of each kind. */
function proceduresAt(step: string): Procedure[] {
  const plan = planAt(step, 'hot', [NET, LEDGER, INVOICES]);
  const lost = Object.values(plan.sites)
    .filter((site) => site.role === 'withheld')
    .map((site) => site.key);
  const check = (id: string, p: { id: string; site: string }) => [
    checkStep({ id: `${id}-${p.id}`, title: `${id} ${p.id}`, run: ['true'], matches: '', endpoint: p.site }),
  ];
  return proceduresOf({
    id: 'billing',
    plan,
    view: viewAt(step),
    stacks: Object.fromEntries(
      Object.entries(STACKS).filter(([key]) => !lost.some((site) => key.startsWith(site)) && (lost.length === 0 || key !== 'links')),
    ),
    trafficFirst: ['checks'],
    claim: (site, move) => ['claim', site, ...(move ? [move] : [])],
    recovery: (p) =>
      p.component === 'Ledger'
        ? {
            before: check('before', p),
            promote: check('promote', p),
            verify: check('verify', p),
            lag: check('lag', p),
            fenced: check('fenced', p),
            reprotect: check('reprotect', p),
          }
        : {},
  });
}

const dueAt = (step: string): Procedure => proceduresAt(step).find((p) => p.due)!;
const ids = ({ waves }: Procedure): string[] => waves.flatMap((wave) => wave.actions.map(({ id }) => id));
const sheet = (step: string, transition: Transition): Procedure => proceduresAt(step).find((p) => p.transition === transition)!;

test('exactly one procedure is due at each step', () => {
  expect(
    JOURNEY.map(([step]) => [
      step,
      ...proceduresAt(step)
        .filter((p) => p.due)
        .map((p) => p.transition),
    ]),
  ).toEqual([
    ['normal', 'establish'],
    ['A lost', 'hold'],
    ['failing over', 'failover'],
    ['failed over', 'failover'],
    ['A is back', 'fence'],
    ['A is fenced', 'fence'],
    ['reprotected', 'reprotect'],
    ['B is fenced', 'fence-for-switch'],
    ['nothing lags', 'fence-for-switch'],
    ['switching home', 'switch'],
    ['home', 'reprotect'],
  ]);
});

test.each<[string, string[]]>([
  ['normal', ['apply-A-base', 'apply-B-base', 'apply-A', 'apply-B', 'apply-links', 'apply-traffic']],
  ['A lost', ['notify-hold', 'decide-failover']],
  [
    'failing over',
    [
      'before-ledger',
      'notify-fence',
      'record-started',
      'claim-B',
      'promote-ledger',
      'apply-B',
      'verify-ledger',
      'notify-done',
      'record-completed',
    ],
  ],
  ['A is back', ['apply-A', 'fenced-ledger', 'record-fenced']],
  ['reprotected', ['apply-B', 'apply-A', 'apply-links', 'reprotect-ledger-g1', 'apply-traffic-checks', 'checks-report', 'apply-traffic']],
  ['B is fenced', ['apply-B', 'fenced-ledger', 'lag-ledger-g1', 'record-lag']],
  [
    'switching home',
    ['before-ledger-g1', 'record-started', 'claim-A', 'promote-ledger-g1', 'apply-A', 'verify-ledger-g1', 'record-completed'],
  ],
])('%s: what is done, in which order', (step, expected) => {
  expect(ids(dueAt(step))).toEqual(expected);
});

describe('a failover', () => {
  const failover = dueAt('failing over');
  const actions = failover.waves.flatMap((wave) => wave.actions);
  const place = (id: string): number => actions.findIndex((action) => action.id === id);

  test('needs the site that takes over, and nothing else', () => {
    expect(failover.needs).toEqual([B]);
    expect(actions.flatMap((a) => (a.do === 'apply' ? [a.stack] : []))).toEqual(['B']);
    expect(actions.flatMap((a) => (a.do === 'check' || a.do === 'command' ? [a.endpoint] : []))).toEqual([B, 'south-1', B, B]);
  });

  test('writes that it begins before the point of no return, and that it is done last', () => {
    expect(actions.filter((a) => a.pointOfNoReturn).map(({ id }) => id)).toEqual(['apply-B']);
    expect(place('record-started')).toBeLessThan(place('claim-B'));
    expect(place('claim-B')).toBeLessThan(place('promote-ledger'));
    expect(place('promote-ledger')).toBeLessThan(place('apply-B'));
    expect(place('verify-ledger')).toBeGreaterThan(place('apply-B'));
    expect(place('record-completed')).toBe(actions.length - 1);
  });

  test('opens its site with the number of the move, which it claims at the taker', () => {
    expect(actions[place('apply-B')]).toMatchObject({ opens: 1 });
    expect(actions[place('claim-B')]).toMatchObject({ how: { run: ['claim', B, 'billing-1'], matches: 'billing-1' } });
    const others = ['A lost', 'A is back'].flatMap((step) => dueAt(step).waves.flatMap((wave) => wave.actions));
    expect(others.filter((a) => a.do === 'apply' && a.opens !== undefined)).toEqual([]);
  });

  test('says which data it may lose', () => {
    expect(actions[place('apply-B')]?.losesData).toContain(`${A} had not copied: up to 1 min`);
  });

  test('fences the old side first, best effort, where it answers', () => {
    const reachable = sheet('A is back', 'failover');
    const fencing = reachable.waves.find(({ name }) => name === 'fence')!.actions;
    expect(fencing.map(({ id, bestEffort }) => [id, bestEffort])).toEqual([
      ['apply-A', true],
      ['fenced-ledger', true],
    ]);
    expect(reachable.needs).toEqual([B]);
  });
});

test.each([
  ['none', {}, 'http', 'http'],
  ['both', { [A]: 'a', [B]: 'b' }, 'https', 'https'],
  ['only the site that takes over', { [B]: 'b' }, 'http', 'https'],
  ['only the site that is left', { [A]: 'a' }, 'https', 'http'],
])('certificates at %s: each entrance is asked as it serves', (_, certificates, left, taker) => {
  const step = 'failing over';
  const plan = planAt(step, 'hot', [NET, LEDGER, { ...WEB, certificates } as typeof WEB]);
  const entrance = { site: A, region: 'north-1', account: '1', names: {} };
  const traffic = {
    ...{ id: 'Dns', zone: 'acme.example', name: 'billing.acme.example', target: 'Web' },
    ...{ base: entrance, other: entrance, first: entrance, second: entrance },
    entrances: { [A]: 'a.acme.example', [B]: 'b.acme.example' },
  };
  const failover = proceduresOf({
    id: 'billing',
    plan: { ...plan, traffic },
    view: viewAt(step),
    stacks: { [B]: 'B' },
    trafficFirst: [],
    claim: () => undefined,
    recovery: () => ({}),
  }).find((p) => p.due)!;
  const asked = (id: string) =>
    failover.waves.flatMap((wave) => wave.actions).flatMap((a) => (a.do === 'check' && a.id === id ? [a.how.run.at(-1)] : []));
  expect(asked('silent-north-1')).toEqual([`${left}://a.acme.example/.continuity/serving`]);
  expect(asked('users-arrive')).toEqual([`${taker}://billing.acme.example/.continuity/serving`]);
});

test('a fence is confirmed by what it checked; a lag is written from what measured it', () => {
  const recordOf = (step: string) =>
    dueAt(step)
      .waves.flatMap((wave) => wave.actions)
      .find((action) => action.do === 'record');
  expect(recordOf('A is back')).toMatchObject({ record: 'fenced', site: A, after: ['apply-A', 'fenced-ledger'] });
  expect(recordOf('B is fenced')).toMatchObject({ record: 'lag', components: ['Invoices', 'Ledger'], after: ['lag-ledger-g1'] });
});

test('traffic turns in two applies, with time for the new checks in between', () => {
  const traffic = dueAt('reprotected').waves.find(({ name }) => name === 'traffic')!.actions;
  expect(traffic.map((a) => [a.do, a.do === 'apply' ? a.targets : undefined])).toEqual([
    ['apply', ['checks']],
    ['command', undefined],
    ['apply', undefined],
  ]);
});

describe.each(JOURNEY.map(([step]) => step))('every sheet at "%s"', (step) => {
  test.each(proceduresAt(step).map((p) => [p.transition, p] as const))('%s', (transition, procedure) => {
    expect(procedureSchema.parse(procedure)).toEqual(procedure);
    const actions = procedure.waves.flatMap((wave) => wave.actions);
    expect(new Set(actions.map(({ id }) => id)).size).toBe(actions.length);
    expect(procedure.estimate).toBe(actions.reduce((sum, { usual }) => sum + usual, 0));
    for (const action of actions) {
      expect(actionSchema.safeParse(action).success).toBe(true);
      expect([action.id, action.usual <= action.timeout, action.onFailure !== '', action.expected !== '']).toEqual([
        action.id,
        true,
        true,
        true,
      ]);
      const lines = action.do === 'command' ? [action.run] : action.do === 'check' ? [action.how.run] : [];
      expect(lines.flat().join(' ')).not.toMatch(/undefined|NAME|\bID\b|<|TODO|\[object/);
    }
    for (const line of procedure.declaration) {
      expect(line.slice(0, 2)).toEqual(['continuity', 'declare']);
      expect(line.join(' ')).not.toMatch(/undefined|<|\[object/);
      expect(line.filter((word) => /^[A-Z]+$/.test(word)).filter((word) => !['NAME', 'ID'].includes(word))).toEqual([]);
    }
    procedure.declaration.slice(1).forEach((line) => {
      expect(line.at(-2)).toBe('--sequence');
    });
    if (transition === 'failover' || transition === 'switch') expect(procedure.needs).toHaveLength(1);
  });
});

test('no sheet of a move names a site that is lost as one that is applied', () => {
  for (const [step] of JOURNEY.slice(1, 4)) {
    for (const procedure of proceduresAt(step)) {
      const applied = procedure.waves.flatMap((wave) => wave.actions).flatMap((a) => (a.do === 'apply' ? [a.stack] : []));
      expect([step, procedure.transition, applied.filter((stack) => stack.startsWith('A'))]).toEqual([step, procedure.transition, []]);
    }
  }
});
