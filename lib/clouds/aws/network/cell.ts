import { DataAwsAvailabilityZones } from '@cdktf/provider-aws/lib/data-aws-availability-zones/index.js';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway/index.js';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association/index.js';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table/index.js';
import { Subnet } from '@cdktf/provider-aws/lib/subnet/index.js';
import { Vpc } from '@cdktf/provider-aws/lib/vpc/index.js';
import { Fn, type TerraformResource } from 'cdktf';
import type { ExistingNetwork, NetworkDeclaration } from '../../../components/network';
import { ContinuityError } from '../../../words/errors';
import type { NetworkHandle, Rendered } from '../../../port/cloud';
import type { Flaw, SiteFacts } from '../../../port/facts';
import { awsCell, type AwsContext, type AwsPlacement } from '../cell';
import { AWS_NAMES, NETWORK_IDS } from '../facts';
import { networkDoctor } from './doctor';

const NOTHING = { seconds: 0, source: 'prepared in peace', verified: true };

type NetworkPlacement = AwsPlacement<NetworkDeclaration, 'network'>;

/** A VPC over two or three zones: the same at every site and in every situation. */
export const network = awsCell({
  kind: 'network',
  service: 'Amazon VPC',
  facts: {
    flips: { prepared: 'symmetric' },
    spreads: ['single', 'zonal'],
    zonal: { rpo: NOTHING, promotion: NOTHING, always: true },
    limits: 'a network is prepared at every site',
    fence: 'none: a network serves nobody by itself',
    automatic: true,
    names: { network: AWS_NAMES.network },
    oneWay: [],
    refuses: ({ existing, zones }, site) => (existing ? foreignIds(existing[site.key]) : [...tooNarrow(site), ...tooFew(zones, site)]),
    figures: () => ({ rpo: NOTHING, promotion: NOTHING }),
  },
  types: {
    aws_vpc: { holdsData: false },
    aws_internet_gateway: { holdsData: false },
    aws_route_table: { holdsData: false },
    aws_route_table_association: { holdsData: false },
    aws_subnet: { holdsData: false },
  },
  renderSite: (context, placement) => (placement.declaration.existing ? adopt(context, placement) : create(context, placement)),
  doctor: networkDoctor,
});

/** Four more bits make the subnets, and none is narrower than /28: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html, 2026-11. */
const NARROWEST = 24;

function tooNarrow({ key, cidr }: SiteFacts): Flaw[] {
  if (Number(cidr.split('/')[1]) <= NARROWEST) return [];
  return [
    {
      of: 'cidr',
      value: `${cidr} at ${key}`,
      allowed: `a range from /16 to /${NARROWEST}: sixteen subnets of /28 or wider are cut from it`,
    },
  ];
}

/** Subnets beyond the last zone would begin again at the first: two in one zone. */
function tooFew(zones: number, { key, region }: SiteFacts): Flaw[] {
  if (zones <= region.zones) return [];
  return [{ of: 'zones', value: `${zones} at ${key}`, allowed: `at most the zones of ${region.code}: ${region.zones}` }];
}

function foreignIds(found: ExistingNetwork | undefined): Flaw[] {
  if (!found) return [];
  const { id, publicSubnets, privateSubnets } = found;
  return [
    ...[id].filter((one) => !NETWORK_IDS.vpc.test(one)).map((value) => ({ of: 'existing', value, allowed: 'the id of a VPC: vpc-…' })),
    ...[...publicSubnets, ...privateSubnets]
      .filter((one) => !NETWORK_IDS.subnet.test(one))
      .map((value) => ({ of: 'existing', value, allowed: 'ids of subnets: subnet-…' })),
  ];
}

function adopt({ site }: AwsContext, { component, declaration }: NetworkPlacement): Rendered {
  const found = declaration.existing?.[site.key];
  if (!found) {
    throw new ContinuityError({
      id: 'DR-NET-04',
      what: `${component} adopts no network at ${site.key}`,
      value: Object.keys(declaration.existing ?? {}).join(', '),
      allowed: 'one network a site',
      fix: `Network.fromExisting(…, { '${site.key}': { id, publicSubnets, privateSubnets } })`,
    });
  }
  const { id: vpcId, publicSubnets, privateSubnets } = found;
  return {
    ready: [],
    waits: [],
    network: { vpcId, cidr: site.cidr, publicSubnets, privateSubnets },
    endpoint: { host: site.cidr, name: vpcId },
  };
}

function create({ stack, sitePlan }: AwsContext, placement: NetworkPlacement): Rendered {
  const { zones } = placement.declaration;
  const name = placement.here.names.network;
  const vpc = new Vpc(stack, placement.id, {
    cidrBlock: sitePlan.cidr,
    enableDnsHostnames: true,
    enableDnsSupport: true,
    tags: { Name: name },
  });
  const gateway = new InternetGateway(stack, `${placement.id}-gateway`, { vpcId: vpc.id, tags: { Name: name } });
  const routes = new RouteTable(stack, `${placement.id}-public`, {
    vpcId: vpc.id,
    route: [{ cidrBlock: '0.0.0.0/0', gatewayId: gateway.id }],
    tags: { Name: `${name}-public` },
  });
  const known = new DataAwsAvailabilityZones(stack, `${placement.id}-zones`, {
    state: 'available',
    filter: [{ name: 'opt-in-status', values: ['opt-in-not-required'] }],
  });
  const subnet = (kind: 'public' | 'private', i: number): Subnet =>
    new Subnet(stack, `${placement.id}-${kind}-${i + 1}`, {
      vpcId: vpc.id,
      cidrBlock: Fn.cidrsubnet(sitePlan.cidr, 4, kind === 'public' ? i : 8 + i),
      availabilityZone: Fn.element(known.names, i),
      tags: { Name: `${name}-${kind}-${i + 1}` },
      // The order of the zones is the vendor's, and a new zone would replace the subnet and all that stands in it.
      lifecycle: { ignoreChanges: ['availability_zone'] },
    });
  const count = [...Array(zones).keys()];
  const open = count.map((i) => subnet('public', i));
  const closed = count.map((i) => subnet('private', i));
  open.forEach(
    (s, i) => new RouteTableAssociation(stack, `${placement.id}-public-${i + 1}-routes`, { subnetId: s.id, routeTableId: routes.id }),
  );
  const [publicSubnets, privateSubnets] = [open, closed].map((all) => all.map(({ id }) => id)) as [string[], string[]];
  const ready: TerraformResource[] = [...open, ...closed];
  const handle = { vpcId: vpc.id, cidr: sitePlan.cidr, publicSubnets, privateSubnets };
  return { instance: vpc, ready, waits: [], network: handle, endpoint: { host: sitePlan.cidr, name } };
}

/** The network that a component stands in: the planner refuses one without (`needs`). */
export const networkOf = ({ neighbour }: Pick<AwsContext, 'neighbour'>): NetworkHandle => neighbour('network')?.network as NetworkHandle;
