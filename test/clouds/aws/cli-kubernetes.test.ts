import { addAddons, copyAge, IS_READY, NO_NODE, nodesLeft, nodesReady, startNodes } from '../../../lib/clouds/aws/cli-kubernetes';
import { installVelero, VELERO_CALLS } from '../../../lib/clouds/aws/cli-velero';
import { isAsDescribed, keepAsDescribed } from '../../../lib/clouds/aws/cli-flux';
import { FLUX_RELEASE, IS_KEPT } from '../../../lib/port/gitops';
import { NONE_LEFT, VELERO_SOURCES } from '../../../lib/port/velero';
import { programsOf } from '../../../lib/words/programs';
import { answering, type Rule } from '../answering';
import { besideCluster, COPIES, type Knows } from '../in-cluster';

const OF = { region: 'eu-central-1', cluster: 'shop', role: 'arn:aws:iam::111122223333:role/shop-recovery' };
const aws = (rules: readonly Rule[], run: readonly string[]) =>
  answering('aws', rules, run, ['kubectl', 'helm', 'sleep', 'session-manager-plugin']);
const changes = (calls: readonly string[]): string[] => calls.filter((call) => /update-nodegroup-config|create-addon/.test(call));

describe('node groups', () => {
  const wants = (desired: number, least: number): Rule[] => [
    ['scalingConfig.desiredSize', `${desired}\n`],
    ['scalingConfig.minSize', `${least}\n`],
    ['eks wait', ''],
    ['update-nodegroup-config', ''],
  ];

  test('are raised with both bounds in one call, since a lower bound above the number is refused', () => {
    const { calls, said } = aws(wants(0, 0), startNodes(OF, [{ name: 'apps', least: 3, most: 6 }]));
    expect(changes(calls)).toEqual([expect.stringMatching(/--scaling-config minSize=3,maxSize=6,desiredSize=3 /)]);
    expect(calls.filter((call) => call.startsWith('eks wait nodegroup-active'))).toHaveLength(2);
    expect(said).toBe('apps: 3 wanted');
  });

  test('are never lowered: what the load asked for stays', () => {
    const { calls, said } = aws(wants(5, 3), startNodes(OF, [{ name: 'apps', least: 3, most: 6 }]));
    expect([changes(calls), said]).toEqual([[], 'apps: 5 wanted']);
  });

  const state = (nodes: number, made: string, issue = 'None'): Rule[] => [
    ['cluster.status', 'ACTIVE\n'],
    ['describe-instances', `${nodes}\n`],
    ['nodegroup.status', `${made}\n`],
    ['health.issues', `${issue}\n`],
  ];
  test.each([
    [3, 'ACTIVE', 'None', true],
    [2, 'ACTIVE', 'None', false],
    [3, 'UPDATING', 'None', false],
    [3, 'ACTIVE', 'no capacity', false],
  ])('%i of 3, %s, %s: ready %s', (nodes, made, issue, is) => {
    const { said } = aws(state(nodes, made, issue), nodesReady(OF, [{ name: 'apps', least: 3 }]));
    expect(new RegExp(`^${IS_READY}$`).test(said)).toBe(is);
  });

  test('have none left only once nothing runs', () => {
    const left = (desired: number, running: number) =>
      aws([...wants(desired, 0), ['describe-instances', `${running}\n`]], nodesLeft(OF, [{ name: 'apps' }, { name: 'batch' }])).said;
    expect([left(0, 0), left(0, 1)]).toEqual([NO_NODE, '0 wanted, 2 that run']);
  });

  test('add-ons that are there are left alone, and each is waited for', () => {
    const { calls } = aws(
      [
        ["'coredns'", '1\n'],
        ['list-addons', '0\n'],
        ['create-addon', ''],
        ['eks wait', ''],
      ],
      addAddons(OF, ['coredns', 'aws-ebs-csi-driver']),
    );
    expect(changes(calls)).toEqual([expect.stringMatching(/--addon-name aws-ebs-csi-driver --resolve-conflicts OVERWRITE/)]);
    expect(calls.filter((call) => call.startsWith('eks wait addon-active'))).toHaveLength(2);
  });
});

test('how old the newest copy is that has arrived; none, and no bucket, are no age', () => {
  const moment = new Date(Date.now() - 600_000).toISOString().replace(/\D/g, '').slice(0, 14);
  const bucket: Rule = ['tags."continuity-copies"', 'shop-kept\n'];
  const { said, calls } = aws([bucket, ['list-objects', `"velero/backups/continuity-${moment}/velero-backup.json"\n`]], copyAge(OF));
  expect(Math.abs(Number(said) - 600)).toBeLessThan(60);
  expect(calls.at(-1)).toMatch(/--bucket shop-kept --prefix velero\/backups\/continuity-/);
  expect(aws([bucket, ['list-objects', 'null\n']], copyAge(OF))).toMatchObject({ status: 1, error: 'no copy in shop-kept' });
  expect(aws([['describe-cluster', 'None\n']], copyAge(OF)).error).toMatch(/says no bucket of its copies: apply the stack/);
});

/** A node leads there. */
const inCluster = (run: readonly string[], knows: Knows = {}, nodes = '3', there = '1') => {
  const { told, ...rest } = besideCluster(run, knows, {
    aws: `printf 'aws %s\\n' "$*" >>"$0.log"
case "$*" in
*'tags."continuity-copies"'*) echo shop-kept ;;
*list-clusters*) echo '${there}' ;;
*list-nodegroups*) echo apps ;;
*desiredSize*) echo '${nodes}' ;;
*cluster.endpoint*) echo https://ABC.gr7.eu-central-1.eks.amazonaws.com ;;
*describe-instances*) echo i-1 i-2 ;;
*get-connection-status*i-2*) echo connected ;;
*get-connection-status*) echo notconnected ;;
*start-session*) echo 'Starting session with SessionId: me-1' ;;
esac`,
    'session-manager-plugin': '',
    sleep: '',
  });
  return { ...rest, told };
};

describe('inside', () => {
  test('a cluster is told through a node that is connected, by its own name, as the role of recovery; and the session ends', () => {
    const { calls, status } = aws(
      [
        ['cluster.endpoint', 'https://ABC.gr7.eu-central-1.eks.amazonaws.com\n'],
        ['describe-instances', 'i-1 i-2\n'],
        ['get-connection-status --region eu-central-1 --target i-2', 'connected\n'],
        ['get-connection-status', 'notconnected\n'],
        ['start-session', 'Starting session with SessionId: me-1\n'],
        ['kubectl config view', 'arn:cluster\n'],
        ['status.lastSyncedTime', '2026-12-01T00:00:00Z'],
        ['get backups', 'continuity-20261201010000'],
        ['session-manager-plugin', ''],
        ['sleep', ''],
        ['update-kubeconfig', ''],
        ['set-cluster', ''],
        ['get --raw /readyz', 'ok'],
        ['terminate-session', ''],
      ],
      VELERO_CALLS.copyKnown(OF),
    );
    expect(status).toBe(0);
    const find = (words: string): string | undefined => calls.find((call) => call.includes(words));
    expect(find('update-kubeconfig')).toMatch(/--name shop --role-arn arn:aws:iam::111122223333:role\/shop-recovery/);
    expect(calls.at(-1)).toMatch(/^ssm terminate-session .*--session-id me-1 /);
    expect(find('set-cluster')).toMatch(
      /--server https:\/\/127\.0\.0\.1:\d+ --tls-server-name ABC\.gr7\.eu-central-1\.eks\.amazonaws\.com$/,
    );
  });

  test('Velero is who its service account is, on the bucket of its site', () => {
    const { told, status } = inCluster(installVelero({ ...OF, ...VELERO_SOURCES }, 'move-1'), COPIES);
    expect(status).toBe(0);
    expect(told).toMatch(/bucket: shop-kept\n/);
    expect(told).toMatch(/credentials: \{ useSecret: false \}/);
    expect(told).toMatch(/serviceAccount: \{ server: \{ name: velero \} \}/);
    expect(told).toMatch(/driver: ebs\.csi\.aws\.com/);
    expect(told).toMatch(/kubectl delete backups\.velero\.io --all/);
  });

  test('Flux keeps what a repository describes, and says once that stands', () => {
    const words = ['https://git.acme.example/platform', 'main', '.', '', 'eu-central-1', '10.20.80.9'];
    const { told, status } = inCluster(keepAsDescribed(OF, [FLUX_RELEASE.version, FLUX_RELEASE.manifest, ...words]));
    expect(status).toBe(0);
    expect(told).toMatch(
      /url: "https:\/\/git\.acme\.example\/platform"[\s\S]*continuity_region: "eu-central-1", continuity_address: "10\.20\.80\.9"/,
    );
    const { said } = inCluster(isAsDescribed(OF), { 'get kustomizations.kustomize': '4 4 True' });
    expect(said).toMatch(new RegExp(`^(?:${IS_KEPT})$`));
  });

  test('nothing is told where no node is left, and a fence needs no cluster', () => {
    const { haltNamespaces, podsLeft } = VELERO_CALLS;
    expect(inCluster(podsLeft(OF, ['shop']), {}, '0')).toMatchObject({ said: NONE_LEFT, told: '' });
    expect(inCluster(haltNamespaces(OF, ['shop']), {}, '0')).toMatchObject({ said: 'no node is left', told: '' });
    expect(inCluster(haltNamespaces(OF, ['shop']), {}, '3', '0')).toMatchObject({ said: 'there is no cluster', told: '' });
    expect(inCluster(haltNamespaces(OF, ['shop', 'jobs']), { 'get namespaces': 'namespace/x' }).told).toMatch(
      /delete pods --all --namespace jobs/,
    );
  });

  test('its programs are named, what the program of AWS begins among them', () => {
    expect(programsOf(VELERO_CALLS.copyKnown(OF))).toEqual(expect.arrayContaining(['aws', 'kubectl', 'session-manager-plugin']));
    expect(programsOf(installVelero({ ...OF, ...VELERO_SOURCES }))).toContain('helm');
  });
});
