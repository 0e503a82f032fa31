import { type GateHook, type GateRequest } from './gate';

/** Which requests count; a field that is absent matches all. */
export interface Matching {
  readonly region?: string;
  readonly service?: string;
  /** Part of the action (`CreateDBInstance`), or a pattern for it. */
  readonly action?: string | RegExp;
}

/**
 * A hook that runs `fn` once, at the n-th request that matches (the first is 1):
 * `gate.onRequest(nth({ action: 'CreateDBInstance' }, 1, ({ region }) => gate.kill(region)))`.
 */
export function nth(matching: Matching, n: number, fn: GateHook): GateHook {
  let seen = 0;
  return async (request) => {
    if (!matches(request, matching)) return;
    seen += 1;
    if (seen === n) await fn(request);
  };
}

/** Whether a request is one of those. */
export function matches(request: GateRequest, { region, service, action }: Matching): boolean {
  return (
    (region === undefined || request.region === region) &&
    (service === undefined || request.service === service) &&
    (action === undefined || (typeof action === 'string' ? request.action.includes(action) : action.test(request.action)))
  );
}
