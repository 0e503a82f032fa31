import { Topology } from '../../lib';
import { ContinuityError } from '../../lib/words/errors';
import { dublin, DUBLIN, FRANKFURT, frankfurt, PARIS, paris, stockholm } from '../declared';

const pair = { primary: paris(), secondary: frankfurt() };

/** Why a topology is refused. */
function refusal(props: Parameters<typeof Topology.activePassive>[0]): ContinuityError {
  try {
    Topology.activePassive(props);
  } catch (error) {
    if (error instanceof ContinuityError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

test('two sites, and nobody who takes their place', () => {
  const { sites, successors, known, witness } = Topology.activePassive(pair);
  expect([sites, successors, known, witness]).toEqual([[pair.primary, pair.secondary], [], [pair.primary, pair.secondary], undefined]);
});

test('successors are known after the two, in their order; each site is found by its key', () => {
  const topology = Topology.activePassive({ ...pair, successors: [dublin()], witness: stockholm() });
  expect(topology.sites.map(({ key }) => key)).toEqual([PARIS, FRANKFURT]);
  expect(topology.known.map(({ key }) => key)).toEqual([PARIS, FRANKFURT, DUBLIN]);
  expect([topology.at(DUBLIN)?.key, topology.at('aws:eu-south-1')]).toEqual([DUBLIN, undefined]);
  expect(topology.witness?.key).toBe('aws:eu-north-1');
});

test('both sites in one region are refused', () => {
  const error = refusal({ primary: paris(), secondary: paris({ cidr: '10.20.0.0/16' }) });
  expect(error).toMatchObject({ id: 'DR-GEO-01', details: { value: `${PARIS} and ${PARIS}`, fix: 'a secondary site in another region' } });
});

test.each([
  ['the primary', [paris({ cidr: '10.30.0.0/16' })], PARIS],
  ['the secondary', [dublin(), frankfurt({ cidr: '10.40.0.0/16' })], FRANKFURT],
  ['another successor', [dublin(), dublin({ cidr: '10.40.0.0/16' })], DUBLIN],
])('a successor that is named already is refused: %s', (_, successors, twin) => {
  const error = refusal({ ...pair, successors });
  expect(error).toMatchObject({
    id: 'DR-GEO-01',
    details: { what: 'A site is named twice in one topology', value: twin, fix: `successors without ${twin}` },
  });
});
