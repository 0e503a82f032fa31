import type { KnownTypes } from '../port/known-types';

/** A synthesized stack, as far as it is read here. */
export interface TerraformJson {
  /** Data sources: type → name → arguments. */
  readonly data?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  /** What is read at each run and kept nowhere: type → name → arguments. */
  readonly ephemeral?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  /** Configurations of each provider. */
  readonly provider?: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  /** Resources: type → name → arguments. */
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

/** Addresses of what holds data. */
export function statefulOf({ resource = {} }: TerraformJson, { stateful }: KnownTypes): string[] {
  return stateful.flatMap((type) => Object.keys(resource[type] ?? {}).map((name) => `${type}.${name}`)).sort();
}

/** Import ids that can be computed from the arguments: what an interrupted apply created without recording it is found again by them. */
export function importIdsOf(json: TerraformJson, { importIds }: KnownTypes): Record<string, string> {
  const out: Record<string, string> = {};
  for (const [type, template] of Object.entries(importIds).sort()) {
    if (template.startsWith('!')) continue;
    for (const [name, args] of Object.entries(json.resource?.[type] ?? {}).sort()) {
      const id = template.replace(/\{(\w+)\}/g, (_, argument: string) => resolve(json, String(args[argument] ?? '')));
      if (id && !id.includes('${')) out[`${type}.${name}`] = id;
    }
  }
  return out;
}

/** A reference to an argument of another resource of the stack, followed to its literal. */
function resolve({ resource = {} }: TerraformJson, value: string): string {
  const match = /^\$\{(\w+)\.([\w-]+)\.(\w+)\}$/.exec(value);
  const target = match ? resource[match[1] as string]?.[match[2] as string]?.[match[3] as string] : undefined;
  return typeof target === 'string' ? target : value;
}
