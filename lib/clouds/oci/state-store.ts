import { IdentityPolicy } from '@cdktf/provider-oci/identity-policy';
import { KmsKey } from '@cdktf/provider-oci/kms-key';
import { KmsVault } from '@cdktf/provider-oci/kms-vault';
import { ObjectstorageBucket } from '@cdktf/provider-oci/objectstorage-bucket';
import type { TerraformProvider, TerraformStack } from 'cdktf';
import type { Adoption } from '../../port/adoption';
import type { OciSite } from './site';
import type { OciState } from './state';

const KEPT = { preventDestroy: true };

/**
 * The bucket that states are kept in, in the compartment of the site that it belongs to. Object Storage answers by TLS alone. A bucket
 * with an object or a version in it is not deleted, and a retention rule excludes versions, so there is none. The S3-compatible API
 * finds a bucket of any compartment by its name, as far as its documentation says (UNVERIFIED): it is where it *makes* buckets that is
 * designated (https://docs.oracle.com/iaas/Content/Object/Tasks/designatingcompartments.htm).
 */
export function renderStateStore(
  stack: TerraformStack,
  states: readonly OciState[],
  near: OciSite,
  home: TerraformProvider,
): readonly Adoption[] {
  const { name, namespace, region } = states[0] as OciState;
  const own = near.region.code === region ? near.kmsKey : undefined;
  const kmsKeyId = own ?? keyOf(stack, name, near.account);
  const grant = new IdentityPolicy(stack, 'object-storage', {
    provider: home,
    compartmentId: near.account,
    name: `${name}-continuity-state`,
    description: `Object Storage encrypts the states in ${name}`,
    statements: [`Allow service objectstorage-${region} to use keys in compartment id ${near.account}`],
    lifecycle: KEPT,
  });
  const bucket = new ObjectstorageBucket(stack, 'state', {
    compartmentId: near.account,
    namespace,
    name,
    accessType: 'NoPublicAccess',
    storageTier: 'Standard',
    versioning: 'Enabled',
    kmsKeyId,
    dependsOn: [grant],
    lifecycle: KEPT,
  });
  return [{ resource: bucket, id: `n/${namespace}/b/${name}` }];
}

/** A key of the region, for states alone: that of a site stands in the site's own stack, whose state is kept here. */
function keyOf(stack: TerraformStack, bucket: string, compartmentId: string): string {
  const displayName = `${bucket}-continuity-state`;
  const vault = new KmsVault(stack, 'vault', { compartmentId, displayName, vaultType: 'DEFAULT', lifecycle: KEPT });
  const key = new KmsKey(stack, 'key', {
    compartmentId,
    displayName,
    keyShape: { algorithm: 'AES', length: 32 },
    managementEndpoint: vault.managementEndpoint,
    protectionMode: 'SOFTWARE',
    desiredState: 'ENABLED',
    lifecycle: KEPT,
  });
  return key.id;
}
