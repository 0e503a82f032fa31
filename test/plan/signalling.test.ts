import type { CellInput } from '../../lib/plan/input';
import { signalsOf } from '../../lib/plan/signalling';
import type { Placement, SitePlan } from '../../lib/plan/plan';
import type { Signal, Watched } from '../../lib/port/signals';
import { cell } from './input';

const signal = (id: string, watches: Watched): Signal => ({ id, name: id, title: id, watches, kind: 'event', pattern: {} });
const CELL: CellInput = {
  ...cell({ replica: 'promote' }),
  signals: (_, rpo, { every }) => [signal(`lag-${rpo}-${every}`, 'replica'), signal('certificate', 'service')],
  servingSignals: (_, { every }) => [signal(`failed-${every}`, 'replica'), signal('errors', 'service')],
};
const told = (one: Partial<Placement>, site: Partial<SitePlan>): string[] | undefined =>
  signalsOf(
    CELL,
    { current: true, attached: false, ...one } as Placement,
    { copies: { every: 60, toPeer: true }, ...site } as SitePlan,
    900,
  )?.map(({ id, calls }) => (calls ? id : `${id}, quiet`));

test('what follows is told of where it stands, and calls while it is protected', () => {
  expect(told({ attached: true, form: 'standby' }, { watches: true })).toEqual(['lag-900-60', 'certificate']);
  expect(told({ attached: true, form: 'fenced' }, { watches: false })).toEqual(['lag-900-60, quiet', 'certificate']);
});

test('what serves is told of where it serves, and of what it sends while the other side is there', () => {
  for (const form of ['serving', 'closed'] as const) {
    expect(told({ form }, { peerWithheld: false })).toEqual(['failed-60', 'errors']);
    expect(told({ form }, { peerWithheld: true })).toEqual(['failed-60, quiet', 'errors']);
  }
});

test('an old generation, and what is fenced, tell nothing', () => {
  expect(told({ form: 'fenced' }, {})).toBeUndefined();
  expect(told({ current: false, attached: true, form: 'fenced' }, { watches: true })).toBeUndefined();
});
