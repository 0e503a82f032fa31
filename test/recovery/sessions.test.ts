import { cloudNamed } from '../support/clouds';
import { sheetsAfter } from '../support/synth';
import { idsOf } from './story';

/** The ids of what is due after a story, in its order. */
function dueAfter(story: string): string[] {
  const declared = { cloud: cloudNamed('aws'), kinds: ['network', 'relational-database'] as const, tier: 'hot' as const };
  return sheetsAfter(story, declared)
    .filter(({ due }) => due)
    .flatMap(idsOf);
}

test.each([
  ['a planned switch', 'standing, switch B'],
  ['one that is prepared', 'standing, fence A'],
  ['what comes back after a failover', 'standing, lost A, failover B, started, completed, normal A'],
])('sessions are ended before they are counted: %s', (_, story) => {
  const due = dueAfter(story);
  const [apply, cut, counted, written] = [
    'apply-billing-eu-west-3',
    'cut-ledger-eu-west-3',
    'fenced-empty-ledger-eu-west-3',
    'record-fenced-eu-west-3',
  ].map((id) => due.indexOf(id)) as [number, number, number, number];
  expect(apply).toBeGreaterThanOrEqual(0);
  expect([apply < cut, cut < counted, counted < written]).toEqual([true, true, true]);
});
