import { knownTypes } from '../../../lib/port/known-types';
import type { Cloud } from '../../../lib/port/cloud';
import type { Reach } from '../../../lib/port/facts';
import type { StackManifest } from '../../../lib/reports/manifest';
import { textsIn, type Block, type StackJson } from '../json';
import type { Output } from '../synth';

/** A law's verdict: nothing, or what breaks it. */
export type Violations = readonly string[];

/** A stack that is synthesized, with what the manifest says of it. */
export interface Present {
  readonly id: string;
  readonly facts: StackManifest;
  readonly json: StackJson;
}

/** The stacks that are synthesized. */
export function presentIn({ manifest, stacks }: Output): Present[] {
  return manifest.stacks.flatMap((facts) => {
    const json = stacks[facts.id];
    return json ? [{ id: facts.id, facts, json }] : [];
  });
}

/** The region of a site's key. */
export const regionOf = (site: string): string => site.slice(site.indexOf(':') + 1);

/** The site that a stack belongs to, or nothing for what joins two. */
export const homeOf = ({ facts }: Present): string | undefined => (facts.site === undefined ? undefined : regionOf(facts.site));

/** Whether a text says a region as a place: the region itself, a field of an ARN or a part of a host. Inside a name it is inert. */
export function isPlace(text: string, region: string): boolean {
  return text === region || text.includes(`:${region}:`) || text.includes(`.${region}.`) || text.includes(`//${region}.`);
}

const fits = (type: string, pattern: string): boolean => (pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern);

/** Rows of the table "type → regions it touches" for a block; a row for a read counts for a change, too. */
export function reachOf(cloud: Pick<Cloud, 'types' | 'cells'>, type: string, on: Reach['on']): Reach[] {
  return knownTypes(cloud).reach.filter((row) => fits(type, row.type) && (on === 'change' || row.on === 'read'));
}

/** Regions that a block touches beyond its provider's, as far as they can be read: a row's own region, or texts under its argument. */
export function touches(
  cloud: Pick<Cloud, 'types' | 'cells'>,
  { type, body }: Block,
  on: Reach['on'],
): { readonly where: string; readonly why: string }[] {
  return reachOf(cloud, type, on).flatMap((row) => {
    if (row.region) return [{ where: row.region, why: `${type} touches ${row.region} on ${row.on}` }];
    const path = row.argument ?? '';
    return textsIn(body)
      .filter((found) => found.path.replace(/\.\d+/g, '').startsWith(path))
      .map(({ text }) => ({ where: text, why: `${type}.${path} touches ${text} on ${row.on}` }));
  });
}

/** A check of one stack by itself, done once for the same bytes. */
export function perStack<A extends unknown[]>(check: (stack: Present, ...rest: A) => string[]): (stack: Present, ...rest: A) => string[] {
  const known = new WeakMap<StackJson, string[]>();
  return (stack, ...rest) => {
    const before = known.get(stack.json) ?? check(stack, ...rest);
    known.set(stack.json, before);
    return before;
  };
}
