/**
 * transitions OUTDIR: synthesizes every example along its journey, and prints one line a provider, `FROM TO`: every transition of every example,
 * to be put to it at once: AWS first (`transition-plan FROM TO`), then Azure and OCI, by the schema of the provider where that is not at hand
 * (`check-schema --from FROM --to TO`). Stacks whose bytes stay the same are left out of both.
 *
 * Whoever judges takes every destroy for a fault. What holds no data and goes by design is therefore left out of what is judged:
 * - the stack of traffic: its old health checks are deleted once the record rests on the new ones;
 * - whatever `LEAVES_BY_DESIGN` names. Nothing that holds data is ever left out: that would hide what is looked for.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { aws } from '../../lib/clouds/aws/aws';
import { azure } from '../../lib/clouds/azure/azure';
import { oci } from '../../lib/clouds/oci/oci';
import { knownTypes } from '../../lib/port/known-types';
import type { Sides } from '../../lib/situation/facts';
import { MOVE_VARIABLE } from '../../lib/words/actions';
import { buildOf, EXAMPLES, stacksOf, workloadsOf, type Build } from './examples';
import { journey, restoreJourney, type Moment } from './journey';
import { distinct } from './distinct';
import { withoutNews } from './overlay';
import { kindOf, together, type Stack } from './together';

/** A stack of a workload: of the site that serves in peace, of the other one, of what joins them. */
type Part = 'first' | 'other' | 'links';

/**
 * From, to, and the stacks that are judged: the replica is promoted in place; the old side comes back beside itself; the way home; what is
 * corrupted is made anew. What joins the sites is withheld or left alone while a move is open, so that it is judged from the day before a
 * move to the day after it.
 */
const TRANSITIONS: readonly (readonly [from: Moment, to: Moment, parts: readonly Part[]])[] = [
  ['normal', 'failing-over', ['other']],
  ['failed-over', 'reprotected', ['first', 'links']],
  ['normal', 'reprotected', ['links']],
  ['reprotected', 'fenced', ['other']],
  ['fenced', 'switching', ['first']],
  ['reprotected', 'switching', ['other', 'first']],
  ['switching', 'switched', ['other']],
  ['reprotected', 'switched', ['links']],
  ['normal', 'restoring', ['first']],
  ['restoring', 'making', ['first']],
  ['making', 'made', ['first']],
  ['made', 'protected', ['first', 'other']],
  ['normal', 'protected', ['links']],
];

/** Types that go when a replica is promoted, and what for; none of them holds data. */
const LEAVES_BY_DESIGN: Readonly<Record<string, string>> = {
  aws_cloudwatch_metric_alarm:
    'the alarm about the lag of a replica goes when it follows nobody any more, and those of what serves when it is fenced',
  aws_cloudwatch_event_rule: 'what tells of copies goes while a site neither serves nor stands by',
  aws_cloudwatch_event_target: 'it goes with its rule',
  aws_efs_mount_target: 'an address of files: a fence takes it away, which breaks every mount',
  aws_efs_replication_configuration: 'the one of the other direction ended where the role went',
  azurerm_monitor_metric_alert:
    'the alert about the lag of a replica goes when it follows nobody any more, and those of what serves when it is fenced',
  azurerm_container_app: 'an app stands where replicas of it run: a fence takes it away, and it holds nothing',
  oci_file_storage_export: 'what was exported never follows again: the file system that stands by instead is exported by nobody',
  oci_file_storage_replication: 'the one of the other direction ended where the role went',
  oci_autoscaling_auto_scaling_configuration: 'what scales a pool stands where that serves: a fence takes it away',
  azurerm_monitor_autoscale_setting: 'the bounds of a group stand where any machine of it is wanted: a fence takes them away',
  azurerm_private_endpoint: 'the only way to a server: a fence takes it away',
  azurerm_storage_object_replication: 'the one of the other direction is gone at its destination: a failover deletes it there',
  oci_core_network_security_group_security_rule: 'who is let in to a database: a fence takes the way of users away',
  oci_events_rule: 'what tells of a bucket, and of what serves, goes while a site neither serves nor stands by',
  oci_monitoring_alarm: 'the alarms of what serves go when it is fenced',
  oci_objectstorage_replication_policy: 'the one of the other direction is gone at its destination: a failover makes that writable',
};

/** What is known of the types of a provider. */
const KNOWN: Readonly<Record<string, ReturnType<typeof knownTypes>>> = {
  aws: knownTypes(aws),
  azurerm: knownTypes(azure),
  oci: knownTypes(oci),
};
const isStateful = (type: string): boolean => KNOWN[type.split('_')[0] as string]?.stateful.includes(type) === true;

/** What of a database and of its network serves alone. */
const SERVES = ['aws_security_group', 'aws_ssm_parameter', 'aws_vpc_endpoint'];

/** Where nothing of what serves stands by: all of it that holds no data goes with the role. */
const LEAVES_WITH_THE_ROLE: Readonly<Record<string, readonly string[]>> = {
  'cold-social-housing': SERVES,
  'ha-paramedical': [...SERVES, 'aws_lb', 'aws_lb_listener', 'aws_lb_listener_rule', 'aws_lb_target_group'],
  // The back office has no node where it stands by: nothing there calls.
  'platform-eks': ['aws_security_group', 'aws_vpc_endpoint'],
  // The plan of the nights is the architect's, and runs where the data is.
  'saas-two-hours': [...SERVES, 'aws_backup_plan'],
};

/** Where on Azure what runs already stands. */
const RUNNING = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/running/providers';

/** Plans are made with no cloud at hand: what a look-up would find there, the same before and after but for the marker. */
const FOUND: Readonly<Record<string, unknown>> = {
  aws_ami: [{ id: 'ami-0123456789abcdef0', root_device_name: '/dev/xvda' }],
  aws_ami_ids: { ids: ['ami-0123456789abcdef0'] },
  aws_availability_zones: { names: ['zone-a', 'zone-b', 'zone-c'] },
  aws_db_instance: { address: 'running.offline' },
  aws_db_snapshot: { db_snapshot_arn: 'arn:aws:rds:eu-west-3:111122223333:snapshot:awsbackup:job-offline' },
  aws_kms_alias: { target_key_arn: 'arn:aws:kms:eu-west-3:111122223333:key/00000000-0000-0000-0000-000000000000' },
  aws_secretsmanager_random_password: { random_password: 'offline' },
  aws_secretsmanager_secret: { id: 'arn:aws:secretsmanager:eu-west-3:111122223333:secret:offline-AbCdEf' },
  aws_secretsmanager_secret_version: { secret_string: 'offline' },
  aws_lb: { dns_name: 'running.offline' },
  aws_subnet: { availability_zone: 'zone-a' },
  azurerm_client_config: { tenant_id: '00000000-0000-0000-0000-000000000002', object_id: '00000000-0000-0000-0000-000000000003' },
  azurerm_key_vault: { location: 'francecentral' },
  azurerm_key_vault_secret: { value: 'offline' },
  azurerm_mssql_database: { sku_name: 'GP_Gen5_2' },
  azurerm_mssql_server: { id: `${RUNNING}/Microsoft.Sql/servers/running`, location: 'francecentral' },
  azurerm_resources: { resources: [] },
  azurerm_subnet: { id: `${RUNNING}/Microsoft.Network/virtualNetworks/running/subnets/running`, address_prefixes: ['10.40.0.0/24'] },
  azurerm_user_assigned_identity: {
    id: `${RUNNING}/Microsoft.ManagedIdentity/userAssignedIdentities/running`,
    client_id: '00000000-0000-0000-0000-000000000004',
    principal_id: '00000000-0000-0000-0000-000000000005',
  },
  azurerm_virtual_network: { id: `${RUNNING}/Microsoft.Network/virtualNetworks/running`, address_space: ['10.40.0.0/16'] },
  oci_containerengine_cluster_option: { kubernetes_versions: ['v1.33.1'] },
  oci_containerengine_node_pool_option: {
    sources: [{ image_id: 'ocid1.image.oc1..offline', source_name: 'Oracle-Linux-8.10-2025.05.19-0-OKE-1.33.1-891' }],
  },
  oci_core_images: { images: [{ id: 'ocid1.image.oc1.offline' }] },
  oci_core_network_security_groups: {
    network_security_groups: [{ id: 'ocid1.networksecuritygroup.oc1.offline', freeform_tags: { subnet: 'ocid1.subnet.oc1.offline' } }],
  },
  oci_core_public_ips: { public_ips: [{ ip_address: '192.0.2.1' }] },
  oci_core_services: { services: [{ id: 'ocid1.service.oc1.offline', cidr_block: 'all-services' }] },
  oci_file_storage_file_systems: { file_systems: [{ id: 'ocid1.filesystem.oc1.offline' }] },
  oci_identity_availability_domains: { availability_domains: [1, 2, 3].map((n) => ({ name: `offline-AD-${n}` })) },
  oci_core_drgs: { drgs: [{ id: 'ocid1.drg.oc1.offline' }] },
  // None is left: nothing that stands may be changed by that.
  oci_mysql_mysql_backups: { backups: [] },
  oci_psql_backups: { backup_collection: [{ items: [] }] },
  oci_psql_db_systems: { db_system_collection: [{ items: [] }] },
  oci_mysql_mysql_versions: { versions: [{ version_family: '8.4', versions: [{ version: '8.4.6' }] }] },
  oci_database_autonomous_databases: { autonomous_databases: [{ id: 'ocid1.autonomousdatabase.oc1.offline' }] },
  oci_database_db_systems: { db_systems: [{ id: 'ocid1.dbsystem.oc1.offline' }] },
  oci_database_db_versions: { db_versions: [{ version: '19.28.0.0', is_latest_for_major_version: true }] },
  oci_core_subnet: { subnet_domain_name: 'private.offline.oraclevcn.com' },
  oci_dns_zones: { zones: [{ id: 'ocid1.dns-zone.oc1..offline' }] },
  aws_efs_file_system: { file_system_id: 'fs-0123456789abcdef0' },
  aws_vpc: { cidr_block: '10.40.0.0/16', cidr_block_associations: [{ cidr_block: '10.40.0.0/16' }] },
};

/** What finds the marker, and what carries it: before, none stands; after, the one that was written before. */
const MARKER = { lookUp: 'aws_ssm_parameters_by_path', resource: 'aws_ssm_parameter', name: 'continuity-marker' };
/** The same on Azure: found by its name, and what it says is in its tags. */
const TAGGED = 'azurerm_application_security_group';
/** The same on OCI: found by how their names begin, and what they say is in these. */
const LISTED = { lookUp: 'oci_objectstorage_objects', resource: 'oci_objectstorage_object' };

/** Types that hold no data, and why the judge is not asked about them. */
const NOT_JUDGED: Readonly<Record<string, string>> = {
  aws_backup_selection: 'the judge makes up its computed `not_resources`, which the provider then takes for a wish to change it',
  oci_core_instance_configuration:
    'a configuration is never changed: the newer one is made first, and then the older one, of which nothing is made any more, goes',
  aws_ecs_task_definition: 'a revision is never changed: another one is made, and the one before it is kept (`skip_destroy`)',
};

/** The judge makes up what only an apply knows, and differently where it is referred to: the same text stands for it on both sides. */
const REFERENCE = /\$\{(aws_[a-z0-9_]+)\.([A-Za-z0-9_-]+)\.([a-z0-9_]+)\}/g;
const standIn = (_: string, type: string, name: string, attribute: string): string => {
  if (attribute === 'arn') return `arn:aws:offline:eu-west-3:111122223333:${type}/${name}`;
  return SHAPED[`${type}.${attribute}`] ?? `known-${name}-${attribute}`;
};

/** What the provider takes in one shape alone. */
const SHAPED: Readonly<Record<string, string>> = { 'aws_launch_template.id': 'lt-0123456789abcdef0' };

type Found = Record<string, unknown>;
const stackOf = ({ workload, sites }: Sides, part: Part): string =>
  `${workload}-${part === 'links' ? part : (sites[part === 'first' ? 0 : 1].split(':')[1] as string)}`;

type Outputs = ReadonlyMap<Moment, ReadonlyMap<string, string>>;

function outputsOf(build: Build, all: readonly Sides[], folder: string): Outputs {
  const moments = [...journey(all), ...restoreJourney(all)];
  return new Map(moments.map(([moment, situation]) => [moment, stacksOf(build, situation, join(folder, moment))] as const));
}

/** A stack without what leaves by design: gone from `before` where `after` has it no more. */
function withoutLeaving(before: Stack, after: Stack, example: string): Stack {
  const going = [...Object.keys(LEAVES_BY_DESIGN), ...(LEAVES_WITH_THE_ROLE[example] ?? [])];
  const kept = Object.entries(before.resource ?? {}).map(([type, named]) => {
    const leaves = going.includes(type) && !isStateful(type);
    return [
      type,
      Object.fromEntries(Object.entries(named).filter(([name]) => !leaves || after.resource?.[type]?.[name] !== undefined)),
    ] as const;
  });
  return { ...before, resource: Object.fromEntries(kept.filter(([, named]) => Object.keys(named).length > 0)) };
}

/**
 * A stack without what `after` lets go and does not destroy (a `removed` block), and what tells of that: a judge that knows schemas alone would take it for a destroy.
 */
function withoutReleased(before: Stack, after: Stack): Stack {
  const released = (after.removed ?? []) as { readonly from: string; readonly lifecycle: { readonly destroy: boolean } }[];
  const gone = released.filter(({ lifecycle }) => !lifecycle.destroy).map(({ from }) => from);
  const told = gone.map((address) => `${MARKER.name}-${address.replace('.', '-')}`);
  const kept = Object.entries(before.resource ?? {}).map(
    ([type, named]) =>
      [
        type,
        Object.fromEntries(Object.entries(named).filter(([name]) => !gone.includes(`${type}.${name}`) && !told.includes(name))),
      ] as const,
  );
  return { ...before, resource: Object.fromEntries(kept.filter(([, named]) => Object.keys(named).length > 0)) };
}

function missing(what: string): never {
  throw new Error(`nothing says what a look-up of ${what} finds`);
}

/** The markers that an output writes, each below the path at which it is looked for. */
function markersOf(output: ReadonlyMap<string, string> = new Map()): Map<string, string> {
  const stacks = [...output.values()].map((text) => (JSON.parse(text) as Stack).resource);
  const written = stacks.map((resource) => resource?.[MARKER.resource]?.[MARKER.name]) as ({ name: string; value: string } | undefined)[];
  const tagged = stacks.map((resource) => resource?.[TAGGED]?.[MARKER.name]) as ({ name: string; tags: object } | undefined)[];
  const listed = stacks.flatMap((resource) => Object.values(resource?.[LISTED.resource] ?? {})) as { object: string }[];
  const under = new Map<string, { name: string }[]>();
  for (const { object } of listed) {
    const prefix = object.slice(0, object.indexOf('.marker/') + '.marker/'.length);
    under.set(prefix, [...(under.get(prefix) ?? []), { name: object }]);
  }
  return new Map([
    ...[...under].map(([prefix, objects]) => [prefix, JSON.stringify(objects)] as const),
    ...written.flatMap((marker) => (marker ? [[dirname(marker.name), marker.value] as const] : [])),
    ...tagged.flatMap((marker) => (marker ? [[marker.name, JSON.stringify(marker.tags)] as const] : [])),
  ]);
}

/** The number that an apply of the stack has to say, where it opens the site: whoever judges says nothing, so it stands as the default. */
function saying(stack: Stack): Stack {
  const [, number] = new RegExp(`var\\.${MOVE_VARIABLE} == \\\\"([0-9]+)`).exec(JSON.stringify(stack)) ?? [];
  if (!number) return stack;
  return { ...stack, variable: { ...stack.variable, [MOVE_VARIABLE]: { type: 'string', default: number } } };
}

/** What each look-up of a stack finds, where these markers stand. */
function findings(
  blocks: readonly (readonly [type: string, named: Record<string, unknown>])[],
  standing: ReadonlyMap<string, string>,
): Found {
  return Object.fromEntries(
    blocks.flatMap(([type, named]) =>
      Object.entries(named).map(([name, block]) => {
        if (type === TAGGED) {
          const tags = standing.get((block as { name: string }).name);
          return [`found_${type}_${name}`, tags === undefined ? [] : [{ tags: JSON.parse(tags) as object }]];
        }
        if (type === LISTED.lookUp) {
          const objects = JSON.stringify(standing.get((block as { prefix: string }).prefix) ?? '[]');
          return [`found_${type}_${name}`, { objects: `\${jsondecode(${objects})}` }];
        }
        if (type !== MARKER.lookUp) return [`found_${type}_${name}`, FOUND[type] ?? missing(type)];
        const marker = standing.get((block as { path: string }).path);
        const values = JSON.stringify(JSON.stringify(marker === undefined ? [] : [marker]));
        return [`found_${type}_${name}`, { values: `\${sensitive(jsondecode(${values}))}` }];
      }),
    ),
  );
}

/** What waits for what is nothing to a plan, and some of it leaves by design. */
const unordered = (named: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(named).map(([name, body]) => [name, { ...(body as object), depends_on: undefined }]));

/** A stack that plans with no cloud at hand: look-ups are replaced by what they would find, and no account is asked for. */
function offline(whole: Stack, standing: ReadonlyMap<string, string> = new Map()): Stack {
  const { data = {}, ephemeral = {}, ...stack } = saying(whole);
  const text = JSON.stringify(stack)
    .replace(/\b(?:data|ephemeral)\.((?:aws|azurerm|oci)_[a-z0-9_]+)\.([A-Za-z0-9_-]+)/g, 'local.found_$1_$2')
    .replace(REFERENCE, standIn);
  const { provider = {}, resource = {}, ...rest } = JSON.parse(text) as Stack;
  const judged = Object.fromEntries(
    Object.entries(resource)
      .filter(([type]) => !(type in NOT_JUDGED))
      .map(([type, named]) => [type, unordered(named)]),
  );
  withoutNews({ resource: judged });
  // The judge's state knows no aliases; what leaves by a `removed` block needs a provider there, any of them.
  const providers = Object.entries(provider).map(([name, all]) => {
    const own = all.map(({ allowed_account_ids: _account, ...kept }) => kept);
    const { alias, ...plain } = own[0] ?? {};
    return [name, alias === undefined ? own : [plain, ...own]] as const;
  });
  return {
    ...rest,
    resource: judged,
    provider: Object.fromEntries(providers),
    locals: findings([...Object.entries(data), ...Object.entries(ephemeral)], standing),
  };
}

/** Both sides of a stack in a transition. */
interface Pair {
  readonly key: string;
  readonly before: Stack;
  readonly after: Stack;
}

/** The stacks that a transition changes. */
function changed(
  outputs: Outputs,
  [from, to]: readonly [Moment, Moment, ...unknown[]],
  stacks: readonly string[],
  example: string,
): Pair[] {
  return stacks.flatMap((id) => {
    const [before, after] = [outputs.get(from)?.get(id), outputs.get(to)?.get(id)];
    if (!before || !after || before === after) return [];
    const [was, is] = [JSON.parse(before) as Stack, JSON.parse(after) as Stack];
    const pair = { before: offline(withoutLeaving(was, is, example)), after: offline(is, markersOf(outputs.get(from))) };
    return [{ key: `${from}-to-${to}_${id}`, ...pair }];
  });
}

/** What a restore makes anew on purpose, of what holds data, with the stack it is in: on the page of whoever reads what is judged. */
const madeAnew = (pairs: readonly Pair[]): string[] =>
  pairs
    .filter(({ key }) => key.startsWith('restoring-to-making_'))
    .flatMap(({ key, before, after }) =>
      Object.entries(after.resource ?? {}).flatMap(([type, named]) =>
        Object.keys(named)
          .filter((name) => isStateful(type) && before.resource?.[type]?.[name] === undefined)
          .map((name) => `${key.split('_')[1]}: ${type}.${name}`),
      ),
    );

function write(folder: string, pairs: readonly Pair[]): void {
  for (const [name, side] of [
    ['from', 'before'],
    ['to', 'after'],
  ] as const) {
    const stacks = pairs.map((pair) => {
      const isNamed = (type: string, of: string): boolean =>
        [pair.before, pair.after].some(({ resource }) => resource?.[type]?.[of] !== undefined);
      return [pair.key, pair[side], isNamed] as const;
    });
    mkdirSync(join(folder, name, 'stacks', 'all'), { recursive: true });
    writeFileSync(join(folder, name, 'stacks', 'all', 'cdk.tf.json'), JSON.stringify(together(stacks)));
  }
}

async function main([outdir, ...more]: readonly string[]): Promise<void> {
  if (!outdir || more.length > 0) throw new Error('usage: tsx test/lab/transitions.ts OUTDIR');
  const root = resolve(outdir);
  rmSync(root, { recursive: true, force: true });
  const everything: Pair[] = [];
  for (const name of EXAMPLES) {
    const build = await buildOf(name);
    const all = workloadsOf(build).map(({ sides }) => sides);
    const outputs = outputsOf(build, all, join(root, 'situations', name));
    const pairs = TRANSITIONS.flatMap((transition) => {
      const stacks = all.flatMap((sides) => transition[2].map((part) => stackOf(sides, part)));
      return changed(outputs, transition, stacks, name);
    });
    console.error(`${name}: a restore makes anew ${madeAnew(pairs).join(', ') || 'nothing'}`);
    everything.push(...pairs.map((pair) => ({ ...pair, key: `${name}_${pair.key}` })));
  }
  for (const kind of Object.keys(KNOWN)) {
    const folder = join(root, kind);
    const own = everything.filter(({ before }) => kindOf(before) === kind);
    // The provider of AWS is at hand, and knows what is let go.
    const judged = kind === 'aws' ? own : own.map((pair) => ({ ...pair, before: withoutReleased(pair.before, pair.after) }));
    write(folder, distinct(judged));
    console.log(`${join(folder, 'from')} ${join(folder, 'to')}`);
  }
}

void main(process.argv.slice(2));
