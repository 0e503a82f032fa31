import { DataAzurermSubnet } from '@cdktf/provider-azurerm/lib/data-azurerm-subnet/index.js';
import { DataAzurermVirtualNetwork } from '@cdktf/provider-azurerm/lib/data-azurerm-virtual-network/index.js';
import { Fn, Token } from 'cdktf';
import type { ExistingNetwork } from '../../../components/network';
import type { NetworkHandle, Rendered } from '../../../port/cloud';
import type { AzureContext } from '../cell';
import { hasContainers, hasFiles, type NetworkPlacement } from './names';

/**
 * A network that exists: nothing of it is changed. It is read at its site, and what no component could work without is refused at plan: one
 * that stands in another region, a subnet that is not there.
 */
export function adoptNetwork(context: AzureContext, { id, declaration }: NetworkPlacement): Rendered {
  const { stack, site } = context;
  const found = declaration.existing?.[site.key] as ExistingNetwork;
  const { publicSubnets, privateSubnets } = found;
  const [group, name] = partsOf(found.id);
  const network = new DataAzurermVirtualNetwork(stack, id, {
    name,
    resourceGroupName: group,
    lifecycle: {
      postcondition: [
        {
          condition: `\${self.location == "${site.region.code}"}`,
          errorMessage: `${name} is not in ${site.region.code}: what stands in it would be lost with another region`,
        },
      ],
    },
  });
  const read = (kind: string, subnets: readonly string[]): string[] =>
    subnets.map((subnet, i) => readSubnet(stack, `${id}-${kind}-${i + 1}`, subnet));
  return {
    ready: [],
    waits: [],
    network: {
      vpcId: network.id,
      cidr: Fn.element(network.addressSpace, 0) as string,
      ranges: Token.asList(`\${${network.fqn}.address_space}`),
      publicSubnets: read('public', publicSubnets),
      ...takenAway(context, read('private', privateSubnets)),
      ...(found.privateZones === undefined ? {} : { privateZones: found.privateZones }),
    },
    endpoint: { host: Fn.element(network.addressSpace, 0) as string, name },
  };
}

type Taken = Pick<NetworkHandle, 'privateSubnets' | 'containerSubnet' | 'fileSubnet'>;

/**
 * Where containers run, the last of its private subnets is theirs alone, delegated to `Microsoft.App/environments` by its owner; where there are files by
 * NFS, the last one ahead of that is theirs, delegated to `Microsoft.Netapp/volumes`.
 */
function takenAway(context: AzureContext, subnets: readonly string[]): Taken {
  const containers = hasContainers(context) && subnets.length > 1;
  const left = containers ? subnets.slice(0, -1) : subnets;
  const files = hasFiles(context) && left.length > 1;
  return {
    privateSubnets: files ? left.slice(0, -1) : left,
    ...(containers ? { containerSubnet: subnets.at(-1) as string } : {}),
    ...(files ? { fileSubnet: left.at(-1) as string } : {}),
  };
}

/** The group and the name of a network, of its id or of that of a subnet of it. */
const partsOf = (networkId: string): [group: string, name: string] => {
  const parts = networkId.split('/');
  return [parts[4] as string, parts[8] as string];
};

function readSubnet(stack: AzureContext['stack'], id: string, subnet: string): string {
  const [resourceGroupName, virtualNetworkName] = partsOf(subnet);
  return new DataAzurermSubnet(stack, id, { resourceGroupName, virtualNetworkName, name: subnet.split('/').at(-1) as string }).id;
}
