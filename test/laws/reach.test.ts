import type { Flip } from '../../lib/words/posture';
import { ALONE, CASES } from '../support/corpus';
import { reaches, TURNING, type Alone } from '../support/reach';
import { FAR, NEAR, ROUND, WIDE, type Reach } from '../support/situations';

/** The farthest case that has it. */
const reachOf = (one: (typeof ALONE)[number]): Reach =>
  CASES.filter(({ cloud, tier, kinds, adopted }) => cloud === one.cloud && tier === one.tier && !adopted && kinds.includes(one.kind))
    .map(({ reach }) => reach)
    .reduce((far, reach) => (reach.moves + reach.unusual > far.moves + far.unusual ? reach : far), NEAR);
/** A swap of roles makes nothing anew, whatever stands by. */
const wordsOf = ({ cloud, kind, flip, posture }: Alone): string => `${cloud} ${kind} ${flip} ${flip === 'switch' ? '' : (posture ?? '')}`;
const gone = (reach: Reach, ...least: readonly Reach[]): boolean => least.includes(reach);

describe('How far the laws look', () => {
  test('every component is looked at together with all others at every tier that takes it, and apart where that is farther', () => {
    const together = new Map(CASES.map((one) => [one.title, one.kinds]));
    for (const { cloud, tier, kinds } of ALONE)
      expect(together.get(`${cloud}, everything, ${tier}`)).toEqual(expect.arrayContaining([...kinds]));
    expect(CASES.filter(({ title, reach }) => reach === NEAR && !title.includes(', everything, '))).toEqual([]);
  });

  test('what goes farther is compared with itself among all others (alone.test.ts)', () => {
    expect(CASES.filter(({ tier, reach }) => reach !== NEAR && tier !== 'hot' && tier !== 'cold')).toEqual([]);
  });

  test('far or wide, for every cloud and every flip after which a side comes back as another one', () => {
    const pairs = (all: typeof ALONE): string[] => [...new Set(all.map(({ cloud, flip }) => `${cloud} ${flip}`))].sort();
    const turning = ALONE.filter(({ flip }) => TURNING.includes(flip));
    expect(pairs(turning)).toEqual(expect.arrayContaining(['aws promote', 'aws restore', 'azure promote', 'oci promote']));
    expect(pairs(turning.filter((one) => gone(reachOf(one), FAR, WIDE)))).toEqual(pairs(turning));
  });

  test('a round trip, for every cloud, kind and flip, by copy and by replica', () => {
    const trips = new Set(ALONE.filter((one) => gone(reachOf(one), FAR, WIDE, ROUND)).map(wordsOf));
    expect(ALONE.map(wordsOf).filter((words) => !trips.has(words))).toEqual([]);
  });

  test('no more than that is far: what a case costs is what it adds', () => {
    const turning = ALONE.filter(({ flip }) => TURNING.includes(flip));
    const far = CASES.filter(({ reach }) => gone(reach, FAR, WIDE));
    expect(far).toHaveLength(new Set(turning.map(({ cloud, flip }) => `${cloud} ${flip}`)).size);
    expect(far.filter(({ reach }) => reach === FAR)).toHaveLength(new Set(turning.map(({ flip }) => flip)).size);
  });

  describe('the rule', () => {
    const one = (tier: Alone['tier'], flip: Flip, more: Partial<Alone> = {}): Alone => {
      return { cloud: 'north', kind: 'object-storage', tier, size: 1, flip, ...more };
    };
    const told = (...all: Alone[]): (Reach | undefined)[] => all.map((each) => reaches(all).get(each));

    test.each<[string, Alone[], Reach[]]>([
      ['one tier of a flip that turns is far, the others are near', [one('warm', 'promote'), one('hot', 'promote')], [NEAR, FAR]],
      ['a flip that does not turn is a round trip', [one('hot', 'symmetric'), one('vital', 'symmetric')], [ROUND, NEAR]],
      ['a swap of roles turns', [one('hot', 'switch')], [FAR]],
      ['what belongs to one side for ever does not', [one('hot', 'owned')], [ROUND]],
      ['each flip for itself', [one('hot', 'promote'), one('cold', 'restore')], [FAR, FAR]],
      ['a second cloud is wide', [one('hot', 'promote'), one('hot', 'promote', { cloud: 'south' })], [FAR, WIDE]],
      ['a second kind is a round trip', [one('hot', 'promote'), one('hot', 'promote', { kind: 'secrets' })], [FAR, ROUND]],
      [
        'copies are a round trip beside a replica',
        [one('hot', 'promote', { posture: 'replica' }), one('cold', 'promote', { posture: 'backup' })],
        [FAR, ROUND],
      ],
      [
        'a swap of roles is one trip, of copies and of a replica',
        [one('hot', 'switch', { posture: 'replica' }), one('cold', 'switch', { posture: 'backup', kind: 'object-storage' })],
        [FAR, NEAR],
      ],
      [
        'the one with the fewest beside it is far',
        [one('hot', 'restore', { size: 2 }), one('cold', 'restore', { kind: 'secrets' })],
        [ROUND, FAR],
      ],
    ])('%s', (_, all, expected) => {
      expect(told(...all)).toEqual(expected);
    });
  });
});
