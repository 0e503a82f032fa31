import {
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
  names: { instance: `billing-ledger-${region}`, securityGroup: 'guard', password: `billing-ledger-${region}-password` },
});
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
    ...more,
  }) as unknown as DatabasePlacement;
const recovery = (move: Partial<MoveFacts> = {}, how?: 'created', more: Partial<DatabasePlacement> = {}) =>
  databaseRecovery(placement(how, more), move as MoveFacts);
/** Whether an answer is what a step waits for. */
const fits = (step: Check | Find | undefined, answer: string): boolean =>
  step?.do === 'check' && new RegExp(`^(?:${step.how.matches})$`).test(answer);
const aws = (rules: readonly Rule[], run: readonly string[]) => answering('aws', rules, run);

test('what the replica lacked is asked of its own region, about the minutes before the other side was lost', () => {
  const { run, endpoint } = recovery({ since: '2026-11-21T02:10:00+01:00' }).age!;
  expect(endpoint).toBe('eu-central-1');
  expect(run).toEqual(
    expect.arrayContaining(['ReplicaLag', 'eu-central-1', 'Name=DBInstanceIdentifier,Value=billing-ledger-eu-central-1']),
  );
  expect(run[run.indexOf('--start-time') + 1]).toBe('2026-11-21T00:55:00.000Z');
  expect(run[run.indexOf('--end-time') + 1]).toBe('2026-11-21T01:10:00.000Z');
});

test('before a loss is declared, it is asked about the last minutes', () => {
  expect(recovery().age?.run.join(' ')).toContain('900');
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
    expect(steps.standing?.map(({ id }) => id)).toEqual(['replicates-ledger', 'password-ledger']);
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
  const replica = placement('replica', { declaration: { gib: 100 } as DatabasePlacement['declaration'] });
  const lag = (rpo: number) => databaseSignals(replica, rpo, { every: 43_200, toPeer: true }).find(({ id }) => id.endsWith('-lag'));

  test('is at the RPO, and never where a source that nobody writes to would ring it', () => {
    expect([lag(900), lag(300), lag(60)]).toEqual([900, 360, 360].map((above) => expect.objectContaining({ metric: 'ReplicaLag', above })));
    expect(lag(60)?.title).toContain('told above 6 min');
    expect(lag(900)?.title).not.toContain('told above');
  });
});
