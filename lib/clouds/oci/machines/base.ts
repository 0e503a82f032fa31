import { IdentityPolicy } from '@cdktf/provider-oci/identity-policy';
import { ObjectstorageBucket } from '@cdktf/provider-oci/objectstorage-bucket';
import { isOf } from '../../../components/declarations';
import type { BasePlacement } from '../../../plan/plan';
import type { BaseContext } from '../../../port/cloud';
import { homeOf } from '../home';
import type { OciGroundName } from '../ground';
import { secretNames } from '../secrets/names';
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

/** Statements of a policy at most: https://docs.oracle.com/iaas/Content/General/Concepts/servicelimits.htm (IAM), 2026-12. */
const STATEMENTS = 50;

/**
 * Machines read the secrets, and read and write the buckets, that the group works on, by their names: the same compartment may have the states and markers of the workload, and buckets of
 * others. They do so by the principal that each instance is, with no dynamic group, which would be the tenancy's
 * (https://docs.oracle.com/iaas/Content/Identity/Concepts/policysyntax.htm, `any-user`, 2026-11). So it is any machine of that compartment: give a workload one of its own.
 */
function renderGrants(context: BaseContext<OciGroundName>, { id, here, component, declaration }: MachineBase): void {
  const { stack, site, placements } = context;
  const used = placements.filter((one) => declaration.uses.includes(one.component));
  const may = (what: string, target: string): string =>
    `Allow any-user to ${what} in compartment id ${site.account} where all {request.principal.type = 'instance', request.principal.compartment.id = '${site.account}', ${target}}`;
  const secrets = [...new Set(used.flatMap(secretsOf))].map((name) => may('read secret-bundles', `target.secret.name = '${name}'`));
  const objects = used.flatMap(bucketsOf).flatMap((target) => [may('read buckets', target), may('manage objects', target)]);
  const statements = [...secrets, ...objects];
  for (let from = 0; from < statements.length; from += STATEMENTS) {
    const more = from === 0 ? '' : `-${from / STATEMENTS + 1}`;
    new IdentityPolicy(stack, `${id}-grants${more}`, {
      provider: homeOf(stack, site),
      compartmentId: site.account,
      name: `${here.names.machines}-grants${more}`,
      description: `Machines of ${component} read what it works on`,
      statements: statements.slice(from, from + STATEMENTS),
    });
  }
}

/** Names of the secrets that open a component, in whichever vault of the compartment: OCIDs of vaults are not known ahead of their site. */
function secretsOf({ declaration, here: { names } }: BasePlacement): string[] {
  if (isOf('secrets', declaration)) return secretNames(declaration);
  return names['password'] === undefined ? [] : [names['password']];
}

/**
 * What tells a bucket, in all of its generations, from all others: `-g1` stands inside of its name, so that it is told by how that begins and ends. A pattern takes `*` at an end
 * (https://docs.oracle.com/iaas/Content/Identity/policysyntax/conditions.htm, 2026-12). Not the bucket that fences it, which ends otherwise.
 */
function bucketsOf({ declaration, here: { names } }: BasePlacement): string[] {
  const bucket = names['bucket'];
  if (!isOf('object-storage', declaration) || bucket === undefined) return [];
  const at = bucket.lastIndexOf('-');
  return [`target.bucket.name = /${bucket.slice(0, at + 1)}*/, target.bucket.name = /*${bucket.slice(at)}/`];
}
