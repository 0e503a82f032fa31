import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { search } from '@jmespath-community/jmespath';
import {
  copyAge,
  copyKnown,
  installVelero,
  IS_READY,
  IS_WHOLE,
  NO_NODE,
  nodesLeft,
  nodesReady,
  pauseCopies,
  recreate,
  recreated,
  scheduleCopies,
  startNodes,
  vcpuRoom,
} from '../../../lib/clouds/azure/cli-kubernetes';
import { HAS_ROOM } from '../../../lib/port/room-words';
import { cronOf, IS_KNOWN, recreatedBy } from '../../../lib/port/velero';
import { answering, type Rule } from '../answering';

const OF = { subscription: 's-1', group: 'g-1', cluster: 'acme' };
const az = (rules: readonly Rule[], run: readonly string[]) => answering('az', rules, run);

describe('nodes', () => {
  const count = (n: string): Rule => [
    'nodepool show --subscription s-1 --resource-group g-1 --cluster-name acme --name apps --query count',
    n,
  ];
  const scales = (is: string): Rule => ['--query to_string(enableAutoScaling)', is];
  const changed: Rule = ['az-never', ''];
  const update: Rule = ['nodepool update', ''];
  const scale: Rule = ['nodepool scale', ''];
  const run = startNodes(OF, [{ name: 'apps', least: 3, most: 6 }]);
  const changes = (calls: readonly string[]): string[] =>
    calls.filter((call) => /nodepool (?:update|scale)/.test(call)).map((call) => call.replace(/^.*--name apps /, ''));

  test('too few of what scales: it is raised without its autoscaler, and scales from there', () => {
    const { status, calls } = az([count('1'), scales('true'), update, scale, changed], run);
    expect(status).toBe(0);
    expect(changes(calls)).toEqual([
      '--disable-cluster-autoscaler --output none',
      '--node-count 3 --output none',
      '--enable-cluster-autoscaler --min-count 3 --max-count 6 --output none',
    ]);
  });

  test('enough of it is left alone; one that a run left without its autoscaler gets that back', () => {
    expect(changes(az([count('5'), scales('true'), update, scale], run).calls)).toEqual([]);
    expect(changes(az([count('5'), scales('null'), update, scale], run).calls)).toEqual([
      '--enable-cluster-autoscaler --min-count 3 --max-count 6 --output none',
    ]);
  });

  test('a pool that does not answer stops it', () => {
    expect(az([['nodepool show', '', 3]], run).status).not.toBe(0);
  });

  test('a cluster is ready with as many as are wanted, and says what of it is not', () => {
    const state = (is: string): Rule => ['aks show --subscription s-1 --resource-group g-1 --name acme ', is];
    const made = (is: string): Rule => ['--query provisioningState', is];
    const ready = nodesReady(OF, [{ name: 'apps', least: 3 }]);
    const said = (...rules: Rule[]): string => az(rules, ready).said;
    expect(said(state('Succeeded Running'), count('3'), made('Succeeded'))).toMatch(new RegExp(`^${IS_READY}$`));
    expect(said(state('Succeeded Stopped'), count('3'), made('Succeeded'))).toBe(
      'not yet: cluster Succeeded Stopped; apps: 3 of 3, Succeeded',
    );
    expect(said(state('Succeeded Running'), count('2'), made('Succeeded'))).toMatch(/^not yet: .*apps: 2 of 3/);
    expect(said(state('Succeeded Running'), count('3'), made('Scaling'))).toMatch(/^not yet: /);
  });

  test('none is left where the pools of the application have none, and none is being changed', () => {
    const query = nodesLeft(OF)[nodesLeft(OF).indexOf('--query') + 1] as string;
    const pool = (mode: string, count: number, provisioningState = 'Succeeded') => ({ mode, count, provisioningState });
    const answer = (...pools: ReturnType<typeof pool>[]): string => String(search(pools, query));
    expect(answer(pool('System', 1), pool('User', 0))).toMatch(new RegExp(`^${NO_NODE}$`));
    expect(answer(pool('System', 1), pool('User', 2))).not.toMatch(new RegExp(`^${NO_NODE}$`));
    expect(answer(pool('System', 1), pool('User', 0, 'Scaling'))).not.toMatch(new RegExp(`^${NO_NODE}$`));
  });

  test('room is asked of the family', () => {
    const of = (what: string, n: string): Rule => [`].${what} `, n];
    const run = vcpuRoom('s-1', 'francecentral', 'standardDSv5Family', 12);
    expect(az([of('currentValue', '8'), of('limit', '20')], run).said).toMatch(new RegExp(`^${HAS_ROOM}$`));
    expect(az([of('currentValue', '9'), of('limit', '20')], run).said).toMatch(/^full: /);
  });
});

describe('how old the newest copy is', () => {
  const account: Rule = ['tags."continuity-copies"', 'acmecopies'];
  const newest = (name: string): Rule => ['storage blob list --subscription s-1 --account-name acmecopies --container-name data ', name];

  test('it is counted from its moment, which its name says', () => {
    const moment = new Date(Date.now() - 7200_000).toISOString().replace(/\D/g, '').slice(0, 14);
    const { said } = az([account, newest(`velero/backups/continuity-${moment}/velero-backup.json`)], copyAge(OF, 'data'));
    expect(Math.abs(Number(said) - 7200)).toBeLessThan(30);
  });

  test('none, another name, or a cluster that says no account is no age', () => {
    for (const name of ['', 'None', 'velero/backups/mine/velero-backup.json'])
      expect(az([account, newest(name)], copyAge(OF, 'data'))).toMatchObject({ status: 1, error: 'no copy in acmecopies' });
    expect(az([['tags.', 'None']], copyAge(OF, 'data')).error).toMatch(/acme says no account of its copies/);
  });
});

/** A cluster that knows what is said of it: `aks command invoke` is run by a shell, beside a kubectl and a helm that write down what they are told. */
function inCluster(run: readonly string[], knows: Readonly<Record<string, string>> = {}) {
  const bin = mkdtempSync(join(tmpdir(), 'continuity-cluster-'));
  const log = join(bin, 'log');
  const program = (name: string, text: string): void => {
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(bin, name), 0o755);
  };
  const cases = Object.entries({ customresourcedefinitions: 'crd', ...knows }).map(
    ([words, out]) => `case "$*" in *'${words}'*) printf '%s' '${out}'; exit 0 ;; esac`,
  );
  program('kubectl', `printf 'kubectl %s\\n' "$*" >>'${log}'\n${cases.join('\n')}\ncase "$*" in *'--filename -'*) cat >>'${log}' ;; esac`);
  program('helm', `printf 'helm %s\\n' "$*" >>'${log}'`);
  program(
    'az',
    `case "$*" in
*'command invoke'*)
  while [ "$1" != --command ]; do shift; done
  logs=$(sh -c "$2" 2>&1); printf '%s\\n%s\\n' "$?" "$logs" ;;
*'identity show'*) echo 5e5e ;;
*'tags.'*) echo acmecopies ;;
esac`,
  );
  const [first = '', ...rest] = run;
  const { status, stdout } = spawnSync(first, rest, { encoding: 'utf8', env: { ...process.env, PATH: `${bin}:${process.env['PATH']}` } });
  return { status, said: stdout.trim(), told: existsSync(log) ? readFileSync(log, 'utf8') : '' };
}

const COPIES = { 'get backups.velero.io --namespace': 'continuity-20261201000000 continuity-20261201010000' };
const VOLUMES = { persistentvolumeclaims: 'pvc-1' };

describe('what a move makes anew', () => {
  const made = (knows: Readonly<Record<string, string>>) => inCluster(recreate(OF, 'move-1', ['shop', 'jobs']), knows);

  test('the newest complete copy is restored; volumes of what stood there are kept, ahead of the rest of it', () => {
    const { status, said, told } = made({ ...COPIES, ...VOLUMES });
    expect(status).toBe(0);
    expect(said).toMatch(/continuity-20261201010000 is restored by move-1$/);
    expect(told).toMatch(/backupName: continuity-20261201010000, restorePVs: true, includedNamespaces: \[shop, jobs\]/);
    expect(told.indexOf('"persistentVolumeReclaimPolicy":"Retain"')).toBeLessThan(told.indexOf('delete namespace shop'));
    expect(told).toContain('create configmap move-1');
  });

  test.each([
    ['a restore of that name', { 'get restores.velero.io move-1': 'restore/move-1' }],
    ['its mark, once Velero forgot it', { 'get configmaps move-1': 'configmap/move-1' }],
  ])('once: %s is enough, and nothing is deleted', (_, knows) => {
    const { said, told } = made({ ...COPIES, ...VOLUMES, ...knows });
    expect(said).toBe('move-1 was made before');
    expect(told).not.toMatch(/delete|create/);
  });

  test('what the cluster copied last itself is older than what stands there, which stays', () => {
    const { said, told } = made({ 'labels.continuity-cluster': 'acme', ...COPIES, ...VOLUMES });
    expect(said).toMatch(/is of this cluster: what stands is newer$/);
    expect(told).not.toContain('delete');
    expect(inCluster(recreated(OF, 'move-1'), { 'jsonpath={.data.copy}': 'none', 'get configmaps move-1': 'configmap/move-1' }).said).toBe(
      IS_WHOLE,
    );
  });

  test('without a copy nothing is deleted, and it fails', () => {
    const { status, told } = made(VOLUMES);
    expect(status).not.toBe(0);
    expect(told).not.toContain('delete');
  });

  test('it is whole once its restore is; where nothing was made that is said', () => {
    const of = (phase: string) =>
      inCluster(recreated(OF, 'move-1'), { 'status.phase': phase, 'get restores.velero.io move-1': 'restore/move-1' }).said;
    expect(of('Completed')).toBe(IS_WHOLE);
    expect(of('PartiallyFailed')).toBe('PartiallyFailed');
    expect(inCluster(recreated(OF, 'move-1')).said).toBe('nothing is made of move-1');
  });

  test('one name a move', () => {
    expect(recreatedBy('2026-12-01T00:40:00.000Z')).toBe('move-20261201004000000');
    expect(recreatedBy(undefined)).toBe('move-undeclared');
  });
});

describe('Velero', () => {
  const velero = { ...OF, identity: 'acme-velero', container: 'data', suffix: 'blob.core.windows.net' };

  test('forgets what it knew of copies before it makes anything anew, and copies nothing until then; never once that is made', () => {
    const { status, told } = inCluster(installVelero(velero, 'move-1'));
    expect(status).toBe(0);
    expect(told.indexOf('delete schedules.velero.io')).toBeLessThan(told.indexOf('helm upgrade'));
    expect(told).toContain('delete backups.velero.io --all');
    expect(inCluster(installVelero(velero, 'move-1'), { 'get configmaps move-1': 'configmap/move-1' }).told).not.toContain('delete');
    expect(inCluster(installVelero(velero)).told).not.toContain('delete');
  });

  test('its list of copies counts once it was read anew', () => {
    const synced = { 'status.lastSyncedTime': '2026-12-01T00:00:00Z' };
    expect(inCluster(copyKnown(OF), { ...COPIES, ...synced }).said).toMatch(new RegExp(`^${IS_KNOWN}$`));
    expect(inCluster(copyKnown(OF), COPIES).said).toBe('none is known yet');
    expect(inCluster(copyKnown(OF), synced).said).toBe('none is known yet');
  });

  test('copies by a clock, and says of each copy which cluster made it', () => {
    const { told } = inCluster(scheduleCopies(OF, cronOf(3600), '720h0m0s', ['shop', 'jobs']));
    expect(told).toMatch(/schedule: '0 \* \* \* \*'\n {2}paused: false\n/);
    expect(told).toMatch(/continuity-cluster: acme.*includedNamespaces: \[shop, jobs\], snapshotMoveData: true.*ttl: 720h0m0s/);
    expect([900, 1800, 3600, 14_400, 86_400].map(cronOf)).toEqual([
      '*/15 * * * *',
      '*/30 * * * *',
      '0 * * * *',
      '0 */4 * * *',
      '0 0 * * *',
    ]);
  });

  test('pauses where there is a schedule; what fails in the cluster fails the step', () => {
    expect(inCluster(pauseCopies(OF)).told).toContain('patch schedules.velero.io continuity');
    expect(answering('az', [['command invoke', '1\nerror: no such thing']], pauseCopies(OF)).status).not.toBe(0);
  });
});
