import type { TerraformResource } from 'cdktf';
import type { Finding, WorkloadPlan } from '../plan/plan';
import type { Site } from '../port/site';
import { addressOf } from './resources';

/** Seconds within which nobody leads users past a service of the whole world that is out: the names of its users have to move by hand (the library's own figure). */
const BY_HAND = 3600;

/**
 * DR-OWN-05: users are let in by one service of the whole world, and by nothing else. It is a single thing for both sites: where it is out, or a
 * change of it goes wrong, no site is reached, whoever has the role. In front of the switch it may stand; alone only where the tier commits to no
 * recovery within the hour.
 */
export function edgeAlone(own: readonly TerraformResource[], { cloud }: Site, { tier, zonal, traffic }: WorkloadPlan): Finding[] {
  const { rto } = tier.commits('region', zonal);
  if (traffic || rto === undefined || rto.toSeconds() > BY_HAND) return [];
  return own
    .filter((one) => cloud.edges?.includes(one.terraformResourceType))
    .map((one): Finding => {
      const subject = addressOf(one);
      return {
        id: 'DR-OWN-05',
        level: 'error',
        subject,
        what: `${subject} lets users in alone, at tier ${tier.name}: one service of the whole world for both sites, and no way past it`,
        value: one.terraformResourceType,
        fix: "new DnsFailover(workload, 'Dns', { … }), with its name as the one origin of the edge",
      };
    });
}
