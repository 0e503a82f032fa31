import { CdnFrontdoorEndpoint } from '@cdktf/provider-azurerm/lib/cdn-frontdoor-endpoint/index.js';
import type { App } from 'cdktf';
import { DnsFailover, Duration, LoadBalancer, Network, Tier, type Workload } from '../../lib';
import { NORMAL } from '../../lib/situation/facts';
import { appIn, folder, refusal } from '../declared';
import { billing, FRANCE } from '../clouds/azure/fixture';
import { blockAt } from '../support/json';
import { renderWorkload } from '../support/synth';

/** An entrance, and an edge of the whole world in the base of one site; in front of a switch, or alone. */
const declared =
  (tier: Tier, switched: boolean, more: object = {}) =>
  (app: App): Workload => {
    const w = billing(tier, {}, more)(app);
    new Network(w, 'Net', { flowLogs: Duration.ZERO });
    const target = new LoadBalancer(w, 'Web', { plainHttp: true });
    if (switched) new DnsFailover(w, 'Dns', { zone: 'acme.example', record: 'origin', target });
    w.onEveryBase(({ stack, site }) => {
      if (site === 'azure:francecentral') new CdnFrontdoorEndpoint(stack, 'front', { name: 'acme', cdnFrontdoorProfileId: '/profile' });
    });
    return w;
  };

test('alone at a tier that recovers within the hour it is refused, with what to take instead', () => {
  const { id, message } = refusal((app) => void declared(Tier.HOT, false)(app));
  expect(id).toBe('DR-OWN-05');
  expect(message).toContain('azurerm_cdn_frontdoor_endpoint.front lets users in alone, at tier hot');
  expect(message).toContain('new DnsFailover(');
});

test.each([
  ['in front of the switch', Tier.HOT, true, {}],
  ['where nothing is committed within the hour', Tier.WARM, false, {}],
  ['where somebody accepts it', Tier.HOT, false, { acknowledge: [{ id: 'DR-OWN-05', reason: 'a brochure' }] }],
] as const)('it stands in a base, %s', (_, tier, switched, more) => {
  const { stacks } = renderWorkload(declared(tier, switched, more)(appIn(folder(), NORMAL)), NORMAL);
  expect(blockAt(stacks[`${FRANCE}-base`], 'azurerm_cdn_frontdoor_endpoint.front')).toMatchObject({ name: 'acme' });
});

test('beside what recovers it is refused, whatever else there is: its control plane is of no region', () => {
  const beside = (app: App): void => {
    const w = declared(Tier.HOT, true)(app);
    w.onEverySite(({ stack }) => void new CdnFrontdoorEndpoint(stack, 'beside', { name: 'acme2', cdnFrontdoorProfileId: '/profile' }));
  };
  expect(refusal(beside).id).toBe('DR-REACH');
});
