import { shellLine } from '../reports/shell-line';
import { isPrintableLine } from '../words/printable';
import { ContinuityError } from '../words/errors';
import type { Sides } from '../situation/facts';
import { markOf } from '../situation/markers';
import type { Situation } from '../situation/schema';
import { differences } from './difference';
import { tint, wrap, type Io } from './io';
import { meaningOf } from './meaning';
import { outJson } from './output';
import type { CommonOptions, Project } from './project';
import type { ChangeShape } from './shapes';

/** Options of every command that writes the situation. */
export interface SayOptions extends CommonOptions {
  /** Who says it. */
  readonly by?: string;
  /** Whether it is only shown. */
  readonly dryRun?: boolean;
}

/** A change of the situation file: made, or only looked at. */
export interface Change {
  /** What it is, in words. */
  readonly what: string;
  /** Who says it, and when. */
  readonly said: { readonly by: string; readonly at: string };
  readonly before: Situation;
  readonly after: Situation;
  /** The workloads that it concerns. */
  readonly concerned: readonly Sides[];
  /** Why it would be refused as it is: its loss is not accepted. */
  readonly refusal?: ContinuityError;
}

/** How it is told: what was done, and what it would have been called. */
export interface Telling {
  /** For instance `Declared`. */
  readonly done: string;
  /** For instance `declare`. */
  readonly would: string;
  /** Where nothing changes. */
  readonly nothing: string;
  /** What comes next, where it is done. */
  readonly next: string;
}

/** Says what a change does, in words or as data. */
export function tell(change: Change, telling: Telling, project: Project, options: SayOptions, io: Io): void {
  const data = dataOf(change, project, options.dryRun === true);
  if (options.json) outJson(io, data);
  else if (!data.changed) io.out(`${telling.nothing}\n`);
  else if (data.dryRun) io.out(`${dryText(change, telling, data, io)}\n${meaningText(data, io)}\nDry run: nothing was written.\n`);
  else io.out(`${doneText(change, telling, data, io)}\n${meaningText(data, io)}\n${telling.next}\n`);
}

function dataOf(
  { what, said, before, after, concerned, refusal }: Change,
  { situationPath, sides }: Project,
  dryRun: boolean,
): ChangeShape {
  return {
    dryRun,
    changed: after !== before,
    what,
    ...said,
    situationFile: { path: situationPath, before: before.sequence, after: after.sequence },
    differences: differences(before, after, sides),
    markers: markersOf(before, after, sides),
    loss: lossOf(before, after),
    ...(refusal ? { refusal: { ...(refusal.id ? { id: refusal.id } : {}), what: refusal.details.what } } : {}),
    workloads: concerned.map((one) => {
      const { phase, due, text, commands } = meaningOf(after, one, sides);
      return { id: one.workload, phase, due, meaning: text, commands: commands.map((line) => [...line]) };
    }),
  };
}

function markersOf(before: Situation, after: Situation, all: readonly Sides[]): ChangeShape['markers'] {
  const keys = [...new Set(after.log.slice(before.log.length).flatMap(({ marks }) => Object.keys(marks)))].sort();
  return keys.flatMap((stack) => {
    const workload = all.find((one) => stack.startsWith(`${one.workload}/`))?.workload;
    if (workload === undefined) return [];
    const mark = (situation: Situation): string => markOf(situation, workload, stack.slice(workload.length + 1)).id;
    return [{ stack, before: mark(before), after: mark(after) }];
  });
}

/** What a move that begins here loses, as it is written down with it. */
function lossOf(before: Situation, after: Situation): ChangeShape['loss'] {
  return Object.entries(after.workloads).flatMap(([workload, { moves }]) =>
    moves
      .slice(before.workloads[workload]?.moves.length ?? 0)
      .flatMap(({ components }) =>
        Object.entries(components).map(([component, { loss, since }]) => ({ workload, component, loss, ...(since ? { since } : {}) })),
      ),
  );
}

const LOSS: Readonly<Record<string, string>> = {
  none: 'nothing',
  rpo: 'up to the RPO',
  since: 'all since',
  all: 'everything, or all that is not in the recovery point',
};

function dryText({ said }: Change, { would }: Telling, data: ChangeShape, io: Io): string {
  const list = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [`  ${title}:`, ...lines.map((line) => `    ${wrap(line, io.columns - 4, '      ')}`)];
  const { path, before, after } = data.situationFile;
  return [
    `${tint(io, 'strong', `Would ${would}${data.what === '' ? '' : `: ${data.what}`}`)}, by ${said.by}`,
    `  ${path}: sequence ${before} -> ${after}`,
    ...list('in the file', data.differences),
    ...list(
      'loss to accept',
      data.loss.map(
        ({ component, loss, since }) => `${component}: ${LOSS[loss] ?? loss}${loss === 'since' ? ` ${since ?? 'it last stood'}` : ''}`,
      ),
    ),
    ...list(
      'markers that move (those stacks change)',
      data.markers.map(({ stack, before: was, after: is }) => `${stack}: ${was} -> ${is}`),
    ),
    ...(data.markers.length === 0 ? ['  no stack changes'] : []),
    '',
  ].join('\n');
}

function doneText({ said }: Change, { done }: Telling, data: ChangeShape, io: Io): string {
  const { path, before, after } = data.situationFile;
  const stacks = data.markers.map(({ stack }) => stack);
  return [
    `${tint(io, 'strong', `${done}${data.what === '' ? '' : `: ${data.what}`}`)}, by ${said.by}`,
    `  ${path}: sequence ${before} -> ${after}`,
    stacks.length > 0 ? `  stacks that change: ${stacks.join(', ')}` : '  no stack changes',
    '',
  ].join('\n');
}

function meaningText({ workloads, dryRun }: ChangeShape, io: Io): string {
  const lines = workloads.flatMap(({ id, meaning, commands }) => [
    `  ${wrap(`${id}: ${meaning}`, io.columns - 2, '    ')}`,
    ...commands.map((line) => `      ${shellLine(line)}`),
  ]);
  return [dryRun ? 'What it would mean:' : 'What it means:', ...lines, ''].join('\n');
}

/** Throws `DR-CLI-07` where a word that is written down would act on a terminal, or forge a line. */
export function refuseHidden(words: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(words)) {
    const texts = typeof value === 'string' ? [value] : value && typeof value === 'object' ? Object.entries(value).flat() : [];
    const bad = texts.find((one) => typeof one === 'string' && !isPrintableLine(one));
    if (bad === undefined) continue;
    throw new ContinuityError({
      id: 'DR-CLI-07',
      what: `What is said of ${name} holds a control character or a line break`,
      value: JSON.stringify(bad),
      allowed: 'text on one line',
      fix: 'leave it out',
    });
  }
}
