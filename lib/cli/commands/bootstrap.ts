import type { Command } from 'commander';
import { bootstrapCommand, type BootstrapOptions } from '../bootstrap';
import { collect } from './values';
import { addCommand, type Shell } from './command';

const HOW = `
What keeps states cannot keep its own before it is there. So each place is made with
its state in a file, by the first line that is printed, and the second line moves that
state into what was made (terraform init -migrate-state). Commit the directory, and run
this again whenever you like: it shows what is left to do. Where the directory was lost,
begin with the second line: the state is where it was moved to.

What stands already is taken in by an import. Its policy, its default encryption and who
may reach it become those that are written here: read the plan.`;

/** `continuity bootstrap`: what states are kept in. */
export function addBootstrap(program: Command, { io, done }: Shell): void {
  const about = {
    what: 'write the small stacks that make what states are kept in: at each site, and at the witness',
    examples: ['continuity bootstrap', 'continuity bootstrap --adopt aws-eu-west-3-acme-tfstate-paris', 'continuity bootstrap --adopt all'],
  };
  addCommand(program, 'bootstrap', about)
    .addHelpText('after', HOW)
    .option('--out <dir>', 'where continuity.json is', 'cdktf.out')
    .option('--into <dir>', 'where they are written, to be kept', 'continuity-state')
    .option('--adopt <id>', 'what stands already and is taken in by an import; all for each of them (repeatable)', collect)
    .option('--json', 'as data, on standard output (docs/command-line.md)')
    .action((o: BootstrapOptions) => done(bootstrapCommand(o, io)));
}
