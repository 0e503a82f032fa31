import type { Declaration } from '../components/component';
import { idsOf } from '../components/existing';
import { cellOf } from '../port/cell';
import type { CellFacts } from '../port/facts';
import { ContinuityError } from '../words/errors';
import { kindOf } from '../words/kinds';
import type { Posture } from '../words/posture';
import type { DeclaredInput } from './input';

/** What of an input says what is adopted, and where. */
type Adopting = Pick<DeclaredInput, 'sites' | 'known' | 'declarations'>;

/**
 * Throws `DR-ADOPT-01` where a cell takes nothing that exists, `DR-ADOPT-02` where something that has a role exists elsewhere than at the
 * site that serves first, `DR-ADOPT-03` where one thing is adopted twice, and `DR-ADOPT-04` where what it stands in is not adopted with it.
 */
export function refuseAdoptions(input: Adopting): void {
  const adopting = input.declarations.filter(({ existing }) => existing !== undefined);
  for (const one of adopting) refuseUntaken(input, one);
  for (const one of adopting) refuseAway(input, one);
  for (const one of adopting) refuseUngrounded(input, one);
  refuseTwice(adopting);
}

function refuseUntaken({ sites: [{ cloud }] }: Adopting, declaration: Declaration): void {
  const cell = cellOf(cloud, declaration);
  if (!cell || cell.facts.adopts) return;
  const { why, instead } = cell.facts.made ?? { why: '', instead: 'and carry its data over' };
  throw new ContinuityError({
    id: 'DR-ADOPT-01',
    what: `${declaration.id} (${declaration.kind}) exists already, and its cell on ${cloud.name} takes nothing that does${why && `: ${why}`}`,
    value: Object.keys(declaration.existing ?? {}).join(', '),
    allowed: 'a component that the library makes, or a cell that adopts',
    fix: `declare ${declaration.id} without fromExisting, ${instead}; or adopts: (declaration, site) => …, in a cell of your own`,
  });
}

/** Throws `DR-ADOPT-01` where a cell takes what exists, but not beside a standby of that posture. */
export function refuseAdoptedBeside(
  { id, kind, existing }: Declaration,
  posture: Posture,
  { adoptsBeside }: Pick<CellFacts, 'adoptsBeside'>,
  tiers: readonly string[],
): void {
  if (!existing || !adoptsBeside || adoptsBeside.postures.includes(posture)) return;
  throw new ContinuityError({
    id: 'DR-ADOPT-01',
    what: `${id} (${kind}) exists already, and is not taken beside a standby of posture ${posture}: ${adoptsBeside.why}`,
    value: Object.keys(existing).join(', '),
    allowed: `postures of its standby ${adoptsBeside.postures.join(', ')}`,
    fix: [...tiers, `declare ${id} without fromExisting, and carry its data over`].join(', or '),
  });
}

/** What takes a role: the ground, and what is built again anywhere, may exist at every site. */
const hasRole = (declaration: Declaration): boolean => {
  const { nature, stage } = kindOf(declaration);
  return nature === 'data' || stage === 'service' || stage === 'entrance';
};

/** The standby is the library's, or nobody could promote it. What is no site of the topology is refused as a value. */
function refuseAway({ sites: [first], known }: Adopting, declaration: Declaration): void {
  const { id, kind, existing = {} } = declaration;
  const away = Object.keys(existing).find((key) => key !== first.key && known.some((site) => site.key === key));
  if (away === undefined || !hasRole(declaration)) return;
  throw new ContinuityError({
    id: 'DR-ADOPT-02',
    what: `${id} (${kind}) is adopted at a site that does not serve first`,
    value: Object.keys(existing).join(', '),
    allowed: `what runs at ${first.key}: what stands by for it is made by the library`,
    fix: `leave ${away} out of what exists, or make the site where it runs the primary one`,
  });
}

/** What exists stands in a ground that exists: what guards it there is made in that one, and in no other. */
function refuseUngrounded({ sites: [first], declarations }: Adopting, declaration: Declaration): void {
  const { id, kind, existing = {} } = declaration;
  const { needs = [], apart = false } = cellOf(first.cloud, declaration)?.facts ?? {};
  if (apart) return;
  const ground = declarations.find((one) => needs.includes(one.kind) && kindOf(one).stage === 'ground');
  const site = Object.keys(existing).find((key) => !(key in (ground?.existing ?? {})));
  if (!ground || site === undefined) return;
  throw new ContinuityError({
    id: 'DR-ADOPT-04',
    what: `${id} (${kind}) exists, and the ${ground.kind} that it stands in is to be made`,
    value: site,
    allowed: `${ground.id} adopted at the same site: what the fence closes it with is made in there`,
    fix: `the ${ground.kind} of ${id}, by fromExisting, for ${site}`,
  });
}

function refuseTwice(adopting: readonly Declaration[]): void {
  const seen = new Map<string, string>();
  for (const { id, kind, existing = {} } of adopting)
    for (const [site, entry] of Object.entries(existing))
      for (const one of idsOf(entry)) {
        const key = [kind, site, one].join(' ');
        const other = seen.get(key);
        if (other !== undefined) throw adoptedTwice(other, id, one);
        seen.set(key, id);
      }
}

const adoptedTwice = (first: string, second: string, value: string): ContinuityError =>
  new ContinuityError({
    id: 'DR-ADOPT-03',
    what:
      first === second ? `${first} adopts one thing twice` : `${first} and ${second} adopt one thing: it would be fenced and copied twice`,
    value,
    allowed: 'one component for each thing that exists',
    fix: first === second ? 'another id for one of the two' : `leave ${second} out`,
  });
