import type { Recovery, Figure, Zonal } from '../../../words/figure';
import { OWN } from '../../../words/figure';

/** What AWS says of global tables. */
export const GLOBAL_TABLES = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html';

/** Eventual consistency between the regions. */
export const LAG: Figure = {
  seconds: 60,
  source: `asynchronous, "usually within a second or less", no SLA (${GLOBAL_TABLES}, 2026-11); the figure is ${OWN}`,
  verified: false,
};

/** Until whoever works on it does so in the other region. */
export const NOTHING: Figure = {
  seconds: 0,
  source: `each replica takes writes: nothing is promoted (${GLOBAL_TABLES})`,
  verified: true,
};

/** Three zones by construction, whatever is asked. */
export const IN_ZONES: Zonal = {
  rpo: {
    seconds: 0,
    source:
      'kept in several zones of its region, synchronously (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/disaster-recovery-resiliency.html)',
    verified: true,
  },
  promotion: {
    seconds: 0,
    source: `a service of the region; that nobody sees it is ${OWN}`,
    verified: false,
  },
  always: true,
};

const PITR = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html';

/** Any moment of the days that are kept, as a new table beside it. */
export const backedUp = (days: number): Recovery => ({
  rpo: {
    seconds: 300,
    source: `any moment up to "typically five minutes" ago, for ${days} days where the table was made, and 35 at its replica (${PITR}, 2026-11)`,
    verified: false,
  },
  promotion: {
    seconds: 14_400,
    source: `a new table beside it, and what is copied back from there; no figure in ${PITR}: 4 h is ${OWN}`,
    verified: false,
  },
});

/** How a moment is put back into what goes on as it is. */
export const PUT_BACK = `aws dynamodb restore-table-to-point-in-time --source-table-name NAME --target-table-name NAME-restored --restore-date-time MOMENT makes a new table beside it, from what either replica keeps: copy from there what is to count, with a tool of your own, and delete it. What is written so reaches the other replica as any write does; what was overwritten or deleted is so at both within a second, so that a replica is no copy. Policies, scaling, streams and alarms are not restored. UNVERIFIED: not run against AWS`;
