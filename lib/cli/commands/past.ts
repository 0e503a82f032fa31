import { InvalidArgumentError, Option, type Command } from 'commander';
import { historyCommand, type PastOptions } from '../history';
import { showCommand } from '../show';
import { addCommand, common, type Shell } from './command';

const JOURNAL = ['--journal <dir>', 'where the journals are kept (else continuity-journal beside the situation file)'] as const;

/** `continuity history`: what was declared, recorded and run. */
export function addHistory(program: Command, { io, done }: Shell): void {
  const about = {
    what: 'list what was declared, recorded and run, the oldest first',
    examples: ['continuity history', 'continuity history billing --last 10'],
  };
  common(addCommand(program, 'history', about))
    .argument('[workload]', 'its id in the manifest (default: all)')
    .option(...JOURNAL)
    .addOption(new Option('--last <n>', 'only the last ones').argParser(count))
    .action((id: string | undefined, o: PastOptions) => done(historyCommand(id, o, io)));
}

/** `continuity show`: one past run. */
export function addShow(program: Command, { io, done }: Shell): void {
  const about = {
    what: 'show a past run: who ran it, each step, its result, how long it took',
    examples: ['continuity show billing-failover-1', 'continuity show billing-failover-1 --json'],
  };
  common(addCommand(program, 'show', about))
    .argument('<run>', 'its name, as history lists it')
    .option(...JOURNAL)
    .action((name: string, o: PastOptions) => done(showCommand(name, o, io)));
}

function count(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('a whole number above zero, for instance 10');
  return Number(text);
}
