import { readdirSync } from 'node:fs';
import { NORMAL } from '../../lib/situation/facts';
import { FRANKFURT, LOST, Lab, MILAN, PARIS, action, procedure, situationAfter, take } from './fixture';

const promote = action({
  do: 'command',
  id: 'promote',
  run: ['aws', 'rds', 'promote-read-replica', '--region', 'eu-central-1', '--tags', 'Key=a b'],
  endpoint: 'eu-central-1',
  repeatable: false,
  pointOfNoReturn: true,
  losesData: 'up to 5 min of Ledger',
});

function lab(): Lab {
  const sheet = procedure([promote]);
  const findings = [
    { id: 'DR-GEO-01', level: 'warning' as const, subject: 'billing', what: 'too near', value: '80 km', fix: 'another region' },
    {
      id: 'DR-GEO-02',
      level: 'warning' as const,
      subject: 'billing',
      what: 'x',
      value: 'y',
      fix: 'z',
      acknowledged: { reason: 'agreed', until: '2026-10-01T00:00:00Z' },
    },
  ];
  const l = new Lab(
    situationAfter(LOST),
    [
      sheet,
      procedure([], {
        transition: 'abort',
        due: false,
        title: 'Abort',
        declaration: [
          ['continuity', 'declare', 'a'],
          ['continuity', 'declare', 'b'],
        ],
      }),
    ],
    {
      findings,
      deadlines: [{ what: 'Quarterly drill', due: '2026-11-01T00:00:00Z' }],
    },
  );
  l.now = () => new Date('2026-11-21T05:00:00Z');
  return l;
}

test('shows what a person needs under stress, on 90 columns', async () => {
  const l = lab();
  expect(await l.run('plan', 'billing')).toBe(0);
  for (const part of [
    'INTERRUPTED  sequence 1',
    `active ${PARIS}   standby ${FRANKFURT}   move 0`,
    'the active site does not answer, the other one does',
    `What may be declared to go on:\n      continuity declare failover billing --to ${FRANKFURT}\n      continuity declare normal ${PARIS}\n`,
    'NOBODY IS SERVED since 2026-11-21T03:00:00Z (2 h)',
    'MTPD: 6 h left',
    'start: within 3 h 40 min',
    'DUE NOW: Fail over to Frankfurt',
    'decides: the duty manager',
    'must answer: eu-central-1',
    'POINT OF NO RETURN',
    'LOSES DATA: up to 5 min of Ledger',
    "aws rds promote-read-replica --region eu-central-1 --tags 'Key=a b'",
    'warning: DR-GEO-01',
    'overdue: DR-GEO-02',
    'overdue: Quarterly drill',
  ]) {
    expect(l.stdout).toContain(part);
  }
  expect(l.stdout).not.toContain('\u001b');
  expect(l.stdout).not.toContain('Abort');
});

test('a sheet that is not due, and data', async () => {
  const l = lab();
  await l.run('plan', '--transition', 'abort');
  expect(l.stdout).toContain('SHEET (not due): Abort');
  expect(l.stdout).toContain('continuity declare a\n      continuity declare b\n');
  await l.run('plan', '--json');
  expect(JSON.parse(l.stdout)).toMatchObject({
    sequence: 1,
    workloads: [{ id: 'billing', leftToMtpd: 21600, procedures: [{ transition: 'failover' }] }],
  });
  expect(await l.run('plan', 'bilking')).toBe(1);
  expect(l.stderr).toContain('DR-CLI-02');
});

test('an old plan says so', async () => {
  const l = lab();
  l.write(take(situationAfter(LOST), { op: 'gone', site: PARIS }));
  await l.run('plan');
  expect(l.stdout.replace(/\s+/g, ' ')).toContain(
    'is at sequence 2, the manifest at 1: someone declared since it was synthesized: gone by Bob',
  );
  expect(l.stdout).not.toContain('DUE NOW');
  await l.run('plan', '--json');
  expect((JSON.parse(l.stdout) as { workloads: { stale?: string }[] }).workloads[0]?.stale).toContain('someone declared');
});

test('a dry run shows the same and does nothing', async () => {
  const l = lab();
  const before = readdirSync(l.dir);
  expect(await l.run('run', 'billing')).toBe(0);
  expect(l.stdout).toContain('Dry run: nothing was done');
  expect(readdirSync(l.dir)).toEqual(before);
  expect(l.calls).toEqual([]);
});

test('where nothing was ever declared, it says so', async () => {
  const l = new Lab(NORMAL);
  await l.run('plan');
  expect(l.stdout).toContain(`no situation file at ${l.situationPath}: nothing was ever declared, every region is normal`);
  expect(l.stdout).toContain('UNPROTECTED  sequence 0');
  expect(l.stdout).not.toContain('What may be declared');
});

test('without a standby, it says since when, and that a successor may take its place', async () => {
  const l = new Lab(situationAfter({ op: 'lost', site: FRANKFURT }));
  l.now = () => new Date('2026-11-21T05:00:00Z');
  await l.run('plan');
  expect(l.stdout).toContain('STANDBY-LOST  sequence 1');
  expect(l.stdout).toContain('unprotected since 2026-11-21T03:00:00Z (2 h)');
  expect(l.stdout).toContain(`continuity declare gone ${FRANKFURT} --replaced-by ${MILAN}\n`);
  expect(l.stdout).not.toContain('NOBODY IS SERVED');
});
