import { adviceOf } from '../../lib/situation/advice';
import { isMade } from '../../lib/situation/declarations';
import { phaseOf } from '../../lib/situation/phases';
import type { View } from '../../lib/situation/view';
import type { Declaration, Happening } from '../../lib/situation/words';
import type { WalkApp, Work } from './apps';
import { outputOf } from './output';
import { openSites, workingSites } from './runner';
import { picked } from './service';
import { isMistake, take, thrown, type Step, type Stepped } from './steps';
import { sentenceOf } from './telling';
import { copyOf, type World, type WorkWorld } from './world';

const said = (n: number): { by: string; at: string } => ({ by: 'Ada', at: new Date(Date.UTC(2026, 1, 1, 0, n)).toISOString() });
const LONGEST = 60;

/**
 * The way of somebody who only follows the product, once every region that is not destroyed is back: what is due is run, what is
 * advised and true is declared. Gives what is wrong: a dead end, or a fault on the way; nothing where everything is as in peace.
 */
export function wayHome(app: WalkApp, from: World): string[] {
  let world = copyOf(from);
  for (const site of app.sites) if (world.regions[site] === 'down') world.regions[site] = 'up';
  if (cannot(app, world)) return [];
  const path: string[] = [];
  try {
    const wrong = joined(app, world, path);
    if (wrong.length > 0) return wrong.map((one) => `${one} — on the way home: ${path.join(' ; ')}`);
    for (let i = 0; i < LONGEST; i += 1) {
      if (app.works.every((work) => isHome(app, world, work))) return [];
      const stopped: string[] = [];
      const found = next(app, world, i, stopped);
      if (!found)
        return [`a dead end: nothing that is due or advised goes on: ${stopped.join('; ')} — on the way home: ${path.join(' ; ')}`];
      path.push(sentenceOf(found.step));
      const { faults, known = [] } = found.tried?.stepped ?? take(app, world, found.step);
      world = found.tried?.world ?? world;
      if (known.some(({ ends }) => ends)) return [];
      if (faults.length > 0) return faults.map((one) => `${one} — on the way home: ${path.join(' ; ')}`);
    }
  } catch (error) {
    return [`${thrown(error)} — on the way home: ${path.join(' ; ')}`];
  }
  return [`a dead end: it goes round — on the way home: ${path.slice(-12).join(' ; ')}`];
}

/** Both sides of a workload are destroyed, or its successor is: only copies elsewhere help. */
function cannot(app: WalkApp, world: World): boolean {
  const dead = (site: string): boolean => world.regions[site] === 'destroyed';
  return app.works.some(({ sides }) => sides.sites.every(dead) || sides.successors.some(dead));
}

function joined(app: WalkApp, world: World, path: string[]): string[] {
  const why: string[] = [];
  for (const prefer of [undefined, 'ours', 'theirs'] as const) {
    if (!world.apart) return [];
    const step: Step = { do: 'merge', said: said(0), ...(prefer ? { prefer } : {}) };
    const stepped = take(app, world, step);
    if (stepped.taken) path.push(sentenceOf(step));
    else if (prefer) why.push(stepped.note ?? '');
    if (stepped.faults.length > 0) return stepped.faults;
  }
  return world.apart ? [`a dead end: two branches cannot be merged, whichever is preferred: ${why.join('; ')}`] : [];
}

/** As in peace: one site serves, the other one stands by, users arrive. */
export function isHome(app: WalkApp, world: World, work: Work): boolean {
  const view = outputOf(app, world.files[0]).viewOf(work);
  const own = world.works[work.id] as WorkWorld;
  const isNormal = view.own.sites.every((site) => view.status(site) === undefined);
  if (phaseOf(view) !== 'normal' || !isNormal) return false;
  const open = openSites(world, own).filter((site) => view.own.sites.includes(site));
  const works = outputOf(app, world.files[0]).planOf(work).sites[view.active]?.opensLast !== true || own.started[view.active] === true;
  return works && open.join() === view.active && own.holder === view.active && picked(world, own) === view.active;
}

/** What goes on, and what came of it where it was tried. */
interface Next {
  readonly step: Step;
  readonly tried?: { readonly world: World; readonly stepped: Stepped };
}

function next(app: WalkApp, world: World, i: number, stopped: string[]): Next | undefined {
  const alone = (step: Step | undefined): Next | undefined => step && { step };
  return alone(corrected(app, world, i)) ?? due(app, world, i, stopped) ?? alone(advised(app, world, i));
}

/** What everybody sees and the file does not say: a region that is destroyed; a side that is open and should not be. */
function corrected(app: WalkApp, world: World, i: number): Step | undefined {
  const view = outputOf(app, world.files[0]);
  for (const work of app.works) {
    const own = world.works[work.id] as WorkWorld;
    const seen = view.viewOf(work);
    for (const site of seen.own.sites)
      if (world.regions[site] === 'destroyed' && !seen.situation.status[site]?.replacedBy) {
        const by = work.sides.successors[0];
        const what: Declaration = { op: 'gone', site, ...(by ? { replacedBy: by } : {}) };
        return { do: 'declare', branch: 0, what, said: said(i) };
      }
    const back = seen.own.sites.find((site) => world.regions[site] === 'up' && seen.isOut(site));
    if (back) return { do: 'declare', branch: 0, what: { op: 'normal', site: back }, said: said(i) };
    const stranger = workingSites(world, own).find(
      (site) => site !== seen.active && site !== own.holder && (own.entrances[site]?.sneaked || seen.own.freed.includes(site)),
    );
    if (stranger && seen.situation.status[stranger]?.is !== 'avoid' && !seen.fencesDue.includes(stranger) && seen.open?.from !== stranger)
      return { do: 'declare', branch: 0, what: { op: 'avoid', site: stranger }, said: said(i) };
  }
  return undefined;
}

/** A run that changes something: tried on a copy first. */
function due(app: WalkApp, world: World, i: number, stopped: string[]): Next | undefined {
  for (const work of app.works) {
    if (isHome(app, world, work)) continue;
    const step: Step = { do: 'run', branch: 0, workload: work.id, said: said(i) };
    const trial = copyOf(world);
    const stepped = take(app, trial, step);
    const { note, faults } = stepped;
    if (note?.includes(' stops at ')) stopped.push(note);
    if (faults.length > 0 || changes(world, trial, work)) return { step, tried: { world: trial, stepped } };
    const serving = note && (/^\w[\w-]* stops at silent-.*: (\S+) serves$/.exec(note)?.[1] ?? undefined);
    // What ended well is not applied again from one synthesis: said again, the fence is asked for again.
    const unfenced = note && /stops at fenced-.*@([^#]+)#\d+ is not fenced$/.exec(note)?.[1];
    const say = (what: Declaration): Next => ({ step: { do: 'declare', branch: 0, what, said: said(i) } });
    if (note?.includes(' stops at copied-')) return say({ op: 'abort', workload: work.id });
    const claimed = note?.includes(' stops at unclaimed-') === true && note.endsWith(' was claimed');
    if (claimed) return { step: { do: 'record', branch: 0, what: begunOf(app, world, work), said: said(i) } };
    const again = serving ?? unfenced;
    if (again) return say({ op: 'avoid', site: again });
  }
  return undefined;
}

/** A claim is the beginning of a move: where nobody else made it, it was begun here. */
function begunOf(app: WalkApp, world: World, work: Work): Happening {
  const move = outputOf(app, world.files[0]).viewOf(work).own.moves.at(-1);
  return { record: 'started', workload: work.id, components: Object.keys(move?.components ?? {}) };
}

const changes = (before: World, after: World, work: Work): boolean => {
  const facts = ({ files, stacks, works }: World): string => {
    const own = works[work.id] as WorkWorld;
    const { entrances, traffic } = own;
    const made = Object.entries(own.instances).map(([key, { of, fenced, shut }]) => [key, of, fenced, shut]);
    return JSON.stringify([files[0].sequence, files[0].log.length, stacks, entrances, traffic, made, own.started]);
  };
  return facts(before) !== facts(after);
};

function advised(app: WalkApp, world: World, i: number): Step | undefined {
  const output = outputOf(app, world.files[0]);
  for (const work of app.works) {
    const all = adviceOf(output.situation, work.sides, app.all);
    const what = all.find((one) => isTrue(world, one));
    if (!what) continue;
    return { do: 'declare', branch: 0, what: what.op === 'failover' ? accepted(world, output.viewOf(work), what) : what, said: said(i) };
  }
  return undefined;
}

/** What is lost is accepted, and what there is no copy of is begun empty. */
function accepted({ works }: World, view: View, what: Extract<Declaration, { op: 'failover' }>): Declaration {
  const vaults = works[what.workload]?.vaults ?? {};
  const empty = view.sides.components.filter(({ id }) => isMade(view, id, what.to) && !vaults[`${id}@${what.to}`]);
  const from = Object.fromEntries(empty.map(({ id }) => [id, 'none']));
  return { ...what, acceptLoss: true, ...(empty.length > 0 ? { from } : {}) };
}

/** Whether it says what is so, and does not send users to a region that is not there. */
function isTrue(world: World, what: Declaration): boolean {
  if ('to' in what) return world.regions[what.to] === 'up';
  return !isMistake(world, what);
}
