import type { Command } from 'commander';
import { ANY_EXIT, EXIT, EXIT_MEANS, type Exit } from '../exit';
import type { Io } from '../io';

/** What every command is given. */
export interface Shell {
  /** The world. */
  readonly io: Io;
  /** Waits for the work of the command: its exit code. */
  readonly done: (work: Promise<number> | number) => Promise<void>;
}

/** What the help of a command says. */
export interface About {
  /** What it does, in one line. */
  readonly what: string;
  /** Command lines, whole. */
  readonly examples: readonly string[];
  /** The codes it may end with. @default those of any command */
  readonly exits?: readonly Exit[];
}

/** A command with its help: what it does, examples, exit codes. */
export function addCommand(parent: Command, name: string, about: About): Command {
  return parent.command(name).description(about.what).addHelpText('after', helpOf(about));
}

/** What stands at the end of a help. */
export function helpOf({ examples, exits = ANY_EXIT }: About): string {
  const codes = exits.map((exit) => `  ${String(EXIT[exit]).padStart(3)}  ${EXIT_MEANS[exit]}`);
  return ['', 'Examples:', ...examples.map((line) => `  ${line}`), '', 'Exit codes:', ...codes].join('\n');
}

/** The options of every command that reads what was synthesized. */
export function common(command: Command): Command {
  return command
    .option('--out <dir>', 'where continuity.json is', 'cdktf.out')
    .option('--situation <file>', 'the situation file (else CONTINUITY_SITUATION, else what was synthesized from)')
    .option('--json', 'as data, on standard output (docs/command-line.md)');
}

/** Who says it. */
export const BY = ['--by <name>', 'who says it (else CONTINUITY_BY, else the user of this machine)'] as const;
/** Looking at a change before it is made. */
export const DRY = ['--dry-run', 'show what would change, and write nothing'] as const;
