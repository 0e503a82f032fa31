import { armOf, idOf, listOf, managed, named } from '../arm';
import { Refusal } from '../../../../support/day/refusal';
import type { Body, Options, Resource, Service } from '../service';
import type { World } from '../world';

/*
 * Machine scale sets in uniform orchestration, what scales them, and the galleries of their images:
 * https://learn.microsoft.com/azure/virtual-machine-scale-sets/virtual-machine-scale-sets-maxsurge,
 * https://learn.microsoft.com/azure/azure-monitor/autoscale/autoscale-understanding-settings,
 * https://learn.microsoft.com/azure/virtual-machines/image-version-another-gallery-cli (2026-11). Where a code of a refusal is told nowhere it says no more than the
 * status.
 */

const SET = 'Microsoft.Compute/virtualMachineScaleSets';
const GALLERY = 'Microsoft.Compute/galleries';
const VERSION = `${GALLERY}/images/versions`;
const SETTING = 'Microsoft.Insights/autoscaleSettings';

/** A machine of a set: the image that it is made of, and whether it takes connections. */
interface Machine {
  image: string;
  well: boolean;
}
const all = (world: World): Map<string, Machine[]> => world.store('scale sets', () => new Map<string, Machine[]>());

/** The machines of a set, by its name. */
export const machinesOf = (world: World, set: string): Machine[] => {
  const one = world.named(SET, set);
  return one ? (all(world).get(one.id.toLowerCase()) ?? []) : [];
};

const capacityOf = ({ sku }: Resource): number => Number((sku as Body)['capacity']);
const imageOf = ({ properties }: Resource): string => {
  const { storageProfile } = properties['virtualMachineProfile'] as { storageProfile: { imageReference: { id: string } } };
  return storageProfile.imageReference.id;
};
const isUp = (world: World, one: Resource): boolean => !world.down.has(world.regionOf(one) as string);

/** Machines are made of a version that is there, and copied to their region; none is made of another one, and the set stays as it was. */
function made(world: World, next: Resource): Resource {
  const version = world.at(imageOf(next));
  if (capacityOf(next) > 0 && version?.properties['provisioningState'] !== 'Succeeded')
    throw new Refusal(404, 'GalleryImageNotFound', `The gallery image ${imageOf(next)} is not available in ${next.location ?? ''}.`);
  return { ...next, properties: { ...next.properties, provisioningState: 'Succeeded' } };
}

/** A version that is copied is one of a gallery whose region the source is in, too. */
function version(world: World, next: Resource): Resource {
  const { source, ...properties } = next.properties;
  const from = source === undefined ? undefined : world.at(String(source));
  if (source !== undefined && !from) throw new Refusal(404, 'NotFound', `${String(source)} was not found.`);
  if (from && !regionsOf(from).includes(next.location as string))
    throw new Refusal(409, 'Conflict', `The source image version must be replicated to ${next.location ?? ''}, where the gallery is.`);
  if (from) world.reach(from);
  return { ...next, properties: { provisioningState: from ? 'Creating' : 'Succeeded', ...properties } };
}
const regionsOf = ({ properties }: Resource): string[] => {
  const { targetRegions = [] } = (properties['publishingProfile'] ?? {}) as { targetRegions?: { name: string }[] };
  return targetRegions.map(({ name }) => name.replaceAll(' ', '').toLowerCase());
};

/** Publishes a version of an image in a gallery, as a pipeline does: regions are named as people name them. */
export function publish(world: World, gallery: string, name: string, region: string): void {
  const one = world.named(GALLERY, gallery) as Resource;
  const image = world.all(`${GALLERY}/images`).find(({ id }) => id.startsWith(`${one.id}/`)) as Resource;
  managed(world, 'PUT', `${image.id}/versions/${name}`, {
    location: one.location,
    properties: { publishingProfile: { targetRegions: [{ name: region }] } },
  });
}

/** What scales a set keeps its number in its bounds; a machine is made, or taken away, one after the other; older ones are replaced, all at once. */
function goOn(world: World): void {
  for (const one of world.all(SET).filter((set) => isUp(world, set))) {
    const setting = world
      .all(SETTING)
      .find(({ properties }) => same(properties['targetResourceUri'], one.id) && properties['enabled'] === true);
    const { minimum = 0, maximum = Infinity } = ((setting?.properties['profiles'] as Body[] | undefined)?.[0]?.['capacity'] ??
      {}) as Record<string, number>;
    const wanted = Math.min(Number(maximum), Math.max(Number(minimum), capacityOf(one)));
    const was = all(world).get(one.id.toLowerCase()) ?? [];
    const kept = world.broken.has('rolling upgrade') ? was : was.map((each) => (each.image === imageOf(one) ? each : fresh(world, one)));
    while (kept.length < wanted) kept.push(fresh(world, one));
    all(world).set(one.id.toLowerCase(), world.broken.has(`scaling in of ${one.name}`) ? kept : kept.slice(0, wanted));
    if (wanted !== capacityOf(one))
      world.resources.set(one.id.toLowerCase(), { ...one, sku: { ...(one['sku'] as Body), capacity: wanted } });
  }
  for (const one of world.all(VERSION))
    if (one.properties['provisioningState'] === 'Creating' && isUp(world, one))
      Object.assign(one.properties, { provisioningState: 'Succeeded' });
}
const fresh = (world: World, one: Resource): Machine => ({ image: imageOf(one), well: !world.broken.has(`boot of ${one.name}`) });
const same = (one: unknown, other: string): boolean => String(one).toLowerCase() === other.toLowerCase();

const instances = (world: World, options: Options): Body[] => {
  const one = managed(world, 'GET', idOf(SET, options));
  return machinesOf(world, one.name).map(({ image, well }) => ({
    latestModelApplied: image === imageOf(one),
    provisioningState: 'Succeeded',
    instanceView: { vmHealth: { status: { code: well ? 'HealthState/healthy' : 'HealthState/unhealthy' } } },
  }));
};

/** What the provider sends: but for what a resource ignores, where it is there. */
function render(world: World, body: Body): string {
  const id = armOf(body, SET);
  const was = world.at(id);
  const ignores = ((body['lifecycle'] as Body | undefined)?.['ignore_changes'] ?? []) as string[];
  const keeps = (what: string): boolean => was !== undefined && ignores.includes(what);
  managed(world, 'PUT', id, {
    location: body['location'],
    sku: { name: body['sku'], capacity: keeps('instances') ? capacityOf(was as Resource) : body['instances'] },
    properties: {
      orchestrationMode: 'Uniform',
      virtualMachineProfile: {
        storageProfile: { imageReference: { id: keeps('source_image_id') ? imageOf(was as Resource) : body['source_image_id'] } },
      },
    },
  });
  return id;
}

const versionId = ({ subscription = '', 'resource-group': group = '', ...of }: Options): string =>
  `/subscriptions/${subscription}/resourceGroups/${group}/providers/${GALLERY}/${of['gallery-name'] ?? ''}/images/${of['gallery-image-definition'] ?? ''}/versions`;
const versionOf = (options: Options): string => `${versionId(options)}/${options['gallery-image-version'] ?? ''}`;

export const scalesets: Service = {
  types: { [SET.toLowerCase()]: { put: made }, [VERSION.toLowerCase()]: { put: version } },
  passes: { machines: goOn },
  commands: {
    'vmss show': (world, options) => named(managed(world, 'GET', idOf(SET, options))),
    'vmss scale': (world, options) => {
      const one = managed(world, 'GET', idOf(SET, options));
      return managed(world, 'PATCH', one.id, { sku: { ...(one['sku'] as Body), capacity: Number(options['new-capacity']) } });
    },
    'vmss list-instances': instances,
    'vmss rolling-upgrade get-latest': (world, options) => {
      managed(world, 'GET', idOf(SET, options));
      return { runningStatus: { code: 'Faulted' }, error: { message: 'given up' } };
    },
    'resource show': (world, { ids = '' }) => {
      const one = managed(world, 'GET', ids);
      return [one.type, one.id].some((what) => world.broken.has(`GET ${what}`)) ? { ...one, properties: {} } : one;
    },
    'sig image-version list': (world, options) => listOf(world, versionId(options)),
    'sig image-version show': (world, options) => named(managed(world, 'GET', versionOf(options))),
    'sig image-version update': (world, options) => {
      const one = managed(world, 'GET', versionOf(options));
      const [, name = ''] = /^publishingProfile\.targetRegions name=(.+)$/.exec(options['add'] ?? '') ?? [];
      const { targetRegions } = one.properties['publishingProfile'] as { targetRegions: Body[] };
      return managed(world, 'PATCH', one.id, { properties: { publishingProfile: { targetRegions: [...targetRegions, { name }] } } });
    },
    'sig image-version create': (world, options) =>
      managed(world, 'PUT', versionOf(options), {
        location: options['location'],
        properties: { source: options['image-version'], publishingProfile: { targetRegions: [{ name: options['target-regions'] }] } },
      }),
    'vm list-skus': (_, { size = '' }) => [{ name: size, locationInfo: [{ zones: ['1', '2', '3'] }], restrictions: [], family: 'family' }],
    'monitor autoscale list': (world, { subscription = '', 'resource-group': group = '' }) =>
      listOf(world, `/subscriptions/${subscription}/resourceGroups/${group}/providers/${SETTING}`),
    'monitor autoscale update': (world, options) => {
      const id = idOf(SETTING, options);
      const { tags = {} } = managed(world, 'GET', id) as { tags?: Record<string, string> };
      const left = Object.fromEntries(Object.entries(tags).filter(([key]) => `tags.${key}` !== options['remove']));
      const [, tag = '', value = ''] = /^tags\.([\w-]+)=(\w+)$/.exec(options['set'] ?? '') ?? [];
      // What JSON takes for no text is none of a tag (azure/cli/core/aaz/_operation.py, `_set_properties`).
      if (/^(?:true|false|null|\d+)$/.test(value)) throw new Refusal(0, 'InvalidArgumentValueError', `Expect <class 'str'>, got ${value}`);
      return managed(world, 'PATCH', id, {
        tags: tag === '' ? left : { ...tags, [tag]: value },
        properties: { enabled: options['enabled'] === 'true' },
      });
    },
  },
  renders: {
    azurerm_linux_virtual_machine_scale_set: { id: (body) => armOf(body, SET), make: render },
    azurerm_shared_image_gallery: { id: (body) => armOf(body, GALLERY), arm: ({ location }) => ({ location }) },
    azurerm_shared_image: {
      id: (body) => `${armOf({ ...body, name: body['gallery_name'] }, GALLERY)}/images/${String(body['name'])}`,
      arm: ({ location }) => ({ location }),
      anew: ['name', 'gallery_name'],
    },
    azurerm_monitor_autoscale_setting: {
      id: (body) => armOf(body, SETTING),
      arm: ({ location, target_resource_id: of, profile }) => ({
        location,
        properties: { enabled: true, targetResourceUri: of, profiles: profile },
      }),
    },
  },
};
