import { PrivateEndpoint } from '@cdktf/provider-azurerm/lib/private-endpoint/index.js';
import type { TerraformResource } from 'cdktf';
import type { Declaration } from '../../components/component';
import type { AzureContext, AzurePlacement } from './cell';
import { leadingTo, linkZone, type LinkZone } from './private-link';

/** Where a door leads. */
export interface DoorTo {
  /** The service, in the logical ids of what all its servers at a site share. */
  readonly service: string;
  /** The id of the server. */
  readonly id: string;
  /** What Azure calls the part of it that is reached. */
  readonly part: string;
  /** The end of its host: its zone is `privatelink.` with this behind it. */
  readonly suffix: string;
}

const zoneOf = (context: AzureContext, { service, suffix }: Pick<DoorTo, 'service' | 'suffix'>): LinkZone =>
  linkZone(context, { id: `${service}-zone`, name: `privatelink.${suffix}` });

/** The zone that a name is led by, ahead of what bears it. */
export const renderZone = (context: AzureContext, to: Pick<DoorTo, 'service' | 'suffix'>): TerraformResource[] => [
  ...zoneOf(context, to).known,
];

/**
 * The only way to a server: a private endpoint in the network of its site, and the name that leads there, known in that network alone. A
 * fence takes the endpoint away, and the name leads nowhere then. What follows, and what swaps roles, work over the service's own paths, whatever is here
 * (https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-networking-private-link, 2026-11; of SQL databases and of MySQL UNVERIFIED).
 */
export function renderDoor(
  context: AzureContext,
  { id, here, form, component }: AzurePlacement<Declaration, 'door'>,
  to: DoorTo,
): TerraformResource[] {
  const zone = zoneOf(context, to);
  if (form === 'fenced') return [...zone.known];
  const door = new PrivateEndpoint(context.stack, `${id}-door`, {
    ...leadingTo(context, { name: here.names.door, id: to.id, part: to.part, zone }),
    tags: { workload: context.workload.id, component },
  });
  return [...zone.known, door];
}
