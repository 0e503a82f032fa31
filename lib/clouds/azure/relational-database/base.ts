import type { TerraformResource } from 'cdktf';
import type { RelationalDatabaseDeclaration } from '../../../components/relational-database';
import type { Rendered } from '../../../port/cloud';
import type { AzureContext, AzurePlacement } from '../cell';
import { renderDoor, renderZone, type DoorTo } from '../database-door';
import { identityId } from '../ids';

/* What servers of every family are made with. */

type Placed = AzurePlacement<RelationalDatabaseDeclaration, 'server' | 'door' | 'password'>;

/** Hours: a replica of another region copies all that there is. The figures are the library's own; azurerm waits for one or two. */
const TIMEOUTS = { create: '12h', update: '6h', delete: '3h' };
/** The longest, in seconds. */
export const LONGEST = 12 * 3600;

/**
 * Whether its own backups are all that the other site has: they are kept in the pair, too, and what is restored of them is read by the key of its source, which is the service's, since
 * one of a vault would have to be reached in both regions, and be there ahead of the first server.
 */
export const isPaired = ({ joined, declaration }: Pick<Placed, 'joined' | 'declaration'>): boolean =>
  joined === 'backup' && declaration.dumps === undefined;

/** One that begins empty while its pair is out cannot keep anything there ("you can't create geo-redundant servers"); of all others it is asked, and ignored once they are there. */
export const keepsInPair = ({ origin }: Pick<Placed, 'origin'>, { peerWithheld }: { readonly peerWithheld: boolean }): boolean =>
  origin.how !== 'created' || !peerWithheld;

/** What is the same in the arguments of both families. */
interface Base {
  readonly name: string;
  readonly location: string;
  readonly backupRetentionDays: number;
  readonly identity: { readonly type: string; readonly identityIds: string[] };
  readonly timeouts: typeof TIMEOUTS;
  readonly tags: Record<string, string>;
  readonly lifecycle: { readonly preventDestroy: boolean; readonly ignoreChanges: string[] };
}

/** Its name, its region, its backups, who opens its key, and what is left as it is. */
export const baseOf = (
  { site, sitePlan, workload }: AzureContext,
  { component, declaration, here }: Placed,
  ignoreChanges: readonly string[],
): Base => ({
  name: here.names.server,
  location: site.region.code,
  backupRetentionDays: declaration.restorableDays,
  identity: { type: 'UserAssigned', identityIds: [identityId(sitePlan)] },
  timeouts: TIMEOUTS,
  tags: { workload: workload.id, component },
  lifecycle: { preventDestroy: workload.durable, ignoreChanges: [...ignoreChanges] },
});

/** A server, and what is in it. */
export interface Made {
  /** The server. */
  readonly server: TerraformResource;
  /** Its settings, and its database where it was created. */
  readonly within: readonly TerraformResource[];
}

/** How applications of its site reach it. */
export const endpointOf = ({ here, declaration }: Placed, suffix: string): NonNullable<Rendered['endpoint']> => ({
  host: `${here.names.server}.${suffix}`,
  port: declaration.engine.port,
  name: declaration.database,
  secretName: here.names.password,
});

/** Where it is restored on the day, nothing of it stands but the zone of its name: that is made in peace. */
export const awaited = (context: AzureContext, placement: Placed, { service, suffix }: Pick<DoorTo, 'service' | 'suffix'>): Rendered => ({
  ready: renderZone(context, { service, suffix }),
  waits: [],
  endpoint: endpointOf(placement, suffix),
});

/** A server as applications of its site reach it. */
export function reached(context: AzureContext, placement: Placed, { server, within }: Made, to: DoorTo): Rendered {
  return {
    instance: server,
    ready: [server, ...within, ...renderDoor(context, placement, to)],
    waits: [server],
    endpoint: endpointOf(placement, to.suffix),
  };
}
