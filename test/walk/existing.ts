import { kindOf } from '../../lib/words/kinds';
import type { Placement } from '../../lib/plan/plan';
import type { Call } from '../../lib/words/actions';
import { instanceOf, placementOf, type Context } from './looks';

/* What exists, and what runs on the data: neither is made, closed or opened by an apply. */

type Look = (context: Context, action: Call) => string | undefined;

/** Steps about data that exists: closed by a command, and opened by another one. */
const DATA: Readonly<Record<string, Look>> = {
  fence: (context, action) => {
    const { key, one } = instanceOf(context, action);
    if (!one) return `${key} does not exist`;
    one.fenced = true;
    return undefined;
  },
  unfence: (context, action) => {
    const { one } = instanceOf(context, action);
    if (one) one.fenced = false;
    return undefined;
  },
};

const seen = (): undefined => undefined;

/** Steps about what runs: stopped by a command where it exists, by the apply where it is made; what starts all of it is `start`. */
const RUNNING: Readonly<Record<string, Look>> = {
  fence: (context, action) => {
    context.own.started[siteOf(context, action)] = false;
    return undefined;
  },
  fenced: (context, action) => (context.own.started[siteOf(context, action)] ? `${action.id}: it runs still` : undefined),
  running: (context, action) => (context.own.started[siteOf(context, action)] ? undefined : `${action.id}: it does not run`),
  // As many as the site then needs are fewer than all, or are started by the step behind it.
  ...{ unfence: seen, standing: seen, image: seen, knows: seen, told: seen, cluster: seen },
};

/** What is asked or sent and the walk knows nothing of: that it is so. */
const ASKED = /^(needs|replicate|in-step|rule|copy-image|image-there)-/;

const siteOf = ({ app }: Context, { endpoint }: Call): string =>
  app.sites.find((site) => site.split(':')[1] === endpoint) ?? endpoint ?? '';

/** What is looked at where the role stays, while the move is given up at a site that is out. */
function placementAsked({ output, work }: Context, { id, endpoint }: Call): Placement | undefined {
  const rest = id.slice(id.indexOf('-') + 1);
  return output.planOf(work).placements.find((one) => one.here.region === endpoint && one.id === rest);
}

/** How a step about what exists, or about what runs, is seen; undefined for the steps of every other one. */
export function lookOf(context: Context, action: Call, verb: string): Look | undefined {
  if (ASKED.test(action.id)) return seen;
  const found = placementOf(context, action) ?? placementAsked(context, action);
  if (found && kindOf(found.declaration).stage === 'service') return RUNNING[verb];
  return found?.here.existing ? DATA[verb] : undefined;
}
