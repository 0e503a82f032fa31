import {
  clearNamespaces,
  copyAge,
  copying,
  copyKnown,
  copyOnce,
  haltNamespaces,
  installVelero,
  namespacesLeft,
  podsLeft,
  recreate,
  recreated,
  scheduleCopies,
  stopNamespaces,
  wakeNamespaces,
} from '../../../lib/clouds/azure/cli-velero';
import { cronOf, IS_KNOWN, IS_WHOLE, NONE_LEFT, recreatedBy, VELERO_SOURCES, veleroSources } from '../../../lib/port/velero';
import { answering, type Rule } from '../answering';
import { besideCluster, COPIES, VOLUMES, type Knows } from '../in-cluster';

const OF = { subscription: 's-1', group: 'g-1', cluster: 'acme' };
const az = (rules: readonly Rule[], run: readonly string[]) => answering('az', rules, run);

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

/** `aks command invoke` is run by a shell. */
const inCluster = (run: readonly string[], knows: Knows = {}, nodes = '3') =>
  besideCluster(run, knows, {
    az: `case "$*" in
*'command invoke'*)
  while [ "$1" != --command ]; do shift; done
  logs=$(sh -c "$2" 2>&1); printf '%s\\n%s\\n' "$?" "$logs" ;;
*'identity show'*) echo 5e5e ;;
*'tags.'*) echo acmecopies ;;
*'nodepool list'*) echo '${nodes}' ;;
esac`,
  });

describe('what a move makes anew', () => {
  const cleared = (knows: Knows) => inCluster(clearNamespaces(OF, 'move-1', ['shop', 'jobs']), knows);
  const made = (knows: Knows) => inCluster(recreate(OF, 'move-1', ['shop', 'jobs']), knows);

  test('of what stood there the volumes are kept, ahead of the rest of it, which is deleted without waiting', () => {
    const { status, told } = cleared({ ...COPIES, ...VOLUMES });
    expect(status).toBe(0);
    expect(told.indexOf('"persistentVolumeReclaimPolicy":"Retain"')).toBeLessThan(told.indexOf('delete namespace shop'));
    expect(told.match(/delete namespace \w+ --ignore-not-found --wait=false/g)).toHaveLength(2);
  });

  test('what is still there is said, and nothing is restored into it', () => {
    const left = { 'get namespaces shop jobs': 'namespace/jobs' };
    const asks = (knows: Knows) => inCluster(namespacesLeft(OF, 'move-1', ['shop', 'jobs']), knows).said;
    expect([asks({}), asks(left), asks({ ...left, 'get restores.velero.io move-1': 'restore/move-1' })]).toEqual([
      NONE_LEFT,
      'namespace/jobs',
      NONE_LEFT,
    ]);
    const { status, told } = made({ ...COPIES, ...left });
    expect(status).not.toBe(0);
    expect(told).not.toContain('create');
  });

  test('the newest complete copy is restored', () => {
    const { status, said, told } = made(COPIES);
    expect(status).toBe(0);
    expect(said).toMatch(/continuity-20261201010000 is restored by move-1$/);
    expect(told).toMatch(/backupName: continuity-20261201010000, restorePVs: true, includedNamespaces: \[shop, jobs\]/);
    expect(told).toContain('create configmap move-1');
  });

  test.each([
    ['a restore of that name', { 'get restores.velero.io move-1': 'restore/move-1' }],
    ['its mark, once Velero forgot it', { 'get configmaps move-1': 'configmap/move-1' }],
  ])('once: %s is enough, and nothing is deleted', (_, knows) => {
    for (const { said, told } of [cleared({ ...COPIES, ...VOLUMES, ...knows }), made({ ...COPIES, ...knows })]) {
      expect(said).toBe('move-1 was made before');
      expect(told).not.toMatch(/delete|create/);
    }
  });

  test('what the cluster copied last itself is older than what stands there, which stays', () => {
    const { said, told } = cleared({ 'labels.continuity-cluster': 'acme', ...COPIES, ...VOLUMES });
    expect(said).toMatch(/is of this cluster: what stands is newer$/);
    expect(told).not.toContain('delete');
    expect(inCluster(recreated(OF, 'move-1'), { 'jsonpath={.data.copy}': 'none', 'get configmaps move-1': 'configmap/move-1' }).said).toBe(
      IS_WHOLE,
    );
  });

  test('without a copy nothing is deleted, and it fails', () => {
    for (const { status, told } of [cleared(VOLUMES), made({})]) {
      expect(status).not.toBe(0);
      expect(told).not.toMatch(/delete|create/);
    }
  });

  test('it is whole once its restore is; where nothing was made that is said', () => {
    const of = (phase: string) =>
      inCluster(recreated(OF, 'move-1'), { 'status.phase': phase, 'get restores.velero.io move-1': 'restore/move-1' }).said;
    expect(of('Completed')).toBe(IS_WHOLE);
    expect(of('PartiallyFailed')).toBe('PartiallyFailed');
    expect(inCluster(recreated(OF, 'move-1')).said).toBe('nothing is made of move-1');
  });

  test('one name a move, that Kubernetes takes', () => {
    expect(recreatedBy('billing-0f3a-2')).toBe('move-billing-0f3a-2');
    expect(recreatedBy('Billing_App-0-10')).toBe('move-billing-app-0-10');
  });
});

describe('what a planned move stops, ahead of the fence', () => {
  const stop = (knows = {}, nodes?: string) =>
    inCluster(stopNamespaces(OF, ['shop', 'jobs']), { 'get namespaces': 'there', 'get schedules.velero.io': 'schedule', ...knows }, nodes);

  test('no pod may be in its namespaces before any is deleted, and no copy has what says so; its schedule pauses', () => {
    const { status, told } = stop();
    expect(status).toBe(0);
    expect(told).toMatch(/kind: ResourceQuota\n.*namespace: shop, labels: \{ velero.io\/exclude-from-backup: "true" \}/);
    expect(told.indexOf('patch schedules.velero.io')).toBeLessThan(told.indexOf('ResourceQuota'));
    expect(told.indexOf('wait resourcequotas/continuity-stopped --namespace shop')).toBeLessThan(
      told.indexOf('delete pods --all --namespace shop'),
    );
    expect(told).toContain('delete pods --all --namespace jobs --wait=false');
  });

  test('a pod that nothing makes anew would be in no copy: nothing is stopped', () => {
    const { status, told } = stop({ 'custom-columns': '<none>   lonely' });
    expect(status).not.toBe(0);
    expect(told).not.toMatch(/delete|ResourceQuota/);
    expect(stop({ 'custom-columns': 'ReplicaSet   web-1' }).status).toBe(0);
  });

  test('a Job is suspended ahead of its pods, which would count as its failures, and goes on with what wakes', () => {
    const { told } = stop({ 'get jobs --namespace jobs --no-headers': '1        report\n<none>   done' });
    const at = (words: string): number => told.indexOf(words);
    expect(at('patch jobs report --namespace jobs')).toBeGreaterThan(0);
    expect(told).toContain('{"metadata":{"labels":{"continuity-suspended":"true"}},"spec":{"suspend":true}}');
    expect(at('wait jobs/report --namespace jobs --for condition=Suspended')).toBeLessThan(at('delete pods --all --namespace jobs'));
    expect(told).not.toContain('jobs/done');
    const woken = inCluster(wakeNamespaces(OF, ['jobs']), {
      'get jobs --namespace jobs --selector continuity-suspended': 'job.batch/report',
    });
    expect(woken.told).toContain('patch job.batch/report --namespace jobs');
    expect(woken.told).toContain('{"metadata":{"labels":{"continuity-suspended":null}},"spec":{"suspend":false}}');
  });

  test('what is lost, or stands by, ends with what nothing makes anew; of a cluster that is not there, or has no node, nothing is told', () => {
    const halt = (knows: Knows, nodes?: string) => inCluster(haltNamespaces(OF, ['shop']), { 'get namespaces': 'there', ...knows }, nodes);
    const { status, told } = halt({ 'custom-columns=OWNER': '<none>   lonely', 'get schedules.velero.io': 'schedule' });
    expect(status).toBe(0);
    expect(told).toContain('patch schedules.velero.io continuity');
    expect(told).toContain('delete pods --all --namespace shop');
    expect(halt({}, '0')).toMatchObject({ status: 0, told: '' });
    expect(answering('az', [['resource list', '0']], haltNamespaces(OF, ['shop']))).toMatchObject({
      status: 0,
      said: 'there is no cluster',
    });
  });

  test('nothing runs once no pod is left; then one more copy is made, called by the clock of the cluster', () => {
    const left = (knows = {}, nodes?: string) => inCluster(podsLeft(OF, ['shop', 'jobs']), knows, nodes).said;
    expect(left()).toBe(NONE_LEFT);
    expect(left({ 'get pods --namespace jobs': 'pod/one' })).toBe('jobs/pod/one');
    const { told } = inCluster(copyOnce(OF, '720h0m0s', ['shop', 'jobs']));
    expect(told).toMatch(
      /kind: Backup\nmetadata: \{ name: continuity-\d{14}, .*continuity-cluster: acme, .* \} \}\n.*\[shop, jobs\].*ttl: 720h0m0s/,
    );
    expect(inCluster(copying(OF), { '.items[-1:].status.phase': 'InProgress' }).said).toBe('InProgress');
  });

  test('in a run that is repeated no other copy is made, which could be written nowhere: the one that is whole was made since all stopped', () => {
    const again = (knows: Knows) => inCluster(copyOnce(OF, '720h0m0s', ['shop']), knows);
    const held: Knows = { 'get resourcequotas --all-namespaces': 'uid-1 uid-2' };
    const whole = again({ ...held, 'selector continuity-stopped-by=uid-2': 'continuity-20261201060000' });
    expect(whole).toMatchObject({ status: 0, said: 'continuity-20261201060000 is whole, and nothing ran since' });
    expect(whole.told).not.toContain('create --filename');
    const first = { 'selector continuity-stopped-by=uid-1': 'continuity-20261201060000' };
    expect(again({ ...held, ...first }).told).toMatch(/kind: Backup\n.*, continuity-stopped-by: uid-2 \} \}/);
    expect(again({ 'selector continuity-stopped-by': 'continuity-20261201060000' }).told).toMatch(
      /kind: Backup\n.*, continuity-stopped-by: none \} \}/,
    );
  });

  test.each(['0', '0.0'])('behind the fence, which left %s nodes, nothing inside is told: the fence waited for the copy', (nodes) => {
    expect(stop({}, nodes)).toMatchObject({ status: 0, told: '' });
    expect(inCluster(podsLeft(OF, ['shop']), {}, nodes)).toMatchObject({ said: NONE_LEFT, told: '' });
    expect(inCluster(copyOnce(OF, '720h0m0s', ['shop']), {}, nodes)).toMatchObject({ status: 0, told: '' });
    expect(inCluster(copying(OF), {}, nodes)).toMatchObject({ said: IS_WHOLE, told: '' });
  });

  test('given up, pods may be there again', () => {
    expect(inCluster(wakeNamespaces(OF, ['shop', 'jobs'])).told).toContain(
      'delete resourcequotas continuity-stopped --namespace jobs --ignore-not-found',
    );
  });
});

describe('Velero', () => {
  const velero = { ...OF, identity: 'acme-velero', container: 'data', suffix: 'blob.core.windows.net', ...VELERO_SOURCES };

  test('forgets what it knew of copies before it makes anything anew, and copies nothing until then; never once that is made', () => {
    const { status, told } = inCluster(installVelero(velero, 'move-1'));
    expect(status).toBe(0);
    expect(told.indexOf('delete schedules.velero.io')).toBeLessThan(told.indexOf('helm upgrade'));
    expect(told).toContain('delete backups.velero.io --all');
    expect(inCluster(installVelero(velero, 'move-1'), { 'get configmaps move-1': 'configmap/move-1' }).told).not.toContain('delete');
    expect(inCluster(installVelero(velero)).told).not.toContain('delete');
  });

  test('its chart and its images are those of its makers, or somebody else’s copies of them; what its objects look like is applied beside the chart', () => {
    const { told } = inCluster(installVelero(velero));
    expect(told).toContain('helm show crds velero --repo https://vmware-tanzu.github.io/helm-charts --version 11.3.2');
    expect(told.indexOf('kubectl apply --server-side')).toBeLessThan(told.indexOf('helm upgrade velero velero --repo'));
    const own = veleroSources({ charts: 'acme.azurecr.io/charts', images: 'acme.azurecr.io/mirror' });
    expect(inCluster(installVelero({ ...velero, ...own })).told).toContain(
      'helm upgrade velero oci://acme.azurecr.io/charts/velero --install',
    );
    expect(own.hosts).toEqual(['acme.azurecr.io']);
    expect(veleroSources({}).hosts).toEqual(VELERO_SOURCES.hosts);
    expect(veleroSources({ images: 'acme.azurecr.io/mirror' }).hosts).toEqual(['vmware-tanzu.github.io', 'github.com', 'acme.azurecr.io']);
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

  test('what fails in the cluster fails the step', () => {
    expect(answering('az', [['command invoke', '1\nerror: no such thing']], copyKnown(OF)).status).not.toBe(0);
  });
});
