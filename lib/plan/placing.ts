import type { CellFacts, NameRule } from '../clouds/cloud';
import type { Tier } from '../objectives/tier';
import type { Form } from './posture';
import { kebab, namesOf } from './names';
import type { TrafficDeclaration } from '../traffic/dns-failover';
import type { LinkPlan, Origin, Peer, Placement, Protection, SitePlan, WorkloadPlan } from './plan';
import { copyEverySeconds, type PlanInput, type SiteInput } from './planner';

type Placed = Pick<WorkloadPlan, 'sites' | 'placements' | 'links' | 'traffic'>;

/** Where every component stands, at every site that is alive, in every generation that exists. */
export function placeAll(input: PlanInput, tier: Tier, protections: readonly Protection[]): Placed {
  const sites = Object.fromEntries(input.sites.map((site) => [site.key, sitePlan(input, site, tier)]));
  const placements = input.sites.flatMap((site) => protections.flatMap((protection) => placementsAt(input, protection, site)));
  const links = protections.filter((p) => isLinked(p)).map((p) => linkPlan(input, p));
  return { sites, placements, links, ...trafficPlan(input) };
}

const isLinked = (p: Protection): boolean => p.posture === 'replica' || p.posture === 'backup';

function otherSite(input: PlanInput, key: string): SiteInput {
  return input.sites[0].key === key ? input.sites[1] : input.sites[0];
}

function siteOf(input: PlanInput, key: string): SiteInput {
  return input.sites[0].key === key ? input.sites[0] : input.sites[1];
}

/** What another site knows of this one: everything is computed. Without a component, it is what lies under all of them. */
function peerOf(input: PlanInput, site: SiteInput, rules: Readonly<Record<string, NameRule>>, component?: string, generation = 0): Peer {
  const { environment, workload } = input;
  const parts = { environment, workload, component, region: site.region.code, account: site.account, generation };
  return { site: site.key, region: site.region.code, account: site.account, names: namesOf(parts, rules) };
}

const groundPeer = (input: PlanInput, site: SiteInput): Peer => peerOf(input, site, site.cloud.groundNames);

function sitePlan(input: PlanInput, site: SiteInput, tier: Tier): SitePlan {
  const { view } = input;
  const own = groundPeer(input, site);
  const peer = groundPeer(input, otherSite(input, site.key));
  const peerWithheld = view.role(peer.site) === 'withheld';
  return {
    key: site.key,
    cloud: site.cloud.name,
    region: site.region.code,
    account: site.account,
    cidr: site.cidr,
    role: view.role(site.key),
    active: view.active === site.key,
    peerWithheld,
    watches: view.active !== site.key && view.isProtected && !peerWithheld && view.role(site.key) === 'standby',
    name: [input.environment, input.workload, site.region.code]
      .filter((part) => part !== undefined)
      .map(kebab)
      .join('-'),
    names: own.names,
    peer,
    // Withheld only where the standby is lost: a failover changes as little as it can.
    copies: { every: copyEverySeconds(input, tier), toPeer: !(peerWithheld && view.isProtected) },
  };
}

/** Only what is promoted or restored gets a new generation; the rest keeps one identity for ever. */
const moves = (p: Protection): boolean => p.flip === 'promote' || p.flip === 'restore';

function peerAt(input: PlanInput, p: Protection, site: SiteInput, generation: number): Peer {
  const facts = site.cloud.cells[p.declaration.kind]?.facts as CellFacts;
  return peerOf(input, site, facts.names, p.declaration.id, generation);
}

function generationAt(input: PlanInput, p: Protection, key: string, before?: string): number {
  if (!moves(p)) return 0;
  return input.view.losses(key, p.declaration.id).filter((move) => before === undefined || Date.parse(move.since) < Date.parse(before))
    .length;
}

function placementsAt(input: PlanInput, p: Protection, site: SiteInput): Placement[] {
  const role = input.view.role(site.key);
  if (role === 'withheld') return [];
  const current = generationAt(input, p, site.key);
  const out: Placement[] = [];
  for (let generation = 0; generation <= current; generation += 1) {
    if (generation === current && !exists(input, p, site.key, current)) continue;
    out.push(placement(input, p, site, generation, current, role));
  }
  return out;
}

/** A site that lost the role has a new generation only once it was declared to stand by again. */
function exists(input: PlanInput, p: Protection, key: string, generation: number): boolean {
  const { view } = input;
  if (key === view.active || view.isLeaving(key, p.declaration.id)) return true;
  if (p.posture === 'none') return view.role(key) === 'fenced';
  return generation === 0 || view.isProtected;
}

function placement(input: PlanInput, p: Protection, site: SiteInput, generation: number, current: number, role: Form): Placement {
  const { view } = input;
  const own = peerAt(input, p, site, generation);
  const other = otherSite(input, site.key);
  const id = generation > 0 ? `${kebab(p.declaration.id)}-g${generation}` : kebab(p.declaration.id);
  const isCurrent = generation === current;
  const isActive = site.key === view.active;
  const isLeaving = view.isLeaving(site.key, p.declaration.id);
  return {
    component: p.declaration.id,
    kind: p.declaration.kind,
    declaration: p.declaration,
    site: site.key,
    generation,
    current: isCurrent,
    retired: !isCurrent && view.retired.includes(`${p.declaration.id}@${site.key}#${generation}`),
    form: isCurrent ? role : 'fenced',
    posture: isActive || isLeaving || !isCurrent ? activePosture(p) : p.posture,
    spread: p.spread,
    origin: originOf(input, p, site, generation),
    attached: isCurrent && !isActive && !isLeaving,
    again: isCurrent && view.again(site.key),
    id,
    names: own.names,
    peer: peerAt(input, p, other, generationAt(input, p, other.key)),
  };
}

const activePosture = (p: Protection): Placement['posture'] => (isLinked(p) ? 'active' : 'full');

function originOf(input: PlanInput, p: Protection, site: SiteInput, generation: number): Origin {
  const { view } = input;
  if (!moves(p) || (generation === 0 && site.key === view.first)) return { how: 'created' };
  const lost = generation > 0 ? view.losses(site.key, p.declaration.id)[generation - 1] : undefined;
  const giver = siteOf(input, lost?.active[0] ?? view.first);
  const of = peerAt(input, p, giver, generationAt(input, p, giver.key, lost ? afterwards(lost.since) : view.moves[1]?.since));
  if (p.flip === 'promote') return { how: 'replica', of };
  const point = view.recoveryPoint(p.declaration.id);
  const done = view.last?.completed?.includes(p.declaration.id) === true || view.last?.active[0] !== site.key;
  return { how: 'restored', of, ...(point ? { point } : {}), done };
}

const afterwards = (since: string): string => new Date(Date.parse(since) + 1).toISOString();

function linkPlan(input: PlanInput, p: Protection): LinkPlan {
  const { view } = input;
  const at = (key: string): Peer => peerAt(input, p, siteOf(input, key), generationAt(input, p, key));
  const other = (key: string): string => otherSite(input, key).key;
  return {
    declaration: p.declaration,
    id: kebab(p.declaration.id),
    posture: p.posture,
    from: at(view.base),
    to: at(other(view.base)),
    owner: at(view.first),
    guest: at(other(view.first)),
    turns: view.moves.filter((move) => move.protected).length,
  };
}

/** `billing-eu-west-3.acme.example`: inside the zone, and never the name that the switch itself answers. */
function entranceOf({ name, zone }: TrafficDeclaration, workload: string, region: string): string {
  const label = name === zone ? kebab(workload) : name.slice(0, -zone.length - 1);
  return `${label}-${region}.${zone}`;
}

function trafficPlan(input: PlanInput): Pick<WorkloadPlan, 'traffic'> {
  const { traffic, view } = input;
  if (!traffic) return {};
  const target = input.declarations.find((d) => d.id === traffic.target);
  const at = (key: string): Peer => {
    const site = siteOf(input, key);
    return peerOf(input, site, (target && site.cloud.cells[target.kind]?.facts.names) ?? {}, traffic.target);
  };
  const other = (key: string): string => otherSite(input, key).key;
  const entrances = Object.fromEntries(input.sites.map((site) => [site.key, entranceOf(traffic, input.workload, site.region.code)]));
  return {
    traffic: {
      ...traffic,
      base: at(view.base),
      other: at(other(view.base)),
      first: at(view.first),
      second: at(other(view.first)),
      entrances,
    },
  };
}
