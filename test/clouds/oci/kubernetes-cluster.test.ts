import type { App } from 'cdktf';
import {
  ContainerImages,
  KubernetesCluster,
  LoadBalancer,
  Network,
  ObjectStorage,
  Size,
  type ClusterBackup,
  type KubernetesClusterProps,
} from '../../../lib';
import { nodeShape } from '../../../lib/clouds/oci/kubernetes-cluster/sizes';
import { Duration } from '../../../lib/objectives/duration';
import { Tier } from '../../../lib/objectives/tier';
import type { Action } from '../../../lib/words/actions';
import { isUnseen } from '../../../lib/words/doctor';
import type { Workload } from '../../../lib/workload';
import { appIn, folder, refusal } from '../../declared';
import { afterStory } from '../../support/history';
import { blockAt, blocksOf, type Body, type StackJson } from '../../support/json';
import { renderWorkload, sheetsOf, type Output } from '../../support/synth';
import { billing, FRANKFURT, PARIS } from './fixture';

interface With {
  readonly tier?: Tier;
  readonly props?: Partial<KubernetesClusterProps>;
  readonly every?: Duration;
  /** Whether what is in it is copied. */
  readonly copied?: boolean;
  readonly cidr?: string;
  readonly sources?: Pick<ClusterBackup, 'charts' | 'images'>;
}

const make =
  ({ tier = Tier.HOT, props, every = Duration.hours(1), copied = true, cidr, sources }: With = {}) =>
  (app: App): Workload => {
    const workload = billing(tier, undefined, cidr)(app);
    new Network(workload, 'Net', { flowLogs: Duration.days(180), egress: 'nat' });
    new ContainerImages(workload, 'Images', { repositories: ['acme/api'] });
    const copies = new ObjectStorage(workload, 'Copies');
    new KubernetesCluster(workload, 'Platform', {
      version: '1.33',
      pools: [
        { name: 'apps', size: Size.of({ vcpus: 4, memoryGiB: 16 }), nodes: { active: 3, standby: 1, most: 6 } },
        { name: 'batch', size: Size.of({ vcpus: 4, memoryGiB: 32 }), nodes: { active: 2 } },
      ],
      ...(copied ? { backup: { to: copies, every, namespaces: ['shop', 'jobs'], ...sources } } : {}),
      ...props,
    });
    return workload;
  };

function outputAt(story: string, given: With = {}): Output {
  const situation = afterStory(story, make(given)(appIn(folder())).sides);
  return renderWorkload(make(given)(appIn(folder(), situation)), situation);
}
const stepsAt = (story: string, transition: string, given: With = {}): readonly Action[] => {
  const situation = afterStory(story, make(given)(appIn(folder())).sides);
  const sheets = sheetsOf(make(given)(appIn(folder(), situation)), situation);
  return sheets.find((one) => one.transition === transition)?.waves.flatMap(({ actions }) => actions) ?? [];
};
const ours = (steps: readonly Action[]): string[] => steps.map(({ id }) => id).filter((id) => /-platform(-|$)/.test(id));
const lineOf = (steps: readonly Action[], id: string): string => {
  const step = steps.find((one) => one.id === id);
  return step?.do === 'check' ? step.how.run.join(' ') : step?.do === 'command' ? step.run.join(' ') : '';
};

const CLUSTER = 'oci_containerengine_cluster.platform';
const pool = (stack: StackJson | undefined, name = 'apps'): Body =>
  blockAt(stack, `oci_containerengine_node_pool.platform-pool-${name}`) as Body;
const nodes = (stack: StackJson | undefined, name = 'apps'): unknown => (pool(stack, name)['node_config_details'] as Body)['size'];
const ignored = (stack: StackJson | undefined, name = 'apps'): unknown => (pool(stack, name)['lifecycle'] as Body)['ignore_changes'];
const SIZE = 'node_config_details[0].size';
const LOST = 'standing, lost A, failover B';
const OVER = `${LOST}, started, completed`;

describe('the cluster', () => {
  const { stacks } = outputAt('standing');
  const stack = stacks[FRANKFURT];

  test('has an API in its network alone, a key of its site, and ranges that no network has; its version is moved by nobody’s apply', () => {
    expect(blockAt(stack, CLUSTER)).toMatchObject({
      type: 'ENHANCED_CLUSTER',
      name: 'billing-platform-eu-frankfurt-1',
      kms_key_id: '${oci_kms_key.key.id}',
      endpoint_config: { is_public_ip_enabled: false, nsg_ids: ['${oci_core_network_security_group.platform-group.id}'] },
      cluster_pod_network_options: [{ cni_type: 'FLANNEL_OVERLAY' }],
      options: { kubernetes_network_config: { pods_cidr: '192.168.0.0/16', services_cidr: '172.29.0.0/16' } },
      freeform_tags: { workload: 'billing', component: 'Platform' },
      lifecycle: { prevent_destroy: true, ignore_changes: ['kubernetes_version'] },
    });
    const { kubernetes_version: version, freeform_tags: tags } = blockAt(stack, CLUSTER) as Record<string, Body>;
    expect(String(version)).toContain('startswith(one, "v1.33.")');
    expect((tags as Body)['continuity-copies']).toBe(blockAt(stack, 'oci_objectstorage_bucket.copies')?.['name']);
  });

  test('of its types: a cluster, its pools, who is let in, a way to it and a vault', () => {
    const types = blocksOf(stack)
      .filter(({ address }) => address.includes('.platform'))
      .map(({ type }) => type);
    expect([...new Set(types)].sort()).toEqual([
      'oci_bastion_bastion',
      'oci_containerengine_cluster',
      'oci_containerengine_node_pool',
      'oci_core_network_security_group',
      'oci_core_network_security_group_security_rule',
      'oci_events_rule',
      'oci_kms_key',
      'oci_kms_vault',
      'oci_monitoring_alarm',
    ]);
  });

  test('it stands in a subnet of its own, by whose rule a bastion reaches its API, and no more', () => {
    const at = '${oci_core_subnet.net-cluster.id}';
    expect(blockAt(stack, CLUSTER)).toMatchObject({ endpoint_config: { subnet_id: at }, options: { service_lb_subnet_ids: [at] } });
    expect(blockAt(stack, 'oci_bastion_bastion.platform-bastion')).toMatchObject({ target_subnet_id: at, bastion_type: 'standard' });
    expect(blockAt(stack, 'oci_core_subnet.net-cluster')).toMatchObject({
      prohibit_public_ip_on_vnic: true,
      cidr_block: '${cidrsubnet("10.10.0.0/16", 3, 3)}',
    });
    expect(blockAt(stack, 'oci_core_security_list.net-cluster-rules')).toMatchObject({
      egress_security_rules: [{ protocol: '6', destination: '10.10.0.0/16', tcp_options: { min: 6443, max: 6443 } }],
      ingress_security_rules: [{ protocol: '1' }],
    });
    expect(blockAt(stack, 'oci_core_security_list.net-rules')).not.toHaveProperty('egress_security_rules');
  });

  test('nobody is let in to it from outside of the network of its site', () => {
    const rules = blocksOf(stack).filter(
      ({ address, body }) => address.includes('security_rule.platform-') && body['direction'] === 'INGRESS',
    );
    expect(rules.map(({ body }) => body['source']).sort()).toEqual([
      '${each.value}',
      '${each.value}',
      '${each.value}',
      '${oci_core_network_security_group.platform-group.id}',
    ]);
  });

  test('its nodes stand in each availability domain of their region, encrypted, with images that are said once', () => {
    expect((pool(stack)['node_config_details'] as Record<string, unknown[]>)['placement_configs']).toHaveLength(3);
    expect((pool(stacks[PARIS])['node_config_details'] as Record<string, unknown[]>)['placement_configs']).toHaveLength(1);
    expect(pool(stack)).toMatchObject({
      node_shape: 'VM.Standard.E4.Flex',
      node_shape_config: { ocpus: 2, memory_in_gbs: 16 },
      node_config_details: { kms_key_id: '${oci_kms_key.key.id}', is_pv_encryption_in_transit_enabled: true },
    });
    expect(ignored(stack)).toEqual(['kubernetes_version', 'node_source_details[0].image_id', SIZE]);
  });

  test('what it may do with the key is written in the home region, in peace, by the compartment', () => {
    const policy = blockAt(stacks[`${FRANKFURT}-base`], 'oci_identity_policy.platform-may') as Body;
    expect(policy).toMatchObject({ provider: 'oci.home', lifecycle: { prevent_destroy: true } });
    const said = (policy['statements'] as string[]).join('\n');
    expect(said).toContain("request.principal.type = 'nodepool'");
    expect(said).toContain("request.principal.service_account = 'cluster-autoscaler'");
    expect(said).not.toContain('ocid1.cluster');
  });
});

describe('nodes', () => {
  test.each([
    [Tier.COLD, 0, 0],
    [Tier.WARM, 0, 0],
    [Tier.HOT, 1, 1],
  ])('%s: a standby keeps %s and %s', (tier, apps, batch) => {
    const { stacks } = outputAt('standing', { tier });
    expect([nodes(stacks[FRANKFURT]), nodes(stacks[FRANKFURT], 'batch')]).toEqual([3, 2]);
    expect([nodes(stacks[PARIS]), nodes(stacks[PARIS], 'batch')]).toEqual([apps, batch]);
    expect(ignored(stacks[PARIS])).not.toContain(SIZE);
  });

  test('of the side that is fenced there is none, and its apply says so; of the one that takes over, all', () => {
    const fenced = outputAt('standing, switch B');
    expect([nodes(fenced.stacks[FRANKFURT]), nodes(fenced.stacks[FRANKFURT], 'batch')]).toEqual([0, 0]);
    expect(ignored(fenced.stacks[FRANKFURT])).not.toContain(SIZE);
    expect(nodes(outputAt(LOST).stacks[PARIS])).toBe(3);
    expect(ignored(outputAt(LOST).stacks[PARIS])).toContain(SIZE);
    expect(ignored(outputAt(LOST).stacks[PARIS], 'batch')).not.toContain(SIZE);
  });

  test('of a size are the smallest that are as large: an OCPU is two virtual CPUs, with 64 GiB at the most', () => {
    expect(nodeShape(Size.of({ vcpus: 3, memoryGiB: 7.5 }))).toEqual({ ocpus: 2, gib: 8 });
    expect(nodeShape(Size.of({ vcpus: 2, memoryGiB: 100 }))).toEqual({ ocpus: 2, gib: 100 });
    expect(nodeShape(Size.of({ vcpus: 200, memoryGiB: 16 }))).toBeUndefined();
  });
});

describe('steps', () => {
  test('a failover raises nodes, installs Velero, restores once and copies from then on, ahead of users', () => {
    const steps = stepsAt(LOST, 'failover');
    // How many there are ahead of it is no matter of it: it raises them itself.
    expect(lineOf(steps, 'cluster-platform')).toMatch(/ apps 0 batch 0$/);
    expect(ours(steps)).toEqual([
      'cluster-platform',
      'key-platform',
      'age-platform',
      'start-platform-eu-paris-1',
      'velero-platform-eu-paris-1',
      'known-platform-eu-paris-1',
      'clear-platform-eu-paris-1',
      'cleared-platform-eu-paris-1',
      'recreate-platform-eu-paris-1',
      'recreated-platform-eu-paris-1',
      'resume-platform-eu-paris-1',
      'schedule-platform-eu-paris-1',
      'running-platform',
    ]);
    const at = (id: string): number => steps.findIndex((step) => step.id === id);
    expect(at('recreated-platform-eu-paris-1')).toBeLessThan(steps.findIndex(({ title }) => title.startsWith('Let users in')));
    expect(JSON.stringify(steps.filter(({ id }) => id.includes('-platform')))).not.toContain('eu-frankfurt-1');
    expect(lineOf(steps, 'start-platform-eu-paris-1')).toMatch(/ billing-platform-eu-paris-1 apps 3 6 batch 2 2$/);
    expect(lineOf(steps, 'velero-platform-eu-paris-1')).toMatch(
      / eu-paris-1 ocid1\S+ billing-platform-eu-paris-1 billingplatformeuparis1 oraclecloud\.com billing-platform-eu-paris-1 billing-platform-copies 11\.3\.2 v1\.13\.0 \S+snapshot\.storage\.k8s\.io_ (move-billing-\w+-1) https:\/\/vmware-tanzu\.github\.io\/helm-charts docker\.io\/velero$/,
    );
    expect(lineOf(steps, 'clear-platform-eu-paris-1')).toMatch(/ move-billing-\w+-1 billing-platform-eu-paris-1 shop jobs$/);
    expect(lineOf(steps, 'recreate-platform-eu-paris-1')).toMatch(/ move-billing-\w+-1 shop jobs$/);
    expect(lineOf(steps, 'schedule-platform-eu-paris-1')).toMatch(/ 0 \* \* \* \* 720h0m0s shop jobs$/);
  });

  test('in peace the side that serves is started and copied, and nothing is restored there', () => {
    const steps = ours(stepsAt('', 'establish'));
    expect(steps).toEqual(
      expect.arrayContaining(['velero-platform-eu-frankfurt-1', 'schedule-platform-eu-frankfurt-1', 'standing-platform']),
    );
    expect(steps.join()).not.toContain('recreate');
  });

  test('a planned move stops what writes and copies once more, ahead of the fence that takes what scales and the nodes', () => {
    const steps = stepsAt('standing, switch B', 'switch');
    const quiesce = ['stop', 'stopped', 'recopy', 'recopied'].map((step) => `${step}-platform-eu-frankfurt-1`);
    expect(ours(steps).filter((id) => id.endsWith('frankfurt-1'))).toEqual([
      ...quiesce,
      'still-platform-eu-frankfurt-1',
      'halt-platform-eu-frankfurt-1',
      'fenced-platform-eu-frankfurt-1',
    ]);
    const at = (id: string): number => steps.findIndex((step) => step.id === id);
    expect(at('recopied-platform-eu-frankfurt-1')).toBeLessThan(steps.findIndex(({ do: what }) => what === 'apply'));
    // The old side may not be waited for; a close leaves consumers at work.
    for (const [story, transition] of [
      ['standing, avoid A, failover B', 'failover'],
      ['standing, close A', 'close'],
    ] as const)
      expect(ours(stepsAt(story, transition)).filter((id) => quiesce.includes(id))).toEqual([]);
  });

  test('a side that answers again is fenced once what it left cannot run again with its next node', () => {
    const steps = stepsAt(`${OVER}, normal A`, 'fence');
    expect(ours(steps)).toEqual(['still-platform-eu-frankfurt-1', 'halt-platform-eu-frankfurt-1', 'fenced-platform-eu-frankfurt-1']);
    expect(lineOf(steps, 'halt-platform-eu-frankfurt-1')).toMatch(/ shop jobs$/);
    expect(ours(stepsAt(`${OVER}, normal A, fenced A`, 'reprotect'))).toEqual(expect.arrayContaining(['rest-platform', 'rested-platform']));
  });

  test('what it stopped runs again where it is given up, once its nodes are back, and nothing is made anew there', () => {
    const back = ours(stepsAt('standing, switch B, abort', 'abort'));
    expect(back.indexOf('start-platform-eu-frankfurt-1')).toBeGreaterThanOrEqual(0);
    expect(back.indexOf('start-platform-eu-frankfurt-1')).toBeLessThan(back.indexOf('resume-platform-eu-frankfurt-1'));
    expect(back).not.toContain('recreate-platform-eu-frankfurt-1');
  });

  test('paper of a move that is not declared makes anew what the declared one would', () => {
    const name = (story: string): string | undefined =>
      / (move-\S+) shop jobs$/.exec(lineOf(stepsAt(story, 'failover'), 'recreate-platform-eu-paris-1'))?.[1];
    expect(name('standing')).toBeDefined();
    expect(name('standing')).toBe(name(LOST));
  });

  test('a sheet says which hosts chart, images and definitions are fetched from, those of the architect where he named them', () => {
    const hosts = (given?: With): readonly string[] =>
      stepsAt('standing', 'failover', given).flatMap((step) => (step.do === 'command' ? (step.fetches ?? []) : []));
    expect(hosts()).toEqual(['vmware-tanzu.github.io', 'github.com', 'docker.io', 'raw.githubusercontent.com']);
    expect(hosts({ sources: { charts: 'fra.ocir.io/acme/charts', images: 'fra.ocir.io/acme/velero' } })).toEqual([
      'fra.ocir.io',
      'raw.githubusercontent.com',
    ]);
    expect(hosts({ copied: false })).toEqual([]);
  });

  test('a side that comes back copies into the bucket of today, and is told which; a reprotect restores nothing', () => {
    const back = `${OVER}, normal A, fenced A`;
    const tag = (story: string): unknown =>
      (blockAt(outputAt(story).stacks[FRANKFURT], CLUSTER)?.['freeform_tags'] as Body)['continuity-copies'];
    expect(tag(back)).not.toBe(tag('standing'));
    expect(ours(stepsAt(back, 'reprotect')).join()).not.toContain('recreate');
  });

  test('without copies nothing of Velero is there: no vault, no key, no step', () => {
    const { stacks } = outputAt('standing', { copied: false });
    expect(blockAt(stacks[FRANKFURT], 'oci_kms_vault.platform-vault')).toBeUndefined();
    expect(ours(stepsAt(LOST, 'failover', { copied: false }))).toEqual([
      'cluster-platform',
      'start-platform-eu-paris-1',
      'running-platform',
    ]);
  });

  test('ahead of the day: cluster, way, version, key, and room for what a move adds', () => {
    const { plan } = make()(appIn(folder()));
    const asked = (site: string): string[] =>
      (plan.doctor[site] ?? []).flatMap((one) => (isUnseen(one) ? [] : one.steps.map(({ id }) => id)));
    expect(asked('oci:eu-paris-1')).toEqual(
      expect.arrayContaining(['serves-platform', 'bastion-platform', 'version-platform', 'key-platform', 'quota-cores-platform']),
    );
    // Two of 2 OCPUs, and one of 2 of the other pool.
    expect((plan.doctor['oci:eu-paris-1'] ?? []).flatMap((one) => (isUnseen(one) || !one.room ? [] : [one.room]))).toContainEqual({
      of: 'OCPUs standard-e4-core-count',
      more: 6,
    });
  });
});

describe('an entrance', () => {
  const ADDRESSES = { 'oci:eu-frankfurt-1': '10.10.127.9', 'oci:eu-paris-1': '10.20.127.9' };
  const entered = (story: string): Output => {
    const build = (app: App): Workload => {
      const workload = make({ props: { addresses: ADDRESSES } })(app);
      new LoadBalancer(workload, 'Web', { plainHttp: true, target: workload.node.findChild('Platform') as KubernetesCluster });
      return workload;
    };
    const situation = afterStory(story, build(appIn(folder())).sides);
    return renderWorkload(build(appIn(folder(), situation)), situation);
  };

  test('leads to the address of the cluster of its site, in every situation, and is let in there', () => {
    const { stacks } = entered('standing');
    const served = blockAt(stacks[FRANKFURT], 'oci_load_balancer_backend.web-served');
    expect(served).toMatchObject({
      ip_address: '10.10.127.9',
      port: 80,
      backendset_name: '${oci_load_balancer_backend_set.web-targets.name}',
    });
    expect(blockAt(stacks[PARIS], 'oci_load_balancer_backend.web-served')).toMatchObject({ ip_address: '10.20.127.9' });
    expect(blockAt(entered('standing, switch B').stacks[FRANKFURT], 'oci_load_balancer_backend.web-served')).toEqual(served);
    expect(blockAt(stacks[FRANKFURT], 'oci_core_network_security_group_security_rule.platform-lets-entrance')).toMatchObject({
      tcp_options: { destination_port_range: { min: 80, max: 80 } },
    });
    expect(
      blockAt(outputAt('standing').stacks[FRANKFURT], 'oci_core_network_security_group_security_rule.platform-lets-entrance'),
    ).toBeUndefined();
  });
});

describe('what is told', () => {
  test('an API that is silent and pods that wait, where there are nodes; how old the newest copy is, where it stands by', () => {
    const { stacks } = outputAt('standing');
    const alarm = (what: string, site = FRANKFURT): Body | undefined => blockAt(stacks[site], `oci_monitoring_alarm.platform-${what}`);
    expect(alarm('api')).toMatchObject({ namespace: 'oci_oke', severity: 'CRITICAL', is_enabled: true });
    expect(String(alarm('api')?.['query'])).toMatch(/APIServerRequestCount\[15m\].*absent\(3d\)/);
    expect(alarm('pending', PARIS)).toBeDefined();
    expect(blockAt(outputAt('standing', { tier: Tier.WARM }).stacks[PARIS], 'oci_monitoring_alarm.platform-api')).toBeUndefined();
    const { findings } = make()(appIn(folder())).plan;
    expect(findings.filter(({ id }) => id === 'DR-SIGNAL-01').map(({ subject }) => subject)).toContain(
      'oci:eu-paris-1 platform platform-copies',
    );
  });
});

describe('what a repository describes', () => {
  const given: With = { props: { gitops: { repository: 'https://git.acme.example/platform' } }, copied: false };
  const flux = (steps: readonly Action[]): string[] => ours(steps).filter((id) => /^(?:flux|kept|start)-/.test(id));

  test('is kept behind the nodes of what serves, and of what stands by, in peace; asked of that alone', () =>
    expect(flux(stepsAt('', 'establish', given))).toEqual(
      expect.arrayContaining([
        'start-platform-eu-frankfurt-1',
        'flux-platform-eu-frankfurt-1',
        'flux-platform-eu-paris-1',
        'kept-platform',
      ]),
    ));

  test('on the day no user waits for a repository', () => {
    const steps = stepsAt('standing, lost A, failover B', 'failover', given);
    expect(flux(steps)).toEqual(['start-platform-eu-paris-1', 'flux-platform-eu-paris-1']);
    expect(lineOf(steps, 'flux-platform-eu-paris-1')).not.toContain('frankfurt');
  });

  test('is refused where no node stands by', () =>
    expect(refusal(() => outputAt('standing', { ...given, tier: Tier.WARM })).message).toMatch(
      /DR-VALUE-01[\s\S]*gitops where the standby keeps nodes/,
    ));
});

describe('is refused', () => {
  test.each<[string, With, RegExp]>([
    [
      'a node that no shape is',
      { props: { pools: [{ name: 'apps', size: Size.of({ vcpus: 256, memoryGiB: 16 }), nodes: { active: 1 } }] } },
      /256 vCPUs[\s\S]*128 vCPUs/,
    ],
    ['a network that the inside of a cluster has', { cidr: '192.168.0.0/16' }, /192\.168\.0\.0\/16 at oci:eu-frankfurt-1/],
    ['addresses of one site alone', { props: { addresses: { 'oci:eu-frankfurt-1': '10.10.127.9' } } }, /none at oci:eu-paris-1/],
    [
      'an address of another network',
      { props: { addresses: { 'oci:eu-frankfurt-1': '10.10.127.9', 'oci:eu-paris-1': '10.10.127.9' } } },
      /10\.10\.127\.9 at oci:eu-paris-1[\s\S]*10\.20\.0\.0\/16/,
    ],
    ['copies that are rarer than the RPO', { every: Duration.hours(24) }, /DR-RPO-01/],
  ])('%s', (_, given, says) => {
    expect(refusal((app) => make(given)(app).plan).message).toMatch(says);
  });
});
