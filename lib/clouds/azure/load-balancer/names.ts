import type { LoadBalancerDeclaration } from '../../../components/load-balancer';
import type { BasePlacement } from '../../../plan/plan';
import type { Place } from '../../../words/place';
import type { AzurePlacement } from '../cell';
import { AZURE_NAMES } from '../facts';
import type { AzureGroundName } from '../names';

/** The names that an entrance takes: the gateway, its address with the label of it, and who reads its certificate. */
export const GATEWAY_NAMES = {
  gateway: AZURE_NAMES.applicationGateway,
  address: AZURE_NAMES.publicAddress,
  label: AZURE_NAMES.addressLabel,
  identity: AZURE_NAMES.identity,
};

/** One of them. */
export type GatewayName = keyof typeof GATEWAY_NAMES;
/** An entrance at a site. */
export type GatewayPlacement = AzurePlacement<LoadBalancerDeclaration, GatewayName>;
/** What is told of it for its base. */
export type GatewayBase = BasePlacement<LoadBalancerDeclaration, GatewayName, AzureGroundName>;
/** Where it is. */
export type GatewayPlace = Place<GatewayName, AzureGroundName>;
