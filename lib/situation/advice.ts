import { ContinuityError } from '../words/errors';
import { declare } from './declare';
import type { Sides } from './facts';
import { rowOf } from './phases';
import type { Situation } from './schema';
import { View } from './view';
import type { Declaration } from './words';

/** Who asks what would be legal: nothing of it is written. */
const NOBODY = { by: 'nobody', at: '1970-01-01T00:00:00Z' };

/** Whether a declaration is legal now and changes something. Where it would lose more than the RPO, the loss counts as accepted. */
function isLegal(situation: Situation, declaration: Declaration, all: readonly Sides[]): boolean {
  const asked = declaration.op === 'failover' ? { ...declaration, acceptLoss: true } : declaration;
  try {
    return declare(situation, asked, all, NOBODY) !== situation;
  } catch (error) {
    if (error instanceof ContinuityError) return false;
    throw error;
  }
}

/**
 * What may be declared to go on, the likeliest first: the line of the table of phases, without what would be refused. So what is
 * advised can always be followed.
 */
export function adviceOf(situation: Situation, sides: Sides, all: readonly Sides[]): Declaration[] {
  const view = new View(situation, sides);
  return rowOf(view)
    .then(view)
    .filter((declaration) => isLegal(situation, declaration, all));
}
