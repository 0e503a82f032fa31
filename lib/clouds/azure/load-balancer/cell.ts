import { MonitorDiagnosticSetting } from '@cdktf/provider-azurerm/lib/monitor-diagnostic-setting/index.js';
import type { ApplicationGateway } from '@cdktf/provider-azurerm/lib/application-gateway/index.js';
import { NetworkSecurityRule } from '@cdktf/provider-azurerm/lib/network-security-rule/index.js';
import { portOf } from '../../../components/load-balancer';
import type { BaseContext, Rendered } from '../../../port/cloud';
import { once } from '../../../port/once';
import { OWN, type Figure } from '../../../words/figure';
import { renderHeard, renderLossAlerts, VAULT_LOSS, type Loss } from '../alarm';
import { azureCell, type AzureContext } from '../cell';
import type { AzureGroundName } from '../names';
import { networkReady, openGuard } from '../network/cell';
import { GATEWAY_SLA } from '../slas';
import { inVault } from '../vault-region';
import { renderReader } from './certificate';
import { gatewayDoctor } from './doctor';
import { renderAddress, renderGateway } from './gateway';
import { GATEWAY_NAMES, type GatewayBase, type GatewayPlacement } from './names';
import { TARGETS } from './paths';
import { gatewayFlaws } from './refused';
import { gatewayServingSignals, gatewaySignals } from './signals';
import { GATEWAY_TYPES } from './types';

const NOTHING: Figure = { seconds: 0, source: 'holds no data', verified: true };

const IN_ZONES: Figure = {
  seconds: 60,
  source: `it leaves a zone by itself (https://learn.microsoft.com/azure/reliability/reliability-application-gateway-v2); the figure is ${OWN}`,
  verified: false,
};

/** https://learn.microsoft.com/azure/application-gateway/application-gateway-faq, 2026-11: a v2 gateway is made in about six minutes. */
const MADE: Figure = { seconds: 900, source: `a gateway is made in about 6 min (its FAQ); 15 min is ${OWN}`, verified: false };
const CHANGED: Figure = {
  seconds: 300,
  source: `a gateway that stands changes its table of paths in minutes; 5 min is ${OWN}`,
  verified: false,
};

/** What a role may delete of it. https://learn.microsoft.com/azure/role-based-access-control/permissions/networking, 2026-11 */
const LOSSES: Readonly<Record<string, Loss>> = {
  gateway: {
    operation: 'Microsoft.Network/applicationGateways/delete',
    what: 'An application gateway was deleted: nobody is let in at its site, whichever one serves',
  },
};

/** Seconds: the provider's own limit of a change. https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/network/application_gateway_resource.go */
const LONGEST = 90 * 60;

/** An application gateway of the second version: a maintenance page until its site serves, and two paths that say so to the switch of traffic. */
export const loadBalancer = azureCell({
  kind: 'load-balancer',
  service: 'Azure Application Gateway',
  facts: {
    needs: ['network'],
    flips: { none: 'symmetric', prepared: 'symmetric', reduced: 'symmetric' },
    spreads: ['single', 'zonal'],
    zonal: { rpo: NOTHING, promotion: IN_ZONES, always: true },
    made: {
      why: 'an application gateway is one resource with all its listeners and paths, so that an apply which adds ours would write those of its owner, too',
      instead:
        'in the network that exists, in a subnet of its own beside it, with the same certificates; the name that users know is pointed at the switch (DnsFailover), and the old one goes once nobody comes by it',
    },
    limits:
      'a gateway spans the zones of its region by itself; one that exists is not adopted, since its paths are no resources of their own: an apply would write all of them. An apply writes its pool, too: what was added there by address or by name is gone with the next one, what its network interface is registered by stays (UNVERIFIED)',
    fence: 'its serving path says that it does not serve, and users get 502 with the maintenance page',
    automatic: false,
    names: GATEWAY_NAMES,
    oneWay: [],
    refuses: gatewayFlaws,
    slas: () => [GATEWAY_SLA],
    longest: () => LONGEST,
    figures: (_, posture) => ({ rpo: NOTHING, promotion: posture === 'none' ? MADE : CHANGED }),
  },
  types: GATEWAY_TYPES,
  signals: gatewaySignals,
  servingSignals: gatewayServingSignals,
  doctor: gatewayDoctor,
  renderBase: (context, placement) => {
    renderReader(context, placement);
    renderLossAlerts(context, LOSSES);
    hearGiven(context, placement);
  },
  renderSite: renderEntrance,
});

/** What is given of it stands in groups of its owner, in the subscription of the site. */
const FIREWALL_LOSS: Readonly<Record<string, Loss>> = {
  firewall: {
    operation: 'Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies/delete',
    what: 'The policy of a web application firewall was deleted: nothing of its rules is asked any more',
  },
};

function hearGiven(context: BaseContext<AzureGroundName>, { id, component, declaration }: GatewayBase): void {
  const { site } = context;
  const [certificate, firewall] = [declaration.certificates[site.key], declaration.firewalls[site.key]];
  if (certificate !== undefined)
    renderHeard(context, {
      ...{ id: `${id}-certificate`, scope: inVault(certificate).vault, losses: VAULT_LOSS },
      what: `the vault of the certificate of ${component}`,
    });
  if (firewall !== undefined) renderHeard(context, { id, scope: firewall, what: `the firewall of ${component}`, losses: FIREWALL_LOSS });
}

/** It stands in the public subnet of its network, where nothing else of the library does: Azure lets no other resource into one with a gateway. */
function renderEntrance(context: AzureContext, placement: GatewayPlacement): Rendered {
  const { declaration, here } = placement;
  letPlainIn(context);
  const address = renderAddress(context, placement);
  const gateway = renderGateway(context, placement, address);
  renderLogs(context, placement, gateway);
  return {
    instance: gateway,
    ready: [],
    waits: [gateway],
    endpoint: { host: address.fqdn, port: portOf(declaration, here.site), name: `${gateway.id}/backendAddressPools/${TARGETS}` },
  };
}

/** Port 80 leads to 443, or is the one that serves: the guard of the subnet lets in 443 alone. That of a network that exists is its owner's. */
function letPlainIn(context: AzureContext): void {
  const { stack, sitePlan } = context;
  const guard = openGuard(context);
  if (guard === undefined) return;
  once(
    stack,
    'gateway-users-plain',
    NetworkSecurityRule,
    () =>
      new NetworkSecurityRule(stack, 'gateway-users-plain', {
        name: 'users-plain',
        resourceGroupName: sitePlan.ground.group,
        networkSecurityGroupName: guard,
        priority: 200,
        direction: 'Inbound',
        access: 'Allow',
        protocol: 'Tcp',
        sourceAddressPrefix: 'Internet',
        sourcePortRange: '*',
        destinationAddressPrefix: '*',
        destinationPortRange: '80',
        dependsOn: [...networkReady(context)],
      }),
  );
}

/** Everything that a gateway writes of its requests, its firewall's verdicts among them. */
function renderLogs({ stack, site }: AzureContext, { id, declaration }: GatewayPlacement, gateway: ApplicationGateway): void {
  const to = declaration.accessLogs[site.key];
  if (to === undefined) return;
  new MonitorDiagnosticSetting(stack, `${id}-logs`, {
    name: 'continuity',
    targetResourceId: gateway.id,
    enabledLog: [{ categoryGroup: 'allLogs' }],
    ...(/\/storageAccounts\//.test(to)
      ? { storageAccountId: to }
      : { logAnalyticsWorkspaceId: to, logAnalyticsDestinationType: 'Dedicated' }),
  });
}
