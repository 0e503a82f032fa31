import type { Transition } from '../../lib/situation/phases';
import type { BuiltinKind } from '../../lib/words/kinds';
import { cloudNamed } from '../support/clouds';
import { sheetsAfter } from '../support/synth';
import { actionsOf } from './story';

/** How long the applies of a procedure may take, in seconds, by stack. */
function limitsAfter(story: string, transition: Transition, kinds: readonly BuiltinKind[]): Record<string, number> {
  const sheets = sheetsAfter(story, { cloud: cloudNamed('aws'), kinds, tier: 'hot' });
  const applies = sheets
    .filter((one) => one.transition === transition)
    .flatMap(actionsOf)
    .filter((action) => action.do === 'apply');
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
