import { Refusal } from '../../../../support/day/refusal';
import { managed, named, SUBSCRIPTION } from '../arm';
import type { Body, Options, Rendered, Resource, Service } from '../service';
import type { World } from '../world';

/*
 * Azure NetApp Files, and its replication between regions: https://learn.microsoft.com/azure/azure-netapp-files/cross-region-replication-manage-disaster-recovery,
 * …-delete and …-display-health-status (2026-11). What is refused is told there; under which code is not, so that those here say no more than the status.
 */

const ACCOUNT = 'Microsoft.NetApp/netAppAccounts';
const POOL = `${ACCOUNT}/capacityPools`;
const VOLUME = `${POOL}/volumes`;

/** What a volume holds, and how it is sent to. */
interface Held {
  files: string[];
  mirror: 'Uninitialized' | 'Mirrored' | 'Broken';
  sends: 'Idle' | 'Transferring';
}
/** The end of a replication that a volume is. */
interface End {
  readonly endpointType: 'Src' | 'Dst';
  readonly remoteVolumeResourceId: string;
}

const all = (world: World): Map<string, Held> => world.store('netapp', () => new Map<string, Held>());
const holds = (world: World, { id }: Resource): Held => {
  const key = id.toLowerCase();
  if (!all(world).has(key)) all(world).set(key, { files: [], mirror: 'Uninitialized', sends: 'Idle' });
  return all(world).get(key) as Held;
};
const volumeOf = (world: World, account: string): Resource | undefined =>
  world.all(VOLUME).find(({ id }) => id.toLowerCase().includes(`/netappaccounts/${account.toLowerCase()}/`));
const isUp = (world: World, one: Resource): boolean => !world.down.has(world.regionOf(one) as string);
const protects = ({ properties }: Resource): Body => (properties['dataProtection'] ?? {}) as Body;
const endOf = (one: Resource): End | undefined => protects(one)['replication'] as End | undefined;
const refuse = (status: number, why: string): never => {
  throw new Refusal(status, status === 409 ? 'Conflict' : 'BadRequest', why);
};

/** What the volume of an account holds. */
export const volumeHeld = (world: World, account: string): Held | undefined => {
  const one = volumeOf(world, account);
  return one && holds(world, one);
};

/** What an application does that has a file to keep. */
export function save(world: World, account: string, file: string): void {
  const one = volumeOf(world, account);
  if (!one || !isUp(world, one)) throw new Refusal(0, 'ETIMEDOUT', 'nfs: server not responding');
  const { rules = [] } = (one.properties['exportPolicy'] ?? {}) as { rules?: readonly Body[] };
  const of = holds(world, one);
  if (!rules.some((rule) => rule['unixReadWrite'] === true)) throw new Refusal(0, 'EACCES', 'Permission denied');
  if (endOf(one)?.endpointType === 'Dst' && of.mirror !== 'Broken') throw new Refusal(0, 'EROFS', 'Read-only file system');
  of.files.push(file);
}

/** A volume follows another one that follows nobody, of another region; a policy of snapshots is of none that names a source. */
function make(world: World, next: Resource, was: Resource | undefined): Resource {
  const end = endOf(next);
  if (end?.endpointType === 'Dst' && protects(next)['snapshot'] !== undefined)
    refuse(400, 'A destination volume takes no snapshot policy.');
  if (was || end?.endpointType !== 'Dst') return next;
  const source = world.at(end.remoteVolumeResourceId);
  if (!source) return refuse(404, 'The remote volume was not found.');
  world.reach(source);
  if (world.regionOf(source) === next.location) refuse(400, 'The remote volume is in the same region.');
  if (endOf(source)) refuse(409, `${source.id} has a replication already.`);
  const replication: End = { endpointType: 'Src', remoteVolumeResourceId: next.id };
  world.resources.set(source.id.toLowerCase(), {
    ...source,
    properties: { ...source.properties, dataProtection: { ...protects(source), replication } },
  });
  return next;
}

/** The replication of a destination, or an error. */
function followed(one: Resource): End {
  const end = endOf(one);
  return end?.endpointType === 'Dst' ? end : refuse(400, `${one.id} is no destination of a replication.`);
}

function broken(world: World, one: Resource, body: Body): void {
  followed(one);
  const of = holds(world, one);
  if (of.mirror === 'Broken') refuse(409, 'The replication is broken already.');
  if (of.mirror === 'Uninitialized') refuse(409, 'The baseline was not sent yet.');
  if (of.sends === 'Transferring' && body['forceBreakReplication'] !== true) refuse(409, 'A transfer is in progress.');
  Object.assign(of, { mirror: 'Broken', sends: 'Idle' });
}

/** Of both ends; the source has to answer. */
function deleted(world: World, one: Resource): void {
  const { remoteVolumeResourceId: source } = followed(one);
  if (holds(world, one).mirror !== 'Broken') refuse(409, 'The replication is not broken.');
  const other = world.at(source);
  if (other) world.reach(other);
  for (const each of [one, ...(other ? [other] : [])]) {
    const left = { ...protects(each), replication: undefined };
    world.resources.set(each.id.toLowerCase(), { ...each, properties: { ...each.properties, dataProtection: left } });
  }
}

/** Every ten minutes, as long as both answer: all of it first, which takes longer. */
function send(world: World): void {
  for (const one of world.all(VOLUME)) {
    const end = endOf(one);
    const source = end?.endpointType === 'Dst' ? world.at(end.remoteVolumeResourceId) : undefined;
    const of = holds(world, one);
    if (!source || of.mirror === 'Broken' || !isUp(world, one) || !isUp(world, source)) continue;
    Object.assign(of, { files: [...holds(world, source).files], mirror: 'Mirrored', sends: 'Idle' });
  }
}

const status = (world: World, one: Resource): Body => {
  followed(one);
  const { mirror, sends } = holds(world, one);
  return { healthy: !world.broken.has('netapp health'), relationshipStatus: sends, mirrorState: mirror, totalProgress: '0' };
};

/** How far it is behind, told of five minutes. */
function measured(world: World, one: Resource): Body {
  const end = endOf(one);
  const source = end?.endpointType === 'Dst' ? world.at(end.remoteVolumeResourceId) : undefined;
  const lacks = source ? holds(world, source).files.length - holds(world, one).files.length : 0;
  const point = { timeStamp: new Date(Date.now() + 300_000).toISOString(), average: source ? Math.max(0, lacks) * 600 : null };
  return { value: [{ timeseries: [{ data: [point] }] }] };
}

const idOf = ({
  subscription = '',
  'resource-group': group = '',
  'account-name': account = '',
  'pool-name': pool = '',
  name = '',
}: Options): string =>
  `/subscriptions/${subscription}/resourceGroups/${group}/providers/${ACCOUNT}/${account}/capacityPools/${pool}/volumes/${name}`;
const show = (world: World, options: Options): Resource => managed(world, 'GET', idOf(options));

const within = (body: Body, path: string): string =>
  `/subscriptions/${SUBSCRIPTION}/resourceGroups/${String(body['resource_group_name'])}/providers/${ACCOUNT}/${path}`;
const part = (path: (body: Body) => string): Rendered => ({
  id: (body) => within(body, path(body)),
  arm: ({ location, tags }) => ({ location, tags, properties: {} }),
});

/** What azurerm makes, and changes: who reads and writes, and its policy of snapshots where that is told. */
const volume: Rendered = {
  id: (body) => within(body, `${String(body['account_name'])}/capacityPools/${String(body['pool_name'])}/volumes/${String(body['name'])}`),
  anew: ['name', 'location', 'account_name', 'pool_name', 'data_protection_replication', 'zone', 'subnet_id'],
  make: (world, body) => {
    const id = volume.id(body);
    const rules = (body['export_policy_rule'] as readonly Body[]).map((rule) => ({ unixReadWrite: rule['unix_read_write'] }));
    const told = body['data_protection_replication'] as Body | undefined;
    const policy = body['data_protection_snapshot_policy'] as Body | undefined;
    const first = {
      dataProtection: told
        ? { replication: { endpointType: 'Dst', remoteVolumeResourceId: told['remote_volume_resource_id'] } }
        : { snapshot: { snapshotPolicyId: policy?.['snapshot_policy_id'] } },
    };
    const properties = { provisioningState: 'Succeeded', exportPolicy: { rules }, ...(world.at(id) ? {} : first) };
    managed(world, world.at(id) ? 'PATCH' : 'PUT', id, { location: body['location'], tags: body['tags'], properties });
    return id;
  },
};

export const netapp: Service = {
  types: {
    [VOLUME.toLowerCase()]: { put: make, actions: { breakReplication: broken, deleteReplication: deleted } },
  },
  lists: (world, { path }) => {
    const [, of = '', asked] = /^(.*)\/(?:providers\/microsoft\.insights\/(metrics)|replicationStatus)$/i.exec(path) ?? [];
    const one = world.at(of);
    if (one?.type !== VOLUME) return undefined;
    world.reach(one);
    return asked === undefined ? status(world, one) : measured(world, one);
  },
  passes: { 'netapp sending': send },
  commands: {
    'netappfiles volume show': (world, options) => named(show(world, options)),
    'netappfiles volume replication status': (world, options) => managed(world, 'GET', `${show(world, options).id}/replicationStatus`),
    'netappfiles volume replication suspend': (world, options) =>
      world.call({
        method: 'POST',
        host: 'management.azure.com',
        path: `${show(world, options).id}/breakReplication`,
        body: { forceBreakReplication: options['force-break-replication'] === 'true' },
      }),
    'netappfiles volume replication remove': (world, options) => managed(world, 'POST', `${show(world, options).id}/deleteReplication`),
    'netappfiles volume update': (world, options) => {
      const one = show(world, options);
      const dataProtection = { ...protects(one), snapshot: { snapshotPolicyId: options['snapshot-policy-id'] } };
      return named(managed(world, 'PATCH', one.id, { properties: { dataProtection } }));
    },
  },
  renders: {
    azurerm_netapp_account: part(({ name }) => String(name)),
    azurerm_netapp_pool: part((body) => `${String(body['account_name'])}/capacityPools/${String(body['name'])}`),
    azurerm_netapp_snapshot_policy: part((body) => `${String(body['account_name'])}/snapshotPolicies/${String(body['name'])}`),
    azurerm_netapp_volume: volume,
  },
};
