import { ContinuityError } from '../words/errors';

/** What has to come before what. */
export interface Node {
  /** Id of the component. */
  readonly id: string;
  /** Ids that must be recovered before it. */
  readonly after: readonly string[];
}

/**
 * Components recovered together, in dependency order; inside a wave by name. Throws `DR-WAVE-01` on a cycle, naming it,
 * and `DR-WAVE-02` where a component waits for one that is not of the workload.
 */
export function wavesOf(nodes: readonly Node[]): string[][] {
  const known = new Set(nodes.map((node) => node.id));
  for (const node of nodes) {
    const stranger = node.after.find((id) => !known.has(id));
    if (stranger)
      throw new ContinuityError({
        id: 'DR-WAVE-02',
        what: `${node.id} waits for a component of another workload`,
        value: stranger,
        allowed: [...known].sort().join(', '),
        fix: 'one workload for what is recovered together',
      });
  }
  const waves: string[][] = [];
  const done = new Set<string>();
  while (done.size < nodes.length) {
    const ready = nodes.filter((node) => !done.has(node.id) && node.after.every((id) => done.has(id))).map((node) => node.id);
    if (ready.length === 0) throw cycle(nodes.filter((node) => !done.has(node.id)));
    waves.push(ready.sort());
    ready.forEach((id) => done.add(id));
  }
  return waves;
}

function cycle(rest: readonly Node[]): ContinuityError {
  const path: string[] = [];
  let at = rest[0] as Node;
  while (!path.includes(at.id)) {
    path.push(at.id);
    at = rest.find((node) => at.after.includes(node.id)) as Node;
  }
  const ring = [...path.slice(path.indexOf(at.id)), at.id];
  return new ContinuityError({
    id: 'DR-WAVE-01',
    what: 'Components wait for each other',
    value: ring.join(' → '),
    allowed: 'an order without a cycle',
    fix: `remove the dependency of ${ring.at(-2)} on ${at.id}`,
  });
}
