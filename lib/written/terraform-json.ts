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

/** How long something that can be restored is kept. */
export interface Retention {
  /** What says so. */
  readonly address: string;
  /** What is kept. */
  readonly what: string;
  /** How long: in days, or as the vendor writes it. */
  readonly kept: string;
}

/** Addresses of what holds data. */
export function statefulOf({ resource = {} }: TerraformJson, { stateful }: KnownTypes): string[] {
  return stateful.flatMap((type) => Object.keys(resource[type] ?? {}).map((name) => `${type}.${name}`)).sort();
}

/** Import ids that can be computed from the arguments: what an interrupted apply created without recording it is found again by them. */
export function importIdsOf(json: TerraformJson, { importIds }: KnownTypes): Record<string, string> {
  const out: Record<string, string> = {};
  for (const type of Object.keys(json.resource ?? {}).sort()) {
    const template = importIds[type] ?? '!';
    if (template.startsWith('!')) continue;
    for (const [name, args] of Object.entries(json.resource?.[type] ?? {}).sort()) {
      const id = template.replace(/\{(\w+)\}/g, (_, argument: string) => resolve(json, String(args[argument] ?? '')));
      if (id && !id.includes('${')) out[`${type}.${name}`] = id;
    }
  }
  return out;
}

/** How an import id is found that cannot be computed, by address: as the row of its type says. */
export function lookUpsOf(json: TerraformJson, types: KnownTypes): Record<string, string> {
  const known = importIdsOf(json, types);
  return Object.fromEntries(
    Object.entries(json.resource ?? {})
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([type, all]) => {
        const said = types.importIds[type];
        const how = said?.startsWith('!') ? said.slice(1).trim() : said === undefined ? undefined : `in the form ${said}`;
        const addresses = Object.keys(all).map((name) => `${type}.${name}`);
        return how === undefined ? [] : addresses.filter((one) => known[one] === undefined).map((one): [string, string] => [one, how]);
      }),
  );
}

/** How long what can be restored is kept, as far as arguments say so: days where it is a number, else the vendor's own text. */
export function retentionOf({ resource = {} }: TerraformJson, { keeps = {} }: KnownTypes): Retention[] {
  return Object.entries(keeps)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([type, rows]) =>
      Object.entries(resource[type] ?? {})
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([name, args]) =>
          rows.flatMap(({ argument, what }) =>
            [...new Set(valuesAt(args, argument.split('.')))].map((value) => ({ address: `${type}.${name}`, what, kept: value })),
          ),
        ),
    );
}

/** What stands under a path of arguments, whether blocks are lists or not. */
function valuesAt(value: unknown, [key, ...rest]: readonly string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => valuesAt(one, key === undefined ? [] : [key, ...rest]));
  if (key !== undefined)
    return typeof value === 'object' && value !== null ? valuesAt((value as Readonly<Record<string, unknown>>)[key], rest) : [];
  if (typeof value === 'number') return [`${value} d`];
  return typeof value === 'string' && !value.includes('${') ? [value] : [];
}

/** A reference to an argument of another resource of the stack, followed to its literal. */
function resolve({ resource = {} }: TerraformJson, value: string): string {
  const match = /^\$\{(\w+)\.([\w-]+)\.(\w+)\}$/.exec(value);
  const target = match ? resource[match[1] as string]?.[match[2] as string]?.[match[3] as string] : undefined;
  return typeof target === 'string' ? target : value;
}
