import { TerraformDataSource, TerraformResource, type TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { Bound } from '../port/bounds';
import { knownTypes, type KnownTypes } from '../port/known-types';
import { ContinuityError } from '../words/errors';
import type { TerraformJson } from '../written/terraform-json';
import type { Site } from '../port/site';

/*
 * What an architect adds to a recovery stack obeys the same laws as what the library renders there: it is read before anything is
 * written (docs/design.md, "Own resources").
 */

/** Address of a resource in its stack. */
export const addressOf = ({
  terraformResourceType,
  friendlyUniqueId,
}: Pick<TerraformResource, 'terraformResourceType' | 'friendlyUniqueId'>): string => `${terraformResourceType}.${friendlyUniqueId}`;

/** The resources of a stack, or under another construct. */
export const resourcesOf = ({ node }: IConstruct): TerraformResource[] =>
  node.findAll().filter((c): c is TerraformResource => TerraformResource.isTerraformResource(c));

/** Addresses of what is managed or looked up in a stack. */
export const addressesIn = ({ node }: IConstruct): string[] =>
  node.findAll().flatMap((one) => {
    const isRead = TerraformDataSource.isTerraformDataSource(one);
    return isRead || TerraformResource.isTerraformResource(one) ? [addressOf(one)] : [];
  });

/** Throws `DR-HOOK-01` where a hook is asynchronous: what it renders later would be written nowhere. */
export function refuseAsync(result: unknown, name: string): void {
  const later = result as PromiseLike<unknown> | undefined | null;
  if (typeof later?.then !== 'function') return;
  // What it fails with comes later, and would be printed beside this refusal.
  void later.then(undefined, () => undefined);
  throw new ContinuityError({
    id: 'DR-HOOK-01',
    what: `${name} is asynchronous: the stacks are written before it ends`,
    value: 'a promise',
    allowed: 'a function that returns nothing',
    fix: 'wait for what it needs before the app is declared, and take the value in',
  });
}

/** Renders something, and says which resources came of it. */
export function addedBy<T>(stack: IConstruct, render: () => T): { readonly made: T; readonly added: TerraformResource[] } {
  const before = new Set(resourcesOf(stack));
  const made = render();
  return { made, added: resourcesOf(stack).filter((one) => !before.has(one)) };
}

/** Runs what stands only while a site serves, and says what that is. Throws `DR-OWN-01` where it holds data: a failover would ask to destroy it where it was. */
export function onlyWhileServing(stack: TerraformStack, { cloud }: Site, render: () => unknown): string[] {
  const { made, added } = addedBy(stack, render);
  refuseAsync(made, 'whenActive');
  const data = added.find((one) => knownTypes(cloud).stateful.includes(one.terraformResourceType));
  if (!data) return added.map(addressOf);
  throw new ContinuityError({
    id: 'DR-OWN-01',
    what: 'Something that holds data would stand only where the site serves: after a failover the plan destroys it',
    value: addressOf(data),
    allowed: 'what can be built again: schedules, consumers, alarms',
    fix: 'render it outside of whenActive, at both sites',
  });
}

/**
 * Runs a customization. Throws `DR-NAME-03` where it changes what the resource is found by: other stacks and the runbook compute it;
 * `DR-OWN-04` where it takes away what keeps data: that it cannot be destroyed, or that what a failover changes is ignored; and `DR-OWN-06`
 * where it makes of it what could not be followed, or joined to the other site.
 */
export function keeping(instance: TerraformResource, known: KnownTypes, change: () => unknown): void {
  const before = readOf(instance, known);
  refuseAsync(change(), 'customize');
  const after = readOf(instance, known);
  refuseRenamed(instance, before.names, after.names);
  if (known.stateful.includes(instance.terraformResourceType)) refuseUnguarded(instance, before.guards, after.guards);
  refuseOutOfBounds(instance, known.bounds?.[instance.terraformResourceType] ?? [], before.body, after.body);
}

function refuseRenamed(instance: TerraformResource, before: readonly Named[], after: readonly Named[]): void {
  const at = before.findIndex(([, name], i) => name !== after[i]?.[1]);
  if (at < 0) return;
  const [argument, name] = before[at] as Named;
  throw new ContinuityError({
    id: 'DR-NAME-03',
    what: `customize changes ${argument} of ${addressOf(instance)}: the other site, the runbook and the import compute it from the plan`,
    value: after[at]?.[1] ?? '',
    allowed: name,
    fix: 'leave the name as it is; another id of the component gives another one',
  });
}

function refuseUnguarded(instance: TerraformResource, before: readonly string[], after: readonly string[]): void {
  const lost = before.find((guard) => !after.includes(guard) && !(guard.startsWith(IGNORES) && after.includes(`${IGNORES}all`)));
  if (lost === undefined) return;
  throw new ContinuityError({
    id: 'DR-OWN-04',
    what: `customize takes away what keeps the data of ${addressOf(instance)}: a later plan would destroy it, or undo a failover`,
    value: `a lifecycle without ${lost}`,
    allowed: `a lifecycle with ${before.join(', ')}`,
    fix: 'add to the lifecycle that is there; for an environment that may be destroyed, destroyable: true',
  });
}

/** What a customization leaves as it was is the library's own; a value that is known only when it is applied is judged by the service. */
function refuseOutOfBounds(instance: TerraformResource, bounds: readonly Bound[], before: Body, after: Body): void {
  const said = (body: Body, { argument }: Bound): string => String(body[argument] ?? '');
  const crossed = bounds.find((bound) => {
    const value = said(after, bound);
    return value !== said(before, bound) && !(bound.shape && (value.includes('${') || bound.shape.test(value)));
  });
  if (!crossed) return;
  throw new ContinuityError({
    id: 'DR-OWN-06',
    what: `customize makes something else of ${crossed.argument} of ${addressOf(instance)} than the other site can rest on`,
    value: said(after, crossed) || 'nothing',
    allowed: crossed.allowed,
    fix: crossed.fix,
  });
}

type Body = Readonly<Record<string, unknown>>;
type Named = readonly [argument: string, value: string];
interface Lifecycle {
  readonly prevent_destroy?: boolean;
  readonly ignore_changes?: string | readonly string[];
}
const IGNORES = 'ignore_changes ';

/** What a resource is found by, what keeps its data, and all that is said of it. */
function readOf(
  instance: TerraformResource,
  { importIds }: KnownTypes,
): { readonly names: Named[]; readonly guards: string[]; readonly body: Body } {
  const type = instance.terraformResourceType;
  // What cannot be imported by its arguments is looked up by its name.
  const [first = 'name', ...more] = [...(importIds[type] ?? '').matchAll(/\{(\w+)\}/g)].map(([, argument]) => argument as string);
  const { resource = {} } = instance.toTerraform() as TerraformJson;
  const [body = {}] = Object.values(resource[type] ?? {});
  const { prevent_destroy: isKept, ignore_changes: ignored = [] } = (body['lifecycle'] ?? {}) as Lifecycle;
  const guards = [...(isKept ? ['prevent_destroy'] : []), ...[ignored].flat().map((one) => `${IGNORES}${one}`)];
  return { names: [first, ...more].map((argument) => [argument, String(body[argument] ?? '')]), guards, body };
}
