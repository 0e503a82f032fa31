import { ContinuityError } from '../words/errors';
import type { Happening } from '../situation/words';
import type { SayOptions } from './change';
import { workloadNamed, type Project } from './project';

/** Options of `continuity record`. */
export interface RecordOptions extends SayOptions {
  /** The site that is fenced. */
  readonly at?: string;
}

/** What the words of `continuity record` say. Without components: all of the manifest. Throws `DR-CLI-06` where a lag is no number. */
export function happeningOf(
  record: Happening['record'],
  workload: string,
  words: readonly string[],
  { at = '' }: RecordOptions,
  project: Project,
): Happening {
  if (record === 'fenced') return { record, workload, site: at };
  if (record === 'undone') return { record, workload };
  if (record === 'lag') return { record, workload, lag: Object.fromEntries((words.length > 0 ? words : ['']).map(lagOf)) };
  const all = workloadNamed(project, workload).components.map(({ component }) => component);
  return { record, workload, components: words.length > 0 ? [...words] : all };
}

function lagOf(word: string): [string, number] {
  const [, component, number] = /^([^=]+)=(\d+(?:\.\d+)?)$/.exec(word) ?? [];
  if (component !== undefined) return [component, Number(number)];
  throw new ContinuityError({
    id: 'DR-CLI-06',
    what: 'This is no lag',
    value: word === '' ? 'none' : word,
    allowed: 'Component=number, as the check printed it',
    fix: 'the component and the number that its check printed, for instance Ledger=0',
  });
}
