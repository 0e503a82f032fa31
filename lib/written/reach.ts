import type { Cloud } from '../port/cloud';
import type { Reach } from '../port/facts';
import type { KnownTypes } from '../port/known-types';
import type { TerraformJson } from './terraform-json';
import type { SiteRef } from '../words/place';

/*
 * Where the arguments of a synthesized stack point (docs/design.md, "Own resources"): a region, or a site of the workload. Pure: it
 * reads the JSON alone.
 */

/** What is known of the places of a cloud: enough to read where a text points. */
export interface Places {
  /** Its name: the first part of a key. */
  readonly cloud: string;
  /** Codes of its regions. */
  readonly regions: readonly string[];
  /** The partition that the sites are in. @default the cloud's first */
  readonly partition?: string;
  /** By site key: parts of an id, between slashes, dots or colons, that only what stands at that site has. */
  readonly ids: Readonly<Record<string, readonly string[]>>;
}

/** The places of a cloud, with some sites of it. */
export function placesOf({ name, regions, idsOf }: Cloud, sites: readonly SiteRef[]): Places {
  const ids = Object.fromEntries(sites.map((site) => [site.site, idsOf?.(site) ?? []]));
  const partition = regions.find(({ code }) => code === sites[0]?.region)?.partition;
  return { cloud: name, regions: regions.map(({ code }) => code), ...(partition === undefined ? {} : { partition }), ids };
}

/** A resource or a data source of a stack. */
export interface Block {
  /** Its type. */
  readonly type: string;
  /** `type.name`, without `data.`. */
  readonly address: string;
  /** Its arguments. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** All that is read or changed by an apply of the stack. */
export function blocksOf({ resource = {}, data = {}, ephemeral = {} }: TerraformJson): Block[] {
  return [resource, data, ephemeral].flatMap((part) =>
    Object.entries(part).flatMap(([type, named]) =>
      Object.entries(named).map(([name, body]): Block => ({ type, address: `${type}.${name}`, body })),
    ),
  );
}

/** Maps whose keys are somebody's own words: no key in them is an argument. */
const WORDS = /(^|_)(tags|tags_all|labels|variables|metadata)$|^app_settings$/;

/** Every text in a value, with the name of the argument that it is given to. */
export function textsIn(value: unknown, argument = ''): (readonly [argument: string, text: string])[] {
  if (typeof value === 'string') return [[argument, value]];
  if (Array.isArray(value)) return value.flatMap((one) => textsIn(one, argument));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, WORDS.test(argument) ? argument : key));
}

/** The region that a text is; some clouds take its name as people write it, too ("France Central"). */
export function regionOf(text: string, { regions }: Places): string | undefined {
  const code = text.replaceAll(' ', '').toLowerCase();
  return regions.find((region) => region === code);
}

/** The site that an id belongs to, where its text says so. */
export function siteOfId(text: string, { ids }: Places): string | undefined {
  const parts = text.toLowerCase().split(/[/.:]/);
  return Object.entries(ids).find(([, names]) => names.some((name) => parts.includes(name.toLowerCase())))?.[0];
}

/** Keys of the regions and sites that a text names as a place: by itself, as a field of an id or a part of a host, or by a site's id. */
function placesNamed(text: string, places: Places): string[] {
  const isPart = (region: string): boolean => [`:${region}:`, `.${region}.`, `//${region}.`].some((part) => text.includes(part));
  const whole = regionOf(text, places);
  const regions = whole === undefined ? places.regions.filter(isPart) : [whole];
  const site = siteOfId(text, places);
  return [...regions.map((region) => `${places.cloud}:${region}`), ...(site === undefined ? [] : [site])];
}

/** What a type reaches beyond the region of its provider. */
export interface Reached extends Block {
  /** The row that says so. */
  readonly row: Reach;
  /** `cloud:region`, or `cloud:` and the word of a control plane that is no region. */
  readonly places: readonly string[];
}

const fits = (type: string, { type: pattern }: Reach): boolean =>
  pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern;

/** The values at a path, whether its blocks are written once or as lists. */
const valuesAt = (body: unknown, path: string): unknown[] =>
  path
    .split('.')
    .reduce<unknown[]>((values, key) => values.flatMap((one) => (one as Record<string, unknown> | undefined)?.[key] ?? []), [body]);

/** What a stack reaches beyond the regions of its providers, by the rows of its cloud. */
export function reachedBy(json: TerraformJson, { reach }: Pick<KnownTypes, 'reach'>, places: Places): Reached[] {
  return blocksOf(json).flatMap((block) =>
    reach
      .filter((row) => fits(block.type, row))
      .map((row): Reached => {
        const named = row.argument === undefined ? [] : valuesAt(block.body, row.argument).flatMap((value) => textsIn(value));
        const own =
          row.region === undefined ? [] : [controlPlane(json, block, row.elsewhere?.[places.partition ?? ''] ?? row.region, places)];
        return { ...block, row, places: [...new Set([...own, ...named.flatMap(([, text]) => placesNamed(text, places))])].sort() };
      }),
  );
}

/** A control plane whose region differs by tenant is a word: the provider that the block was given says which one it is. */
function controlPlane({ provider = {} }: TerraformJson, { body }: Block, region: string, { cloud, regions }: Places): string {
  const [name = '', alias] = typeof body['provider'] === 'string' ? body['provider'].split('.') : [];
  const given = regions.includes(region) ? undefined : provider[name]?.find((one) => one['alias'] === alias)?.['region'];
  return `${cloud}:${typeof given === 'string' ? given : region}`;
}
