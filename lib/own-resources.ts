import { TerraformResource, type TerraformStack } from 'cdktf';
import type { Reach } from './port/facts';
import { knownTypes, type KnownTypes } from './port/known-types';
import { ContinuityError } from './words/errors';
import { importIdsOf, type TerraformJson } from './reports/terraform-json';
import type { Site } from './port/site';

/*
 * What an architect adds to a recovery stack obeys the same laws as what the library renders there: it is read before anything is
 * written (docs/design.md, "Own resources").
 */

/** Address of a resource in its stack. */
export const addressOf = (resource: TerraformResource): string => `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;

/** The resources of a stack. */
export const resourcesOf = (stack: TerraformStack): TerraformResource[] =>
  stack.node.findAll().filter((c): c is TerraformResource => TerraformResource.isTerraformResource(c));

/** Throws `DR-HOOK-01` where a hook is asynchronous: what it renders later would be written nowhere. */
export function refuseAsync(result: unknown, name: string): void {
  if (typeof (result as PromiseLike<unknown> | undefined)?.then !== 'function') return;
  throw new ContinuityError({
    id: 'DR-HOOK-01',
    what: `${name} is asynchronous: the stacks are written before it ends`,
    value: 'a promise',
    allowed: 'a function that returns nothing',
    fix: 'wait for what it needs before the app is declared, and take the value in',
  });
}

/** Runs what stands only while a site serves. Throws `DR-OWN-01` where it holds data: a failover would ask to destroy it where it was. */
export function onlyWhileServing(stack: TerraformStack, { cloud }: Site, render: () => unknown): void {
  const before = new Set(resourcesOf(stack));
  refuseAsync(render(), 'whenActive');
  const data = resourcesOf(stack).find((one) => !before.has(one) && knownTypes(cloud).stateful.includes(one.terraformResourceType));
  if (!data) return;
  throw new ContinuityError({
    id: 'DR-OWN-01',
    what: 'Something that holds data would stand only where the site serves: after a failover the plan destroys it',
    value: addressOf(data),
    allowed: 'what can be built again: schedules, consumers, alarms',
    fix: 'render it outside of whenActive, at both sites',
  });
}

/** Runs a customization. Throws `DR-NAME-03` where it changes what the resource is found by: other stacks and the runbook compute it. */
export function keepingNames(instance: TerraformResource, { importIds }: KnownTypes, change: () => unknown): void {
  const type = instance.terraformResourceType;
  const words = [...(importIds[type] ?? '').matchAll(/\{(\w+)\}/g)].map(([, argument]) => argument as string);
  const named = (): string[] => {
    const { resource = {} } = instance.toTerraform() as TerraformJson;
    const [body = {}] = Object.values(resource[type] ?? {});
    return words.map((argument) => String(body[argument] ?? ''));
  };
  const before = named();
  refuseAsync(change(), 'customize');
  const after = named();
  const at = after.findIndex((value, i) => value !== before[i]);
  if (at < 0) return;
  throw new ContinuityError({
    id: 'DR-NAME-03',
    what: `customize changes ${words[at]} of ${addressOf(instance)}: the other site, the runbook and the import compute it from the plan`,
    value: after[at] as string,
    allowed: before[at] as string,
    fix: 'leave the name as it is; another id of the component gives another one',
  });
}

/** A recovery stack as it is about to be written. */
export interface Written {
  /** Its id. */
  readonly id: string;
  /** Its site. */
  readonly site: Site;
  /** Its JSON. */
  readonly json: TerraformJson;
  /** Addresses of what the library rendered in it. */
  readonly library: ReadonlySet<string>;
}

/** Throws `DR-REACH` where something of the stack needs another region or stack, `DR-OWN-02` where something has two owners. */
export function judgeOwn(written: Written): void {
  const fault = remoteState(written) ?? otherProvider(written) ?? elsewhere(written) ?? reaching(written);
  if (fault)
    throw new ContinuityError({
      id: 'DR-REACH',
      what: `${written.id} would need another place on the day: ${fault.what}`,
      value: fault.value,
      allowed: `what stands, is read and is changed in ${written.site.region.code} alone`,
      fix: fault.fix,
    });
  refuseTwoOwners(written);
}

interface Fault {
  readonly what: string;
  readonly value: string;
  readonly fix: string;
}

function remoteState({ json }: Written): Fault | undefined {
  const [name] = Object.keys(json.data?.['terraform_remote_state'] ?? {});
  if (name === undefined) return undefined;
  const fix = 'compute the name (rendered(component), at(component)), or look it up in this site';
  return { what: 'a value of another stack is read from its state', value: name, fix };
}

function otherProvider({ json, site }: Written): Fault | undefined {
  const own = site.region.code;
  const found = Object.entries(json.provider ?? {}).flatMap(([name, configured]) =>
    configured.flatMap(({ region }) => (typeof region === 'string' && region !== own ? [`${name} in ${region}`] : [])),
  );
  const [value] = found;
  return value === undefined
    ? undefined
    : {
        what: 'a provider of another region',
        value,
        fix: 'take the provider of the stack; what joins two sites is the library’s links stack, or a stack of your own',
      };
}

const PLACES = /^(region|location|\w+_location)$/;

function* blocksOf({ resource = {}, data = {} }: TerraformJson): Generator<[string, string, Readonly<Record<string, unknown>>]> {
  for (const part of [resource, data])
    for (const [type, named] of Object.entries(part))
      for (const [name, body] of Object.entries(named)) yield [type, `${type}.${name}`, body];
}

/** Another region of the cloud, by an argument. */
function elsewhere({ json, site }: Written): Fault | undefined {
  const own = site.region.code;
  const others = new Set(site.cloud.regions.map(({ code }) => code).filter((code) => code !== own));
  for (const [, address, body] of blocksOf(json))
    for (const [argument, value] of Object.entries(body))
      if (PLACES.test(argument) && typeof value === 'string' && others.has(value))
        return {
          what: `${address} stands in another region`,
          value: `${argument} = ${value}`,
          fix: `leave ${argument} out, or say ${own}`,
        };
  return undefined;
}

const fits = (type: string, { type: pattern }: Reach): boolean =>
  pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern;

/** A type of the architect's whose read calls a global control plane, or that names another region where it does. */
function reaching({ json, site, library }: Written): Fault | undefined {
  const own = site.region.code;
  const regions = site.cloud.regions.map(({ code }) => code).filter((code) => code !== own);
  for (const [type, address, body] of blocksOf(json)) {
    if (library.has(address)) continue;
    for (const row of knownTypes(site.cloud).reach.filter((one) => fits(type, one))) {
      if (row.region !== undefined && row.on === 'read' && row.region !== own)
        return {
          what: `${address} is read through ${row.region}`,
          value: type,
          fix: 'render it in onEveryBase: base stacks are applied in peace alone',
        };
      const named = row.argument === undefined ? undefined : regionIn(JSON.stringify(valuesAt(body, row.argument)), regions);
      if (named !== undefined)
        return {
          what: `${address} reaches ${named}`,
          value: `${type}.${row.argument}`,
          fix: 'give it a stack of your own that joins the sites, applied in peace',
        };
    }
  }
  return undefined;
}

/** The region that a text names as a place: by itself, or as a field of an ARN. */
const regionIn = (text: string, regions: readonly string[]): string | undefined =>
  regions.find((region) => text.includes(`"${region}"`) || text.includes(`:${region}:`));

/** The values at a path, whether its blocks are written once or as lists. */
function valuesAt(body: unknown, path: string): unknown[] {
  return path
    .split('.')
    .reduce<unknown[]>((values, key) => values.flatMap((one) => (one as Record<string, unknown> | undefined)?.[key] ?? []), [body]);
}

/** What each resource is, where that can be said: its type, and what it is imported by. Who is named by its id is named by that, too. */
function identitiesOf(json: TerraformJson, types: KnownTypes): (readonly [string, string])[] {
  const ids = importIdsOf(json, types);
  const literal = JSON.parse(JSON.stringify(json), (_, value: unknown) =>
    typeof value === 'string' ? (ids[/^\$\{([\w.-]+)\.id\}$/.exec(value)?.[1] ?? ''] ?? value) : value,
  ) as TerraformJson;
  return Object.entries(importIdsOf(literal, types)).map(([address, id]) => [address, `${address.split('.')[0]} ${id}`]);
}

function refuseTwoOwners({ id, site, json, library }: Written): void {
  const all = identitiesOf(json, knownTypes(site.cloud));
  for (const [address, identity] of all.filter(([one]) => !library.has(one))) {
    const twin = all.find(([other, same]) => library.has(other) && same === identity);
    if (!twin) continue;
    throw new ContinuityError({
      id: 'DR-OWN-02',
      what: `${address} of ${id} and the library's ${twin[0]} would overwrite each other at every apply`,
      value: identity,
      allowed: 'one owner of each thing',
      fix: `change the library's own one: customize(component, …), or rendered(component)`,
    });
  }
}
