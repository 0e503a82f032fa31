import type { App } from 'cdktf';
import type { Action } from '../../../lib/words/actions';
import type { Workload } from '../../../lib/workload';
import { appIn, folder } from '../../declared';
import { after, afterStory, stepsIn } from '../../support/history';
import type { StackJson } from '../../support/json';
import { runIn } from '../../support/steps';
import { renderWorkload, sheetsOf, type Output } from '../../support/synth';

type Story = ReturnType<typeof afterStory>;
type Make = (app: App) => Workload;

function at<T>(story: string, make: Make, read: (workload: Workload, situation: Story) => T): T {
  const situation = afterStory(story, make(appIn(folder())).sides);
  return read(make(appIn(folder(), situation)), situation);
}

/** What is rendered, done and asked of a workload that is so declared, in the situation that a story leads to. */
export function told<M>(make: (made?: M) => Make) {
  const outputAt = (story: string, made?: M): Output => at(story, make(made), renderWorkload);
  const stepsAt = (story: string, transition: string, made?: M): readonly Action[] =>
    at(story, make(made), sheetsOf)
      .find((one) => one.transition === transition)
      ?.waves.flatMap(({ actions }) => actions) ?? [];
  const doctorAt = (story: string, site: string, made?: M): readonly Action[] =>
    at(story, make(made), ({ plan }) => (plan.doctor[site] ?? []).flatMap((item) => ('steps' in item ? item.steps : [])));
  /** A failover of a component from a point. */
  const fromPoint = (component: string, point: string, made?: M): Output & { readonly steps: readonly Action[] } => {
    const { sides } = make(made)(appIn(folder()));
    const failover = { op: 'failover', workload: 'billing', to: sides.sites[1], from: { [component]: point } } as const;
    const situation = after([sides], ...stepsIn('standing, lost A', sides), failover);
    const due = sheetsOf(make(made)(appIn(folder(), situation)), situation).find((sheet) => sheet.due);
    const steps = due?.waves.flatMap(({ actions }) => actions) ?? [];
    return { ...renderWorkload(make(made)(appIn(folder(), situation)), situation), steps };
  };
  /** What is rendered of another declaration, in a situation that one came to. */
  const turned = (from: M, to: M, story = 'standing'): Output => {
    const situation = afterStory(story, make(from)(appIn(folder())).sides);
    return renderWorkload(make(to)(appIn(folder(), situation)), situation);
  };
  return { outputAt, stepsAt, doctorAt, fromPoint, turned };
}

/** A step by its id. */
export function stepOf(steps: readonly Action[], id: string): Action {
  const step = steps.find((one) => one.id === id);
  if (!step) throw new Error(`no step ${id}: ${steps.map((one) => one.id).join(', ')}`);
  return step;
}

/** What a step calls that has to be there. */
export const runOf = (steps: readonly Action[], id: string): readonly string[] => runIn(stepOf(steps, id));

/** What a stack takes in. */
export const importsOf = (stack: StackJson | undefined): unknown => (stack as { readonly import?: unknown } | undefined)?.import;
