import { Construct } from 'constructs';
import { z } from 'zod';
import { Component, scopeFaults } from '../components/component';
import { LoadBalancer } from '../components/load-balancer';
import { declared, faultsIn, type Shape } from '../words/checked';
import { ContinuityError, refuseAll, type ContinuityErrorProps } from '../words/errors';
import { isPrivateDomain, LABEL } from '../words/host-name';
import { idFaults } from '../words/identifier';
import { flag, instance, isDecidedLater, listOf, word } from '../words/shapes';

/** Who has the zone of a switch of traffic. */
export interface ZoneOwner {
  /** The account, subscription or compartment. */
  readonly account: string;
  /** The role that is taken there, as the cloud names roles. @default none: for clouds whose credentials reach there by themselves */
  readonly role?: string;
}

/** A record that somebody makes by hand. */
export interface DnsRecord {
  /** The full name. */
  readonly name: string;
  /** Its type. */
  readonly type: 'CNAME';
  /** Where it leads. */
  readonly value: string;
}

/** What {@link DnsFailover} takes. */
export interface DnsFailoverProps {
  /**
   * The hosted zone, for instance `acme.example`, which the internet knows: the switch is asked from there. A dot at its end is left
   * out. Where it is not in the account of the site that is named first in the topology, say whose it is ({@link zoneOwner}).
   */
  readonly zone: string;
  /** The record's name in the zone, for instance `billing`; `''` or `'@'` for the zone itself. */
  readonly record: string;
  /** More names in the zone that answer alike, each without the zone; `'@'` for the zone itself. @default none */
  readonly aliases?: readonly string[];
  /**
   * Who has the zone, where it is in an account of its own: the account, and the role in it that is taken to write records, with the
   * credentials of whoever applies. Checks stay in the site's account. @default the account of the first site
   */
  readonly zoneOwner?: ZoneOwner;
  /**
   * The zone is kept by another provider: nothing is written there, and the runbook says which records its owner makes, once. None of them
   * changes on the day. @default false: it is a zone of the cloud
   */
  readonly zoneElsewhere?: boolean;
  /** The load balancer that the name answers with. */
  readonly target: LoadBalancer;
}

const ZONE = 'a domain, of two labels or more: acme.example';
const RECORD = "a name in the zone, without the zone: 'billing', or '' for the zone itself";
const ALIAS = "a name in the zone, without the zone: 'www', or '@' for the zone itself";
const IN_ZONE = new RegExp(`^(?:@|${LABEL}(?:\\.${LABEL})*)?$`, 'i');
const OWNER: Shape<ZoneOwner> = {
  account: word('the account, subscription or compartment, as a text', /^\S+$/),
  role: word('the role that is taken there', /^\S+$/, 2048).optional(),
};
const TAKES = declared<DnsFailoverProps>(
  {
    zone: word(ZONE, new RegExp(`^${LABEL}(?:\\.${LABEL})+\\.?$`, 'i'), 254),
    record: z.string(RECORD).regex(IN_ZONE, RECORD),
    aliases: listOf(word(ALIAS, IN_ZONE), 'a list of names in the zone').optional(),
    zoneOwner: z.strictObject(OWNER).optional(),
    zoneElsewhere: flag.optional(),
    target: instance(LoadBalancer, 'a load balancer of the workload'),
  },
  {
    zone: "'acme.example'",
    record: "'billing'",
    aliases: "['www']",
    zoneOwner: "{ account: '…', role: '…' }",
    zoneElsewhere: 'true',
    target: "new LoadBalancer(workload, 'Web')",
  },
);

/** The switch of traffic as plain data. */
export interface TrafficDeclaration {
  /** Its id in the workload. */
  readonly id: string;
  /** The hosted zone. */
  readonly zone: string;
  /** The record's full name. */
  readonly name: string;
  /** More full names that answer alike. */
  readonly aliases: readonly string[];
  /** Who has the zone; absent where the account of the first site has it. */
  readonly zoneOwner?: ZoneOwner;
  /** The zone is of another provider: its records are made by hand. */
  readonly zoneElsewhere?: true;
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
    const { record, aliases = [], zoneOwner, zoneElsewhere = false, target } = this.props;
    const zone = this.props.zone.replace(/\.$/, '');
    const whole = (name: string): string => (name === '' || name === '@' ? zone : `${name}.${zone}`);
    const owner = { ...(zoneOwner ? { zoneOwner } : {}), ...(zoneElsewhere ? { zoneElsewhere } : {}) };
    return { id: this.node.id, zone, name: whole(record), aliases: aliases.map(whole), ...owner, target: target.node.id };
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

/** A record stands in the zone: its whole name would be the zone twice. And the zone is one that the internet knows. */
function refuseWhole({ zone, record, aliases = [], zoneOwner, zoneElsewhere = false }: DnsFailoverProps): void {
  if (isDecidedLater(zone)) return;
  const suffix = zone.replace(/\.$/, '').toLowerCase();
  const names = [record, ...aliases].filter((name) => !isDecidedLater(name));
  const plain = names.map((name) => (name === '@' ? '' : name.toLowerCase()));
  const twin = names.find((_, i) => plain.indexOf(plain[i] as string) < i);
  refuseAll([
    ...(zoneOwner && zoneElsewhere ? [twoOwners(zoneOwner)] : []),
    ...(isPrivateDomain(suffix) ? [privateFault(zone)] : []),
    ...names.flatMap((name) => wholeFaults(name, suffix)),
    ...(twin === undefined
      ? []
      : [{ id: 'DR-DNS-01', what: 'A name of the switch is given twice', value: twin, allowed: 'each name once', fix: 'leave one out' }]),
  ]);
}

const twoOwners = ({ account }: ZoneOwner): ContinuityErrorProps => ({
  id: 'DR-DNS-01',
  what: 'The zone of the switch is said to be of another provider, and of an account of this one',
  value: account,
  allowed: 'zoneOwner, or zoneElsewhere',
  fix: 'leave zoneElsewhere out',
});

const privateFault = (zone: string): ContinuityErrorProps => ({
  id: 'DR-DNS-01',
  what: 'The switch of traffic cannot work in a private zone: it is asked from the internet which site serves',
  value: zone,
  allowed: 'a zone that the internet knows',
  fix: 'a public zone; for a private name leave DnsFailover out, and let each client ask the entrance of the site that serves',
});

function wholeFaults(record: string, suffix: string): ContinuityErrorProps[] {
  const name = record.toLowerCase();
  const isWhole = name === suffix || name.endsWith(`.${suffix}`);
  if (!isWhole && name.length + suffix.length < 253) return [];
  return [
    {
      id: 'DR-DNS-01',
      what: isWhole
        ? 'The record is written with its zone, which it would then have twice'
        : 'The name of the record is longer than a name can be',
      value: `${record}.${suffix}`,
      allowed: isWhole ? RECORD : '253 characters, the zone included',
      fix: isWhole ? `record: '${record.slice(0, -suffix.length).replace(/\.$/, '')}'` : 'a shorter record',
    },
  ];
}
