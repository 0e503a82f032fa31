import type { Action } from '../words/actions';
import { MEND } from '../words/steps';

type Of<K extends Action['do']> = Extract<Action, { do: K }>;

const base = {
  onFailure: MEND,
  bestEffort: false,
  repeatable: true,
  pointOfNoReturn: false,
  terraform: 'nothing' as const,
};

/** What is seen where an apply went well. */
export const APPLIED = 'Apply complete; nothing that holds data destroyed or replaced';

/** What is seen where something was written down. */
export const NOTED = 'situation.json says so: commit it';

/** Seconds that an apply may take where nothing in it needs longer. */
export const APPLY_LIMIT = 5400;

/** Plans a stack to a file, has it judged, and applies that file. */
export function apply(stack: string, title: string, more: Partial<Of<'apply'>> = {}): Action {
  return {
    ...base,
    do: 'apply',
    id: `apply-${stack}`,
    title,
    stack,
    actor: 'runner',
    expected: APPLIED,
    usual: 240,
    timeout: APPLY_LIMIT,
    terraform: 'applied',
    ...more,
  };
}

/** Writes progress into the situation. */
export function record(what: Of<'record'>['record'], title: string, more: Partial<Of<'record'>> = {}): Action {
  return {
    ...base,
    do: 'record',
    id: `record-${what}`,
    title,
    record: what,
    actor: 'runner',
    expected: NOTED,
    usual: 1,
    timeout: 30,
    ...more,
  };
}

/** Tells somebody. */
export function notify(id: string, audience: string, text: string): Action {
  return {
    ...base,
    do: 'notify',
    id,
    title: `Tell ${audience}`,
    audience,
    text,
    actor: 'runner',
    expected: 'acknowledged',
    usual: 10,
    timeout: 120,
    bestEffort: true,
  };
}

/** A decision of a person. */
export function decide(id: string, question: string, who: string, expected: string, more: Partial<Of<'decide'>> = {}): Action {
  return {
    ...base,
    do: 'decide',
    id,
    title: question,
    question,
    who,
    actor: 'decider',
    expected,
    usual: 300,
    timeout: 3600,
    onFailure: 'stop here: nothing was changed',
    ...more,
  };
}

/** Something that only a person can do. */
export function manual(id: string, title: string, text: string, more: Partial<Of<'manual'>> = {}): Action {
  return { ...base, do: 'manual', id, title, text, actor: 'operator', expected: 'done', usual: 300, timeout: 3600, ...more };
}

/** Lets time pass. */
export function wait(id: string, title: string, seconds: number): Action {
  return {
    ...base,
    do: 'command',
    id,
    title,
    run: ['sleep', String(seconds)],
    endpoint: 'none',
    actor: 'runner',
    expected: 'time has passed',
    undo: 'nothing to undo',
    usual: seconds,
    timeout: seconds + 60,
  };
}
