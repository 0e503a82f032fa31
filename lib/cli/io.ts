import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { printable } from '../words/printable';

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
  /** Writes to standard output. */
  out(text: string): void;
  /** Writes to standard error. */
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

/** No text of a manifest, a situation or a program can know it: what stands around a tone is ours. */
const OURS = randomUUID();
const MARK = new RegExp(`\\x00${OURS}(\\w+)(/?)\\x00`);

/** The text in its tone, or as it is where colours are not wanted. Only what `guarded` writes shows it. */
export function tint(io: Pick<Io, 'colour'>, tone: Tone, text: string): string {
  return io.colour ? `\0${OURS}${tone}\0${text}\0${OURS}${tone}/\0` : text;
}

/** The line that ticks on a terminal is written over; it begins like this. */
const OVER = '\r\u001b[K';

/**
 * The one place where text reaches the terminal. Whatever the manifest, the situation, the command line or a program says is shown, and
 * acts on nothing: control characters are escaped. Our own tones, and the line that ticks, are all that is not.
 */
export function guarded(io: Io): Io {
  const over = (text: string): string => (io.terminal && text.startsWith(OVER) ? OVER : '');
  const shown = (text: string): string => `${over(text)}${coloured(text.slice(over(text).length))}`;
  return {
    ...io,
    out: (text) => {
      io.out(shown(text));
    },
    err: (text) => {
      io.err(shown(text));
    },
    confirm: (question) => io.confirm(coloured(question)),
    prompt: (question) => io.prompt(coloured(question)),
  };
}

/** Every third part of what is split at the marks is a tone, and the one after it whether it ends. */
function coloured(text: string): string {
  const parts = text.split(MARK);
  return parts
    .map((part, i) => {
      if (i % 3 === 0) return printable(part);
      return i % 3 === 1 ? sequence(COLOURS[part as Tone], parts[i + 1] === '/') : '';
    })
    .join('');
}

const sequence = (colour: (typeof COLOURS)[Tone], ends: boolean): string => `\u001b[${inspect.colors[colour]?.[ends ? 1 : 0] ?? 0}m`;

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
