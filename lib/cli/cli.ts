import { Command, CommanderError } from 'commander';
import { addBootstrap } from './commands/bootstrap';
import { addCompletion } from './commands/completion';
import { helpOf, type Shell } from './commands/command';
import { addDeclare } from './commands/declare';
import { addDoctor } from './commands/doctor';
import { addMerge } from './commands/merge';
import { addHistory, addShow } from './commands/past';
import { addPlan } from './commands/plan';
import { addRecord } from './commands/record';
import { addRun } from './commands/run';
import { addStatus } from './commands/status';
import { VERSION } from '../words/version';
import { EVERY_EXIT, EXIT } from './exit';
import { refusalOf } from './faults';
import { guarded, tint, type Io } from './io';
import { outJson, refusalData } from './output';

/** Runs `continuity` with these arguments (without the program's own name), and gives the exit code. */
export async function run(argv: readonly string[], world: Io): Promise<number> {
  const io = guarded(world);
  let code: number = EXIT.done;
  let asData = false;
  const done: Shell['done'] = async (work) => {
    code = await work;
  };
  const program = build({ io, done });
  program.hook('preAction', (_, command) => {
    asData = command.opts()['json'] === true;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    return failed(error, asData, io);
  }
}

function failed(error: unknown, asData: boolean, io: Io): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  if (io.interrupt.aborted || (error as Error).name === 'ExitPromptError') return EXIT.interrupted;
  const refusal = refusalOf(error);
  if (asData && refusal) outJson(io, refusalData(refusal, EXIT.failed));
  io.err(refusal ? `${tint(io, 'bad', 'Refused')}. ${refusal.message}\n` : `${(error as Error).stack ?? String(error)}\n`);
  return EXIT.failed;
}

/** The whole command: each command is a file of its own, in the order of the help. */
export function build(shell: Shell): Command {
  const { io } = shell;
  const examples = [
    'continuity status',
    'continuity plan billing',
    'continuity declare lost aws:eu-west-3',
    'continuity run billing --execute',
  ];
  const program = new Command('continuity')
    .description('Acts on a synthesized continuity plan: declare what happened, see what is due, do it.')
    .version(VERSION, '-V, --version', 'print the version')
    .addHelpText('after', helpOf({ what: '', examples, exits: EVERY_EXIT }))
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err, getOutHelpWidth: () => io.columns, getErrHelpWidth: () => io.columns });
  for (const add of [
    addBootstrap,
    addDeclare,
    addRecord,
    addMerge,
    addStatus,
    addPlan,
    addDoctor,
    addRun,
    addHistory,
    addShow,
    addCompletion,
  ])
    add(program, shell);
  return program;
}
