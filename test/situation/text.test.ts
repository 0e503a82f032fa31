import fc from 'fast-check';
import { ContinuityError } from '../../lib/words/errors';
import { situationSchema as v1Schema } from '../../lib/situation/v1';
import { NORMAL, type Sides } from '../../lib/situation/facts';
import { refuseIllegal } from '../../lib/situation/legal';
import type { Situation } from '../../lib/situation/schema';
import { parseSituation, situationText } from '../../lib/situation/text';
import { View } from '../../lib/situation/view';
import type { Declaration, Happening } from '../../lib/situation/words';
import { attempt, said, type Step } from '../support/history';
import { A, after, B, C, ESTABLISHED, refusal, SIDES, viewOf, workload } from './world';

const PATH = 'situation.json';
const STORIES = [
  '',
  'lost A, failover B, run',
  'lost A, failover B, run, normal A, run, run',
  'gone A, failover B, run, gone A by C',
  'fence A, run, switch B, run 2',
];
const text = situationText(after('lost A, failover B, run'));

test.each(STORIES)('the text of "%s" reads as what was written, gives the same bytes again, and is legal', (story) => {
  const now = story === '' ? ESTABLISHED : after(story);
  const read = parseSituation(situationText(now), PATH);
  expect(read).toEqual(now);
  expect(situationText(read)).toBe(situationText(now));
  refuseIllegal(read, [SIDES], PATH);
});

test('the digest stands alone on its line, and bears an editor that formats the file anew', () => {
  expect(text.split('\n').filter((line) => line.includes('"digest"'))).toHaveLength(1);
  expect(parseSituation(JSON.stringify(JSON.parse(text)), PATH)).toEqual(parseSituation(text, PATH));
});

test.each<[string, string, string, RegExp]>([
  ['half a file', text.slice(0, 200), 'DR-SIT-01', /not whole JSON/],
  ['an unmerged file', text.replace('  "sequence"', '<<<<<<< ours\n  "sequence"'), 'DR-SIT-01', /unmerged/],
  ['a key twice', text.replace('"sequence":', '"sequence": 99,\n  "sequence":'), 'DR-SIT-01', /a key twice/],
  ['a word that it does not know', text.replace('"status"', '"statuses"'), 'DR-SIT-01', /does not fit/],
  ['a newer version', text.replace('"version": 2', '"version": 3'), 'DR-SIT-01', /newer version/],
  ['a digest of something else', text.replace('"by": "Ada"', '"by": "Eve"'), 'DR-SIT-10', /changed by hand/],
  ['no digest', text.replace(/ {2}"digest".*\n/, ''), 'DR-SIT-10', /missing/],
])('refused: %s', (_, wrong, id, words) => {
  expect(wrong).not.toBe(text);
  const details = refusal(() => parseSituation(wrong, PATH));
  expect(details.id).toBe(id);
  expect(details.what).toMatch(words);
  expect([details.value !== undefined, Boolean(details.allowed), Boolean(details.fix)]).toEqual([true, true, true]);
});

describe('version 1', () => {
  const at = (hour: number): string => `2026-11-21T0${hour}:00:00Z`;
  const v1 = {
    version: 1,
    sequence: 7,
    status: {},
    workloads: {
      [workload]: {
        history: [
          { active: [A], kind: 'initial', since: at(1) },
          { active: [B], kind: 'forced', since: at(2), by: 'Ada', started: ['Ledger'], completed: ['Ledger'], protected: at(4) },
        ],
        fenced: { [A]: at(3) },
        markers: { [B]: 3 },
      },
    },
  };

  test('is read and carried over: the same site serves, the same generations stand, the same markers are followed', () => {
    const view = viewOf(parseSituation(JSON.stringify(v1), PATH, { flips: { [workload]: { Ledger: 'promote' } } }));
    expect([view.active, view.role(A), view.role(B)]).toEqual([B, 'standby', 'serving']);
    expect([view.currentOf('Ledger', A), view.currentOf('Ledger', B)]).toEqual([1, 0]);
  });

  test('what version 2 writes is refused by what reads version 1', () => {
    expect(v1Schema.safeParse(JSON.parse(text)).success).toBe(false);
  });
});

describe('what cannot be is refused', () => {
  const wrong = (change: (situation: Situation) => void): ContinuityError['details'] => {
    const situation = structuredClone(after('lost A, failover B, run'));
    change(situation);
    return refusal(() => {
      refuseIllegal(situation, [SIDES], PATH);
    });
  };
  const own = (situation: Situation) => situation.workloads[workload]!;

  test.each<[string, string, (situation: Situation) => void]>([
    ['a status of an unknown site', 'DR-SIT-02', (s) => (s.status['nimbus:x'] = { is: 'lost', since: s.log[0]!.at, by: 'Ada' })],
    ['an unknown workload', 'DR-SIT-02', (s) => (s.workloads['books'] = own(s))],
    ['a fence of an unknown site', 'DR-SIT-02', (s) => (own(s).fenced['nimbus:x'] = { move: 1, at: s.log[0]!.at })],
    ['a marker of an unknown stack', 'DR-SIT-02', (s) => (s.log[0]!.marks[`${workload}/nimbus:x`] = 'ffff')],
    ['a completed component that is not in the list of its move', 'DR-SIT-03', (s) => own(s).moves[0]!.completed!.push('Other')],
    ['a completed component that was not started', 'DR-SIT-03', (s) => (own(s).moves[0]!.started = [])],
    ['a generation that counts and is not there', 'DR-SIT-03', (s) => (own(s).components['Ledger']!.at[A]!.current = 9)],
    [
      'the retirement of the generation that counts',
      'DR-SIT-03',
      (s) => (own(s).components['Ledger']!.at[B]!.generations[0]!.retired = true),
    ],
    ['a point of a component that is not restored', 'DR-SIT-03', (s) => (own(s).moves[0]!.components['Ledger']!.point = 'x')],
  ])('%s', (_, id, change) => {
    expect(wrong(change).id).toBe(id);
  });
});

describe('the text, in detail', () => {
  const refused = (of: string) => {
    const { what, value } = refusal(() => parseSituation(of, PATH));
    return [what, value];
  };

  test('an editor that formats the file anew, sorts its keys, or ends lines its own way breaks nothing', () => {
    const sorted = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(sorted);
      if (value === null || typeof value !== 'object') return value;
      return Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, inner]) => [key, sorted(inner)]),
      );
    };
    const json = JSON.parse(text) as unknown;
    for (const other of [JSON.stringify(json), JSON.stringify(sorted(json), null, 4), `\uFEFF${text.replaceAll('\n', '\r\n')}`])
      expect(parseSituation(other, PATH)).toEqual(after('lost A, failover B, run'));
  });

  test.each(['<<<<<<< HEAD', '||||||| 1234567', '=======', '>>>>>>> other', '=======\r'])('a file that git did not merge: %j', (mark) => {
    const unmerged = text.replace('  "sequence"', `${mark}\n  "sequence"`);
    expect(refused(unmerged)).toEqual([expect.stringMatching(/is unmerged/), `line 4: ${mark.trim()}`]);
    expect(refusal(() => parseSituation(unmerged, PATH)).fix).toMatch(
      /git show :2:\.\/situation\.json > ours.json .*:3:.*continuity merge/,
    );
    expect(refusal(() => parseSituation(unmerged, '/x/situation.json')).fix).toContain('git show :2:/x/situation.json');
  });

  test('a key twice in one object, however it is written; the same key in two objects is none', () => {
    expect(refused(text.replace('"sequence":', '"sequ\\u0065nce": 2, "sequence":'))).toEqual([
      'situation.json has a key twice in one object',
      'sequence, again on line 4',
    ]);
    const deep = text.replace('"to": "nimbus:b"', '"to": "nimbus:b", "to": "nimbus:a"');
    expect(refused(deep)[1]).toMatch(/^(log\.1\.what|workloads\.billing\.moves\.0)\.to, again/);
  });

  test.each([
    ['[]', 'file: '],
    ['null', 'file: '],
    ['{"sequence": 0}', 'version: '],
    ['{"version": 2, "sequence": -1}', 'sequence: '],
    ['{"version": 1, "sequence": 0, "workloads": {"billing": {"history": []}}}', 'workloads.billing.history: '],
    [text.replace('"flip": "promote"', '"flip": "sideways"'), 'workloads.billing.components.Ledger.at.nimbus:a.generations.0.flip: '],
  ])('what does not fit the schema: %.60s', (of, value) => {
    expect(refused(of)).toEqual([expect.stringMatching(/does not fit/), expect.stringContaining(value)]);
  });
});

describe('whatever is declared and recorded', () => {
  const sides: Sides = {
    ...SIDES,
    components: [
      { id: 'Invoices', flip: 'restore' },
      { id: 'Ledger', flip: 'promote' },
      { id: 'Web', flip: 'symmetric' },
    ],
  };
  const components = sides.components.map(({ id }) => id);
  const site = fc.constantFrom(A, B, C);
  const some = fc.subarray(components, { minLength: 1 });
  const declaration: fc.Arbitrary<Declaration> = fc.oneof(
    fc.record({ op: fc.constantFrom('lost' as const, 'avoid' as const, 'normal' as const), site }),
    fc.record({ op: fc.constant('gone' as const), site }),
    fc.record({ op: fc.constant('gone' as const), site, replacedBy: fc.constantFrom(C, A) }),
    fc.record({ op: fc.constant('failover' as const), workload: fc.constant(workload), to: site, acceptLoss: fc.constant(true) }),
    site.map((to) => ({ op: 'failover' as const, workload, to, from: { Invoices: 'monday' }, acceptLoss: true })),
    site.map((to) => ({ op: 'switch' as const, workload, to })),
    site.map((at) => ({ op: 'fence' as const, workload, at })),
    site.map((at) => ({ op: 'close' as const, workload, at })),
    fc.constantFrom({ op: 'abort' as const, workload }, { op: 'added' as const, workload }),
    site.map((at) => ({ op: 'retire' as const, workload, generation: `Ledger@${at}#0` })),
  );
  const happening: fc.Arbitrary<Happening> = fc.oneof(
    some.map((ids) => ({ record: 'started' as const, workload, components: ids })),
    some.map((ids) => ({ record: 'completed' as const, workload, components: ids })),
    fc.constantFrom('started' as const, 'completed' as const, 'standing' as const).map((what) => ({ record: what, workload, components })),
    site.map((at) => ({ record: 'fenced' as const, workload, site: at })),
    fc.constantFrom({ record: 'lag' as const, workload, lag: { Ledger: 0 } }, { record: 'undone' as const, workload }),
  );

  // By chance alone a move is rarely ended: these steps do what an operator and the runner do together.
  const begunAndEnded: Happening[] = [
    { record: 'started', workload, components },
    { record: 'completed', workload, components },
  ];
  const together: fc.Arbitrary<Step[]> = fc.oneof(
    fc.tuple(site, site).map(([from, to]): Step[] => [
      { op: 'lost', site: from },
      { op: 'normal', site: to },
      { op: 'failover', workload, to, acceptLoss: true },
    ]),
    fc.constant(begunAndEnded),
    site.map((at): Step[] => [
      { op: 'avoid', site: at },
      { record: 'fenced', workload, site: at },
      { op: 'normal', site: at },
      { record: 'standing', workload, components },
    ]),
    site.map((to): Step[] => [{ op: 'switch', workload, to }, ...begunAndEnded]),
  );
  const alone = fc.oneof(declaration, happening).map((step) => [step]);

  const take = (now: Situation, step: Step): Situation => {
    const next = attempt(now, step, [sides], said());
    return next instanceof ContinuityError ? now : next;
  };

  test('it is read back as it was, and is legal', () => {
    let deepest = 0;
    fc.assert(
      fc.property(fc.array(fc.oneof(together, alone), { minLength: 5, maxLength: 25, size: 'max' }), (steps) => {
        const end = steps.flat().reduce((now, step) => {
          const after = take(now, step);
          refuseIllegal(after, [sides], PATH);
          return after;
        }, NORMAL);
        deepest = Math.max(deepest, new View(end, sides).moves.length);
        const written = situationText(end);
        expect(parseSituation(written, PATH)).toEqual(end);
        expect(situationText(parseSituation(written, PATH))).toBe(written);
      }),
      { numRuns: 300 },
    );
    expect(deepest).toBeGreaterThan(1);
  });
});
