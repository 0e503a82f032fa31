import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { ContinuityError } from '../errors';
import type { Declaration } from '../situation/declare';
import { declareCommand, type DeclareOptions } from './declare';
import { tint, type Io } from './io';
import { planCommand, type PlanOptions } from './plan';
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
  addDeclare(program, io, done);
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
    .option('--by <name>', 'who runs it and decides')
    .option('--journal <dir>', 'where the journal is kept (else continuity-journal beside the situation file)')
    .option('--again', 'do what is repeatable again, though it ended well')
    .option('--resume', 'the process that holds the lock of the state is known to be dead')
    .option('--repeat <action>', 'run this command again, though nobody knows how it ended (repeatable)', collect)
    .option('--done <action>', 'count this command as done, though nobody knows how it ended (repeatable)', collect)
    .option('--notify-command <cmd>', 'receives each notice on standard input')
    .action((id: string | undefined, o: RunCommandOptions) => done(runProcedure(id, o, io)));
}

function addDeclare(program: Command, io: Io, done: Done): void {
  const declare = program.command('declare').description('write what happened into the situation file');
  declare.copyInheritedSettings(program);
  const verb = (name: string, description: string): Command =>
    common(declare.command(name).description(description)).addOption(
      new Option('--sequence <n>', 'refuse unless the file is at this sequence').argParser(whole),
    );
  const act = (declaration: Declaration, o: DeclareOptions): Promise<void> => done(declareCommand(declaration, o, io));

  for (const [op, meaning] of Object.entries(STATUS) as [keyof typeof STATUS, string][]) {
    verb(op, meaning)
      .argument('<site>', 'cloud:region')
      .action((site: string, o: DeclareOptions) => act({ op, site }, o));
  }
  verb('failover', 'move a workload by force: its active site is out')
    .argument('<workload>')
    .requiredOption('--to <site>')
    .requiredOption('--by <name>', 'who decided')
    .option('--incident <id>')
    .option('--from <component=point>', 'the recovery point to restore a component from (default: the latest; repeatable)', points)
    .action((workload: string, o: DeclareOptions & { to: string; by: string; incident?: string; from?: Record<string, string> }) =>
      act(
        {
          op: 'failover',
          workload,
          to: o.to,
          by: o.by,
          ...(o.incident === undefined ? {} : { incident: o.incident }),
          ...(o.from ? { from: o.from } : {}),
        },
        o,
      ),
    );
  verb('switch', 'move a workload without loss, once it is fenced and nothing lags')
    .argument('<workload>')
    .requiredOption('--to <site>')
    .requiredOption('--by <name>', 'who decided')
    .action((workload: string, o: DeclareOptions & { to: string; by: string }) => act({ op: 'switch', workload, to: o.to, by: o.by }, o));
  for (const op of ['fence', 'unfence'] as const) {
    verb(op, op === 'fence' ? 'stop serving, for a planned switch' : 'give the planned switch up, and serve again')
      .argument('<workload>')
      .requiredOption('--at <site>')
      .action((workload: string, o: DeclareOptions & { at: string }) => act({ op, workload, at: o.at }, o));
  }
  addEndings(verb, act);
}

function addEndings(
  verb: (name: string, description: string) => Command,
  act: (declaration: Declaration, o: DeclareOptions) => Promise<void>,
): void {
  verb('abort', 'give a move up before anything is promoted')
    .argument('<workload>')
    .option('--still-replica', 'the service still reports a replica, though the promotion was begun')
    .action((workload: string, o: DeclareOptions & { stillReplica?: boolean }) =>
      act({ op: 'abort', workload, stillReplica: o.stillReplica ?? false }, o),
    );
  verb('retire', 'let an old generation leave Terraform; nothing is destroyed')
    .argument('<workload>')
    .argument('<generation>', 'Component@site#generation')
    .action((workload: string, generation: string, o: DeclareOptions) => act({ op: 'retire', workload, generation }, o));
}

function points(word: string, before: Record<string, string> = {}): Record<string, string> {
  const [component, ...point] = word.split('=');
  if (!component || point.length === 0) throw new InvalidArgumentError('Component=recovery point');
  return { ...before, [component]: point.join('=') };
}

const STATUS = {
  lost: 'a region does not answer',
  gone: 'a region will not come back',
  avoid: 'a region answers, but is not trusted',
  normal: 'a region is well again',
} as const;

function whole(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('a whole number, for instance 7');
  return Number(text);
}
