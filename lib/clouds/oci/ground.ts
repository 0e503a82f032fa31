import { IdentityPolicy } from '@cdktf/provider-oci/identity-policy';
import { KmsKey } from '@cdktf/provider-oci/kms-key';
import { KmsVault } from '@cdktf/provider-oci/kms-vault';
import type { BaseContext, GroundContext } from '../../port/cloud';
import { OCI_NAMES } from './facts';
import { homeOf } from './home';
import type { OciSite } from './site';
import { renderTopics, renderKeyAlarm } from './topic';

/** What lies under every component of a site. */
export interface OciGround {
  /** OCID of the site's own key. */
  readonly keyId: string;
  /** OCIDs of the topics that are told. */
  readonly topics: readonly string[];
}

/** Names of what lies under every component. */
export const GROUND_NAMES = {
  vault: OCI_NAMES.vault,
  key: OCI_NAMES.key,
  policy: OCI_NAMES.policy,
  topic: OCI_NAMES.topic,
  // Of its network, and named here: whatever joins the sites finds it by that.
  router: OCI_NAMES.router,
};

/** One of them. */
export type OciGroundName = keyof typeof GROUND_NAMES;

/**
 * The site's key: an adopted one, or a vault (of the shared kind, which costs nothing) and a software-protected key. A vault is
 * deleted with a delay of 7 to 30 days and counts against a limit of the region, hence the prop.
 *
 * Where key or vault wait for their deletion, the provider drops them at refresh and the plan makes others: nothing reads what the old one
 * encrypted, while its deletion can still be cancelled. `continuity run` refuses that plan.
 */
export function renderGround(context: GroundContext<OciGroundName>): OciGround {
  const topics = renderTopics(context.stack, context.site, context.sitePlan.ground.topic);
  return { keyId: keyOf(context, topics), topics };
}

function keyOf({ stack, site, sitePlan, workload }: GroundContext<OciGroundName>, topics: readonly string[]): string {
  const { kmsKey, account } = site as OciSite;
  if (kmsKey) return kmsKey;
  const vault = new KmsVault(stack, 'vault', {
    compartmentId: account,
    displayName: sitePlan.ground.vault,
    vaultType: 'DEFAULT',
    lifecycle: { preventDestroy: workload.durable },
  });
  const key = new KmsKey(stack, 'key', {
    compartmentId: account,
    displayName: sitePlan.ground.key,
    keyShape: { algorithm: 'AES', length: 32 },
    managementEndpoint: vault.managementEndpoint,
    protectionMode: 'SOFTWARE',
    // One that somebody disabled is enabled by the next apply: what it encrypts is read by nobody meanwhile.
    desiredState: 'ENABLED',
    lifecycle: { preventDestroy: workload.durable },
  });
  renderKeyAlarm(stack, { id: 'key-loss', of: 'the site', vault, key, name: sitePlan.ground.vault }, topics);
  return key.id;
}

/**
 * Object Storage of the region may use the key and replicate: without the grant nothing is encrypted and nothing is copied
 * (docs.oracle.com/iaas/Content/Object/Tasks/usingreplication.htm, "Required IAM Policies"). Written in the home region, so in
 * the base stack, in peace.
 */
export function renderGroundBase({ stack, site, sitePlan, workload }: BaseContext<OciGroundName>): void {
  const own = site as OciSite;
  const service = (region: string): string => `objectstorage-${region}`;
  const statements = [
    `Allow service ${service(sitePlan.region)} to use keys in compartment id ${own.account}`,
    `Allow service ${service(sitePlan.region)} to manage object-family in compartment id ${own.account}`,
    `Allow service ${service(sitePlan.peer.region)} to manage object-family in compartment id ${own.account}`,
  ];
  new IdentityPolicy(stack, 'object-storage', {
    provider: homeOf(stack, site),
    compartmentId: own.account,
    name: sitePlan.ground.policy,
    description: `Object Storage encrypts and replicates the data of ${sitePlan.name}`,
    statements,
    // Without it nobody reads what is encrypted with the key.
    lifecycle: { preventDestroy: workload.durable },
  });
}
