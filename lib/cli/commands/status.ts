import type { Command } from 'commander';
import { ALL_EXITS } from '../exit';
import type { CommonOptions } from '../project';
import { statusCommand } from '../status';
import { addCommand, common, type Shell } from './command';

/** `continuity status`: where every workload stands, for people and for monitors. */
export function addStatus(program: Command, { io, done }: Shell): void {
  const about = {
    what: 'say where every workload stands, what is due and by when; the exit code says so too',
    examples: ['continuity status', 'continuity status billing --json', 'continuity status || echo "something is due"'],
    exits: ALL_EXITS,
  };
  common(addCommand(program, 'status', about))
    .argument('[workload]', 'its id in the manifest (default: all)')
    .action((id: string | undefined, o: CommonOptions) => done(statusCommand(id, o, io)));
}
