import { inWords } from '../objectives/duration';
import { CONTROL_PLANES, titleOf, type Action, type Procedure } from '../words/actions';
import { lineOf } from '../situation/lines';
import { APPLIED, NOTED } from '../recovery/tasks';
import { LOOK, MEND } from '../words/steps';
import { beganShown, blank, BLANK_TIME, clockAfter } from './clock-times';
import { beforeActing, deadline, figureShown, fromClock, fromNow, isRtoVerified, shown } from './deadlines';
import type { WorkloadManifest } from './manifest';
import { blocks, code, list, shellBlock, text } from './markdown';
import { byHand, type SheetOf } from './runbook-by-hand';
import { since } from './runbook-card';
import { atHand } from './runbook-needs';
import { callsFor } from './runbook-people';
import { waitOrMove } from './runbook-waiting';
import { abortOf, isIrreversible, sheetName, type RunbookSource } from './runbook-source';
import { shellLine } from './shell-line';
import { variablesOf } from './step-line';

const BAR = '━'.repeat(24);

const FOR_TERRAFORM: Record<Exclude<Action['terraform'], 'nothing' | 'applied'>, string> = {
  ignored: 'the change is made behind its back, in attributes it is told to ignore',
  import: 'what appears must be imported',
};

/** What is true of a step that says nothing else: told once a sheet, since a sheet may be all that somebody has. */
const DEFAULTS = `Unless a step says otherwise: it may be repeated; it leaves nothing to undo; an apply went well where it says "${APPLIED}", and its change is in the state; where something fails, ${MEND}; where an answer does not come, ${LOOK}.`;

/** One transition on one sheet: when to take it, what it needs alive, and each step to tick. */
export function sheet(source: RunbookSource, procedure: Procedure): string {
  return blocks(
    `# ${sheetName(procedure)} · ${source.workload.id}`,
    `**${text(procedure.title)}**${procedure.due ? ' — **DUE NOW**' : ''}`,
    alive(source, procedure),
    list([...times(source.workload, procedure), ...stopping(source, procedure)]),
    '## At hand',
    atHand(source, procedure),
    procedure.transition === 'hold' ? waitOrMove(source) : '',
    commands(source, procedure),
    ...waves(source, procedure),
    ownCheck(source.workload, procedure),
  );
}

function alive({ workload, stacks }: RunbookSource, procedure: Procedure): string {
  const isNeeded = (place: string): boolean =>
    procedure.needs.some((need) => need === place || need === regionOf(place) || regionOf(need) === place);
  const sites = workload.sites.map((site) => site.key);
  const others = stacks
    .flatMap((stack) => [stack.state.region, ...stack.alive])
    .filter((place) => !sites.some((key) => key === place || regionOf(key) === place));
  // What is withheld now says nothing of what it needs: a sheet that is done in peace excuses sites alone.
  const idle = [...new Set([...sites, ...(procedure.needs.includes(CONTROL_PLANES) ? [] : others)])]
    .filter((place) => !isNeeded(place))
    .sort();
  const named = (places: readonly string[]): string => places.map(code).join(', ') || 'no region';
  return blocks(
    `Must answer: ${named(procedure.needs.filter((need) => need !== CONTROL_PLANES).sort())}${procedure.needs.includes(CONTROL_PLANES) ? ', and every control plane: this is done in peace' : ''}.`,
    idle.length === 0 ? '' : `**Does not need: ${named(idle)}.** Do not wait for it, whatever its state.`,
  );
}

function times(workload: WorkloadManifest, procedure: Procedure): string[] {
  const { objectives } = workload;
  const verified = isRtoVerified(workload);
  const takes = fromNow(workload, procedure);
  const served = procedure.transition === 'failover' ? ' until users are served' : '';
  const lines = [
    [`Decides: ${sentence(procedure.decides)}`, callsFor(workload, procedure.decides)].filter((part) => part !== '').join(' '),
    `Takes about ${shown(takes, verified)} from now${served}, by the usual times. Only a drill makes them figures of your own.`,
  ];
  if (procedure.transition !== 'failover') return lines;
  const left = objectives.rto - beforeActing(workload);
  const spare = left - takes;
  return [
    ...lines,
    deadlineOf(workload),
    `RTO ${inWords(objectives.rto)} ${fromClock(workload)}, of which ${inWords(Math.max(0, left))} are left for acting: ${spare < 0 ? `${shown(-spare, verified)} **TOO LONG**` : `${shown(spare, verified)} to spare`}.`,
  ];
}

/** By when it is decided; once it is, by when users are served again. */
function deadlineOf(workload: WorkloadManifest): string {
  const { mtpd, resumption } = workload.objectives;
  const began = `The interruption began at ${beganShown(workload)}`;
  if (workload.situation.phase === 'failing-over')
    return `${began}; users are served again by ${clockAfter(mtpd - resumption, true, workload)} at the latest.`;
  const { latest } = deadline(workload);
  return `${began}; to be decided ${latest > 0 ? `by ${clockAfter(latest, isRtoVerified(workload), workload)}` : 'AT ONCE'}.`;
}

function commands({ manifest, workload }: RunbookSource, procedure: Procedure): string {
  // What is due was declared: said again it would be refused.
  const isToDeclare = procedure.declaration.length > 0 && !procedure.due;
  const run = ['continuity', 'run', workload.id, '--transition', procedure.transition];
  return blocks(
    '## The normal way',
    isToDeclare
      ? `1. Declare it. One person types; the change of ${code(manifest.situationFile)} is reviewed by another, then merged.`
      : '1. Nothing to declare: the situation says it already.',
    isToDeclare ? shellBlock(procedure.declaration.map((line) => shellLine(since(line)))) : '',
    '2. Synthesize, or take the kit that was computed beforehand for this situation. Then take this sheet again from the new output: names and directories are those of the declared situation.',
    '3. See what would be done (nothing is changed), then do it. Killed or cut off: the same command again goes on where it stopped.',
    shellBlock([shellLine(run), shellLine([...run, '--execute'])]),
    'The steps below are what it does, to follow it or to do it by hand. By hand: from the directory of `continuity.json`, on a machine outside the lost region, one step after the other.',
    DEFAULTS,
  );
}

function waves(source: RunbookSource, procedure: Procedure): string[] {
  const actions = procedure.waves.flatMap((wave) => wave.actions);
  const order = actions.map((action) => action.id);
  const known = { order, variables: variablesOf(actions) };
  const noReturn = actions.find((action) => action.pointOfNoReturn);
  return procedure.waves.map((wave) => {
    const steps = wave.actions.map((action) =>
      blocks(action === noReturn ? bar(order.indexOf(action.id) + 1, wayBack(source, procedure)) : '', stepOf(source, action, known)),
    );
    return blocks(`## ${text(wave.name)}: ${text(wave.purpose)}`, ...steps);
  });
}

function bar(step: number, wayBack: string): string {
  return `**${BAR} POINT OF NO RETURN ${BAR}**\n\n**Step ${step} crosses it. After it, going back is another move${wayBack}.**`;
}

/** How the whole of it is given up, and until which step. */
function stopping(source: RunbookSource, procedure: Procedure): string[] {
  const abort = abortOf(source, procedure);
  const actions = procedure.waves.flatMap(({ actions: all }) => all);
  const begun = actions.findIndex((action) => action.do === 'record' && action.record === 'started');
  if (!abort || begun < 0) return [];
  return [
    `To give it up, before step ${begun + 1}: ${code(shellLine(abort))}, synthesize, ${code(shellLine(['continuity', 'run', procedure.workload, '--execute']))}. From step ${begun + 1} on it goes to its end.`,
  ];
}

/** The move that goes back, once the side that lost the role stands by again. */
function wayBack({ workload, stacks }: RunbookSource, { transition, waves: all }: Procedure): string {
  const crossing = all.flatMap(({ actions }) => actions).find((action) => action.do === 'apply' && action.pointOfNoReturn);
  const taker = crossing?.do === 'apply' ? stacks.find(({ id }) => id === crossing.stack)?.site : undefined;
  const { active, standby } = workload.situation;
  const giver = [active, standby].find((key) => key !== taker);
  if (taker === undefined || giver === undefined || (transition !== 'failover' && transition !== 'switch')) return '';
  return `: ${code(shellLine(lineOf({ op: 'switch', workload: workload.id, to: giver })))}, once it stands by again (Sheet REPROTECT)`;
}

function stepOf(source: RunbookSource, action: Action, known: SheetOf): string {
  return blocks(
    `- [ ] **${known.order.indexOf(action.id) + 1}.** ${code(action.id)} · **${action.actor}** · ${text(titleOf(action))}${timesOf(action)}`,
    action.losesData === undefined ? '' : `**⚠ LOSES DATA: ${text(action.losesData)}**`,
    byHand(source, action, known),
    facts(action).length > 0 ? list(facts(action)) : '',
  );
}

/** How long it takes; what waits says its own limit. */
function timesOf(action: Action): string {
  if (action.do === 'record') return '';
  const limit = action.do === 'check' || action.do === 'find' ? '' : `, failed after ${inWords(action.timeout)}`;
  return ` · usually ${inWords(action.usual)}${limit}`;
}

/** Whether it is what everybody reads off the step itself. */
function isPlain(action: Action): boolean {
  if (action.do === 'check') return action.expected === `output: ${action.how.matches}`;
  return action.do === 'find' || [APPLIED, NOTED, 'acknowledged', 'done'].includes(action.expected);
}

function facts(action: Action): string[] {
  return [
    ...(isPlain(action) ? [] : [`Expected: ${sentence(action.expected)}`]),
    ...failing(action),
    ...(action.repeatable ? [] : ['**Do not repeat it.**']),
    ...(action.do === 'check' && action.guards ? ['**Ask it again whenever you go on, until the applies after it ended well.**'] : []),
    ...undoing(action),
    ...(action.terraform === 'nothing' || action.terraform === 'applied' ? [] : [`For Terraform: ${FOR_TERRAFORM[action.terraform]}.`]),
  ];
}

function failing({ onFailure, bestEffort }: Action): string[] {
  const goOn = '**write it down and go on: this step is best effort.**';
  if (onFailure === MEND || onFailure === LOOK) return bestEffort ? [`If it fails: ${goOn}`] : [];
  return [`If it fails: ${sentence(onFailure)}${bestEffort ? ` Else ${goOn}` : ''}`];
}

function undoing(action: Action): string[] {
  const { undo } = action;
  if (undo === undefined)
    return action.pointOfNoReturn ? ['**Cannot be undone.**'] : isIrreversible(action) ? ['No command takes it back.'] : [];
  if (undo.startsWith('nothing to undo')) return undo === 'nothing to undo' ? [] : [`N${sentence(undo).slice(1)}`];
  return [`To undo it: ${sentence(undo)}`];
}

/** Whether the application works, only its owner can say: what they declared is a step, and there is a place for the rest. */
function ownCheck({ id, budget }: WorkloadManifest, { transition, waves: all }: Procedure): string {
  if (transition !== 'failover' && transition !== 'switch') return '';
  const own = all.flatMap(({ actions }) => actions).flatMap((action, i) => (action.id.startsWith('own-') ? [{ action, step: i + 1 }] : []));
  const part = budget.parts.find(({ name }) => name === 'application check');
  return blocks(
    "## The application's own check",
    own.length > 0
      ? list(own.map(({ action, step }) => `Step ${step} asks: ${text(action.title)}.`))
      : `None is declared (${code('check')} in ${code('onEverySite')}): no step asks whether ${text(id)} works.`,
    `What its owner looks at${part ? ` (counted with ${figureShown(part.figure)})` : ''}:`,
    `- [ ] ${blank(40)} Result: ${blank()} Name: ${blank(12)} Time: ${BLANK_TIME}`,
  );
}

function sentence(free: string): string {
  const line = text(free);
  return /[.!?]$/.test(line) ? line : `${line}.`;
}

function regionOf(key: string): string {
  return key.slice(key.indexOf(':') + 1);
}
