import { Construct } from 'constructs';
import type { LoadBalancer } from '../components/load-balancer';
import { ContinuityError } from '../words/errors';

/** What {@link DnsFailover} takes. */
export interface DnsFailoverProps {
  /** The hosted zone, for instance `acme.example`. */
  readonly zone: string;
  /** The record's name in the zone, for instance `billing`. */
  readonly record: string;
  /** The load balancer that the name answers with. */
  readonly target: LoadBalancer;
}

/** The switch of traffic as plain data. */
export interface TrafficDeclaration {
  /** Its id in the workload. */
  readonly id: string;
  /** The hosted zone. */
  readonly zone: string;
  /** The record's full name. */
  readonly name: string;
  /** Id of the load balancer. */
  readonly target: string;
}

/** Who takes a declaration of traffic: the workload, seen from below. */
export interface TrafficHost {
  /** Takes the switch in; one a workload. */
  route(traffic: DnsFailover): void;
}

/**
 * The name under which users reach the workload. The site that serves answers; the standby takes over when its recovery stack
 * opens it. No apply of DNS, and no global control plane, is needed on the day (docs/design.md, "Traffic").
 */
export class DnsFailover extends Construct {
  constructor(
    scope: Construct & TrafficHost,
    id: string,
    private readonly props: DnsFailoverProps,
  ) {
    super(scope, id);
    if (typeof scope.route !== 'function') {
      throw new ContinuityError({
        id: 'DR-COMP-01',
        what: 'A DNS failover is declared outside a workload',
        value: scope.node.path,
        allowed: 'a Workload',
        fix: "new DnsFailover(workload, 'Dns', { … })",
      });
    }
    if (!props.target.node.scopes.includes(scope)) {
      throw new ContinuityError({
        id: 'DR-COMP-05',
        what: 'A DNS failover points at a load balancer of another workload',
        value: props.target.node.path,
        allowed: `a load balancer of ${scope.node.id}`,
        fix: `new LoadBalancer(${scope.node.id}, 'Web')`,
      });
    }
    scope.route(this);
  }

  /** The switch as plain data. */
  declaration(): TrafficDeclaration {
    const { zone, record, target } = this.props;
    return { id: this.node.id, zone, name: record === '' || record === '@' ? zone : `${record}.${zone}`, target: target.node.id };
  }
}
