import type { Argument, Command, Option } from 'commander';
import { printableLine } from '../words/printable';
import { transitionSchema } from '../situation/phases';
import { sitesOf } from '../situation/facts';
import { journalFolder, runsIn } from './evidence';
import type { Io } from './io';
import { openProject, type Project } from './project';
import { readSituation } from './situation-file';

/** One word that may come next. */
export interface Candidate {
  readonly word: string;
  /** What it is, in one line. */
  readonly about: string;
}

/** The shells that there is a script for. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;

type Values = (project: Project, io: Io) => readonly Candidate[];
const plain = (words: readonly string[]): Candidate[] => words.map((word) => ({ word, about: '' }));

/** What stands for a placeholder of the commands: the name says which values it takes. Others are files, or free. */
const VALUES: Readonly<Record<string, Values>> = {
  workload: ({ manifest }) => manifest.workloads.map(({ id, situation }) => ({ word: id, about: situation.phase })),
  site: (project) => {
    const situation = readSituation(project);
    const keys = project.sides.flatMap((sides) => sitesOf(situation, sides));
    return [...new Set(keys)].sort().map((word) => ({ word, about: situation.status[word]?.is ?? 'normal' }));
  },
  components: ({ sides }) => plain([...new Set(sides.flatMap(({ components }) => components.map(({ id }) => id)))].sort()),
  generation: ({ manifest }) =>
    manifest.workloads.flatMap(({ placements }) =>
      placements
        .filter(({ current, retired }) => !current && !retired)
        .map(({ component, site, generation, form }) => ({ word: `${component}@${site}#${generation}`, about: form })),
    ),
  run: (project, io) => plain(runsIn(journalFolder(project, undefined, io))),
  transition: () => plain(transitionSchema.options),
  shell: () => plain(SHELLS),
};

/** The words that may stand where the last of these does: from commander's own commands and options, and from what was synthesized. */
export function complete(program: Command, words: readonly string[], io: Io): Candidate[] {
  const typed = words.at(-1) ?? '';
  const { command, operands, open } = walk(program, words.slice(0, -1));
  const all = open ? valuesOf(open, words, io) : typed.startsWith('-') ? optionsOf(command) : nextOf(command, operands, words, io);
  return all
    .filter(({ word }) => word.startsWith(typed))
    .map(({ word, about }) => ({ word: printableLine(word), about: printableLine(about) }));
}

interface Place {
  readonly command: Command;
  /** How many words of it are no option. */
  readonly operands: number;
  /** The option whose value comes next. */
  readonly open?: Option;
}

function walk(program: Command, words: readonly string[]): Place {
  let command = program;
  let operands = 0;
  let open: Option | undefined;
  for (const word of words) {
    if (open) open = undefined;
    else if (word.startsWith('-'))
      open = command.options.find((one) => [one.short, one.long].includes(word) && (one.required || one.optional));
    else {
      const next = command.commands.find((one) => one.name() === word);
      if (next) [command, operands] = [next, 0];
      else operands += 1;
    }
  }
  return { command, operands, ...(open ? { open } : {}) };
}

function nextOf(command: Command, operands: number, words: readonly string[], io: Io): readonly Candidate[] {
  const verbs = command.createHelp().visibleCommands(command);
  if (verbs.length > 0) return verbs.map((one) => ({ word: one.name(), about: one.description() }));
  const all = command.registeredArguments;
  const argument = all[operands] ?? (all.at(-1)?.variadic ? all.at(-1) : undefined);
  return argument ? valuesOf(argument, words, io) : [];
}

const optionsOf = (command: Command): Candidate[] =>
  command
    .createHelp()
    .visibleOptions(command)
    .flatMap(({ long, description }) => (long ? [{ word: long, about: description }] : []));

/** The values of an option, or of an argument, by its choices or by the name of its placeholder. */
function valuesOf(of: Option | Argument, words: readonly string[], io: Io): readonly Candidate[] {
  if (of.argChoices) return plain(of.argChoices);
  const name = 'flags' in of ? /[<[]([\w-]+)/.exec(of.flags)?.[1] : of.name();
  const values = VALUES[name ?? ''];
  if (!values) return [];
  try {
    return values(openProject(placesIn(words), io), io);
  } catch {
    // Nothing is synthesized, or it cannot be read: the command itself says so.
    return name === 'transition' || name === 'shell' ? values(undefined as never, io) : [];
  }
}

/** The output and the situation file that were typed already. */
function placesIn(words: readonly string[]): { out: string; situation?: string } {
  const after = (option: string): string | undefined => words[words.lastIndexOf(option) + 1 || words.length];
  const situation = after('--situation');
  return { out: after('--out') ?? 'cdktf.out', ...(situation ? { situation } : {}) };
}
