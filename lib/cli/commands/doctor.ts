import { Option, type Command } from 'commander';
import { doctorCommand, type DoctorOptions } from '../doctor/doctor';
import { addCommand, common, type Shell } from './command';
import { whole } from './values';

/** `continuity doctor`: whether a recovery could run from here. */
export function addDoctor(program: Command, { io, done }: Shell): void {
  const about = {
    what: 'ask, ahead of the day, whether a recovery could run from here; changes nothing',
    examples: ['continuity doctor', 'continuity doctor billing --within 60', 'continuity doctor --json'],
    exits: ['done', 'failed', 'usage', 'unseen', 'interrupted'] as const,
  };
  common(addCommand(program, 'doctor', about))
    .argument('[workload]', 'its id in the manifest (default: all)')
    .addOption(new Option('--within <seconds>', 'how long each place has to answer').default(120).argParser(whole))
    .action((id: string | undefined, o: DoctorOptions) => done(doctorCommand(id, o, io)));
}
