import { DataAwsSubnet } from '@cdktf/provider-aws/lib/data-aws-subnet/index.js';
import { DataAwsVpc } from '@cdktf/provider-aws/lib/data-aws-vpc/index.js';
import { Token } from 'cdktf';
import type { ExistingNetwork } from '../../../components/network';
import type { Rendered } from '../../../port/cloud';
import type { AwsContext } from '../cell';
import type { NetworkPlacement } from './names';

/**
 * A network that exists: nothing of it is changed. It is read at its site, so that what stands in it is let in from the ranges that it
 * really has; what no component could work without is refused at plan, ahead of the service's own refusal in the middle of an apply.
 */
export function adoptNetwork({ stack, site }: AwsContext, { id, declaration }: NetworkPlacement): Rendered {
  const found = declaration.existing?.[site.key] as ExistingNetwork;
  const { id: vpcId, publicSubnets, privateSubnets } = found;
  const vpc = readVpc(stack, id, found);
  return {
    ready: [],
    waits: [],
    network: {
      vpcId,
      cidr: vpc.cidrBlock,
      ranges: Token.asList(`\${${vpc.fqn}.cidr_block_associations[*].cidr_block}`),
      publicSubnets,
      privateSubnets,
    },
    endpoint: { host: vpc.cidrBlock, name: vpcId },
  };
}

function readVpc(stack: AwsContext['stack'], id: string, { id: vpcId, publicSubnets, privateSubnets }: ExistingNetwork): DataAwsVpc {
  const read = (kind: string, subnets: readonly string[]): string =>
    subnets
      .map(
        (subnet, i) => `data.aws_subnet.${readSubnet(stack, `${id}-${kind}-${i + 1}`, subnet, vpcId).friendlyUniqueId}.availability_zone`,
      )
      .join(', ');
  const zones = [read('public', publicSubnets), read('private', privateSubnets)];
  const inTwo = zones.map((all) => `length(distinct([${all}])) > 1`).join(' && ');
  return new DataAwsVpc(stack, id, {
    id: vpcId,
    lifecycle: {
      postcondition: [
        {
          condition: `\${${inTwo}}`,
          errorMessage: `the public and the private subnets that are given of ${vpcId} must each be in two zones`,
        },
        { condition: '${self.enable_dns_support}', errorMessage: `${vpcId} resolves no names: turn DNS support on` },
      ],
    },
  });
}

function readSubnet(stack: AwsContext['stack'], id: string, subnet: string, vpcId: string): DataAwsSubnet {
  return new DataAwsSubnet(stack, id, {
    id: subnet,
    lifecycle: { postcondition: [{ condition: `\${self.vpc_id == "${vpcId}"}`, errorMessage: `${subnet} is not in ${vpcId}` }] },
  });
}
