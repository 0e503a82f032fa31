import type { Move } from '../../lib/situation/schema';
import type { Work } from './apps';
import { holdsOf, refusalOf } from './guards';
import type { DataOutput, StackOutput } from './output';
import { copiesOlder, isClosedByApply, isFollower, siteOfKey } from './physics';
import type { Entrance, Instance, World, Writes, WorkWorld } from './world';

/** What a Terraform that died had written. */
export type Torn = 'the marker' | 'all but the entrance';

/** What an apply is given beside its output. */
export interface Given {
  /** The number of the move, where the runner gives it. */
  readonly number: number | undefined;
  /** The move that is open in the situation of the output. */
  readonly open: Move | undefined;
  /** What exists and Terraform does not know is imported first. */
  readonly imports?: boolean;
  /** How the move came to be, where that matters. */
  readonly story?: string;
  /** Terraform dies when it has written nothing but the marker, which is first, or everything but the entrance, which is last. */
  readonly torn?: Torn;
  /** Its entrance stays shut. */
  readonly shut?: boolean;
}

/** What came of it. */
export interface Applied {
  /** Why it did not work. */
  failed?: string;
  /** The precondition that refused it. */
  refused?: string;
  /** The site that it could not do without. */
  needs?: string;
  readonly faults: string[];
}

/** Does what Terraform would do with a stack, where it is not refused at plan. */
export function applyStack(world: World, work: Work, stack: StackOutput, given: Given): Applied {
  const applied: Applied = { faults: [] };
  const dead = stack.needs.find((site) => world.regions[site] !== 'up');
  if (dead) return { ...applied, failed: `${dead} does not answer`, needs: dead };
  const refused = refusalOf(world, stack, given.number);
  if (refused) return { ...applied, failed: refused, refused };
  const own = world.works[work.id] as WorkWorld;
  const standing = (world.stacks[stack.id] ??= { state: [] });
  standing.marker = { id: stack.marker, open: stack.open, holds: holdsOf(stack) };
  // Half of a fence only interrupts: what matters of it is the marker.
  if (given.torn === 'the marker' || (given.torn && stack.form !== 'serving')) return applied;
  if (stack.kind === 'site') applySite(world, work, stack, given, applied);
  if (stack.kind === 'links') applyLinks(world, work, stack, applied);
  if (stack.base && !applied.failed) own.traffic = { ...stack.base };
  return applied;
}

function applySite(world: World, work: Work, stack: StackOutput, given: Given, applied: Applied): void {
  const own = world.works[work.id] as WorkWorld;
  const standing = world.stacks[stack.id] as World['stacks'][string];
  const site = stack.site as string;
  for (const key of standing.state) {
    if (stack.leaves.includes(key) || stack.data.some((one) => one.key === key && one.rendered)) continue;
    const isRestored = stack.data.some((one) => one.key === key && one.how === 'restored');
    applied.faults.push(`data destroyed: ${stack.id} no longer has ${key}${isRestored ? ' (restored)' : ''}`);
    delete own.instances[key];
  }
  standing.state = standing.state.filter((key) => !stack.leaves.includes(key) && own.instances[key] !== undefined);
  for (const one of stack.data.filter(({ rendered }) => rendered)) {
    if ((given.imports || one.born === 'adopted') && own.instances[one.key] && !standing.state.includes(one.key))
      standing.state.push(one.key);
    const why = applyData(world, own, site, one, standing.state, applied);
    if (why && !applied.failed) applied.failed = why;
  }
  const there = own.entrances[site];
  // Consumers whose data is put aside get no further, until the apply is done again.
  if (there && given.open?.kind === 'restore' && Object.values(there.current).some((key) => own.instances[key]?.fenced))
    there.closed = false;
  if (applied.failed) return;
  // What works on the data runs where the site works alone.
  if (stack.stops && (stack.form === 'fenced' || stack.form === 'standby')) own.started[site] = false;
  if (given.torn) return;
  enter(world, own, stack, given, applied);
}

function applyData(world: World, own: WorkWorld, site: string, one: DataOutput, state: string[], applied: Applied): string | undefined {
  const there = own.instances[one.key];
  if (one.exists) return exists(world, own, site, one, applied);
  if (there && !state.includes(one.key)) {
    // What a command made of a copy is taken in by the apply behind it.
    if (one.how !== 'restored' || one.done) return `${one.key} exists already, and Terraform does not know it`;
    state.push(one.key);
  }
  if (!there) {
    const made = make(world, own, site, one, applied);
    if (typeof made === 'string') return made;
    own.instances[one.key] = made;
    state.push(one.key);
    return undefined;
  }
  if (isClosedByApply(one.behaviour)) there.fenced = one.fenced;
  // What follows, and is rendered without a source, is promoted: also where nobody wrote down that it stood.
  return one.behaviour === 'database' && (one.how === 'replica' || there.of !== undefined) ? turn(there, one, applied) : undefined;
}

/** What exists is not changed by an apply, and in no state; where its site was destroyed, its owner made another one, which is empty. */
function exists(world: World, own: WorkWorld, site: string, one: DataOutput, applied: Applied): string | undefined {
  if (own.instances[one.key]) return undefined;
  const made = make(world, own, site, { ...one, fenced: false }, applied);
  if (typeof made === 'string') return made;
  own.instances[one.key] = made;
  return undefined;
}

/** A database that is there: promoted, left alone, or what must never be. */
function turn(there: Instance, one: DataOutput, applied: Applied): string | undefined {
  if (!one.attached) {
    delete there.of;
    there.held = true;
    return undefined;
  }
  if (there.of === one.of) return undefined;
  if (there.of) return `${one.key} follows ${there.of}: it cannot be turned to ${one.of}`;
  applied.faults.push(`a promoted generation would be made a replica again: ${one.key}`);
  return `${one.key} is promoted: it cannot follow ${one.of} again`;
}

function make(world: World, own: WorkWorld, site: string, one: DataOutput, applied: Applied): Instance | string {
  const fenced = one.fenced && isClosedByApply(one.behaviour);
  const blank: Instance = { component: one.component, site, data: 0n, unsent: 0n, held: false, fenced };
  if (!isFollower(one.behaviour)) return blank;
  if (one.how === 'created') return { ...blank, held: true };
  if (one.how === 'restored') {
    if (one.done) return `${one.key} is to be there already, and is not: nothing says what it is made of`;
    const copy = own.vaults[`${one.component}@${site}`]?.[one.of ?? ''];
    return copy === undefined ? `there is no copy of ${one.of} at ${site}` : { ...blank, data: copy, held: true };
  }
  if (!one.attached) return `${one.key} is to be promoted, and is not there: it cannot be made without a source`;
  const source = own.instances[one.of ?? ''];
  const at = siteOfKey(one.of ?? '');
  if (world.regions[at] !== 'up') {
    applied.needs = at;
    return `${one.of} does not answer: ${one.key} cannot be made of it`;
  }
  if (!source || source.of) return `${one.of} is no primary: ${one.key} cannot follow it`;
  return { ...blank, of: one.of as string, data: source.data };
}

/** The entrance opens or closes, once everything else of the stack is done. */
function enter(world: World, own: WorkWorld, stack: StackOutput, given: Given, applied: Applied): void {
  const site = stack.site as string;
  const was: Entrance | undefined = own.entrances[site];
  const takes = stack.form === 'serving';
  const serving = takes && !given.shut;
  own.entrances[site] = {
    serving,
    closed: stack.form === 'closed',
    again: serving && stack.again,
    current: Object.fromEntries(
      stack.data.filter(({ current, rendered, born }) => current && (rendered || born === 'links')).map((one) => [one.component, one.key]),
    ),
    ...(stack.copiesTo ? { copiesTo: stack.copiesTo } : {}),
    sneaked: false,
    before: stack.form === 'fenced' || stack.form === 'closed' ? (was?.serving ?? false) || (was?.before ?? false) : false,
  };
  const isMove = takes && given.open?.to === site;
  if (isMove && serving && stack.starts && !own.started[site])
    applied.faults.push(`users of ${stack.workload} are let in at ${site} before what works on the data is started`);
  const isCrossing = isMove && given.number === stack.move && own.holder !== site;
  if (isCrossing) cross(world, own, stack, given, applied);
  else if (isMove && serving && given.open?.kind === 'restore') restored(own, stack, given.open, applied);
  else if (serving)
    for (const key of Object.values(own.entrances[site].current)) {
      const one = own.instances[key];
      if (one) one.held ||= true;
    }
}

/** What was written after the point is in what is put aside: lost to users, as was shown, and nothing else is. */
function restored(own: WorkWorld, stack: StackOutput, { components }: Move, applied: Applied): void {
  for (const { component, key, of = '' } of stack.data.filter((one) => one.current && components[one.component])) {
    const data = own.instances[key]?.data ?? 0n;
    const copy = own.vaults[`${component}@${stack.site}`]?.[of] ?? 0n;
    if ((copy & ~data) !== 0n) applied.faults.push(`users of ${stack.workload} are let in before ${component} is restored`);
    own.accepted[component] = (own.accepted[component] as Writes) | ((own.acked[component] as Writes) & ~data);
  }
}

/** The role is taken: what the taker lacks is lost to users from here on, as it was shown, or it is a fault. */
function cross(world: World, own: WorkWorld, stack: StackOutput, given: Given, applied: Applied): void {
  const move = given.open as Move;
  const site = stack.site as string;
  own.holder = site;
  for (const one of stack.data.filter(({ current, behaviour }) => current && behaviour !== 'none')) {
    const instance = own.instances[one.key];
    if (!instance) continue;
    instance.held = true;
    const copy = own.vaults[`${one.component}@${site}`]?.[one.of ?? ''] ?? 0n;
    const waits = one.how === 'restored' && !one.done && (copy & ~instance.data) !== 0n;
    if (waits) applied.faults.push(`users of ${stack.workload} are served at ${site} before ${one.component} is restored`);
    lose(world, own, one, given.story ?? 'which is what was shown', instance.data, move, applied);
  }
}

function lose(
  world: World,
  own: WorkWorld,
  { component, how, done }: DataOutput,
  story: string,
  data: Writes,
  move: Move,
  applied: Applied,
): void {
  const loss = move.components[component]?.loss ?? 'all';
  const lacking = (own.acked[component] as Writes) & ~(own.accepted[component] as Writes) & ~data;
  if (lacking !== 0n && loss === 'none')
    applied.faults.push(`a planned move loses writes of ${component}${how === 'restored' && !done ? ', made from a copy' : ''}`);
  // Without a switch of traffic nobody can be asked whether a site serves that is declared lost: it may go on writing.
  const isUnasked = own.traffic === undefined && (world.mistakes > 0 || world.regions[move.from] === 'up');
  if ((lacking & (own.gap[component] as Writes)) !== 0n && loss === 'rpo' && !isUnasked)
    applied.faults.push(`a move loses more of ${component} than its RPO, ${story}`);
  own.accepted[component] = (own.accepted[component] as Writes) | lacking;
}

function applyLinks(world: World, work: Work, stack: StackOutput, applied: Applied): void {
  const own = world.works[work.id] as WorkWorld;
  const standing = world.stacks[stack.id] as World['stacks'][string];
  const isSame = (a: WorkWorld['links'][number], b: WorkWorld['links'][number]): boolean =>
    a.address === b.address && a.from === b.from && a.to === b.to;
  for (const old of own.links.filter(({ address }) => standing.state.includes(address))) {
    if (stack.links.some((one) => isSame(one, old))) continue;
    const to = own.instances[old.to];
    if (to?.of === old.from) delete to.of;
    own.links = own.links.filter((one) => one !== old);
  }
  standing.state = membersOf(world, own, stack, applied);
  for (const one of stack.links) {
    const [from, to] = [own.instances[one.from], own.instances[one.to]];
    if (!from || !to) {
      applied.failed ??= `${from ? one.to : one.from} is not there: nothing can be copied ${one.bothWays ? 'between them' : 'into it'}`;
      continue;
    }
    if (!own.links.some((known) => isSame(known, one))) {
      own.links.push({ ...one });
      // A rule sends what is written once it is there: a step sends the rest.
      if (one.bothWays && !copiesOlder(work)) [to.unsent, from.unsent] = [to.unsent | from.data, from.unsent | to.data];
    }
    standing.state.push(one.address);
    if (one.bothWays || to.of === one.from) continue;
    if (to.held) applied.faults.push(`a promoted generation is made a replica again: ${one.to} follows ${one.from}`);
    to.of = one.from;
    delete to.parted;
    to.unsent = copiesOlder(work) ? 0n : from.data;
  }
}

/** Members that are born here: made from what they follow, handed on, or, where a block vanishes, destroyed. Gives those that it owns. */
function membersOf(world: World, own: WorkWorld, stack: StackOutput, applied: Applied): string[] {
  const { state } = world.stacks[stack.id] as World['stacks'][string];
  const owned = state.filter((key) => own.instances[key] !== undefined && !stack.leaves.includes(key));
  for (const key of owned.filter((one) => !stack.data.some((member) => member.key === one))) {
    applied.faults.push(`data destroyed: ${stack.id} no longer has ${key}`);
    delete own.instances[key];
  }
  return stack.data.flatMap((one) => {
    if (owned.includes(one.key)) return [one.key];
    const made = own.instances[one.key]
      ? `${one.key} exists already, and Terraform does not know it`
      : make(world, own, siteOfKey(one.key), one, applied);
    if (typeof made === 'string') {
      applied.failed ??= made;
      return [];
    }
    // What was there before its path is not sent by it: a step brings that.
    own.instances[one.key] = { ...made, data: 0n, unsent: made.data };
    return [one.key];
  });
}
