import { join } from 'node:path';
import { inWords } from '../objectives/duration';
import { shellLine } from '../reports/shell-line';
import { printableLine } from '../words/printable';
import { recordLineOf, sentenceOf } from '../situation/lines';
import type { LogEntry } from '../situation/schema';
import { workloadsOf } from './choose';
import { journalFolder, readRun, runsIn } from './evidence';
import { tint, type Io } from './io';
import { outJson } from './output';
import { openProject, type CommonOptions, type Project } from './project';
import type { HistoryShape, RunShape } from './shapes';
import { readSituation } from './situation-file';

/** Options of `continuity history` and `continuity show`. */
export interface PastOptions extends CommonOptions {
  /** The folder of the journals. */
  readonly journal?: string;
  /** How many of the last events. */
  readonly last?: number;
}

type Event = HistoryShape['events'][number];

/** Lists what was declared, recorded and run, the oldest first. */
export function historyCommand(id: string | undefined, options: PastOptions, io: Io): number {
  const project = openProject(options, io);
  workloadsOf(project, id);
  const events = eventsOf(project, journalFolder(project, options.journal, io)).filter(
    ({ workload }) => id === undefined || workload === undefined || workload === id,
  );
  const shown = options.last === undefined ? events : events.slice(-options.last);
  if (options.json) outJson(io, { events: shown } satisfies HistoryShape);
  else
    io.out(shown.length === 0 ? 'Nothing was ever declared, recorded or run.\n' : shown.map((event) => `${textOf(event, io)}\n`).join(''));
  return 0;
}

/** Both sources by their moments. The log keeps its order where clocks differ: it is what counts. */
function eventsOf(project: Project, folder: string): Event[] {
  const log = readSituation(project).log.map(eventOf);
  const runs = runsIn(folder).flatMap((name) => runEvents(readRun(join(folder, `${name}.jsonl`), project)));
  const out = [...log];
  for (const run of runs.sort((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
    const after = out.findIndex(({ at }) => Date.parse(at) > Date.parse(run.at));
    out.splice(after < 0 ? out.length : after, 0, run);
  }
  return out;
}

function eventOf({ what, by, at }: LogEntry): Event {
  if ('record' in what) return { at, kind: 'recorded', by, what: shellLine(recordLineOf(what).slice(2)), workload: what.workload };
  if ('sequence' in what) {
    const words = what.op === 'merged' ? 'two branches became one' : 'a file of version 1 was carried over';
    return { at, kind: what.op === 'merged' ? 'merged' : 'recorded', by, what: words };
  }
  return { at, kind: 'declared', by, what: sentenceOf(what), ...('workload' in what ? { workload: what.workload } : {}) };
}

const runEvents = ({ name, workload, transition, runs }: RunShape): Event[] =>
  runs.map(({ at, by, result, seconds }) => ({
    at,
    kind: 'run',
    by,
    what: transition,
    workload,
    run: name,
    result,
    ...(seconds === undefined ? {} : { seconds }),
  }));

function textOf({ at, kind, by, what, workload, run, result, seconds }: Event, io: Io): string {
  const head = `${at.replace(/\.\d+Z$/, 'Z')}  ${kind.padEnd(8)}  `;
  if (kind !== 'run') return printableLine(`${head}${what}, by ${by}`);
  const tone = result === 'ok' ? 'good' : 'bad';
  const took = seconds === undefined ? '' : ` in ${inWords(seconds)}`;
  return `${printableLine(`${head}${workload ?? ''}: ${what}`)}: ${tint(io, tone, result ?? '')}${took}, by ${printableLine(by)} (continuity show ${run ?? ''})`;
}
