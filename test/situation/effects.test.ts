import { offer } from '../../lib/situation/declarations';
import type { Sides } from '../../lib/situation/facts';
import { dueOf, phaseOf } from '../../lib/situation/phases';
import { View } from '../../lib/situation/view';
import { afterStory, at } from '../support/history';
import { A, B, workload } from './world';

const SIDES: Sides = {
  workload,
  sites: [A, B],
  successors: [],
  components: [
    { id: 'Invoices', flip: 'promote', severs: true },
    { id: 'Ledger', flip: 'promote' },
  ],
};
const after = (story: string): View => new View(afterStory(story, SIDES), SIDES);
const standing = (view: View): string[] => view.components.map(({ id }) => id).filter((id) => view.place(id, B)?.standing === true);

describe('What a fence ended', () => {
  test.each([
    ['a switch that is given up', 'standing, switch B, abort, undone', 2],
    ['a fence that was asked for one', 'standing, fence A, fenced A, abort, undone', 2],
    ['a site that is trusted again', 'standing, avoid A, fenced A, normal A', 2],
    ['a site that is trusted again, whose fence nobody recorded', 'standing, avoid A, normal A', 2],
    ['a site that was not trusted, and is lost', 'standing, avoid A, lost A', 2],
    ['a forced move from a site that is not trusted, given up', 'standing, avoid A, failover B, abort, undone', 3],
    ['a forced move from a site that answered again, given up', 'standing, lost A, failover B, normal A, fenced A, abort, undone', 3],
    ['a forced move from one that answered, whose fence nobody recorded', 'standing, lost A, failover B, normal A, abort, undone', 3],
    ['a forced move from a site that is trusted again, given up', 'standing, avoid A, failover B, fenced A, normal A, abort, undone', 3],
    [
      'a forced move from one that was not trusted and is lost, given up',
      'standing, avoid A, failover B, fenced A, lost A, abort, undone',
      3,
    ],
    [
      'a forced move from one that answered for a while, given up',
      'standing, lost A, failover B, normal A, fenced A, lost A, abort, undone',
      3,
    ],
    [
      'a forced move from one that was fenced ahead of a switch, given up',
      'standing, fence A, fenced A, lost A, failover B, abort, undone',
      2,
    ],
    ['a planned move that became a forced one, given up', 'standing, switch B, lost A, failover B, abort, undone', 2],
    [
      'a forced move from a site that is trusted again, given up and not yet undone',
      'standing, lost A, failover B, avoid A, fenced A, normal A, abort',
      3,
    ],
  ])('is not taken for standing: %s', (_, story, since) => {
    const view = after(story);
    expect(standing(view)).toEqual(['Ledger']);
    expect(offer(view, 'Invoices', B)).toMatchObject({ loss: 'since', since: at(since) });
    expect(offer(view, 'Ledger', B)).toMatchObject({ loss: 'rpo' });
  });

  test.each([
    ['a close that is given up: nothing was fenced', 'standing, close A, abort, undone'],
    ['a region that was out, and is back', 'standing, lost A, normal A'],
    ['a forced move from it, given up', 'standing, lost A, failover B, abort, undone, normal A'],
    ['a standby that is not trusted: it follows on', 'standing, avoid B, normal B'],
    ['a move that is open', 'standing, switch B, fenced A'],
  ])('still stands: %s', (_, story) => {
    expect(standing(after(story))).toEqual(['Invoices', 'Ledger']);
  });

  test('is made anew before it counts', () => {
    const given = after('standing, switch B, abort, undone');
    expect([phaseOf(given), dueOf(given)]).toEqual(['unprotected', 'reprotect']);
    expect(phaseOf(after('standing, switch B, abort, undone, standing'))).toBe('normal');
  });
});
