import { ContinuityError } from '../words/errors';
import { unfounded, type Action } from '../words/actions';
import { faultsIn } from '../words/found';
import type { RecoverySteps } from './phases';

/** The steps of a cell in lists that are done as one: nothing is left out of a list, and none needs another. */
const listsOf = ({ age: _, fence = [], seed = [], ...phases }: RecoverySteps): readonly (readonly Action[])[] => [
  ...fence.flatMap(({ step, undo }) => [[step], ...(undo ? [[undo]] : [])]),
  ...seed.map(({ step }) => [step]),
  ...Object.values(phases),
];

/**
 * The steps of a cell, each of which takes only what a find of its own phase found: another phase may be over, or be done by another
 * machine. Throws `DR-FIND-01`, in peace, since every phase is read whenever one is.
 */
export function withOwnFinds(placement: string, steps: RecoverySteps | undefined): RecoverySteps | undefined {
  if (!steps) return undefined;
  const age = faultsIn(steps.age ? [{ id: 'age', lines: [steps.age.run] }] : []);
  const [fault] = [...listsOf(steps).flatMap(unfounded), ...age];
  if (fault === undefined) return steps;
  throw new ContinuityError({
    id: 'DR-FIND-01',
    what: `A recovery step of ${placement} cannot be given what it takes`,
    value: fault,
    allowed: 'arguments with found(id) of a find that stands before it in the same phase',
    fix: 'put the findStep into the phase that takes what it finds',
  });
}
