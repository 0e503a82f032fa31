import { CdnFrontdoorCustomDomain } from '@cdktf/provider-azurerm/lib/cdn-frontdoor-custom-domain/index.js';
import { CdnFrontdoorEndpoint } from '@cdktf/provider-azurerm/lib/cdn-frontdoor-endpoint/index.js';
import { CdnFrontdoorOriginGroup } from '@cdktf/provider-azurerm/lib/cdn-frontdoor-origin-group/index.js';
import { CdnFrontdoorOrigin } from '@cdktf/provider-azurerm/lib/cdn-frontdoor-origin/index.js';
import { CdnFrontdoorProfile } from '@cdktf/provider-azurerm/lib/cdn-frontdoor-profile/index.js';
import { CdnFrontdoorRoute } from '@cdktf/provider-azurerm/lib/cdn-frontdoor-route/index.js';
import { CdnFrontdoorSecret } from '@cdktf/provider-azurerm/lib/cdn-frontdoor-secret/index.js';
import { DnsCnameRecord } from '@cdktf/provider-azurerm/lib/dns-cname-record/index.js';
import { DnsTxtRecord } from '@cdktf/provider-azurerm/lib/dns-txt-record/index.js';
import { Construct } from 'constructs';
import type { TerraformStack } from 'cdktf';
import type { DnsFailover } from '../../../traffic/dns-failover';
import { refuseFrontDoor, type FrontDoorProps } from './refused';

export type { FrontDoorProps };

/** Seconds that an answer about the users' name is kept: as long as a person who leads them past it waits. */
const TTL = 60;

/**
 * Front Door in front of the switch: one origin, the name of the switch, which asks both entrances and lets the taker win. So whoever takes a role changes
 * nothing here, and Front Door is never alone. Rendered in the base of one site (`onEveryBase`), since its control plane is of no region.
 *
 * Not the switch itself: a group of both entrances takes 200 alone for healthy, where a gateway answers by redirects, and of two that are it leads to the one of the lower
 * priority, whoever took the role last (https://learn.microsoft.com/azure/frontdoor/health-probes, 2026-11); to change that on the day is a call of a control plane of no region.
 *
 * Where Front Door is out, users are led past it by hand (https://learn.microsoft.com/azure/frontdoor/high-availability, 2026-01): {@link past} is the line.
 */
export class FrontDoor extends Construct {
  /** The profile: a firewall, rules and caches are added to it by whoever wants them. */
  readonly profile: CdnFrontdoorProfile;
  /** What users reach, by a name of Azure's own. */
  readonly endpoint: CdnFrontdoorEndpoint;
  /** The command line that leads users past it, to the switch, where it is out. An apply does not take that back. */
  readonly past: string;

  /** Throws `DR-EDGE-01` with every fault of what it is given. */
  constructor(scope: TerraformStack, id: string, props: FrontDoorProps) {
    super(refuseFrontDoor(scope, props), id);
    const { name, resourceGroup, before } = props;
    const { name: hostName } = before.declaration();
    this.profile = new CdnFrontdoorProfile(this, 'profile', { name, resourceGroupName: resourceGroup, skuName: skuOf(props) });
    const cdnFrontdoorProfileId = this.profile.id;
    this.endpoint = new CdnFrontdoorEndpoint(this, 'endpoint', { name, cdnFrontdoorProfileId });
    // One origin is not probed: there is nothing else to lead users to.
    const group = new CdnFrontdoorOriginGroup(this, 'group', { name: 'switch', cdnFrontdoorProfileId, loadBalancing: {} });
    // It is asked under the name that users know, which the certificates of the entrances have beside their own.
    const origin = new CdnFrontdoorOrigin(this, 'origin', {
      name: 'switch',
      cdnFrontdoorOriginGroupId: group.id,
      hostName,
      certificateNameCheckEnabled: true,
      enabled: true,
    });
    const domain = this.domainOf(props, cdnFrontdoorProfileId);
    new CdnFrontdoorRoute(this, 'route', {
      name: 'all',
      cdnFrontdoorEndpointId: this.endpoint.id,
      cdnFrontdoorOriginGroupId: group.id,
      cdnFrontdoorOriginIds: [origin.id],
      cdnFrontdoorCustomDomainIds: [domain.id],
      patternsToMatch: ['/*'],
      supportedProtocols: ['Http', 'Https'],
      forwardingProtocol: 'HttpsOnly',
      httpsRedirectEnabled: true,
    });
    this.past = this.renderNames(props, domain, before);
  }

  /** The owner's own certificate, which the entrances have, too: one of Front Door's is renewed only while its name leads there. */
  private domainOf({ hostName, certificate }: FrontDoorProps, cdnFrontdoorProfileId: string): CdnFrontdoorCustomDomain {
    const secret = new CdnFrontdoorSecret(this, 'secret', {
      name: 'users',
      cdnFrontdoorProfileId,
      secret: { customerCertificate: [{ keyVaultCertificateId: certificate }] },
    });
    return new CdnFrontdoorCustomDomain(this, 'domain', {
      name: 'users',
      cdnFrontdoorProfileId,
      hostName,
      tls: { certificateType: 'CustomerCertificate', cdnFrontdoorSecretId: secret.id },
    });
  }

  /** The proof that its owner has the name, and the name itself, which a person may point past it: no apply takes that back. */
  private renderNames({ zone, hostName }: FrontDoorProps, { validationToken }: CdnFrontdoorCustomDomain, before: DnsFailover): string {
    const { name: origin } = before.declaration();
    const record = hostName.slice(0, -zone.name.length - 1);
    const there = { zoneName: zone.name, resourceGroupName: zone.resourceGroup };
    new DnsTxtRecord(this, 'owner', { ...there, name: `_dnsauth.${record}`, ttl: 3600, record: [{ value: validationToken }] });
    new DnsCnameRecord(this, 'name', {
      ...there,
      name: record,
      ttl: TTL,
      record: this.endpoint.hostName,
      lifecycle: { ignoreChanges: ['record'] },
    });
    return `az network dns record-set cname set-record --resource-group ${zone.resourceGroup} --zone-name ${zone.name} --record-set-name ${record} --cname ${origin}`;
  }
}

const skuOf = ({ premium = false }: FrontDoorProps): string => (premium ? 'Premium_AzureFrontDoor' : 'Standard_AzureFrontDoor');
