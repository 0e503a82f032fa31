import type { Declaration } from '../components/component';
import { isOf } from '../components/declarations';
import { Tier } from '../objectives/tier';
import { cellOf, cellsOf } from '../port/cell';
import type { CellFacts } from '../port/facts';
import { LEAST_ZONES } from '../regions/region';
import { renews } from '../situation/facts';
import { ContinuityError } from '../words/errors';
import { holdsData, kindOf, type Stage } from '../words/kinds';
import type { Flip, Posture, Spread } from '../words/posture';
import { refuseAdoptedBeside } from './adopting';
import { copyPlaceOf } from './copying';
import { copyEverySeconds, type DeclaredInput, type SiteInput } from './input';
import { profileOf } from './matrix';
import { kebab } from './names';
import type { Protection } from './protection';
import { wavesOf } from './waves';

/** The ground comes first, and the entrance opens only once every piece of data is writable and every service works. */
function orderOf(declarations: readonly Declaration[]): Declaration[] {
  const at = (...stages: readonly Stage[]): string[] => declarations.filter((d) => stages.includes(kindOf(d).stage)).map((d) => d.id);
  const ground = at('ground');
  const all = at('ground', 'data', 'service');
  const before: Readonly<Record<Stage, readonly string[]>> = { ground: [], data: ground, service: ground, entrance: all };
  const first = (d: Declaration): readonly string[] => before[kindOf(d).stage];
  return declarations.map((d) => ({ ...d, after: [...new Set([...d.after, ...first(d)])].sort() }));
}

/**
 * How each component is protected, in the order of the waves: posture, flip, figures. Throws where a component cannot be protected there
 * (`DR-CELL-01`), stands nowhere (`DR-COMP-03`), or waits for itself (`DR-WAVE-01`).
 */
export function protect(input: DeclaredInput, tier: Tier): Protection[] {
  const ordered = orderOf(input.declarations);
  const waves = wavesOf(ordered);
  return waves.flatMap((ids, wave) => byStage(ordered, ids).map((one) => protectionOf(input, one, tier, wave)));
}

const STAGES: readonly Stage[] = ['ground', 'data', 'service', 'entrance'];

/** In one wave nothing waits for anything else of it; what names another one by what was made of it (a service the registry of its image) comes behind it all the same. */
function byStage(ordered: readonly Declaration[], ids: readonly string[]): Declaration[] {
  const at = (one: Declaration): number => STAGES.indexOf(kindOf(one).stage);
  return ids.map((id) => ordered.find((one) => one.id === id) as Declaration).sort((one, other) => at(one) - at(other));
}

function protectionOf(input: DeclaredInput, declaration: Declaration, tier: Tier, wave: number): Protection {
  const own = declaration.tier ?? tier;
  refuseMissing(input, declaration);
  const row = profileOf(declaration)[own.name];
  const posture = row.standby === 'none' && input.traffic?.target === declaration.id ? 'prepared' : row.standby;
  const [a] = input.sites;
  const [b = input.sites[1]] = input.known.filter((site) => site.cloud.name !== a.cloud.name);
  if (a.cloud.name !== b.cloud.name) throw twoClouds(declaration, a, b);
  const facts = cellOf(a.cloud, declaration)?.facts;
  const spread = input.zonal === true && !isLeftInOne(declaration, facts) ? 'zonal' : row.spread;
  const away = input.known.find((site) => site.account !== a.account);
  if (facts?.oneAccount && away) throw twoAccounts(declaration, a, away);
  const flip = facts?.flips[posture] ?? (posture === 'none' ? 'symmetric' : undefined);
  if (!facts || !flip || !facts.spreads.includes(spread)) throw unsupported(input, declaration, own, posture, spread, facts);
  refuseAdoptedBeside(declaration, posture, facts, better(input, declaration, own, spread, facts, facts.adoptsBeside?.postures));
  if (facts.overWay?.includes(posture)) refuseApart(input, declaration);
  const every = copyEverySeconds(input, own);
  const figures = facts.figures(declaration, posture, every);
  const born = facts.born === undefined ? {} : { born: facts.born };
  const remade: Pick<Protection, 'remade'> = isRemade(declaration, facts, flip) ? { remade: true } : {};
  const between = betweenOf(facts, declaration);
  const late = lateOf(facts, [spread, row.spread]);
  const longest = facts.longest === undefined ? {} : { longest: facts.longest(declaration) };
  const { fence, automatic } = facts;
  // A symmetric change does nothing that is not said of it by name.
  const effects = (facts.effects ?? []).filter(({ on }) => (flip === 'symmetric' ? on === flip : (on ?? flip) === flip));
  const spreads = { spread, spreadAway: row.spread };
  // Where a new generation is made of a copy, that brings a point back; of one that is promoted, nothing does.
  const putBack = facts.putBack !== undefined && !isRemade(declaration, facts, flip) ? { putBack: facts.putBack } : {};
  const otherwise = {
    ...(posture === 'replica' ? keptBy(facts, declaration) : {}),
    ...putBack,
    ...withstanding(facts, spread),
    ...copied(facts, declaration, every, copyPlaceOf(input) !== undefined),
    ...longest,
    ...promised(facts, declaration, spreads),
  };
  return {
    declaration,
    tier: own,
    wave,
    posture,
    ...spreads,
    ...otherwise,
    flip,
    ...born,
    ...remade,
    ...between,
    ...late,
    effects,
    fence,
    automatic,
    ...figures,
  };
}

/** What its service spreads nowhere stands in one zone of a spread workload where somebody says why a tier of its own will do. */
const isLeftInOne = ({ tierReason }: Declaration, facts?: CellFacts): boolean =>
  tierReason !== undefined && facts?.spreads.includes('zonal') === false;

const promised = (
  { slas }: CellFacts,
  declaration: Declaration,
  { spread, spreadAway }: Pick<Protection, 'spread' | 'spreadAway'>,
): Pick<Protection, 'slas'> => (slas ? { slas: { here: slas(declaration, spread), away: slas(declaration, spreadAway) } } : {});

/** What the side that serves keeps for a replica that does not answer, where it keeps anything. */
function keptBy({ keepsFor }: CellFacts, declaration: Declaration): Pick<Protection, 'keeps'> {
  const keeps = keepsFor?.(declaration);
  return keeps === undefined ? {} : { keeps };
}

/**
 * A new generation beside the old one, from a copy. A member that the other side gives birth to is not made here, nor what its service puts back where
 * it is.
 */
const isRemade = (declaration: Declaration, { flips, born, restoresInPlace }: CellFacts, flip: Flip): boolean =>
  holdsData(declaration) && renews(flip) && flips.backup === 'restore' && born === undefined && restoresInPlace === undefined;

/** What is known of what joins its two sides. */
const betweenOf = ({ severs, meets }: CellFacts, declaration: Declaration): Pick<Protection, 'severs' | 'meets'> => ({
  ...(severs ? { severs } : {}),
  ...(meets?.(declaration) ? { meets: true } : {}),
});

/** What of it is made by a later apply than the first one. */
const lateOf = ({ spreadsLate, standsLate }: CellFacts, spreads: readonly Spread[]): Pick<Protection, 'spreadsLate' | 'standsLate'> => ({
  ...(spreadsLate && spreads.includes('zonal') ? { spreadsLate } : {}),
  ...(standsLate ? { standsLate } : {}),
});

/** What changes over by itself where a zone is lost. */
const withstanding = ({ zonal }: CellFacts, spread: Spread): Pick<Protection, 'withstands'> =>
  zonal && (spread === 'zonal' || zonal.always === true) ? { withstands: zonal } : {};

/** What copies give of a component that holds data. One that is promoted follows its source, and so carries what corrupts it. */
function copied(
  facts: CellFacts,
  declaration: Declaration,
  every: number,
  isAway: boolean,
): Pick<Protection, 'copies' | 'copiedAway' | 'restores'> {
  if (!holdsData(declaration)) return {};
  const { copiedAway } = facts;
  const copies = facts.flips.backup === undefined ? undefined : facts.figures(declaration, 'backup', every);
  const restores = facts.restoresInPlace?.(declaration, every) ?? (facts.flips.backup === 'restore' ? copies : undefined);
  return { ...(copies ? { copies } : {}), ...(copies && isAway && copiedAway ? { copiedAway } : {}), ...(restores ? { restores } : {}) };
}

function refuseMissing({ sites, declarations }: DeclaredInput, declaration: Declaration): void {
  const { id, kind } = declaration;
  const missing = cellOf(sites[0].cloud, declaration)?.facts.needs?.find((need) => !declarations.some((d) => d.kind === need));
  if (missing)
    throw new ContinuityError({
      id: 'DR-COMP-03',
      what: `${id} (${kind}) stands nowhere: the workload has no ${missing}`,
      value: declarations.map((d) => d.kind).join(', '),
      allowed: `a ${missing} beside it`,
      fix: missing === 'network' ? "new Network(workload, 'Net'), or Network.fromExisting(…)" : `declare a ${missing}`,
    });
}

/** What feeds it goes between the networks of the sites, and they are not joined. One that exists is joined by its owner. */
function refuseApart({ declarations }: DeclaredInput, { id, kind }: Declaration): void {
  const network = declarations.find((one) => isOf('network', one));
  if (!network || network.existing || network.peered) return;
  throw new ContinuityError({
    id: 'DR-NET-07',
    what: `${id} (${kind}) follows by a private way between the two sites, and ${network.id} has none`,
    value: 'peered: false',
    allowed: 'networks of both sites that are joined',
    fix: `new Network(…, '${network.id}', { peered: true })`,
  });
}

const twoClouds = ({ id }: Declaration, a: SiteInput, b: SiteInput): ContinuityError =>
  new ContinuityError({
    id: 'DR-CELL-01',
    what: `${id} cannot be protected between two clouds`,
    value: `${a.key} and ${b.key}`,
    allowed: 'two regions of one cloud: no cell joins two clouds',
    fix: `a secondary site of ${a.cloud.name}`,
  });

function twoAccounts({ id, kind }: Declaration, a: SiteInput, b: SiteInput): ContinuityError {
  return new ContinuityError({
    id: 'DR-CELL-01',
    what: `${id} (${kind}) cannot be protected between two accounts by this cell`,
    value: `${a.account} and ${b.account}`,
    allowed: 'two sites of one account',
    fix: `account: '${a.account}' for ${b.key}, and copies to another account of your own in onEverySite`,
  });
}

function unsupported(
  input: DeclaredInput,
  declaration: Declaration,
  tier: Tier,
  posture: string,
  spread: Spread,
  facts: CellFacts | undefined,
): ContinuityError {
  const { cloud } = input.sites[0];
  const others = cellsOf(cloud.cells).flatMap(([kind, { service = 'a cell' }]) => (kind === declaration.kind ? [service] : []));
  if (!facts && others.length > 0) return untaken(declaration, cloud, others);
  return new ContinuityError({
    id: 'DR-CELL-01',
    what: `${declaration.id} (${declaration.kind}) cannot have tier ${tier} on ${cloud.name}`,
    value: `standby posture ${posture}, spread ${spread}`,
    allowed: facts
      ? `standby postures ${Object.keys(facts.flips).join(', ')}; spreads ${facts.spreads.join(', ')}`
      : `no ${declaration.kind} on ${cloud.name}`,
    fix: facts
      ? [...better(input, declaration, tier, spread, facts), facts.limits].join(', or ')
      : (cloud.leftOut?.(declaration) ?? 'another cloud for this component, or bring a cell of your own'),
  });
}

/** The cloud has services of that kind, and none of them is for it: of a database, for its engine. */
function untaken(declaration: Declaration, { name, leftOut }: SiteInput['cloud'], services: readonly string[]): ContinuityError {
  const engine = isOf('relational-database', declaration) ? declaration.engine : undefined;
  return new ContinuityError({
    id: 'DR-CELL-01',
    what: `${declaration.id} (${declaration.kind}) is taken by no service of ${name} as it is declared`,
    value: engine ? `${engine.name} ${engine.version}` : declaration.kind,
    allowed: `what is taken by ${services.join(', ')}`,
    fix: leftOut?.(declaration) ?? `${engine ? 'an engine of these, ' : ''}another cloud for this component, or bring a cell of your own`,
  });
}

/** The cheapest tier above that the component may have alone: its cell gives that, and the regions of its sites have as many zones. A lower one would want a reason. */
function better(
  { known }: DeclaredInput,
  declaration: Declaration,
  own: Tier,
  spread: Spread,
  { flips, spreads }: CellFacts,
  among?: readonly Posture[],
): string[] {
  const profile = profileOf(declaration);
  const hasZones = known.every(({ region }) => region.zones >= LEAST_ZONES);
  const fits = Tier.ALL.filter(({ name, rank }) => {
    const row = profile[name];
    const zones = spread === 'zonal' ? 'zonal' : row.spread;
    const may = flips[row.standby] !== undefined && (among?.includes(row.standby) ?? true);
    return rank > own.rank && may && spreads.includes(zones) && row.spread === zones && (zones === 'single' || hasZones);
  });
  const [cheapest] = [...fits].sort((a, b) => a.rank - b.rank);
  return cheapest ? [`tier: Tier.${cheapest.name.toUpperCase()} for ${declaration.id} alone`] : [];
}

/** Throws `DR-NAME-02` where two components would have the same names. */
export function refuseCollisions(declarations: readonly Pick<Declaration, 'id'>[]): void {
  const seen = new Map<string, string>();
  for (const { id } of declarations) {
    const other = seen.get(kebab(id));
    if (/-g\d+$/.test(kebab(id)))
      throw new ContinuityError({
        id: 'DR-NAME-02',
        what: `${id} ends like a generation: it would meet one of another component on the day`,
        value: kebab(id),
        allowed: 'an id that does not end in -g and a number',
        fix: `rename ${id}`,
      });
    if (other)
      throw new ContinuityError({
        id: 'DR-NAME-02',
        what: 'Two components would have the same names',
        value: `${other} and ${id}: ${kebab(id)}`,
        allowed: 'ids that differ in kebab case',
        fix: `rename ${id}`,
      });
    seen.set(kebab(id), id);
  }
}

/** Throws `DR-COMP-08` where two components are the ground that the others stand in: each would stand in the first of them alone. */
export function refuseTwoGrounds(declarations: readonly Declaration[]): void {
  const ground = declarations.filter((one) => kindOf(one).stage === 'ground');
  const twin = ground.find(({ kind }, i) => ground.findIndex((one) => one.kind === kind) < i);
  if (!twin) return;
  const first = ground.find(({ kind }) => kind === twin.kind) as Declaration;
  throw new ContinuityError({
    id: 'DR-COMP-08',
    what: `The workload has two components of kind ${twin.kind}, and everything stands in one`,
    value: `${first.id} and ${twin.id}`,
    allowed: `one ${twin.kind} a workload`,
    fix: `leave ${twin.id} out, or give it a workload of its own`,
  });
}
