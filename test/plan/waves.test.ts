import fc from 'fast-check';
import { ContinuityError } from '../../lib/words/errors';
import { wavesOf, type Node } from '../../lib/plan/waves';

/** Graphs without a cycle: a node waits for earlier ones only, and then all are shuffled. */
const dag: fc.Arbitrary<Node[]> = fc
  .integer({ min: 0, max: 9 })
  .chain((n) => fc.tuple(...Array.from({ length: n }, (_, i) => fc.subarray(Array.from({ length: i }, (_unused, j) => `n${j}`)))))
  .map((afters) => afters.map((after, i) => ({ id: `n${i}`, after })))
  .chain((nodes) => fc.shuffledSubarray(nodes, { minLength: nodes.length }));

test('everything comes once, after all that it waits for, and as early as can be', () => {
  fc.assert(
    fc.property(dag, (nodes) => {
      const waves = wavesOf(nodes);
      const wave = new Map(waves.flatMap((ids, i) => ids.map((id) => [id, i] as const)));
      expect(waves.flat().sort()).toEqual(nodes.map(({ id }) => id).sort());
      for (const { id, after } of nodes) expect(wave.get(id)).toBe(Math.max(-1, ...after.map((other) => wave.get(other)!)) + 1);
    }),
  );
});

test('the order of declaration does not show', () => {
  fc.assert(fc.property(dag, (nodes) => void expect(wavesOf([...nodes].reverse())).toEqual(wavesOf(nodes))));
});

test('a cycle is refused and named, and only the cycle', () => {
  fc.assert(
    fc.property(dag, fc.integer({ min: 1, max: 4 }), (nodes, n) => {
      const ring = Array.from({ length: n }, (_, i) => ({ id: `r${i}`, after: [`r${(i + 1) % n}`] }));
      const waiting = nodes.map((node, i) => (i === 0 ? { ...node, after: [...node.after, 'r0'] } : node));
      try {
        wavesOf([...waiting, ...ring]);
        throw new Error('nothing was refused');
      } catch (error) {
        expect(error).toBeInstanceOf(ContinuityError);
        const { id, details } = error as ContinuityError;
        const path = String(details.value).split(' → ');
        expect(id).toBe('DR-WAVE-01');
        expect(path[0]).toBe(path.at(-1));
        expect(new Set(path)).toEqual(new Set(ring.map((node) => node.id)));
        expect(details.fix).toBe(`remove the dependency of ${path.at(-2)} on ${path.at(-1)}`);
      }
    }),
  );
});

test('a node that waits for itself, and one that waits for a stranger', () => {
  expect(() => wavesOf([{ id: 'a', after: ['a'] }])).toThrow(/DR-WAVE-01: .*a → a/);
  expect(() => wavesOf([{ id: 'a', after: ['x'] }])).toThrow(/DR-WAVE-02: a waits .*got: x[\s\S]*Allowed: a\./);
});
