import { ContinuityError } from '../words/errors';
import type { Sides } from './facts';
import { markKey } from './markers';
import type { Move, Situation, WorkloadSituation } from './schema';
import { isCompleted } from './view';

/** Why a file is refused: what of it, and what could stand there. */
type Fault = readonly [value: string, allowed: string];

/**
 * Refuses a situation that speaks of what does not exist (`DR-SIT-02`), or that no declarations and records lead to (`DR-SIT-03`).
 * What the code no longer declares is history, and is allowed: components that left it, sites that were replaced.
 */
export function refuseIllegal(situation: Situation, all: readonly Sides[], path: string): void {
  refuseStrangers(situation, all, path);
  for (const sides of all) {
    const facts = situation.workloads[sides.workload];
    const fault = facts && (faultOfMoves(facts, sides) ?? faultOfFences(situation, facts) ?? faultOfGenerations(facts));
    if (!fault) continue;
    throw new ContinuityError({
      id: 'DR-SIT-03',
      what: `What ${path} says of ${sides.workload} cannot be`,
      value: fault[0],
      allowed: fault[1],
      fix: `git checkout ${path}, and use \`continuity declare\``,
    });
  }
}

/** Sites that were replaced, and those that took their places, as the log has it: the code may not name them any more. */
const replacedSites = ({ log }: Situation): string[] =>
  log.flatMap(({ what }) => ('op' in what && what.op === 'gone' && what.replacedBy ? [what.site, what.replacedBy] : []));

function refuseStrangers(situation: Situation, all: readonly Sides[], path: string): void {
  const unknown = (what: string, value: string, allowed: readonly string[], fix: string): ContinuityError =>
    new ContinuityError({
      id: 'DR-SIT-02',
      what: `${path} ${what}`,
      value,
      allowed: [...new Set(allowed)].sort().join(', ') || 'none',
      fix,
    });
  const replaced = replacedSites(situation);
  const sitesOf = ({ sites, successors }: Sides): string[] => [...sites, ...successors, ...replaced];
  const everywhere = [...replaced, ...all.flatMap(sitesOf)];
  const named = Object.entries(situation.status).flatMap(([site, { replacedBy }]) => [site, replacedBy ?? site]);
  const lost = named.find((site) => !everywhere.includes(site));
  if (lost !== undefined) throw unknown('gives a status to an unknown site', lost, everywhere, 'declare the site in a topology');
  for (const [id, facts] of Object.entries(situation.workloads)) {
    const sides = all.find(({ workload }) => workload === id);
    const ids = all.map(({ workload }) => workload);
    if (!sides) throw unknown('speaks of a workload that the app does not declare', id, ids, 'give the workload its id back');
    const odd = namedIn(facts).find((site) => !sitesOf(sides).includes(site));
    if (odd !== undefined) throw unknown(`names a site that ${id} does not have`, odd, sitesOf(sides), 'give the workload its sites back');
  }
  const stacks = all.flatMap((sides) => [...sitesOf(sides), 'links', 'traffic'].map((stack) => markKey(sides.workload, stack)));
  const mark = situation.log.flatMap(({ marks }) => Object.keys(marks)).find((key) => !stacks.includes(key));
  if (mark !== undefined) throw unknown('marks an unknown stack', mark, stacks, `git checkout ${path}`);
}

function namedIn({ sites, freed, moves, asked, fenced, base, components }: WorkloadSituation): string[] {
  const places = Object.values(components).flatMap(({ first, at }) => [first, ...Object.keys(at)]);
  return [
    ...sites,
    ...freed,
    ...moves.flatMap(({ from, to }) => [from, to]),
    ...Object.keys(asked),
    ...Object.keys(fenced),
    base.site,
    ...places,
  ];
}

/** Each move begins where the role was, and none begins while another is open, but one that goes back from it. */
function faultOfMoves(facts: WorkloadSituation, sides: Sides): Fault | undefined {
  let before: Move | undefined;
  for (const [i, move] of facts.moves.entries()) {
    const label = `move ${i + 1}: ${move.kind}, ${move.from} → ${move.to}`;
    // A site that was replaced is not of the pair any more; which one served first is then no longer said.
    const roles = before ? [before.to] : facts.freed.length > 0 ? [...facts.sites, ...facts.freed] : [facts.sites[0]];
    // What was given up moved nothing: it may have left a move that was given up after it.
    if (!move.aborted && !roles.includes(move.from)) return [label, `a move from where the role was: ${roles.join(', ')}`];
    if ((move.from === move.to) !== (move.kind === 'restore'))
      return [label, 'a move to another site, or a restore of the one that serves'];
    if (before && !move.aborted && !isCompleted(before) && before.kind !== 'restore' && move.to !== before.from)
      return [`${label}, while the move of ${before.at} is open`, `one move at a time, or one that goes back to ${before.from}`];
    const fault = faultOfSteps(move) ?? faultOfPoints(facts, sides, move);
    if (fault) return [`${label}, ${fault[0]}`, fault[1]];
    if (!move.aborted) before = move;
  }
  return undefined;
}

function faultOfSteps({ components, started = [], completed = [] }: Move): Fault | undefined {
  const listed = Object.keys(components);
  const odd = [...started, ...completed].find((id) => !listed.includes(id));
  if (odd !== undefined) return [`started or completed: ${odd}`, `components of its list: ${listed.join(', ') || 'none'}`];
  const early = completed.find((id) => !started.includes(id));
  return early === undefined ? undefined : [`completed: ${early}`, `what was started: ${started.join(', ') || 'nothing'}`];
}

/** The generation that was restored tells it, where the code has since changed how the component flips. */
function faultOfPoints({ components }: WorkloadSituation, sides: Sides, move: Move): Fault | undefined {
  for (const [id, { point, loss, generation }] of Object.entries(move.components)) {
    if (point === undefined) continue;
    const now = sides.components.find((one) => one.id === id);
    const then = components[id]?.at[move.to]?.generations.find(({ number }) => number === generation);
    const isRestored = !now || now.flip === 'restore' || then?.flip === 'restore' || loss === 'all';
    if (point.trim() === '') return [`${id}: an empty recovery point`, 'the name of a recovery point, or none: the latest'];
    if (!isRestored) return [`${id}: recovery point ${point}`, 'a recovery point for what is restored; this one is there already'];
  }
  return undefined;
}

/** A standby that was not trusted keeps its fence when it is trusted again, until it takes the role: the log tells. */
function faultOfFences({ status, log }: Situation, facts: WorkloadSituation): Fault | undefined {
  const avoided = log.flatMap(({ what }) => ('op' in what && what.op === 'avoid' ? [what.site] : []));
  const left = facts.moves.filter(({ aborted }) => !aborted).map(({ from }) => from);
  const asked = Object.keys(facts.asked).filter((site) => facts.asked[site]?.what !== 'close');
  const fences = [...left, ...avoided, ...asked, ...Object.keys(status).filter((site) => status[site]?.is === 'avoid')];
  const odd = Object.keys(facts.fenced).find((site) => !fences.includes(site));
  return odd === undefined
    ? undefined
    : [`fenced: ${odd}`, 'a fence of a site that lost the role, is asked to be fenced, or is not trusted'];
}

function faultOfGenerations({ components }: WorkloadSituation): Fault | undefined {
  for (const [id, { at }] of Object.entries(components))
    for (const [site, { current, generations }] of Object.entries(at)) {
      const numbers = generations.map(({ number }) => number);
      const twice = numbers.find((number, i) => numbers.indexOf(number) !== i);
      if (twice !== undefined) return [`${id}@${site}#${twice}, twice`, 'each number once'];
      const one = generations.find(({ number }) => number === current);
      if (!one) return [`current: ${id}@${site}#${current}`, numbers.map((number) => `#${number}`).join(', ')];
      if (one.retired) return [`retired: ${id}@${site}#${current}`, 'older generations than the one that counts'];
    }
  return undefined;
}
