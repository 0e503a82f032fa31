import { DataAzurermClientConfig } from '@cdktf/provider-azurerm/lib/data-azurerm-client-config/index.js';
import { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment/index.js';
import type { ITerraformDependable } from 'cdktf';
import type { BaseContext } from '../../port/cloud';
import { once } from '../../port/once';
import { siteGroupId } from './ids';
import type { AzureGroundName } from './names';
import type { AzureSite } from './site';

/** The group that all of a site lies in, in its base stack. */
export const GROUP = 'group';

/**
 * A role at the group of a site for whoever applies: what is made through the data plane of its vault is made by them. Another pipeline later must
 * not mean that the grant is replaced, hence `ignore_changes`. Once, whoever asks for it.
 */
export function grantOfficer({ stack, site, sitePlan }: BaseContext<AzureGroundName>, id: string, roleDefinitionName: string): void {
  const { keyOfficer } = site as AzureSite;
  const client = (): DataAzurermClientConfig =>
    once(stack, 'client', DataAzurermClientConfig, () => new DataAzurermClientConfig(stack, 'client'));
  once(
    stack,
    id,
    RoleAssignment,
    () =>
      new RoleAssignment(stack, id, {
        scope: siteGroupId(sitePlan),
        roleDefinitionName,
        principalId: keyOfficer ?? client().objectId,
        dependsOn: [stack.node.findChild(GROUP) as unknown as ITerraformDependable],
        ...(keyOfficer ? {} : { lifecycle: { ignoreChanges: ['principal_id', 'principal_type'] } }),
      }),
  );
}
