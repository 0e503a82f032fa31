import type { Command } from 'commander';
import type { Happening } from '../../situation/words';
import { happeningOf, type RecordOptions } from '../happening';
import { recordCommand } from '../record';
import { addCommand, BY, common, DRY, type Shell } from './command';

const RECORDS: Readonly<Record<Happening['record'], readonly [what: string, example: string]>> = {
  started: ['promotions were begun', 'billing'],
  completed: ['promotions were verified', 'billing Ledger Invoices'],
  fenced: ['a fence was confirmed', 'billing --at aws:eu-west-3'],
  lag: ['what was still to copy, as Component=number', 'billing Ledger=0'],
  standing: ['the standby stands by, complete, and traffic rests on the site that serves', 'billing'],
  undone: ['what a move took was given back', 'billing'],
};

/** `continuity record`: what happened, where a person works without the runner. */
export function addRecord(program: Command, { io, done }: Shell): void {
  const parent = addCommand(program, 'record', {
    what: 'write what happened, where a person works without the runner: with the same checks',
    examples: ['continuity record started billing', 'continuity record fenced billing --at aws:eu-west-3'],
  });
  for (const [record, [what, example]] of Object.entries(RECORDS) as [Happening['record'], (typeof RECORDS)['started']][]) {
    const command = common(addCommand(parent, record, { what, examples: [`continuity record ${record} ${example}`] }))
      .option(...BY)
      .option(...DRY)
      .argument('<workload>', 'its id in the manifest');
    if (record === 'fenced') command.requiredOption('--at <site>', 'the site that is fenced: cloud:region');
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
