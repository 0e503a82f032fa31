import type { KnownTypes } from '../port/known-types';
import { reachedBy, type Places } from './reach';
import type { TerraformJson } from './terraform-json';
import type { Procedure } from '../words/actions';
import type { SiteRef } from '../words/place';
import type { StackKind } from '../words/stack';

/** A stack, as it is written. */
export interface WrittenStack {
  /** What it is for. */
  readonly kind: StackKind;
  /** Keys of the sites that it renders for. */
  readonly sites: readonly string[];
  /** `cloud:region` where its state is kept. */
  readonly state: string;
  /** Its JSON. */
  readonly json: TerraformJson;
}

/**
 * What must answer when a stack is planned or applied, read from what was rendered: the regions of its providers, the place of its
 * state, and what its types reach. A recovery stack is judged by what it reads, since what needs more to be changed is changed in
 * peace; every other stack by what it changes, too. Nothing where nothing is written. Pure.
 */
export function aliveOf({ kind, sites, state, json }: WrittenStack, facts: Pick<KnownTypes, 'reach'>, places: Places): string[] {
  if (Object.keys(json.resource ?? {}).length === 0) return [];
  const providers = providerPlaces(json, places);
  // A provider without a region serves all of them: what it is for is known by the sites alone.
  const served = providers.some((place) => place.startsWith(`${places.cloud}:`)) ? [] : sites;
  const reached = reachedBy(json, facts, places).filter(({ row }) => kind !== 'site' || row.on === 'read');
  return [...new Set([...providers, ...served, ...reached.flatMap((one) => one.places), state])].sort();
}

/** Where the providers of a stack work, as far as that is written: by the cloud's name, or by that of a provider of another one. */
function providerPlaces({ provider = {} }: TerraformJson, { cloud, regions }: Places): string[] {
  return Object.entries(provider).flatMap(([name, configured]) =>
    configured.flatMap(({ region }) => {
      if (typeof region !== 'string' || region.includes('${')) return [];
      return [`${regions.includes(region) ? cloud : name}:${region}`];
    }),
  );
}

/** A stack, and what it needs. */
export interface AliveStack {
  /** Its id. */
  readonly id: string;
  /** {@link aliveOf}. */
  readonly alive: readonly string[];
}

/**
 * What must answer while a procedure runs: what its author says, and what its steps need, the stacks that they apply included. Best
 * effort waits for nobody; who answers in the name of the users is no place.
 */
export function needsOf(procedure: Procedure, stacks: readonly AliveStack[], sites: readonly SiteRef[]): string[] {
  const steps = procedure.waves.flatMap(({ actions }) => actions).filter(({ bestEffort }) => !bestEffort);
  const called = steps.flatMap((step): readonly (string | undefined)[] => {
    if (step.do === 'apply') return stacks.find(({ id }) => id === step.stack)?.alive ?? [];
    const fetched = step.do === 'command' ? (step.fetches ?? []) : [];
    return 'endpoint' in step ? [sites.find(({ region }) => region === step.endpoint)?.site, ...fetched] : [];
  });
  return [...new Set([...procedure.needs, ...called.filter((place) => place !== undefined)])].sort();
}
