import { holdsData } from '../words/kinds';
import { works } from '../words/posture';
import { suffixed } from '../words/suffixed';
import type { Action } from '../words/actions';
import { applyOf, cellStepsAt, lifted, stepsAt, type ProcedureInput } from './draft';
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

/** Whether what works on the data runs where users are served. */
export const seenToRun = (input: ProcedureInput, site: string): Action[] =>
  works(input.plan.sites[site]?.role)
    ? cellStepsAt(input, site, 'verify', ({ current, declaration }) => current && !holdsData(declaration))
    : [];

/**
 * The same, once all is there that it needs: at first some of it is made by what joins the sites, and given its value by a person behind that,
 * and until then it cannot start. So it is started once more ahead of the look.
 */
export const runsAt = (input: ProcedureInput, site: string): Action[] =>
  works(input.plan.sites[site]?.role) ? [...suffixed(stepsAt(input, site, 'start'), '-once-more'), ...seenToRun(input, site)] : [];
