import type { Ended } from '../../../../support/day/door';
import { printed } from '../oci';
import type { Service } from '../service';
import { NAMESPACE, type World } from '../world';

/*
 * Container Registry, and `skopeo`, which carries an image from one to another: https://docs.oracle.com/iaas/Content/Registry/Concepts/registryoverview.htm and
 * https://github.com/containers/skopeo/blob/main/docs/skopeo-copy.1.md (2026-11).
 */

const REPOSITORY = 'containerrepo';
const images = (world: World): Map<string, Set<string>> => world.store('images', () => new Map());

/** The digests that a repository of a region has. */
export function imagesIn(world: World, region: string, repository: string): Set<string> {
  const key = `${region}/${repository}`;
  if (!images(world).has(key)) images(world).set(key, new Set());
  return images(world).get(key) as Set<string>;
}

const FAILED: Ended = { code: 1, err: 'FATA[0000] Error: unauthorized, or not there\n' };

/** `skopeo`: what is copied has been let in at both registries, and is there. */
export function skopeo(world: World, words: readonly string[]): Ended {
  const hosts = world.store('let in', () => new Set<string>());
  const [verb] = words;
  if (verb === 'login') {
    const host = words.at(-1) as string;
    hosts.add(host);
    return { code: 0, err: 'Login Succeeded!\n' };
  }
  const [from, to] = words.filter((word) => word.startsWith('docker://')).map(placeOf);
  if (!from || !to || [from, to].some(({ region, host }) => world.down.has(region) || !hosts.has(host))) return FAILED;
  if (!imagesIn(world, from.region, from.repository).has(from.digest)) return FAILED;
  if (!world.named(REPOSITORY, to.region, to.repository)) return FAILED;
  if (!world.broken.has('skopeo copy')) imagesIn(world, to.region, to.repository).add(to.digest);
  return { code: 0 };
}

function placeOf(url: string): { readonly host: string; readonly region: string; readonly repository: string; readonly digest: string } {
  const [, host = '', region = '', repository = '', digest = ''] =
    new RegExp(`^docker://(ocir\\.([\\w-]+)\\.oci\\.oraclecloud\\.com)/${NAMESPACE}/([^@]+)@(.+)$`).exec(url) ?? [];
  return { host, region, repository, digest };
}

export const registry: Service = {
  holds: (world) => [...images(world)].map(([repository, all]) => `images of ${repository}: ${[...all].sort().join()}`),
  commands: {
    'artifacts container repository list': (world, { region = '', 'display-name': name }) => ({
      items: world.listed(REPOSITORY, region, name),
    }),
    'artifacts container image list': (world, { region = '', 'repository-name': name = '' }) => ({
      items: [...imagesIn(world, region, name)].map((digest) => ({ digest })),
    }),
    'raw-request': () => printed(`${JSON.stringify({ data: 'a-token', status: '200 OK' }, null, 2)}\n`),
  },
  renders: {
    oci_artifacts_container_repository: {
      make: (world, region, body, was) =>
        was ?? world.make(REPOSITORY, region, String(body['display_name']), { lifecycleState: 'AVAILABLE' }),
    },
  },
};
