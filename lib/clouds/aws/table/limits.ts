import type { TableDeclaration } from '../../../components/table';
import type { Flaw } from '../../../port/facts';

/** Days of continuous backups: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PointInTimeRecoverySpecification.html, 2026-11. */
const MOST_DAYS = 35;
/**
 * Request units a second that a table on demand takes before somebody asks AWS for more; a read and a write of 1 KiB is one each
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode-max-throughput.html, 2026-11).
 */
const MOST_UNITS = 40_000;

/** What DynamoDB does not take of a table. */
export function tableFlaws({ restorableDays, partitionKey, sortKey, throughput, boundedLag }: TableDeclaration): Flaw[] {
  const units = Math.max(throughput.reads, throughput.writes);
  const flaws: readonly (readonly [boolean, Flaw])[] = [
    [
      restorableDays > MOST_DAYS,
      { of: 'restorableDays', value: restorableDays, allowed: `1 to ${MOST_DAYS} days`, fix: `restorableDays: ${MOST_DAYS}` },
    ],
    [
      sortKey?.name === partitionKey.name,
      {
        of: 'sortKey',
        value: partitionKey.name,
        allowed: 'another attribute than the partition key',
        fix: 'leave sortKey out, or name another attribute',
      },
    ],
    [
      throughput.mode === 'provisioned',
      {
        of: 'throughput',
        value: 'provisioned',
        // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_reqs_bestpractices.html, 2026-11
        allowed: 'on demand: a table of provisioned writes gets a replica only once something scales them, which stands behind the table',
        fix: `throughput: Throughput.onDemand({ reads: ${throughput.reads}, writes: ${throughput.writes} })`,
      },
    ],
    [
      units > MOST_UNITS,
      {
        of: 'throughput',
        value: `${units} a second`,
        allowed: `up to ${MOST_UNITS} reads and as many writes; where AWS has raised that for the account in both regions, acknowledge this`,
      },
    ],
    [
      boundedLag,
      {
        of: 'boundedLag',
        value: boundedLag,
        allowed: 'false: a global table has no bound of what the other region lacks, and writes go on whatever that is',
        fix: 'leave boundedLag out',
      },
    ],
  ];
  return flaws.flatMap(([isOne, flaw]) => (isOne ? [flaw] : []));
}
