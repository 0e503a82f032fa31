import type { WalkApp, Work } from './apps';
import { outputOf } from './output';
import { siteOfKey } from './physics';
import type { Instance, World, Writes, WorkWorld } from './world';

const isUp = ({ regions }: World, site: string): boolean => regions[site] === 'up';

/** Whether a site answers that it serves. */
export const serves = (world: World, own: WorkWorld, site: string): boolean => isUp(world, site) && own.entrances[site]?.serving === true;

/** Whether a site writes: for users, or, closed, for what is in flight. */
export const worksAt = (world: World, own: WorkWorld, site: string): boolean =>
  serves(world, own, site) || (isUp(world, site) && own.entrances[site]?.closed === true);

const again = (world: World, own: WorkWorld, site: string): boolean => serves(world, own, site) && own.entrances[site]?.again === true;

/** The site to which the switch sends users: 3 of 4 sentences hold for the base, or the other one. Without a switch, where the role is. */
export function picked(world: World, own: WorkWorld): string {
  const { traffic } = own;
  if (!traffic) return own.holder;
  const { base, other } = traffic;
  const sentences = [serves(world, own, base), again(world, own, base), !serves(world, own, other), !again(world, own, other)];
  return sentences.filter(Boolean).length >= 3 ? base : other;
}

/** What is copied now: everything that was written before. */
export function replicate(app: WalkApp, world: World): void {
  for (const work of app.works) {
    const own = world.works[work.id] as WorkWorld;
    for (const instance of Object.values(own.instances)) follow(world, own, instance);
    for (const { from, to, bothWays } of own.links) if (bothWays) join(world, own.instances[from], own.instances[to]);
    copy(app, world, work, own);
  }
}

function follow(world: World, own: WorkWorld, instance: Instance): void {
  const source = instance.of === undefined ? undefined : own.instances[instance.of];
  if (!source || source.of || !isUp(world, source.site) || !isUp(world, instance.site)) return;
  instance.data |= source.data & ~instance.unsent;
}

function join(world: World, a: Instance | undefined, b: Instance | undefined): void {
  if (!a || !b || !isUp(world, a.site) || !isUp(world, b.site)) return;
  a.data |= b.data;
  b.data = a.data;
}

/** Copies go into the vault of the site that serves, and into the other one where the site's stack says so. */
function copy(app: WalkApp, world: World, work: Work, own: WorkWorld): void {
  const copied = work.sides.components.filter(({ flip, remade }) => flip === 'restore' || remade);
  for (const [site, entrance] of Object.entries(own.entrances)) {
    if (!worksAt(world, own, site)) continue;
    for (const { id: component, flip } of copied) {
      const key = entrance.current[component];
      const instance = key === undefined ? undefined : own.instances[key];
      if (!key || !instance) continue;
      const into = [site, ...(entrance.copiesTo && flip === 'restore' ? [entrance.copiesTo] : [])].filter(
        (one) => isUp(world, one) && app.sites.includes(one),
      );
      for (const vault of into) {
        const kept = (own.vaults[`${component}@${vault}`] ??= {});
        kept[key] = (kept[key] ?? 0n) | instance.data;
      }
    }
  }
}

/** Time passes: what was written is copied, users are served and write. Gives what is wrong. */
export function tick(app: WalkApp, world: World): string[] {
  replicate(app, world);
  return app.works.flatMap((work) => [...drain(app, world, work), ...serve(app, world, work)]);
}

/** Consumers of a site that is closed, and has the role, write on. */
function drain(app: WalkApp, world: World, work: Work): string[] {
  const own = world.works[work.id] as WorkWorld;
  const { holder } = own;
  if (!worksAt(world, own, holder) || serves(world, own, holder)) return [];
  return writeAll(app, world, work, holder, `consumers of ${work.id} work`);
}

function serve(app: WalkApp, world: World, work: Work): string[] {
  const own = world.works[work.id] as WorkWorld;
  const site = picked(world, own);
  // A successor that takes over before traffic was ever based on it has no name yet.
  const isNamed = !own.traffic || [own.traffic.base, own.traffic.other].includes(own.holder);
  if (!serves(world, own, site)) {
    return isNamed && serves(world, own, own.holder)
      ? [`users of ${work.id} are sent to ${site}, which does not serve, while ${own.holder} does`]
      : [];
  }
  if (site !== own.holder) {
    // As it was before its fence, and traffic was based anew since: the alarm of law 9 tells.
    const isSneaked = own.entrances[site]?.sneaked === true;
    if (isNamed && !isSneaked && serves(world, own, own.holder))
      return [`users of ${work.id} are sent to ${site}, though ${own.holder} took the role`];
    world.stray += 1;
    return [];
  }
  // Open behind everybody's back: what is written there then is the alarm's case, and no move can show it as lost.
  if (own.entrances[site]?.sneaked) {
    world.stray += 1;
    return [];
  }
  return writeAll(app, world, work, site, `users of ${work.id} are served`);
}

function writeAll(app: WalkApp, world: World, work: Work, site: string, who: string): string[] {
  const { entrances } = world.works[work.id] as WorkWorld;
  const components = work.sides.components.map(({ id }) => id).filter((id) => entrances[site]?.current[id] !== undefined);
  return components.flatMap((component) => writeOne(app, world, work, site, component, who));
}

function writeOne(app: WalkApp, world: World, work: Work, site: string, component: string, who: string): string[] {
  const own = world.works[work.id] as WorkWorld;
  const key = own.entrances[site]?.current[component] as string;
  const instance = own.instances[key];
  if (!instance) return [`${who} at ${site} without ${component}`];
  if (instance.of !== undefined || instance.fenced || instance.shut) return [`${who} at ${site}, where ${component} takes no write`];
  const lacking = (own.acked[component] as Writes) & ~(own.accepted[component] as Writes) & ~instance.data;
  if (lacking !== 0n) return [`${who} at ${site} without writes of ${component} that nobody showed as lost`];
  const bit = 1n << BigInt(world.writes);
  world.writes += 1;
  own.acked[component] = (own.acked[component] as Writes) | bit;
  instance.data |= bit;
  instance.held = true;
  if (!isCopied(app, world, work, own, site, component, key)) own.gap[component] = (own.gap[component] as Writes) | bit;
  return [];
}

/** Whether what is written now will be copied, or only is not since the other region fell and nobody knows it yet. */
function isCopied(app: WalkApp, world: World, work: Work, own: WorkWorld, site: string, component: string, key: string): boolean {
  const view = outputOf(app, world.files[0]).viewOf(work);
  // A region that fell and that nobody has declared out yet is what an RPO is for.
  const other = view.own.sites.find((one) => one !== site);
  if (!other) return false;
  // A region that is declared out, and came back for a while: without a switch of traffic nobody can be asked, nor told what it loses.
  const isOut = world.files.some(({ status }) => ['lost', 'gone'].includes(status[site]?.is ?? ''));
  if (!own.traffic && isOut) return true;
  if (!isUp(world, other)) return world.files.some(({ status }) => !['lost', 'gone'].includes(status[other]?.is ?? ''));
  if (own.entrances[site]?.copiesTo === other && work.sides.components.some(({ id, flip }) => id === component && flip === 'restore'))
    return true;
  const followers = Object.values(own.instances).filter((one) => one.component === component && one.site === other);
  if (followers.some((one) => one.of === key)) return true;
  return own.links.some(
    ({ from, to, bothWays }) => bothWays && [from, to].includes(key) && [siteOfKey(from), siteOfKey(to)].includes(other),
  );
}
