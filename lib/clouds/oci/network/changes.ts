import { EventsRule } from '@cdktf/provider-oci/events-rule';
import type { OciContext } from '../cell';
import { toTopics } from '../topic';
import type { NetworkPlacement } from './names';

/**
 * What ends a way, or lets somebody in, by whomever (https://docs.oracle.com/iaas/Content/Events/Reference/eventsproducers.htm, Networking, 2026-11; the names as
 * rules of the CIS benchmark of OCI have them).
 */
const CHANGES = [
  ...['deletevcn', 'updateroutetable', 'deleteroutetable', 'updatesecuritylist', 'deletesecuritylist'],
  ...['updateinternetgateway', 'deleteinternetgateway', 'updatedrgattachment', 'deletedrgattachment', 'deletedrg'],
].map((what) => `com.oraclecloud.virtualnetwork.${what}`);
const GATEWAYS = [
  ...['updatenatgateway', 'deletenatgateway'].map((what) => `com.oraclecloud.natgateway.${what}`),
  ...['updateservicegateway', 'detachserviceid', 'deleteservicegateway.begin'].map((what) => `com.oraclecloud.servicegateway.${what}`),
];

/**
 * That the network of a site is changed: at the one that stands by nobody would notice before the day, so that it is told at both, in every
 * situation. By OCIDs, of what stands in this stack. UNVERIFIED: that each of these events has the OCID of what was changed. An apply that changes
 * the network is told of, too.
 */
export function renderNetworkAlarm(
  { stack, site, ground }: OciContext,
  { id, component, here }: NetworkPlacement,
  resourceId: readonly string[],
  of = '',
): void {
  new EventsRule(stack, `${id}${of}-changed`, {
    compartmentId: site.account,
    displayName: `${here.names.network}${of}-changed`,
    description: `A way of ${component} at ${here.region} was changed or deleted, or who is let in there: the next apply mends it`,
    isEnabled: true,
    condition: JSON.stringify({ eventType: [...CHANGES, ...GATEWAYS], data: { resourceId } }),
    actions: toTopics(ground.topics),
  });
}
