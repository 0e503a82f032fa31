import { interruptedSince, phaseOf } from '../../lib/recovery/phase';
import { declare } from '../../lib/situation/declare';
import { NORMAL, View } from '../../lib/situation/situation';
import { at } from '../declared';
import { JOURNEY, viewAt } from '../plan/journey';
import { A, B, SIDES } from '../plan/input';

test('one word for each step, and since when nobody is served', () => {
  expect(JOURNEY.map(([step]) => [step, phaseOf(viewAt(step)), interruptedSince(viewAt(step))?.slice(11, 13)])).toEqual([
    ['normal', 'normal', undefined],
    ['A lost', 'hold', '01'],
    ['failing over', 'failing-over', '01'],
    ['failed over', 'failed-over', undefined],
    ['A is back', 'failed-over', undefined],
    ['A is fenced', 'failed-over', undefined],
    ['reprotected', 'normal', undefined],
    ['B is fenced', 'switching', '07'],
    ['nothing lags', 'switching', '07'],
    ['switching home', 'switching', '07'],
    ['home', 'normal', undefined],
  ]);
});

test('the standby is lost, both are lost, the active site is not trusted', () => {
  const after = (...acts: Parameters<typeof declare>[1][]): View =>
    new View(
      acts.reduce((s, act, hour) => declare(s, act, [SIDES], at(hour + 1)), NORMAL),
      SIDES,
    );
  const standby = after({ op: 'lost', site: B });
  expect([phaseOf(standby), interruptedSince(standby)]).toEqual(['standby-lost', undefined]);
  const both = after({ op: 'lost', site: B }, { op: 'lost', site: A });
  expect([phaseOf(both), interruptedSince(both)]).toEqual(['both-lost', at(2)]);
  const avoided = after({ op: 'avoid', site: A });
  expect([phaseOf(avoided), interruptedSince(avoided)]).toEqual(['fenced', at(1)]);
});
