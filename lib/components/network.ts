import type { Construct } from 'constructs';
import { Component, type ComponentProps, type Declaration } from './component';

/** A network that exists already, at one site. */
export interface ExistingNetwork {
  /** The network's id in its cloud. */
  readonly id: string;
  /** Subnets that are reached from the internet, one a zone. */
  readonly publicSubnets: readonly string[];
  /** Subnets that are not, one a zone. */
  readonly privateSubnets: readonly string[];
}

/** What {@link Network} takes. */
export interface NetworkProps extends ComponentProps {
  /** Zones it spans at each site, 2 or 3. @default 2 */
  readonly zones?: 2 | 3;
}

/** A network as plain data. */
export interface NetworkDeclaration extends Declaration {
  /** Its kind. */
  readonly kind: 'network';
  /** Zones it spans. */
  readonly zones: number;
  /** Networks to adopt, by site key; absent where the library creates them. */
  readonly existing?: Readonly<Record<string, ExistingNetwork>>;
}

/** The network of a workload: one at each site, from the site's address range. */
export class Network extends Component {
  /** Adopts networks that exist, by site key (`aws:eu-west-3`). Nothing of them is changed. */
  static fromExisting(scope: Construct, id: string, existing: Readonly<Record<string, ExistingNetwork>>): Network {
    return new Network(scope, id, {}, existing);
  }

  /** Its kind. */
  readonly kind = 'network';

  constructor(
    scope: Construct,
    id: string,
    private readonly props: NetworkProps = {},
    private readonly existing?: Readonly<Record<string, ExistingNetwork>>,
  ) {
    super(scope, id, props);
  }

  /** The network as plain data. */
  override declaration(): NetworkDeclaration {
    return { ...super.declaration(), kind: this.kind, zones: this.props.zones ?? 2, ...(this.existing ? { existing: this.existing } : {}) };
  }
}
