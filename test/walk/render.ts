import { works } from '../../lib/words/posture';
import { Workload } from '../../lib/workload';
import type { WalkApp } from './apps';
import { outputOf } from './output';
import type { World } from './world';

/**
 * Renders an app really, and compares what the walk takes for its output with what the product writes: the same stacks, markers and
 * moves. Gives what differs, or what was thrown.
 */
export function renderReally(app: WalkApp, world: World): string | undefined {
  const situation = world.files[0];
  try {
    const declared = app.declare(situation);
    const workloads = declared.node.findAll().filter((one): one is Workload => one instanceof Workload);
    for (const workload of workloads)
      for (const stack of workload.stacks) {
        stack.prepareStack();
        JSON.stringify(stack.toTerraform());
      }
    return compare(app, world, workloads);
  } catch (error) {
    return `the product does not render a legal situation: ${(error as Error).message}`;
  }
}

function compare(app: WalkApp, world: World, workloads: readonly Workload[]): string | undefined {
  for (const work of app.works) {
    const workload = workloads.find(({ workloadId }) => workloadId === work.id);
    const report = workload?.report(app.all).stacks ?? [];
    const written = report.filter(({ withheld, empty, kind }) => !withheld && !empty && kind !== 'base');
    const real = written.map(({ id, marker, opens }) => `${id} ${marker} ${opens ?? ''}`).sort();
    const ours = [...outputOf(app, world.files[0]).stacksOf(work).values()]
      .filter(({ kind }) => kind !== 'base')
      .map(({ id, marker, form, move }) => `${id} ${marker} ${form !== 'none' && works(form) ? move : ''}`)
      .sort();
    if (real.join() !== ours.join())
      return `the walk and the product synthesize other stacks: ${real.join(', ')} is taken for ${ours.join(', ')}`;
  }
  return undefined;
}
