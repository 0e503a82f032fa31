import { DataAwsAvailabilityZones } from '@cdktf/provider-aws/lib/data-aws-availability-zones/index.js';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway/index.js';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association/index.js';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table/index.js';
import { Subnet } from '@cdktf/provider-aws/lib/subnet/index.js';
import { Vpc } from '@cdktf/provider-aws/lib/vpc/index.js';
import { Fn, type TerraformResource } from 'cdktf';
import type { NetworkDeclaration } from '../../components/network';
import { ContinuityError } from '../../errors';
import type { Placement } from '../../plan/plan';
import type { CloudCell, Rendered, SiteContext } from '../cloud';
import { AWS_NAMES } from './facts';
import type { AwsGround } from './ground';

/** A site's network as other cells see it. */
export interface NetworkRefs {
  /** Id of the VPC. */
  readonly vpcId: string;
  /** Address range. */
  readonly cidr: string;
  /** Subnets reached from the internet. */
  readonly publicSubnets: readonly string[];
  /** Subnets that are not. */
  readonly privateSubnets: readonly string[];
}

const NOTHING = { seconds: 0, source: 'prepared in peace', verified: true };

/** A VPC over two or three zones: the same at every site and in every situation. */
export const network: CloudCell<AwsGround> = {
  facts: {
    flips: { prepared: 'symmetric' },
    spreads: ['single', 'zonal'],
    limits: 'a network is prepared at every site',
    fence: 'none: a network serves nobody by itself',
    automatic: true,
    names: { network: AWS_NAMES.network },
    oneWay: [],
    figures: () => ({ rpo: NOTHING, promotion: NOTHING }),
  },
  renderSite: (context, placement) => {
    const { existing } = placement.declaration as NetworkDeclaration;
    return existing ? adopt(context, placement) : create(context, placement);
  },
};

function adopt({ ground, site }: SiteContext<AwsGround>, placement: Placement): undefined {
  const found = (placement.declaration as NetworkDeclaration).existing?.[site.key];
  if (!found) {
    throw new ContinuityError({
      id: 'DR-NET-04',
      what: `${placement.component} adopts no network at ${site.key}`,
      value: Object.keys((placement.declaration as NetworkDeclaration).existing ?? {}).join(', '),
      allowed: 'one network a site',
      fix: `Network.fromExisting(…, { '${site.key}': { id, publicSubnets, privateSubnets } })`,
    });
  }
  ground.network = { vpcId: found.id, cidr: site.cidr, publicSubnets: found.publicSubnets, privateSubnets: found.privateSubnets };
}

function create({ stack, ground, sitePlan }: SiteContext<AwsGround>, placement: Placement): Rendered {
  const { zones } = placement.declaration as NetworkDeclaration;
  const name = placement.here.names['network'] as string;
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
  ground.network = { vpcId: vpc.id, cidr: sitePlan.cidr, publicSubnets: open.map((s) => s.id), privateSubnets: closed.map((s) => s.id) };
  const ready: TerraformResource[] = [...open, ...closed];
  return { instance: vpc, ready, waits: [], endpoint: { host: sitePlan.cidr, name } };
}
