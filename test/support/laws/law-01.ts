import type { CloudUnderTest } from '../clouds';
import { blocksOf, textsIn, without, type Block } from '../json';
import type { Output } from '../synth';
import { homeOf, isPlace, presentIn, perStack, regionOf, touches, type Present, type Violations } from './reading';

/** Law 1: no reference crosses a stack, and a recovery stack works in one region, its own; nothing that it reads lies elsewhere. */
export function lawOne(output: Output, under: CloudUnderTest): Violations {
  const present = presentIn(output);
  return [
    ...present.flatMap((stack) => [...remoteStates(stack), ...strangers(stack)]),
    ...present.filter(({ facts }) => facts.kind === 'site').flatMap((stack) => oneRegion(stack, under)),
  ];
}

function remoteStates({ id, json }: Present): string[] {
  return Object.keys(json.data?.['terraform_remote_state'] ?? {}).map(
    (name) => `${id}: terraform_remote_state.${name} reads the state of another stack`,
  );
}

const REFERENCE = /\b(data\.|ephemeral\.)?([a-z][a-z0-9]*_[a-z0-9_]+)\.([A-Za-z][\w-]*)/g;

/** References to what is not in the stack. */
const strangers = perStack(({ id, json }) => {
  const parts = { 'data.': json.data, 'ephemeral.': json.ephemeral, '': json.resource };
  return textsIn(without(json, '//', 'removed')).flatMap(({ path, text }) =>
    [...text.matchAll(/\$\{([^}]*)\}/g)].flatMap(([, expression = '']) =>
      [...expression.replace(/"(\\.|[^"\\])*"/g, '""').matchAll(REFERENCE)]
        .filter(([, part = '', type = '', name = '']) => !parts[part as keyof typeof parts]?.[type]?.[name])
        .map(([reference]) => `${id}: ${path} refers to ${reference}, which is not in the stack`),
    ),
  );
});

/** Arguments that place what bears them; those under them that are the architect's own words are inert. */
const PLACE = /(^|_)(region|location)$/;
const PARENT = /^(id|scope)$|_(id|ids|uri|url|endpoint)$|(^|_)group_name$/;
/** What follows something else is joined to it: that it names its source places it nowhere. */
const JOINED = /(^|_)(source|peer|partner|remote|destination|target)_/;
/** Where what it follows is, asked once, when it is created; or where its copies go (what such a type reaches by its change is said by its row). */
const SOURCE_PLACE = /^(remote_volume_location|copy_to_region|source_region)$/;
const WORDS = /(^|\.)([a-z]+_)?(tags|tags_all|labels|variables|metadata|app_settings)\./;

/** Whether a text places its resource in a region: what is there, or an id of a group of that region, which no provider's region overrules. */
function isAt(argument: string, text: string, region: string): boolean {
  if (SOURCE_PLACE.test(argument)) return false;
  if (PLACE.test(argument)) return text.replaceAll(' ', '').toLowerCase() === region;
  if (!PARENT.test(argument) || JOINED.test(argument)) return false;
  const id = text.toLowerCase();
  const group = /\/resourcegroups\/([^/]+)/.exec(id)?.[1] ?? (argument.endsWith('group_name') ? id : '');
  return isPlace(id, region) || group.split('-').includes(region);
}

/** Texts that place a block of a site's stack in the other site. */
function strayed({ address, body }: Block, home: string, { cloud, sites }: CloudUnderTest): string[] {
  const others = new Set(sites.map(regionOf).filter((region) => region !== home));
  const regions = cloud.regions.map(({ code }) => code).filter((code) => code !== home);
  return textsIn(body).flatMap(({ path, text }) => {
    const argument = path.split('.').findLast((key) => !/^\d+$/.test(key)) ?? '';
    const candidates = WORDS.test(path) ? [] : PLACE.test(argument) ? regions : [...others];
    return candidates.filter((region) => isAt(argument, text, region)).map((region) => `${address} is placed in ${region} by ${path}`);
  });
}

const oneRegion = perStack((stack, under: CloudUnderTest) => {
  const { cloud, providerRegion } = under;
  const { id, json } = stack;
  const home = homeOf(stack) as string;
  const providers = Object.values(json.provider ?? {}).flat();
  const elsewhere = providers.map(providerRegion).filter((region) => region !== undefined && region !== home);
  const named = (['resource', 'data', 'ephemeral'] as const).flatMap((part) => blocksOf(json, part));
  return [
    ...(providers.length === 1 ? [] : [`${id}: ${providers.length} providers`]),
    ...elsewhere.map((region) => `${id}: a provider works in ${region}`),
    ...named.flatMap((block) =>
      ['region', 'location']
        .filter((argument) => typeof block.body[argument] === 'string' && block.body[argument] !== home)
        .map((argument) => `${id}: ${block.address} lies in ${String(block.body[argument])}`),
    ),
    ...named.flatMap((block) => strayed(block, home, under).map((fault) => `${id}: ${fault}`)),
    ...named.flatMap((block) =>
      touches(cloud, block, 'read')
        .filter(({ where }) => where !== home && !isPlace(where, home) && !where.startsWith('${'))
        .map(({ why }) => `${id}: ${block.address}: ${why}`),
    ),
  ];
});
