import { Construct } from 'constructs';
import { z } from 'zod';
import { Component, scopeFaults } from '../components/component';
import { LoadBalancer } from '../components/load-balancer';
import { declared, faultsIn } from '../words/checked';
import { ContinuityError, refuseAll } from '../words/errors';
import { idFaults } from '../words/identifier';
import { instance, isDecidedLater, word } from '../words/shapes';

/** What {@link DnsFailover} takes. */
export interface DnsFailoverProps {
  /** The hosted zone, for instance `acme.example`. A dot at its end is left out. */
  readonly zone: string;
  /** The record's name in the zone, for instance `billing`; `''` or `'@'` for the zone itself. */
  readonly record: string;
  /** The load balancer that the name answers with. */
  readonly target: LoadBalancer;
}

/** A label of a name: RFC 1035, and the underscore that records have. A name of other letters is written in Punycode. */
const LABEL = /[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?/.source;
const ZONE = 'a domain, of two labels or more: acme.example';
const RECORD = "a name in the zone, without the zone: 'billing', or '' for the zone itself";
const TAKES = declared<DnsFailoverProps>(
  {
    zone: word(ZONE, new RegExp(`^${LABEL}(?:\\.${LABEL})+\\.?$`, 'i'), 254),
    record: z.string(RECORD).regex(new RegExp(`^(?:@|${LABEL}(?:\\.${LABEL})*)?$`, 'i'), RECORD),
    target: instance(LoadBalancer, 'a load balancer of the workload'),
  },
  { zone: "'acme.example'", record: "'billing'", target: "new LoadBalancer(workload, 'Web')" },
);

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
  /**
   * Throws `DR-DNS-01` where it is given what it cannot take, `DR-COMP-01` outside of a workload, `DR-COMP-05` where its target is of another
   * workload, `DR-COMP-04` where the workload has a switch already.
   */
  constructor(
    scope: Construct & TrafficHost,
    id: string,
    private readonly props: DnsFailoverProps,
  ) {
    super(fitting(scope, id, props), id);
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
    const { record, target } = this.props;
    const zone = this.props.zone.replace(/\.$/, '');
    return { id: this.node.id, zone, name: record === '' || record === '@' ? zone : `${record}.${zone}`, target: target.node.id };
  }
}

/** The scope, once nothing is wrong with what is declared there. */
function fitting(scope: Construct & TrafficHost, id: string, props: DnsFailoverProps): Construct {
  const rule = 'DR-DNS-01';
  const wrong = [
    ...scopeFaults(scope, 'DnsFailover', rule),
    ...idFaults(id, 'a DnsFailover', rule),
    ...faultsIn(props, TAKES, { subject: `The DnsFailover ${typeof id === 'string' ? `'${id}'` : ''}`.trim(), id: rule }),
  ];
  refuseAll(wrong);
  if (typeof scope.route !== 'function' || scope.node.scopes.some((one) => one instanceof Component)) {
    throw new ContinuityError({
      id: 'DR-COMP-01',
      what: 'A DNS failover is declared outside a workload',
      value: scope.node.path || 'the app',
      allowed: 'a Workload',
      fix: "new DnsFailover(workload, 'Dns', { … })",
    });
  }
  if (scope.node.tryFindChild(id)) {
    throw new ContinuityError({
      id: 'DR-COMP-02',
      what: `${scope.node.id} has something of that id already`,
      value: id,
      allowed: 'an id that is not used yet',
      fix: `another id than '${id}'`,
    });
  }
  refuseWhole(props);
  return scope;
}

/** The record stands in the zone: its whole name would be the zone twice. */
function refuseWhole({ zone, record }: DnsFailoverProps): void {
  const [suffix, name] = [zone.replace(/\.$/, '').toLowerCase(), record.toLowerCase()];
  if (isDecidedLater(zone) || isDecidedLater(record)) return;
  const isWhole = name === suffix || name.endsWith(`.${suffix}`);
  if (!isWhole && name.length + suffix.length < 253) return;
  throw new ContinuityError({
    id: 'DR-DNS-01',
    what: isWhole
      ? 'The record is written with its zone, which it would then have twice'
      : 'The name of the record is longer than a name can be',
    value: `${record}.${zone}`,
    allowed: isWhole ? RECORD : '253 characters, the zone included',
    fix: isWhole ? `record: '${record.slice(0, -suffix.length).replace(/\.$/, '')}'` : 'a shorter record',
  });
}
