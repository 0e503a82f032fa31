import { EventsRule } from '@cdktf/provider-oci/events-rule';
import type { Alarms } from '../../port/cloud';
import type { OciGround } from './ground';
import type { OciSite } from './site';
import { toTopics } from './topic';

/** An event, by a rule. No number is told: Object Storage publishes none of replication (docs.oracle.com/iaas/Content/Object/Reference/objectstoragemetrics.htm). */
export const alarms: Alarms<OciGround> = {
  event: ({ stack, site, ground }, { id, name, title, pattern, calls }) => {
    new EventsRule(stack, id, {
      compartmentId: (site as OciSite).account,
      displayName: name,
      description: title,
      isEnabled: calls,
      condition: JSON.stringify(pattern),
      actions: toTopics(ground.topics),
    });
  },
};
