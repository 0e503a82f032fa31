import { inWords } from '../objectives/duration';
import { fromNow } from '../reports/deadlines';
import { beforeClock } from '../objectives/objectives';
import { shellLine } from '../reports/shell-line';
import type { WorkloadManifest } from '../reports/manifest';
import { printableLine } from '../words/printable';
import { interruptedSince } from '../situation/phases';
import type { Sides } from '../situation/facts';
import type { Situation } from '../situation/schema';
import { View } from '../situation/view';
import { acceptedText, countFindings } from './accepted';
import { behindOf } from './behind';
import { workloadsOf } from './choose';
import { overdue } from './deadlines';
import { EXIT } from './exit';
import { stamp, tint, wrap, type Io } from './io';
import { meaningOf, type Meaning } from './meaning';
import { outJson } from './output';
import { openProject, type CommonOptions, type Project } from './project';
import type { StatusShape } from './shapes';
import { readSituation } from './situation-file';

type Status = StatusShape['workloads'][number];

/** Says where every workload stands, by the situation file as it is now. The exit code says whether something is due. */
export function statusCommand(id: string | undefined, options: CommonOptions, io: Io): number {
  const project = openProject(options, io);
  const data = statusOf(project, id, io);
  if (options.json) outJson(io, data);
  else io.out(data.workloads.map((one) => `${textOf(one, project, io).join('\n')}\n`).join('\n'));
  return data.exitCode;
}

/** Where every workload stands, or the one named. */
export function statusOf(project: Project, id: string | undefined, io: Pick<Io, 'now'>): StatusShape {
  const file = readSituation(project);
  const workloads = workloadsOf(project, id).map((workload) => {
    const own = project.sides.find((one) => one.workload === workload.id) as Sides;
    return oneStatus(project, workload, { file, own, now: io.now() });
  });
  const isDue = workloads.some(({ due, stale }) => due !== undefined || stale !== undefined);
  const isLate = workloads.some((one) => one.overdue.length > 0);
  return {
    exitCode: isLate ? EXIT.overdue : isDue ? EXIT.due : EXIT.done,
    sequence: project.manifest.sequence,
    situationFile: { path: project.situationPath, sequence: file.sequence },
    workloads,
  };
}

interface Known {
  readonly file: Situation;
  readonly own: Sides;
  readonly now: Date;
}

function oneStatus(project: Project, workload: WorkloadManifest, { file, own, now }: Known): Status {
  const view = new View(file, own);
  const meaning = meaningOf(file, own, project.sides);
  const since = interruptedSince(view);
  const behind = behindOf(project, workload);
  const clock = clocks(workload, { since, now, started: view.open?.started !== undefined });
  const activeSince = view.moves.at(-1)?.at;
  return {
    id: workload.id,
    tier: workload.tier,
    phase: meaning.phase,
    is: meaning.text,
    active: view.active,
    ...(activeSince ? { activeSince } : {}),
    standby: view.standby,
    move: view.number,
    ...(isDue(meaning) ? { due: meaning.due } : {}),
    commands: meaning.commands.map((line) => [...line]),
    ...(since ? { interruptedSince: since } : {}),
    ...(view.unprotectedSince ? { unprotectedSince: view.unprotectedSince } : {}),
    ...clock,
    overdue: [...lateOf(clock), ...overdue(workload, now)],
    ...(behind?.is === 'stale' ? { stale: behind.why } : {}),
    findings: countFindings(workload),
  };
}

const isDue = ({ phase }: Meaning): boolean => phase !== 'normal';

interface Interruption {
  /** Since when nobody is served. */
  readonly since: string | undefined;
  readonly now: Date;
  /** The promotion was begun. */
  readonly started: boolean;
}
type Clocks = Pick<Status, 'rto' | 'mtpd' | 'start'>;

/** By when users are to be served again, where nobody is: the objectives are counted from the interruption. */
function clocks(workload: WorkloadManifest, { since, now, started }: Interruption): Clocks {
  const { rto, mtpd, resumption } = workload.objectives;
  if (since === undefined) return { rto: { seconds: rto }, mtpd: { seconds: mtpd } };
  const at = (seconds: number): { by: string; left: number } => {
    const moment = Date.parse(since) + seconds * 1000;
    return { by: stamp({ now: () => new Date(moment) }), left: Math.round((moment - now.getTime()) / 1000) };
  };
  const failover = workload.procedures.find(({ transition }) => transition === 'failover');
  return {
    rto: { seconds: rto, ...at(beforeClock(workload.objectives) + rto) },
    mtpd: { seconds: mtpd, ...at(mtpd) },
    ...(failover && !started ? { start: at(mtpd - resumption - fromNow(workload, failover)) } : {}),
  };
}

function lateOf({ rto, mtpd, start }: Clocks): string[] {
  const late = (name: string, one: { by?: string | undefined; left?: number | undefined } | undefined): string[] =>
    one?.left !== undefined && one.left <= 0 ? [`${name}: was ${one.by ?? ''}, ${inWords(-one.left)} ago`] : [];
  return [...late('RTO', rto), ...late('last moment to start, before the MTPD', start), ...late('MTPD', mtpd)];
}

function textOf(one: Status, project: Project, io: Io): string[] {
  const calm = one.phase === 'normal';
  const width = Math.min(100, io.columns);
  const deadline = (name: string, at: { seconds?: number; by?: string | undefined; left?: number | undefined }): string[] =>
    at.by !== undefined && (at.left ?? 0) > 0
      ? [`  ${name}${at.seconds === undefined ? '' : ` ${inWords(at.seconds)}`}: by ${at.by}, ${inWords(at.left ?? 0)} left`]
      : [];
  const workload = project.manifest.workloads.find(({ id }) => id === one.id);
  return [
    `${tint(io, 'strong', `${printableLine(one.id)} (${one.tier})`)}  ${tint(io, calm ? 'good' : 'bad', one.phase.toUpperCase())}`,
    `  active ${one.active} since ${one.activeSince ?? 'the beginning'}   standby ${one.standby}   move ${one.move}`,
    `  ${wrap(one.is, width - 2, '    ')}`,
    ...(one.due ? one.commands.map((line) => `      ${shellLine(line)}`) : []),
    ...(one.interruptedSince ? [`  ${tint(io, 'bad', 'NOBODY IS SERVED')} since ${one.interruptedSince}`] : []),
    ...(one.unprotectedSince ? [`  ${tint(io, 'care', 'unprotected')} since ${one.unprotectedSince}`] : []),
    ...deadline('RTO', one.rto),
    ...deadline('last moment to start', one.start ?? {}),
    ...deadline('MTPD', one.mtpd),
    ...one.overdue.map((text) => `  ${tint(io, 'bad', 'overdue')}: ${wrap(text, width - 11, '    ')}`),
    ...(one.stale ? [`  ${tint(io, 'bad', 'STALE')}: ${wrap(`${one.stale}. Synthesize (cdktf synth)`, width - 9, '    ')}`] : []),
    `  findings: errors ${one.findings.errors}, warnings ${one.findings.warnings}, accepted ${one.findings.accepted}`,
    ...(workload ? acceptedText(workload).map((text) => `  ${wrap(text, width - 2, '    ')}`) : []),
    one.due ? `  due: ${one.due}` : '  nothing is due',
  ];
}
