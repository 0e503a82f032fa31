import type { App } from 'cdktf';
import {
  ContainerImages,
  KubernetesCluster,
  LoadBalancer,
  Network,
  ObjectStorage,
  Objectives,
  Size,
  Workload,
  type KubernetesClusterProps,
} from '../../../lib';
import { kubernetesCluster } from '../../../lib/clouds/aws/kubernetes-cluster/cell';
import { nodeType } from '../../../lib/clouds/aws/kubernetes-cluster/sizes';
import { Duration } from '../../../lib/objectives/duration';
import { Tier } from '../../../lib/objectives/tier';
import { isUnseen } from '../../../lib/words/doctor';
import type { Action } from '../../../lib/words/actions';
import { appIn, folder, refusal, topology } from '../../declared';
import { afterStory } from '../../support/history';
import { blockAt, blocksOf, type Body, type StackJson } from '../../support/json';
import { renderWorkload, sheetsOf, type Output } from '../../support/synth';
import { block } from './fixture';

interface With {
  readonly tier?: Tier;
  readonly props?: Partial<KubernetesClusterProps>;
  readonly every?: Duration;
  /** Whether what is in it is copied. */
  readonly copied?: boolean;
  /** What the object storage of its copies is kept by. @default replication */
  readonly kept?: Tier;
}

/** A day may be lost, less what a copy a day would take to arrive. */
const BEARS = Objectives.of({ rto: Duration.days(7), rpo: Duration.hours(24), mtpd: Duration.days(30) });

const make =
  ({ tier = Tier.HOT, props, every = Duration.hours(1), copied = true, kept = Tier.HOT }: With = {}) =>
  (app: App): Workload => {
    const workload = new Workload(app, 'shop', { objectives: BEARS, tier, topology: topology() });
    new Network(workload, 'Net', { flowLogs: Duration.ZERO });
    new ContainerImages(workload, 'Images', { repositories: ['acme/api'] });
    const copies = new ObjectStorage(workload, 'Kept', { tier: kept, tierReason: 'its copies' });
    const platform = new KubernetesCluster(workload, 'Platform', {
      version: '1.35',
      pools: [
        { name: 'apps', size: Size.of({ vcpus: 4, memoryGiB: 16 }), nodes: { active: 3, standby: 1, most: 6 } },
        { name: 'batch', size: Size.of({ vcpus: 4, memoryGiB: 32 }), nodes: { active: 2 } },
      ],
      ...(copied ? { backup: { to: copies, every, namespaces: ['shop', 'jobs'] } } : {}),
      ...props,
    });
    if (props?.addresses) new LoadBalancer(workload, 'Web', { plainHttp: true, target: platform });
    return workload;
  };

const [PARIS, FRANKFURT] = ['shop-eu-west-3', 'shop-eu-central-1'] as const;
const CLUSTER = 'aws_eks_cluster.platform';

const known = new Map<string, { readonly output: Output; readonly steps: (transition: string) => readonly Action[] }>();
/** What is synthesized behind a story, and its sheets; each once. */
function at(story: string, given: With = {}) {
  const key = JSON.stringify([story, given]);
  const before = known.get(key);
  if (before) return before;
  const situation = afterStory(story, make(given)(appIn(folder())).sides);
  const workload = make(given)(appIn(folder(), situation));
  const output = renderWorkload(workload, situation);
  let sheets: ReturnType<typeof sheetsOf> | undefined;
  const steps = (transition: string): readonly Action[] => {
    sheets ??= sheetsOf(make(given)(appIn(folder(), situation)), situation);
    return sheets.find((one) => one.transition === transition)?.waves.flatMap(({ actions }) => actions) ?? [];
  };
  const made = { output, steps };
  known.set(key, made);
  return made;
}
const stackAt = (story: string, stack: string, given?: With): StackJson => at(story, given).output.stacks[stack] as StackJson;
const ours = (steps: readonly Action[]): string[] => steps.map(({ id }) => id).filter((id) => /-platform(-|$)/.test(id));
const lineOf = (steps: readonly Action[], id: string): string => {
  const step = steps.find((one) => one.id === id);
  return step?.do === 'check' ? step.how.run.join(' ') : step?.do === 'command' ? step.run.join(' ') : '';
};
const pool = (stack: StackJson, name = 'apps'): Body => block(stack, `aws_eks_node_group.platform-pool-${name}`);
const counts = (stack: StackJson, name = 'apps'): unknown[] => {
  const { desired_size: desired, min_size: least, max_size: most } = pool(stack, name)['scaling_config'] as Body;
  return [least, desired, most];
};
const LOST = 'standing, lost A, failover B';
const OVER = `${LOST}, started, completed`;

describe('the cluster', () => {
  const cluster = block(stackAt('standing', PARIS), CLUSTER);

  test('has its API in its network alone, secrets of the key of its site, and lets in whom an entry names: not whoever made it', () => {
    expect(cluster).toMatchObject({
      name: 'shop-platform-eu-west-3',
      vpc_config: { endpoint_private_access: true, endpoint_public_access: false },
      encryption_config: { provider: { key_arn: '${aws_kms_key.key.arn}' }, resources: ['secrets'] },
      access_config: { authentication_mode: 'API', bootstrap_cluster_creator_admin_permissions: false },
      enabled_cluster_log_types: ['api', 'audit', 'authenticator'],
      bootstrap_self_managed_addons: false,
    });
    expect(block(stackAt('standing', PARIS), 'aws_eks_access_policy_association.platform-recovery-may')).toMatchObject({
      principal_arn: 'arn:aws:iam::111122223333:role/shop-platform-eu-west-3-recovery',
      policy_arn: 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy',
    });
    // EKS makes it by itself otherwise, and keeps what is in it for ever.
    expect(cluster['depends_on']).toContain('aws_cloudwatch_log_group.platform-logs');
    expect(block(stackAt('standing', PARIS), 'aws_cloudwatch_log_group.platform-logs')['name']).toBe(
      '/aws/eks/shop-platform-eu-west-3/cluster',
    );
  });

  test('no apply moves its version, nor that of its nodes and add-ons, in any form', () => {
    for (const json of [stackAt('standing', PARIS), stackAt('standing', FRANKFURT), stackAt('standing, switch B', PARIS)]) {
      expect(block(json, CLUSTER)).toMatchObject({ version: '1.35', lifecycle: { prevent_destroy: true, ignore_changes: ['version'] } });
      expect(pool(json)).not.toHaveProperty('version');
      for (const { body } of blocksOf(json).filter(({ type }) => type === 'aws_eks_addon'))
        expect(body).toMatchObject({ lifecycle: { ignore_changes: ['addon_version'] } });
    }
  });

  test('an apply makes no add-on that is only active where a node is: it would wait for one, and fail', () => {
    for (const site of [PARIS, FRANKFURT])
      expect(
        blocksOf(stackAt('standing', site))
          .filter(({ type }) => type === 'aws_eks_addon')
          .map(({ body }) => body['addon_name'])
          .sort(),
      ).toEqual(['eks-pod-identity-agent', 'kube-proxy', 'vpc-cni']);
    const steps = at('').steps('establish');
    expect(lineOf(steps, 'addons-platform-eu-west-3')).toMatch(/ shop-platform-eu-west-3 coredns aws-ebs-csi-driver snapshot-controller$/);
    // A standby that keeps nodes has them, too; one that keeps none gets them with its first node.
    expect(ours(steps)).toContain('addons-platform-eu-central-1');
    expect(ours(at('', { tier: Tier.WARM }).steps('establish'))).not.toContain('addons-platform-eu-central-1');
  });

  test('who it is comes with its base, in peace, for one cluster and account each, and is of no issuer of one', () => {
    const base = blocksOf(stackAt('standing', `${PARIS}-base`));
    const roles = base.filter(({ type, address }) => type === 'aws_iam_role' && address.includes('.platform-'));
    expect(roles.map(({ address }) => address.split('.platform-')[1]).sort()).toEqual([
      'nodes',
      'recovery',
      'role',
      'scaler',
      'velero',
      'volumes',
    ]);
    const velero = roles.find(({ address }) => address.endsWith('-velero'))?.body['assume_role_policy'];
    expect(JSON.parse(String(velero))).toMatchObject({
      Statement: [
        {
          Principal: { Service: 'pods.eks.amazonaws.com' },
          Action: ['sts:AssumeRole', 'sts:TagSession'],
          Condition: {
            StringEquals: {
              'aws:SourceAccount': '111122223333',
              'aws:RequestTag/eks-cluster-name': 'shop-platform-eu-west-3',
              'aws:RequestTag/kubernetes-namespace': 'velero',
              'aws:RequestTag/kubernetes-service-account': 'velero',
            },
          },
        },
      ],
    });
    const writes = base.find(({ address }) => address === 'aws_iam_role_policy.platform-velero-policy')?.body['policy'];
    expect(String(writes)).toMatch(/"s3:ListMultipartUploadParts"\],"Resource":"arn:aws:s3:::shop-kept-[a-z0-9-]*eu-west-3[a-z0-9-]*\/\*"/);
    expect(base.map(({ type }) => type)).not.toContain('aws_iam_openid_connect_provider');
    for (const site of [PARIS, FRANKFURT])
      expect(block(stackAt('standing', site), 'aws_eks_pod_identity_association.platform-velero')).toMatchObject({
        namespace: 'velero',
        service_account: 'velero',
      });
  });

  test('says in a tag which bucket its copies are in', () => {
    const bucket = block(stackAt('standing', PARIS), 'aws_s3_bucket.kept')['bucket'];
    expect(cluster['tags']).toMatchObject({ 'continuity-copies': bucket });
  });

  test('that keeps nothing has no Velero, and nothing of it', () => {
    const given = { copied: false };
    expect(blockAt(stackAt('standing', `${PARIS}-base`, given), 'aws_iam_role.platform-velero')).toBeUndefined();
    expect(block(stackAt('standing', PARIS, given), CLUSTER)['tags']).not.toHaveProperty('continuity-copies');
    expect(ours(at(LOST, given).steps('failover'))).toEqual([
      'cluster-platform',
      'start-platform-eu-central-1',
      'addons-platform-eu-central-1',
      'running-platform',
    ]);
  });
});

describe('its nodes, as its site', () => {
  test('where it serves and scales, an apply moves the upper bound alone: a lower one above the number of nodes is refused by AWS', () => {
    const [serves, stands] = [stackAt('standing', PARIS), stackAt('standing', FRANKFURT)];
    expect([counts(serves), counts(serves, 'batch')]).toEqual([
      [3, 3, 6],
      [2, 2, 2],
    ]);
    expect([counts(stands), counts(stands, 'batch')]).toEqual([
      [1, 1, 1],
      [1, 1, 1],
    ]);
    expect((pool(serves)['lifecycle'] as Body)['ignore_changes']).toEqual([
      ...['version', 'release_version', 'instance_types', 'scaling_config[0].desired_size', 'scaling_config[0].min_size'],
    ]);
    expect((pool(stands)['lifecycle'] as Body)['ignore_changes']).toEqual(['version', 'release_version', 'instance_types']);
    expect((pool(serves, 'batch')['lifecycle'] as Body)['ignore_changes']).toEqual(['version', 'release_version', 'instance_types']);
  });

  test.each([
    [Tier.WARM, 0],
    [Tier.VITAL, 3],
  ])('%s: a standby keeps %i', (tier, kept) => {
    expect(counts(stackAt('standing', FRANKFURT, { tier }))).toEqual([kept, kept, Math.max(1, kept)]);
  });

  test('a fence takes all of them, and what came back all the same would bear a taint: no bound of AWS is below one', () => {
    const fenced = stackAt('standing, switch B', PARIS);
    expect([counts(fenced), counts(fenced, 'batch')]).toEqual([
      [0, 0, 1],
      [0, 0, 1],
    ]);
    expect(pool(fenced)['taint']).toEqual([{ key: 'continuity.fenced', value: 'true', effect: 'NO_EXECUTE' }]);
    expect(counts(stackAt('standing, switch B', FRANKFURT))).toEqual([3, 3, 6]);
    expect(pool(stackAt('standing, switch B', FRANKFURT))).not.toHaveProperty('taint');
  });

  test('their type may change without another group; volumes are encrypted, and no pod reaches the metadata of its node', () => {
    const json = stackAt('standing', PARIS);
    expect(pool(json)).not.toHaveProperty('instance_types');
    expect(block(json, 'aws_launch_template.platform-template-apps')).toMatchObject({
      instance_type: 'm6i.xlarge',
      metadata_options: { http_tokens: 'required', http_put_response_hop_limit: 1 },
      block_device_mappings: [
        { ebs: { encrypted: 'true', kms_key_id: 'arn:aws:kms:eu-west-3:111122223333:alias/shop-platform-eu-west-3-nodes' } },
      ],
    });
    expect(nodeType(Size.of({ vcpus: 1, memoryGiB: 1 }))?.[2]).toBe(4);
  });

  test('its network has endpoints for what nodes, pods and recovery call, and for what scales where something does', () => {
    const { calls } = kubernetesCluster.facts;
    const declared = (most: number) => ({
      pools: [{ name: 'apps', size: Size.of({ vcpus: 4, memoryGiB: 16 }), instances: { active: 3, standby: 1, most } }],
    });
    expect(calls?.(declared(3) as never)).toEqual(['ec2', 'ecr.api', 'ecr.dkr', 'eks', 'eks-auth', 'ssm', 'ssmmessages', 'sts']);
    expect(calls?.(declared(6) as never)).toContain('autoscaling');
  });
});

describe('its steps', () => {
  test('a failover restores the newest copy behind its data and its add-ons, and copies from then on; users are let in behind that', () => {
    const steps = at(LOST).steps('failover');
    expect(lineOf(steps, 'cluster-platform')).toMatch(/ apps 0 batch 0$/);
    expect(ours(steps)).toEqual([
      ...['cluster-platform', 'age-platform', 'start-platform-eu-central-1', 'addons-platform-eu-central-1'],
      ...['velero', 'known', 'clear', 'cleared', 'recreate', 'recreated', 'resume', 'schedule'].map(
        (step) => `${step}-platform-eu-central-1`,
      ),
      'running-platform',
    ]);
    expect(lineOf(steps, 'start-platform-eu-central-1')).toMatch(/ shop-platform-eu-central-1 apps 3 6 batch 2 2$/);
    expect(lineOf(steps, 'recreate-platform-eu-central-1')).toMatch(
      / arn:aws:iam::111122223333:role\/shop-platform-eu-central-1-recovery move-shop-\w+-1 shop jobs$/,
    );
    expect(steps.findIndex(({ id }) => id === 'running-platform')).toBeLessThan(steps.findLastIndex(({ do: what }) => what === 'apply'));
  });

  test('no step of a failover calls the region that is lost', () => {
    const steps = at(LOST).steps('failover');
    const lines = ours(steps).map((id) => lineOf(steps, id));
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.filter((line) => line.includes('eu-west-3'))).toEqual([]);
  });

  test('a planned move stops what writes and copies once more, ahead of the fence that takes the nodes; its fence is proven by there being none', () => {
    const steps = at('standing, switch B').steps('switch');
    const quiesce = ['stop', 'stopped', 'recopy', 'recopied'].map((step) => `${step}-platform-eu-west-3`);
    expect(ours(steps)).toEqual(expect.arrayContaining(quiesce));
    expect(steps.findIndex(({ id }) => id === 'recopied-platform-eu-west-3')).toBeLessThan(
      steps.findIndex(({ do: what }) => what === 'apply'),
    );
    expect(lineOf(steps, 'fenced-platform-eu-west-3')).toMatch(/ eu-west-3 shop-platform-eu-west-3 apps batch$/);
  });

  test('a side that answers again is fenced once what it left cannot run again: while its nodes are there, since nothing is told inside without one', () => {
    const steps = at(`${OVER}, normal A`).steps('fence');
    expect(ours(steps)).toEqual(['halt-platform-eu-west-3', 'fenced-platform-eu-west-3']);
    expect(steps[0]?.id).toBe('halt-platform-eu-west-3');
  });

  test('where nodes stand by, nothing of its namespaces runs', () => {
    const steps = at(`${OVER}, normal A, fenced A`).steps('reprotect');
    expect(ours(steps)).toEqual(expect.arrayContaining(['rest-platform', 'rested-platform']));
  });
});

describe('what a repository describes', () => {
  const given: With = { props: { gitops: { repository: 'https://git.acme.example/platform' } }, copied: false };
  const flux = (steps: readonly Action[]): string[] => ours(steps).filter((id) => /^(?:flux|kept|start|addons)-/.test(id));

  test('is kept behind nodes and add-ons of both sites in peace, and asked of what stands by', () =>
    expect(flux(at('', given).steps('establish')).filter((id) => !id.endsWith('-once-more'))).toEqual([
      ...['start', 'addons', 'flux'].map((step) => `${step}-platform-eu-west-3`),
      ...['addons', 'flux'].map((step) => `${step}-platform-eu-central-1`),
      'kept-platform',
    ]));

  test('on the day no user waits for a repository', () =>
    expect(flux(at(LOST, given).steps('failover'))).toEqual(['start', 'addons', 'flux'].map((step) => `${step}-platform-eu-central-1`)));

  test('is refused where no node stands by', () =>
    expect(refusal(() => at('standing', { ...given, tier: Tier.WARM }).output).message).toMatch(
      /DR-VALUE-01[\s\S]*gitops where the standby keeps nodes/,
    ));
});

describe('what is asked, told and refused', () => {
  test('doctor asks for its roles, its nodes, that both sites are of one version, and for room where it stands by', () => {
    const situation = afterStory('standing', make()(appIn(folder())).sides);
    const { plan } = make()(appIn(folder(), situation));
    const asked = (site: string) =>
      (plan.doctor[site] ?? []).flatMap((one) => (isUnseen(one) ? [] : one.steps)).filter(({ id }) => /-platform$/.test(id));
    const howOf = (site: string, id: string) => asked(site).flatMap((one) => (one.do === 'check' && one.id === id ? [one.how] : []))[0];
    const ids = ['roles-platform', 'serves-platform', 'version-platform'];
    expect(asked('aws:eu-west-3').map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
    expect(asked('aws:eu-central-1').map(({ id }) => id)).toEqual(expect.arrayContaining([...ids, 'quota-platform']));
    for (const site of ['aws:eu-west-3', 'aws:eu-central-1']) expect(howOf(site, 'version-platform')?.matches).toBe('1\\.35');
    // Two of three, and one of two, with four virtual CPUs each.
    expect((plan.doctor['aws:eu-central-1'] ?? []).flatMap((one) => (isUnseen(one) || !one.room ? [] : [one.room.more]))).toContain(12);
  });

  test('an API that nobody asks and pods that wait, where nodes are; how old the newest copy is, at the site that survives', () => {
    const alarms = blocksOf(stackAt('standing', FRANKFURT)).filter(
      ({ type, address }) => type === 'aws_cloudwatch_metric_alarm' && address.includes('.platform-'),
    );
    expect(alarms.map(({ body }) => [body['namespace'], body['metric_name'], body['treat_missing_data']])).toEqual([
      ['AWS/EKS', 'apiserver_request_total', 'breaching'],
      ['AWS/EKS', 'scheduler_pending_pods_UNSCHEDULABLE', 'notBreaching'],
    ]);
    const polled = at('standing').output.manifest.workloads[0]?.components.find(({ component }) => component === 'Platform')?.signals ?? [];
    expect(polled.filter(({ kind }) => kind === 'polled')).toMatchObject([{ site: 'aws:eu-central-1', id: 'platform-copies' }]);
  });

  test('a schedule that is slower than what may be lost is refused', () => {
    expect(refusal(() => at('standing', { every: Duration.hours(24) }).output).message).toMatch(/DR-RPO-01[\s\S]*Platform/);
  });

  test('object storage that is itself restored on the day is refused, with what replicates it', () => {
    const warm = { tier: Tier.WARM, kept: Tier.WARM };
    expect(refusal(() => at('standing', warm).output).message).toMatch(/backup\.to Kept[\s\S]*tier: Tier\.HOT/);
    expect(() => at('standing', { tier: Tier.WARM })).not.toThrow();
  });

  test('what EKS does not take says what would do', () => {
    const refused = (props: Partial<KubernetesClusterProps>): string => refusal(() => at('standing', { props }).output).message;
    expect(refused({ addresses: { 'aws:eu-west-3': '10.10.80.9' } })).toMatch(/none at aws:eu-central-1/);
    const large = { name: 'huge', size: Size.of({ vcpus: 256, memoryGiB: 16 }), nodes: { active: 1 } };
    expect(refused({ pools: [large] })).toMatch(/256 vCPUs[\s\S]*nodes of up to 128 vCPUs and 1024 GiB/);
  });

  test('users are led to its address at their site, on its port, which its target group takes behind what leads there', () => {
    const addresses = { 'aws:eu-west-3': '10.10.80.9', 'aws:eu-central-1': '10.20.80.9' };
    const json = stackAt('standing', PARIS, { props: { addresses, port: 8080 } });
    expect(block(json, 'aws_lb_target_group_attachment.platform-behind')).toMatchObject({
      target_id: '10.10.80.9',
      port: 8080,
      depends_on: ['aws_lb_listener_rule.web-attached'],
    });
    expect(block(json, 'aws_lb_target_group.web-targets')['target_type']).toBe('ip');
  });
});
