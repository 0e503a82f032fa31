import { Refusal } from '../../../../support/day/refusal';
import type { Body } from '../../../../support/day/terraform';
import type { Service } from '../service';
import { notFound, type Thing, type World } from '../world';

/*
 * File Storage: https://docs.oracle.com/iaas/Content/File/Tasks/FSreplication.htm (2026-11). What was ever exported is no target, and a target is neither exported nor given a policy of
 * snapshots. A target has what its source took up to its last snapshot, which was made a while ago. UNVERIFIED: under which codes that is refused.
 */

const FILES = 'filesystem';
const MOUNT = 'mounttarget';
const EXPORT = 'export';
const REPLICATION = 'replication';
const TARGET = 'replicationtarget';
/** Clocks of regions are ahead of whoever asks: what is sent now has all of the minute that begins. */
const AHEAD = 120_000;

interface Files extends Thing {
  held: string[];
  wasExported?: boolean;
  replicationTargetId?: string;
  availabilityDomain: string;
}
interface Exported extends Thing {
  fileSystemId: string;
  exportOptions: { access: string }[];
}

/** A file system, by its name. */
export const filesAt = (world: World, region: string, name: string): Files | undefined =>
  world.named(FILES, region, name) as Files | undefined;
const targetOf = (world: World, { replicationTargetId }: Files): Thing | undefined => {
  const one = world.things.get(replicationTargetId ?? '');
  return one && one.lifecycleState !== 'DELETED' ? one : undefined;
};
const exportsOf = (world: World, files: Thing): Exported[] =>
  (world.all(EXPORT, files.region) as Exported[]).filter(({ fileSystemId }) => fileSystemId === files.id);

/** What a machine does that has the share mounted, and a file to keep. */
export function scan(world: World, region: string, name: string, file: string): void {
  world.reach(region);
  const files = filesAt(world, region, name);
  const [one] = files ? exportsOf(world, files) : [];
  if (!files || !one) throw new Refusal(0, 'ENOENT', 'nobody exports it');
  if (one.exportOptions.every(({ access }) => access !== 'READ_WRITE')) throw new Refusal(0, 'EROFS', 'Read-only file system');
  files.held.push(file);
}

const refuse = (why: string): never => {
  throw new Refusal(409, 'IncorrectState', why);
};

/** Made in the region of its source; its target, in the other one, is made with it. */
function replicateTo(world: World, region: string, body: Body): Thing {
  const source = world.at(String(body['source_id']), region) as Files;
  const files = world.at(String(body['target_id'])) as Files;
  world.reach(files.region);
  if (files.wasExported) refuse(`${files.displayName} was exported: it is no target.`);
  if (files['snapshotPolicy'] !== undefined) refuse(`${files.displayName} has a policy of snapshots: it is no target.`);
  if (targetOf(world, files)) refuse(`${files.displayName} is a target already.`);
  const target = world.make(TARGET, files.region, files.displayName);
  files.replicationTargetId = target.id;
  return world.make(REPLICATION, region, String(body['display_name']), {
    sourceId: source.id,
    targetId: files.id,
    replicationTargetId: target.id,
  });
}

function send(world: World): void {
  for (const one of world.all(REPLICATION)) {
    const [source, files, target] = [one['sourceId'], one['targetId'], one['replicationTargetId']].map((id) =>
      world.things.get(String(id)),
    ) as [Files, Files, Thing];
    if (world.down.has(source.region) || world.down.has(files.region) || target.pending) continue;
    if (target.lifecycleState === 'DELETED') one.lifecycleState = 'FAILED';
    if (target.lifecycleState !== 'ACTIVE' || one.lifecycleState !== 'ACTIVE') continue;
    files.held = [...source.held];
    target['recoveryPointTime'] = new Date(Date.now() + AHEAD).toISOString();
  }
}

const made = (world: World, kind: string, region: string, body: Body, more: Body = {}): Thing =>
  world.make(kind, region, String(body['display_name']), more);

export const fileStorage: Service = {
  passes: { 'file replication': send },
  commands: {
    'fs file-system list': (world, { region = '', 'availability-domain': domain, 'display-name': name }) =>
      (world.listed(FILES, region, name) as Files[]).filter((one) => one.availabilityDomain === domain),
    'fs file-system get': (world, { region, 'file-system-id': id }) => world.at(id, region),
    'fs replication-target get': (world, { region, 'replication-target-id': id }) => world.at(id, region),
    'fs replication-target delete': (world, { region, 'replication-target-id': id }) => {
      const one = world.at(id, region);
      if (one.lifecycleState === 'DELETED') throw notFound(one.id);
      world.in(one, 'ACTIVE', 'FAILED');
      return world.accept(one, 'DELETING', { lifecycleState: 'DELETED' });
    },
    'fs export list': (world, { region = '', 'file-system-id': id }) =>
      (world.all(EXPORT, region) as Exported[]).filter(({ fileSystemId }) => fileSystemId === id),
    'fs export get': (world, { region, 'export-id': id }) => world.at(id, region),
  },
  renders: {
    oci_file_storage_file_system: {
      make: (world, region, body, was) => {
        const policy = body['filesystem_snapshot_policy_id'];
        const one = was ?? made(world, FILES, region, body, { held: [], availabilityDomain: body['availability_domain'] });
        if (policy !== undefined && targetOf(world, one as Files))
          refuse(`${one.displayName} is a target: it takes no policy of snapshots.`);
        return Object.assign(one, { snapshotPolicy: policy });
      },
    },
    oci_file_storage_mount_target: {
      make: (world, region, body, was) => {
        const one = was ?? made(world, MOUNT, region, body);
        return Object.assign(one, { exportSetId: `exportset of ${one.id}`, ipAddress: `10.0.0.${one.id.split('.').at(-1) ?? ''}` });
      },
    },
    oci_file_storage_export: {
      make: (world, region, body, was) => {
        const exportOptions = body['export_options'];
        if (was) return Object.assign(was, { exportOptions });
        const files = world.at(String(body['file_system_id']), region) as Files;
        if (targetOf(world, files)) refuse(`${files.displayName} is a target: it is not exported.`);
        files.wasExported = true;
        return world.make(EXPORT, region, String(body['path']), { fileSystemId: files.id, exportOptions });
      },
      told: (body) => ({ exportOptions: body['export_options'] }),
      anew: ['export_set_id', 'file_system_id', 'path'],
    },
    oci_file_storage_replication: {
      make: (world, region, body, was) => was ?? replicateTo(world, region, body),
      remove: (world, one) => {
        const target = world.at(String(one['replicationTargetId']));
        if (!world.down.has(target.region)) target.lifecycleState = 'DELETED';
      },
      anew: ['source_id', 'target_id', 'compartment_id'],
    },
  },
  data: {
    oci_file_storage_file_systems: (world, region, { display_name: name, availability_domain: domain }) => ({
      file_systems: (world.all(FILES, region) as Files[]).filter((one) => one.displayName === name && one.availabilityDomain === domain),
    }),
  },
};
