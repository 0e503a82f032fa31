import { IdentityPolicy } from '@cdktf/provider-oci/identity-policy';
import type { BaseContext } from '../../../port/cloud';
import type { OciGroundName } from '../ground';
import { homeOf } from '../home';
import type { FilesBase } from './names';

/** File Storage may use the key of the site: `FssOc1Prod` in the commercial realm (https://docs.oracle.com/iaas/Content/File/Tasks/encrypt-file-system.htm, 2026-11), and likewise in others (UNVERIFIED). */
export function renderFilesBase({ stack, site, workload }: BaseContext<OciGroundName>, { id, here, component }: FilesBase): void {
  const realm = site.region.partition.replace(/^oc/, '');
  new IdentityPolicy(stack, `${id}-keys`, {
    provider: homeOf(stack, site),
    compartmentId: site.account,
    name: `${here.names.mount}-keys`,
    description: `File Storage encrypts ${component}`,
    statements: [`Allow service FssOc${realm}Prod to use keys in compartment id ${site.account}`],
    // Without it nobody reads what is encrypted with the key.
    lifecycle: { preventDestroy: workload.durable },
  });
}
