import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import words from '../../words/az-words.json';
import { invocationsIn } from '../../words/invocations';
import { PLAYS } from './plays.data';

/*
 * The command lines of Azure's cells, and the day that plays each of them: a line is a command with the arguments that it is given. Those of a file stand with
 * their noun (`cli-*.ts`), and are all that a step of a cell ever runs; who plays which of them stands in `plays.data.ts`.
 */

const LINES = join(__dirname, '..', '..', '..', '..', 'lib', 'clouds', 'azure');
const commands: Readonly<Record<string, unknown>> = words.commands;

/** The files of them. */
export const FILES = readdirSync(LINES).filter((name) => /^cli(-\w+)?\.ts$/.test(name));

interface Line {
  readonly command: string;
  readonly options: readonly string[];
}
/** A line as it is told. */
export const told = ({ command, options }: Line): string => [`az ${command}`, ...[...options].sort()].join(' ');

const commandIn = (all: readonly string[]): string | undefined =>
  all.map((_, i) => all.slice(0, all.length - i).join(' ')).find((name) => name in commands);

/** Each line of a file, once. */
export function linesOf(file: string): Line[] {
  const all = invocationsIn(readFileSync(join(LINES, file), 'utf8'), 'az').flatMap(({ words: [...called], options }) => {
    const command = commandIn(called);
    return command === undefined ? [] : [{ command, options }];
  });
  // A list of words is read with each of its parts: one that another line goes on from is none of its own.
  return [...new Map(all.map((line) => [told(line), line])).values()].filter(
    (line) => line.options.length > 0 && !all.some((other) => goesOn(other, line)),
  );
}

const has = (line: Line, options: readonly string[]): boolean => options.every((option) => line.options.includes(option));
const goesOn = (longer: Line, line: Line): boolean =>
  longer.command === line.command && longer.options.length > line.options.length && has(longer, line.options);

/** Those that a day is to play, and that none of these calls was. */
export function unplayed(called: readonly (readonly string[])[], day: string): string[] {
  const played = called.flatMap((all): Line[] => {
    const command = commandIn(all);
    return command === undefined ? [] : [{ command, options: all.filter((word) => word.startsWith('--')) }];
  });
  const files = Object.entries(PLAYS).filter(([, plays]) => 'day' in plays && plays.day === day);
  return files.flatMap(([file, { not = {} }]) =>
    linesOf(file)
      .filter((line) => !(told(line) in not) && !played.some((one) => one.command === line.command && has(one, line.options)))
      .map((line) => `${file}: ${told(line)}`),
  );
}
