import { installVelero, VELERO_CALLS } from '../../../lib/clouds/oci/cli-velero';
import { isAsDescribed, keepAsDescribed } from '../../../lib/clouds/oci/cli-flux';
import { FLUX_RELEASE, IS_KEPT } from '../../../lib/port/gitops';
import { cronOf, IS_KNOWN, IS_WHOLE, NONE_LEFT, VELERO_SOURCES } from '../../../lib/port/velero';
import { programsOf } from '../../../lib/words/programs';
import { answering, type Rule } from '../answering';
import { besideCluster, COPIES, VOLUMES, type Knows } from '../in-cluster';

const { clearNamespaces, copying, copyKnown, copyOnce, haltNamespaces, namespacesLeft, podsLeft } = VELERO_CALLS;
const { recreate, recreated, scheduleCopies, stopNamespaces, wakeNamespaces } = VELERO_CALLS;
const OF = { region: 'eu-paris-1', compartment: 'c-1', cluster: 'acme', bastion: 'acmebastion', domain: 'oraclecloud.com' };
const VELERO = { ...OF, vault: 'acme-vault', secret: 'acme-copies', charts: VELERO_SOURCES.charts, images: VELERO_SOURCES.images };
const oci = (rules: readonly Rule[], run: readonly string[]) =>
  answering('oci', rules, run, ['kubectl', 'helm', 'ssh', 'ssh-keygen', 'sleep']);
const SYNCED = { 'status.lastSyncedTime': '2026-12-01T00:00:00Z' };

const WAY: Rule[] = [
  ['"freeform-tags"."continuity-copies"', 'acme-copies\n'],
  ['| [0].id --raw-output', 'ocid1.cluster\n'],
  ['endpoints."private-endpoint"', '10.20.128.7:6443\n'],
  ['bastion bastion list', 'ocid1.bastion\n'],
  ['ssh-keygen', ''],
  ['session create-port-forwarding', 'ocid1.session\n'],
  ['session get', 'ACTIVE\n'],
  ['session delete', ''],
  ['create-kubeconfig', ''],
  ['kubectl config view', 'cluster-1\n'],
  ['kubectl config set-cluster', ''],
  ['kubectl get --raw /readyz', 'ok'],
  ['ssh -i', ''],
  ['sleep', ''],
];

/** A session of the bastion leads there; what a call of `oci` that no rule is of prints is nothing. */
const inCluster = (run: readonly string[], knows: Knows = {}, nodes = '3') => {
  const { told, ...rest } = besideCluster(run, knows, {
    oci: `case "$*" in
*'tags"."continuity-copies"'*) echo acme-copies ;;
*'node-pool list'*) printf '%s\\n' '${nodes}' ;;
*'| [0].id --raw-output'*) echo ocid1.cluster ;;
*private-endpoint*) echo 10.20.128.7:6443 ;;
*'bastion bastion list'*) echo ocid1.bastion ;;
*'session create'*) echo ocid1.session ;;
*'session get'*) echo ACTIVE ;;
*'vault list'*) echo ocid1.vault ;;
*get-secret-bundle-by-name*) printf '[default]\\naws_access_key_id=AK\\n' | base64 ;;
*'os ns get'*) echo acmens ;;
esac`,
    ssh: '',
    'ssh-keygen': '',
    sleep: '',
  });
  // What reaching it asks is of no test here.
  return { ...rest, told: told.replace(/^kubectl (?:config|get --raw) .*\n/gm, '') };
};

describe('the way in', () => {
  // The tunnel is in the background, and may be written down late.
  const last = (calls: readonly string[]): string | undefined => calls.findLast((call) => !call.startsWith('ssh -i'));

  test('a session of the bastion is made for one call, leads to the private address alone, and ends with it', () => {
    const { status, said, calls } = oci(
      [...WAY, ['backupstoragelocations', '2026-12-01T03:00:00Z'], ['kubectl get backups', 'continuity-20261201030000']],
      copyKnown(OF),
    );
    expect({ status, said }).toEqual({ status: 0, said: expect.stringMatching(new RegExp(`^${IS_KNOWN}$`)) as string });
    const find = (words: string): string | undefined => calls.find((call) => call.startsWith(words));
    expect(find('bastion session create-port-forwarding')).toMatch(
      /--bastion-id ocid1\.bastion .*--target-private-ip 10\.20\.128\.7 --target-port 6443 --session-ttl 10800/,
    );
    expect(find('ssh -i')).toMatch(
      /-L 127\.0\.0\.1:\d+:10\.20\.128\.7:6443 -p 22 ocid1\.session@host\.bastion\.eu-paris-1\.oci\.oraclecloud\.com$/,
    );
    expect(find('kubectl config set-cluster')).toMatch(/cluster-1 --server https:\/\/127\.0\.0\.1:\d+ --tls-server-name 10\.20\.128\.7$/);
    expect(last(calls)).toMatch(/^bastion session delete .*--session-id ocid1\.session --force/);
  });

  test('no cluster, no bastion or an API that does not answer stop it, and the session ends', () => {
    expect(oci([['bastion bastion list', ''], ...WAY], copyKnown(OF)).error).toMatch(/no bastion acmebastion: apply the stack/);
    const silent = oci([['kubectl get --raw', '', 1], ...WAY], copyKnown(OF));
    expect(silent.status).toBe(1);
    expect(last(silent.calls)).toMatch(/^bastion session delete/);
  });

  test('all that it calls is named: a document that is handed on is none of it', () => {
    expect(programsOf(installVelero(VELERO, 'move-7'))).toEqual([
      'base64',
      'cat',
      'helm',
      'kubectl',
      'mktemp',
      'oci',
      'rm',
      'sh',
      'sleep',
      'ssh',
      'ssh-keygen',
    ]);
  });
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
    expect([asks({}), asks(left)]).toEqual([NONE_LEFT, 'namespace/jobs']);
    const { status, told } = made({ ...COPIES, ...left });
    expect(status).not.toBe(0);
    expect(told).not.toContain('create');
  });

  test('the newest complete copy is restored, once', () => {
    const { status, said, told } = made(COPIES);
    expect({ status, said }).toEqual({ status: 0, said: 'continuity-20261201010000 is restored by move-1' });
    expect(told).toMatch(/backupName: continuity-20261201010000, restorePVs: true, includedNamespaces: \[shop, jobs\]/);
    const done = { ...COPIES, ...VOLUMES, 'get configmaps move-1': 'configmap/move-1' };
    for (const { said: again, told: then } of [cleared(done), made(done)]) {
      expect(again).toBe('move-1 was made before');
      expect(then).not.toMatch(/delete|create/);
    }
  });

  test('what the cluster copied last itself is older than what stands there, which stays', () => {
    const { said, told } = cleared({ 'labels.continuity-cluster': 'acme', ...COPIES, ...VOLUMES });
    expect(said).toMatch(/is of this cluster: what stands is newer$/);
    expect(told).not.toContain('delete');
    expect(cleared({ 'labels.continuity-cluster': 'other', ...COPIES }).told).toContain('delete namespace');
  });

  test('it is whole once its restore is; where nothing was made that is said', () => {
    const of = (phase: string) =>
      inCluster(recreated(OF, 'move-1'), { 'status.phase': phase, 'get restores.velero.io move-1': 'restore/move-1' }).said;
    expect([of('Completed'), of('PartiallyFailed')]).toEqual([IS_WHOLE, 'PartiallyFailed']);
    expect(inCluster(recreated(OF, 'move-1')).said).toBe('nothing is made of move-1');
  });
});

describe('what a planned move stops, ahead of the fence', () => {
  const CLOCK = { 'create configmap continuity-clock': '2026-12-01T06:07:08Z' };
  const stop = (knows = {}, nodes?: string) =>
    inCluster(stopNamespaces(OF, ['shop', 'jobs']), { 'get namespaces': 'there', ...knows }, nodes);

  test('no pod may be in its namespaces before any is deleted; its schedule pauses ahead of it', () => {
    const { status, told } = stop();
    expect(status).toBe(0);
    expect(told).toMatch(/kind: ResourceQuota\n.*namespace: shop, labels: \{ velero.io\/exclude-from-backup: "true" \}/);
    expect(told.indexOf('patch schedules.velero.io')).toBeLessThan(told.indexOf('ResourceQuota'));
    expect(told.indexOf('ResourceQuota')).toBeLessThan(told.indexOf('delete pods --all --namespace shop'));
    expect(told).toContain('delete pods --all --namespace jobs --wait=false');
  });

  test('a pod that nothing makes anew would be in no copy: nothing is stopped', () => {
    const { status, told } = stop({ 'custom-columns': '<none>   lonely' });
    expect(status).not.toBe(0);
    expect(told).not.toMatch(/delete|ResourceQuota/);
  });

  test('nothing runs once no pod is left; then one more copy is made, called by the clock of the cluster, which is asked and makes nothing of it', () => {
    const left = (knows = {}) => inCluster(podsLeft(OF, ['shop', 'jobs']), knows).said;
    expect([left(), left({ 'get pods --namespace jobs': 'pod/one' })]).toEqual([NONE_LEFT, 'jobs/pod/one']);
    const { status, told } = inCluster(copyOnce(OF, '720h0m0s', ['shop', 'jobs']), CLOCK);
    expect(status).toBe(0);
    expect(told).toContain('create configmap continuity-clock --namespace velero --dry-run=server');
    expect(told).toMatch(
      /kind: Backup\nmetadata: \{ name: continuity-20261201060708, .*continuity-cluster: acme, .* \} \}\n.*\[shop, jobs\].*ttl: 720h0m0s/,
    );
    const silent = inCluster(copyOnce(OF, '720h0m0s', ['shop']));
    expect(silent).toMatchObject({ status: 1, error: 'the cluster does not say what time it is' });
    expect(silent.told).not.toContain('Backup');
    expect(inCluster(copying(OF), { '.items[-1:].status.phase': 'InProgress' }).said).toBe('InProgress');
  });

  test('in a run that is repeated no other copy is made, which could be written nowhere: the one that is whole was made since all stopped', () => {
    const again = (knows: Knows) => inCluster(copyOnce(OF, '720h0m0s', ['shop']), { ...CLOCK, ...knows });
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

  test.each(['0', '0.0', ''])('behind the fence, which left "%s" nodes, nothing inside is told: the fence waited for the copy', (nodes) => {
    expect(stop({}, nodes)).toMatchObject({ status: 0, told: '' });
    expect(inCluster(podsLeft(OF, ['shop']), {}, nodes)).toMatchObject({ said: NONE_LEFT, told: '' });
    expect(inCluster(copyOnce(OF, '720h0m0s', ['shop']), {}, nodes)).toMatchObject({ status: 0, told: '' });
    expect(inCluster(copying(OF), {}, nodes)).toMatchObject({ said: IS_WHOLE, told: '' });
  });

  test('how many nodes are wanted is asked of the service, ahead of the way in; where it does not answer nothing is taken for gone', () => {
    const asked = oci([...WAY, ['node-pool list', '0\n']], copying(OF));
    expect({ said: asked.said, calls: asked.calls.map((call) => call.split(' --')[0]) }).toEqual({
      said: IS_WHOLE,
      calls: ['ce cluster list', 'ce node-pool list'],
    });
    expect(oci([['node-pool list', '', 1], ...WAY], stopNamespaces(OF, ['shop'])).status).not.toBe(0);
    expect(oci([['| [0].id --raw-output', '']], copying(OF)).error).toMatch(/there is no cluster acme in eu-paris-1/);
  });

  test('given up, pods may be there again', () => {
    expect(inCluster(wakeNamespaces(OF, ['shop', 'jobs'])).told).toContain(
      'delete resourcequotas continuity-stopped --namespace jobs --ignore-not-found',
    );
  });
});

describe('Velero', () => {
  test('works on the bucket of its site, by the key of its vault, which is no argument', () => {
    const { status, told } = inCluster(installVelero(VELERO));
    expect(status).toBe(0);
    expect(told).toMatch(/bucket: acme-copies\n[\s\S]*s3Url: 'https:\/\/acmens\.compat\.objectstorage\.eu-paris-1\.oraclecloud\.com'/);
    expect(told).toContain('existingSecret: continuity');
    expect(told).not.toContain('aws_access_key_id');
    expect(oci([...WAY, ['get-secret-bundle', '', 1], ['kms', 'v'], ['kubectl', '']], installVelero(VELERO)).status).not.toBe(0);
  });

  test('forgets what it knew of copies before it makes anything anew, and copies nothing until then; never once that is made', () => {
    const { told } = inCluster(installVelero(VELERO, 'move-1'));
    expect(told.indexOf('delete schedules.velero.io')).toBeLessThan(told.indexOf('helm upgrade'));
    expect(told).toContain('delete backups.velero.io --all');
    expect(inCluster(installVelero(VELERO, 'move-1'), { 'get configmaps move-1': 'configmap/move-1' }).told).not.toContain('delete');
    expect(inCluster(installVelero(VELERO)).told).not.toContain('delete');
  });

  test('its chart and its images are those of its makers, or somebody else’s copies of them; what its objects look like is applied beside the chart', () => {
    const { told } = inCluster(installVelero(VELERO));
    expect(told).toContain('helm show crds velero --repo https://vmware-tanzu.github.io/helm-charts --version 11.3.2');
    expect(told.indexOf('kubectl apply --server-side')).toBeLessThan(told.indexOf('helm upgrade velero velero --repo'));
    expect(told).toMatch(/helm upgrade .* --install --skip-crds --version 11\.3\.2 --namespace velero/);
    expect(told).toContain('upgradeCRDs: false');
    expect(told).toContain('image: docker.io/velero/velero-plugin-for-aws:v1.13.0');
    const own = inCluster(installVelero({ ...VELERO, charts: 'fra.ocir.io/acme/charts', images: 'fra.ocir.io/acme/velero' })).told;
    expect(own).toContain('helm show crds oci://fra.ocir.io/acme/charts/velero --version 11.3.2');
    expect(own).toContain('helm upgrade velero oci://fra.ocir.io/acme/charts/velero --install');
    expect(own).toMatch(
      /repository: fra\.ocir\.io\/acme\/velero\/velero \}[\s\S]*image: fra\.ocir\.io\/acme\/velero\/velero-plugin-for-aws:/,
    );
    expect(own).not.toContain('docker.io');
  });

  test('what snapshots look like is brought where it is not there, and never in the place of a newer one', () => {
    const CRDS = /apply --filename \S+snapshot\.storage\.k8s\.io_volumesnapshot\w+\.yaml/g;
    expect(inCluster(installVelero(VELERO), { customresourcedefinitions: '' }).told.match(CRDS)).toHaveLength(3);
    expect(inCluster(installVelero(VELERO)).told.match(CRDS)).toBeNull();
  });

  test('its list of copies counts once it was read anew', () => {
    expect(inCluster(copyKnown(OF), { ...COPIES, ...SYNCED }).said).toMatch(new RegExp(`^${IS_KNOWN}$`));
    expect([inCluster(copyKnown(OF), COPIES).said, inCluster(copyKnown(OF), SYNCED).said]).toEqual(Array(2).fill('none is known yet'));
  });

  test('copies by a clock, and says of each copy which cluster made it; and pauses where there is a schedule', () => {
    const { told } = inCluster(scheduleCopies(OF, cronOf(3600), '720h0m0s', ['shop', 'jobs']));
    expect(told).toMatch(/schedule: '0 \* \* \* \*'\n {2}paused: false\n/);
    expect(told).toMatch(/continuity-cluster: acme.*includedNamespaces: \[shop, jobs\], snapshotMoveData: true.*ttl: 720h0m0s/);
    expect(inCluster(haltNamespaces(OF, ['shop']), { 'get schedules.velero.io': 'schedule' }).told).toContain(
      'patch schedules.velero.io continuity',
    );
  });
});

describe('what a repository describes', () => {
  const told = ['https://git.acme.example/"platform', 'main', 'clusters/shop', 'opens', 'eu-paris-1', '10.20.127.9'];
  const line = keepAsDescribed(OF, [FLUX_RELEASE.version, FLUX_RELEASE.manifest, ...told]);

  test('Flux is installed once, in one release, and told the repository, and what differs between the sites', () => {
    const { status, error, told } = inCluster(line);
    expect({ status, error }).toEqual({ status: 0, error: '' });
    expect(told).toMatch(
      /apply --server-side --force-conflicts --filename https:\/\/github\.com\/fluxcd\/flux2\/releases\/download\/v2\.7\.5\/install\.yaml/,
    );
    expect(told.indexOf('label namespace flux-system continuity-flux=v2.7.5')).toBeGreaterThan(told.indexOf('--server-side'));
    expect(told).toContain('url: "https://git.acme.example/\\"platform"\n  ref: { branch: "main" }\n  secretRef: { name: opens }');
    expect(told).toContain('path: "./clusters/shop"\n  prune: false');
    expect(told).toContain('{ continuity_region: "eu-paris-1", continuity_address: "10.20.127.9" }');
  });

  test('where it is there whole nothing is fetched: the day needs no host of it', () => {
    const { told } = inCluster(line, { 'labels.continuity-flux': 'v2.7.5' });
    expect(told).not.toContain('https://github.com');
    expect(told).toContain('kind: Kustomization');
  });

  test.each([
    ['4 4 True', true],
    ['4 3 True', false],
    ['4 4 False', false],
    ['', false],
  ])('%j is kept: %s', (answer, isKept) => {
    const { said } = inCluster(isAsDescribed(OF), { 'get kustomizations.kustomize': answer });
    expect(new RegExp(`^(?:${IS_KEPT})$`).test(said)).toBe(isKept);
  });
});
