import type { TerraformResource } from 'cdktf';
import type { Component } from '../components/component';

/** What a customization gets. */
export interface Customization<R extends TerraformResource = TerraformResource> {
  /** The main resource of the component at this site. */
  readonly instance: R;
  /** `cloud:region`. */
  readonly site: string;
}

const hooks = new WeakMap<Component, { cloud: string; change: (customization: Customization) => void }[]>();

/** Adds a customization of a component on one cloud: runs after rendering, before `onEverySite`. */
export function addCustomization(component: Component, cloud: string, change: (customization: Customization) => void): void {
  hooks.set(component, [...(hooks.get(component) ?? []), { cloud, change }]);
}

/** The customizations of a component on one cloud. */
export function customizationsOf(component: Component, cloud: string): readonly ((customization: Customization) => void)[] {
  return (hooks.get(component) ?? []).filter((hook) => hook.cloud === cloud).map((hook) => hook.change);
}
