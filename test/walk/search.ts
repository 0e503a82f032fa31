import type { Declaration } from '../../lib/situation/words';
import type { WalkApp } from './apps';
import { outputOf } from './output';
import { openSites } from './runner';
import { isMistake, take, type Step } from './steps';
import { knownOf } from './known';
import { kindOf, startOf, type Fault } from './walker';
import { wayHome } from './way-home';
import { copyOf, type World, type WorkWorld } from './world';

interface Node {
  readonly world: World;
  readonly path: readonly Step[];
}

/** What a search came to. */
export interface Searched {
  readonly worlds: number;
  readonly faults: readonly Fault[];
}

const said = (n: number): { by: string; at: string } => ({ by: 'Ada', at: new Date(Date.UTC(2026, 0, 1, 1, n)).toISOString() });

/** Everything that can happen next, no step a mistake, and no region but the two first. */
function stepsAfter(app: WalkApp, world: World, n: number): Step[] {
  const sites = app.works[0]?.sides.sites ?? [];
  const regions = sites.flatMap((site): Step[] => [
    { do: world.regions[site] === 'up' ? 'falls' : 'returns', site },
    ...(world.regions[site] === 'down' ? [{ do: 'returns unfenced' as const, site }] : []),
  ]);
  const statuses = sites.flatMap((site) => (['lost', 'avoid', 'normal'] as const).map((op): Declaration => ({ op, site })));
  const moves = app.works.flatMap(({ id: workload }) => [
    ...sites.flatMap((to): Declaration[] => [
      { op: 'failover', workload, to, acceptLoss: true },
      { op: 'switch', workload, to },
    ]),
    { op: 'abort' as const, workload },
  ]);
  const told = [...statuses, ...moves].filter((what) => !isMistake(world, what));
  const runs = app.works.flatMap(({ id: workload }): Step[] => [
    { do: 'run', branch: 0, workload, said: said(n) },
    { do: 'run', branch: 0, workload, said: said(n), until: 3 },
  ]);
  return [...regions, ...told.map((what): Step => ({ do: 'declare', branch: 0, what, said: said(n) })), ...runs];
}

/** What a world is, its moments apart. */
function factsOf(app: WalkApp, world: World): string {
  const view = app.works.map((work) => {
    const own = world.works[work.id] as WorkWorld;
    return [
      outputOf(app, world.files[0]).viewOf(work).own,
      openSites(world, own),
      own.holder,
      Object.entries(own.instances).map(([key, { of, fenced }]) => [key, of, fenced]),
    ];
  });
  const { status } = world.files[0];
  return JSON.stringify([world.regions, Object.entries(status).map(([site, { is }]) => [site, is]), view], (key, value: unknown) =>
    ['at', 'by', 'since', 'until', 'undone', 'lag'].includes(key) ? undefined : value,
  );
}

/** Every world of some steps, breadth first, and from each the way home: what is wrong, by its shortest path. */
export function search(app: WalkApp, depth: number, most: number): Searched {
  const known = new Set<string>();
  const faults: Fault[] = [];
  const report = (what: string, path: readonly Step[]): void => {
    if (knownOf(what) || faults.some((one) => kindOf(one.what) === kindOf(what))) return;
    faults.push({ app: app.name, what, path });
  };
  let layer: Node[] = [{ world: startOf(app), path: [] }];
  for (let n = 0; n <= depth; n += 1) {
    const next: Node[] = [];
    for (const node of layer) {
      const facts = factsOf(app, node.world);
      if (known.has(facts) || known.size >= most) continue;
      known.add(facts);
      const [lost] = wayHome(app, node.world);
      if (lost) report(lost, node.path);
      if (n < depth) next.push(...grown(app, node, n, report));
    }
    layer = next;
  }
  return { worlds: known.size, faults };
}

function grown(app: WalkApp, { world, path }: Node, n: number, report: (what: string, path: readonly Step[]) => void): Node[] {
  return stepsAfter(app, world, n).flatMap((step) => {
    const after = copyOf(world);
    const { taken, faults } = take(app, after, step);
    faults.forEach((what) => {
      report(what, [...path, step]);
    });
    return taken && faults.length === 0 ? [{ world: after, path: [...path, step] }] : [];
  });
}
