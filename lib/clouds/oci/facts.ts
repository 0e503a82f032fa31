import type { NameRule } from '../../port/facts';

const rule = (service: string, max: number, more: Partial<NameRule> = {}): NameRule => ({ service, max, separator: '-', ...more });

/** Names and their limits. Bucket: 256, unique in the namespace, hence the hash (docs.oracle.com/iaas/Content/Object/Tasks/managingbuckets.htm); the others: display names of 100 (UNVERIFIED for keys and vaults). */
export const OCI_NAMES = {
  vault: rule('an OCI vault', 100),
  key: rule('an OCI key', 100, { suffix: 'data' }),
  policy: rule('an OCI identity policy', 100, { suffix: 'object-storage' }),
  // Unique in the tenancy, hence the hash (docs.oracle.com/iaas/api/#/en/notification/20181201/NotificationTopic/CreateTopic).
  topic: rule('an OCI topic', 256, { global: true, suffix: 'continuity' }),
  bucket: rule('an OCI bucket', 256, { global: true }),
  gate: rule('an OCI bucket', 256, { global: true, suffix: 'fence' }),
} satisfies Record<string, NameRule>;

/** A bucket that exists. Source: as above, 2026-11. */
export const BUCKET_NAME = {
  shape: /^[\w.-]{1,256}$/,
  allowed: 'a bucket: at most 256 letters, digits, hyphens, underscores and dots',
};

/** The Object Storage namespace of a tenancy: part of host names. Which characters it may have is UNVERIFIED beyond that. */
export const NAMESPACE = { shape: /^[A-Za-z0-9][\w-]*$/, allowed: 'the Object Storage namespace of the tenancy, as oci os ns get says' };

/** An OCID of a type, in a realm. https://docs.oracle.com/iaas/Content/General/Concepts/identifiers.htm, 2026-11. */
export const ocidOf = (type: string, realm: string): RegExp =>
  new RegExp(`^ocid1\\.${type}\\.${realm}\\.[a-z0-9-]*(?:\\.[\\w-]*)?\\.[\\w-]+$`);
