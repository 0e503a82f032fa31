import { isOf } from '../components/declarations';
import { cellOf } from '../port/cell';
import type { CellFacts, MoveFacts } from '../port/facts';
import { isAnotherWay, renews } from '../situation/facts';
import type { Tier } from '../objectives/tier';
import { readSite, type ComponentReading, type GenerationReading, type SiteReading } from '../situation/reading';
import type { TrafficDeclaration } from '../traffic/dns-failover';
import { holdsData } from '../words/kinds';
import { postureOf } from './holding';
import { kebab } from './names';
import { copyPlaceOf } from './copying';
import type { CopyPlacePlan } from '../words/copies';
import { pagesOf } from './observing';
import { Places } from './places';
import type { Place } from '../words/place';
import type { LinkPlan, Origin, Placement, SitePlan, WorkloadPlan } from './plan';
import type { Protection } from './protection';
import { copyEverySeconds, siteOf, type PlanInput, type SiteInput } from './input';
import type { Form } from '../words/posture';
import { copyOf } from '../situation/copy';
import { View } from '../situation/view';

/** What is planned, and the places that it may name. */
interface Input extends PlanInput {
  readonly places: Places;
  readonly copyPlace: CopyPlacePlan | undefined;
}

type Placed = Pick<WorkloadPlan, 'sites' | 'placements' | 'links' | 'traffic'>;

/** Where every component stands, at every site that is alive, in every generation that exists: as the situation reads, and nothing else. */
export function placeAll(planned: PlanInput, tier: Tier, protections: readonly Protection[]): Placed {
  const input: Input = { ...planned, places: new Places(planned), copyPlace: copyPlaceOf(planned) };
  const { view } = input;
  const freed = view.own.freed.filter((key) => input.known.some((site) => site.key === key));
  const readings = [...view.own.sites, ...freed].map((key) => [key, readSite(view, key)] as const);
  const sites = Object.fromEntries(readings.map(([key, reading]) => [key, sitePlan(input, siteOf(input, key), reading, tier)]));
  const placements = readings.flatMap(([key, reading]) =>
    protections.flatMap((protection) => placementsAt(input, protection, siteOf(input, key), reading)),
  );
  const counted = view.components.map(({ id }) => id);
  const links = protections.filter((p) => isLinked(p) && counted.includes(p.declaration.id)).map((p) => linkPlan(input, p, placements));
  return { sites, placements, links, ...trafficPlan(input) };
}

/** Whether its data gets to the other site. */
const isJoined = (p: Protection): boolean => p.posture === 'replica' || p.posture === 'backup';
/** Whether something joins its two sides. */
const isLinked = (p: Protection): boolean => isJoined(p) || p.meets === true;

function sitePlan(input: Input, site: SiteInput, reading: SiteReading, tier: Tier): SitePlan {
  return {
    ...input.places.site(site),
    cloud: site.cloud.name,
    cidr: site.cidr,
    peerCidr: siteOf(input, reading.peer).cidr,
    calls: [...new Set(input.declarations.flatMap((one) => cellOf(site.cloud, one)?.facts.calls?.(one) ?? []))].sort(),
    role: reading.role,
    active: reading.active,
    peerWithheld: reading.peerWithheld,
    watches: reading.watches,
    opensLast: input.declarations.some((one) => opensLast(cellOf(site.cloud, one)?.facts, one.id, reading)) || reading.shut === true,
    name: [input.environment, input.workload, site.region.code]
      .filter((part) => part !== undefined)
      .map(kebab)
      .join('-'),
    peer: input.places.site(siteOf(input, reading.peer)),
    copies: { every: copyEverySeconds(input, tier), toPeer: reading.copies, ...(input.copyPlace ? { away: input.copyPlace } : {}) },
  };
}

/** What is started is started ahead of users; so is what is begun empty, where its service gives it what they need behind the apply. */
const opensLast = (facts: Pick<CellFacts, 'starts' | 'startsEmpty'> | undefined, id: string, { components }: SiteReading): boolean =>
  facts?.starts === true ||
  (facts?.startsEmpty === true &&
    components.some(({ component, generations }) => component === id && generations.some(({ begun }) => begun === true)));

function placementsAt(input: Input, p: Protection, site: SiteInput, reading: SiteReading): Placement[] {
  const own = reading.components.find(({ component }) => component === p.declaration.id);
  if (!own || reading.role === 'withheld') return [];
  const standing = own.generations.filter((one) => one.holds || p.posture !== 'none' || reading.role === 'fenced');
  return [
    ...own.leaves.map((number) => placement(input, p, site, reading, own, leaving(number))),
    ...standing.map((one) => placement(input, p, site, reading, own, one)),
  ];
}

/** A generation that stands, or that was begun and never stood. */
type Standing = GenerationReading & { readonly gaveUp?: true };

/** What was begun and never stood: it goes the way of what is retired. */
const leaving = (number: number): Standing => ({
  gaveUp: true,
  number,
  current: false,
  how: 'created',
  holds: false,
  attached: false,
  done: true,
  retired: true,
});

function placement(input: Input, p: Protection, site: SiteInput, reading: SiteReading, own: ComponentReading, one: Standing): Placement {
  const posture = one.holds ? activePosture(p) : standbyPosture(input, p, one);
  return {
    component: p.declaration.id,
    kind: p.declaration.kind,
    declaration: p.declaration,
    here: input.places.component(p.declaration, site, one.number),
    peer: input.places.component(p.declaration, siteOf(input, reading.peer), own.peer),
    generation: one.number,
    current: one.current,
    retired: one.retired,
    form: one.current ? (reading.role as Form) : 'fenced',
    posture,
    ...(p.posture === 'none' ? { leaves: true } : {}),
    ...spreadOf(p, site.key === input.known[0]?.key, one),
    ...(one.awaited && RUNS.has(posture) ? { runsLater: true } : {}),
    origin: originOf(input, p, site, one),
    ...rootOf(input, p, one),
    born: bornIn(p, one),
    attached: one.attached,
    again: one.current && reading.again,
    id: one.number > 0 ? `${kebab(p.declaration.id)}-g${one.number}` : kebab(p.declaration.id),
    ...(isJoined(p) && isCounted(input.view, p) ? { joined: p.posture } : {}),
    ...(isCounted(input.view, p) ? inheritance(input.view, p.declaration.id) : {}),
  };
}

/** Postures in which some of it runs, or what copies it does. */
const RUNS: ReadonlySet<Placement['posture']> = new Set(['reduced', 'full', 'active', 'backup']);

/** As its site is spread; what is spread late, only once it has the role for good. */
function spreadOf(p: Protection, isFirst: boolean, { settled }: Standing): Pick<Placement, 'spread' | 'spreadLater'> {
  const spread = isFirst ? p.spread : p.spreadAway;
  return p.spreadsLate && spread === 'zonal' && !settled ? { spread: 'single', spreadLater: true } : { spread };
}

/** What follows may be made where the two sites meet; what the site took the role of, it looks after itself. */
function bornIn({ born }: Protection, { how, adopted, gaveUp }: Standing): Placement['born'] {
  if (born !== 'links' || (how !== 'replica' && !gaveUp)) return 'site';
  return adopted ? 'adopted' : 'links';
}

/** What stood by for another way of changing roles stays what it is, beside what the code has by now. */
const standbyPosture = (input: Input, p: Protection, { flip = p.flip }: Standing): Placement['posture'] =>
  (isAnotherWay(flip, p.flip) ? postureOf(input, p, flip) : undefined) ?? p.posture;

const activePosture = ({ declaration }: Protection): Placement['posture'] => (holdsData(declaration) ? 'active' : 'full');

function originOf(input: Input, p: Protection, own: SiteInput, reading: GenerationReading): Origin {
  const { how, of, point, done, attached } = reading;
  const begun = reading.begun ? { begun: true as const } : {};
  if (of === undefined || (how === 'created' && !renews(p.flip))) return { how: 'created', ...begun };
  const [site = '', number] = of.split('#');
  // What follows nothing any more, and is made, only remembers where it came from: the code may have forgotten that site.
  const isHistory = done && !attached && !input.known.some(({ key }) => key === site);
  const source = input.places.component(p.declaration, isHistory ? own : siteOf(input, site), Number(number));
  if (how === 'created') return { how, ...(p.flip === 'promote' ? { mayFollow: source } : { insteadOf: source }), ...begun };
  const joins = cellOf(own.cloud, p.declaration)?.facts.joins === true;
  return how === 'replica' ? { how: joins ? 'joined' : how, of: source } : { how, of: source, ...(point ? { point } : {}), done };
}

/** Back through what was followed, as it is written down, to what was created. A site that the code has forgotten was in the same account. */
function rootOf(input: Input, p: Protection, { how, of }: Pick<GenerationReading, 'how' | 'of'>): Pick<Placement, 'root'> {
  if (how !== 'replica' || of === undefined) return {};
  const [site = '', number] = of.split('#');
  const { view, places, known } = input;
  const { declaration } = p;
  const source = view.place(declaration.id, site)?.generations.find((one) => one.number === Number(number));
  if (source?.how === 'replica' && source.of !== undefined) return rootOf(input, p, { how: source.how, of: source.of });
  const [own] = known;
  const region = own?.cloud.regions?.find(({ code }) => code === site.slice(site.indexOf(':') + 1));
  const found = known.find(({ key }) => key === site) ?? (own && region ? { ...own, key: site, region } : undefined);
  return found ? { root: places.component(declaration, found, Number(number)) } : {};
}

/** Of the pair, the one that is in it for longer: what took the place of a site that is gone is the younger one. */
function elderOf(view: View, id: string): string {
  const home = view.homeOf(id);
  const other = view.peerOf(home);
  const joined = (site: string): number =>
    view.situation.log.findLastIndex(({ what }) => 'op' in what && what.op === 'gone' && what.replacedBy === site);
  return joined(home) > joined(other) ? other : home;
}

/** Whether the situation knows it: what is new in the code is in no history. */
const isCounted = ({ components }: View, { declaration }: Protection): boolean => components.some(({ id }) => id === declaration.id);

function inheritance(view: View, id: string): Pick<Placement, 'inheritedBy'> {
  const elder = elderOf(view, id);
  return elder === view.homeOf(id) ? {} : { inheritedBy: elder };
}

function linkPlan(input: Input, p: Protection, placements: readonly Placement[]): LinkPlan {
  const { view } = input;
  const { id } = p.declaration;
  const at = (key: string): Place => input.places.component(p.declaration, siteOf(input, key), view.currentOf(id, key));
  const stands = (key: string): boolean =>
    placements.some((one) => one.component === id && one.current && one.here.site === key && one.generation === view.currentOf(id, key));
  const home = view.homeOf(id);
  const elder = elderOf(view, id);
  return {
    declaration: p.declaration,
    id: kebab(id),
    posture: p.posture,
    from: at(view.base),
    to: at(view.peerOf(view.base)),
    owner: at(home),
    guest: at(view.peerOf(home)),
    elder: at(elder),
    younger: at(view.peerOf(elder)),
    stands: view.own.sites.every(stands),
    members: placements.filter(({ component, born, current }) => component === id && born === 'links' && current),
    turns: view.turns,
  };
}

/** `billing-eu-west-3.acme.example`: inside the zone, and never the name that the switch itself answers. */
function entranceOf({ name, zone }: TrafficDeclaration, workload: string, region: string): string {
  const label = name === zone ? kebab(workload) : name.slice(0, -zone.length - 1);
  return `${label}-${region}.${zone}`;
}

function trafficPlan(input: Input): Pick<WorkloadPlan, 'traffic'> {
  const { traffic, view } = input;
  const entrance = input.declarations.filter((d) => isOf('load-balancer', d)).find((d) => d.id === traffic?.target);
  if (!traffic || !entrance) return {};
  const at = (key: string): Place => input.places.component(entrance, siteOf(input, key));
  const [first, second] = view.own.sites;
  const named = (site: SiteInput): string => entrance.hostNames[site.key] ?? entranceOf(traffic, input.workload, site.region.code);
  const entrances = Object.fromEntries(input.sites.map((site) => [site.key, named(site)]));
  const ends = { base: at(view.base), other: at(view.peerOf(view.base)), first: at(first), second: at(second) };
  const { facts, byHand } = input.sites[0].cloud.traffic ?? {};
  const pages = pagesOf(input, view.sides.workload);
  const told = { ...traffic, ...ends, entrance, entrances, says: facts?.says ?? 'body', pages } as const;
  return { traffic: { ...told, byHand: traffic.zoneElsewhere ? (byHand?.(told) ?? []) : [] } };
}

/** Whether what joins the sites made it, and has it no longer. */
export const leftLinks = ({ born, retired }: Pick<Placement, 'born' | 'retired'>): boolean =>
  born === 'adopted' || (born === 'links' && retired);

/** What stands where a placement does, and what is called from there. */
export const aroundOf = (
  { sites, placements }: Pick<WorkloadPlan, 'sites' | 'placements'>,
  { here: { site } }: Placement,
): Pick<MoveFacts, 'calls' | 'beside'> => ({
  calls: sites[site]?.calls ?? [],
  beside: placements.filter((one) => one.current && one.here.site === site),
});

/** What a restore makes once it is begun: looked at ahead of that, and rendered nowhere yet. */
export function aboutToBegin(input: PlanInput, tier: Tier, protections: readonly Protection[]): Placement[] {
  const { view } = input;
  if (view.announced.length === 0) return [];
  const begun = copyOf(view.situation);
  Object.assign(begun.workloads[view.sides.workload]?.moves.at(-1) ?? {}, { started: view.announced });
  const { placements } = placeAll({ ...input, view: new View(begun, view.sides) }, tier, protections);
  return placements.filter(({ component, here, current }) => current && here.site === view.active && view.announced.includes(component));
}
