import type { Construct } from 'constructs';
import { Duration } from '../objectives/duration';
import type { Shape } from '../words/checked';
import { ContinuityError } from '../words/errors';
import { flag, instance, listOf, oneOf, whole, word } from '../words/shapes';
import { Component, componentTakes, type ComponentProps, type Declaration } from './component';
import { existingOf } from './existing';

/** What `privateZones` says where whoever keeps zones writes their records. */
export const OWNER = 'owner';

/** A network that exists already, at one site. */
export interface ExistingNetwork {
  /** The network's id in its cloud. */
  readonly id: string;
  /** Subnets that are reached from the internet, one a zone where a subnet stands in one. */
  readonly publicSubnets: readonly string[];
  /** Subnets that are not, likewise. */
  readonly privateSubnets: readonly string[];
  /**
   * Where names of the cloud's services are led to private addresses already, in zones that this network knows: the id of what holds these zones
   * (docs/adoption.md), or `owner`, where whoever keeps them writes the records, as a policy does. @default the library makes a zone where one is needed
   */
  readonly privateZones?: string;
}

/** What {@link Network} takes. */
export interface NetworkProps extends ComponentProps {
  /** Zones it spans at each site, 2 or 3. @default 2 */
  readonly zones?: 2 | 3;
  /**
   * How what stands in its private subnets reaches anything outside. `endpoints`: the services of the cloud alone that the declared
   * components have called, over private addresses; nothing leads to the internet, so nothing is carried off that way. `nat`: the
   * internet, through a gateway in each zone; for what calls others. `none`: nothing. What is paid by the hour stands where the site
   * serves, and at a standby at tiers hot and vital; below them it is made on the day (it is in the budget), and the public addresses
   * of `nat` are new then: who lets them in by a list needs one of those two. @default 'endpoints': what is declared works, and no more
   * is open
   */
  readonly egress?: Egress;
  /**
   * How long is kept who talked to whom, in whole days that the cloud's logs can be told to keep; `Duration.ZERO`: it is not written
   * down. @default a year
   */
  readonly flowLogs?: Duration;
  /**
   * Whether the networks of the two sites reach each other by a private way, at their own addresses: for what is kept in step over it. What joins
   * the sites makes it, and nothing of a recovery needs it. @default false: no private address of one site is reached from the other
   */
  readonly peered?: boolean;
}

const EGRESS = ['nat', 'endpoints', 'none'] as const;
/** How what stands in private subnets reaches anything outside. */
export type Egress = (typeof EGRESS)[number];

/** A network as plain data. */
export interface NetworkDeclaration extends Declaration {
  /** Its kind. */
  readonly kind: 'network';
  /** Zones it spans. */
  readonly zones: number;
  /** How what stands in its private subnets reaches anything outside. */
  readonly egress: Egress;
  /** Days that flow logs are kept; absent where there are none. */
  readonly flowLogDays?: number;
  /** Whether the networks of the two sites reach each other by a private way. */
  readonly peered: boolean;
  /** Networks that exist, by site key; where there is none the library makes one. Absent: it makes all. */
  readonly existing?: Readonly<Record<string, ExistingNetwork>>;
}

const DAY = Duration.days(1).toSeconds();
const DAYS = 'whole days: Duration.days(90), or Duration.ZERO for none';
const TAKES = componentTakes<NetworkProps>(
  {
    zones: whole('2 or 3', 2, 3).optional(),
    egress: oneOf(EGRESS).optional(),
    flowLogs: instance(Duration, DAYS)
      .refine((time) => time.toSeconds() % DAY === 0, DAYS)
      .optional(),
    peered: flag.optional(),
  },
  { zones: '2', egress: "'endpoints'", flowLogs: 'Duration.days(365)', peered: 'true' },
);

const subnets = listOf(word('the id of a subnet', /^\S+$/, 1024), 'subnets, one or more', 1);
const EXISTING: Shape<ExistingNetwork> = {
  id: word('the id of a network', /^\S+$/, 1024),
  publicSubnets: subnets,
  privateSubnets: subnets,
  privateZones: word("the id of what holds zones, or 'owner'", /^\S+$/, 1024).optional(),
};
const refuseUnshaped = existingOf<ExistingNetwork>(
  'Network',
  EXISTING,
  "{ id: '…', publicSubnets: ['…', '…'], privateSubnets: ['…', '…'] }",
);

/** Throws `DR-COMP-06` for what is no network that exists. */
function refuseForeign(existing: Readonly<Record<string, ExistingNetwork>>): void {
  refuseUnshaped(existing);
  refuseOneForTwo(existing);
}

/** Throws `DR-NET-06` where one network, or one subnet, is given twice: an id is of one region, and a subnet reached or not. */
function refuseOneForTwo(existing: Readonly<Record<string, ExistingNetwork>>): void {
  const seen = new Map<string, string>();
  for (const [site, { id, publicSubnets, privateSubnets }] of Object.entries(existing)) {
    for (const one of [id, ...publicSubnets, ...privateSubnets]) {
      const other = seen.get(one);
      if (other !== undefined)
        throw new ContinuityError({
          id: 'DR-NET-06',
          what:
            other === site
              ? `${site} adopts one subnet as public and as private`
              : `${other} and ${site} adopt one thing: it stands in one region`,
          value: one,
          allowed: 'a network, and subnets, of its own for each site',
          fix: `another id for ${site}`,
        });
      seen.set(one, site);
    }
  }
}

/** The network of a workload: one at each site, from the site's address range. */
export class Network extends Component {
  /**
   * Adopts networks that exist, by site key (`aws:eu-west-3`). Nothing of them is changed; at a site that is not named one is made, as
   * `props` say. Throws `DR-COMP-06` where it is given what it cannot take, `DR-NET-06` where one network or subnet is given twice.
   */
  static fromExisting(
    scope: Construct,
    id: string,
    existing: Readonly<Record<string, ExistingNetwork>>,
    props: NetworkProps = {},
  ): Network {
    refuseForeign(existing);
    return new Network(scope, id, props, existing);
  }

  /** Its kind. */
  readonly kind = 'network';

  constructor(
    scope: Construct,
    id: string,
    private readonly props: NetworkProps = {},
    private readonly existing?: Readonly<Record<string, ExistingNetwork>>,
  ) {
    super(scope, id, props, TAKES);
    if (existing !== undefined) refuseForeign(existing);
  }

  /** The network as plain data. */
  override declaration(): NetworkDeclaration {
    const own = { ...super.declaration(), kind: this.kind, zones: this.props.zones ?? 2 } as const;
    const { egress = 'endpoints', flowLogs = Duration.days(365), peered = false } = this.props;
    const flowLogDays = flowLogs.toSeconds() / DAY;
    return { ...own, egress, peered, ...(flowLogDays > 0 ? { flowLogDays } : {}), ...(this.existing ? { existing: this.existing } : {}) };
  }
}
