import { Tier } from '../../lib/objectives/tier';
import { MATRIX, NATURE, type Kind } from '../../lib/plan/matrix';

const KINDS = Object.keys(MATRIX) as Kind[];
const DATA = ['none', 'backup', 'replica', 'active'];
const COMPUTE = ['none', 'prepared', 'reduced', 'full'];

describe.each(KINDS)('%s', (kind) => {
  const order = NATURE[kind] === 'data' ? DATA : COMPUTE;

  test('has a row for every tier, in the postures of its nature', () => {
    for (const { name } of Tier.ALL) {
      const { active, standby } = MATRIX[kind][name];
      expect(active).toBe(order.at(-1));
      expect(order.slice(0, 3)).toContain(standby);
    }
  });

  test('a dearer tier never asks less of the standby; ha asks what cold does', () => {
    const rank = (tier: 'cold' | 'warm' | 'hot' | 'ha' | 'vital') => order.indexOf(MATRIX[kind][tier].standby);
    expect(rank('warm')).toBeGreaterThanOrEqual(rank('cold'));
    expect(rank('hot')).toBeGreaterThanOrEqual(rank('warm'));
    expect(rank('vital')).toBe(rank('hot'));
    expect(rank('ha')).toBe(rank('cold'));
  });

  test('spans zones at ha and vital, and at no other tier', () => {
    expect(Tier.ALL.filter(({ name }) => MATRIX[kind][name].spread === 'zonal').map(String)).toEqual(['ha', 'vital']);
  });

  test('data is never without a copy', () => {
    if (NATURE[kind] === 'data') for (const { name } of Tier.ALL) expect(MATRIX[kind][name].standby).not.toBe('none');
  });
});
