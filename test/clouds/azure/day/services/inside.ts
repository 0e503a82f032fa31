import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONTAINER } from '../../../../../lib/clouds/azure/facts';
import { MADE_BY } from '../../../../../lib/port/velero';
import { STOPPED_BY } from '../../../../../lib/port/velero-words';
import { managed, SUBSCRIPTION } from '../arm';
import type { Ended, Program } from '../../../../support/day/door';
import { Refusal } from '../../../../support/day/refusal';
import type { Service } from '../service';
import { nodesOf } from './kubernetes';
import { blobsIn, store } from './storage';
import type { World } from '../world';

/*
 * What is in a cluster: namespaces with what their volumes hold, and Velero, as far as steps tell them (https://velero.io/docs/v1.17/, 2026-02). `az aks command
 * invoke` runs its text in a pod of the cluster, which needs a node of the application's (https://github.com/Azure/azure-cli/issues/25336): here in a shell, beside a
 * kubectl and a helm that this answers for.
 */

/** A Job that runs as long as nobody suspends it: a pod of it that is deleted meanwhile is a failure. */
interface Job {
  suspended: boolean;
  failed: number;
}
/** A namespace: what its volumes hold, whether pods run in it, those of a Job among them, and the quota that stops them. */
interface Namespace {
  data: string[];
  pods: boolean;
  job: Job;
  stopped?: string | undefined;
}
interface Backup {
  readonly cluster: string;
  readonly stopped: string;
  readonly phase: 'InProgress' | 'Completed' | 'Failed';
  readonly held: Readonly<Record<string, Pick<Namespace, 'data' | 'job'>>>;
}
interface Inside {
  namespaces: Map<string, Namespace>;
  /** The account that Velero works on, and whether it has read it. */
  account?: string | undefined;
  synced: boolean;
  backups: Map<string, Backup>;
  restores: Map<string, { phase: string; readonly of: string }>;
  marks: Map<string, string>;
  schedule?: { paused: boolean; readonly namespaces: readonly string[] } | undefined;
  /** What volumes hold that nothing claims any more. */
  retained: string[];
  /** Begun so far. */
  count: number;
}

/** What is in a cluster, by its name. */
export function insideOf(world: World, cluster: string): Inside {
  const all = world.store('inside', () => new Map<string, Inside>());
  if (!all.has(cluster))
    all.set(cluster, {
      ...{ namespaces: new Map(), synced: false, backups: new Map(), restores: new Map(), marks: new Map(), retained: [], count: 0 },
    });
  return all.get(cluster) as Inside;
}

const CLUSTER = 'Microsoft.ContainerService/managedClusters';
const runs = (world: World, cluster: string): boolean => {
  const one = world.named(CLUSTER, cluster);
  return one !== undefined && !world.down.has(one.location as string) && nodesOf(world, cluster) > 0;
};

/** What an application of a namespace does that has a file to keep. */
export function keep(world: World, cluster: string, namespace: string, file: string): void {
  const one = insideOf(world, cluster).namespaces.get(namespace);
  if (!one?.pods || !runs(world, cluster)) throw new Refusal(0, 'ETIMEDOUT', `nothing runs in ${namespace} of ${cluster}`);
  one.data.push(file);
}

/** Puts an application into a namespace, as its pipeline does. */
export const deploy = (world: World, cluster: string, namespace: string): unknown =>
  insideOf(world, cluster).namespaces.set(namespace, { data: [], pods: true, job: { suspended: false, failed: 0 } });

/** The schedule's moment has come. */
export function due(world: World, cluster: string): void {
  const { schedule } = insideOf(world, cluster);
  if (schedule && !schedule.paused && runs(world, cluster)) backUp(world, cluster, schedule.namespaces, 'none');
}

function backUp(world: World, cluster: string, namespaces: readonly string[], stopped: string): string {
  const of = insideOf(world, cluster);
  const name = `continuity-${String(20_260_101_000_000 + [...world.store('inside', () => new Map<string, Inside>()).values()].reduce((sum, one) => sum + one.count, 0))}`;
  of.count += 1;
  const held = Object.fromEntries(
    namespaces.flatMap((one) => {
      const { data, job } = of.namespaces.get(one) ?? {};
      return data && job ? [[one, structuredClone({ data, job })]] : [];
    }),
  );
  of.backups.set(name, { cluster, stopped, phase: 'InProgress', held });
  return name;
}

/** Velero writes what it was to, reads what there is, and restores. */
function works(world: World): void {
  for (const [cluster, of] of world.store('inside', () => new Map<string, Inside>())) {
    if (of.account === undefined || !runs(world, cluster)) continue;
    const { account } = of;
    for (const [name, backup] of of.backups) {
      if (backup.phase !== 'InProgress') continue;
      const whole: Backup = { ...backup, phase: world.broken.has('velero copies') ? 'Failed' : 'Completed' };
      try {
        store(world, account, CONTAINER, `velero/backups/${name}/velero-backup.json`, JSON.stringify(whole));
        of.backups.set(name, whole);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        of.backups.set(name, { ...backup, phase: 'Failed' });
      }
    }
    for (const [path, { content }] of blobsIn(world, account, CONTAINER)) {
      const [, name = ''] = /^velero\/backups\/([^/]+)\/velero-backup\.json$/.exec(path) ?? [];
      if (name !== '' && !of.backups.has(name)) of.backups.set(name, JSON.parse(content) as Backup);
    }
    of.synced = !world.broken.has('velero reads');
    for (const restore of of.restores.values())
      if (restore.phase === 'InProgress') {
        restore.phase = world.broken.has('velero restores') ? 'PartiallyFailed' : 'Completed';
        for (const [name, held] of Object.entries(of.backups.get(restore.of)?.held ?? {}))
          of.namespaces.set(name, { ...structuredClone(held), pods: true });
      }
  }
}

const lines = (all: readonly string[], kind = ''): Ended => ({ code: 0, out: all.map((one) => `${kind}${one}\n`).join('') });
const joined = (all: readonly string[]): Ended => ({ code: 0, out: all.join(' ') });
const completed = ({ backups }: Inside): string[] =>
  [...backups]
    .filter(([, { phase }]) => phase === 'Completed')
    .map(([name]) => name)
    .sort();

/** `kubectl get`: of what is there. */
function get(of: Inside, [kind = '', ...rest]: readonly string[]): Ended {
  const names = rest.slice(
    0,
    rest.findIndex((word) => word.startsWith('--')),
  );
  const said = rest.join(' ');
  const [name = ''] = names;
  const namespace = rest[rest.indexOf('--namespace') + 1] ?? '';
  switch (kind) {
    case 'customresourcedefinitions':
      return lines(of.account === undefined ? [] : [name], 'customresourcedefinition/');
    case 'configmaps':
      return said.includes('jsonpath') ? joined([of.marks.get(name) ?? '']) : lines(of.marks.has(name) ? [name] : [], 'configmap/');
    case 'restores.velero.io':
      if (said.includes('jsonpath')) return joined([of.restores.get(name)?.phase ?? '']);
      return lines(of.restores.has(name) ? [name] : [], 'restore.velero.io/');
    case 'namespaces':
      return lines(
        names.filter((one) => of.namespaces.has(one)),
        'namespace/',
      );
    case 'persistentvolumeclaims':
      return joined(of.namespaces.has(namespace) ? [`volume-of-${namespace}`] : []);
    case 'pods': {
      const found = of.namespaces.get(namespace)?.pods ? ['web-1'] : [];
      return said.includes('custom-columns') ? lines(found, 'ReplicaSet ') : lines(found, 'pod/');
    }
    case 'jobs': {
      const { pods, job } = of.namespaces.get(namespace) ?? {};
      if (!job) return lines([]);
      if (said.includes('custom-columns')) return lines([`${pods && !job.suspended ? '1     ' : '<none>'}   report`]);
      return lines(job.suspended ? ['report'] : [], 'job.batch/');
    }
    case 'resourcequotas':
      return joined([...of.namespaces.values()].flatMap(({ stopped = [] }) => stopped));
    case 'schedules.velero.io':
      return lines(of.schedule ? [name] : [], 'schedule.velero.io/');
    case 'backupstoragelocations.velero.io':
      return joined(of.synced ? ['2026-01-01T00:00:00Z'] : []);
    case 'backups.velero.io':
      return backups(of, name, said);
    default:
      return { code: 1, err: `nobody has said what kubectl get ${kind} answers\n` };
  }
}

function backups(of: Inside, name: string, said: string): Ended {
  if (said.includes(`labels.${MADE_BY}`)) return joined([of.backups.get(name)?.cluster ?? '']);
  if (said.includes('[-1:]')) return joined([[...of.backups].sort().at(-1)?.[1].phase ?? '']);
  const [, stopped] = new RegExp(`${STOPPED_BY}=(\\S+)`).exec(said) ?? [];
  return joined(completed(of).filter((one) => stopped === undefined || of.backups.get(one)?.stopped === stopped));
}

/** What is applied, or created. */
function make(world: World, cluster: string, of: Inside, text: string): Ended {
  const [, kind = ''] = /^kind: (\w+)$/m.exec(text) ?? [];
  const [, name = ''] = /name: ([\w.-]+)/.exec(text) ?? [];
  const included = (/includedNamespaces: \[([^\]]*)\]/.exec(text)?.[1] ?? '').split(', ');
  if (kind === 'Schedule') of.schedule = { paused: false, namespaces: included };
  else if (kind === 'ResourceQuota') {
    const one = of.namespaces.get(/namespace: ([\w-]+)/.exec(text)?.[1] ?? '');
    if (one && one.stopped === undefined) one.stopped = `quota-${(of.count += 1)}`;
  } else if (kind === 'Backup') backUp(world, cluster, included, new RegExp(`${STOPPED_BY}: ([\\w-]+)`).exec(text)?.[1] ?? 'none');
  else if (kind === 'Restore') {
    if (of.restores.has(name)) return { code: 1, err: `restores.velero.io "${name}" already exists\n` };
    of.restores.set(name, { phase: 'InProgress', of: /backupName: ([\w-]+)/.exec(text)?.[1] ?? '' });
  } else if (kind !== 'VolumeSnapshotClass') return { code: 1, err: `nobody has said what a ${kind} is\n` };
  return lines([`${kind}/${name}`]);
}

/** `kubectl delete`. */
function remove({ broken }: World, of: Inside, [kind = '', ...rest]: readonly string[]): Ended {
  const [name = ''] = rest;
  const namespace = of.namespaces.get(rest[rest.indexOf('--namespace') + 1] ?? '');
  if (kind === 'schedules.velero.io') of.schedule = undefined;
  else if (kind === 'backups.velero.io') of.backups.clear();
  else if (kind === 'backupstoragelocations.velero.io') of.synced = false;
  else if (kind === 'namespace') {
    if (broken.has('namespaces go')) return lines([]);
    of.retained.push(...(of.namespaces.get(name)?.data ?? []));
    of.namespaces.delete(name);
  } else if (kind === 'pods' && namespace) {
    if (namespace.pods && !namespace.job.suspended) namespace.job.failed += 1;
    namespace.pods = broken.has('pods go') || namespace.stopped === undefined;
  } else if (kind === 'resourcequotas' && namespace) Object.assign(namespace, { stopped: undefined, pods: true });
  else if (kind !== 'pods' && kind !== 'resourcequotas') return { code: 1, err: `nobody has said what kubectl delete ${kind} does\n` };
  return lines([]);
}

/** `kubectl` in the cluster that a shell stands in. */
export const kubectl =
  (world: World): Program =>
  ([verb = '', ...rest], from, beside) => {
    const cluster = from.split('/').at(-1) as string;
    const of = insideOf(world, cluster);
    if (verb === 'get') return get(of, rest);
    if (verb === 'delete') return remove(world, of, rest);
    if (verb === 'wait' || rest.includes('--server-side')) return lines([]);
    if (verb === 'patch') {
      if (rest[0] === 'schedules.velero.io' && of.schedule) of.schedule.paused = true;
      const job = of.namespaces.get(rest[rest.indexOf('--namespace') + 1] ?? '')?.job;
      if (rest[0]?.startsWith('job') && job && !world.broken.has('jobs rest')) job.suspended = rest.at(-1)?.includes('true}}') === true;
      return lines([]);
    }
    if (verb === 'create' && rest[0] === 'configmap') {
      of.marks.set(rest[1] as string, /copy=(\S+)/.exec(rest.join(' '))?.[1] ?? '');
      return lines([]);
    }
    return make(world, cluster, of, beside?.input ?? '');
  };

/** `helm` there: Velero works on the account that its values name. */
export const helm =
  (world: World): Program =>
  ([verb], from) => {
    if (verb !== 'upgrade') return lines(['crds']);
    const of = insideOf(world, from.split('/').at(-1) as string);
    const [, account] = /storageAccount: (\w+),/.exec(readFileSync(join(from, 'velero.yaml'), 'utf8')) ?? [];
    if (account !== of.account) of.synced = false;
    of.account = account;
    return lines(['deployed']);
  };

/** `az`, with what it has a cluster run. */
export const invoking =
  (world: World, az: Program): Program =>
  async (words, from, beside) => {
    if (words.slice(0, 3).join(' ') !== 'aks command invoke') return az(words, from, beside);
    const option = (name: string): string => words[words.indexOf(`--${name}`) + 1] ?? '';
    const id = `/subscriptions/${SUBSCRIPTION}/resourceGroups/${option('resource-group')}/providers/${CLUSTER}/${option('name')}`;
    try {
      world.pass();
      const { name, location } = managed(world, 'GET', id);
      if (nodesOf(world, name) === 0)
        return { code: 1, err: 'ERROR: (KubernetesOperationError) Failed to run command: no node takes its pod\n' };
      const before = world.told;
      const { code, out = '' } = await shell(option('command'), name, beside?.environment ?? process.env);
      if (world.told !== before) world.calls.push({ program: 'az', method: 'POST', path: `${id}/runCommand`, region: location });
      return { code: 0, out: `${code}\n${out}` };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { code: 1, err: `ERROR: (${error.code}) ${error.message}\n` };
    }
  };

function shell(text: string, cluster: string, env: NodeJS.ProcessEnv): Promise<Ended> {
  const cwd = join(env['DAY_WORLD'] as string, 'clusters', cluster);
  mkdirSync(cwd, { recursive: true });
  return new Promise((done) => {
    const child = spawn('sh', ['-c', `exec 2>&1; ${text.replaceAll('/tmp/', './')}`], { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] });
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (said: string) => (out += said));
    child.on('close', (code) => {
      done({ code: code ?? 137, out });
    });
  });
}

export const inside: Service = { passes: { velero: works } };
