import type { TableDeclaration } from '../../../components/table';
import type { Flaw } from '../../../port/facts';
import { flawsIn } from '../database-limits';

/** Tiers of continuous backup, by the days that they keep. */
export const BACKUP_TIERS: Readonly<Record<number, string>> = { 7: 'Continuous7Days', 30: 'Continuous30Days' };

/**
 * Request units of an item of 1 KiB: 1 to read it, twice that where the lag has a bound; 5.5 to insert it, and twice that to replace it; what is
 * indexed comes on top. https://learn.microsoft.com/azure/cosmos-db/optimize-cost-reads-writes, 2026-11.
 */
const READ = 1;
const WRITE = 11;

/** What throughput comes in: https://learn.microsoft.com/azure/cosmos-db/concepts-limits (provisioned throughput), 2026-11. */
const STEPS = { 'on-demand': { least: 1000, step: 1000 }, provisioned: { least: 400, step: 100 } } as const;
/** The most that a container takes before somebody asks Microsoft for more (there). */
const MOST = 1_000_000;

/** Request units a second, at each region; what is on demand goes down to a tenth of them. */
export function requestUnits({
  throughput: { mode, reads, writes },
  boundedLag,
}: Pick<TableDeclaration, 'throughput' | 'boundedLag'>): number {
  const { least, step } = STEPS[mode];
  const asked = reads * READ * (boundedLag ? 2 : 1) + writes * WRITE;
  return Math.max(least, Math.ceil(asked / step) * step);
}

/** What Cosmos DB does not take of a table. */
export function tableFlaws(declaration: TableDeclaration): Flaw[] {
  const { restorableDays, partitionKey, sortKey } = declaration;
  const units = requestUnits(declaration);
  const kept = Object.keys(BACKUP_TIERS).map(Number);
  return flawsIn([
    [
      BACKUP_TIERS[restorableDays] === undefined,
      {
        of: 'restorableDays',
        value: restorableDays,
        allowed: `${kept.join(' or ')} days`,
        fix: `restorableDays: ${restorableDays < 7 ? 7 : 30}`,
      },
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
      units > MOST,
      {
        of: 'throughput',
        value: `${units} request units a second`,
        allowed: `up to ${MOST}; where Microsoft has raised that for the subscription, acknowledge this`,
      },
    ],
  ]);
}
