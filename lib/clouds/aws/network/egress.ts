import { Eip } from '@cdktf/provider-aws/lib/eip/index.js';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway/index.js';
import { Route } from '@cdktf/provider-aws/lib/route/index.js';
import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint/index.js';
import type { TerraformResource } from 'cdktf';
import { kebab } from '../../../plan/names';
import type { AwsContext } from '../cell';
import { renderGroup } from '../security-group';
import type { NetworkPlacement } from './names';
import type { Zones } from './zones';

/*
 * How what is in the private subnets reaches anything. Gateways, of S3 and of tables where there are some, are free and stand at once; endpoints and NAT gateways are paid by
 * the hour, and stand where more than the prepared form is asked for (https://aws.amazon.com/privatelink/pricing/,
 * https://aws.amazon.com/vpc/pricing/, 2026-11).
 */

/** The ways out. Returns what must be there before anything in the private subnets can start. */
export function renderEgress(context: AwsContext, placement: NetworkPlacement, zones: Zones): TerraformResource[] {
  const { egress } = placement.declaration;
  if (egress === 'none') return [];
  const free = gatewaysOf(context).map((service) => renderGateway(context, placement, zones, service));
  if (placement.posture === 'prepared') return free;
  return [...free, ...(egress === 'nat' ? renderNat(context, placement, zones) : renderEndpoints(context, placement, zones))];
}

const serviceName = ({ sitePlan }: AwsContext, service: string): string => `com.amazonaws.${sitePlan.region}.${service}`;

/** Reached by a gateway, for nothing. An endpoint of DynamoDB has no private DNS: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/privatelink-interface-endpoints.html, 2026-11. */
const BY_GATEWAY = ['dynamodb'];

const gatewaysOf = ({ sitePlan }: AwsContext): string[] => ['s3', ...sitePlan.calls.filter((service) => BY_GATEWAY.includes(service))];

function renderGateway(context: AwsContext, { id, here }: NetworkPlacement, { vpc, ways }: Zones, service: string): VpcEndpoint {
  return new VpcEndpoint(context.stack, `${id}-${service}`, {
    vpcId: vpc.id,
    vpcEndpointType: 'Gateway',
    serviceName: serviceName(context, service),
    routeTableIds: ways.map((way) => way.id),
    tags: { Name: `${here.names.network}-${service}` },
  });
}

/** One a zone: the loss of a zone takes no other one's way out. */
function renderNat({ stack }: AwsContext, { id, here }: NetworkPlacement, { open, ways, gateway }: Zones): TerraformResource[] {
  return open.map((subnet, i) => {
    const tags = { Name: `${here.names.network}-nat-${i + 1}` };
    const dependsOn = [gateway];
    const address = new Eip(stack, `${id}-nat-${i + 1}-address`, { domain: 'vpc', tags, dependsOn });
    const nat = new NatGateway(stack, `${id}-nat-${i + 1}`, { subnetId: subnet.id, allocationId: address.allocationId, tags, dependsOn });
    return new Route(stack, `${id}-private-${i + 1}-out`, {
      routeTableId: (ways[i] as Zones['ways'][number]).id,
      destinationCidrBlock: '0.0.0.0/0',
      natGatewayId: nat.id,
    });
  });
}

/** One for each service that the components of the workload have called, in every zone; reached from the site's own range. */
function renderEndpoints(context: AwsContext, { id, here, component }: NetworkPlacement, { vpc, closed }: Zones): TerraformResource[] {
  const { stack, sitePlan } = context;
  const called = sitePlan.calls.filter((service) => !BY_GATEWAY.includes(service));
  if (called.length === 0) return [];
  const guard = renderGroup(stack, `${id}-endpoints`, {
    namePrefix: `${here.names.group}-endpoints-`,
    description: `Endpoints of ${component}`,
    vpcId: vpc.id,
    ingress: [{ from_port: 443, to_port: 443, protocol: 'tcp', cidr_blocks: [sitePlan.cidr], description: 'callers inside the site' }],
    lifecycle: { createBeforeDestroy: true },
  });
  return called.map(
    (service) =>
      new VpcEndpoint(stack, `${id}-endpoint-${kebab(service)}`, {
        vpcId: vpc.id,
        vpcEndpointType: 'Interface',
        serviceName: serviceName(context, service),
        subnetIds: closed.map((subnet) => subnet.id),
        securityGroupIds: [guard.id],
        privateDnsEnabled: true,
        tags: { Name: `${here.names.network}-${service}` },
      }),
  );
}
