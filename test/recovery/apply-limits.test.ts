import { buildManifest } from '../../lib/reports/build-manifest';
import type { Transition } from '../../lib/situation/phases';
import type { BuiltinKind } from '../../lib/words/kinds';
import { cloudNamed } from '../support/clouds';
import { afterStory } from '../support/history';
import { declareApp } from '../support/synth';

/** How long the applies of a procedure may take, in seconds, by stack. */
function limitsAfter(story: string, transition: Transition, kinds: readonly BuiltinKind[]): Record<string, number> {
  const declared = { cloud: cloudNamed('aws'), kinds, tier: 'hot' as const };
  const situation = afterStory(story, declareApp(declared).workload.sides);
  const { workload } = declareApp(declared, situation);
  workload.stacks[0]?.prepareStack();
  const reports = [workload.report([workload.sides])];
  const manifest = buildManifest({ situation, situationFile: 'situation.json', reports }, () => ({}));
  const procedure = manifest.workloads[0]?.procedures.find((one) => one.transition === transition);
  const applies = (procedure?.waves ?? []).flatMap(({ actions }) => actions.filter((action) => action.do === 'apply'));
  return Object.fromEntries(applies.map(({ id, timeout }) => [id, timeout]));
}

const USUAL = 5400;
/** As long as the provider waits for a database of 100 GiB, and half an hour: what waits for it ends first. */
const LONG = 12 * 3600 + 1800;

test('an apply that may make a database is given longer than the provider waits for it', () => {
  expect(limitsAfter('standing', 'establish', ['network', 'relational-database'])).toEqual({
    'apply-billing-eu-west-3-base': USUAL,
    'apply-billing-eu-central-1-base': USUAL,
    'apply-billing-eu-west-3': LONG,
    'apply-billing-eu-central-1': LONG,
    'apply-billing-links': USUAL,
  });
  expect(limitsAfter('standing, lost A, failover B', 'failover', ['network', 'relational-database'])).toMatchObject({
    'apply-billing-eu-central-1': LONG,
  });
});

test('and where nothing takes longer than applies do, it is given what any apply is', () => {
  expect(new Set(Object.values(limitsAfter('standing', 'establish', ['network', 'secrets'])))).toEqual(new Set([USUAL]));
});
