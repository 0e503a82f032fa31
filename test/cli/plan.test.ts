import { readdirSync } from 'node:fs';
import type { Manifest } from '../../lib/reports/manifest';
import { lossShape } from '../../lib/cli/shapes';
import { NORMAL } from '../../lib/situation/facts';
import {
  COMPLETED,
  FAILOVER,
  FRANKFURT,
  LOST,
  Lab,
  MILAN,
  PARIS,
  STARTED,
  action,
  manifest,
  procedure,
  situationAfter,
  standing,
  take,
} from './fixture';

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

test('until a standby stands, what was adopted is all that there is: it says what nothing answers, and what would be enough', async () => {
  const way = { tier: 'hot', zonal: false, raised: [], rto: 3000, rpo: 240, site: 99.5, commits: true, breaks: [], lessThanSlo: false };
  const today = [
    { lost: 'zone' as const, answer: 'unknown' as const, because: ['Ledger'] },
    { lost: 'region' as const, answer: 'nothing' as const, because: [] },
  ];
  const analysis = { exists: ['Ledger'], made: [], missing: [], today, promised: 99.5, ways: [way], cheapest: way };
  const shown = async (l: Lab): Promise<string> => {
    await l.run('plan');
    return l.stdout.replace(/\s+/g, ' ');
  };
  const line = 'as adopted (Ledger): nothing answers the loss of region; the cheapest that holds what is asked is tier hot';
  expect(await shown(new Lab(NORMAL, [], { analysis }))).toContain(line);
  expect(await shown(new Lab(standing(), [], { analysis }))).not.toContain('as adopted');
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

describe('one figure a question, and only where it is asked', () => {
  const figures = async (over: Parameters<typeof procedure>[1], actions = [promote]): Promise<string> => {
    const l = new Lab(situationAfter(LOST), [procedure(actions, { estimate: 1200, ...over })]);
    l.now = () => new Date('2026-11-21T05:00:00Z');
    await l.run('plan');
    return l.stdout;
  };

  test('each is labelled: from now, or from the incident', async () => {
    const text = await figures({});
    expect(text).toContain('  takes: 20 min from now until users are served, by the usual times\n');
    expect(text).toContain('  the whole recovery: 40 min from the incident, RTO 1 h\n');
    expect(text).toContain('  may lose: up to 5 min of data (Ledger)\n');
  });

  test('what rests on a figure that nobody checked says so, wherever it is shown', async () => {
    const l = new Lab(situationAfter(LOST), [procedure([promote], { estimate: 1200 })]);
    l.now = () => new Date('2026-11-21T05:00:00Z');
    l.spoil((text) => {
      const written = JSON.parse(text) as Manifest;
      const [workload] = written.workloads;
      workload!.budget.parts = [{ name: 'apply', figure: { seconds: 2400, source: 'nobody', verified: false } }];
      for (const one of workload!.components) one.rpo.verified = false;
      return JSON.stringify(written);
    });
    await l.run('plan');
    expect(l.stdout).toContain('  takes: 20 min UNVERIFIED from now');
    expect(l.stdout).toContain('  the whole recovery: 40 min UNVERIFIED from the incident, RTO 1 h\n');
    expect(l.stdout).toContain('  may lose: up to 5 min UNVERIFIED of data (Ledger)\n');
  });

  test('a sheet on which nothing is lost has neither a loss nor an RTO; the one to wait by has both', async () => {
    const harmless = { ...promote, losesData: undefined };
    for (const transition of ['establish', 'fence', 'reprotect', 'switch'] as const) {
      const sheet = (await figures({ transition }, [harmless])).split('DUE NOW')[1] ?? '';
      expect(sheet).toContain('takes: 20 min from now, by the usual times\n');
      expect(sheet).not.toMatch(/RTO|may lose/);
    }
    expect(await figures({ transition: 'hold' }, [harmless])).toContain('may lose: up to 5 min');
  });
});

describe('an output that is not that of the situation', () => {
  const sheet = procedure([promote]);
  const moved = (...steps: Parameters<typeof situationAfter>): Lab => {
    const l = new Lab(situationAfter(LOST, FAILOVER), [sheet]);
    l.write(situationAfter(LOST, FAILOVER, ...steps));
    return l;
  };

  test('is not run dry either: it is refused as with --execute, and shows no step', async () => {
    const l = moved({ op: 'abort', workload: 'billing' });
    for (const words of [
      ['run', 'billing'],
      ['run', 'billing', '--execute'],
    ]) {
      expect([words, await l.run(...words)]).toEqual([words, 1]);
      expect(l.stderr).toMatch(/DR-SIT-07[\s\S]*synthesize again/);
      expect(l.stdout).not.toContain('promote');
    }
  });

  test('a sheet that is not due may be read, and has no command that does it', async () => {
    const l = moved({ op: 'abort', workload: 'billing' });
    l.synth(manifest(situationAfter(LOST, FAILOVER), [{ ...sheet, due: false }]));
    expect(await l.run('run', 'billing', '--transition', 'failover')).toBe(0);
    expect(l.stdout).toContain('SHEET (not due)');
    expect(l.stdout).toContain('nothing of it is due');
    expect(l.stdout).not.toContain('--execute');
  });

  test('what is recorded as done is settled: nothing of it is due, and it says what is', async () => {
    const l = moved(STARTED, COMPLETED);
    for (const command of ['plan', 'run']) {
      expect([command, await l.run(command, 'billing')]).toEqual([command, 0]);
      expect(l.stdout.replace(/\s+/g, ' ')).toContain(
        'SETTLED: Fail over to Frankfurt is recorded as done. What is due now: standby-lost. Synthesize (cdktf synth)',
      );
      expect(l.stdout).not.toMatch(/DUE NOW|STALE|--execute/);
    }
    await l.run('plan', '--json');
    expect(JSON.parse(l.stdout)).toMatchObject({ workloads: [{ settled: 'failover' }] });
  });

  test.each([
    ['begun', [STARTED]],
    ['verified in part', [STARTED, { ...COMPLETED, components: ['Ledger'] }]],
  ])('what is only %s is due', async (_, steps) => {
    const l = moved(...(steps as Parameters<typeof situationAfter>));
    await l.run('plan');
    expect(l.stdout).toContain('DUE NOW: Fail over to Frankfurt');
  });

  test('a standby that stands since settles what established it', async () => {
    const l = new Lab(NORMAL, [procedure([], { transition: 'establish', title: 'Establish' })]);
    l.write(standing());
    await l.run('plan');
    expect(l.stdout.replace(/\s+/g, ' ')).toContain('SETTLED: Establish is recorded as done. Synthesize');
  });
});

test('the loss of a site, for all workloads: in order, with times; nothing else is asked with it', async () => {
  const declaration = [['continuity', 'declare', 'failover', 'billing', '--to', FRANKFURT]];
  const l = new Lab(standing(), [procedure([promote], { due: false, declaration })]);
  expect(await l.run('plan', '--lost', PARIS)).toBe(0);
  expect(l.stdout).toContain(`IF ${PARIS} IS LOST  1 move, 0 lose their standby`);
  expect(l.stdout).toContain('  1. billing (hot, priority 5) to aws:eu-central-1\n');
  expect(l.stdout).toContain('       continuity run billing --transition failover --execute\n');
  expect(await l.run('plan', '--lost', PARIS, '--json')).toBe(0);
  expect(lossShape.parse(JSON.parse(l.stdout))).toMatchObject({
    lost: PARIS,
    unprotected: [],
    moving: [{ workload: 'billing', transition: 'failover' }],
  });
  expect(await l.run('plan', '--lost', FRANKFURT)).toBe(0);
  expect(l.stdout).toContain(`without a standby: billing at ${PARIS}`);
  expect(await l.run('plan', '--lost', 'aws:eu-west-33')).toBe(1);
  expect(l.stderr).toMatch(
    /DR-CLI-03: No workload serves or stands by there \(got: aws:eu-west-33\)[\s\S]*Fix: did you mean aws:eu-west-3\?/,
  );
  expect(await l.run('plan', 'billing', '--lost', PARIS)).toBe(1);
});
