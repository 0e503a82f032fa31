import { IdentityPolicy } from '@cdktf/provider-oci/identity-policy';
import { ObjectstorageBucket } from '@cdktf/provider-oci/objectstorage-bucket';
import { isOf } from '../../../components/declarations';
import type { BaseContext } from '../../../port/cloud';
import { homeOf } from '../home';
import type { OciGroundName } from '../ground';
import type { OciSite } from '../site';
import type { MachineBase } from './names';

/** Who the machines are to the services of OCI; and what their image passes on its way, which has to be there ahead of them. */
export function renderMachineBase(context: BaseContext<OciGroundName>, placement: MachineBase): void {
  renderGrants(context, placement);
  const { id, here, component, declaration } = placement;
  if (declaration.image === undefined) return;
  const { stack, site, workload } = context;
  new ObjectstorageBucket(stack, `${id}-images`, {
    compartmentId: site.account,
    namespace: (site as OciSite).namespace,
    name: here.names.images,
    accessType: 'NoPublicAccess',
    // Nothing stays in it: an image is deleted there once it is imported.
    versioning: 'Disabled',
    freeformTags: { workload: workload.id, component },
    lifecycle: { preventDestroy: workload.durable },
  });
}

/**
 * Machines read the secrets and the objects of the compartment, where the group works on any: by the principal that each instance is, with no dynamic group, which would be
 * the tenancy's (https://docs.oracle.com/iaas/Content/Identity/Concepts/policysyntax.htm, `any-user`, 2026-11). So it is any machine of that compartment: give a workload one of its own.
 */
function renderGrants(context: BaseContext<OciGroundName>, { id, here, component, declaration }: MachineBase): void {
  const { stack, site, placements } = context;
  const used = placements.filter((one) => declaration.uses.includes(one.component));
  const secrets = used.some((one) => isOf('secrets', one.declaration) || isOf('relational-database', one.declaration));
  const objects = used.some((one) => isOf('object-storage', one.declaration));
  const at = `in compartment id ${site.account} where all {request.principal.type = 'instance', request.principal.compartment.id = '${site.account}'}`;
  const statements = [
    ...(secrets ? [`Allow any-user to read secret-bundles ${at}`] : []),
    ...(objects ? [`Allow any-user to read buckets ${at}`, `Allow any-user to manage objects ${at}`] : []),
  ];
  if (statements.length === 0) return;
  new IdentityPolicy(stack, `${id}-grants`, {
    provider: homeOf(stack, site),
    compartmentId: site.account,
    name: `${here.names.machines}-grants`,
    description: `Machines of ${component} read what it works on`,
    statements,
  });
}
