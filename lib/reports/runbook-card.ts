import { inWords } from '../objectives/duration';
import { isMove } from '../situation/phases';
import type { Procedure } from '../words/actions';
import { beganShown, blank, clockAfter } from './clock-times';
import { beforeActing, deadline, isRtoVerified, shown } from './deadlines';
import { blocks, code, list, shellBlock, table, text } from './markdown';
import { peopleTable, placesToGo } from './runbook-people';
import { abortOf, sheetName, type RunbookSource } from './runbook-source';
import { shellLine } from './shell-line';

/** ONE page to tape to a wall: who decides, by when, the commands, the telephone. */
export function card(source: RunbookSource): string {
  const { workload } = source;
  const { active, standby, phase, is } = workload.situation;
  return blocks(
    `# Card · ${workload.id}`,
    `**${phase.toUpperCase()}: ${text(is)}.** Serves, or should: ${code(active)}. The other site: ${code(standby)}.`,
    '## Who decides, and the telephone',
    peopleTable(workload),
    placesToGo(workload),
    '## When at the latest',
    times(source),
    '## The commands',
    ...commands(source),
  );
}

function times({ workload }: RunbookSource): string {
  const { objectives } = workload;
  const { latest, recovery } = deadline(workload);
  const verified = isRtoVerified(workload);
  // From the interruption, whatever the clock of the RTO: what passes before that starts is declared.
  const beforeClock = { incident: 0, detection: objectives.detection, call: objectives.detection + objectives.decision };
  const start = objectives.rto + (beforeClock[objectives.clock as keyof typeof beforeClock] ?? 0) - recovery;
  const row = (what: string, seconds: number): string[] => [
    what,
    seconds > 0 ? shown(seconds, verified) : '**AT ONCE**',
    seconds > 0 ? clockAfter(seconds, true, workload) : '**now**',
  ];
  return blocks(
    `The interruption began at ${beganShown(workload)}.`,
    table(
      ['What', 'After it began', 'Clock'],
      [
        row(`**Start by**, to keep the RTO (${inWords(objectives.rto)} from the ${objectives.clock})`, start),
        row(`**Decide by**, or the business does not survive it (MTPD ${inWords(objectives.mtpd)})`, latest),
      ],
    ),
    `Recovery takes ${shown(recovery, verified)} from the decision on${beforeActing(workload) > 0 ? `; the RTO counts ${inWords(beforeActing(workload))} before it` : ''}.`,
  );
}

function commands(source: RunbookSource): string[] {
  const { manifest, workload, procedures } = source;
  const { active, standby, then } = workload.situation;
  const failover = procedures.find(({ transition }) => transition === 'failover');
  const due = procedures.find((one) => one.due);
  const out = manifest.situation.status[standby];
  const isMoving = due !== undefined && !['establish', 'reprotect', 'hold'].includes(due.transition);
  if (isMoving) return dueNow(source, due);
  if (out) return [`**No failover is possible: ${code(standby)} is declared ${out.is}.**`, ...(due ? dueNow(source, due) : [])];
  if (!failover) return [];
  const isHeld = due?.transition === 'hold';
  const [first = []] = then;
  const lines = isHeld ? [first] : failover.declaration.map(since);
  return [
    isHeld ? `${code(active)} is declared out. To move:` : `${code(active)} does not answer, and it is decided to move:`,
    shellBlock([...lines.filter((line) => line.length > 0).map(shellLine), ...afterwards(workload.id)]),
    list([
      ...(isHeld && then.length > 1 ? [`Or, in place of the first line: ${then.slice(1).map(shellLine).map(code).join(', ')}.`] : []),
      ...whereItLeads(source, failover),
      ...(workload.situation.phase === 'unprotected'
        ? ['**Nothing says that the other site stands, complete: the failover asks for `--accept-loss`. Read the sheet.**']
        : []),
    ]),
  ];
}

/** The moment is asked for where it is declared: the deadlines count from it, and so does what is lost. */
export const since = (line: readonly string[]): string[] => (line[2] === 'lost' ? [...line, '--since', 'HH:MM'] : [...line]);

const afterwards = (workload: string): string[] => [
  'cdktf synth',
  shellLine(['continuity', 'plan', workload]),
  shellLine(['continuity', 'run', workload, '--execute']),
];

function dueNow(source: RunbookSource, due: Procedure): string[] {
  const { workload } = source;
  const run = ['continuity', 'run', workload.id, '--transition', due.transition];
  return [
    `**DUE NOW: ${sheetName(due)}** (${text(due.title)}).`,
    shellBlock([shellLine(['continuity', 'plan', workload.id]), shellLine([...run, '--execute'])]),
    list(whereItLeads(source, due)),
  ];
}

/** What whoever types them has to know. */
function whereItLeads(source: RunbookSource, procedure: Procedure): string[] {
  const actions = procedure.waves.flatMap(({ actions: all }) => all);
  const line = actions.findIndex(({ pointOfNoReturn }) => pointOfNoReturn);
  const losses = actions.flatMap(({ losesData, title }, i) =>
    losesData === undefined ? [] : [`Step ${i + 1} loses (${title}): ${losesData}`],
  );
  const back = actions.find(({ undo }) => undo !== undefined)?.undo;
  const abort = abortOf(source, procedure);
  const own = actions.flatMap(({ id }, i) => (id.startsWith('own-') ? [`${i + 1}`] : []));
  return [
    `Step by step, and by hand: **${sheetName(procedure)}**.`,
    ...(line >= 0
      ? [
          `**Point of no return: step ${line + 1}.** ${abort ? `Until the promotion is recorded as begun: ${code(shellLine(abort))}.` : 'It is recorded as begun: it goes on to its end.'}`,
        ]
      : []),
    ...(line < 0 && back !== undefined ? [`To undo it: ${text(back)}.`] : []),
    ...losses.map((loss) => `**${text(loss)}**`),
    ...(!isMove(procedure.transition)
      ? []
      : [own.length > 0 ? `The application's own check: step ${own.join(', ')}.` : `The application's own check: ${blank(40)}`]),
  ];
}
