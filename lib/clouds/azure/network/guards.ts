import { NetworkSecurityGroup } from '@cdktf/provider-azurerm/lib/network-security-group/index.js';
import { NetworkSecurityRule, type NetworkSecurityRuleConfig } from '@cdktf/provider-azurerm/lib/network-security-rule/index.js';
import { SubnetNetworkSecurityGroupAssociation } from '@cdktf/provider-azurerm/lib/subnet-network-security-group-association/index.js';
import type { Subnet } from '@cdktf/provider-azurerm/lib/subnet/index.js';
import type { TerraformResource } from 'cdktf';
import type { AzureContext } from '../cell';
import type { NetworkPlacement } from './names';

/*
 * Each group keeps Azure's own rules behind these: what is inside of the network talks to each other, nothing comes in from outside, and
 * everything may leave (https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview#default-security-rules, 2026-11).
 */

type Rule = Pick<NetworkSecurityRuleConfig, 'direction' | 'access'> & {
  readonly from: string;
  readonly to: string;
  readonly ports: string;
};

function group(
  { stack, site, sitePlan }: AzureContext,
  { id, here }: NetworkPlacement,
  what: string,
  rules: Readonly<Record<string, Rule>>,
  subnets: readonly Subnet[],
): TerraformResource[] {
  const inGroup = { resourceGroupName: sitePlan.ground.group };
  const made = new NetworkSecurityGroup(stack, `${id}-${what}-rules`, {
    ...inGroup,
    name: `${here.names.group}-${SHORT[what] ?? what}`,
    location: site.region.code,
  });
  const written = Object.entries(rules).map(
    ([name, { from, to, ports, direction, access }], i) =>
      new NetworkSecurityRule(stack, `${id}-${what}-${name}`, {
        ...inGroup,
        name,
        networkSecurityGroupName: made.name,
        priority: access === 'Deny' ? 4096 : 100 + 10 * i,
        direction,
        access,
        protocol: access === 'Deny' ? '*' : 'Tcp',
        sourceAddressPrefix: from,
        sourcePortRange: '*',
        destinationAddressPrefix: to,
        destinationPortRange: ports,
      }),
  );
  const bound = subnets.map(
    (subnet) =>
      new SubnetNetworkSecurityGroupAssociation(stack, `${subnet.node.id}-guarded`, {
        subnetId: subnet.id,
        networkSecurityGroupId: made.id,
        // A subnet is never without them, and is bound once they are whole.
        dependsOn: [...written],
      }),
  );
  return [...written, ...bound];
}

/** How a group ends whose part has a longer name than the rule of its names (`AZURE_NAMES.securityGroup`) leaves room for. */
const SHORT: Readonly<Record<string, string>> = { containers: 'apps' };

/** The group of the subnet that is reached from the internet. */
export const openGuardOf = (names: NetworkPlacement['here']['names']): string => `${names.group}-${OPEN}`;
const OPEN = 'public';

/**
 * What is reached from the internet, by HTTPS; and what Azure itself asks of a subnet that has a gateway for applications
 * (https://learn.microsoft.com/azure/application-gateway/configuration-infrastructure#network-security-groups, 2026-11).
 */
export const guardOpen = (context: AzureContext, placement: NetworkPlacement, subnet: Subnet): TerraformResource[] =>
  group(
    context,
    placement,
    OPEN,
    {
      users: { direction: 'Inbound', access: 'Allow', from: 'Internet', to: '*', ports: '443' },
      'gateway-manager': { direction: 'Inbound', access: 'Allow', from: 'GatewayManager', to: '*', ports: '65200-65535' },
    },
    [subnet],
  );

/**
 * What the platform of Container Apps itself calls: its own images, whose files are behind Front Door, identities, and where logs go
 * (https://learn.microsoft.com/azure/container-apps/firewall-integration and use-azure-firewall there, 2026-11). Images of the application,
 * secrets and data are reached by private endpoints, inside of the network.
 */
const PLATFORM = ['MicrosoftContainerRegistry', 'AzureFrontDoor.FirstParty', 'AzureActiveDirectory', 'AzureMonitor'] as const;

/** What a subnet of containers lets out: the platform's own calls, and everything where there is a NAT. UNVERIFIED: that no other call of the platform is needed. */
export function guardContainers(context: AzureContext, placement: NetworkPlacement, subnet: Subnet): TerraformResource[] {
  const called = PLATFORM.map((tag): [string, Rule] => [`platform-${tag.toLowerCase().replace('.', '-')}`, to(tag)]);
  return group(context, placement, 'containers', { ...Object.fromEntries(called), ...keptIn(placement) }, [subnet]);
}

/**
 * What leaves a subnet of nodes is what Kubernetes there calls, by names that no rule of addresses can follow
 * (https://learn.microsoft.com/azure/aks/outbound-rules-control-egress, 2026-11): all of it may, whatever the way out of other subnets is; nothing comes in.
 */
export const guardCluster = (context: AzureContext, placement: NetworkPlacement, subnet: Subnet): TerraformResource[] =>
  group(context, placement, 'cluster', {}, [subnet]);

/** What comes to a subnet of files comes from inside of the network, by Azure's own rules; nothing of it leaves by itself. */
export const guardFiles = (context: AzureContext, placement: NetworkPlacement, subnet: Subnet): TerraformResource[] =>
  group(context, placement, 'files', {}, [subnet]);

const to = (tag: string): Rule => ({ direction: 'Outbound', access: 'Allow', from: 'VirtualNetwork', to: tag, ports: '443' });

/** Where there is no NAT, nothing else leaves. */
const keptIn = ({ declaration: { egress } }: NetworkPlacement): Readonly<Record<string, Rule>> =>
  egress === 'nat' ? {} : { 'no-internet': { direction: 'Outbound', access: 'Deny', from: '*', to: 'Internet', ports: '*' } };

/** The tag by which rules name a service, beside the name of its endpoint (https://learn.microsoft.com/azure/virtual-network/service-tags-overview, 2026-11). */
const TAGS: Readonly<Record<string, string>> = { 'Microsoft.KeyVault': 'AzureKeyVault' };
const tagOf = (service: string): string => TAGS[service] ?? service.replace(/^Microsoft\./, '');

/** What is not: where there is no NAT, nothing leaves but to the services that the declared components have called. */
export function guardClosed(context: AzureContext, placement: NetworkPlacement, subnets: readonly Subnet[]): TerraformResource[] {
  const { egress } = placement.declaration;
  const calls = egress === 'endpoints' ? context.sitePlan.calls : [];
  const called = Object.fromEntries(calls.map((service) => [`calls-${tagOf(service)}`, to(tagOf(service))]));
  return group(context, placement, 'private', { ...called, ...keptIn(placement) }, subnets);
}
