import { BLANK_TIME, beganShown, clockAfter, momentShown } from '../../lib/reports/clock-times';
import { manifest } from './fixture';

const peace = () => {
  const [workload] = manifest().workloads;
  delete workload!.situation.interruptedSince;
  return workload!;
};

describe('clock times', () => {
  test.each([
    ['2026-11-21T08:30:59Z', 'Europe/Paris', '2026-11-21 08:30 UTC (09:30 Europe/Paris)'],
    ['2026-11-21T23:30:00Z', 'Europe/Paris', '2026-11-21 23:30 UTC (2026-11-22 00:30 Europe/Paris)'],
    ['2026-07-21T03:00:00+02:00', 'America/New_York', '2026-07-21 01:00 UTC (2026-07-20 21:00 America/New_York)'],
    ['2026-11-21T23:00:00Z', 'Europe/Paris', '2026-11-21 23:00 UTC (2026-11-22 00:00 Europe/Paris)'],
  ])('are UTC and the zone of who reads, never later than they are: %s', (at, zone, shown) => {
    expect(momentShown(at, zone)).toBe(shown);
  });

  test('have a blank where nobody said which zone that is: the machine that synthesizes is none', () => {
    expect(momentShown('2026-11-21T08:30:00Z')).toBe(`2026-11-21 08:30 UTC (local ${BLANK_TIME})`);
  });

  test('are blanks to compute by hand before the event, and real ones once it is declared since when', () => {
    expect(clockAfter(20_220, true, peace())).toBe('`____:____` + 5 h 37 min = `____:____`');
    expect(beganShown(peace())).toBe(BLANK_TIME);
    const [workload] = manifest().workloads;
    expect(beganShown(workload!)).toContain('2026-11-21 03:00 UTC');
    expect(clockAfter(20_220, true, workload!)).toContain('2026-11-21 08:37 UTC');
  });

  test('say where they rest on what nobody checked', () => {
    expect(clockAfter(60, false, peace())).toContain('1 min **UNVERIFIED**');
    expect(clockAfter(60, false, manifest().workloads[0]!)).toContain('**UNVERIFIED**');
  });
});
