import type { FileStorageDeclaration } from '../../../components/file-storage';
import { OWN, restoreTime, type Recovery } from '../../../words/figure';

const OBJECTIVES =
  'https://github.com/MicrosoftDocs/azure-docs/blob/main/articles/azure-netapp-files/cross-region-replication-introduction.md, "Service-level objectives", 2023-05-08';

/** How far a volume is behind that is sent to every ten minutes. */
export const LAG = {
  seconds: 1200,
  source: `"For the replication schedule of 10 minutes, the typical RPO is less than 20 minutes" (${OBJECTIVES}); no SLA`,
  verified: true,
};

/** How long until it takes writes. */
export const PROMOTION = {
  seconds: 300,
  source: `"expected to complete within a minute" (${OBJECTIVES}); with what the command waits for: ${OWN}`,
  verified: false,
};

/** What is brought back where files were overwritten or deleted. */
export const restoredInPlace = ({ gib }: FileStorageDeclaration): Recovery => ({
  rpo: { seconds: 3600, source: 'a snapshot every hour, by a policy (UNVERIFIED on a subscription)', verified: false },
  promotion: restoreTime(gib),
});
