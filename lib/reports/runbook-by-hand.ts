import { inWords } from '../objectives/duration';
import { moveArguments, secretsOf, type Action, type Call } from '../words/actions';
import { recordLineOf } from '../situation/lines';
import type { StackManifest } from './manifest';
import { blank, BLANK_TIME } from './clock-times';
import { blocks, code, quote, shellBlock, text } from './markdown';
import { callsFor } from './runbook-people';
import type { RunbookSource } from './runbook-source';
import { shellLine, withEnvironment } from './shell-line';
import { stepLine, type Variable } from './step-line';

type Do<K extends Action['do']> = Extract<Action, { do: K }>;

/** What a step is to know of its sheet. */
export interface SheetOf {
  /** The ids of its actions, in order. */
  readonly order: readonly string[];
  /** The shell variables of what its steps find. */
  readonly variables: ReadonlyMap<string, Variable>;
}

/** How one action is done without the runner: the complete command, or the words. */
export function byHand(source: RunbookSource, action: Action, { order, variables }: SheetOf): string {
  switch (action.do) {
    case 'apply':
      return apply(source, action);
    case 'command':
      return blocks(
        `Calls ${code(action.endpoint)}.${onlyAfter(action.after, order)}`,
        given(action),
        shellBlock([stepLine(action, variables)]),
      );
    case 'check':
      return check(action, variables);
    case 'find':
      return find(action, variables);
    case 'record':
      return record(source, action, order);
    case 'decide':
      return blocks(
        ...(action.unless
          ? [shellBlock([shellLine(action.unless.run)]), `Where that is a number, and at most ${action.unless.atMost}, go on. Else:`]
          : []),
        `**${text(action.who)} decides: ${text(action.question)}**`,
        callsFor(source.workload, action.who),
        `Decision: ______________________ Name: ______________________ Time: ${BLANK_TIME}`,
      );
    case 'notify':
      return blocks(callsFor(source.workload, action.audience), quote(action.text), `Acknowledged by: ${blank()} Time: ${BLANK_TIME}`);
    case 'manual':
      return blocks(quote(action.text), `Done by: ${blank()} Time: ${BLANK_TIME}`);
  }
}

/** The three commands of an apply that is read before it is done. Each stands alone: none depends on where the last one left the shell. */
export function planCommand(stack: Applied, how: Pick<Do<'apply'>, 'opens' | 'shut' | 'targets'> = {}): string {
  const only = (how.targets ?? []).map((address) => `-target=${address}`);
  const plan = [...terraform(stack, 'plan'), '-input=false', '-out=tfplan', ...moveArguments(how), ...only];
  return [[...terraform(stack, 'init'), '-input=false'], plan, [...terraform(stack, 'show'), 'tfplan']].map(shellLine).join(' && ');
}

/** A stack that is synthesized. */
export type Applied = StackManifest & { readonly directory: string };

/** Whether there is something of a stack to apply. */
export const isSynthesized = (stack: StackManifest | undefined): stack is Applied => stack?.directory !== undefined;

/** Terraform in a stack's directory, with what its state asks of the environment. */
export function terraform({ directory, state }: Applied, ...words: readonly string[]): string[] {
  return [...withEnvironment(state.environment), 'terraform', `-chdir=${directory}`, ...words];
}

/** What a planned change must not do to a stack. */
export function refusal(stack: StackManifest, statefulTypes: readonly string[]): string {
  if (stack.stateful.length > 0)
    return `**Read it. Do not apply it if it proposes to destroy or replace any of these:** ${[...stack.stateful].sort().map(code).join(', ')}.`;
  return `**Read it.** It is known to hold no data. Do not apply it if it proposes to destroy or replace ${statefulTypes.length > 0 ? 'a resource of a type listed in its annex' : 'anything that holds data'}.`;
}

function apply({ stacks, manifest }: RunbookSource, action: Do<'apply'>): string {
  const stack = stacks.find((s) => s.id === action.stack);
  if (!isSynthesized(stack)) {
    return `Stack ${code(action.stack)} is not synthesized in the declared situation${stack?.withheld ? ` (${text(stack.withheld)})` : ''}. Declare, synthesize, and take this sheet from the new output.`;
  }
  return blocks(
    `Plan stack ${code(stack.id)} (${stack.empty ? 'empty in the declared situation; ' : ''}needs ${[...stack.alive].sort().map(code).join(', ') || 'no region'}):`,
    shellBlock([planCommand(stack, action)]),
    refusal(stack, manifest.judge.statefulTypes),
    `Then apply exactly that plan. Cut off in the middle, or a lock is held: **Annex ${stack.id}** before anything else.`,
    shellBlock([shellLine(terraform(stack, 'apply', '-input=false', 'tfplan'))]),
  );
}

/** What a step needs beside its line; nothing where the site's own credentials are enough. */
function given(call: Call): string {
  const secrets = secretsOf(call).map(({ variable }) => code(variable));
  return [
    ...(call.as ? [`**With the credentials of ${text(call.as.who)}.**`] : []),
    ...(secrets.length > 0 ? [`The line reads ${secrets.join(', ')} by itself: write no secret down.`] : []),
  ].join(' ');
}

const repeat = (every: number, timeout: number): string => `Repeat every ${inWords(every)}, for ${inWords(timeout)} at most:`;

function check(action: Do<'check'>, variables: SheetOf['variables']): string {
  const { how, every, timeout } = action;
  return blocks(
    `Calls ${code(action.endpoint)}. ${repeat(every, timeout)}`,
    given(action),
    shellBlock([stepLine(action, variables)]),
    `Good when it exits with 0 and its whole output fits the pattern ${code(how.matches)}.${how.number === undefined ? '' : ` The output is the lag of ${how.number}: note it down: __________`}`,
  );
}

function find(action: Do<'find'>, variables: SheetOf['variables']): string {
  const { expects, matches, every, timeout } = action;
  const lines = expects === 'one' ? 'exactly one line, and it fits' : 'one line or more, and each fits';
  return blocks(
    `Calls ${code(action.endpoint)}. ${repeat(every, timeout)}`,
    given(action),
    shellBlock([stepLine(action, variables)]),
    `Good when it prints ${lines} the pattern ${code(matches)}. **If not, go on with no step that takes it.** Later steps take it from this shell: stay in it.`,
  );
}

/** Which steps of the sheet must have gone well before it. */
function onlyAfter(after: readonly string[] = [], order: readonly string[] = []): string {
  const steps = after.map((id) => order.indexOf(id) + 1).filter((step) => step > 0);
  return steps.length > 0 ? ` Only if step ${steps.join(', step ')} went well.` : '';
}

function record({ manifest, workload }: RunbookSource, action: Do<'record'>, order: readonly string[]): string {
  const components = [...(action.components ?? [])].sort();
  const line = recordLine(workload.id, action.record, components, action.site);
  const numbers =
    action.record === 'lag' ? ' Put the numbers that were read in the place of the zeros: only 0 lets a switch go on without loss.' : '';
  return blocks(
    `The runner writes it by itself.${onlyAfter(action.after, order)}${numbers} By hand, with the same checks; then commit ${code(manifest.situationFile)}:`,
    shellBlock([shellLine(line)]),
  );
}

/** The command that records it: it refuses what cannot be true. */
function recordLine(workload: string, what: Do<'record'>['record'], components: readonly string[], site: string | undefined): string[] {
  if (what === 'fenced') return recordLineOf({ record: what, workload, site: site ?? '' });
  if (what === 'lag') return recordLineOf({ record: what, workload, lag: Object.fromEntries(components.map((id) => [id, 0])) });
  return what === 'undone'
    ? recordLineOf({ record: what, workload })
    : recordLineOf({ record: what, workload, components: [...components] });
}
