import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseEngine } from '../../../lib/components/database-engine';
import { Size } from '../../../lib/components/size';
import {
  lackedAt,
  newestCopy,
  NO_SESSION,
  replayedSince,
  restartedAt,
  restartInstance,
  secretsAgree,
  sessionsOf,
} from '../../../lib/clouds/aws/cli-database';
import { databaseSignals } from '../../../lib/clouds/aws/relational-database/signals';
import type { DatabasePlacement } from '../../../lib/clouds/aws/relational-database/names';
import { databaseRecovery } from '../../../lib/clouds/aws/relational-database/steps';
import type { MoveFacts } from '../../../lib/port/facts';
import type { Check, Find } from '../../../lib/words/steps';
import { FRANKFURT, PARIS } from '../../declared';
import { answering, type Rule } from '../answering';

const place = (site: string, region: string) => ({
  site,
  region,
  account: '111122223333',
  ground: { vault: 'v', backupRole: 'r' },
  names: { instance: `billing-ledger-${region}`, securityGroup: 'guard', password: `billing-ledger-${region}-password` },
});
const DECLARED = {
  ...{ gib: 100, engine: DatabaseEngine.postgres('16'), size: Size.of({ vcpus: 2, memoryGiB: 8 }) },
  ...{ username: 'continuity', database: 'main' },
};
const [paris, frankfurt] = [place(PARIS, 'eu-west-3'), place(FRANKFURT, 'eu-central-1')];
const placement = (how: 'replica' | 'created' = 'replica', more: Partial<DatabasePlacement> = {}): DatabasePlacement =>
  ({
    component: 'Ledger',
    id: 'ledger',
    current: true,
    posture: how === 'created' ? 'active' : 'replica',
    here: frankfurt,
    peer: paris,
    origin: { how, of: paris },
    declaration: DECLARED,
    ...more,
  }) as unknown as DatabasePlacement;
const recovery = (move: Partial<MoveFacts> = {}, how?: 'created', more: Partial<DatabasePlacement> = {}) =>
  databaseRecovery(placement(how, more), move as MoveFacts);
/** Whether an answer is what a step waits for. */
const fits = (step: Check | Find | undefined, answer: string): boolean =>
  step?.do === 'check' && new RegExp(`^(?:${step.how.matches})$`).test(answer);
const aws = (rules: readonly Rule[], run: readonly string[]) => answering('aws', rules, run);

describe('what the replica lacked', () => {
  const LOSS = '2026-11-21T02:10:00+01:00';
  const lost = String(Date.parse(LOSS) / 1000);
  const lacked = (answer: string, since?: string) => aws([['ReplicaLag', answer]], lackedAt('eu-central-1', 'ledger', since));

  test('is asked of its own region, by its name, and of the moment at which the other side was lost', () => {
    const { run, endpoint } = recovery({ since: LOSS }).age!;
    expect(endpoint).toBe('eu-central-1');
    expect(run.slice(-3)).toEqual(['eu-central-1', 'billing-ledger-eu-central-1', lost]);
    expect(recovery().age?.run.slice(-1)).toEqual(['']);
    const [call = ''] = lacked('None', LOSS).calls;
    expect(call).toContain(`--start-time ${Number(lost) - 900} --end-time ${lost} --period 60`);
  });

  test.each<readonly [string, string, string | undefined, string]>([
    ['the lag, where it was measured at that moment', '2026-11-21T01:10:00+00:00\t7.0', LOSS, '7'],
    ['and the seconds since its measure', '2026-11-21T01:08:30+00:00\t7.2', LOSS, '98'],
    ['nothing, where more was replayed than was lost', '2026-11-21T01:12:00+00:00\t7.0', LOSS, '0'],
    ['the lag, as it is measured, where nothing is lost', '2026-11-21T01:08:30+00:00\t7.0', undefined, '7'],
  ])('is %s', (_, answer, since, said) => {
    expect(lacked(answer, since)).toMatchObject({ status: 0, said });
  });

  test.each(['None', 'None\tNone', '2026-11-21T01:08:30+00:00\t-1.0', '2026-11-21T01:08:30+00:00\tNone'])(
    'is no number where nobody knows: %s',
    (answer) => {
      const { status, said } = lacked(answer, LOSS);
      expect([status === 0, said]).toEqual([false, '']);
    },
  );
});

test.each([
  ['available\tarn:aws:rds:eu-west-3:1:db:x', true],
  ['backing-up\tarn:aws:rds:eu-west-3:1:db:x', true],
  ['available\tNone', false],
  ['modifying\tarn:aws:rds:eu-west-3:1:db:x', false],
])('what still follows is told from what was promoted: %j', (answer, follows) => {
  const [check] = recovery().follows ?? [];
  expect(fits(check, answer)).toBe(follows);
  expect(check?.onFailure).toContain('continuity record started');
});

test.each([
  ['available\tarn:aws:rds:eu-west-3:1:db:x', true],
  ['storage-optimization\tarn:aws:rds:eu-west-3:1:db:x', true],
  ['backing-up\tarn:aws:rds:eu-west-3:1:db:x', false],
  ['available\tNone', false],
])('nothing is promoted while it is backed up, and an hour is waited for that: %j', (answer, can) => {
  const [check] = recovery().check ?? [];
  expect(fits(check, answer)).toBe(can);
  expect(check?.timeout).toBe(3600);
});

test('what is promoted takes writes, while it is backed up, too', () => {
  const [check] = recovery().verify ?? [];
  expect(['available\tNone', 'backing-up\tNone', 'available\tarn:aws:x', 'modifying\tNone'].map((said) => fits(check, said))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test('what follows nobody lacks nothing, and has nothing to give back', () => {
  const steps = recovery({}, 'created');
  expect([steps.age, steps.follows, steps.drained, steps.standing]).toEqual([undefined, undefined, undefined, []]);
});

describe('a side that is left', () => {
  test('restarts behind its closed group, and has nothing to undo: what the apply opens lets sessions in', () => {
    const [fence, ...more] = recovery({}, 'created').fence ?? [];
    expect(more).toEqual([]);
    expect(fence?.step).toMatchObject({ id: 'cut-ledger', endpoint: 'eu-central-1', repeatable: true, pointOfNoReturn: false });
    expect(fence).not.toHaveProperty('undo');
    const { status, calls } = aws([['', 'rebooting']], restartInstance('eu-west-3', 'ledger'));
    expect(status).toBe(0);
    expect(calls.map((call) => call.split(' ').slice(0, 3).join(' '))).toEqual([
      'rds wait db-instance-available',
      'rds reboot-db-instance --region',
      'rds wait db-instance-available',
    ]);
  });

  test('an older generation, too: after a failover it is the one that users were on', () => {
    const { fence, fenced } = recovery({}, 'created', { current: false });
    expect([fence?.map(({ step }) => step.id), fenced?.map(({ id }) => id)]).toEqual([
      ['cut-ledger'],
      ['fenced-ledger', 'fenced-empty-ledger'],
    ]);
  });

  test('counts as fenced where nobody is admitted, and nobody is connected', () => {
    const [closed, empty] = recovery({}, 'created').fenced ?? [];
    expect([closed?.id, empty?.id]).toEqual(['fenced-ledger', 'fenced-empty-ledger']);
    expect(['0.0\t0.0', '0\t0', '3.0\t0.0', '0.0\t12.0', '0.0', 'None', ''].map((said) => fits(empty, said))).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
    expect(NO_SESSION).not.toContain('None');
    const [call = ''] = aws([['', '0.0\t0.0']], sessionsOf('eu-west-3', 'ledger')).calls;
    expect(call).toContain('--region eu-west-3 --namespace AWS/RDS --metric-name DatabaseConnections');
    expect(call).toContain('--query sort_by(Datapoints,&Timestamp)[-2:].Maximum');
  });
});

describe('everything has arrived', () => {
  const RESTART = '2026-11-21T01:00:00+00:00';
  const since = String(Date.parse(RESTART) / 1000);
  const lacks = (point: string) => aws([['ReplicaLag', point]], replayedSince('eu-central-1', 'ledger', since));

  test('since its source was restarted behind its fence, by the clock of AWS', () => {
    const asked = (made: string, event: string) =>
      aws(
        [
          ['InstanceCreateTime', made],
          ['describe-events', event],
        ],
        restartedAt('eu-west-3', 'ledger'),
      );
    expect(asked('2026-11-20T00:00:00+00:00', `"${RESTART}"`)).toMatchObject({ status: 0, said: since });
    expect(asked('2026-11-20T00:00:00+00:00', 'null').status).not.toBe(0);
    expect(asked('2026-11-21T02:00:00+00:00', `"${RESTART}"`)).toMatchObject({ status: 1, said: '' });
    const drained = recovery().drained ?? [];
    expect(drained.map(({ do: does, id }) => [does, id])).toEqual([
      ['check', 'password-ledger'],
      ['find', 'closed-since-ledger'],
      ['check', 'lag-ledger'],
    ]);
    expect(drained[1]).toMatchObject({ endpoint: 'eu-west-3' });
    expect(drained[2]).toMatchObject({ endpoint: 'eu-central-1', how: { matches: '0', number: 'Ledger' } });
  });

  test('a lag that climbs on an idle source proves nothing, however small; one that began after the restart does', () => {
    expect(lacks('2026-11-21T01:00:30+00:00\t60.0').said).toBe('31');
    expect(lacks('2026-11-21T00:59:00+00:00\t0.0').said).toBe('61');
    expect(lacks('2026-11-21T01:06:00+00:00\t120.4').said).toBe('0');
    expect(lacks('2026-11-21T01:10:00+00:00\t599.0').said).toBe('0');
    expect(lacks('2026-11-21T01:10:00+00:00\t600.0').said).toBe('1');
    // Version 1 of the command line writes the moment as the service sends it.
    expect(lacks(`${Number(since) + 360}.0\t120.4`).said).toBe('0');
    expect(lacks(`${Number(since) + 30}\t60.0`).said).toBe('31');
  });

  test('no answer is no number', () => {
    for (const said of ['None', '', '2026-11-21T01:10:00+00:00\tNone', '2026-11-21T01:10:00+00:00\t-1.0'])
      expect(lacks(said)).toMatchObject({ status: 1, said: '' });
  });
});

test.each([
  ['available\tarn:aws:rds:eu-west-3:1:db:x\treplicating', true],
  ['backing-up\tarn:aws:rds:eu-west-3:1:db:x\treplicating', true],
  ['available\tarn:aws:rds:eu-west-3:1:db:x\tterminated', false],
  ['available\tarn:aws:rds:eu-west-3:1:db:x\tNone', false],
  ['available\tNone\tNone', false],
])('a standby stands while its replication runs: %j', (answer, stands) => {
  const [replicates] = recovery().standing ?? [];
  expect(fits(replicates, answer)).toBe(stands);
  expect(replicates?.onFailure).toContain('--skip-final-snapshot');
});

describe('the password at the standby', () => {
  const says = (here: string, there: string) =>
    aws(
      [
        ['--region eu-central-1', here],
        ['--region eu-west-3', there],
      ],
      secretsAgree(['eu-central-1', 'b'], ['eu-west-3', 'a']),
    );

  test('is that of the other side, which is asked in peace and in a planned move alone', () => {
    const steps = recovery();
    expect(steps.standing?.map(({ id }) => id)).toEqual(['replicates-ledger', 'password-ledger', 'fits-ledger', 'login-ledger']);
    expect(steps.check?.map(({ id }) => id)).toEqual(['replica-ledger']);
    expect(fits(steps.standing?.[1], 'same')).toBe(true);
    expect(fits(steps.standing?.[1], 'differ')).toBe(false);
    expect(steps.standing?.[1]?.onFailure).toContain(
      'put-secret-value --region eu-central-1 --secret-id billing-ledger-eu-central-1-password',
    );
  });

  test('is compared, and neither printed nor given as an argument', () => {
    expect(says('s3cret', 's3cret').said).toBe('same');
    expect(says('s3cret', 'rotated').said).toBe('differ');
    expect(says('s3cret', 'rotated').calls.join(' ')).not.toMatch(/s3cret|rotated/);
    expect(aws([['eu-central-1', 's3cret']], secretsAgree(['eu-central-1', 'b'], ['eu-west-3', 'a']))).toMatchObject({ said: '' });
  });
});

describe('a login at the replica', () => {
  const login = (said: string, code = 0) => {
    const step = recovery().standing?.find(({ id }) => id === 'login-ledger');
    const run = step?.do === 'check' ? step.how.run : [];
    const at = mkdtempSync(join(tmpdir(), 'continuity-login-'));
    // Where it is, what it was given, and what it answers.
    writeFileSync(
      join(at, 'psql'),
      `#!/bin/sh\nprintf '%s %s\\n' "$PGPASSWORD" "$*" >'${at}/given'\nprintf '%s\\n' '${said}'\nexit ${code}\n`,
      {
        mode: 0o755,
      },
    );
    const rules: Rule[] = [
      ['describe-db-instances', 'ledger.example\t5432'],
      ['get-secret-value', 's3cret'],
    ];
    const path = process.env['PATH'];
    process.env['PATH'] = `${at}:${path}`;
    try {
      const ended = aws(rules, run);
      const given = existsSync(join(at, 'given')) ? readFileSync(join(at, 'given'), 'utf8') : '';
      return { ...ended, given, fits: fits(step, ended.said) };
    } finally {
      process.env['PATH'] = path;
    }
  };

  test('opens it with what the secret of its own site holds, given by the environment alone; nobody waits for it', () => {
    const { said, given, fits: isRight, calls } = login('1');
    expect([said, isRight]).toEqual(['opens', true]);
    expect(given).toBe(
      's3cret --no-psqlrc --no-password --host ledger.example --port 5432 --username continuity --dbname main --tuples-only --no-align --command SELECT 1\n',
    );
    expect(calls[1]).toContain('--secret-id billing-ledger-eu-central-1-password');
    expect(recovery().standing?.find(({ id }) => id === 'login-ledger')?.bestEffort).toBe(true);
  });

  test('that is refused is an answer; where nobody is reached, nobody was asked', () => {
    expect(login('FATAL: password authentication failed for user "continuity"', 2)).toMatchObject({
      status: 0,
      said: 'refused',
      fits: false,
    });
    const unreached = login('connection to server failed: timeout expired', 2);
    expect(unreached).toMatchObject({ status: 3, said: '' });
    expect(unreached.error).toContain('nobody was asked');
  });

  test('is not tried at what follows a database that exists: who administers that is not known', () => {
    const existing = { [PARIS]: { id: 'ledger', secret: 'ledger', guards: ['sg-1'] } };
    const declaration = { ...DECLARED, existing } as unknown as DatabasePlacement['declaration'];
    expect(recovery({}, undefined, { declaration }).standing?.map(({ id }) => id)).not.toContain('login-ledger');
  });
});

describe('what has to be made on the day, or where the role is lost', () => {
  const copied = (more: Partial<DatabasePlacement> = {}) =>
    recovery({}, undefined, { posture: 'backup', origin: { how: 'restored', of: paris, done: false } as never, ...more });
  const ids = (steps: readonly { readonly id: string }[] = []): string[] => steps.map(({ id }) => id);

  test.each([
    ['100', 'fits: it has 100 GiB, and what is made of it is to grow to 200', true],
    ['181', 'fits: it has 181 GiB, and what is made of it is to grow to 200', true],
    ['182', 'outgrown: it has 182 GiB, and what is made of it is to grow to 200', false],
    ['None', 'no number: None', false],
  ])('a source of %s GiB: RDS takes no bound less than a tenth above it', (has, said, isRight) => {
    const step = recovery().standing?.find(({ id }) => id === 'fits-ledger');
    const run = step?.do === 'check' ? step.how.run : [];
    expect([step?.endpoint, aws([['--db-instance-identifier billing-ledger-eu-west-3', has]], run).said]).toEqual(['eu-west-3', said]);
    expect(fits(step, said)).toBe(isRight);
    expect(step?.onFailure).toContain('storageGiB: as many as it has');
  });

  test('nothing outgrows what may not grow at all', () => {
    expect(ids(recovery({}, undefined, { declaration: { ...DECLARED, gib: 65_536 } as never }).standing)).not.toContain('fits-ledger');
  });

  test('of copies: its class is offered there, which stops no move, and does not stand by unless it is', () => {
    const { check, standing } = copied();
    expect([ids(check), ids(standing)]).toEqual([
      ['copied-ledger', 'offered-ledger'],
      ['password-ledger', 'fits-ledger', 'orderable-ledger'],
    ]);
    expect([check?.[1]?.bestEffort, standing?.[2]?.bestEffort]).toEqual([true, false]);
    expect([fits(standing?.[2], '3'), fits(standing?.[2], '0')]).toEqual([true, false]);
  });
});

describe('the copy that would be restored', () => {
  const newest = (said: string) => aws([['describe-db-snapshots', said]], newestCopy('eu-central-1', 'ledger'));

  test('is the newest one, complete, and of the latest data', () => {
    expect(newest('"arn:b available 2 arn:b 2"')).toMatchObject({ status: 0, said: 'arn:b' });
    // Copied twice: of the same data.
    expect(newest('"arn:b available 2 arn:a 2"')).toMatchObject({ status: 0, said: 'arn:b' });
    expect(newest('"None None None None None"')).toMatchObject({ status: 0, said: 'None' });
  });

  test('is none that is under way, nor one of older data that was copied later: the reason says which one to choose', () => {
    expect(newest('"arn:c copying 3 arn:b 2"')).toMatchObject({ status: 1, said: '' });
    expect(newest('"arn:c copying 3 arn:b 2"').error).toContain('the newest one that is complete is arn:b');
    expect(newest('"arn:a available 1 arn:b 2"').error).toContain('the newest data is in arn:b');
  });
});

describe('the alarm of the lag', () => {
  const replica = placement();
  const lag = (rpo: number) => databaseSignals(replica, rpo, { every: 43_200, toPeer: true }).find(({ id }) => id.endsWith('-lag'));

  test('rings ahead of the RPO, and never where a source that nobody writes to would ring it', () => {
    expect([lag(900), lag(300), lag(60)]).toEqual([450, 360, 360].map((above) => expect.objectContaining({ metric: 'ReplicaLag', above })));
    expect(lag(60)?.title).toContain('told above 6 min');
    expect(lag(900)?.title).not.toContain('told above');
  });
});
