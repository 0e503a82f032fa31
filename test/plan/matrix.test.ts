import { Tier } from '../../lib/objectives/tier';
import { KINDS, type BuiltinKind } from '../../lib/words/kinds';
import { MATRIX } from '../../lib/plan/matrix';

const ALL = Object.keys(MATRIX) as BuiltinKind[];
const DATA = ['none', 'backup', 'replica', 'active'];
const COMPUTE = ['none', 'prepared', 'reduced', 'full'];

describe.each(ALL)('%s', (kind) => {
  const order = KINDS[kind].nature === 'data' ? DATA : COMPUTE;

  test('has a row for every tier, in the postures of its nature', () => {
    for (const { name } of Tier.ALL) {
      const { standby } = MATRIX[kind][name];
      expect(order.slice(0, KINDS[kind].nature === 'data' ? 3 : 4)).toContain(standby);
    }
  });

  test('a dearer tier never asks less of the standby; ha asks what cold does', () => {
    const rank = (tier: 'cold' | 'warm' | 'hot' | 'ha' | 'vital') => order.indexOf(MATRIX[kind][tier].standby);
    expect(rank('warm')).toBeGreaterThanOrEqual(rank('cold'));
    expect(rank('hot')).toBeGreaterThanOrEqual(rank('warm'));
    expect(rank('vital')).toBeGreaterThanOrEqual(rank('hot'));
    expect(rank('ha')).toBe(rank('cold'));
  });

  test('is of full size at the standby where nothing may have to be ordered on the day, if it bears the load', () => {
    expect([kind, MATRIX[kind].vital.standby === 'full']).toEqual([
      kind,
      ['container-service', 'machine-group', 'kubernetes-cluster'].includes(kind),
    ]);
  });

  test('spans zones at ha and vital, and at no other tier', () => {
    expect(Tier.ALL.filter(({ name }) => MATRIX[kind][name].spread === 'zonal').map(String)).toEqual(['ha', 'vital']);
  });

  test('data is never without a copy, and a replica at hot and vital', () => {
    if (KINDS[kind].nature !== 'data') return;
    for (const { name } of Tier.ALL) expect(MATRIX[kind][name].standby).not.toBe('none');
    expect([MATRIX[kind].hot.standby, MATRIX[kind].vital.standby]).toEqual(['replica', 'replica']);
  });

  test('what runs is at least ready to start where minutes are committed', () => {
    if (KINDS[kind].nature === 'data') return;
    for (const tier of ['warm', 'hot', 'vital'] as const) expect(MATRIX[kind][tier].standby).not.toBe('none');
  });
});
