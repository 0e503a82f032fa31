import type { Declaration } from '../components/component';
import { isOf } from '../components/declarations';
import { portOf } from '../components/load-balancer';
import type { Flow } from '../words/flow';
import { kindOf } from '../words/kinds';
import type { DeclaredInput } from './input';
import type { Protection } from './protection';

/**
 * What goes from one thing to another: from users to what lets them in, from there to what serves and to what that works on, and between the
 * sites. Of the code alone, so that it is as new as the plan; what an architect's own resources call is not in it. Pure.
 */
export function flowsOf(input: DeclaredInput, protections: readonly Protection[]): Flow[] {
  const { declarations } = input;
  return [
    ...declarations.flatMap((one) => enters(input, one)),
    ...declarations.flatMap((one) => works(declarations, one)),
    ...protections.flatMap((one) => goesAcross(one)),
    ...protections.flatMap((one) => goesAway(input, one)),
  ];
}

/** Users by the name that they know; and whatever serves behind an entrance. */
function enters({ traffic, sites }: DeclaredInput, one: Declaration): Flow[] {
  if (!isOf('load-balancer', one)) return [];
  const port = portOf(one, sites[0].key);
  const name = traffic?.target === one.id ? `${traffic.name} → ${one.id}` : one.id;
  return [
    { from: 'users', to: name, port, what: port === 443 ? 'requests, over TLS' : 'requests, in clear text', way: 'from outside' },
    {
      from: one.id,
      to: one.target ?? 'what its owner registers behind it',
      port: one.targetPort,
      what: `requests, and the health check (${one.healthPath})`,
      way: 'within a site',
    },
  ];
}

function works(all: readonly Declaration[], one: Declaration): Flow[] {
  const uses = 'uses' in one ? (one.uses as readonly string[]) : [];
  return uses.flatMap((id) => {
    const used = all.find((other) => other.id === id);
    if (!used) return [];
    const isDatabase = isOf('relational-database', used);
    const what = isDatabase ? `sessions of ${used.engine.name}` : `what it works on (${used.kind})`;
    return [{ from: one.id, to: id, port: portIn(used), what, way: 'within a site' as const }];
  });
}

/** Where it is reached: what is called by HTTPS unless its protocol has a port of its own. */
function portIn(used: Declaration): number {
  if (isOf('relational-database', used)) return used.engine.port;
  if (isOf('file-storage', used)) return used.protocol === 'nfs' ? 2049 : 445;
  return 'port' in used ? (used.port as number) : 443;
}

/** Who brings images to the other site. */
const IMAGES = {
  registry: 'images, by a rule of the registry or by a step (container-images)',
  pipeline: 'images, from the pipeline that pushes to both (container-images)',
} as const;

/** What gets data to the other site, and what joins two networks. */
function goesAcross({ declaration, posture, meets }: Protection): Flow[] {
  const { id, kind } = declaration;
  const flow = (what: string): Flow => ({ from: `${id} where it serves`, to: `${id} where it stands by`, what, way: 'between the sites' });
  if (isOf('container-images', declaration)) return [flow(IMAGES[declaration.copiedBy])];
  if (posture === 'replica') return [flow(`replication (${kind})`)];
  if (posture === 'backup') return [flow(`copies (${kind})`)];
  return meets ? [{ ...flow(`a way between both (${kind})`), from: `${id} of each site`, to: `${id} of the other one` }] : [];
}

function goesAway({ copiesIn }: DeclaredInput, { declaration, copiedAway }: Protection): Flow[] {
  if (!copiesIn || !copiedAway || kindOf(declaration).nature !== 'data') return [];
  return [{ from: declaration.id, to: copiesIn.key, what: 'copies', way: 'to a place of copies' }];
}
