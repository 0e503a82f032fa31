import type { TerraformStack } from 'cdktf';
import type { Endpoint, NetworkHandle, Rendered, SiteContext } from '../port/cloud';
import { Component } from '../components/component';
import { ContinuityError } from '../words/errors';
import { CheckList, type OwnCheckProps, type OwnChecks } from './checks';
import { onlyWhileServing, refuseAsync } from './resources';
import { refuseNoHook } from '../port/customize';
import { works, type Form } from '../words/posture';

/** What the architect's own code gets, once for every site that is alive. */
export interface SiteHandle {
  /** The site's recovery stack. */
  readonly stack: TerraformStack;
  /** `cloud:region`. */
  readonly site: string;
  /** How the site is treated now. */
  readonly form: Form;
  /** The site's network, created or adopted; absent where the workload has none. */
  readonly network?: NetworkHandle;
  /** What the site's own key is named by in the arguments of a resource; absent where the cloud lays none. */
  readonly key?: string;
  /**
   * How applications of this site reach a component, or one of the several things that it is (`at(keys, 'api-token')`); names do not change
   * with the generation. Throws `DR-AT-01` where it does not stand here now, or has nothing of that name, and `DR-AT-02` for what is no
   * component of the workload.
   */
  at(component: Component, name?: string): Endpoint;
  /** What the library rendered for a component here, or undefined where nothing stands. */
  rendered(component: Component): Rendered | undefined;
  /** For what must not run twice (schedules, consumers): runs only where the site serves, or is closed ahead of a move. */
  whenActive(render: () => void): void;
  /** A question of one's own that the procedures ask. Throws `DR-CHECK-01` where it cannot be asked, `DR-CHECK-02` where its id is taken. */
  check(props: OwnCheckProps): void;
}

/** The architect's own resources. Whatever they reach beyond their site is refused (`DR-REACH`). */
export type OnSite = (handle: SiteHandle) => void;

/** What the architect's own code gets, once for every site that is alive, for what a global control plane holds: roles, certificates. */
export type BaseHandle = Pick<SiteHandle, 'stack' | 'site'>;

/** The architect's own resources of a global control plane: applied in peace, never on the day. */
export type OnBase = (handle: BaseHandle) => void;

/** The architect's own resources, by the stack that they are for. */
export interface Hooks {
  /** Of each site. */
  readonly site: readonly OnSite[];
  /** Of the base of each site. */
  readonly base: readonly OnBase[];
}

/** What the hooks of a site added to it. */
export interface Added {
  /** Addresses of what stands there only while the site serves. */
  readonly onTheDay: ReadonlySet<string>;
  /** Questions that the procedures ask. */
  readonly checks: OwnChecks;
}

/** Runs the hooks of a site. Throws `DR-HOOK-01` where one of them is asynchronous, `DR-AT-02` where it asks for what is no component of the workload. */
export function runOnSite(
  context: SiteContext<unknown>,
  rendered: ReadonlyMap<string, Rendered>,
  hooks: readonly OnSite[],
  components: readonly Component[],
): Added {
  const { stack, site, sitePlan, ground } = context;
  const role = sitePlan.role as Form;
  const network = context.neighbour('network')?.network;
  const key = site.cloud.keyOf?.(ground);
  const onTheDay = new Set<string>();
  const asked = new CheckList(sitePlan);
  const handle: SiteHandle = {
    stack,
    site: site.key,
    form: role,
    ...(network ? { network } : {}),
    ...(key === undefined ? {} : { key }),
    rendered: (component) => rendered.get(idOf(component, components, 'rendered')),
    at: (component, name) => {
      const id = idOf(component, components, 'at');
      const one = rendered.get(id);
      const endpoint = name === undefined ? one?.endpoint : one?.named?.(name);
      if (endpoint) return endpoint;
      if (one && name !== undefined) throw unknownName(id, name);
      throw absent(id, context, rendered);
    },
    whenActive: (render) => {
      refuseNoHook(render, 'whenActive');
      if (works(role)) onlyWhileServing(stack, site, render).forEach((address) => onTheDay.add(address));
    },
    check: (props) => {
      asked.add(props);
    },
  };
  for (const hook of hooks) refuseAsync(hook(handle) as unknown, 'onEverySite');
  return { onTheDay, checks: asked.checks };
}

/** The id of a component: one of another workload is not taken for the one of the same id here. */
function idOf(component: unknown, components: readonly Component[], asked: string): string {
  const id = component instanceof Component ? component.node.id : undefined;
  const here = components.find(({ node }) => node.id === id);
  if (id !== undefined && (here === undefined || here === component)) return id;
  throw new ContinuityError({
    id: 'DR-AT-02',
    what: `${asked} is asked for what is no component of this workload`,
    value: component === undefined ? 'nothing' : component,
    allowed:
      components
        .map(({ node }) => node.id)
        .sort()
        .join(', ') || 'a component of the workload: it has none',
    fix: `${asked}(component), with what new ${components[0]?.constructor.name ?? 'ObjectStorage'}(workload, …) returned`,
  });
}

/** The ids of the components that stand at a site: by name, for error messages. */
export const standing = (there: ReadonlyMap<string, Rendered>): string =>
  [...there]
    .flatMap(([id, { endpoint, instance }]) => (endpoint || instance ? [id] : []))
    .sort()
    .join(', ');

/** The ids of what applications can reach there: what `at` can be asked for. */
const reachable = (there: ReadonlyMap<string, Rendered>): string =>
  [...there]
    .flatMap(([id, { endpoint }]) => (endpoint ? [id] : []))
    .sort()
    .join(', ') || 'none';

function absent(component: string, { site, sitePlan }: SiteContext<unknown>, there: ReadonlyMap<string, Rendered>): ContinuityError {
  const stands = there.get(component)?.instance !== undefined;
  return new ContinuityError({
    id: 'DR-AT-01',
    what: stands ? `${component} has nothing at ${site.key} that applications reach` : `${component} does not stand at ${site.key} now`,
    value: sitePlan.role,
    allowed: `components that applications reach there: ${reachable(there)}`,
    fix: stands ? `rendered(component), for the resource of ${component} itself` : 'wrap the use in whenActive(…)',
  });
}

const unknownName = (component: string, name: string): ContinuityError =>
  new ContinuityError({
    id: 'DR-AT-01',
    what: `${component} has nothing of that name`,
    value: name,
    allowed: 'the names that it declares',
    fix: `declare '${name}' in ${component}, or at(component) without a name`,
  });
