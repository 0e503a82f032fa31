import { existsSync } from 'node:fs';
import { inWords } from '../objectives/duration';
import { mayLose, secretsOf, titleOf, type Action, type Call, type Procedure } from '../words/actions';
import { fromClock, fromNow, isRpoVerified, isRtoVerified } from '../reports/deadlines';
import { wayText, type AnalysisManifest } from '../words/analysis';
import type { WorkloadManifest } from '../reports/manifest';
import { clockOf, leftToStart, type Clock } from './clock';
import { overdue } from './deadlines';
import { tint, wrap, type Io } from './io';
import { MEASURED, percent } from '../words/footprint';
import { printableLine } from '../words/printable';
import { shellLine } from '../reports/shell-line';
import { stepLine, variablesOf, type Variable } from '../reports/step-line';
import { behindOf, type Behind } from './behind';
import { acceptedText } from './accepted';
import type { Project } from './project';

interface Seen {
  readonly workload: WorkloadManifest;
  readonly clock: Clock;
}

/**
 * Where a workload stands and the sheets given, for a terminal of 80 to 100 columns. Of an output that is stale, or whose procedure is
 * recorded as done, nothing is shown as due.
 */
export function planText(project: Project, workload: WorkloadManifest, procedures: readonly Procedure[], io: Io): string {
  const clock = clockOf(workload, io.now());
  const width = Math.min(100, Math.max(60, io.columns));
  const behind = behindOf(project, workload);
  const shown = procedures.filter(({ due }) => behind === undefined || !due);
  const sheets = shown.flatMap((procedure) => ['', ...sheet(procedure, { workload, clock }, io, width)]);
  const next = behind === undefined ? [...choices(workload), ...nothingDue(workload, procedures)] : behindText(behind, workload, io, width);
  return `${[...head(project, workload, clock, io, width), ...warnings(workload, io, width), ...next, ...sheets].join('\n')}\n`;
}

function behindText(behind: Behind, { id }: WorkloadManifest, io: Io, width: number): string[] {
  if (behind.is === 'stale')
    return [
      '',
      ...block(tint(io, 'bad', 'STALE'), `${behind.why}. Nothing of this output is due: synthesize (cdktf synth), then look again`, width),
    ];
  const { done, now, half } = behind;
  return [
    '',
    ...block(
      tint(io, 'good', 'SETTLED'),
      `${done.title} is recorded as ${half ? 'begun, and another output goes on with it' : 'done'}. ${now ? `What is due now: ${now}. ` : ''}Synthesize (cdktf synth), then: continuity plan ${id}`,
      width,
    ),
  ];
}

function choices({ situation }: WorkloadManifest): string[] {
  const then = situation.then.map((line) => `      ${shellLine(line)}`);
  return then.length > 0 ? ['', 'What may be declared to go on:', ...then] : [];
}

const nothingDue = (workload: WorkloadManifest, procedures: readonly Procedure[]): string[] =>
  procedures.length > 0
    ? []
    : [
        '',
        `Nothing is due. Sheets to read beforehand: ${workload.procedures.map((p) => p.transition).join(', ') || 'none'} (--transition NAME)`,
      ];

function head(
  project: Project,
  { id, situation, objectives, losses, tier, analysis, footprint }: WorkloadManifest,
  clock: Clock,
  io: Io,
  width: number,
): string[] {
  const { manifest, situationPath } = project;
  const isDeclared = existsSync(situationPath);
  const calm = situation.phase === 'normal';
  const lines = [
    tint(io, 'strong', `${id} (${tier})`) +
      `  ${tint(io, calm ? 'good' : 'bad', situation.phase.toUpperCase())}  sequence ${manifest.sequence}`,
    `  active ${situation.active}   standby ${situation.standby}   move ${situation.move}`,
    `  ${wrap(situation.is, width - 4, '    ')}`,
    `  objectives: RTO ${inWords(objectives.rto)} (clock: ${objectives.clock}), RPO ${inWords(objectives.rpo)}, MTPD ${inWords(objectives.mtpd)}${objectives.slo === undefined ? '' : `, SLO ${objectives.slo} %`}`,
    ...losses.flatMap(({ lost, asked }) =>
      asked && lost !== 'region' ? [`  for the loss of ${lost}: RTO ${inWords(asked.rto ?? 0)}, RPO ${inWords(asked.rpo ?? 0)}`] : [],
    ),
  ];
  lines.push(...standsBy(footprint));
  // Until a standby stands, what was adopted is all that there is.
  if (analysis && !calm && situation.move === 0) lines.push(...runsAlready(analysis, width));
  if (!isDeclared) lines.push(`  no situation file at ${situationPath}: nothing was ever declared, every region is normal`);
  if (clock.unprotectedFor !== undefined)
    lines.push(
      `  ${tint(io, 'care', 'unprotected')} since ${situation.unprotectedSince ?? ''} (${inWords(Math.max(0, clock.unprotectedFor))})`,
    );
  if (clock.interruptedFor !== undefined)
    lines.push(
      `  ${tint(io, 'bad', 'NOBODY IS SERVED')} since ${situation.interruptedSince ?? ''} (${inWords(Math.max(0, clock.interruptedFor))})`,
    );
  if (clock.leftToMtpd !== undefined)
    lines.push(`  MTPD: ${clock.leftToMtpd > 0 ? `${inWords(clock.leftToMtpd)} left` : `over for ${inWords(-clock.leftToMtpd)}`}`);
  return lines;
}

/** What stands by, where a ceiling of it is declared. */
function standsBy(footprint: WorkloadManifest['footprint']): string[] {
  const asked = footprint?.measures.flatMap(({ measure, share = 0, atMost }) =>
    atMost === undefined ? [] : [`${percent(share)} of the ${MEASURED[measure]} that serve (at most ${percent(atMost)})`],
  );
  return asked && asked.length > 0 ? [`  stands by: ${asked.join(', ')}`] : [];
}

/** What was adopted, as it was: before a standby stood beside it. */
function runsAlready({ exists, today, cheapest }: AnalysisManifest, width: number): string[] {
  const lost = today.filter(({ answer }) => answer === 'nothing').map((one) => one.lost);
  const enough = cheapest ? `the cheapest that holds what is asked is ${wayText(cheapest)}` : 'nothing that was tried holds what is asked';
  const text = `as adopted (${exists.join(', ')}): nothing answers the loss of ${lost.join(' or ')}; ${enough}`;
  return [`  ${wrap(text, width - 4, '    ')}`];
}

function warnings(workload: WorkloadManifest, io: Io, width: number): string[] {
  const open = workload.findings.filter((f) => f.level !== 'info' && !f.acknowledged);
  const found = open.flatMap((f) =>
    block(tint(io, f.level === 'error' ? 'bad' : 'care', f.level), `${f.id} ${f.subject}: ${f.what} (${f.value}). Fix: ${f.fix}`, width),
  );
  const late = overdue(workload, io.now()).flatMap((text) => block(tint(io, 'care', 'overdue'), text, width));
  return [...found, ...acceptedText(workload).map((text) => `  ${text}`), ...late];
}

const block = (label: string, text: string, width: number): string[] => [`  ${label}: ${wrap(text, width - 12, '    ')}`];

function sheet(p: Procedure, { workload, clock }: Seen, io: Io, width: number): string[] {
  const declared = p.declaration.map((line) => `      ${shellLine(line)}`);
  const lines = [
    tint(io, 'strong', `${p.due ? 'DUE NOW' : 'SHEET (not due)'}: ${printableLine(p.title)}`),
    `  decides: ${wrap(p.decides, width - 12, '    ')}`,
    `  must answer: ${wrap(p.needs.join(', ') || 'nothing', width - 16, '    ')}`,
    ...time(p, workload, clock, io),
    ...(declared.length > 0 && !p.due ? ['  first declare, and synthesize:', ...declared] : []),
  ];
  let n = 0;
  const variables = variablesOf(p.waves.flatMap((wave) => wave.actions));
  for (const wave of p.waves) {
    lines.push('', tint(io, 'strong', `  ${wave.name}`) + `: ${wrap(wave.purpose, width - 6 - wave.name.length, '    ')}`);
    for (const action of wave.actions) lines.push(...step((n += 1), action, variables, io, width));
  }
  return lines;
}

function time(p: Procedure, workload: WorkloadManifest, clock: Clock, io: Io): string[] {
  const { rto, rpo, worst } = workload.budget;
  const asked = workload.objectives.rto;
  const served = p.transition === 'failover' ? ' until users are served' : '';
  const late = rto > asked ? tint(io, 'bad', ' EXCEEDED') : '';
  const unless = (isVerified: boolean): string => (isVerified ? '' : tint(io, 'care', ' UNVERIFIED'));
  const guessed = unless(isRtoVerified(workload));
  const lines = [
    `  takes: ${inWords(fromNow(workload, p))}${guessed} from now${served}, by the usual times`,
    ...(mayLose(p)
      ? [
          `  the whole recovery: ${inWords(rto)}${guessed} ${fromClock(workload)}, RTO ${inWords(asked)}${late}`,
          `  may lose: up to ${inWords(rpo)}${unless(isRpoVerified(workload))} of data (${worst})`,
        ]
      : []),
  ];
  const left = leftToStart(clock, workload, p);
  if (left !== undefined)
    lines.push(
      `  start: ${left > 0 ? `within ${inWords(left)}` : tint(io, 'bad', `too late by ${inWords(-left)}`)} to end before the MTPD, the business's own resumption (${inWords(workload.objectives.resumption)}) included`,
    );
  return lines;
}

function step(n: number, action: Action, variables: Variables, io: Io, width: number): string[] {
  const lines = [
    `   ${String(n).padStart(2)}. ${wrap(`${printableLine(titleOf(action))}  [${action.actor}, ${inWords(action.usual)}]`, width - 7, '       ')}`,
  ];
  if (action.pointOfNoReturn) lines.push(`       ${tint(io, 'bad', '*** POINT OF NO RETURN ***')}`);
  if (action.losesData) lines.push(`       ${tint(io, 'bad', 'LOSES DATA')}: ${wrap(action.losesData, width - 19, '       ')}`);
  lines.push(...details(action, variables).map((line) => `       ${line}`));
  if (action.bestEffort) lines.push(`       best effort: a failure is recorded, and it goes on after ${inWords(action.timeout)} at most`);
  return lines;
}

type Variables = ReadonlyMap<string, Variable>;

/** What a call does, and what it reads that is never shown. */
const called = (call: Call, variables: Variables): string[] => [
  stepLine(call, variables),
  ...secretsOf(call).map(
    ({ variable, as }) =>
      `secret: ${variable}, read by that line when it runs, given ${as === 'file' ? 'as a file' : 'in the environment'}`,
  ),
];

/** What is done, complete: command lines are never broken, so that they can be copied. */
function details(action: Action, variables: Variables): string[] {
  switch (action.do) {
    case 'apply':
      return [
        `apply ${action.stack}${action.targets ? ` (only ${action.targets.join(', ')})` : ''}: plan to a file, judge, apply that file`,
      ];
    case 'command':
      return called(action, variables);
    case 'check':
      return [
        ...called(action, variables),
        `expected: ${action.how.matches}  (every ${inWords(action.every)}, at most ${inWords(action.timeout)})`,
      ];
    case 'find':
      return [
        ...called(action, variables),
        `expected: ${action.expects === 'one' ? 'one line' : 'one line or more'} of ${action.matches}  (every ${inWords(action.every)}, at most ${inWords(action.timeout)})`,
      ];
    case 'record':
      return [
        `record ${action.record}${action.components ? `: ${action.components.join(', ')}` : ''}${action.site ? ` at ${action.site}` : ''} in the situation file`,
      ];
    case 'decide':
      return [
        ...(action.unless
          ? [shellLine(action.unless.run), `asked only where this is more than ${action.unless.atMost}, or no number:`]
          : []),
        `${action.question} (${action.who})`,
      ];
    case 'notify':
      return [`${action.audience}: ${action.text}`];
    case 'manual':
      return [action.text];
  }
}
