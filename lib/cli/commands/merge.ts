import { Option, type Command } from 'commander';
import { mergeCommand, type MergeOptions } from '../merge';
import { addCommand, BY, common, DRY, type Shell } from './command';

/** `continuity merge`: one situation of two branches. */
export function addMerge(program: Command, { io, done }: Shell): void {
  const about = {
    what: 'make one situation of two branches of it',
    examples: ['git show BRANCH:./situation.json > theirs.json', 'continuity merge theirs.json --dry-run', 'continuity merge theirs.json'],
  };
  common(addCommand(program, 'merge', about))
    .argument('<theirs>', 'the situation file of the other branch')
    .addOption(new Option('--prefer <side>', 'the side that is right where they contradict each other').choices(['ours', 'theirs']))
    .option(...BY)
    .option(...DRY)
    .action((theirs: string, o: MergeOptions) => done(mergeCommand(theirs, o, io)));
}
