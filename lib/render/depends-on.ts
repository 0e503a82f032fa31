import { type TerraformResource, type TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { Component } from '../components/component';
import { standing } from '../own/on-site';
import { addressOf, resourcesOf } from '../own/resources';
import type { Protection } from '../plan/protection';
import type { Rendered } from '../port/cloud';
import { ContinuityError } from '../words/errors';

/*
 * Waves inside one apply are `depends_on`: every decision comes before the apply, every check after it.
 */

/** What the library rendered at a site, by the id of its component. */
export type RenderedAt = ReadonlyMap<string, Rendered>;

function waitFor(resource: TerraformResource, ready: readonly TerraformResource[]): void {
  if (ready.length === 0) return;
  // What is said already may be tokens, which sort by their number: it keeps its order.
  resource.dependsOn = [...new Set([...(resource.dependsOn ?? []), ...ready.map(addressOf).sort()])];
}

/** What opens a component waits for what makes the earlier ones ready. */
export function orderWaves(protections: readonly Protection[], rendered: RenderedAt): void {
  for (const { declaration } of protections) {
    const ready = declaration.after.flatMap((id) => rendered.get(id)?.ready ?? []);
    for (const resource of rendered.get(declaration.id)?.waits ?? []) waitFor(resource, ready);
  }
}

/** Who may be waited for at a site. */
export interface Waited {
  /** The site's key, for error messages. */
  readonly site: string;
  /** The components of the workload. */
  readonly components: readonly Component[];
  /** What stands here of them. */
  readonly rendered: RenderedAt;
}

/**
 * The architect's own resources join the waves: what waits for a component (`node.addDependency(ledger)`), by itself or with all that is
 * under it, waits for what makes it ready. Throws `DR-WAVE-02` for a component of another workload, `DR-AT-01` for one that does not
 * stand here now. What else a construct waits for is none of the library's business.
 */
export function joinWaves(stack: TerraformStack, waited: Waited): void {
  for (const construct of stack.node.findAll()) {
    const ready = componentsBefore(construct).flatMap((component) => readyOf(construct, component, waited));
    if (ready.length > 0) resourcesOf(construct).forEach((resource) => waitFor(resource, ready));
  }
}

const componentsBefore = ({ node }: IConstruct): Component[] =>
  node.dependencies.flatMap((other) => other.node.findAll().filter((one) => one instanceof Component));

function readyOf({ node }: IConstruct, component: Component, { site, components, rendered }: Waited): readonly TerraformResource[] {
  const { id } = component.node;
  if (!components.includes(component))
    throw new ContinuityError({
      id: 'DR-WAVE-02',
      what: `${node.id} of ${site} waits for a component of another workload`,
      value: component.node.path,
      allowed: components
        .map((one) => one.node.id)
        .sort()
        .join(', '),
      fix: 'one workload for what is recovered together',
    });
  const made = rendered.get(id);
  if (made?.instance ?? made?.endpoint) return made?.ready ?? [];
  throw new ContinuityError({
    id: 'DR-AT-01',
    what: `${node.id} waits for ${id}, which does not stand at ${site} now`,
    value: id,
    allowed: `components that do: ${standing(rendered)}`,
    fix: 'wrap what waits for it in whenActive(…)',
  });
}
