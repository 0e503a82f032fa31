import { inWords } from '../objectives/duration';
import { printableLine } from '../words/printable';
import { journalFolder, runNamed } from './evidence';
import type { PastOptions } from './history';
import { tint, wrap, type Io } from './io';
import { outJson } from './output';
import { openProject } from './project';
import type { RunShape } from './shapes';

/** Shows a past run from its journal: who ran it, each step, how it ended and how long it took. */
export function showCommand(name: string, options: PastOptions, io: Io): number {
  const project = openProject(options, io);
  const run = runNamed(journalFolder(project, options.journal, io), name, project);
  if (options.json) outJson(io, run);
  else io.out(`${textOf(run, io).join('\n')}\n`);
  return 0;
}

function textOf(run: RunShape, io: Io): string[] {
  const width = Math.min(100, io.columns);
  return [
    `${tint(io, 'strong', printableLine(`${run.workload}: ${run.transition}`))} (${run.name})  ${result(run.result, io)}`,
    `  journal: ${run.journal}`,
    ...run.runs.map((one) => {
      const took = one.seconds === undefined ? '' : ` in ${inWords(one.seconds)}`;
      const how = [
        `sequence ${one.sequence}`,
        ...(one.terraform ? [`Terraform ${one.terraform}`] : []),
        `manifest ${one.manifest.slice(0, 12)}`,
      ];
      return `  ${one.at}  by ${printableLine(one.by)} on ${printableLine(one.host)}: ${result(one.result, io)}${took} (${how.join(', ')})`;
    }),
    ...(run.torn > 0 ? [`  ${run.torn} line(s) cannot be read`] : []),
    '',
    ...run.steps.flatMap((step, i) => stepText(step, i + 1, io, width)),
    '',
    `  ${inWords(run.seconds)} in all`,
  ];
}

function stepText(step: RunShape['steps'][number], n: number, io: Io, width: number): string[] {
  const title = printableLine(step.title ?? step.action);
  const took = step.seconds === undefined ? '' : ` in ${inWords(step.seconds)}`;
  const tries = step.tries > 1 ? `, try ${step.tries}` : '';
  return [
    `  ${String(n).padStart(2)}. ${wrap(title, width - 6, '      ')} [${step.do}]: ${result(step.result, io)}${took}${tries}`,
    `      ${step.began}, by ${printableLine(step.by)}${step.text ? `. ${wrap(printableLine(step.text), width - 6, '      ')}` : ''}`,
  ];
}

const result = (word: string, io: Io): string => tint(io, word === 'ok' ? 'good' : word === 'skipped' ? 'dim' : 'bad', printableLine(word));
