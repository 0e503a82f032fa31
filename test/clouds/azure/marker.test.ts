import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider/index.js';
import { TerraformStack, Testing } from 'cdktf';
import { renderMarker } from '../../../lib/clouds/azure/marker';
import { AzureState } from '../../../lib/clouds/azure/state';

type Args = Record<string, Record<string, any>>; // eslint-disable-line @typescript-eslint/no-explicit-any -- synthesized JSON

function marked(holds: readonly string[], leaves: readonly string[] = []): { resource: Args; data: Args } {
  const stack = new TerraformStack(Testing.app(), 'billing-links');
  new AzurermProvider(stack, 'azurerm', { features: [{}] });
  const state = new AzureState('acme', { resourceGroup: 'state', region: 'swedencentral' });
  state.bind(stack, 'x.tfstate');
  renderMarker(stack, undefined, state, { sequence: 7, holds, leaves });
  return JSON.parse(Testing.synth(stack)) as { resource: Args; data: Args };
}

describe('the marker on Azure', () => {
  test('lies in the resource group of the state and is read without an error when it is absent', () => {
    const { resource, data } = marked(['azurerm_storage_account.a']);
    const group = resource['azurerm_application_security_group']?.['continuity-marker'];
    expect(group).toMatchObject({
      name: 'continuity-billing-links',
      resource_group_name: 'state',
      location: 'swedencentral',
      tags: { 'continuity-sequence': '7', 'continuity-holds-00': 'azurerm_storage_account.a' },
    });
    expect(data['azurerm_resources']?.['continuity-marker-known']).toMatchObject({
      name: 'continuity-billing-links',
      resource_group_name: 'state',
      type: 'Microsoft.Network/applicationSecurityGroups',
    });
  });

  test('refuses an older sequence and data that vanished', () => {
    const { resource } = marked(['azurerm_storage_account.a'], ['azurerm_storage_account.b']);
    const [stale, vanished] = resource['azurerm_application_security_group']?.['continuity-marker'].lifecycle.precondition;
    expect(stale.condition).toBe(
      '${alltrue([for r in data.azurerm_resources.continuity-marker-known.resources : tonumber(r.tags["continuity-sequence"]) <= 7])}',
    );
    expect(vanished.condition).toContain(
      'setsubtract(flatten([for r in data.azurerm_resources.continuity-marker-known.resources : [for k, v in r.tags : split(" ", v) if startswith(k, "continuity-holds-")]]), ["azurerm_storage_account.a","azurerm_storage_account.b"])',
    );
  });

  test('spreads addresses over tags of 256 characters and refuses more than 48 of them', () => {
    const many = Array.from({ length: 60 }, (_, i) => `azurerm_storage_account.component-number-${i}`);
    const tags = marked(many).resource['azurerm_application_security_group']?.['continuity-marker'].tags as Record<string, string>;
    expect(Object.values(tags).every((value) => value.length <= 256)).toBe(true);
    expect(
      Object.entries(tags)
        .filter(([key]) => key.startsWith('continuity-holds-'))
        .flatMap(([, value]) => value.split(' ')),
    ).toEqual(many);
    expect(() => marked(Array.from({ length: 60 }, (_, i) => `${'x'.repeat(300)}${i}`))).toThrow(/DR-MARK-01/);
  });
});
