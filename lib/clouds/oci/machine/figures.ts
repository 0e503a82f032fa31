import type { MachineDeclaration } from '../../../components/machine';
import { OWN, restoreTime, type Figure, type Recovery } from '../../../words/figure';

/** How volumes are replicated. */
export const REPLICATION = 'https://docs.oracle.com/en-us/iaas/Content/Block/Concepts/volumereplication.htm';
/** How they are copied by a policy. */
export const POLICIES = 'https://docs.oracle.com/en-us/iaas/Content/Block/Tasks/schedulingvolumebackups.htm';

/** "The typical RPO target rate is significantly less than thirty minutes"; "the RPO can be greater than an hour for volumes with a large amount of write I/O". No promise. */
export const LAG: Figure = {
  seconds: 30 * 60,
  source: `typically less than 30 min, more than an hour where much is written (${REPLICATION}, "Limitations and Considerations", 2026-09)`,
  verified: false,
};

/** A volume group is made of its replica, a machine of its boot volume, and boots. */
export const FAILOVER: Figure = {
  seconds: 30 * 60,
  source: `a volume group is cloned from its replica, a machine is launched from it and boots: ${OWN}`,
  verified: false,
};

/** Days in which a copy is kept (the library's own default). */
export const KEEP_DAYS = 30;

/** What copies bring back where data was overwritten: another machine, of the volumes as they were. */
export const restoredInPlace = ({ gib }: MachineDeclaration): Recovery => ({
  rpo: {
    seconds: 24 * 3600,
    source: `a copy a day, where its owner has no other policy: "only one scheduled backup per volume per day" (${POLICIES}, 2024-10; UNVERIFIED on a tenancy)`,
    verified: false,
  },
  promotion: restoreTime(gib),
});
