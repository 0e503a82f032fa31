import { knownTypes, type KnownTypes } from '../port/known-types';
import type { Site } from '../port/site';
import { blocksOf, placesOf, reachedBy, regionOf, siteOfId, textsIn, type Places } from '../written/reach';
import { importIdsOf, type TerraformJson } from '../written/terraform-json';
import { ContinuityError } from '../words/errors';
import { refuseSecondOwners } from './orchestrators';
import type { SiteRef } from '../words/place';

/*
 * A recovery stack with something of the architect's in it obeys the same laws as one without: it is read before anything is written
 * (docs/design.md, "Own resources").
 */

/** A recovery stack as it is about to be written. */
export interface Written {
  /** Its id. */
  readonly id: string;
  /** Its site. */
  readonly site: Site;
  /** The sites of the workload. */
  readonly sites: readonly SiteRef[];
  /** Its JSON. */
  readonly json: TerraformJson;
  /** Addresses of what the library did not render in it. */
  readonly own: ReadonlySet<string>;
  /** Addresses of what stands there only while the site serves: created on the day. */
  readonly onTheDay: ReadonlySet<string>;
}

/** Throws `DR-REACH` where something of the stack needs another region or stack, `DR-OWN-02` and `DR-OWN-07` where something has two owners. */
export function judgeOwn(written: Written): void {
  const { id, site, sites } = written;
  const places = placesOf(site.cloud, sites);
  const fault = remoteState(written) ?? otherProvider(written) ?? elsewhere(written, places) ?? reaching(written, places);
  if (fault)
    throw new ContinuityError({
      id: 'DR-REACH',
      what: `${id} would need another place on the day: ${fault.what}`,
      value: fault.value,
      allowed: `what stands, is read and is changed in ${site.region.code} alone`,
      fix: fault.fix,
    });
  refuseSecondOwners(written);
  refuseTwoOwners(written);
}

interface Fault {
  readonly what: string;
  readonly value: string;
  readonly fix: string;
}

function remoteState({ json }: Written): Fault | undefined {
  const [name] = Object.keys(json.data?.['terraform_remote_state'] ?? {});
  if (name === undefined) return undefined;
  const fix = 'compute the name (rendered(component), at(component)), or look it up in this site';
  return { what: 'a value of another stack is read from its state', value: name, fix };
}

function otherProvider({ json, site }: Written): Fault | undefined {
  const own = site.region.code;
  const found = Object.entries(json.provider ?? {}).flatMap(([name, configured]) =>
    configured.flatMap(({ region }) => (typeof region === 'string' && region !== own ? [`${name} in ${region}`] : [])),
  );
  const [value] = found;
  return value === undefined
    ? undefined
    : {
        what: 'a provider of another region',
        value,
        fix: 'take the provider of the stack; what joins two sites is the library’s links stack, or a stack of your own',
      };
}

/** Arguments that place what bears them, in whatever block. */
const PLACE = /^(region|location)$|_location$|^(peer|source|destination|replica|target)_region(_name)?$/;
/** Arguments that take what bears them to where another thing stands. A text in a policy or in a tag is inert. */
const PARENT = /^(id|scope|availability_domains?)$|_(id|ids|uri|url|endpoint)$|(^|_)group_name$/;

/** Another region of the cloud, or another site of the workload, by an argument. One of the library's own by which a change alone reaches there places nothing. */
function elsewhere({ json, site, own: added }: Written, places: Places): Fault | undefined {
  const own = site.region.code;
  const { reach } = knownTypes(site.cloud);
  const reaches = (type: string, argument: string): boolean =>
    reach.some((row) => row.type === type && row.argument === argument && row.on === 'change');
  for (const { address, type, body } of blocksOf(json))
    for (const [argument, text] of textsIn(body)) {
      const isPlace = PLACE.test(argument) && (added.has(address) || !reaches(type, argument));
      const region = isPlace ? regionOf(text, places) : undefined;
      const value = `${argument} = ${text}`;
      if (region !== undefined && region !== own)
        return { what: `${address} stands in another region`, value, fix: `leave ${argument} out, or say ${own}` };
      const other = added.has(address) && PARENT.test(argument) ? siteOfId(text, places) : undefined;
      if (other !== undefined && other !== site.key) return { what: `${address} names what stands at ${other}`, value, fix: JOINING };
    }
  return undefined;
}

const JOINING = 'give it a stack of your own that joins the sites, applied in peace';

/**
 * A type of the architect's whose read calls a global control plane, or that names another region where it does. What is created on the
 * day, and what a control plane without a region holds, must not even be changed through another one.
 */
function reaching({ json, site, own, onTheDay }: Written, places: Places): Fault | undefined {
  const isForeign = (place: string): boolean => place !== site.key;
  for (const { address, type, row, places: reached } of reachedBy(json, knownTypes(site.cloud), places)) {
    const other = own.has(address) ? reached.find(isForeign) : undefined;
    if (other === undefined) continue;
    const where = other.slice(other.indexOf(':') + 1);
    if (row.argument !== undefined) return { what: `${address} reaches ${where}`, value: `${type}.${row.argument}`, fix: JOINING };
    const isGlobal = !places.regions.includes(where);
    if (row.on === 'change' && !isGlobal && !onTheDay.has(address)) continue;
    const base = 'render it in onEveryBase: base stacks are applied in peace alone';
    const fix = onTheDay.has(address) && !isGlobal ? 'render it outside of whenActive, at both sites' : base;
    return { what: `${address} is ${row.on === 'read' ? 'read' : 'changed'} through ${where}`, value: type, fix };
  }
  return undefined;
}

/** What each resource is, where that can be said: its type, and what it is imported by. Who is named by its id is named by that, too. */
function identitiesOf(json: TerraformJson, facts: KnownTypes): (readonly [string, string])[] {
  const ids = importIdsOf(json, facts);
  const literal = JSON.parse(JSON.stringify(json), (_, value: unknown) =>
    typeof value === 'string' ? (ids[/^\$\{([\w.-]+)\.id\}$/.exec(value)?.[1] ?? ''] ?? value) : value,
  ) as TerraformJson;
  return Object.entries(importIdsOf(literal, facts)).map(([address, id]) => [address, `${address.split('.')[0]} ${id}`]);
}

function refuseTwoOwners({ id, site, json, own }: Written): void {
  const all = identitiesOf(json, knownTypes(site.cloud));
  for (const [address, identity] of all.filter(([one]) => own.has(one))) {
    const twin = all.find(([other, same]) => !own.has(other) && same === identity);
    if (!twin) continue;
    throw new ContinuityError({
      id: 'DR-OWN-02',
      what: `${address} of ${id} and the library's ${twin[0]} would overwrite each other at every apply`,
      value: identity,
      allowed: 'one owner of each thing',
      fix: `change the library's own one: customize(component, …), or rendered(component)`,
    });
  }
}
