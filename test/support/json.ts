/** Arguments of a block. */
export type Body = Readonly<Record<string, unknown>>;
type Blocks = Readonly<Record<string, Readonly<Record<string, Body>>>>;

/** A synthesized stack, as far as the laws read it. */
export interface StackJson {
  readonly '//'?: unknown;
  readonly resource?: Blocks;
  readonly variable?: Readonly<Record<string, unknown>>;
  readonly data?: Blocks;
  readonly ephemeral?: Blocks;
  readonly check?: Readonly<Record<string, { readonly assert: Body }>>;
  readonly provider?: Readonly<Record<string, readonly Body[]>>;
  readonly terraform?: { readonly backend?: Readonly<Record<string, Body>>; readonly required_providers?: unknown };
  readonly import?: readonly { readonly to: string; readonly id: string }[];
  readonly removed?: readonly { readonly from: string; readonly lifecycle?: { readonly destroy?: boolean } }[];
}

/** One block with its address: `aws_s3_bucket.invoices`, without `data.`. */
export interface Block {
  readonly address: string;
  readonly type: string;
  readonly body: Body;
}

/** Blocks of a part of a stack. */
export function blocksOf(stack: StackJson | undefined, part: 'resource' | 'data' | 'ephemeral' = 'resource'): Block[] {
  return Object.entries(stack?.[part] ?? {}).flatMap(([type, named]) =>
    Object.entries(named).map(([name, body]) => ({ address: `${type}.${name}`, type, body })),
  );
}

/** The block at an address. */
export function blockAt(stack: StackJson | undefined, address: string): Body | undefined {
  const [type = '', name = ''] = address.split('.');
  return stack?.resource?.[type]?.[name];
}

/** JSON with sorted keys: the same meaning, the same text. */
export function canonical(value: unknown): string {
  return JSON.stringify(sorted(value));
}

/** Plain data with its keys in order. A replacer of `JSON.stringify` does the same, and takes three times as long. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const given = value as Readonly<Record<string, unknown>>;
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(given).sort()) copy[key] = sorted(given[key]);
  return copy;
}

const written = new WeakMap<object, string>();

/** Whether two blocks say the same. */
export function isSame(a: Body | undefined, b: Body | undefined): boolean {
  if (a === b || !a || !b) return a === b;
  const [one, other] = [a, b].map((body) => {
    const text = written.get(body) ?? canonical(body);
    written.set(body, text);
    return text;
  });
  return one === other;
}

/** A copy without some keys. */
export function without<T extends object, K extends keyof T>(value: T, ...keys: readonly K[]): Omit<T, K> {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !(keys as readonly PropertyKey[]).includes(key))) as Omit<T, K>;
}

/** Every text in a value, with its path: `replica.0.region_name`. */
export function textsIn(value: unknown, path: readonly string[] = []): { readonly path: string; readonly text: string }[] {
  if (typeof value === 'string') return [{ path: path.join('.'), text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, [...path, key]));
}

/** The marker's resource of a stack: what carries its sequence. */
export const isMarker = ({ address }: Block): boolean => /\.continuity-marker($|-)/.test(address);

/** The stack without its marker and without cdktf's own comment: what an apply would change. */
export function withoutMarker(stack: StackJson): StackJson {
  const strip = (blocks: Blocks = {}): Blocks =>
    Object.fromEntries(
      Object.entries(blocks)
        .map(
          ([type, named]) =>
            [type, Object.fromEntries(Object.entries(named).filter(([name]) => !name.startsWith('continuity-marker')))] as const,
        )
        .filter(([, named]) => Object.keys(named).length > 0),
    );
  return { ...without(stack, '//', 'variable'), resource: strip(stack.resource), data: strip(stack.data) };
}

/** A copy with one argument changed, for mutants. `value` undefined removes it. */
export function mutate<T>(value: T, path: readonly (string | number)[], change: unknown): T {
  const copy = structuredClone(value);
  let at = copy as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) at = (at[key] ??= {}) as Record<string | number, unknown>;
  const last = path.at(-1) as string | number;
  if (change === undefined) delete at[last];
  else at[last] = change;
  return copy;
}
