import { buildManifest } from '../../lib/reports/build-manifest';
import { cloudNamed } from '../support/clouds';
import { afterStory } from '../support/history';
import { declareApp } from '../support/synth';

/** The ids of what is due after a story, in its order. */
function dueAfter(story: string): string[] {
  const declared = { cloud: cloudNamed('aws'), kinds: ['network', 'relational-database'] as const, tier: 'hot' as const };
  const situation = afterStory(story, declareApp(declared).workload.sides);
  const { workload } = declareApp(declared, situation);
  workload.stacks[0]?.prepareStack();
  const reports = [workload.report([workload.sides])];
  const manifest = buildManifest({ situation, situationFile: 'situation.json', reports }, () => ({}));
  const due = manifest.workloads[0]?.procedures.filter((procedure) => procedure.due) ?? [];
  return due.flatMap(({ waves }) => waves.flatMap(({ actions }) => actions.map(({ id }) => id)));
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
