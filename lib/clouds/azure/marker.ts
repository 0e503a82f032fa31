import { createHash } from 'node:crypto';
import { ApplicationSecurityGroup } from '@cdktf/provider-azurerm/lib/application-security-group/index.js';
import { DataAzurermResources } from '@cdktf/provider-azurerm/lib/data-azurerm-resources/index.js';
import type { TerraformProvider, TerraformStack } from 'cdktf';
import { ContinuityError } from '../../errors';
import type { Marker } from '../cloud';
import type { AzureState } from './state';

/** Limits of tags: 50 a resource, 256 characters a value. https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources */
const VALUE = 256;
const TAGS = 48;
const HOLDS = 'continuity-holds-';
const SEQUENCE = 'continuity-sequence';

/**
 * Writes a stack's marker where its state lives, and refuses at plan an older sequence (law 11) and a configuration from which
 * something that holds data has vanished (law 4).
 *
 * The marker is an application security group in the resource group of the state: free, regional, inert while no network interface
 * joins it, and its tags change in place. It is read by `azurerm_resources` with name, type and resource group, which answers an
 * empty list where nothing fits (its source: `filterResource`) and errors only where the group itself is missing, that is, where
 * there is no state either. How soon the list shows a tag that was just written is not stated: UNVERIFIED.
 */
export function renderMarker(stack: TerraformStack, provider: TerraformProvider | undefined, state: AzureState, marker: Marker): void {
  const at = provider ? { provider } : {};
  const name = markerName(stack.node.id);
  const known = new DataAzurermResources(stack, 'continuity-marker-known', {
    name,
    resourceGroupName: state.resourceGroup,
    type: 'Microsoft.Network/applicationSecurityGroups',
    ...at,
  });
  const found = `data.azurerm_resources.${known.friendlyUniqueId}.resources`;
  const held = `flatten([for r in ${found} : [for k, v in r.tags : split(" ", v) if startswith(k, "${HOLDS}")]])`;
  const missing = `setsubtract(${held}, ${JSON.stringify([...marker.holds, ...marker.leaves].map(tokenOf).sort())})`;
  const group = new ApplicationSecurityGroup(stack, 'continuity-marker', {
    name,
    resourceGroupName: state.resourceGroup,
    location: state.region as string,
    tags: tagsOf(marker),
    ...at,
  });
  group.addOverride('lifecycle.precondition', [
    {
      condition: `\${alltrue([for r in ${found} : tonumber(r.tags["${SEQUENCE}"]) <= ${marker.sequence}])}`,
      error_message: `STALE: ${stack.node.id} was applied from a newer situation than ${marker.sequence}. Nothing is changed. Pull the newest situation.json, synthesize, and plan again.`,
    },
    {
      condition: `\${length(${missing}) == 0}`,
      error_message: `VANISHED: \${join(", ", ${missing})} holds data and is no longer in the code of ${stack.node.id}. Nothing is changed. Give the component its id back, or retire it first: continuity declare retire.`,
    },
  ]);
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8);

/** Names of application security groups have at most 80 characters. */
function markerName(stack: string): string {
  const name = `continuity-${stack}`;
  return name.length <= 80 ? name : `${name.slice(0, 71)}-${hash(name)}`;
}

/** An address as one word of a tag; one too long for a tag is cut and closed by a hash. */
const tokenOf = (address: string): string => (address.length <= VALUE ? address : `${address.slice(0, VALUE - 9)}-${hash(address)}`);

function tagsOf(marker: Marker): Record<string, string> {
  const values: string[] = [];
  for (const token of marker.holds.map(tokenOf)) {
    const last = values.at(-1);
    if (last !== undefined && last.length + 1 + token.length <= VALUE) values[values.length - 1] = `${last} ${token}`;
    else values.push(token);
  }
  if (values.length > TAGS) {
    throw new ContinuityError({
      id: 'DR-MARK-01',
      what: 'A stack holds more data than the tags of its marker can name',
      value: `${marker.holds.length} resources`,
      allowed: `${TAGS} tags of ${VALUE} characters`,
      fix: 'two workloads',
    });
  }
  return {
    [SEQUENCE]: String(marker.sequence),
    ...Object.fromEntries(values.map((value, i) => [`${HOLDS}${String(i).padStart(2, '0')}`, value])),
  };
}
