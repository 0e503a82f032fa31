import { inWords } from '../objectives/duration';
import { CONTROL_PLANES, titleOf, type Action, type Procedure } from '../words/actions';
import { beforeActing, fromClock, fromNow, isRtoVerified, shown } from './deadlines';
import type { WorkloadManifest } from './manifest';
import { blocks, code, list, shellBlock, text } from './markdown';
import { byHand, type SheetOf } from './runbook-by-hand';
import { isIrreversible, sheetName, type RunbookSource } from './runbook-source';
import { shellLine } from './shell-line';
import { variablesOf } from './step-line';

const BAR = '━'.repeat(24);

const FOR_TERRAFORM: Record<Exclude<Action['terraform'], 'nothing'>, string> = {
  applied: 'the change is in the state',
  ignored: 'the change is made behind its back, in attributes it is told to ignore',
  import: 'what appears must be imported',
};

/** One transition on one sheet: when to take it, what it needs alive, and each step to tick. */
export function sheet(source: RunbookSource, procedure: Procedure): string {
  return blocks(
    `# ${sheetName(procedure)} · ${source.workload.id}`,
    `**${text(procedure.title)}**${procedure.due ? ' — **DUE NOW**' : ''}`,
    alive(source, procedure),
    list(times(source.workload, procedure)),
    commands(source, procedure),
    ...waves(source, procedure),
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
    `Must answer: ${named([...procedure.needs].sort())}.`,
    idle.length === 0 ? '' : `**Does not need: ${named(idle)}.** Do not wait for it, whatever its state.`,
  );
}

function times(workload: WorkloadManifest, procedure: Procedure): string[] {
  const { objectives } = workload;
  const verified = isRtoVerified(workload);
  const takes = fromNow(workload, procedure);
  const served = procedure.transition === 'failover' ? ' until users are served' : '';
  const lines = [
    `Decides: ${sentence(procedure.decides)}`,
    `Takes about ${shown(takes, verified)} from now${served}, by the usual times. Only a drill makes them figures of your own.`,
  ];
  if (procedure.transition !== 'failover') return lines;
  const left = objectives.rto - beforeActing(workload);
  const spare = left - takes;
  return [
    ...lines,
    `RTO ${inWords(objectives.rto)} ${fromClock(workload)}, of which ${inWords(Math.max(0, left))} are left for acting: ${spare < 0 ? `${shown(-spare, verified)} **TOO LONG**` : `${shown(spare, verified)} to spare`}.`,
  ];
}

function commands({ manifest, workload }: RunbookSource, procedure: Procedure): string {
  const declared = procedure.declaration.length > 0;
  const run = ['continuity', 'run', workload.id, '--transition', procedure.transition];
  return blocks(
    '## The normal way',
    declared
      ? `1. Declare it. One person types; the change of ${code(manifest.situationFile)} is reviewed by another, then merged.`
      : '1. Nothing to declare: the situation says it already.',
    declared ? shellBlock(procedure.declaration.map(shellLine)) : '',
    '2. Synthesize, or take the kit that was computed beforehand for this situation. Then take this sheet again from the new output: names and directories are those of the declared situation.',
    '3. See what would be done (nothing is changed), then do it. Killed or cut off: the same command again goes on where it stopped.',
    shellBlock([shellLine(run), shellLine([...run, '--execute'])]),
    'The steps below are what it does, to follow it or to do it by hand. By hand: from the directory of `continuity.json`, on a machine outside the lost region, with Terraform 1.11 or newer, one step after the other.',
  );
}

function waves(source: RunbookSource, procedure: Procedure): string[] {
  const actions = procedure.waves.flatMap((wave) => wave.actions);
  const order = actions.map((action) => action.id);
  const known = { order, variables: variablesOf(actions) };
  const noReturn = actions.find((action) => action.pointOfNoReturn);
  return procedure.waves.map((wave) => {
    const steps = wave.actions.map((action) =>
      blocks(action === noReturn ? bar(order.indexOf(action.id) + 1) : '', stepOf(source, action, known)),
    );
    return blocks(`## ${text(wave.name)}`, text(wave.purpose), ...steps);
  });
}

function bar(step: number): string {
  return `**${BAR} POINT OF NO RETURN ${BAR}**\n\n**Step ${step} crosses it. After it, going back is another move.**`;
}

function stepOf(source: RunbookSource, action: Action, known: SheetOf): string {
  return blocks(
    `- [ ] **${known.order.indexOf(action.id) + 1}.** ${code(action.id)} · **${action.actor}** · ${text(titleOf(action))}`,
    action.losesData === undefined ? '' : `**⚠ LOSES DATA: ${text(action.losesData)}**`,
    byHand(source, action, known),
    list(facts(action)),
  );
}

function facts(action: Action): string[] {
  return [
    `Expected: ${sentence(action.expected)}`,
    `Usually ${inWords(action.usual)}; counts as failed after ${inWords(action.timeout)}.`,
    `If it fails: ${sentence(action.onFailure)}${action.bestEffort ? ' **Write it down and go on: this step is best effort.**' : ''}`,
    action.repeatable ? 'May be repeated.' : '**Do not repeat it.**',
    ...(action.do === 'check' && action.guards ? ['**Ask it again whenever you go on, until the applies after it ended well.**'] : []),
    undoing(action),
    ...(action.terraform === 'nothing' ? [] : [`For Terraform: ${FOR_TERRAFORM[action.terraform]}.`]),
  ];
}

function undoing(action: Action): string {
  if (action.undo !== undefined) return `Undone by: ${sentence(action.undo)}`;
  return isIrreversible(action) ? '**Cannot be undone.**' : 'Nothing to undo.';
}

function sentence(free: string): string {
  const line = text(free);
  return /[.!?]$/.test(line) ? line : `${line}.`;
}

function regionOf(key: string): string {
  return key.slice(key.indexOf(':') + 1);
}
