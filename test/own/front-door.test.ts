import type { App, TerraformStack } from 'cdktf';
import { DnsFailover, Duration, LoadBalancer, Network, Tier, type Workload } from '../../lib';
import { NORMAL } from '../../lib/situation/facts';
import { appIn, folder, refusal } from '../declared';
import { FrontDoor } from '../../lib/clouds/azure/azure';
import { billing, FRANCE } from '../clouds/azure/fixture';
import { afterStory } from '../support/history';
import { blocksOf } from '../support/json';
import { renderWorkload } from '../support/synth';

/*
 * What docs/design.md says of Front Door in front of the entrances ("Traffic"): one origin, under the name of the switch, and a way past it.
 */

const SUBSCRIPTION = '/subscriptions/00000000-0000-0000-0000-000000000001';
const ORIGIN = 'origin.acme.example';
const certificateAt = (vault: string) => `${SUBSCRIPTION}/resourceGroups/certs/providers/Microsoft.KeyVault/vaults/${vault}`;
const GIVEN = {
  name: 'acme',
  // In a group of neither site, beside the state of the witness.
  resourceGroup: 'edge',
  hostName: 'www.acme.example',
  zone: { name: 'acme.example', resourceGroup: 'dns' },
  certificate: 'https://certs-francecentral.vault.azure.net/certificates/shop',
};
const inFront = (stack: TerraformStack, before: DnsFailover, over: object = {}): FrontDoor =>
  new FrontDoor(stack, 'front', { ...GIVEN, before, ...over });

const declared =
  (add: (w: Workload, before: DnsFailover) => void) =>
  (app: App): Workload => {
    const w = billing(Tier.HOT)(app);
    new Network(w, 'Net', { flowLogs: Duration.ZERO });
    const certificates = Object.fromEntries(
      ['francecentral', 'germanywestcentral'].map((region) => [`azure:${region}`, `${certificateAt(`certs-${region}`)}/secrets/shop`]),
    );
    const target = new LoadBalancer(w, 'Web', { certificates });
    add(w, new DnsFailover(w, 'Dns', { zone: 'acme.example', record: 'origin', target }));
    return w;
  };
const once =
  (over: object = {}) =>
  (w: Workload, before: DnsFailover): void => {
    w.onEveryBase(({ stack, site }) => {
      if (site === 'azure:francecentral') inFront(stack, before, over);
    });
  };
/** What a base has of it: one of a type. */
const only = (type: string) => {
  const base = renderWorkload(declared(once())(appIn(folder())), NORMAL).stacks[`${FRANCE}-base`];
  const found = blocksOf(base).filter((one) => one.type === type);
  expect(found).toHaveLength(1);
  return found[0]?.body;
};

test('it stands in the base of one site, with the switch as its one origin: no other stack has any of it, in peace and on the day', () => {
  for (const story of ['standing', 'standing, lost A, failover B', 'standing, switch B']) {
    const situation = afterStory(story, declared(once())(appIn(folder())).sides);
    const { stacks, manifest } = renderWorkload(declared(once())(appIn(folder(), situation)), situation);
    const bearing = Object.entries(stacks).filter(([, json]) =>
      blocksOf(json).some(({ type }) => type.startsWith('azurerm_cdn_frontdoor')),
    );
    expect(bearing.map(([id]) => id)).toEqual(story.includes('lost') ? [] : [`${FRANCE}-base`]);
    expect(JSON.stringify(manifest)).not.toContain('DR-OWN-05');
  }
});

test('its one origin is the name of the switch, which the taker wins: it is not probed, and asked under the name that users know', () => {
  const origin = only('azurerm_cdn_frontdoor_origin');
  expect(origin).toMatchObject({ host_name: ORIGIN, certificate_name_check_enabled: true });
  expect(origin).not.toHaveProperty('origin_host_header');
  expect(only('azurerm_cdn_frontdoor_origin_group')).not.toHaveProperty('health_probe');
  expect(only('azurerm_cdn_frontdoor_profile')).toMatchObject({ sku_name: 'Standard_AzureFrontDoor', resource_group_name: 'edge' });
  expect(only('azurerm_cdn_frontdoor_custom_domain')).toMatchObject({
    host_name: 'www.acme.example',
    tls: { certificate_type: 'CustomerCertificate' },
  });
  expect(only('azurerm_dns_txt_record')).toMatchObject({ name: '_dnsauth.www' });
});

test('what leads past it is a line, and is not taken back by an apply', () => {
  expect(only('azurerm_dns_cname_record')).toMatchObject({ name: 'www', ttl: 60, lifecycle: { ignore_changes: ['record'] } });
  const said: string[] = [];
  renderWorkload(
    declared((w, before) => {
      w.onEveryBase(({ stack, site }) => {
        if (site === 'azure:francecentral') said.push(inFront(stack, before).past);
      });
    })(appIn(folder())),
    NORMAL,
  );
  expect(said).toEqual([
    `az network dns record-set cname set-record --resource-group dns --zone-name acme.example --record-set-name www --cname ${ORIGIN}`,
  ]);
});

test.each<[string, object, RegExp]>([
  ['alone, without a switch', { before: undefined }, /before[\s\S]*never lets users in alone/],
  ['under the name of the switch', { hostName: ORIGIN }, /lead to itself[\s\S]*record: 'origin'/],
  ['at the zone itself', { hostName: 'acme.example' }, /not below its zone[\s\S]*www\.acme\.example/],
  ['with a certificate of one version', { certificate: `${GIVEN.certificate}/0123` }, /certificate[\s\S]*without a version/],
  ['in no resource group', { resourceGroup: '' }, /resourceGroup/],
  ['with a name that no endpoint takes', { name: '-acme' }, /name[\s\S]*2 to 46/],
  ['with what it does not know', { probes: true }, /probes/],
])('it is refused %s', (_, over, says) => {
  const { id, message } = refusal((app) => void renderWorkload(declared(once(over))(app), NORMAL));
  expect(id).toBe('DR-EDGE-01');
  expect(message).toMatch(says);
});

test('beside what recovers it is refused', () => {
  const beside = declared((w, before) => {
    w.onEverySite(({ stack }) => {
      inFront(stack, before);
    });
  });
  const { id, message } = refusal((app) => void renderWorkload(beside(app), NORMAL));
  expect(id).toBe('DR-REACH');
  expect(message).toMatch(/azurerm_cdn_frontdoor_\w+\.front[\s\S]*onEveryBase/);
});
