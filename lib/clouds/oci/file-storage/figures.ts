import type { FileStorageDeclaration } from '../../../components/file-storage';
import { OWN, restoreTime, type Recovery } from '../../../words/figure';
import type { Posture } from '../../../words/posture';

/** How files follow. */
export const GUIDE = 'https://docs.oracle.com/iaas/Content/File/Tasks/FSreplication.htm';

/** Minutes between two snapshots that are sent: the least ("The minimum replication interval is 15 minutes", its guide, 2026-09), and where what stands there is copies alone. */
const INTERVAL: Readonly<Partial<Record<Posture, number>>> = { replica: 15, backup: 60 };
/** That of a posture. */
export const intervalOf = (posture: Posture): number => INTERVAL[posture] ?? 15;

/** How far a file system is behind: the interval, and what it takes until that is there whole. */
export const lagOf = (posture: Posture): Recovery['rpo'] => ({
  seconds: 2 * intervalOf(posture) * 60,
  source: `a snapshot is sent every ${intervalOf(posture)} min (${GUIDE}, 2026-09); that it is there whole before the next one is ${OWN}`,
  verified: false,
});

/** How long until it takes writes. */
export const PROMOTION: Recovery['promotion'] = {
  seconds: 600,
  source: `its target is deleted by one call, once what is being applied is, and it is exported by the apply: ${OWN}`,
  verified: false,
};

/** What is brought back where files were overwritten or deleted. */
export const restoredInPlace = ({ gib }: FileStorageDeclaration): Recovery => ({
  rpo: { seconds: 3600, source: 'a snapshot every hour, by a policy (UNVERIFIED on a tenancy)', verified: false },
  promotion: restoreTime(gib),
});
