import { DataAzurermClientConfig } from '@cdktf/provider-azurerm/lib/data-azurerm-client-config/index.js';
import { RoleAssignment, type RoleAssignmentConfig } from '@cdktf/provider-azurerm/lib/role-assignment/index.js';
import type { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity/index.js';
import type { ITerraformDependable, TerraformStack } from 'cdktf';
import type { BaseContext } from '../../port/cloud';
import { once } from '../../port/once';
import { siteGroupId } from './ids';
import { hash, type AzureGroundName } from './names';
import type { AzureSite } from './site';

/** The group that all of a site lies in, in its base stack. */
export const GROUP = 'group';

/** That group: what a cell makes in a base stack waits for it. */
export const siteGroupOf = (stack: TerraformStack): ITerraformDependable => stack.node.findChild(GROUP) as unknown as ITerraformDependable;

/** Whoever applies a stack, and the tenant that it is of. */
export const clientOf = (stack: TerraformStack): DataAzurermClientConfig =>
  once(stack, 'client', DataAzurermClientConfig, () => new DataAzurermClientConfig(stack, 'client'));

/** Whom a role is given to, and how. */
type Granted = Pick<RoleAssignmentConfig, 'roleDefinitionName' | 'principalId' | 'principalType' | 'lifecycle'>;

/** Something else than the group of the site: its id, and what makes it, where that stands in the same stack. */
interface Elsewhere {
  readonly scope: string;
  readonly waits?: readonly ITerraformDependable[];
}

/** A role at the group of a site, or at another one: what it is of comes with the site, which no grant waits for. Once, whoever asks for it. */
function grantAtGroup({ stack, sitePlan }: BaseContext<AzureGroundName>, id: string, granted: Granted, at?: Elsewhere): void {
  const scope = at?.scope ?? siteGroupId(sitePlan);
  const dependsOn = [siteGroupOf(stack), ...(at?.waits ?? [])];
  once(stack, id, RoleAssignment, () => new RoleAssignment(stack, id, { scope, ...granted, dependsOn }));
}

/**
 * A role at the group of a site, or at something that exists, for whoever applies: what is made through the data plane of its vaults is made by them. Another pipeline later must
 * not mean that the grant is replaced, hence `ignore_changes`.
 */
export function grantOfficer(context: BaseContext<AzureGroundName>, id: string, roleDefinitionName: string, scope?: string): void {
  const at = scope === undefined ? undefined : { scope };
  const { stack, site } = context;
  const { keyOfficer: principalId } = site as AzureSite;
  if (principalId !== undefined) return grantAtGroup(context, id, { roleDefinitionName, principalId }, at);
  const lifecycle = { ignoreChanges: ['principal_id', 'principal_type'] };
  return grantAtGroup(context, id, { roleDefinitionName, principalId: clientOf(stack).objectId, lifecycle }, at);
}

/** A role at the group of a site for each of those that work on the data. */
export function grantContributors(context: BaseContext<AzureGroundName>, what: string, roleDefinitionName: string): void {
  for (const principalId of (context.site as AzureSite).contributors)
    grantAtGroup(context, `${what}-${hash(principalId.toLowerCase())}`, { roleDefinitionName, principalId });
}

/** Whoever works on blobs. */
export const BLOB_CONTRIBUTOR = 'Storage Blob Data Contributor';

/** A role at the group of a site, or at something else that exists, for an identity of its own, which one component made. */
export const grantIdentity = (
  context: BaseContext<AzureGroundName>,
  id: string,
  { principalId }: UserAssignedIdentity,
  roleDefinitionName: string,
  at?: Elsewhere,
): void => {
  grantAtGroup(context, id, { roleDefinitionName, principalId, principalType: 'ServicePrincipal' }, at);
};

/** Whoever makes keys in a vault writes secrets, too: granted in peace, ahead of the site. */
export const grantSecretsOfficer = (context: BaseContext<AzureGroundName>): void => {
  grantOfficer(context, 'pipeline-writes-secrets', 'Key Vault Secrets Officer');
};
