/** What is read and written of a stack. */
export interface Stack {
  terraform?: unknown;
  resource?: Blocks;
  data?: Blocks;
  ephemeral?: Blocks;
  locals?: Record<string, unknown>;
  variable?: Record<string, unknown>;
  removed?: unknown[];
  provider?: Record<string, Record<string, unknown>[]>;
}
/** Bodies by type and name. */
export type Blocks = Record<string, Record<string, unknown>>;

/**
 * Stacks as one, so that they are judged by one plan: most of what a plan costs is the loading of its provider. What a stack names gets its
 * key in front. A provider is told from another one by what it is configured with, and not by the stack.
 */
export function together(
  stacks: readonly (readonly [key: string, stack: Stack, isNamed: (type: string, name: string) => boolean])[],
): Stack {
  const providers = new Map<string, string>();
  const all: Required<Pick<Stack, 'resource' | 'locals' | 'variable' | 'removed'>> = {
    resource: {},
    locals: {},
    variable: {},
    removed: [],
  };
  for (const [key, whole, isNamed] of stacks) {
    const stack = renamed(whole, key, isNamed);
    const named = <T>(of: Record<string, T> = {}): [string, T][] => Object.entries(of).map(([name, body]) => [`${key}_${name}`, body]);
    for (const [type, bodies] of Object.entries(stack.resource ?? {}))
      for (const [name, body] of named(bodies as Record<string, object & { provider?: string }>))
        (all.resource[type] ??= {})[name] = { ...body, provider: providerOf(whole, body.provider, providers) };
    Object.assign(all.locals, Object.fromEntries(named(stack.locals)));
    Object.assign(all.variable, Object.fromEntries(named(stack.variable)));
    all.removed.push(...(stack.removed ?? []));
  }
  const aliased = [...providers].map(([settings, alias]) => ({ ...(JSON.parse(settings) as object), alias }));
  const kind = stacks[0] ? kindOf(stacks[0][1]) : 'aws';
  return { terraform: stacks[0]?.[1].terraform, ...all, provider: { [kind]: [{ ...aliased[0], alias: undefined }, ...aliased] } };
}

/** The provider of a stack. */
export const kindOf = ({ provider = {} }: Stack): string => Object.keys(provider)[0] ?? 'aws';

/** A stack whose own names, where they are referred to, have a key in front. */
function renamed(
  { provider: _provider, terraform: _terraform, ...stack }: Stack,
  key: string,
  isNamed: (type: string, name: string) => boolean,
): Stack {
  const text = JSON.stringify(stack)
    .replace(/\b((?:aws|azurerm|oci)_[a-z0-9_]+)\.([A-Za-z0-9_-]+)/g, (all, type: string, name: string) =>
      isNamed(type, name) ? `${type}.${key}_${name}` : all,
    )
    .replace(/\b(local|var)\.([A-Za-z0-9_-]+)/g, (_, kind: string, name: string) => `${kind}.${key}_${name}`);
  return JSON.parse(text) as Stack;
}

/** How a resource names its provider once all stacks are one: by what that is configured with. */
function providerOf({ provider = {} }: Stack, said: string | undefined, known: Map<string, string>): string {
  const kind = kindOf({ provider });
  const [, asked] = (said ?? kind).split('.');
  const settings = JSON.stringify({ ...provider[kind]?.find(({ alias }) => alias === asked), alias: undefined });
  const alias = known.get(settings) ?? `like-${known.size}`;
  known.set(settings, alias);
  return `${kind}.${alias}`;
}
