import type { TerraformStack } from 'cdktf';
import type { Endpoint, Rendered } from './clouds/cloud';
import type { Component } from './components/component';
import type { Form } from './plan/posture';

/** What the architect's own code gets, once for every site that is alive. */
export interface SiteHandle {
  /** The site's recovery stack. */
  readonly stack: TerraformStack;
  /** `cloud:region`. */
  readonly site: string;
  /** How the site is treated now. */
  readonly form: Form;
  /** How applications of this site reach a component; names do not change with the generation. */
  at(component: Component): Endpoint;
  /** What the library rendered for a component here, or undefined where nothing stands. */
  rendered(component: Component): Rendered | undefined;
  /** For what must not run twice (schedules, consumers): runs only where the site serves. */
  whenActive(render: () => void): void;
}

/** The architect's own resources. Whatever they reach beyond their site is refused (`DR-REACH`). */
export type OnSite = (handle: SiteHandle) => void;

/** What the architect's own code gets, once for every site that is alive, for what a global control plane holds: roles, certificates. */
export type BaseHandle = Pick<SiteHandle, 'stack' | 'site'>;

/** The architect's own resources of a global control plane: applied in peace, never on the day. */
export type OnBase = (handle: BaseHandle) => void;
