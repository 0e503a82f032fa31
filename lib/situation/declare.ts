import { ContinuityError } from '../words/errors';
import { didYouMean } from '../words/nearest';
import { DECLARATIONS, offer } from './declarations';
import { isEqual } from './branches';
import type { Flip } from '../words/posture';
import { copyOf } from './copy';
import { applyDeclaration, applyStatus, own, renew } from './effects';
import { begun, comesFrom, concerns, isAnotherWay, generationOf, nextNumber, sitesOf, type Sides } from './facts';
import { marked } from './markers';
import { isRendered } from './reading';
import { applyHappening } from './records';
import type { Refusal } from './refusal';
import type { ComponentPlace, LogEntry, Situation, Stamp } from './schema';
import { View } from './view';
import type { Declaration, Happening, StatusDeclaration, WorkloadDeclaration } from './words';

/**
 * The situation after a declaration: pure, writes nothing. What is said again changes nothing. Throws `DR-SIT-06` where it is not
 * legal, and `DR-SIT-09` where its loss is not accepted. `legal`: it was legal where it was said, and is not asked about again.
 */
export function declare(before: Situation, declaration: Declaration, all: readonly Sides[], said: Stamp, legal = false): Situation {
  const from = settled(before, all);
  if ('workload' in declaration && !legal) refuse(new View(from, sidesOf(all, declaration.workload)), declaration);
  const after = copyOf(from);
  if ('site' in declaration) setStatus(from, after, declaration, all, said);
  else applyDeclaration(after, sidesOf(all, declaration.workload), declaration, said);
  return logged(from, after, all, { what: declaration, ...said }) ?? before;
}

/** The situation with one thing that happened. What is recorded again changes nothing. Throws `DR-SIT-06` where it cannot be true. */
export function record(before: Situation, happening: Happening, all: readonly Sides[], said: Stamp): Situation {
  const sides = sidesOf(all, happening.workload);
  if (isRecorded(before, happening, sitesOf(before, sides))) return before;
  const from = settled(before, all);
  const after = copyOf(from);
  applyHappening(after, sides, happening, said);
  return logged(from, after, all, { what: happening, ...said }) ?? before;
}

/**
 * Whether it is the same that was recorded since anything was last declared of the workload or of one of its sites. What stands is looked at
 * again where the code changed how it stands since.
 */
function isRecorded({ log }: Situation, happening: Happening, sites: readonly string[]): boolean {
  if (happening.record === 'standing') return false;
  const last = log.findLastIndex((entry) => 'op' in entry.what && concerns(entry, sites, happening.workload));
  return log.slice(last + 1).some(({ what }) => isEqual(what, happening));
}

function sidesOf(all: readonly Sides[], workload: string): Sides {
  const sides = all.find((one) => one.workload === workload);
  if (sides) return sides;
  const known = all.map((one) => one.workload);
  throw refused({ what: 'No such workload', value: workload, allowed: known.join(', '), fix: didYouMean(workload, known) });
}

/** Adds the line of the log, and what follows from the change by itself. `before`: as the code of today has it. Nothing changed: nothing. */
function logged(before: Situation, after: Situation, all: readonly Sides[], entry: Omit<LogEntry, 'marks'>): Situation | undefined {
  const facts = ({ status, workloads }: Situation): string => JSON.stringify({ status, workloads });
  // What is not written of a workload is added to the list of workloads alone.
  const untouched = { ...before, workloads: { ...before.workloads } };
  for (const sides of all) own(untouched, sides);
  for (const sides of all) own(after, sides);
  if (facts(untouched) === facts(after)) return undefined;
  for (const sides of all) settle(after, sides);
  const line = marked(before, after, all, entry);
  after.log.push(line);
  after.sequence += Object.keys(line.marks).length > 0 || 'op' in entry.what ? 1 : 0;
  return after;
}

/** The situation as it is rendered: what follows from the code of today, a changed tier for instance, included. */
export function settled(situation: Situation, all: readonly Sides[]): Situation {
  const out = copyOf(situation);
  for (const sides of all) settle(out, sides);
  return out;
}

/**
 * What follows by itself: what was begun at a standby and never stood is given up once the site is fenced or its source is out; and a change of
 * how a role changes is taken.
 */
function settle(situation: Situation, sides: Sides): void {
  const view = new View(situation, sides);
  for (const one of sides.components) {
    for (const site of view.own.sites) settleAt(view, one, site);
    const serves = view.own.components[one.id]?.at[view.active];
    // What serves goes on as it is, and from now on gives the role away as the code says.
    if (serves && view.takesChanges) keepTo(serves, one.flip);
  }
}

function settleAt(view: View, { id, flip }: Sides['components'][number], site: string): void {
  const place = view.own.components[id]?.at[site];
  const one = place && generationOf(place, place.current);
  if (!place || !one || view.holds(id, site) || view.withheld(site) || view.open?.to === site) return;
  const isGivenUp = !one.stood && one.asked && comesFrom(one.flip) && !isRendered(view, id, site, one);
  const isOther = site === view.standby && view.takesChanges && isAnotherWay(one.flip, flip);
  const source = `${view.peerOf(site)}#${view.currentOf(id, view.peerOf(site))}`;
  if (isGivenUp || isOther) renew(place, begun(nextNumber(place), flip, source));
  else if (site === view.standby && view.takesChanges) keepTo(place, flip);
  const now = generationOf(place, place.current);
  if (now && !now.asked && view.role(site) === 'standby' && isRendered(view, id, site, now)) now.asked = true;
}

function keepTo(place: ComponentPlace, flip: Flip): void {
  const one = generationOf(place, place.current);
  if (one) one.flip = flip;
}

function setStatus(before: Situation, after: Situation, declaration: StatusDeclaration, all: readonly Sides[], { by, at }: Stamp): void {
  const { op, site, since } = declaration;
  const concerned = all.filter((sides) => sitesOf(after, sides).includes(site));
  if (concerned.length === 0) {
    const known = [...new Set(all.flatMap((sides) => [...sides.sites, ...sides.successors]))].sort();
    throw refused({
      what: 'No workload has this site',
      value: site,
      allowed: known.join(', '),
      fix: didYouMean(site, known, 'correct the site'),
    });
  }
  if (op === 'lost' && concerned.every((sides) => new View(after, sides).own.freed.includes(site)))
    throw refused({
      what: `${site} was replaced`,
      value: 'lost',
      allowed: 'avoid, where it answers again; gone',
      fix: `continuity declare gone ${site}`,
    });
  const was = after.status[site];
  const replacedBy = op === 'gone' ? (declaration.replacedBy ?? (was?.is === 'gone' ? was.replacedBy : undefined)) : undefined;
  if (op === 'gone' && declaration.replacedBy) refuseSuccessor(concerned, site, declaration.replacedBy);
  if (op === 'normal') {
    if (!was) return;
    refuseTakeBack(after, concerned, site);
    delete after.status[site];
  } else {
    const same = was?.is === op && was.replacedBy === replacedBy;
    if (same && op !== 'avoid' && (since === undefined || since === was.since)) return;
    after.status[site] = { is: op, since: since ?? (was?.is === op ? was.since : at), by, ...(replacedBy ? { replacedBy } : {}) };
  }
  for (const sides of concerned) applyStatus(after, sides, declaration, { by, at }, before);
}

function refuseSuccessor(concerned: readonly Sides[], site: string, by: string): void {
  if (concerned.some(({ successors }) => successors.includes(by))) return;
  const known = [...new Set(concerned.flatMap(({ successors }) => successors))];
  throw refused({
    what: `${by} cannot take the place of ${site}: no workload has it as a successor`,
    value: by,
    allowed: known.join(', ') || 'a site named in the topology as a successor',
    fix: `successors: [the site ${by}] in the topology, synthesize, then declare again`,
  });
}

/** A site that was replaced everywhere, by what stood since, has no place to come back to. */
function refuseTakeBack(situation: Situation, concerned: readonly Sides[], site: string): void {
  const back = concerned.some((sides) => {
    const view = new View(situation, sides);
    if (!view.own.freed.includes(site)) return true;
    const successor = view.own.sites.find((one) => !sides.sites.includes(one) && one !== view.active);
    const stood = Object.values(view.own.components).some(
      ({ at }) => successor !== undefined && at[successor]?.generations.some((g) => g.stood),
    );
    return successor !== undefined && !view.open && !view.aborting && !stood;
  });
  if (back) return;
  throw refused({
    what: `${site} was replaced, and has no place to come back to`,
    value: 'normal',
    allowed: 'avoid (its fence is due then) or gone; normal until its successor stood, with no move open',
    fix: `continuity declare avoid ${site}, where it answers`,
  });
}

function refuse(view: View, declaration: WorkloadDeclaration): void {
  const row = DECLARATIONS[declaration.op] as { refuse(view: View, declaration: WorkloadDeclaration): Refusal | undefined };
  const refusal = row.refuse(view, declaration);
  if (refusal) throw refused(refusal);
  if (declaration.op === 'failover') refuseLoss(view, declaration.to, declaration.acceptLoss === true);
}

/** More than the RPO would be lost: it is shown, and asked for. */
function refuseLoss(view: View, to: string, accepted: boolean): void {
  if (accepted || view.open?.to === to) return;
  const late = view.sides.components
    .map(({ id }) => ({ id, ...offer(view, id, to) }))
    .filter(({ loss }) => loss === 'since' || loss === 'all');
  if (late.length === 0) return;
  const words = late.map(({ id, loss, generation, since }) =>
    loss === 'all'
      ? `${id}: everything, nothing is recorded to stand there`
      : `${id}: all since ${since ?? 'it last stood'} (generation ${generation})`,
  );
  throw new ContinuityError({
    id: 'DR-SIT-09',
    what: `${view.sides.workload} at ${to} would lose more than its RPO`,
    value: words.join('; '),
    allowed: '--accept-loss, from whoever may decide it',
    fix: `continuity record standing ${view.sides.workload}, if you looked and it stands; else add --accept-loss`,
  });
}

const refused = (refusal: Refusal): ContinuityError => new ContinuityError({ id: 'DR-SIT-06', ...refusal });
