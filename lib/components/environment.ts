import type { Declaration } from './component';
import { isOf } from './declarations';
import { variableOf } from './service';

/** Where applications of the site find a component. */
export interface Endpoint {
  /** Host name, or the bucket's or secret's name where there is no host. */
  readonly host: string;
  /** Port, where there is one. */
  readonly port?: number;
  /** The name of the resource. */
  readonly name: string;
  /** The secret that opens it, in the same site. */
  readonly secretName?: string;
}

/** A secret of a site, which a cloud hands over in its own way. */
export interface FoundSecret {
  /** Its name. */
  readonly secretName: string;
  /** The host that keeps it, where it is one of `Secrets`: what opens a component is kept where its cloud keeps it. */
  readonly host?: string;
}

/** What a component says of itself in the environment of what works on it. */
export interface Said {
  /** Texts by their variables. */
  readonly texts: Readonly<Record<string, string>>;
  /** Secrets by their variables. */
  readonly secrets: Readonly<Record<string, FoundSecret>>;
}

const NOTHING: Said = { texts: {}, secrets: {} };

/** By names: another order would be a difference for ever, since services sort them by themselves. */
export const byName = <T>(table: Readonly<Record<string, T>>): [string, T][] => Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1));

/** What a component says of itself; nothing where it does not stand there yet: nothing works on it then either. */
export function saidBy(
  id: string,
  declaration: Declaration,
  { endpoint, named }: { readonly endpoint?: Endpoint; named?(name: string): Endpoint | undefined },
): Said {
  const prefix = variableOf(id);
  if (isOf('secrets', declaration)) {
    const entries = declaration.secrets.map((name) => {
      const { secretName = '', host = '' } = named?.(name) ?? {};
      return [`${prefix}_${variableOf(name)}`, { secretName, host }] as const;
    });
    return { texts: {}, secrets: Object.fromEntries(entries) };
  }
  if (!endpoint) return NOTHING;
  const { host, port, name, secretName } = endpoint;
  return {
    texts: { [`${prefix}_HOST`]: host, ...(port === undefined ? {} : { [`${prefix}_PORT`]: String(port) }), [`${prefix}_NAME`]: name },
    secrets: secretName === undefined ? {} : { [`${prefix}_SECRET`]: { secretName } },
  };
}

/** What several of them say, one after the other. */
export const saidByAll = (all: readonly Said[]): Said => ({
  texts: Object.assign({}, ...all.map(({ texts }) => texts)) as Said['texts'],
  secrets: Object.assign({}, ...all.map(({ secrets }) => secrets)) as Said['secrets'],
});

/** What stands at a site, as far as it says anything to a service. */
interface Around {
  readonly placements: readonly {
    readonly component: string;
    readonly kind: string;
    readonly current: boolean;
    readonly declaration: Declaration;
  }[];
  readonly neighbour: (kind: string, component: string) => Parameters<typeof saidBy>[2] | undefined;
}

/** What the components that a service works on say to it, at its own site. */
export const saidToService = ({ placements, neighbour }: Around, { uses }: { readonly uses: readonly string[] }): Said =>
  saidByAll(
    uses.flatMap((id) => {
      const one = placements.find(({ component, current }) => component === id && current);
      const rendered = one && neighbour(one.kind, id);
      return rendered ? [saidBy(id, one.declaration, rendered)] : [];
    }),
  );
