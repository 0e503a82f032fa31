import type { Command } from 'commander';
import { ALL_EXITS } from '../exit';
import { planCommand, type PlanOptions } from '../plan';
import { TRANSITION } from './transition';
import { addCommand, common, type Shell } from './command';

/** `continuity plan`: where things stand, and the sheets. */
export function addPlan(program: Command, { io, done }: Shell): void {
  const about = {
    what: 'show where things stand and what is to be done; changes nothing',
    examples: [
      'continuity plan billing',
      'continuity plan billing --transition failover',
      'continuity plan --lost aws:eu-west-3',
      'continuity plan --detailed-exitcode',
    ],
    exits: ALL_EXITS,
  };
  common(addCommand(program, 'plan', about))
    .argument('[workload]', 'its id in the manifest (default: all)')
    .option('--transition <transition>', `this sheet, due or not: ${TRANSITION}`)
    .option('--lost <site>', 'what its loss does to all workloads, in the order in which they are taken up')
    .option('--detailed-exitcode', 'end with 3 where something is due, with 4 where it is overdue, as status does')
    .action((id: string | undefined, o: PlanOptions) => done(planCommand(id, o, io)));
}
