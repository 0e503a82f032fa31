import { ObjectstorageBucket } from '@cdktf/provider-oci/objectstorage-bucket';
import { ObjectstorageObjectLifecyclePolicy } from '@cdktf/provider-oci/objectstorage-object-lifecycle-policy';
import { ObjectstorageReplicationPolicy } from '@cdktf/provider-oci/objectstorage-replication-policy';
import type { TerraformStack } from 'cdktf';
import type { LinksContext, Rendered } from '../../../port/cloud';
import type { Effect } from '../../../words/effect';
import { OWN, type Figure } from '../../../words/figure';
import { ociCell, type OciContext } from '../cell';
import { bucketDoctor } from './doctor';
import { bucketServingSignals, bucketSignals } from './signals';
import { BUCKET_NAMES, bucketRecovery, type BucketLink, type BucketPlacement } from './steps';
import { BUCKET_TYPES } from './types';
import { domainOf } from '../partition';
import type { OciSite } from '../site';
import { BUCKET_SLA } from '../slas';

/** https://docs.oracle.com/iaas/Content/Object/Tasks/usingreplication.htm: asynchronous, no figure and no SLA published. */
const REPLICATION: Figure = {
  seconds: 900,
  source: `replication is asynchronous, without a published figure (docs.oracle.com/iaas/Content/Object/Tasks/usingreplication.htm); 15 min is ${OWN}`,
  verified: false,
};
const UNLOCK: Figure = { seconds: 120, source: `one call, make-bucket-writable; 2 min is ${OWN}`, verified: false };

const GUIDE = 'https://docs.oracle.com/iaas/Content/Object/Tasks/usingreplication.htm';
const EFFECTS: readonly Effect[] = [
  {
    type: 'oci_objectstorage_replication_policy',
    does: 'deletes',
    terraform: 'leaves',
    how: 'ended at the bucket that takes over (make-bucket-writable), where its half at the source stays in error (CLIENT_ERROR); deleted at the source by the fence; the provider asks the source for it by id',
    source: `${GUIDE} (Stopping Replication); https://github.com/oracle/terraform-provider-oci/blob/v7.29.0/internal/service/objectstorage/objectstorage_replication_policy_resource.go (its Get)`,
  },
  {
    type: 'replication policy of a gate',
    does: 'makes',
    terraform: 'not ours',
    how: 'the fence of the side that lost the role: oci os replication list-replication-policies --bucket-name GATE; it stays with the old bucket, and keeps it from being destroyed',
    source: `${GUIDE} (a destination is read-only, and is not deleted)`,
  },
];

/** A service of the region; in a region of one availability domain nothing withstands its loss, and the planner refuses the spread. */
const IN_DOMAINS = {
  seconds: 0,
  source: `kept over the availability domains of its region, where it has several (https://docs.oracle.com/iaas/Content/Object/Concepts/objectstorageoverview.htm, UNVERIFIED); the figure is ${OWN}`,
  verified: false,
};

/**
 * A bucket a site, without versions; a replication policy from the site that serves.
 *
 * Promoted, not symmetric: a destination is read-only until it is made writable; a source has one policy, and is no destination
 * (docs.oracle.com/iaas/Content/Object/Tasks/usingreplication.htm, "Scope and Constraints"). A destination has neither versions nor retention
 * rules ("Troubleshooting Object Storage Replication", 2024-04), and versions that were ever on are never off again
 * (docs.oracle.com/iaas/Content/Object/Tasks/usingversioning.htm): as either side may follow, none has them. What was in the source before
 * the policy is *not* copied, and a copy overwrites what has the same name in the destination. So the site that lost the role gets a new,
 * empty bucket beside the old one (`-g1`): nothing it never sent is overwritten. What is older than the policy is sent by a step (`seed`).
 */
export const objectStorage = ociCell({
  kind: 'object-storage',
  service: 'OCI Object Storage',
  facts: {
    flips: { replica: 'promote', backup: 'promote' },
    spreads: ['single', 'zonal'],
    zonal: { rpo: IN_DOMAINS, promotion: IN_DOMAINS },
    made: {
      why: "its owner's versions, retention rules and policy of replication decide whether it can be fenced and followed (none of them can be there), and its lifecycle is one document of which an apply would write all",
      instead:
        'and copy what is in the old one once, ahead of establish (oci os object copy, or bulk-download and bulk-upload): what is there ahead of the policy is sent by a step',
    },
    limits:
      'OCI has no backup service for buckets: the posture backup is the same replication. Nothing is kept of what was overwritten or deleted: a destination of replication takes neither versions nor retention rules, either side may become one, and a deletion at the source is replicated. No declared resource fills a second, locked bucket: losses of data are answered by nothing. Acknowledge that, or copy by a function of your own, into a bucket with a retention rule that nothing replicates into. Replication takes only what is written after its policy: what is older is sent by a step, and what was deleted while nothing was sent is left at the standby. Parts that replication left of uploads at the side that follows are ended by no lifecycle rule: oci os multipart abort. A bucket with objects in it is not destroyed, in no environment: empty it first (oci os object bulk-delete --bucket-name NAME); nor is one that is fenced: delete the policy of its gate (oci os replication delete-replication-policy)',
    fence:
      'by command: what the bucket sends ends, since a source is no destination, and it becomes the destination of an empty bucket of the same region, and so read-only to everybody. Taken back, it takes writes again and sends nothing until what joins the sites is applied. Its objects are compared with those of the other side once it is fenced. UNVERIFIED: that its destination is free at once (a test of the OCI CLI deletes it then), and that a bucket with objects becomes a destination',
    severs: true,
    automatic: false,
    names: BUCKET_NAMES,
    oneWay: [],
    effects: EFFECTS,
    refuses: ({ policy, accessLogs, redundancy }, { key }) => [
      ...(redundancy === undefined
        ? []
        : [
            { of: 'redundancy', value: redundancy, allowed: 'regional: no bucket of OCI is in two regions', fix: "redundancy: 'regional'" },
          ]),
      ...(policy.length > 0
        ? [{ of: 'policy', value: `${policy.length} statements`, allowed: 'none: who may what is said by policies of the compartment' }]
        : []),
      ...(accessLogs[key] === undefined
        ? []
        : [
            {
              of: 'accessLogs',
              value: `${accessLogs[key]} at ${key}`,
              allowed: 'none: a service log of the bucket tells, added in onEverySite',
            },
          ]),
    ],
    slas: () => [BUCKET_SLA],
    figures: () => ({ rpo: REPLICATION, promotion: UNLOCK }),
  },
  types: BUCKET_TYPES,
  recovery: bucketRecovery,
  signals: bucketSignals,
  servingSignals: bucketServingSignals,
  doctor: bucketDoctor,
  renderSite: renderBucket,
  renderLinks: renderReplication,
});

function renderBucket({ stack, site, workload, ground }: OciContext, placement: BucketPlacement): Rendered {
  const { id, here, component } = placement;
  const { names } = here;
  const { account: compartmentId, namespace } = site as OciSite;
  const common = {
    compartmentId,
    namespace,
    accessType: 'NoPublicAccess',
    storageTier: 'Standard',
    kmsKeyId: ground.keyId,
    lifecycle: { preventDestroy: workload.durable },
  };
  const tags = { workload: workload.id, component };
  const bucket = new ObjectstorageBucket(stack, id, {
    ...common,
    name: names.bucket,
    // What follows has none, and what ever had them is never without.
    versioning: 'Disabled',
    objectEventsEnabled: true,
    freeformTags: tags,
  });
  // Parts of an upload that nobody finished are in no list of objects, and cost for ever. It deletes nothing while the bucket follows.
  new ObjectstorageObjectLifecyclePolicy(stack, `${id}-uploads`, {
    namespace,
    bucket: bucket.name,
    rules: [
      { name: 'unfinished-uploads', action: 'ABORT', target: 'multipart-uploads', timeAmount: '7', timeUnit: 'DAYS', isEnabled: true },
    ],
  });
  // Always there: nothing but a policy is made when the fence is put up.
  new ObjectstorageBucket(stack, `${id}-gate`, {
    ...common,
    name: names.gate,
    versioning: 'Disabled',
    objectEventsEnabled: false,
    freeformTags: { ...tags, purpose: 'fence: stays empty' },
  });
  const name = names.bucket;
  return {
    instance: bucket,
    ready: [bucket],
    waits: [],
    endpoint: { host: `objectstorage.${site.region.code}.${domainOf(site.region.code)}`, name },
  };
}

/**
 * One policy, from the site that serves. All its arguments force a new one: it holds no data, and another one under another address is made
 * when the direction turns. Between a failover and the reprotect there is none: put back, it would make the side that serves read-only again.
 */
function renderReplication({ stack, provider, site }: LinksContext, link: BucketLink): undefined {
  if (!link.stands) return undefined;
  const policy = new ObjectstorageReplicationPolicy(stack, `${link.id}-replication-${link.turns}`, {
    provider: provider(link.from.site),
    namespace: (site(link.from.site) as OciSite).namespace,
    bucket: link.from.names.bucket,
    name: 'continuity',
    destinationBucketName: link.to.names.bucket,
    destinationRegionName: link.to.region,
  });
  renderStatus(stack, link, policy);
  return undefined;
}

/** A policy that stands and does not send changes nothing in a plan: the plan says so, and goes on, since no apply mends it. */
function renderStatus(stack: TerraformStack, { id, turns, from, to }: BucketLink, policy: ObjectstorageReplicationPolicy): void {
  const address = `${policy.terraformResourceType}.${policy.friendlyUniqueId}`;
  stack.addOverride(`check.${id}-sends-${turns}`, {
    assert: [
      {
        condition: `\${${address}.status == "ACTIVE"}`,
        error_message: `${from.names.bucket} sends nothing to ${to.region}: \${${address}.status} \${coalesce(${address}.status_message, "without a reason")}. A grant of the home region, the other bucket or its state is not as it should be.`,
      },
    ],
  });
}
