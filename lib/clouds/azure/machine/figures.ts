import type { MachineDeclaration } from '../../../components/machine';
import { OWN, restoreTime, type Figure, type Recovery } from '../../../words/figure';

/** https://github.com/MicrosoftDocs/azure-docs/blob/main/articles/site-recovery/azure-to-azure-common-questions.md, 2025-07-25. */
const QUESTIONS = 'https://learn.microsoft.com/azure/site-recovery/azure-to-azure-common-questions';

/** "Site Recovery automatically creates a crash-consistent recovery point every five minutes." When one has arrived is no promise. */
export const LAG: Figure = {
  seconds: 15 * 60,
  source: `a point every five minutes (${QUESTIONS}, "What's a crash-consistent recovery point?", 2025-07-25); three of them are ${OWN}`,
  verified: false,
};

/** It is made of its disks and boots. */
export const FAILOVER: Figure = {
  seconds: 60 * 60,
  source: `a machine is made of its disks at the other site, and boots; the figure is ${OWN}`,
  verified: false,
};

/** Days in which a point of Site Recovery is kept, and hours between two that applications are asked for. */
export const POINT_HOURS = 24;
/** Hours between two points for which applications are asked to write down what they hold. */
export const CONSISTENT_HOURS = 4;
/** Days in which a copy is kept (the library's own default). */
export const KEEP_DAYS = 30;

/** What Azure Backup brings back of a machine, where it stands. */
export const restoredInPlace = ({ gib }: MachineDeclaration): Recovery => ({
  rpo: {
    seconds: 24 * 3600,
    source: `a copy a day by Azure Backup, where its owner has no other (https://learn.microsoft.com/azure/backup/backup-azure-vms-introduction; UNVERIFIED on a subscription)`,
    verified: false,
  },
  promotion: restoreTime(gib),
});
