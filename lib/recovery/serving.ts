import { works } from '../words/posture';
import type { Action } from '../words/actions';
import { applyOf, lifted, stepsAt, type ProcedureInput } from './draft';
import { alone } from './guards';

/**
 * A side that has the role is applied as it is: opened again where a command had closed it, and what works on its data is started again
 * where its fence had stopped it. Nothing is moved, and users may be there: one apply lets them in.
 */
export const servingAt = (input: ProcedureInput, site: string, title: string, guards = alone(input, site)): (Action | undefined)[] => [
  ...guards,
  ...lifted(input, site),
  applyOf(input, site, title),
  ...(works(input.plan.sites[site]?.role) ? stepsAt(input, site, 'start') : []),
];
