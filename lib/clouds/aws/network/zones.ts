import { DataAwsAvailabilityZones } from '@cdktf/provider-aws/lib/data-aws-availability-zones/index.js';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway/index.js';
import { Route } from '@cdktf/provider-aws/lib/route/index.js';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association/index.js';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table/index.js';
import { Subnet } from '@cdktf/provider-aws/lib/subnet/index.js';
import type { Vpc } from '@cdktf/provider-aws/lib/vpc/index.js';
import { Fn, type TerraformResource } from 'cdktf';
import type { AwsContext } from '../cell';
import type { NetworkPlacement } from './names';

/** What is cut from a VPC in each zone. */
export interface Zones {
  /** The VPC. */
  readonly vpc: Vpc;
  /** Subnets reached from the internet, one a zone. */
  readonly open: readonly Subnet[];
  /** Those that are not. */
  readonly closed: readonly Subnet[];
  /** How what is in each of those finds its way, in the same order. */
  readonly ways: readonly RouteTable[];
  /** The way to and from the internet: what is reached by it, or leaves by it, is refused before it stands. */
  readonly gateway: InternetGateway;
  /** What leads each subnet to its way, and the public ones to the internet. */
  readonly led: readonly TerraformResource[];
}

/** Two or three zones, each with a subnet of either kind, and a way of its own out of the private one. */
export function renderZones({ stack, sitePlan }: AwsContext, { id, here, declaration }: NetworkPlacement, vpc: Vpc): Zones {
  const name = here.names.network;
  const known = new DataAwsAvailabilityZones(stack, `${id}-zones`, {
    state: 'available',
    filter: [{ name: 'opt-in-status', values: ['opt-in-not-required'] }],
  });
  const subnet = (kind: 'public' | 'private', i: number): Subnet =>
    new Subnet(stack, `${id}-${kind}-${i + 1}`, {
      vpcId: vpc.id,
      cidrBlock: Fn.cidrsubnet(sitePlan.cidr, 4, kind === 'public' ? i : 8 + i),
      availabilityZone: Fn.element(known.names, i),
      tags: { Name: `${name}-${kind}-${i + 1}` },
      // The order of the zones is the vendor's, and a new zone would replace the subnet and all that stands in it.
      lifecycle: { ignoreChanges: ['availability_zone'] },
    });
  const count = [...Array(declaration.zones).keys()];
  const open = count.map((i) => subnet('public', i));
  const closed = count.map((i) => subnet('private', i));
  const gateway = new InternetGateway(stack, `${id}-gateway`, { vpcId: vpc.id, tags: { Name: name } });
  const out = new RouteTable(stack, `${id}-public`, { vpcId: vpc.id, tags: { Name: `${name}-public` } });
  // By itself: in a list of the table each way must be said, and a later provider that knows one more would refuse it.
  const way = new Route(stack, `${id}-public-out`, { routeTableId: out.id, destinationCidrBlock: '0.0.0.0/0', gatewayId: gateway.id });
  const ways = count.map(
    (i) => new RouteTable(stack, `${id}-private-${i + 1}-table`, { vpcId: vpc.id, tags: { Name: `${name}-private-${i + 1}` } }),
  );
  const lead = (kind: string, i: number, subnetId: string, routeTableId: string): RouteTableAssociation =>
    new RouteTableAssociation(stack, `${id}-${kind}-${i + 1}-routes`, { subnetId, routeTableId });
  const led = [
    way,
    ...open.map((one, i) => lead('public', i, one.id, out.id)),
    ...closed.map((one, i) => lead('private', i, one.id, (ways[i] as RouteTable).id)),
  ];
  return { vpc, open, closed, ways, gateway, led };
}
