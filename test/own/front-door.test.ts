import { CdnFrontdoorCustomDomain } from '@cdktf/provider-azurerm/lib/cdn-frontdoor-custom-domain/index.js';
import { CdnFrontdoorEndpoint } from '@cdktf/provider-azurerm/lib/cdn-frontdoor-endpoint/index.js';
import { CdnFrontdoorOriginGroup } from '@cdktf/provider-azurerm/lib/cdn-frontdoor-origin-group/index.js';
import { CdnFrontdoorOrigin } from '@cdktf/provider-azurerm/lib/cdn-frontdoor-origin/index.js';
import { CdnFrontdoorProfile } from '@cdktf/provider-azurerm/lib/cdn-frontdoor-profile/index.js';
import { CdnFrontdoorRoute } from '@cdktf/provider-azurerm/lib/cdn-frontdoor-route/index.js';
import { CdnFrontdoorSecret } from '@cdktf/provider-azurerm/lib/cdn-frontdoor-secret/index.js';
import { DnsCnameRecord } from '@cdktf/provider-azurerm/lib/dns-cname-record/index.js';
import { DnsTxtRecord } from '@cdktf/provider-azurerm/lib/dns-txt-record/index.js';
import type { App, TerraformStack } from 'cdktf';
import { DnsFailover, Duration, LoadBalancer, Network, Tier, type Workload } from '../../lib';
import { NORMAL } from '../../lib/situation/facts';
import { appIn, folder, refusal } from '../declared';
import { billing, FRANCE } from '../clouds/azure/fixture';
import { afterStory } from '../support/history';
import { blockAt, blocksOf } from '../support/json';
import { renderWorkload } from '../support/synth';

/*
 * What docs/design.md says of Front Door in front of the entrances ("Traffic"): one origin, under the name of the switch, and a way past it.
 */

const SUBSCRIPTION = '/subscriptions/00000000-0000-0000-0000-000000000001';
const ORIGIN = 'origin.acme.example';
const zone = { zoneName: 'acme.example', resourceGroupName: 'dns' };
const certificateAt = (vault: string) => `${SUBSCRIPTION}/resourceGroups/certs/providers/Microsoft.KeyVault/vaults/${vault}`;

function inFront(stack: TerraformStack): void {
  // In a group of neither site, beside the state of the witness: what is in a group can only be read while the group's region is out.
  const profile = new CdnFrontdoorProfile(stack, 'front', { name: 'acme', resourceGroupName: 'edge', skuName: 'Standard_AzureFrontDoor' });
  const cdnFrontdoorProfileId = profile.id;
  const endpoint = new CdnFrontdoorEndpoint(stack, 'front-endpoint', { name: 'acme', cdnFrontdoorProfileId });
  // One origin is not probed: there is nothing else to lead users to, and the switch asks both entrances.
  const group = new CdnFrontdoorOriginGroup(stack, 'front-group', { name: 'switch', cdnFrontdoorProfileId, loadBalancing: {} });
  // It is asked under the name that users know, which the certificates of the entrances have beside their own.
  const origin = new CdnFrontdoorOrigin(stack, 'front-origin', {
    name: 'switch',
    cdnFrontdoorOriginGroupId: group.id,
    hostName: ORIGIN,
    certificateNameCheckEnabled: true,
    enabled: true,
  });
  // The owner's own certificate, which the entrances have, too: one of Front Door's is renewed only while its name leads there.
  const secret = new CdnFrontdoorSecret(stack, 'front-secret', {
    name: 'www',
    cdnFrontdoorProfileId,
    secret: { customerCertificate: [{ keyVaultCertificateId: 'https://certs-francecentral.vault.azure.net/certificates/shop' }] },
  });
  const domain = new CdnFrontdoorCustomDomain(stack, 'front-domain', {
    name: 'www',
    cdnFrontdoorProfileId,
    hostName: 'www.acme.example',
    tls: { certificateType: 'CustomerCertificate', cdnFrontdoorSecretId: secret.id },
  });
  new DnsTxtRecord(stack, 'front-owner', { ...zone, name: '_dnsauth.www', ttl: 3600, record: [{ value: domain.validationToken }] });
  new CdnFrontdoorRoute(stack, 'front-route', {
    name: 'all',
    cdnFrontdoorEndpointId: endpoint.id,
    cdnFrontdoorOriginGroupId: group.id,
    cdnFrontdoorOriginIds: [origin.id],
    cdnFrontdoorCustomDomainIds: [domain.id],
    patternsToMatch: ['/*'],
    supportedProtocols: ['Http', 'Https'],
    forwardingProtocol: 'HttpsOnly',
    httpsRedirectEnabled: true,
  });
  // Past it: az network dns record-set cname set-record --resource-group dns --zone-name acme.example --record-set-name www --cname origin.acme.example
  new DnsCnameRecord(stack, 'front-name', {
    ...zone,
    name: 'www',
    ttl: 60,
    record: endpoint.hostName,
    lifecycle: { ignoreChanges: ['record'] },
  });
}

const declared =
  (add: (w: Workload) => void) =>
  (app: App): Workload => {
    const w = billing(Tier.HOT)(app);
    new Network(w, 'Net', { flowLogs: Duration.ZERO });
    const certificates = Object.fromEntries(
      ['francecentral', 'germanywestcentral'].map((region) => [`azure:${region}`, `${certificateAt(`certs-${region}`)}/secrets/shop`]),
    );
    new DnsFailover(w, 'Dns', { zone: 'acme.example', record: 'origin', target: new LoadBalancer(w, 'Web', { certificates }) });
    add(w);
    return w;
  };
const once = (w: Workload): void => {
  w.onEveryBase(({ stack, site }) => {
    if (site === 'azure:francecentral') inFront(stack);
  });
};

test('it stands in the base of one site, with the switch as its one origin: no other stack has any of it, in peace and on the day', () => {
  for (const story of ['standing', 'standing, lost A, failover B', 'standing, switch B']) {
    const situation = afterStory(story, declared(once)(appIn(folder())).sides);
    const { stacks, manifest } = renderWorkload(declared(once)(appIn(folder(), situation)), situation);
    const bearing = Object.entries(stacks).filter(([, json]) =>
      blocksOf(json).some(({ type }) => type.startsWith('azurerm_cdn_frontdoor')),
    );
    expect(bearing.map(([id]) => id)).toEqual(story.includes('lost') ? [] : [`${FRANCE}-base`]);
    expect(JSON.stringify(manifest)).not.toContain('DR-OWN-05');
  }
});

test('its origin is the name of the switch, and what leads past it is not taken back by an apply', () => {
  const base = renderWorkload(declared(once)(appIn(folder())), NORMAL).stacks[`${FRANCE}-base`];
  expect(blockAt(base, 'azurerm_cdn_frontdoor_origin.front-origin')).toMatchObject({
    host_name: ORIGIN,
    certificate_name_check_enabled: true,
  });
  expect(blockAt(base, 'azurerm_cdn_frontdoor_origin_group.front-group')).not.toHaveProperty('health_probe');
  expect(blockAt(base, 'azurerm_dns_cname_record.front-name')).toMatchObject({ ttl: 60, lifecycle: { ignore_changes: ['record'] } });
});

test('beside what recovers it is refused', () => {
  const beside = declared((w) => {
    w.onEverySite(({ stack }) => {
      inFront(stack);
    });
  });
  const { id, message } = refusal((app) => void renderWorkload(beside(app), NORMAL));
  expect(id).toBe('DR-REACH');
  expect(message).toMatch(/azurerm_cdn_frontdoor_\w+\.front[\s\S]*onEveryBase/);
});
