import type { TierName } from '../../lib/objectives/tier';
import { View } from '../../lib/situation/view';
import { CHANGE, LAWS, momentsOf, TURNINGS, type Turning } from '../support/tier-changes';

const MOVED = 'started, completed';
const BACK = 'normal A, fenced A, standing';

/** Histories in which the tier changes, each from copies and from a replica on. */
const STORIES = {
  'in peace, then a switch': `standing, TIER, standing, switch B, fenced A, lag, ${MOVED}, standing`,
  'after a failover, then home by a switch': `standing, lost A, failover B, ${MOVED}, ${BACK}, TIER, standing, switch A, fenced B, lag, ${MOVED}, standing`,
  'three times': `standing, TIER, standing, TIER, standing, TIER, standing`,
  'once the first site is out': `standing, lost A, TIER, failover B, ${MOVED}, ${BACK}`,
  'behind the fence of a planned move': `standing, switch B, fenced A, TIER, lag, ${MOVED}, standing`,
  'ahead of an abort': `standing, switch B, TIER, abort, undone, standing`,
} as const;

const WAYS = [
  ['cold', 'hot'],
  ['hot', 'cold'],
] as const satisfies readonly (readonly [TierName, TierName])[];

type Way = readonly [TierName, TierName];

function faultsOf(turning: Turning, way: Way, story: string): string[] {
  const moments = momentsOf(turning, way, story);
  return Object.entries(LAWS).flatMap(([name, law]) => law(moments, turning.cloud).map((fault) => `${name}: ${fault}`));
}

describe.each(TURNINGS)('$title', (turning) => {
  describe.each(WAYS)('%s → %s', (one, other) => {
    test.each(Object.entries(STORIES))('%s', (_, story) => {
      expect(story).toContain(CHANGE);
      expect(faultsOf(turning, [one, other], story)).toEqual([]);
    });
  });
});

describe('law 4 finds a change', () => {
  const was = (name: keyof View): PropertyDescriptor => Object.getOwnPropertyDescriptor(View.prototype, name) as PropertyDescriptor;

  test.each<[what: string, name: keyof View, wrong: PropertyDescriptor]>([
    ['that is taken while a move is open', 'takesChanges', { get: () => true }],
    ['that nobody waits for: the other side is planned as it will be', 'heldTo', { value: () => undefined }],
  ])('%s', (what, name, wrong) => {
    const own = was(name);
    // Under a title of its own: what was rendered without the mutant is known by the other one.
    const oci = { ...(TURNINGS.find(({ title }) => /oci/i.test(title)) as Turning), title: `oci, ${what}` };
    Object.defineProperty(View.prototype, name, { ...own, ...wrong });
    try {
      expect(faultsOf(oci, ['hot', 'cold'], STORIES['ahead of an abort']).join()).toMatch(/lawFour: .* vanishes, and would be destroyed/);
    } finally {
      Object.defineProperty(View.prototype, name, own);
    }
  });
});

test('a site that is replaced after the change', () => {
  const story = `standing, lost A, failover B, ${MOVED}, TIER, gone A by C, standing, switch C, fenced B, lag, ${MOVED}, standing`;
  expect(WAYS.flatMap((way) => faultsOf(TURNINGS[0] as Turning, way, story))).toEqual([]);
});

describe('while a move is open, its steps are those that it began with', () => {
  const stepsOf = (turning: Turning, way: Way): string[][] =>
    momentsOf(turning, way, 'standing, switch B, TIER')
      .slice(-2)
      .map((one) => one.sheets().flatMap(({ due, waves }) => (due ? waves.flatMap(({ actions }) => actions.map(({ id }) => id)) : [])));

  test.each(TURNINGS)('$title', (turning) => {
    for (const way of WAYS) {
      const [before, after] = stepsOf(turning, way);
      expect(before?.length).toBeGreaterThan(5);
      expect(after).toEqual(before);
    }
  });
});
