import { isCall, secretsOf, type Action } from './actions';
import { filled, found } from './found';

/** Steps under longer ids, as where one cell's steps are done at two sites: what they find among themselves is found under the new ids. */
export function suffixed(steps: readonly Action[], suffix: string): Action[] {
  const moved = new Map(steps.flatMap(({ do: what, id }) => (what === 'find' ? [[id, found(`${id}${suffix}`)] as const] : [])));
  return steps.map((step) => ({ ...retaking(step, moved), id: `${step.id}${suffix}` }));
}

function retaking(step: Action, moved: ReadonlyMap<string, string>): Action {
  if (!isCall(step) || moved.size === 0) return step;
  if (step.do === 'find') return { ...step, run: filled(step.run, moved) };
  const secrets = secretsOf(step).map((secret) => ({ ...secret, read: filled(secret.read, moved) }));
  const more = secrets.length > 0 ? { secrets } : {};
  return step.do === 'check'
    ? { ...step, how: { ...step.how, run: filled(step.how.run, moved) }, ...more }
    : { ...step, run: filled(step.run, moved), ...more };
}
