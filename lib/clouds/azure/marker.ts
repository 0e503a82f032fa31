import { ApplicationSecurityGroup } from '@cdktf/provider-azurerm/lib/application-security-group/index.js';
import { DataAzurermApplicationSecurityGroup } from '@cdktf/provider-azurerm/lib/data-azurerm-application-security-group/index.js';
import { DataAzurermResources } from '@cdktf/provider-azurerm/lib/data-azurerm-resources/index.js';
import { TerraformVariable, type TerraformProvider, type TerraformResource, type TerraformStack } from 'cdktf';
import { ContinuityError } from '../../words/errors';
import type { Site } from '../../port/site';
import { MOVE_VARIABLE } from '../../words/actions';
import type { Claim, Marker } from '../../port/marker';
import { asksForMove, claimWords, MOVE_ARGUMENTS, refusals, type Precondition } from '../../port/marker-messages';
import { claimLine } from './cli';
import { MARKER_ID, MARKER_SEQUENCE } from './facts';
import { hash } from './names';
import type { AzureState } from './state';

/** Limits of tags: 50 a resource, 256 characters a value. https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources */
const VALUE = 256;
const TAGS = 47;
const HOLDS = 'continuity-holds-';
const OPEN = 'continuity-open';

/**
 * Writes a stack's marker where its state lives, and refuses at plan what it must not be applied over.
 *
 * The marker is an application security group in the resource group of the state: free, regional, inert while no network interface
 * joins it, and its tags change in place. Whether it is there is asked of `azurerm_resources` with the resource group, which errors where the
 * group itself is missing, that is, where there is no state either, and lists no more than whoever asks may see: a list without the storage
 * account of the state, which always stands there, says nothing and is refused (`UNSEEN`). That list is a copy which Resource Manager keeps, some time behind: what the marker says is read from the
 * security group itself, at its own provider, and one that the list has and nobody finds fails the plan. So a marker that was changed a
 * moment ago is never missed; one that was made for the first time may be, as long as the list does not show it (how long is not stated:
 * UNVERIFIED). The tag of the sequence stays: an output of the first version of the format compares with it, and is refused where it is older.
 */
export function renderMarker(
  stack: TerraformStack,
  provider: TerraformProvider | undefined,
  state: AzureState,
  marker: Marker,
): TerraformResource {
  const own = stack.node.id;
  const found = read(stack, 'continuity-marker-known', own, state, provider);
  if (asksForMove(marker)) new TerraformVariable(stack, MOVE_VARIABLE, MOVE_ARGUMENTS);
  const group = new ApplicationSecurityGroup(stack, 'continuity-marker', {
    name: markerName(own),
    resourceGroupName: state.resourceGroup,
    location: state.region as string,
    tags: tagsOf(marker),
    ...(provider ? { provider } : {}),
  });
  const standing = {
    ids: idsIn(found),
    open: `[for r in ${found} : try(r.tags["${OPEN}"], "false") == "true"]`,
    holds: `flatten([for r in ${found} : [for k, v in r.tags : split(" ", v) if startswith(k, "${HOLDS}")]])`,
  };
  const kept = [...marker.holds, ...marker.leaves].map(tokenOf);
  const conditions = refusals(own, marker, standing, kept, (other) =>
    idsIn(read(stack, `continuity-marker-of-${other.stack}`, other.stack, other.state as AzureState, other.provider)),
  );
  group.addOverride('lifecycle.precondition', conditions);
  return group;
}

/** Reads the marker of a stack: a list of at most one security group. */
function read(stack: TerraformStack, id: string, whose: string, state: AzureState, provider: TerraformProvider | undefined): string {
  const place = { resourceGroupName: state.resourceGroup, ...(provider ? { provider } : {}) };
  const known = new DataAzurermResources(stack, id, place);
  known.addOverride('lifecycle.postcondition', [unseen(whose, state)]);
  const name = markerName(whose);
  const group = new DataAzurermApplicationSecurityGroup(stack, `${id}-group`, { name, ...place });
  group.addOverride(
    'count',
    `\${length(${listed(`data.azurerm_resources.${known.friendlyUniqueId}`, 'Network/applicationSecurityGroups', name)})}`,
  );
  return `data.azurerm_application_security_group.${group.friendlyUniqueId}[*]`;
}

/** What a list has of a type and a name: neither is told apart by its case. */
const listed = (list: string, type: string, name: string): string =>
  `[for r in ${list}.resources : r if lower(r.type) == "${`Microsoft.${type}`.toLowerCase()}" && lower(r.name) == "${name.toLowerCase()}"]`;

/** Where not even the account of the state is seen, no marker is missed: it is not looked for. */
const unseen = (whose: string, { account, resourceGroup }: AzureState): Precondition => ({
  condition: `\${length(${listed('self', 'Storage/storageAccounts', account)}) == 1}`,
  error_message: `UNSEEN: whoever applies is not shown the storage account ${account} in the resource group ${resourceGroup}, so the marker of ${whose} may stand there, too, and nobody sees it. Nothing is changed. Be given the role Reader on that resource group.`,
});

/** The first version of the format wrote the sequence, and no id. */
const idsIn = (found: string): string => `[for r in ${found} : try(r.tags["${MARKER_ID}"], r.tags["${MARKER_SEQUENCE}"])]`;

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
    [MARKER_SEQUENCE]: String(marker.sequence),
    [MARKER_ID]: marker.id,
    [OPEN]: String(marker.open),
    ...Object.fromEntries(values.map((value, i) => [`${HOLDS}${String(i).padStart(2, '0')}`, value])),
  };
}

/** Claims the crossing at a stack, or shows whose it is: a blob in the container of the state, named by the marker that stands. */
export function claimCommand(stack: string, state: AzureState, near: Site, claim: Claim): readonly string[] {
  const subscription = state.subscription ?? near.account;
  const place = [subscription, state.resourceGroup, markerName(stack), state.account, state.container, `continuity/${stack}.claims`];
  return claimLine(place, claimWords(claim));
}
