import type { TerraformResource } from 'cdktf';
import type { Component } from '../components/component';
import { ContinuityError } from '../words/errors';

/** What a customization gets. */
export interface Customization<R extends TerraformResource = TerraformResource> {
  /** The main resource of the component at this site. */
  readonly instance: R;
  /** `cloud:region`. */
  readonly site: string;
}

const hooks = new WeakMap<Component, { cloud: string; change: (customization: Customization) => void }[]>();

/** Throws `DR-HOOK-02` where a hook is no function. */
export function refuseNoHook(hook: unknown, name: string): void {
  if (typeof hook === 'function') return;
  throw new ContinuityError({
    id: 'DR-HOOK-02',
    what: `${name} is given no function`,
    value: hook === undefined ? 'nothing' : hook,
    allowed: 'a function that renders, and returns nothing',
    fix: `${name}(… => { … })`,
  });
}

/** Throws `DR-HOOK-02` where what is to be changed is no component. */
function refuseNoComponent(component: unknown): void {
  if (typeof (component as Partial<Component> | undefined | null)?.declaration === 'function') return;
  throw new ContinuityError({
    id: 'DR-HOOK-02',
    what: 'customize is given no component',
    value: component === undefined ? 'nothing' : component,
    allowed: 'a component of a workload: what new ObjectStorage(…) returned',
    fix: 'customize(component, ({ instance, site }) => { … })',
  });
}

/** Adds a customization of a component on one cloud: runs after rendering, before `onEverySite`. */
export function addCustomization(component: Component, cloud: string, change: (customization: Customization) => void): void {
  refuseNoComponent(component);
  refuseNoHook(change, 'customize');
  hooks.set(component, [...(hooks.get(component) ?? []), { cloud, change }]);
}

/** The customizations of a component on one cloud. */
export function customizationsOf(component: Component, cloud: string): readonly ((customization: Customization) => void)[] {
  return (hooks.get(component) ?? []).filter((hook) => hook.cloud === cloud).map((hook) => hook.change);
}
