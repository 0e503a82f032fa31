import { Refusal } from '../../../../support/day/refusal';
import { idOf, listOf, managed } from '../arm';
import type { Resource, Service } from '../service';
import type { World } from '../world';

/*
 * Storage accounts that are in two regions: https://learn.microsoft.com/azure/storage/common/storage-failover-customer-managed-planned and
 * …/storage-failover-customer-managed-unplanned; the lock of Azure Backup on them: https://learn.microsoft.com/azure/backup/backup-afs (2026-11). Who answers
 * for one whose first region is out is not told: here its group does, as if its metadata were there (UNVERIFIED).
 */

const ACCOUNT = 'Microsoft.Storage/storageAccounts';
const LOCK = 'Microsoft.Authorization/locks';
/** The two regions of a day are taken for a pair. */
const PAIR: Readonly<Record<string, string>> = { francecentral: 'swedencentral', swedencentral: 'francecentral' };

/** What an account holds by region, which one has the writes, and how far the other one is. */
interface Held {
  primary: string;
  secondary?: string;
  status: 'Live' | 'Bootstrap';
  sku: string;
  synced: string;
  files: Record<string, string[]>;
}

const all = (world: World): Map<string, Held> => world.store('accounts in two regions', () => new Map());

/** What an account holds that is in two regions, or was. */
export const share = (world: World, name: string): Held | undefined => all(world).get(name.toLowerCase());

/** What a region is to an account. */
export const shareIn = (held: Held | undefined, region: string): 'writes' | 'reads' | 'absent' =>
  held?.primary === region ? 'writes' : held?.secondary === region ? 'reads' : 'absent';

/** What an account says of its regions. It is told how far the other one is whether that is asked for or not. */
function saying(one: Resource, { primary, secondary, status, sku, synced }: Held): Resource {
  const stats = secondary === undefined ? null : { status, lastSyncTime: synced || null };
  const says = { primaryLocation: primary, secondaryLocation: secondary ?? null, geoReplicationStats: stats };
  return { ...one, sku: { name: sku }, properties: { ...one.properties, ...says } };
}

function write(world: World, name: string, held: Held): void {
  const one = world.named(ACCOUNT, name);
  if (one) world.resources.set(one.id.toLowerCase(), saying(one, held));
}

/** Has an account be otherwise than it should be. */
export function tells(world: World, name: string, over: Partial<Held>): void {
  write(world, name, Object.assign(share(world, name) as Held, over));
}

/** What is written down of an account: one that begins in a region is sent to the one that it is paired with. */
export function inRegions(world: World, next: Resource, was: Resource | undefined): Resource {
  const { name, properties } = next;
  const { region, kind } = (properties['begins'] ?? {}) as { readonly region?: string; readonly kind?: string };
  if (region === undefined || kind === undefined) return next;
  const known = share(world, name);
  const made = {
    primary: region,
    secondary: PAIR[region] as string,
    status: 'Bootstrap',
    sku: `Standard_${kind}`,
    synced: '',
    files: {},
  } as const;
  const held: Held = known ?? { ...made };
  if (!known) all(world).set(name.toLowerCase(), held);
  const { name: sku } = (next['sku'] ?? {}) as { readonly name?: string };
  if (was && sku !== undefined && sku !== held.sku && !world.broken.has('PATCH sku')) becomes(world, held, sku);
  return saying(next, held);
}

/** What an application of a site does that has a file to keep: by the endpoint of its site, in whichever region has the writes. */
export function scan(world: World, name: string, group: string, file: string): void {
  const held = share(world, name);
  const account = world.named(ACCOUNT, name);
  const led = JSON.stringify(account?.properties['privateEndpointConnections'] ?? []).includes(`/resourceGroups/${group}/`);
  if (!held || !led) throw new Refusal(0, 'ETIMEDOUT', 'no way leads there');
  if (world.down.has(held.primary)) throw new Refusal(503, 'ServiceUnavailable', `${held.primary} does not answer`);
  (held.files[held.primary] ??= []).push(file);
}

const isUp = (world: World, { primary, secondary }: Held): boolean =>
  secondary !== undefined && !world.down.has(primary) && !world.down.has(secondary);

function send(held: Held): void {
  if (held.secondary === undefined) return;
  held.files[held.secondary] = [...(held.files[held.primary] ?? [])];
  Object.assign(held, { status: 'Live', synced: new Date().toISOString().replace(/\.\d+Z/, '+00:00') });
}

/** A planned one needs both regions and loses nothing; of one that is not, the old region is given up. */
function failOver(world: World, name: string, type: string | undefined): void {
  const held = share(world, name);
  if (held?.secondary === undefined) throw new Refusal(409, 'AccountNotGeoRedundant', `${name} is in one region alone.`);
  if (type === 'Planned') {
    if (!isUp(world, held) || held.status !== 'Live')
      throw new Refusal(409, 'LastSyncTimeTooOld', 'A planned failover needs both regions, and one that follows.');
    send(held);
    Object.assign(held, { primary: held.secondary, secondary: held.primary });
    return;
  }
  if (world.down.has(held.secondary)) throw new Refusal(503, 'ServiceUnavailable', `${held.secondary} does not answer`);
  held.primary = held.secondary;
  delete held.secondary;
  held.sku = held.sku.replace('GZRS', 'ZRS').replace('GRS', 'LRS');
}

/** One in one region is sent to the one that it was paired with again, whole. */
function becomes(world: World, held: Held, sku: string): void {
  if (world.down.has(held.primary)) throw new Refusal(503, 'ServiceUnavailable', `${held.primary} does not answer`);
  held.sku = sku;
  if (held.secondary !== undefined || !sku.includes('G')) return;
  Object.assign(held, { secondary: PAIR[held.primary], status: 'Bootstrap', synced: '' });
}

/** Azure Backup puts a lock on an account that it is shown: nothing of it is taken away then, what leads to it neither. */
export function locks(world: World, account: string): void {
  const id = `${account}/providers/${LOCK}/AzureBackupProtectionLock`;
  world.resources.set(id.toLowerCase(), {
    id,
    name: 'AzureBackupProtectionLock',
    type: LOCK,
    properties: { scope: account, level: 'CanNotDelete' },
  });
}

export const geo: Service = {
  acts: (world, path, body) => {
    const [, name = ''] = /\/storageAccounts\/([^/]+)\/failover$/i.exec(path) ?? [];
    if (name === '') return undefined;
    if (world.broken.has('POST failover')) return {};
    failOver(world, name, body['failoverType'] as string | undefined);
    write(world, name, share(world, name) as Held);
    return {};
  },
  passes: {
    'geo replication': (world) => {
      for (const [name, held] of all(world)) {
        if (!isUp(world, held)) continue;
        send(held);
        write(world, name, held);
      }
    },
  },
  commands: {
    'storage account failover': (world, options) =>
      world.call({
        method: 'POST',
        host: 'management.azure.com',
        path: `${idOf(ACCOUNT, options)}/failover`,
        query: options['failover-type'] === 'Planned' ? { failoverType: 'Planned' } : {},
      }),
    'storage account update': (world, options) => managed(world, 'PATCH', idOf(ACCOUNT, options), { sku: { name: options['sku'] } }),
    'lock list': (world, { resource = '' }) => listOf(world, `${resource}/providers/${LOCK}`),
    'lock delete': (world, { ids = '' }) => world.call({ method: 'DELETE', host: 'management.azure.com', path: ids }),
  },
  renders: {
    azurerm_backup_container_storage_account: {
      id: () => '',
      make: (world, { storage_account_id: account }) => {
        locks(world, String(account));
        return `${String(account)}/registered`;
      },
      there: () => true,
    },
  },
};
