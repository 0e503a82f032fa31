import type { NameRule } from '../../port/facts';

/** Why the id of a resource cannot be computed from its arguments. */
export const SUBSCRIPTION = '! its id names the subscription, which is no argument';

const RULES = 'https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules';
const rule = (service: string, max: number, more: Partial<NameRule> = {}): NameRule => ({
  service: `${service} (${RULES})`,
  max,
  separator: '-',
  ...more,
});

/**
 * Names and their limits. `account` and `keyVault` are identities: what the service sees is cut to its 24 characters and closed by
 * a hash (`names.ts`), since a readable name with workload, component, region and `-g99` does not fit.
 */
export const AZURE_NAMES = {
  group: rule('an Azure resource group', 90),
  identity: rule('an Azure user-assigned identity', 128),
  backupVault: rule('an Azure backup vault', 50),
  backupPolicy: rule('an Azure backup policy', 150),
  keyVault: rule('an Azure key vault', 120, { global: true }),
  account: rule('an Azure storage account', 120, { global: true }),
} satisfies Record<string, NameRule>;

/** Blob containers: 3 to 63; the same name on both sides. */
export const CONTAINER = 'data';

/** Tag of a marker: what was last declared of its stack. */
export const MARKER_ID = 'continuity-marker';
/** Tag of a marker: the place of that in the log. */
export const MARKER_SEQUENCE = 'continuity-sequence';
