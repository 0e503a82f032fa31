import type { Action } from '../../lib/words/actions';

/** What a step calls; nothing where nobody calls anything. */
export function runIn(step: Action | undefined): readonly string[] {
  if (step?.do === 'check') return step.how.run;
  if (step?.do === 'decide') return step.unless?.run ?? [];
  return step && 'run' in step ? step.run : [];
}

/** What the step of an id calls; nothing where there is none. */
export const runOf = (steps: readonly Action[], id: string): readonly string[] => runIn(steps.find((one) => one.id === id));
