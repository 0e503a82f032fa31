import type { Rendered } from '../../../port/cloud';
import type { Effect } from '../../../words/effect';
import { awsCell } from '../cell';
import { TABLE_SLA } from '../slas';
import { tableDoctor } from './doctor';
import { backedUp, GLOBAL_TABLES, IN_ZONES, LAG, NOTHING, PUT_BACK } from './figures';
import { tableFlaws } from './limits';
import { renderGlobalTable } from './links';
import { TABLE_NAMES } from './names';
import { tableServingSignals, tableSignals } from './signals';
import { tableRecovery } from './steps';
import { TABLE_TYPES } from './types';

const EFFECTS: readonly Effect[] = [
  {
    type: 'resource policy of a table',
    does: 'makes',
    terraform: 'not ours',
    how: 'a fence adds the statement ContinuityFence to the policy of the replica that was left (aws dynamodb get-resource-policy); it is taken out once that side takes the role again',
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutResourcePolicy.html; UNVERIFIED: not run against AWS',
  },
  {
    type: 'items that both replicas took',
    does: 'deletes',
    terraform: 'not ours',
    how: 'of two writes of one item, one at each side, the later one stays, and the other one is lost without a word: where a side was left that took writes nobody had from it, what it had not sent yet arrives once its region is back, and takes the place of what is older',
    source: `${GLOBAL_TABLES} ("last writer wins"), 2026-11`,
  },
];

/** DynamoDB: a global table with a replica at each site. Both take writes, and a move closes the one that was left. */
export const table = awsCell({
  kind: 'table',
  service: 'Amazon DynamoDB',
  facts: {
    oneAccount: true,
    calls: () => ['dynamodb'],
    flips: { replica: 'owned' },
    spreads: ['single', 'zonal'],
    zonal: IN_ZONES,
    limits:
      'take a replica: what is restored from copies of AWS Backup is another table, which no cell takes in yet, so none is made. Strong consistency of several regions (MRSC) is not asked for: its third region has to be declared, too',
    fence: 'a statement in the policy of its replica that denies every write but what is replicated',
    effects: EFFECTS,
    automatic: true,
    names: TABLE_NAMES,
    oneWay: [],
    made: {
      why: 'a global table takes one replica a region, each of the name of its table, and whoever reads it asks both regions',
      instead:
        'make a new table, and write to both while what is there is copied (AWS Database Migration Service, or an export to S3 and an import)',
    },
    refuses: (declaration) => tableFlaws(declaration),
    slas: () => [TABLE_SLA],
    restoresInPlace: ({ restorableDays }) => backedUp(restorableDays),
    putBack: PUT_BACK,
    figures: () => ({ rpo: LAG, promotion: NOTHING }),
  },
  types: TABLE_TYPES,
  recovery: tableRecovery,
  signals: tableSignals,
  servingSignals: tableServingSignals,
  doctor: tableDoctor,
  // It stands where the sites meet: applications find it by a name that is the same at both, in the region that they run in.
  renderSite: (_, { here: { names } }): Rendered => ({ ready: [], waits: [], endpoint: { host: names.table, name: names.table } }),
  renderLinks: renderGlobalTable,
});
