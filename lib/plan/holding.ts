import { cellOf } from '../port/cell';
import { ContinuityError } from '../words/errors';
import type { Flip, Posture } from '../words/posture';
import type { PlanInput } from './input';
import type { Protection } from './protection';

/**
 * Protections as they stand: where the code has another way of changing a role than what would take it now, that is not taken yet
 * (`View.heldTo`), and the component is placed, and moves, as it was. Throws `DR-SIT-13` where something is under way and its cell no longer has
 * that way.
 */
export function asTheyStand(input: PlanInput, protections: readonly Protection[]): Protection[] {
  return protections.map((one) => {
    const flip = input.view.heldTo(one.declaration.id);
    if (flip === undefined) return one;
    const posture = postureOf(input, one, flip);
    if (posture !== undefined) return { ...one, posture, flip };
    if (input.view.isBusy) throw another(one, flip);
    return one;
  });
}

/** What stands by where a role changes that way; undefined where its cell has no such way. */
export function postureOf({ sites }: Pick<PlanInput, 'sites'>, { declaration }: Protection, flip: Flip): Posture | undefined {
  const flips = Object.entries(cellOf(sites[0].cloud, declaration)?.facts.flips ?? {}) as [Posture, Flip][];
  return flips.find(([, way]) => way === flip)?.[0];
}

const another = ({ declaration: { id, kind }, flip }: Protection, was: Flip): ContinuityError =>
  new ContinuityError({
    id: 'DR-SIT-13',
    what: `${id} (${kind}) is of another service in the code than what is under way`,
    value: `its role changes by ${flip}, and what is under way began with ${was}`,
    allowed: 'the declaration that it began with, until nothing is under way',
    fix: `take the change of ${id} back (git revert), and make it again once the move is completed or given up`,
  });
