import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { ContinuityError } from '../words/errors';
import { addBootstrap } from './bootstrap';
import type { Declaration } from '../situation/words';
import { declareCommand, type DeclareOptions } from './declare';
import { tint, type Io } from './io';
import { mergeCommand, type MergeOptions } from './merge';
import { planCommand, type PlanOptions } from './plan';
import { happeningOf, type RecordOptions } from './happening';
import { recordCommand } from './record';
import { runProcedure, type RunCommandOptions } from './run';

/** Exit codes: done; refused or failed; used wrongly; interrupted. */
export const EXIT = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/** Runs `continuity` with these arguments (without the program's own name), and gives the exit code. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let code: number = EXIT.done;
  const program = build(io, async (work) => {
    code = await work;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    return failed(error, io);
  }
}

function failed(error: unknown, io: Io): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  if (io.interrupt.aborted || (error as Error).name === 'ExitPromptError') return EXIT.interrupted;
  io.err(
    error instanceof ContinuityError ? `${tint(io, 'bad', 'Refused')}. ${error.message}\n` : `${(error as Error).stack ?? String(error)}\n`,
  );
  return EXIT.failed;
}

type Done = (work: Promise<number> | number) => Promise<void>;

function build(io: Io, done: Done): Command {
  const program = new Command('continuity')
    .description('Acts on a synthesized continuity plan: declare what happened, see what is due, do it.')
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err, getOutHelpWidth: () => io.columns, getErrHelpWidth: () => io.columns });
  addBootstrap(program, io, done);
  addDeclare(program, io, done);
  addRecord(program, io, done);
  addMerge(program, io, done);
  common(program.command('plan').description('show where things stand and what is to be done; changes nothing').argument('[workload]'))
    .option('--transition <name>', 'this sheet, due or not')
    .option('--json', 'as data')
    .action((id: string | undefined, o: PlanOptions) => done(planCommand(id, o, io)));
  addRun(program, io, done);
  return program;
}

function common(command: Command): Command {
  return command
    .copyInheritedSettings(command.parent ?? command)
    .option('--out <dir>', 'where continuity.json is', 'cdktf.out')
    .option('--situation <file>', 'the situation file (else CONTINUITY_SITUATION, else what was synthesized from)');
}

function addRun(program: Command, io: Io, done: Done): void {
  const collect = (value: string, all: string[] = []): string[] => [...all, value];
  common(program.command('run').description('carry out the procedure that is due; a dry run without --execute').argument('[workload]'))
    .option('--transition <name>', 'this procedure')
    .option('--execute', 'really do it')
    .option('--yes', 'answer every question with yes; needs --by')
    .option('--by <name>', 'who runs it and decides (else CONTINUITY_BY, else the user of this machine)')
    .option('--journal <dir>', 'where the journal is kept (else continuity-journal beside the situation file)')
    .option('--again', 'do what is repeatable again, though it ended well')
    .option('--resume', 'the process that holds the lock of the state is known to be dead')
    .option('--repeat <action>', 'run this command again, though nobody knows how it ended (repeatable)', collect)
    .option('--done <action>', 'count this command as done, though nobody knows how it ended (repeatable)', collect)
    .option('--notify-command <cmd>', 'receives each notice on standard input')
    .action((id: string | undefined, o: RunCommandOptions) => done(runProcedure(id, o, io)));
}

const BY = ['--by <name>', 'who says it (else CONTINUITY_BY, else the user of this machine)'] as const;

type Verb = (name: string, description: string) => Command;
type Act = (declaration: Declaration, o: DeclareOptions) => Promise<void>;

function addDeclare(program: Command, io: Io, done: Done): void {
  const declare = program.command('declare').description('write what happened, or what is decided, into the situation file');
  declare.copyInheritedSettings(program);
  const verb: Verb = (name, description) =>
    common(declare.command(name).description(description))
      .option(...BY)
      .addOption(new Option('--sequence <n>', 'refuse unless the file is at this sequence').argParser(whole));
  const act: Act = (declaration, o) => done(declareCommand(declaration, o, io));
  addStatus(verb, act);
  addMoves(verb, act);
  addEndings(verb, act);
}

const STATUS = {
  lost: 'a region does not answer',
  avoid: 'a region answers, but is not trusted',
  normal: 'a region is well again',
} as const;

function addStatus(verb: Verb, act: Act): void {
  const site = 'cloud:region';
  const since = ['--since <when>', 'when it began: ISO 8601, or HH:MM (default: now)'] as const;
  for (const op of ['lost', 'avoid'] as const)
    verb(op, STATUS[op])
      .argument('<site>', site)
      .option(...since)
      .action((key: string, o: DeclareOptions & { since?: string }) => act({ op, site: key, ...optional('since', o.since) }, o));
  verb('gone', 'a region will not come back')
    .argument('<site>', site)
    .option(...since)
    .option('--replaced-by <site>', 'the successor that takes its place in each workload')
    .action((key: string, o: DeclareOptions & { since?: string; replacedBy?: string }) =>
      act({ op: 'gone', site: key, ...optional('since', o.since), ...optional('replacedBy', o.replacedBy) }, o),
    );
  verb('normal', STATUS.normal)
    .argument('<site>', site)
    .action((key: string, o: DeclareOptions) => act({ op: 'normal', site: key }, o));
}

/** The field, where there is a value. */
const optional = <K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> =>
  value === undefined ? {} : ({ [key]: value } as Record<K, V>);

interface FailoverOptions extends DeclareOptions {
  readonly to: string;
  readonly incident?: string;
  readonly from?: Record<string, string>;
  readonly acceptLoss?: boolean;
}

function addMoves(verb: Verb, act: Act): void {
  verb('failover', 'move a workload by force: its active site is out, or not trusted')
    .argument('<workload>')
    .requiredOption('--to <site>')
    .option('--incident <id>')
    .option('--from <component=point>', 'the recovery point to restore a component from (default: the latest; repeatable)', points)
    .option('--accept-loss', 'more than the RPO is lost, as was shown: whoever may decide that did')
    .action((workload: string, { to, incident, from, acceptLoss, ...o }: FailoverOptions) =>
      act(
        {
          op: 'failover',
          workload,
          to,
          ...optional('incident', incident),
          ...optional('from', from),
          ...optional('acceptLoss', acceptLoss),
        },
        o,
      ),
    );
  verb('switch', 'move a workload without loss, while both sites live')
    .argument('<workload>')
    .requiredOption('--to <site>')
    .action((workload: string, o: DeclareOptions & { to: string }) => act({ op: 'switch', workload, to: o.to }, o));
  verb('close', 'begin a planned switch early: take no user, work on what is in flight')
    .argument('<workload>')
    .requiredOption('--at <site>')
    .action((workload: string, o: DeclareOptions & { at: string }) => act({ op: 'close', workload, at: o.at }, o));
  verb('fence', 'begin a planned switch early: stop serving')
    .argument('<workload>')
    .requiredOption('--at <site>')
    .action((workload: string, o: DeclareOptions & { at: string }) => act({ op: 'fence', workload, at: o.at }, o));
}

function addEndings(verb: Verb, act: Act): void {
  verb('abort', 'give a move, or the fence for one, up before anything is promoted')
    .argument('<workload>')
    .action((workload: string, o: DeclareOptions) => act({ op: 'abort', workload }, o));
  verb('added', 'take in components that came after a move: they belong to the site that serves')
    .argument('<workload>')
    .action((workload: string, o: DeclareOptions) => act({ op: 'added', workload }, o));
  verb('retire', 'let an old generation leave Terraform; nothing is destroyed')
    .argument('<workload>')
    .argument('<generation>', 'Component@site#generation')
    .action((workload: string, generation: string, o: DeclareOptions) => act({ op: 'retire', workload, generation }, o));
}

const RECORDS = {
  started: 'promotions were begun',
  completed: 'promotions were verified',
  fenced: 'a fence was confirmed',
  lag: 'what was still to copy, as Component=number',
  standing: 'the standby stands by, complete, and traffic rests on the site that serves',
  undone: 'what a move took was given back',
} as const;

function addRecord(program: Command, io: Io, done: Done): void {
  const parent = program
    .command('record')
    .description('write what happened, where a person works without the runner: with the same checks');
  parent.copyInheritedSettings(program);
  for (const [record, meaning] of Object.entries(RECORDS) as [keyof typeof RECORDS, string][]) {
    const command = common(parent.command(record).description(meaning))
      .option(...BY)
      .argument('<workload>');
    if (record === 'fenced') command.requiredOption('--at <site>');
    if (record !== 'fenced' && record !== 'undone')
      command.argument('[components...]', record === 'lag' ? 'Component=number' : 'default: all');
    command.action((workload: string, ...rest: [readonly string[], RecordOptions] | [RecordOptions]) => {
      const [words, o] = isWords(rest) ? rest : [[], rest[0]];
      return done(recordCommand((project) => happeningOf(record, workload, words, o, project), o, io));
    });
  }
}

/** What commander hands over: the components, where the verb takes any, then the options. */
const isWords = (rest: [readonly string[], RecordOptions] | [RecordOptions]): rest is [readonly string[], RecordOptions] =>
  Array.isArray(rest[0]);

function addMerge(program: Command, io: Io, done: Done): void {
  common(program.command('merge').description('make one situation of two branches of it'))
    .argument('<theirs>', 'the situation file of the other branch')
    .addOption(new Option('--prefer <side>', 'the side that is right where they contradict each other').choices(['ours', 'theirs']))
    .option(...BY)
    .action((theirs: string, o: MergeOptions) => done(mergeCommand(theirs, o, io)));
}

function points(word: string, before: Record<string, string> = {}): Record<string, string> {
  const [component, ...point] = word.split('=');
  if (!component || point.length === 0) throw new InvalidArgumentError('Component=recovery point');
  return { ...before, [component]: point.join('=') };
}

function whole(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('a whole number, for instance 7');
  return Number(text);
}
