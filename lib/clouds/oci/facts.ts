import type { NameRule } from '../../port/facts';

const rule = (service: string, max: number, more: Partial<NameRule> = {}): NameRule => ({ service, max, separator: '-', ...more });

/** Names and their limits. Bucket: 256, unique in the namespace, hence the hash (docs.oracle.com/iaas/Content/Object/Tasks/managingbuckets.htm); the others: display names of 100 (UNVERIFIED for keys and vaults). */
export const OCI_NAMES = {
  vault: rule('an OCI vault', 100),
  key: rule('an OCI key', 100, { suffix: 'data' }),
  policy: rule('an OCI identity policy', 100, { suffix: 'object-storage' }),
  bucket: rule('an OCI bucket', 256, { global: true }),
  gate: rule('an OCI bucket', 256, { global: true, suffix: 'fence' }),
} satisfies Record<string, NameRule>;
