import type { Construct } from 'constructs';
import { ContinuityError } from '../words/errors';
import { instance, prose, tableOf, whole, word } from '../words/shapes';
import { Component, componentTakes, type ComponentProps, type Declaration } from './component';
import { ContainerService } from './container-service';

/** What {@link LoadBalancer} takes. */
export interface LoadBalancerProps extends ComponentProps {
  /** Path of the application's own health check, used for its targets only. @default '/healthz' */
  readonly healthPath?: string;
  /** What serves behind it: it registers itself, at every site, on its own port. @default targets are registered in `onEverySite` */
  readonly target?: ContainerService;
  /** Port of the targets. @default that of `target`, or 8080 */
  readonly targetPort?: number;
  /** Certificates, by site key (`aws:eu-west-3`). @default none: plain HTTP, and a warning (DR-TLS-01) */
  readonly certificates?: Readonly<Record<string, string>>;
  /** What users read while the site does not serve. @default a short page that says that service is interrupted */
  readonly maintenancePage?: string;
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
  /** The maintenance page, HTML. */
  readonly maintenancePage: string;
}

/** The path that answers 200 where, and only where, a site serves; the switch of traffic probes it. */
export const SERVING_PATH = '/.continuity/serving';
/** The path that answers 200 where a site serves that took the role in the second or a later move since traffic was last based. */
export const AGAIN_PATH = '/.continuity/again';

const MAINTENANCE =
  '<!doctype html><title>Maintenance</title><h1>We will be back shortly</h1><p>This service is interrupted. Your data is safe.</p>';

const TAKES = componentTakes<LoadBalancerProps>(
  {
    healthPath: word('a path, from / on', /^\/\S*$/, 1024).optional(),
    target: instance(ContainerService, 'a container service of the workload').optional(),
    targetPort: whole('a port, 1 to 65535', 1, 65_535).optional(),
    certificates: tableOf(word('a certificate', /^\S+$/, 2048), 'certificates by site key').optional(),
    maintenancePage: prose('a page, as HTML').optional(),
  },
  {
    healthPath: "'/healthz'",
    target: 'api',
    targetPort: '8080',
    certificates: "{ 'cloud:region': '…' }",
    maintenancePage: "'<!doctype html><title>Maintenance</title>'",
  },
);

/** The entrance of a workload: a maintenance page until its site serves. */
export class LoadBalancer extends Component {
  /** Its kind. */
  readonly kind = 'load-balancer';

  /** Throws `DR-COMP-10` where a port is given beside a target that has another one. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: LoadBalancerProps = {},
  ) {
    super(scope, id, props, TAKES);
    const { target, targetPort } = props;
    if (!target) return;
    if (targetPort !== undefined && targetPort !== target.port) throw twoPorts(id, target, targetPort);
    this.node.addDependency(target);
  }

  /** The load balancer as plain data. */
  override declaration(): LoadBalancerDeclaration {
    const { healthPath = '/healthz', target, certificates = {}, maintenancePage = MAINTENANCE } = this.props;
    const targetPort = target?.port ?? this.props.targetPort ?? 8080;
    const served = target ? { target: target.node.id } : {};
    return { ...super.declaration(), kind: this.kind, healthPath, ...served, targetPort, certificates, maintenancePage };
  }
}

const twoPorts = (id: string, { node, port }: ContainerService, given: number): ContinuityError =>
  new ContinuityError({
    id: 'DR-COMP-10',
    what: `${id} is given a port beside a target that has another one`,
    value: `${given}, and ${port} of ${node.id}`,
    allowed: 'the port of its target',
    fix: `leave targetPort out, or give ${node.id} port: ${given}`,
  });
