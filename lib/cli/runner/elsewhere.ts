import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ContinuityError } from '../../words/errors';
import { History, type Past } from './history';
import { readJournal } from './journal';

/** What became of the actions of a workload's other journals, in the folder of this one. What cannot be read there says nothing. */
export function elsewhere(path: string, workload: string): Past[] {
  const [folder, own] = [dirname(path), basename(path)];
  const others = readdirSync(folder).filter((name) => name !== own && name.startsWith(`${workload}-`) && name.endsWith('.jsonl'));
  return others.flatMap((name) => {
    try {
      const { earlier } = readJournal(join(folder, name));
      return earlier.some((line) => line.is === 'run' && line.workload === workload) ? new History(earlier, []).all : [];
    } catch (error) {
      if (error instanceof ContinuityError) return [];
      throw error;
    }
  });
}
