import {
  ApplicationGateway,
  type ApplicationGatewayBackendAddressPool,
  type ApplicationGatewayBackendHttpSettings,
  type ApplicationGatewayConfig,
  type ApplicationGatewayProbe,
  type ApplicationGatewayRedirectConfiguration,
} from '@cdktf/provider-azurerm/lib/application-gateway/index.js';
import { PublicIp } from '@cdktf/provider-azurerm/lib/public-ip/index.js';
import { isIP } from 'node:net';
import { portOf } from '../../../components/load-balancer';
import type { ComputePosture } from '../../../words/posture';
import type { Endpoint } from '../../../port/cloud';
import type { AzureContext } from '../cell';
import { networkOf } from '../network/cell';
import { zonesOf } from '../partition';
import { readerId, secretOf } from './certificate';
import type { GatewayPlacement } from './names';
import { CALLS, NOBODY, pathsOf, PATHS, redirectsOf, TARGETS } from './paths';

/**
 * Instances that stand at least, of what grows by itself: two where the site serves, which the SLA asks for, one where it is ready to, and none
 * where it only shows its page: what Azure keeps of its own answers then (https://learn.microsoft.com/azure/application-gateway/application-gateway-autoscaling-zone-redundant, 2026-11).
 */
const LEAST: Readonly<Record<ComputePosture, number>> = { none: 0, prepared: 0, reduced: 1, full: 2 };
/** The most, which a subnet of /26 has room for beside another one (the library's own figure). */
const MOST = 10;

/** TLS 1.2 or later, with strong suites alone. https://learn.microsoft.com/azure/application-gateway/application-gateway-ssl-policy-overview, 2026-11. */
const TLS = { policyType: 'Predefined', policyName: 'AppGwSslPolicy20220101S' };

const FRONT = 'public';

/** The address that users reach: the same for ever, in every zone of a region that has any, with a name of Azure's own. */
export function renderAddress({ stack, site, sitePlan }: AzureContext, { id, here }: GatewayPlacement): PublicIp {
  return new PublicIp(stack, `${id}-address`, {
    name: here.names.address,
    resourceGroupName: sitePlan.ground.group,
    location: site.region.code,
    allocationMethod: 'Static',
    sku: 'Standard',
    domainNameLabel: here.names.label,
    ...zonesOf(site.region.code),
  });
}

/** One gateway, whose table of paths alone changes with the role of its site, and how many instances it has at the least. */
export function renderGateway(context: AzureContext, placement: GatewayPlacement, address: PublicIp): ApplicationGateway {
  const { stack, site, sitePlan, workload } = context;
  const { id, here, component, declaration, posture } = placement;
  const firewall = declaration.firewalls[site.key];
  const sku = firewall === undefined ? 'Standard_v2' : 'WAF_v2';
  return new ApplicationGateway(stack, id, {
    name: here.names.gateway,
    resourceGroupName: sitePlan.ground.group,
    location: site.region.code,
    ...zonesOf(site.region.code),
    sku: { name: sku, tier: sku },
    autoscaleConfiguration: { minCapacity: LEAST[posture as ComputePosture], maxCapacity: MOST },
    ...(firewall === undefined ? {} : { firewallPolicyId: firewall }),
    enableHttp2: true,
    gatewayIpConfiguration: [{ name: FRONT, subnetId: networkOf(context).publicSubnets[0] as string }],
    frontendIpConfiguration: [{ name: FRONT, publicIpAddressId: address.id }],
    ...listeners(placement),
    ...errorPage(placement),
    backendAddressPool: [poolOf(context, placement), { name: NOBODY }],
    backendHttpSettings: [callsOf(context, placement)],
    probe: [probeOf(context, placement)],
    redirectConfiguration: [...redirectsOf(context, placement), ...toSecure(placement)],
    urlPathMap: [pathsOf(context, placement)],
    tags: { workload: workload.id, component },
  });
}

const SECURE = 'secure';
const PLAIN = 'plain';

/** One port serves; with a certificate that is 443, and 80 leads there. */
function listeners(
  placement: GatewayPlacement,
): Pick<ApplicationGatewayConfig, 'identity' | 'sslCertificate' | 'sslPolicy' | 'frontendPort' | 'httpListener' | 'requestRoutingRule'> {
  const { declaration, here } = placement;
  const certificate = declaration.certificates[here.site];
  const listens = (name: string, protocol: string) => ({
    name,
    protocol,
    frontendIpConfigurationName: FRONT,
    frontendPortName: name,
  });
  const serves = (httpListenerName: string) => ({
    name: PATHS,
    priority: 100,
    ruleType: 'PathBasedRouting',
    httpListenerName,
    urlPathMapName: PATHS,
  });
  if (certificate === undefined)
    return {
      frontendPort: [{ name: PLAIN, port: 80 }],
      httpListener: [listens(PLAIN, 'Http')],
      requestRoutingRule: [serves(PLAIN)],
    };
  return {
    identity: { type: 'UserAssigned', identityIds: [readerId(here)] },
    sslCertificate: [{ name: SECURE, keyVaultSecretId: secretOf(certificate, here.region) }],
    sslPolicy: TLS,
    frontendPort: [
      { name: SECURE, port: 443 },
      { name: PLAIN, port: 80 },
    ],
    httpListener: [{ ...listens(SECURE, 'Https'), sslCertificateName: SECURE }, listens(PLAIN, 'Http')],
    requestRoutingRule: [
      serves(SECURE),
      { name: SECURE, priority: 200, ruleType: 'Basic', httpListenerName: PLAIN, redirectConfigurationName: SECURE },
    ],
  };
}

const toSecure = ({ declaration, here }: GatewayPlacement): ApplicationGatewayRedirectConfiguration[] =>
  portOf(declaration, here.site) === 443
    ? [{ name: SECURE, redirectType: 'Permanent', targetListenerName: SECURE, includePath: true, includeQueryString: true }]
    : [];

/** Fetched from there by every change of the gateway, and shown with its 502. https://learn.microsoft.com/azure/application-gateway/custom-error, 2026-11. */
function errorPage({ declaration, here }: GatewayPlacement): Pick<ApplicationGatewayConfig, 'customErrorConfiguration'> {
  const customErrorPageUrl = declaration.maintenancePages[here.site];
  return customErrorPageUrl === undefined ? {} : { customErrorConfiguration: [{ statusCode: 'HttpStatus502', customErrorPageUrl }] };
}

/** Where what serves behind it is found at this site, where it says so: by its name or its address, and its port. Machines are in the pool by themselves (`poolFor`). */
function targetOf({ placements, neighbour }: AzureContext, { declaration }: GatewayPlacement): Endpoint | undefined {
  const served = placements.find(({ component, retired }) => !retired && component === declaration.target);
  return served && served.kind !== 'machine-group' ? neighbour(served.kind, served.component)?.endpoint : undefined;
}

/** What is not declared registers itself, or is registered by its architect: that is kept by its network interfaces, and never by the gateway. */
function poolOf(context: AzureContext, placement: GatewayPlacement): ApplicationGatewayBackendAddressPool {
  const target = targetOf(context, placement)?.host;
  if (target === undefined) return { name: TARGETS };
  return { name: TARGETS, ...(isIP(target) > 0 ? { ipAddresses: [target] } : { fqdns: [target] }) };
}

/** What answers under a name is asked by that name; everything else by its address. */
const isNamed = (context: AzureContext, placement: GatewayPlacement): boolean => {
  const target = targetOf(context, placement)?.host;
  return target !== undefined && isIP(target) === 0;
};

/** Behind a port of its own for TLS it has a certificate that everybody knows: what is behind another one is called in clear text. */
const portBehind = (context: AzureContext, placement: GatewayPlacement): number =>
  targetOf(context, placement)?.port ?? placement.declaration.targetPort;
const protocolOf = (context: AzureContext, placement: GatewayPlacement): 'Https' | 'Http' =>
  isNamed(context, placement) && portBehind(context, placement) === 443 ? 'Https' : 'Http';

const callsOf = (context: AzureContext, placement: GatewayPlacement): ApplicationGatewayBackendHttpSettings => ({
  name: CALLS,
  port: portBehind(context, placement),
  protocol: protocolOf(context, placement),
  cookieBasedAffinity: 'Disabled',
  requestTimeout: 60,
  probeName: 'health',
  pickHostNameFromBackendAddress: isNamed(context, placement),
  connectionDraining: { enabled: true, drainTimeoutSec: 60 },
});

const probeOf = (context: AzureContext, placement: GatewayPlacement): ApplicationGatewayProbe => ({
  name: 'health',
  protocol: protocolOf(context, placement),
  path: placement.declaration.healthPath,
  interval: 10,
  timeout: 10,
  unhealthyThreshold: 3,
  ...(isNamed(context, placement) ? { pickHostNameFromBackendHttpSettings: true } : { host: '127.0.0.1' }),
});
