import type { Construct } from 'constructs';
import { z } from 'zod';
import { Duration } from '../objectives/duration';
import { bySite, instance, listOf, whole, word } from '../words/shapes';
import { Component, componentTakes, type ComponentProps, type Declaration } from './component';
import { allOf, INSTANCES, type Instances } from './instances';
import { ObjectStorage } from './object-storage';
import { Size } from './size';

/** Nodes of one size, that what runs in a cluster is placed on. */
export interface NodePool {
  /** Its name: a small letter, then small letters, digits and hyphens. */
  readonly name: string;
  /** What one of them has at the least. */
  readonly size: Size;
  /** How many there are. */
  readonly nodes: Instances;
}

/** How what is in a cluster is copied, by Velero (https://velero.io): its objects, and what its volumes hold. */
export interface ClusterBackup {
  /** Where the copies go: object storage of the workload, at the site of the cluster, of these copies alone. What carries it to the other site carries them. */
  readonly to: ObjectStorage;
  /** Time between two copies: 15 minutes, 30 minutes, or a whole number of hours that divides a day. With what carries them it is what may be lost. */
  readonly every: Duration;
  /** Namespaces that are copied, and made anew where the cluster takes over. */
  readonly namespaces: readonly string[];
  /** How long a copy is kept. @default 30 days */
  readonly keepFor?: Duration;
  /**
   * Repository of Helm with the chart of Velero, which the cluster reads without a password: `https://…`, or a registry and a path in it.
   * Installed is the version that `docs/kubernetes.md` names. @default that of Velero, at GitHub: recovery needs it then
   */
  readonly charts?: string;
  /**
   * Registry, and a path in it, with the images of Velero under their own names and tags (`velero`, and its plugin for the cloud), which the nodes may pull
   * from. @default 'docker.io/velero': recovery needs it then
   */
  readonly images?: string;
}

/** Where what runs in a cluster is described, for an agent in it that keeps it so (Flux). */
export interface GitOps {
  /** The repository: `https://…`, or `ssh://…` with a secret. */
  readonly repository: string;
  /** Its branch. @default 'main' */
  readonly branch?: string;
  /** The folder with the objects, from the root of the repository on. @default the root */
  readonly path?: string;
  /** A Secret of the cluster, in the namespace of that agent, which opens the repository: you put it there. @default it is open to everybody */
  readonly secret?: string;
}

/** What {@link KubernetesCluster} takes. */
export interface KubernetesClusterProps extends ComponentProps {
  /** Its minor version, for instance `1.33`; the cloud keeps its patches up to date. */
  readonly version: string;
  /** Its nodes, in pools. */
  readonly pools: readonly NodePool[];
  /** How what is in it is copied. @default it is not: what runs in it keeps nothing there, and is put there by a pipeline */
  readonly backup?: ClusterBackup;
  /** Components that what runs in it works on: it is recovered after them. @default none */
  readonly uses?: readonly Component[];
  /**
   * Address in the network of each site, by site key, at which what runs in it lets an entrance in: that of an internal load balancer, which a
   * Service of the cluster asks for by that address. @default no entrance leads there
   */
  readonly addresses?: Readonly<Record<string, string>>;
  /** The port it listens on there. @default 80 */
  readonly port?: number;
  /**
   * Where what runs in it is described: kept so at both sites, of which the standby has to keep nodes. Namespaces of a backup do not belong there,
   * since they are restored. @default a pipeline of yours puts it there
   */
  readonly gitops?: GitOps;
}

/** Nodes of one size, as plain data. */
export interface NodePoolDeclaration {
  readonly name: string;
  readonly size: Size;
  readonly instances: Required<Instances>;
}

/** How what is in it is copied, as plain data. */
export interface ClusterBackupDeclaration {
  /** Id of the object storage. */
  readonly to: string;
  /** Seconds between two copies. */
  readonly every: number;
  /** Namespaces. */
  readonly namespaces: readonly string[];
  /** Seconds for which a copy is kept. */
  readonly keepFor: number;
  /** Repository with the chart of what copies; absent where it is that of its makers. */
  readonly charts?: string;
  /** Registry, and path, of its images; absent where it is that of its makers. */
  readonly images?: string;
}

/** A cluster as plain data. */
export interface KubernetesClusterDeclaration extends Declaration {
  /** Its kind. */
  readonly kind: 'kubernetes-cluster';
  /** Its minor version. */
  readonly version: string;
  /** Its nodes. */
  readonly pools: readonly NodePoolDeclaration[];
  /** How what is in it is copied; absent where it is not. */
  readonly backup?: ClusterBackupDeclaration;
  /** Where what runs in it is described; absent where the library knows nothing of it. */
  readonly gitops?: Required<Omit<GitOps, 'secret'>> & Pick<GitOps, 'secret'>;
  /** Ids of the components that what runs in it works on, what copies go to among them. */
  readonly uses: readonly string[];
  /** Where it lets an entrance in, by site key. */
  readonly addresses: Readonly<Record<string, string>>;
  /** The port it listens on there. */
  readonly port: number;
}

const POOL = 'a node pool: a name, a size, and how many nodes';
const POOL_SHAPE = z.strictObject(
  {
    name: word('a small letter, then small letters, digits and hyphens', /^[a-z][a-z0-9-]{0,39}$/),
    size: instance(Size, 'a size: Size.of({ vcpus: 4, memoryGiB: 16 })'),
    nodes: INSTANCES,
  },
  POOL,
);

const EVERY = '15 or 30 minutes, or 1, 2, 3, 4, 6, 8, 12 or 24 hours: Duration.hours(1)';
/** What a schedule of the clock (cron) says evenly. */
const EVEN: readonly number[] = [900, 1800, ...[1, 2, 3, 4, 6, 8, 12, 24].map((hours) => hours * 3600)];
const KEEP = 'a day or more: Duration.days(30)';
const NAMESPACE = 'a namespace: small letters, digits and hyphens, 63 at most';
const STORE = 'object storage of the workload that the library makes';
const BACKUP_SHAPE = z.strictObject(
  {
    to: instance(ObjectStorage, STORE).refine((store) => store.declaration().existing === undefined, STORE),
    every: instance(Duration, EVERY).refine((one) => EVEN.includes(one.toSeconds()), EVERY),
    namespaces: listOf(word(NAMESPACE, /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/), 'namespaces, one or more', 1),
    keepFor: instance(Duration, KEEP)
      .refine((one) => one.toSeconds() >= 86_400, KEEP)
      .optional(),
    charts: word(
      'a repository of Helm: https://…, or a registry and a path in it',
      /^(?:https:\/\/)?[\w.-]+(?::\d+)?(?:\/[\w.-]+)*$/,
    ).optional(),
    images: word('a registry, and a path in it: registry.acme.example/velero', /^[\w.-]+(?::\d+)?(?:\/[\w.-]+)*$/, 255).optional(),
  },
  'a backup: where to, how often, and which namespaces',
);

const GITOPS_SHAPE = z.strictObject(
  {
    repository: word('the address of a repository: https://… or ssh://…', /^(?:https|ssh):\/\/\S+$/, 2048),
    branch: word('a branch', /^\S+$/).optional(),
    path: word('a folder, from the root of the repository on', /^[^/\s]\S*$/, 1024).optional(),
    secret: word('the name of a Secret', /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/, 253).optional(),
  },
  'a repository, with a branch and a path',
);

const ADDRESS = 'an IPv4 address in the network of the site';
const TAKES = componentTakes<KubernetesClusterProps>(
  {
    version: word('a minor version of Kubernetes: 1.33', /^1\.\d{1,3}$/),
    pools: listOf(POOL_SHAPE, 'node pools, one or more, of different names', 1, ({ name }) => name),
    backup: BACKUP_SHAPE.optional(),
    uses: listOf(instance(Component, 'a component of the workload'), 'components of the workload').optional(),
    addresses: bySite(word(ADDRESS, /^(?:\d{1,3}\.){3}\d{1,3}$/), 'addresses').optional(),
    port: whole('a port, 1 to 65535', 1, 65_535).optional(),
    gitops: GITOPS_SHAPE.optional(),
  },
  {
    version: "'1.33'",
    pools: "[{ name: 'apps', size: Size.of({ vcpus: 4, memoryGiB: 16 }), nodes: { active: 3, standby: 1, most: 6 } }]",
    backup: "{ to: copies, every: Duration.hours(1), namespaces: ['shop'] }",
    uses: '[ledger]',
    addresses: "{ 'cloud:region': '10.10.80.250' }",
    port: '80',
    gitops: "{ repository: 'https://git.acme.example/platform', branch: 'main', path: 'clusters/shop' }",
  },
);

const KEPT = Duration.days(30);

/** A Kubernetes cluster of the cloud at each site, of which the standby keeps what its tier asks for: no node for applications, few, or all. */
export class KubernetesCluster extends Component {
  /** Its kind. */
  readonly kind = 'kubernetes-cluster';

  constructor(
    scope: Construct,
    id: string,
    private readonly props: KubernetesClusterProps,
  ) {
    super(scope, id, props, TAKES);
    this.node.addDependency(...this.used());
  }

  /** The port it listens on. */
  get port(): number {
    return this.props.port ?? 80;
  }

  /** Whether it says at which address an entrance is let in. */
  get isReached(): boolean {
    return Object.keys(this.props.addresses ?? {}).length > 0;
  }

  /** The cluster as plain data. */
  override declaration(): KubernetesClusterDeclaration {
    const { version, pools, backup, addresses = {}, gitops } = this.props;
    return {
      ...super.declaration(),
      kind: this.kind,
      version,
      pools: pools.map(({ name, size, nodes }) => ({ name, size, instances: allOf(nodes) })),
      ...(backup ? { backup: backupOf(backup) } : {}),
      ...(gitops ? { gitops: { branch: 'main', path: '.', ...gitops } } : {}),
      uses: this.used().map(({ node }) => node.id),
      addresses,
      port: this.port,
    };
  }

  private used(): Component[] {
    const { uses = [], backup } = this.props;
    return [...new Set([...uses, ...(backup ? [backup.to] : [])])];
  }
}

const backupOf = ({ to, every, namespaces, keepFor = KEPT, charts, images }: ClusterBackup): ClusterBackupDeclaration => ({
  to: to.node.id,
  every: every.toSeconds(),
  namespaces,
  keepFor: keepFor.toSeconds(),
  ...(charts === undefined ? {} : { charts }),
  ...(images === undefined ? {} : { images }),
});
