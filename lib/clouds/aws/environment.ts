import { isOf } from '../../components/declarations';
import { variableOf, type ServiceDeclaration } from '../../components/service';
import type { Placement } from '../../plan/plan';
import type { Rendered } from '../../port/cloud';
import type { AwsContext, AwsPlacement } from './cell';
import { secretArn } from './grants';

/** What runs is given: texts, and ARNs of secrets of its own site, each by its variable. */
export interface Environment {
  readonly texts: readonly (readonly [name: string, value: string])[];
  readonly secrets: readonly (readonly [name: string, arn: string])[];
}

/** By names: another order would be a difference for ever, since services sort them by themselves. */
const sorted = (table: Readonly<Record<string, string>>): [string, string][] => Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1));

/** What a service finds in its environment: of what it works on, at its own site, and what its architect adds. */
export function environmentOf(
  { placements, neighbour }: Pick<AwsContext, 'placements' | 'neighbour'>,
  { declaration, here }: Pick<AwsPlacement<ServiceDeclaration, string>, 'declaration' | 'here'>,
): Environment {
  const used = declaration.uses.flatMap((id) => {
    const one = placements.find(({ component, current }) => component === id && current);
    const rendered = one && neighbour(one.kind, id);
    return rendered ? [saysOf(one, rendered)] : [];
  });
  const texts = Object.assign({}, ...used.map((one) => one.texts), declaration.environment) as Table;
  const secrets = Object.assign({}, ...used.map((one) => one.secrets)) as Table;
  return { texts: sorted(texts), secrets: sorted(secrets).map(([name, secret]) => [name, secretArn(here, secret)]) };
}

type Table = Readonly<Record<string, string>>;

/** What a component says of itself; nothing where it does not stand there yet: nothing works on it then either. */
function saysOf({ component, declaration }: Placement, { endpoint, named }: Rendered): { readonly texts: Table; readonly secrets: Table } {
  const prefix = variableOf(component);
  if (isOf('secrets', declaration)) {
    const entries = declaration.secrets.map((name) => [`${prefix}_${variableOf(name)}`, named?.(name)?.secretName ?? ''] as const);
    return { texts: {}, secrets: Object.fromEntries(entries) };
  }
  if (!endpoint) return { texts: {}, secrets: {} };
  const { host, port, name, secretName } = endpoint;
  return {
    texts: { [`${prefix}_HOST`]: host, ...(port === undefined ? {} : { [`${prefix}_PORT`]: String(port) }), [`${prefix}_NAME`]: name },
    secrets: secretName === undefined ? {} : { [`${prefix}_SECRET`]: secretName },
  };
}
