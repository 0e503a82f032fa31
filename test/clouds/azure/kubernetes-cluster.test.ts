import type { App } from 'cdktf';
import {
  type ClusterBackup,
  ContainerImages,
  KubernetesCluster,
  LoadBalancer,
  Network,
  ObjectStorage,
  Size,
  type KubernetesClusterProps,
} from '../../../lib';
import { nodeSize } from '../../../lib/clouds/azure/kubernetes-cluster/sizes';
import { Duration } from '../../../lib/objectives/duration';
import { Tier } from '../../../lib/objectives/tier';
import type { Action } from '../../../lib/words/actions';
import { isUnseen } from '../../../lib/words/doctor';
import type { Workload } from '../../../lib/workload';
import { appIn, folder, refusal } from '../../declared';
import { afterStory } from '../../support/history';
import { blockAt, blocksOf, type Body, type StackJson } from '../../support/json';
import { renderWorkload, sheetsOf, type Output } from '../../support/synth';
import { billing, FRANCE, GERMANY } from './fixture';

interface With {
  readonly tier?: Tier;
  readonly props?: Partial<KubernetesClusterProps>;
  readonly every?: Duration;
  /** Whether what is in it is copied. */
  readonly copied?: boolean;
  /** Where chart and images of what copies come from. */
  readonly sources?: Pick<ClusterBackup, 'charts' | 'images'>;
}

const make =
  ({ tier = Tier.HOT, props, every = Duration.hours(1), copied = true, sources }: With = {}) =>
  (app: App): Workload => {
    const workload = billing(tier, { appliedFrom: ['203.0.113.7'] })(app);
    new Network(workload, 'Net', { flowLogs: Duration.ZERO });
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

const CLUSTER = 'azurerm_kubernetes_cluster.platform';
const pool = (stack: StackJson | undefined, name = 'apps'): Body =>
  blockAt(stack, `azurerm_kubernetes_cluster_node_pool.platform-pool-${name}`) as Body;
const nodes = (stack: StackJson | undefined, name = 'apps'): unknown[] => {
  const { auto_scaling_enabled: scales, min_count: least, max_count: most, node_count: count } = pool(stack, name);
  return scales ? [least, most] : [count];
};
const LOST = 'standing, lost A, failover B';
const OVER = `${LOST}, started, completed`;

describe('the cluster', () => {
  const { stacks } = outputAt('standing');
  const cluster = blockAt(stacks[FRANCE], CLUSTER) as Body;

  test('is private, told by Entra ID alone, and encrypted by the key of its site', () => {
    expect(cluster).toMatchObject({
      name: 'billing-platform-francecentral',
      node_resource_group: 'billing-platform-francecentral-nodes',
      sku_tier: 'Standard',
      private_cluster_enabled: true,
      private_cluster_public_fqdn_enabled: false,
      local_account_disabled: true,
      azure_active_directory_role_based_access_control: { azure_rbac_enabled: true },
      oidc_issuer_enabled: true,
      workload_identity_enabled: true,
      disk_encryption_set_id: '${azurerm_disk_encryption_set.platform-encryption.id}',
      network_profile: { network_plugin: 'azure', network_plugin_mode: 'overlay', network_policy: 'cilium', outbound_type: 'loadBalancer' },
    });
    expect(blockAt(stacks[FRANCE], 'azurerm_disk_encryption_set.platform-encryption')).toMatchObject({
      key_vault_key_id: '${azurerm_key_vault_key.key.versionless_id}',
      auto_key_rotation_enabled: true,
    });
  });

  test('no apply moves its version, which Azure patches, nor replaces it: with it would go the volumes in it', () => {
    expect(cluster).toMatchObject({ kubernetes_version: '1.33', automatic_upgrade_channel: 'patch' });
    for (const site of [FRANCE, GERMANY])
      expect(blockAt(stacks[site], CLUSTER)).toMatchObject({
        lifecycle: { prevent_destroy: true, ignore_changes: ['kubernetes_version', 'default_node_pool[0].zones'] },
      });
    // Left out, each would be read back as Azure's own, and going back to nothing is another cluster.
    expect(cluster['default_node_pool']).toMatchObject({
      upgrade_settings: { max_surge: '10%', drain_timeout_in_minutes: 30, node_soak_duration_in_minutes: 0 },
    });
  });

  test('stands in a subnet of its own, from which what Kubernetes calls may leave; its inside overlaps with no network', () => {
    expect(cluster['default_node_pool']).toMatchObject({ vnet_subnet_id: '${azurerm_subnet.net-cluster.id}' });
    expect(pool(stacks[FRANCE])).toMatchObject({ vnet_subnet_id: '${azurerm_subnet.net-cluster.id}' });
    expect(blocksOf(stacks[FRANCE] as StackJson).filter(({ address }) => /net-cluster-(no|calls)/.test(address))).toEqual([]);
    expect(cluster['network_profile']).toMatchObject({ pod_cidr: '192.168.0.0/16', service_cidr: '172.29.0.0/16' });
  });

  test('who it is comes with its base, in peace, and what each may; Velero is its identity by the word of its own cluster', () => {
    const roles = blocksOf(stacks[`${FRANCE}-base`] as StackJson)
      .filter(({ type, address }) => type === 'azurerm_role_assignment' && /platform-|tells-clusters/.test(address))
      .map(({ address, body }) => `${address.split('.')[1]}: ${String(body['role_definition_name'])}`);
    expect(roles.sort()).toEqual([
      'pipeline-tells-clusters: Azure Kubernetes Service RBAC Cluster Admin',
      'platform-assigns-nodes: Managed Identity Operator',
      'platform-joins-network: Network Contributor',
      'platform-pulls: AcrPull',
      'platform-reads-encryption: Reader',
      'platform-writes-copies: Storage Blob Data Contributor',
    ]);
    for (const site of [FRANCE, GERMANY])
      expect(blockAt(stacks[site], 'azurerm_federated_identity_credential.platform-velero')).toMatchObject({
        issuer: `\${${CLUSTER}.oidc_issuer_url}`,
        subject: 'system:serviceaccount:velero:velero',
      });
  });

  test('says in a tag which account its copies are in: what comes back behind a move has another one', () => {
    const tag = (story: string, site: string): unknown =>
      (blockAt(outputAt(story).stacks[site], CLUSTER)?.['tags'] as Body)['continuity-copies'];
    expect(tag('standing', FRANCE)).toMatch(/^billingcopies[a-z0-9]+$/);
    expect(tag(`${OVER}, normal A, fenced A`, FRANCE)).not.toBe(tag('standing', FRANCE));
  });

  test('that keeps nothing has no Velero, and nothing of it', () => {
    const { stacks: plain } = outputAt('standing', { copied: false });
    expect(blockAt(plain[FRANCE], 'azurerm_federated_identity_credential.platform-velero')).toBeUndefined();
    expect(blockAt(plain[`${FRANCE}-base`], 'azurerm_user_assigned_identity.platform-velero')).toBeUndefined();
    expect(blockAt(plain[FRANCE], CLUSTER)?.['tags']).not.toHaveProperty('continuity-copies');
    expect(ours(stepsAt(LOST, 'failover', { copied: false }))).toEqual([
      'cluster-platform',
      'start-platform-germanywestcentral',
      'running-platform',
    ]);
  });
});

describe('its nodes, as its site', () => {
  test('where it serves, bounds that an apply moves and a number that it leaves to the load; elsewhere a number that nothing scales', () => {
    const { stacks } = outputAt('standing');
    expect([nodes(stacks[FRANCE]), nodes(stacks[FRANCE], 'batch')]).toEqual([[3, 6], [2]]);
    expect([nodes(stacks[GERMANY]), nodes(stacks[GERMANY], 'batch')]).toEqual([[1], [1]]);
    expect(pool(stacks[FRANCE])['lifecycle']).toEqual({ ignore_changes: ['zones', 'node_count'] });
    expect(pool(stacks[GERMANY])['lifecycle']).toEqual({ ignore_changes: ['zones'] });
    expect(pool(stacks[FRANCE])).not.toHaveProperty('node_count');
  });

  test.each([
    [Tier.COLD, 0],
    [Tier.WARM, 0],
    [Tier.HA, 0],
    [Tier.HOT, 1],
    [Tier.VITAL, 3],
  ])('%s: a standby keeps %i', (tier, kept) => {
    expect(nodes(outputAt('standing', { tier }).stacks[GERMANY])).toEqual([kept]);
  });

  test('a fence takes all of the application, and what Kubernetes runs on stays; what takes over has what serves', () => {
    const { stacks } = outputAt('standing, switch B');
    expect([nodes(stacks[FRANCE]), nodes(stacks[FRANCE], 'batch')]).toEqual([[0], [0]]);
    expect(blockAt(stacks[FRANCE], CLUSTER)).toMatchObject({ default_node_pool: { node_count: 1, only_critical_addons_enabled: true } });
    expect(nodes(stacks[GERMANY])).toEqual([3, 6]);
    expect(nodes(outputAt('standing, close A').stacks[FRANCE])).toEqual([3, 6]);
  });
});

describe('its steps', () => {
  test('a failover restores the newest copy behind its data, and copies from then on; users are let in behind that', () => {
    const steps = stepsAt(LOST, 'failover');
    // How many there are ahead of it is no matter of it: it raises them itself.
    expect(lineOf(steps, 'cluster-platform')).toMatch(/ apps 0 batch 0$/);
    expect(ours(steps)).toEqual([
      'cluster-platform',
      'age-platform',
      'start-platform-germanywestcentral',
      'velero-platform-germanywestcentral',
      'known-platform-germanywestcentral',
      'clear-platform-germanywestcentral',
      'cleared-platform-germanywestcentral',
      'recreate-platform-germanywestcentral',
      'recreated-platform-germanywestcentral',
      'resume-platform-germanywestcentral',
      'schedule-platform-germanywestcentral',
      'running-platform',
    ]);
    const at = (id: string): number => steps.findIndex((one) => one.id === id);
    expect(at('unlocked-copies')).toBeLessThan(at('start-platform-germanywestcentral'));
    expect(at('running-platform')).toBeLessThan(steps.findLastIndex(({ do: what }) => what === 'apply'));
    expect(lineOf(steps, 'start-platform-germanywestcentral')).toMatch(/ billing-platform-germanywestcentral apps 3 6 batch 2 2$/);
    expect(lineOf(steps, 'recreate-platform-germanywestcentral')).toMatch(/ move-billing-\w+-1 shop jobs$/);
    expect(lineOf(steps, 'schedule-platform-germanywestcentral')).toMatch(/ 0 \* \* \* \* 720h0m0s shop jobs$/);
  });

  const restores = (story: string, transition: string, site: string): string[] =>
    ours(stepsAt(story, transition)).filter((id) => id.startsWith(`recreate-platform-${site}`));

  test('nothing is made anew where no role is taken: in peace, behind a move, at the side that is closed or given back', () => {
    expect(restores('standing', 'establish', 'francecentral')).toEqual([]);
    expect(restores(`${OVER}, normal A, fenced A`, 'reprotect', 'germanywestcentral')).toEqual([]);
    expect(restores('standing, close A', 'close', 'francecentral')).toEqual([]);
    expect(restores('standing, switch B, abort', 'abort', 'francecentral')).toEqual([]);
    expect(restores('standing, switch B', 'switch', 'francecentral')).toEqual([]);
    expect(restores('standing, switch B', 'switch', 'germanywestcentral')).toEqual(['recreate-platform-germanywestcentral']);
  });

  test('in peace Velero is installed and copies where users are served; where some nodes stand by, nothing of its namespaces runs, and its schedule pauses', () => {
    expect(ours(stepsAt('standing', 'establish'))).toEqual(
      expect.arrayContaining(['velero-platform-francecentral', 'schedule-platform-francecentral', 'standing-platform']),
    );
    const back = `${OVER}, normal A, fenced A`;
    expect(ours(stepsAt(back, 'reprotect'))).toEqual(expect.arrayContaining(['rest-platform', 'rested-platform']));
    expect(ours(stepsAt(back, 'reprotect', { tier: Tier.WARM }))).not.toContain('rest-platform');
  });

  test('a planned move stops what writes and copies once more, ahead of the fence that takes the nodes; its fence is proven by there being none', () => {
    const steps = stepsAt('standing, switch B', 'switch');
    const quiesce = ['stop', 'stopped', 'recopy', 'recopied'].map((step) => `${step}-platform-francecentral`);
    const at = (id: string): number => steps.findIndex((one) => one.id === id);
    expect(ours(steps)).toEqual(expect.arrayContaining(quiesce));
    expect(at('recopied-platform-francecentral')).toBeLessThan(steps.findIndex(({ do: what }) => what === 'apply'));
    expect(ours(stepsAt('standing, fence A', 'prepare'))).toEqual(expect.arrayContaining(quiesce));
    // Not of what is fenced, nor where the old side may not be waited for; a close leaves consumers at work.
    for (const [story, transition] of [
      ['standing, fence A, fenced A, switch B', 'switch'],
      ['standing, switch B, started', 'switch'],
      ['standing, avoid A, failover B', 'failover'],
      ['standing, close A', 'close'],
    ] as const)
      expect(ours(stepsAt(story, transition)).filter((id) => quiesce.includes(id))).toEqual([]);
    expect(lineOf(steps, 'fenced-platform-francecentral')).toMatch(
      /^az aks nodepool list .*--cluster-name billing-platform-francecentral /,
    );
  });

  test('a side that answers again is fenced once what it left cannot run again: while its nodes are there, since nothing is told inside without one', () => {
    const steps = stepsAt(`${OVER}, normal A`, 'fence');
    expect(ours(steps)).toEqual(['halt-platform-francecentral', 'fenced-platform-francecentral']);
    expect(steps[0]?.id).toBe('halt-platform-francecentral');
    expect(lineOf(steps, 'halt-platform-francecentral')).toMatch(/ billing-platform-francecentral shop jobs$/);
  });

  test('what it stopped runs again where it is given up', () => {
    const back = ours(stepsAt('standing, switch B, abort', 'abort'));
    expect(back).toContain('resume-platform-francecentral');
    expect(back.indexOf('start-platform-francecentral')).toBeLessThan(back.indexOf('resume-platform-francecentral'));
  });

  test('paper of a move that is not declared makes anew what the declared one would, and a later move something else', () => {
    const name = (story: string, site = 'germanywestcentral'): string | undefined =>
      / (move-\S+) shop jobs$/.exec(
        lineOf(stepsAt(story, story.includes('switch A') ? 'switch' : 'failover'), `recreate-platform-${site}`),
      )?.[1];
    expect(name('standing')).toBe(name(LOST));
    expect(name(`${OVER}, normal A, fenced A, standing, switch A`, 'francecentral')).not.toBe(name(LOST));
  });

  test('a sheet says which hosts chart and images are fetched from, those of the architect where he named them', () => {
    const needs = (given?: With): string[] => {
      const situation = afterStory('standing', make(given)(appIn(folder())).sides);
      return sheetsOf(make(given)(appIn(folder(), situation)), situation).find(({ transition }) => transition === 'failover')?.needs ?? [];
    };
    expect(needs()).toEqual(expect.arrayContaining(['docker.io', 'github.com', 'vmware-tanzu.github.io']));
    expect(needs({ sources: { charts: 'acme.azurecr.io/charts', images: 'acme.azurecr.io/mirror' } })).toEqual(
      expect.arrayContaining(['acme.azurecr.io']),
    );
    expect(needs({ copied: false })).not.toContain('docker.io');
  });
});

describe('what runs in it', () => {
  const gitops = { repository: 'https://git.acme.example/platform', path: 'clusters' };
  const addresses = { 'azure:francecentral': '10.10.80.250', 'azure:germanywestcentral': '10.20.80.250' };
  const FLUX = 'azurerm_kubernetes_flux_configuration.platform-gitops';

  test('is kept as a repository has it, where nodes are kept, and told its site; nothing of it ends with its description', () => {
    const { stacks } = outputAt('standing', { props: { gitops, addresses } });
    expect(blockAt(stacks[GERMANY], FLUX)).toMatchObject({
      git_repository: { url: gitops.repository, reference_type: 'branch', reference_value: 'main' },
      kustomizations: [
        {
          path: 'clusters',
          garbage_collection_enabled: false,
          post_build: { substitute: { continuity_region: 'germanywestcentral', continuity_address: '10.20.80.250' } },
        },
      ],
    });
    expect(blockAt(stacks[GERMANY], 'azurerm_kubernetes_cluster_extension.platform-flux')?.['depends_on']).toEqual(
      expect.arrayContaining(['azurerm_kubernetes_cluster_node_pool.platform-pool-apps']),
    );
    // A fence takes its nodes, and it with them could not be taken away.
    expect(blockAt(outputAt('standing, switch B', { props: { gitops, addresses } }).stacks[FRANCE], FLUX)).toBeDefined();
    expect(refusal(() => outputAt('standing', { tier: Tier.WARM, props: { gitops, addresses } })).message).toMatch(
      /DR-VALUE-01[\s\S]*gitops where the standby keeps nodes/,
    );
  });

  test('users are led to its address at their site, on its port; without one it is no target', () => {
    const build = (given: With) => (app: App) => {
      const workload = make(given)(app);
      new LoadBalancer(workload, 'Web', { plainHttp: true, target: workload.node.findChild('Platform') as KubernetesCluster });
      return workload;
    };
    const given = { props: { addresses, port: 8080 } };
    const situation = afterStory('standing', build(given)(appIn(folder())).sides);
    const { stacks } = renderWorkload(build(given)(appIn(folder(), situation)), situation);
    expect(blockAt(stacks[FRANCE], 'azurerm_application_gateway.web')).toMatchObject({
      backend_address_pool: [{ ip_addresses: ['10.10.80.250'] }, {}],
      backend_http_settings: [{ port: 8080, protocol: 'Http' }],
    });
    expect(refusal(() => build({})(appIn(folder()))).message).toMatch(/DR-COMP-06[\s\S]*a cluster with addresses/);
    const half = { props: { addresses: { 'azure:francecentral': '10.10.80.250' } } };
    expect(refusal(() => outputAt('', half)).message).toMatch(/none at azure:germanywestcentral/);
  });
});

describe('what is told and asked', () => {
  test('nodes that are not ready and pods that wait, where some are; how old the newest copy is, at the site that survives', () => {
    const { stacks, manifest } = outputAt('standing');
    const alerts = blocksOf(stacks[GERMANY] as StackJson)
      .filter(({ type, address }) => type === 'azurerm_monitor_metric_alert' && /\.platform-/.test(address))
      .map(({ body }) => (body['criteria'] as Body[])[0]);
    expect(alerts).toMatchObject([
      { metric_name: 'kube_node_status_condition', operator: 'GreaterThan', threshold: 0 },
      { metric_name: 'kube_pod_status_phase', operator: 'GreaterThan', threshold: 0 },
    ]);
    const polled = manifest.workloads[0]?.components.find(({ component }) => component === 'Platform')?.signals ?? [];
    expect(polled.filter(({ kind }) => kind === 'polled')).toMatchObject([{ site: 'azure:germanywestcentral' }]);
    expect(blockAt(stacks[`${FRANCE}-base`], 'azurerm_monitor_activity_log_alert.lost-cluster')).toMatchObject({
      criteria: { operation_name: 'Microsoft.ContainerService/managedClusters/delete' },
    });
  });

  test('doctor asks who it is, whether it runs, of which version, and whether there is room for its nodes', () => {
    const { plan } = make()(appIn(folder(), afterStory('standing', make()(appIn(folder())).sides)));
    const ids = (plan.doctor['azure:germanywestcentral'] ?? []).flatMap((one) => (isUnseen(one) ? [] : one.steps.map(({ id }) => id)));
    expect(ids).toEqual(
      expect.arrayContaining([
        ...['registered-microsoft.containerservice-platform', 'identity-platform', 'nodes-platform', 'velero-platform'],
        ...['serves-platform', 'version-platform', 'quota-standarddsv5family-platform', 'quota-standardesv5family-platform'],
      ]),
    );
  });
});

describe('what it does not take', () => {
  const refused = (given: With): string => refusal(() => outputAt('', given)).message;
  const size = Size.of({ vcpus: 4, memoryGiB: 16 });

  test('copies that are slower than what may be lost are refused, with what they lose', () => {
    expect(refused({ every: Duration.hours(24) })).toMatch(/DR-RPO-01[\s\S]*Platform/);
    expect(() => outputAt('', { every: Duration.hours(12) })).not.toThrow();
  });

  test('a schedule that no clock says evenly, a namespace that is none, and no pool', () => {
    expect(refused({ every: Duration.minutes(50) })).toMatch(/DR-COMP-06[\s\S]*15 or 30 minutes/);
    expect(refused({ sources: { charts: 'http://acme.example' } })).toMatch(/DR-COMP-06[\s\S]*a repository of Helm/);
    expect(refused({ sources: { images: 'https://acme.example' } })).toMatch(/DR-COMP-06[\s\S]*a registry, and a path in it/);
    expect(refused({ props: { pools: [] } })).toMatch(/DR-COMP-06[\s\S]*node pools, one or more/);
    expect(refused({ props: { version: '1.33.2' } })).toMatch(/a minor version of Kubernetes/);
  });

  test('names and sizes that AKS has not, and an address that is not in the network', () => {
    expect(refused({ props: { pools: [{ name: 'my-pool', size, nodes: { active: 1 } }] } })).toMatch(/at most 12 small letters/);
    expect(refused({ props: { pools: [{ name: 'system', size, nodes: { active: 1 } }] } })).toMatch(/neither system nor rotating/);
    const large = Size.of({ vcpus: 128, memoryGiB: 512 });
    expect(refused({ props: { pools: [{ name: 'apps', size: large, nodes: { active: 1 } }] } })).toMatch(/nodes of up to 96 vCPUs/);
    expect(refused({ props: { addresses: { 'azure:francecentral': '10.99.0.4' } } })).toMatch(/an address of 10\.10\.0\.0\/16/);
  });

  test('sizes are the smallest that are at least as large', () => {
    expect(nodeSize(Size.of({ vcpus: 3, memoryGiB: 16 }))?.name).toBe('Standard_D4s_v5');
    expect(nodeSize(Size.of({ vcpus: 2, memoryGiB: 12 }))?.name).toBe('Standard_E2s_v5');
    expect(nodeSize(Size.of({ vcpus: 97, memoryGiB: 12 }))).toBeUndefined();
  });
});
