import { IdentityPolicy } from '@cdktf/provider-oci/identity-policy';
import type { BaseContext } from '../../../port/cloud';
import type { OciGroundName } from '../ground';
import { homeOf } from '../home';
import type { MachineBase } from './names';

/** Block Volume may use the key of the site: it encrypts what is replicated there (https://docs.oracle.com/iaas/Content/Identity/Concepts/commonpolicies.htm, "block volumes", 2026-11). */
export function renderMachineBase({ stack, site, workload }: BaseContext<OciGroundName>, { id, here, component }: MachineBase): void {
  new IdentityPolicy(stack, `${id}-keys`, {
    provider: homeOf(stack, site),
    compartmentId: site.account,
    name: `${here.names.copies}-keys`,
    description: `Block Volume encrypts the replicas of ${component}`,
    statements: [`Allow service blockstorage to use keys in compartment id ${site.account}`],
    // Without it nobody reads what is encrypted with the key.
    lifecycle: { preventDestroy: workload.durable },
  });
}
