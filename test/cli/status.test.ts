import { statusShape } from '../../lib/cli/shapes';
import { NORMAL } from '../../lib/situation/facts';
import type { Situation } from '../../lib/situation/schema';
import {
  COMPLETED,
  FAILED_OVER,
  FAILOVER,
  FRANKFURT,
  LOST,
  Lab,
  PARIS,
  STARTED,
  procedure,
  situationAfter,
  standing,
  take,
} from './fixture';

const failover = procedure([], { estimate: 1200 });

function labAt(situation: Situation, time = '2026-11-21T03:30:00Z'): Lab {
  const lab = new Lab(situation, [failover]);
  lab.now = () => new Date(time);
  return lab;
}

async function dataOf(lab: Lab, ...words: string[]) {
  const code = await lab.run('status', ...words, '--json');
  const data = statusShape.parse(JSON.parse(lab.stdout));
  expect(data.exitCode).toBe(code);
  return { code, ...data };
}

test('in peace: who serves, and that nothing is due, with exit code 0', async () => {
  const lab = labAt(standing());
  expect([await lab.run('status'), lab.stderr]).toEqual([0, '']);
  for (const part of [`NORMAL\n  active ${PARIS} since the beginning   standby ${FRANKFURT}   move 0`, 'nothing is due', 'accepted 0'])
    expect(lab.stdout).toContain(part);
  const { code, workloads } = await dataOf(lab);
  expect(code).toBe(0);
  expect(workloads).toMatchObject([{ id: 'billing', phase: 'normal', overdue: [], rto: { seconds: 3600 } }]);
  expect(workloads[0]).not.toHaveProperty('due');
  expect(workloads[0]!.rto).not.toHaveProperty('by');
});

test('something is due: 3, and by when', async () => {
  const lab = labAt(situationAfter(LOST));
  expect(await lab.run('status', 'billing')).toBe(3);
  for (const part of [
    'NOBODY IS SERVED since 2026-11-21T03:00:00Z',
    'RTO 1 h: by 2026-11-21T04:00:00Z, 30 min left',
    'last moment to start: by 2026-11-21T08:40:00Z, 5 h 10 min left',
    'MTPD 8 h: by 2026-11-21T11:00:00Z, 7 h 30 min left',
    'due: hold',
    `continuity declare failover billing --to ${FRANKFURT}\n`,
  ])
    expect(lab.stdout).toContain(part);
  expect(lab.stdout).not.toContain('overdue');
});

test.each([
  ['2026-11-21T04:00:00Z', ['RTO']],
  ['2026-11-21T08:40:00Z', ['RTO', 'last moment to start, before the MTPD']],
  ['2026-11-21T11:00:01Z', ['RTO', 'last moment to start, before the MTPD', 'MTPD']],
])('at %s it is overdue: 4', async (time, late) => {
  const lab = labAt(situationAfter(LOST), time);
  const { code, workloads } = await dataOf(lab);
  expect(code).toBe(4);
  expect(workloads[0]!.overdue.map((text) => text.split(':')[0])).toEqual(late);
  await lab.run('status');
  expect(lab.stdout).toContain('overdue: RTO: was 2026-11-21T04:00:00Z');
});

test('once the promotion is begun nobody asks when to start; once users are served, not by when', async () => {
  const begun = situationAfter(LOST, FAILOVER, STARTED);
  const { workloads } = await dataOf(labAt(begun));
  expect(workloads[0]).toMatchObject({ due: 'failover', rto: { left: 1800 } });
  expect(workloads[0]).not.toHaveProperty('start');
  const over = await dataOf(labAt(take(begun, COMPLETED)));
  expect(over.workloads[0]).toMatchObject({
    active: FRANKFURT,
    due: 'standby-lost',
    unprotectedSince: '2026-11-21T03:00:00Z',
    overdue: [],
  });
  expect(over.code).toBe(3);
  expect(over.workloads[0]!.mtpd).not.toHaveProperty('by');
});

test('it goes by the file as it is now, and says where the output is stale: that is due, too', async () => {
  const lab = labAt(FAILED_OVER());
  lab.synthAgain(undefined, [failover]);
  lab.write(take(FAILED_OVER(), { op: 'abort', workload: 'billing' }));
  const { code, workloads } = await dataOf(lab);
  expect([code, workloads[0]!.due]).toEqual([3, 'abort']);
  expect(workloads[0]!.stale).toContain('someone declared since');
  await lab.run('status');
  expect(lab.stdout).toContain('STALE: ');
});

test('an acknowledgement that ended, and a deadline, are overdue; what is accepted stays visible', async () => {
  const finding = { level: 'error' as const, subject: 'billing', what: 'x', value: 'y', fix: 'z' };
  const lab = new Lab(standing(), [], {
    findings: [
      { ...finding, id: 'DR-RTO-01', acknowledged: { reason: 'agreed', until: '2026-10-01T00:00:00Z' } },
      { ...finding, id: 'DR-GEO-03', level: 'warning', acknowledged: { reason: 'agreed' } },
    ],
  });
  lab.now = () => new Date('2026-11-21T03:30:00Z');
  const { code, workloads } = await dataOf(lab);
  expect([code, workloads[0]!.findings]).toEqual([4, { errors: 0, warnings: 0, accepted: 2 }]);
  for (const command of ['status', 'plan']) {
    await lab.run(command);
    expect(lab.stdout.replace(/\s+/g, ' ')).toContain('accepted: 2 (DR-RTO-01 billing (error), DR-GEO-03 billing)');
  }
});

test('plan gives the same code where it is asked to, and 0 elsewhere', async () => {
  const lab = labAt(situationAfter(LOST));
  expect(await lab.run('plan')).toBe(0);
  expect(await lab.run('plan', '--detailed-exitcode')).toBe(3);
  lab.now = () => new Date('2026-11-22T03:30:00Z');
  expect(await lab.run('plan', '--detailed-exitcode')).toBe(4);
  expect(await new Lab(NORMAL, [failover]).run('status')).toBe(3);
});
