import type { Action } from '../../lib/words/actions';
import { attempt, afterStory, said } from '../support/history';
import type { Situation } from '../../lib/situation/schema';
import { A, B } from '../plan/input';
import { actionsOf, dueAfter, idsOf, SIDES, sheetAfter } from './story';

const undoOf = (story: string, id: string): string | undefined => actionsOf(dueAfter(story)).find((action) => action.id === id)?.undo;
const UNDOABLE: readonly Action['do'][] = ['apply', 'command'];

describe('how a step is taken back is a command, or it is not taken back', () => {
  test.each([
    ['the fence of a planned move', 'standing, switch B', 'apply-A', '`continuity declare abort billing`, synthesize'],
    ['its commands too: giving up undoes them', 'standing, switch B', 'fence-ledger-north-1', '`continuity declare abort billing`'],
    ['a fence that was asked for ahead', 'standing, fence A', 'apply-A', '`continuity declare abort billing`'],
    ['an entrance that was closed', 'standing, close A', 'apply-A', '`continuity declare abort billing`'],
    ['copies that were withheld', 'standing, lost B', 'apply-A', `\`continuity declare normal ${B}\``],
    ['a fence', 'standing, avoid B', 'apply-B', `\`continuity declare normal ${B}\``],
    ['what is applied in peace', 'standing', 'apply-A', '`git revert COMMIT`'],
    ['what was given up', 'standing, switch B, abort', 'apply-B', `\`continuity declare switch billing --to ${B}\``],
    [
      'the same, where the old side is out',
      'standing, lost A, failover B, abort',
      'apply-B',
      `\`continuity declare failover billing --to ${B}\``,
    ],
  ])('%s', (_, story, step, undo) => {
    expect(undoOf(story, step)).toContain(undo);
  });

  test.each(['standing, lost A, failover B', 'standing, switch B'])(
    'nothing is, once it is recorded that a promotion began: %s',
    (story) => {
      const actions = actionsOf(dueAfter(story));
      const begun = actions.findIndex(({ id }) => id === 'record-started');
      const after = actions.slice(begun).filter((action) => UNDOABLE.includes(action.do));
      expect(after.map(({ id }) => id)).toContain('apply-B-marker');
      expect(after.filter(({ undo }) => undo !== undefined)).toEqual([]);
      const again = actionsOf(dueAfter(`${story}, started`)).filter((action) => UNDOABLE.includes(action.do));
      expect(again.filter(({ undo }) => undo !== undefined)).toEqual([]);
    },
  );

  test('where users notice nothing and all is kept, there is nothing to take back', () => {
    const story = 'standing, lost A, failover B, started, completed, normal A, fenced A';
    expect(undoOf(story, 'apply-A')).toBe(`nothing to undo: ${B} serves as before, and what stood at ${A} is kept`);
    expect(idsOf(dueAfter(story))).toContain('rejoin-ledger');
    expect(undoOf(story, 'rejoin-ledger')).toBeUndefined();
  });

  test('what is printed of a move can be declared while it is true, and no longer', () => {
    const declared = (story: string): boolean => {
      const now: Situation = afterStory(story, SIDES);
      return !(attempt(now, { op: 'abort', workload: 'billing' }, [SIDES], said(20)) instanceof Error);
    };
    for (const story of ['standing, lost A, failover B', 'standing, switch B', 'standing, fence A', 'standing, close A'])
      expect(declared(story)).toBe(true);
    for (const story of ['standing, lost A, failover B, started', 'standing, switch B, started']) expect(declared(story)).toBe(false);
  });

  test('a sheet that is not due says it as well', () => {
    const fence = actionsOf(sheetAfter('standing', 'switch')).find(({ do: what }) => what === 'apply');
    expect(fence?.undo).toContain('continuity declare abort billing');
  });
});
