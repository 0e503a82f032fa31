import { kebab } from '../../../lib/plan/names';
import type { CloudUnderTest } from '../clouds';
import { blockAt, blocksOf, isMarker, isSame, textsIn, type StackJson } from '../json';
import type { Output } from '../synth';
import { homeOf, isPlace, presentIn, regionOf, touches, type Present, type Violations } from './reading';

const NEEDS = ['identity provider', 'pipeline runner', 'repository', 'registry'];

/** Sites that are lost or gone: nothing is synthesized there. */
export const lostIn = ({ manifest }: Output): string[] =>
  manifest.workloads.flatMap((w) => w.sites.filter((site) => site.role === 'withheld').map((site) => site.key));

/** Law 3, one situation: what is synthesized while a site is lost needs nothing there, and what needs it is withheld. */
export function lawThree(output: Output): Violations {
  const dead = lostIn(output).map(regionOf);
  return [
    ...missingNeeds(output),
    ...(dead.length === 0
      ? []
      : [...notWithheld(output, dead), ...onTheDay(output).flatMap((stack) => dead.flatMap((region) => leansOn(stack, region)))]),
  ];
}

/** The stack of traffic is applied in peace only, and keeps its bytes: it is not withheld. */
const onTheDay = (output: Output): Present[] => presentIn(output).filter(({ facts }) => facts.kind !== 'traffic');

function missingNeeds({ manifest }: Output): string[] {
  return manifest.workloads.flatMap(({ sites, findings }) =>
    sites.flatMap((site) => [
      ...NEEDS.filter((need) => !site.needs.some(({ what }) => what === need)).map(
        (need) => `${site.key}: the manifest does not say where the ${need} lives`,
      ),
      ...site.needs
        .filter(({ where, what }) => where === 'unknown' && !findings.some((f) => f.subject === what))
        .map(({ what }) => `${site.key}: nobody knows where the ${what} lives, and no finding says so`),
    ]),
  );
}

function notWithheld(output: Output, dead: readonly string[]): string[] {
  const { manifest, stacks } = output;
  return manifest.stacks
    .filter(({ kind }) => kind !== 'traffic')
    .flatMap(({ id, kind, site, withheld, alive }) => {
      // What keeps copies beside the sites joins nothing.
      const mustGo = kind !== 'copies' && (site === undefined || dead.includes(regionOf(site)));
      return [
        ...(mustGo && stacks[id] ? [`${id}: is synthesized though ${dead.join()} is lost`] : []),
        ...(mustGo && !withheld ? [`${id}: the manifest does not say that it is withheld`] : []),
        ...(alive.some((place) => dead.includes(regionOf(place))) ? [`${id}: needs ${dead.join()} alive`] : []),
        ...(kind === 'site' && !mustGo && alive.length !== 1
          ? [`${id}: needs ${alive.join(', ')} alive, its own site would be enough`]
          : []),
      ];
    });
}

/** Places where a dead region is more than inert text: provider, backend, reads, keys. */
function leansOn({ id, json }: Present, region: string): string[] {
  const active = { provider: json.provider, backend: json.terraform?.backend, data: json.data, ephemeral: json.ephemeral };
  const keys = blocksOf(json).flatMap(({ address, body }) =>
    textsIn(body)
      .filter(({ path }) => /kms|key_vault|key_id$/.test(path))
      .map(({ path, text }) => ({ path: `${address}.${path}`, text })),
  );
  return [...textsIn(active), ...keys].filter(({ text }) => isPlace(text, region)).map(({ path }) => `${id}: ${path} needs ${region}`);
}

/**
 * Law 3, one step: a recovery stack that is applied while the other site is lost changes nothing that a global control plane, or
 * any other region, must carry out. Putting a fence up, or taking it away, is no recovery.
 */
export const lawThreeStep = (before: Output, after: Output, { cloud }: CloudUnderTest): Violations =>
  calledBy(before, after, cloud).map(({ fault }) => fault);

/**
 * Law 3, a step of a restore: it answers the loss of data, and its site is as it should be. It makes what has a name in all regions where that
 * is kept; of the site that is lost meanwhile it needs nothing.
 */
export function lawThreeRestore(before: Output, after: Output, { cloud }: CloudUnderTest): Violations {
  const dead = lostIn(after).map(regionOf);
  return calledBy(before, after, cloud).flatMap(({ where, fault }) => (dead.some((region) => isPlace(where, region)) ? [fault] : []));
}

/** What an apply calls beyond its own site, where the other one is lost. */
function calledBy(before: Output, after: Output, cloud: CloudUnderTest['cloud']): { readonly where: string; readonly fault: string }[] {
  if (lostIn(after).length === 0) return [];
  return presentIn(after)
    .filter(
      ({ facts }) => (facts.kind === 'site' || facts.kind === 'base') && ![before, after].some((output) => isFenced(output, facts.site)),
    )
    .flatMap((stack) => {
      const was = before.stacks[stack.id];
      if (!was || was === stack.json) return [];
      const isFence = fencesIn(before, after, stack.facts.site);
      return changed(was, stack.json)
        .filter(({ address }) => !isFence(address))
        .flatMap((block) =>
          touches(cloud, block, 'change')
            .filter(({ where }) => where !== homeOf(stack) && !isPlace(where, homeOf(stack) as string) && !where.startsWith('${'))
            .map(({ where, why }) => ({ where, fault: `${stack.id}: ${block.address} changes on the day, and ${why}` })),
        );
    });
}

const isFenced = ({ manifest }: Output, site: string | undefined): boolean =>
  manifest.workloads.some(({ sites }) => sites.some(({ key, role }) => key === site && role === 'fenced'));

/** Which addresses are of a generation that counts again, or no more: its own fence is taken away or put up, whatever its site was. */
function fencesIn(before: Output, after: Output, site: string | undefined): (address: string) => boolean {
  const all = ({ manifest }: Output) => manifest.workloads.flatMap(({ placements }) => placements.filter((one) => one.site === site));
  const turned = all(before).filter((old) =>
    all(after).some((now) => now.current !== old.current && now.component === old.component && now.generation === old.generation),
  );
  return (address) =>
    turned.some(({ component, generation }) => {
      const named = new RegExp(`\\.${kebab(component)}(?:-g(\\d+))?(?:-|$)`).exec(address);
      return named !== null && Number(named[1] ?? 0) === generation;
    });
}

function changed(before: StackJson, after: StackJson) {
  const removed = new Set((after.removed ?? []).map(({ from }) => from));
  const gone = blocksOf(before).filter(({ address }) => !blockAt(after, address) && !removed.has(address));
  return [...gone, ...blocksOf(after).filter((block) => !isMarker(block) && !isSame(blockAt(before, block.address), block.body))];
}
