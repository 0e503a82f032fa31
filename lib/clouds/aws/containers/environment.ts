import { variableOf } from '../../../components/container-service';
import { isOf } from '../../../components/declarations';
import type { Placement } from '../../../plan/plan';
import type { Rendered } from '../../../port/cloud';
import type { AwsContext } from '../cell';
import { secretArn } from './roles';
import type { ServicePlacement } from './names';

/** What a task is given: texts, and secrets by the ARN of each at the own site. */
interface Environment {
  readonly texts: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
}

/** What a task finds in its environment, as a container definition has it. */
export function environmentOf({ placements, neighbour }: AwsContext, placement: ServicePlacement): object {
  const { declaration, here } = placement;
  const used = declaration.uses.flatMap((id) => {
    const one = placements.find(({ component, current }) => component === id && current);
    const rendered = one && neighbour(one.kind, id);
    return rendered ? [saysOf(one, rendered)] : [];
  });
  const texts = Object.assign({}, ...used.map((one) => one.texts), declaration.environment) as Environment['texts'];
  const secrets = Object.assign({}, ...used.map((one) => one.secrets)) as Environment['secrets'];
  // The service sorts them by itself: another order would be a difference for ever.
  const sorted = (table: Readonly<Record<string, string>>): [string, string][] =>
    Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    environment: sorted(texts).map(([name, value]) => ({ name, value })),
    secrets: sorted(secrets).map(([name, secret]) => ({ name, valueFrom: secretArn(here, secret) })),
  };
}

/** What a component says of itself; nothing where it does not stand there yet: nothing works on it then either. */
function saysOf({ component, declaration }: Placement, { endpoint, named }: Rendered): Environment {
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
