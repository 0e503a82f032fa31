import { styleText } from 'node:util';

/** Everything the CLI touches of the world outside its files: replaced in tests. */
export interface Io {
  /** The environment, handed on to the programs that are run; never printed. */
  readonly env: NodeJS.ProcessEnv;
  /** The working directory, for paths that the user gives. */
  readonly cwd: string;
  /** Whether a person is at a terminal: prompts are possible. */
  readonly terminal: boolean;
  /** The width of the terminal. */
  readonly columns: number;
  /** Whether colours are wanted. */
  readonly colour: boolean;
  /** Aborted when the user interrupts. */
  readonly interrupt: AbortSignal;
  /** Writes to standard output, as is. */
  out(text: string): void;
  /** Writes to standard error, as is. */
  err(text: string): void;
  /** The present time: the CLI may read the clock, synthesis may not. */
  now(): Date;
  /** Asks a yes-or-no question; only where there is a terminal. */
  confirm(question: string): Promise<boolean>;
  /** Asks for words; only where there is a terminal. */
  prompt(question: string): Promise<string>;
}

/** A colour by its meaning. */
export type Tone = 'strong' | 'good' | 'bad' | 'care' | 'dim';

const COLOURS = { strong: 'bold', good: 'green', bad: 'red', care: 'yellow', dim: 'dim' } as const;

/** The text in its tone, or as it is where colours are not wanted. */
export function tint(io: Pick<Io, 'colour'>, tone: Tone, text: string): string {
  return io.colour ? styleText(COLOURS[tone], text) : text;
}

/** Lines no wider than `width`, each after the first one indented; a word longer than a line stays whole. */
export function wrap(text: string, width: number, indent = ''): string {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of paragraph.split(' ')) {
      const room = lines.length === 0 ? width : width - indent.length;
      if (line && line.length + 1 + word.length > room) {
        lines.push(line);
        line = word;
      } else line = line ? `${line} ${word}` : word;
    }
    lines.push(line);
  }
  return lines.join(`\n${indent}`);
}

/** The present time as it is written to files: to the second, UTC. */
export function stamp(io: Pick<Io, 'now'>): string {
  return io
    .now()
    .toISOString()
    .replace(/\.\d+Z$/, 'Z');
}
