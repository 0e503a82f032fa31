import type { Command } from 'commander';
import type { RunCommandOptions } from '../run';
import { runCommand } from '../run-command';
import { TRANSITION } from './transition';
import { addCommand, common, type Shell } from './command';
import { collect } from './values';

/** `continuity run`: carries out what is due. */
export function addRun(program: Command, { io, done }: Shell): void {
  const about = {
    what: 'carry out the procedure that is due; a dry run without --execute',
    examples: ['continuity run billing', 'continuity run billing --execute', "continuity run billing --execute --yes --by 'Ada Lovelace'"],
  };
  common(addCommand(program, 'run', about))
    .argument('[workload]', 'its id in the manifest (default: the one that has something due)')
    .option('--transition <transition>', `this procedure: ${TRANSITION}`)
    .option('--execute', 'really do it')
    .option('--yes', 'answer every question with yes; needs --by')
    .option('--by <name>', 'who runs it and decides (else CONTINUITY_BY, else the user of this machine)')
    .option('--journal <dir>', 'where the journal is kept (else continuity-journal beside the situation file)')
    .option('--again', 'do what is repeatable again, though it ended well')
    .option('--resume', 'the process that holds the lock of the state is known to be dead')
    .option('--repeat <action>', 'run this command again, though nobody knows how it ended (repeatable)', collect)
    .option('--done <action>', 'count this command as done, though nobody knows how it ended (repeatable)', collect)
    .option('--notify-command <cmd>', 'receives each notice on standard input')
    .option('--terraform <program>', 'terraform, tofu, or a path to either (else TERRAFORM_BINARY_NAME, else terraform)')
    .action((id: string | undefined, o: RunCommandOptions) => done(runCommand(id, o, io)));
}
