import { overdue } from '../../lib/cli/deadlines';
import { manifest } from '../reports/fixture';

/** What is overdue at a moment, of a finding that was accepted until another. */
function overdueAt(now: string, until: string): string[] {
  const [workload] = manifest().workloads;
  workload!.findings[0]!.acknowledged = { reason: 'agreed', until };
  return overdue(workload!, new Date(now));
}

describe('an acknowledgement', () => {
  test('that ends on a day holds until that day is over', () => {
    expect(overdueAt('2027-03-31T23:59:59Z', '2027-03-31')).toEqual([]);
    expect(overdueAt('2027-04-01T00:00:01Z', '2027-03-31')).toEqual([expect.stringContaining('ended on 2027-03-31')]);
  });

  test('that ends at a moment holds until then', () => {
    expect(overdueAt('2027-03-31T12:00:00Z', '2027-03-31T12:00:00Z')).toEqual([]);
    expect(overdueAt('2027-03-31T12:00:01Z', '2027-03-31T12:00:00Z')).toHaveLength(1);
  });
});
