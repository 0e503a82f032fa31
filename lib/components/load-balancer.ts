import type { Construct } from 'constructs';
import { ContinuityError, refuseAll } from '../words/errors';
import { HOST_NAME, isHostName } from '../words/host-name';
import { repeatedIn } from '../words/id';
import { bySite, flag, instance, prose, whole, word } from '../words/shapes';
import { Component, componentTakes, type ComponentProps, type Declaration } from './component';
import { existingOf } from './existing';
import { KubernetesCluster } from './kubernetes-cluster';
import { Service } from './service';

/** What {@link LoadBalancer} takes. */
export interface LoadBalancerProps extends ComponentProps {
  /** Path of the application's own health check, used for its targets only. @default '/healthz' */
  readonly healthPath?: string;
  /**
   * What serves behind it, at every site, on its own port: a service registers itself, and a cluster says at which address it is reached.
   * @default targets are registered in `onEverySite`
   */
  readonly target?: Service | KubernetesCluster;
  /** Port of the targets. @default that of `target`, or 8080 */
  readonly targetPort?: number;
  /**
   * Certificates, by site key (`aws:eu-west-3`): one for each site, of its region and account, with every name that the site answers
   * under (see {@link hostNames}). Plain HTTP is only sent there. @default none: refused (DR-TLS-01) unless plain HTTP is declared
   */
  readonly certificates?: Readonly<Record<string, string>>;
  /** Answers in clear text, at every site: what users send can be read and changed on the way, a warning (DR-TLS-01). @default false */
  readonly plainHttp?: boolean;
  /**
   * Names of the entrances, by site key, in the zone of the switch of traffic: under it one site answers, whoever has the role, and the
   * switch asks it there, so the site's certificate has that name, too. @default the record with the region: `billing-eu-west-3`
   */
  readonly hostNames?: Readonly<Record<string, string>>;
  /** Web application firewalls, by site key, of its region and account: their rules are their owner's. @default none */
  readonly firewalls?: Readonly<Record<string, string>>;
  /** Where access logs are written, by site key: a store in its region that lets the load balancer write. @default they are not */
  readonly accessLogs?: Readonly<Record<string, string>>;
  /** What users read while the site does not serve. @default a short page that says that service is interrupted */
  readonly maintenancePage?: string;
  /**
   * Where the entrance fetches that page instead, by site key, on a cloud whose entrance holds none: a public address at that site, of
   * HTML. @default users read what the entrance itself says, a warning there (DR-VALUE-01)
   */
  readonly maintenancePages?: Readonly<Record<string, string>>;
}

/** An entrance that exists already, at the site that serves first. */
export interface ExistingBalancer {
  /** What listens for users, as its cloud names it: three rules are added to it, and none is changed. */
  readonly id: string;
  /** Where it sends them. */
  readonly targets: string;
  /** The place of the first of the three rules: it and the two behind it are free, and none stands ahead of them. @default 1 */
  readonly priority?: number;
}

/** A load balancer as plain data. */
export interface LoadBalancerDeclaration extends Declaration {
  /** Its kind. */
  readonly kind: 'load-balancer';
  /** Path of the application's health check. */
  readonly healthPath: string;
  /** Id of what serves behind it; absent where targets are registered in `onEverySite`. */
  readonly target?: string;
  /** Port of the targets. */
  readonly targetPort: number;
  /** Certificates by site key. */
  readonly certificates: Readonly<Record<string, string>>;
  /** Whether clear text is what is wanted. */
  readonly plainHttp: boolean;
  /** Names of the entrances by site key. */
  readonly hostNames: Readonly<Record<string, string>>;
  /** Web application firewalls by site key. */
  readonly firewalls: Readonly<Record<string, string>>;
  /** Where access logs are written, by site key. */
  readonly accessLogs: Readonly<Record<string, string>>;
  /** The maintenance page, HTML. */
  readonly maintenancePage: string;
  /** Where it is fetched, by site key. */
  readonly maintenancePages: Readonly<Record<string, string>>;
  /** What exists, by site key; absent where the library makes it everywhere. */
  readonly existing?: Readonly<Record<string, ExistingBalancer>>;
}

/** The path that answers 200 where, and only where, a site serves; the switch of traffic probes it. */
export const SERVING_PATH = '/.continuity/serving';
/** The path that answers 200 where a site serves that took the role in the second or a later move since traffic was last based. */
export const AGAIN_PATH = '/.continuity/again';

/** Where the maintenance page stays to be looked at while the site serves. */
export const MAINTENANCE_PATH = '/.continuity/maintenance';

/** The port on which an entrance serves at a site. */
export const portOf = ({ certificates }: LoadBalancerDeclaration, site: string): 80 | 443 => (certificates[site] ? 443 : 80);

/** The page that is shown where none is given. */
export const MAINTENANCE =
  '<!doctype html><title>Maintenance</title><h1>We will be back shortly</h1><p>This service is interrupted. Your data is safe.</p>';

const SERVES = 'a container service, a group of machines, or a cluster with addresses, of the workload';
const serves = (one: Component): boolean => one instanceof Service || (one instanceof KubernetesCluster && one.isReached);

const TAKES = componentTakes<LoadBalancerProps>(
  {
    healthPath: word('a path, from / on', /^\/\S*$/, 1024).optional(),
    target: instance(Component, SERVES).refine(serves, SERVES).optional(),
    targetPort: whole('a port, 1 to 65535', 1, 65_535).optional(),
    certificates: bySite(word('a certificate', /^\S+$/, 2048), 'certificates').optional(),
    plainHttp: flag.optional(),
    hostNames: bySite(word(HOST_NAME, isHostName, 253), 'host names').optional(),
    firewalls: bySite(word('a web application firewall', /^\S+$/, 2048), 'firewalls').optional(),
    accessLogs: bySite(word('a store of logs', /^\S+$/, 2048), 'stores').optional(),
    maintenancePage: prose('a page, as HTML').optional(),
    maintenancePages: bySite(word('a public address of a page', /^https?:\/\/\S+$/, 2048), 'addresses of pages').optional(),
  },
  {
    healthPath: "'/healthz'",
    target: 'api',
    targetPort: '8080',
    certificates: "{ 'cloud:region': '…' }",
    plainHttp: 'true',
    hostNames: "{ 'cloud:region': 'billing-region.acme.example' }",
    firewalls: "{ 'cloud:region': '…' }",
    accessLogs: "{ 'cloud:region': '…' }",
    maintenancePage: "'<!doctype html><title>Maintenance</title>'",
    maintenancePages: "{ 'cloud:region': 'https://…/maintenance.html' }",
  },
);

/** Throws `DR-COMP-06` where it is to answer in clear text and has a certificate, and where one name is to be two entrances. */
function refuseTwoWords(id: string, { plainHttp, certificates = {}, hostNames = {} }: LoadBalancerProps): void {
  const names = Object.values(hostNames).map((name) => name.toLowerCase());
  const [twin] = repeatedIn(names);
  refuseAll([
    ...(plainHttp && Object.keys(certificates).length > 0
      ? [
          {
            id: 'DR-COMP-06',
            what: `LoadBalancer '${id}' is to answer in clear text, and has certificates`,
            value: Object.keys(certificates).join(', '),
            allowed: 'certificates, or plainHttp',
            fix: 'leave plainHttp out',
          },
        ]
      : []),
    ...(twin === undefined
      ? []
      : [
          {
            id: 'DR-COMP-06',
            what: `LoadBalancer '${id}' has one name for two entrances`,
            value: twin,
            allowed: 'a name of its own for each site',
            fix: 'leave hostNames out: each then has the name of its region',
          },
        ]),
  ]);
}

const refuseForeign = existingOf<ExistingBalancer>(
  'LoadBalancer',
  {
    id: word('what listens', /^\S+$/, 2048),
    targets: word('where it sends users', /^\S+$/, 2048),
    priority: whole('a place among its rules, 1 or more', 1, 49_998).optional(),
  },
  "{ id: '…', targets: '…' }",
);

/** The entrance of a workload: a maintenance page until its site serves. */
export class LoadBalancer extends Component {
  /**
   * Protects an entrance that exists, by site key: rules are added to it, which answer the switch of traffic and show the maintenance page
   * once the site is closed; nothing else of it is managed. Throws `DR-COMP-06` where it is given what it cannot take.
   */
  static fromExisting(
    scope: Construct,
    id: string,
    existing: Readonly<Record<string, ExistingBalancer>>,
    props: LoadBalancerProps = {},
  ): LoadBalancer {
    refuseForeign(existing);
    return new LoadBalancer(scope, id, props, existing);
  }

  /** Its kind. */
  readonly kind = 'load-balancer';

  /**
   * Throws `DR-COMP-10` where a port is given beside a target that has another one, `DR-COMP-11` where of an entrance and its target one
   * exists and the other one does not.
   */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: LoadBalancerProps = {},
    private readonly existing?: Readonly<Record<string, ExistingBalancer>>,
  ) {
    super(scope, id, props, TAKES);
    refuseTwoWords(id, props);
    if (existing !== undefined) refuseForeign(existing);
    const { target, targetPort } = props;
    if (!target) return;
    refuseHalf(id, target, existing);
    if (targetPort !== undefined && targetPort !== target.port) throw twoPorts(id, target, targetPort);
    this.node.addDependency(target);
  }

  /** The load balancer as plain data. */
  override declaration(): LoadBalancerDeclaration {
    const { healthPath = '/healthz', target, maintenancePage = MAINTENANCE, plainHttp = false } = this.props;
    const { certificates = {}, hostNames = {}, firewalls = {}, accessLogs = {}, maintenancePages = {} } = this.props;
    const targetPort = target?.port ?? this.props.targetPort ?? 8080;
    const served = target ? { target: target.node.id } : {};
    const tables = { certificates, hostNames, firewalls, accessLogs, maintenancePages };
    const existing = this.existing ? { existing: this.existing } : {};
    return {
      ...super.declaration(),
      kind: this.kind,
      healthPath,
      ...served,
      targetPort,
      maintenancePage,
      plainHttp,
      ...tables,
      ...existing,
    };
  }
}

const twoPorts = (id: string, { node, port }: Service | KubernetesCluster, given: number): ContinuityError =>
  new ContinuityError({
    id: 'DR-COMP-10',
    what: `${id} is given a port beside a target that has another one`,
    value: `${given}, and ${port} of ${node.id}`,
    allowed: 'the port of its target',
    fix: `leave targetPort out, or give ${node.id} port: ${given}`,
  });

/** What exists is registered where it is: neither is the service registered anew, nor what it stands behind given other targets. */
function refuseHalf(id: string, target: Service | KubernetesCluster, existing: object = {}): void {
  const { node, kind } = target;
  const served = (target instanceof Service ? target.existing : undefined) ?? {};
  const sites = [...new Set([...Object.keys(served), ...Object.keys(existing)])];
  const half = sites.find((site) => !(site in served) || !(site in existing));
  if (half === undefined) return;
  const type = { 'machine-group': 'MachineGroup', 'kubernetes-cluster': 'KubernetesCluster' }[kind as string] ?? 'ContainerService';
  const [is, isNot] = half in existing ? ['LoadBalancer', type] : [type, 'LoadBalancer'];
  throw new ContinuityError({
    id: 'DR-COMP-11',
    what: `${id} and ${node.id} stand at one site, and only one of them exists there`,
    value: half,
    allowed: 'both exist at a site, or the library makes both there',
    fix: `${isNot}.fromExisting for ${half}, too, or ${is} without what exists there`,
  });
}
