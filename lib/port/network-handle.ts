/** A site's network, as others stand in it. */
export interface NetworkHandle {
  /** Its id. */
  readonly vpcId: string;
  /** Address range: the first one, where it has several. */
  readonly cidr: string;
  /** All its address ranges, that one included. One token where they are read: a list of its own, which nothing is added to. */
  readonly ranges: readonly string[];
  /** Ids of the subnets reached from the internet. */
  readonly publicSubnets: readonly string[];
  /** Ids of those that are not. */
  readonly privateSubnets: readonly string[];
  /** Id of the one that is a service's for containers, where that takes a subnet for itself. @default it takes none */
  readonly containerSubnet?: string;
  /** What holds the zones by which services of the cloud are reached by private addresses, or `owner`: its owner writes their records. @default they are made where they are needed */
  readonly privateZones?: string;
  /** Id of the one that nodes of clusters stand in, where they have one of their own. @default they stand in the first that is not reached from the internet */
  readonly clusterSubnet?: string;
  /** Id of the one that is a service's for files, where that takes a subnet for itself. @default it takes none */
  readonly fileSubnet?: string;
  /** Services of the cloud that those reach by an endpoint of their own, and are told apart by. @default none that is known */
  readonly reaches?: readonly string[];
}
