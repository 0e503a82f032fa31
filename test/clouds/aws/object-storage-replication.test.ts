import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BucketPlacement } from '../../../lib/clouds/aws/object-storage/names';
import { bucketRecovery } from '../../../lib/clouds/aws/object-storage/steps';
import type { MoveFacts } from '../../../lib/port/facts';
import { linesOf } from '../../../lib/words/actions';
import { filled } from '../../../lib/words/found';
import { fakeProgram, says } from '../markers';

const place = (region: string, city: string) => ({
  site: `aws:${region}`,
  region,
  account: '111122223333',
  ground: { vault: 'v', backupRole: 'r', alias: 'a' },
  names: { bucket: `invoices-${city}`, role: `invoices-${city}-replication` },
});

/** What follows at Frankfurt. */
const standby = (region = 'eu-west-3'): BucketPlacement =>
  ({
    component: 'Invoices',
    id: 'invoices',
    declaration: { gib: 100 },
    joined: 'replica',
    here: place('eu-central-1', 'frankfurt'),
    peer: place(region, 'paris'),
    origin: { how: 'replica', of: place(region, 'paris') },
  }) as unknown as BucketPlacement;
const steps = bucketRecovery(standby(), { budget: { rpo: 1 }, claim: 'billing-0-1' } as MoveFacts);

const FAKE = `#!/bin/sh
printf '%s\\n' "$*" >>"$KEPT/asked"
next() { value=$(head -n 1 "$KEPT/$1"); sed -i 1d "$KEPT/$1"; printf '%s\\n' "$value"; }
case "$2 $*" in
  get-metric-statistics*) next metrics ;;
  list-object-versions*) next objects ;;
  list-jobs*) next running ;;
  create-job*) echo job-1 ;;
  *NumberOfTasksFailed*) next failed ;;
  *FailureReasons*) next reasons ;;
  describe-job*) next states ;;
esac
`;

describe('a bucket that follows another one', () => {
  const fake = fakeProgram('aws', FAKE, 'KEPT');
  const kept = (answers: Readonly<Record<string, readonly string[]>>): string => {
    writeFileSync(join(fake.dir(), 'sleep'), '#!/bin/sh\n', { mode: 0o755 });
    const at = mkdtempSync(join(fake.dir(), 'aws-'));
    const all = { metrics: [], objects: ['"first"'], running: ['null'], failed: ['0'], reasons: [''], states: ['Complete'], ...answers };
    for (const [name, lines] of Object.entries(all)) writeFileSync(join(at, name), lines.map((line) => `${line}\n`).join(''));
    return at;
  };
  const asked = (at: string): string[] => readFileSync(join(at, 'asked'), 'utf8').trim().split('\n');
  const seed = (): readonly string[] => (steps.seed ?? []).flatMap(({ step }) => linesOf(step))[0] ?? [];

  test('is asked what waits where it is received, and what failed where it is sent', async () => {
    const [, lag, failed] = steps.drained ?? [];
    expect([lag?.do === 'check' && lag.endpoint, failed?.do === 'check' && failed.endpoint]).toEqual(['eu-central-1', 'eu-west-3']);
    const at = kept({ metrics: ['0.0', '3.0'] });
    for (const step of [lag, failed]) if (step?.do === 'check') await fake.run(at, step.how.run);
    expect(asked(at)).toEqual([
      expect.stringMatching(/--region eu-central-1 .*--metric-name OperationsPendingReplication .*--statistics Maximum/),
      expect.stringMatching(/--region eu-west-3 .*--metric-name OperationsFailedReplication .*--statistics Sum/),
    ]);
    const fits = failed?.do === 'check' ? new RegExp(`^(?:${failed.how.matches})$`) : /never/;
    expect(['0', '0.0', '3.0', 'None', ''].map((answer) => fits.test(answer))).toEqual([true, true, false, false, false]);
  });

  test('what waits counts in a minute that was measured behind the fence alone', async () => {
    const [since, lag] = steps.drained ?? [];
    expect(since).toMatchObject({ do: 'find', id: 'closed-since-invoices', run: ['date', '+%s'] });
    if (lag?.do !== 'check' || since?.do !== 'find') throw new Error('no such steps');
    const run = (answer: string) => fake.run(kept({ metrics: [answer] }), filled(lag.how.run, new Map([[since.id, '1793750400']])));
    expect(await run('2026-11-04T00:01:00+00:00\t0.0')).toEqual(says('0.0\n'));
    expect(await run('2026-11-03T23:59:00+00:00\t0.0')).toEqual(says('measured before the fence: 0.0\n'));
    expect(await run('None')).toEqual(says('None\n'));
    expect(['0.0', 'measured before the fence: 0.0', 'None'].map((said) => new RegExp(`^(?:${lag.how.matches})$`).test(said))).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('is sent what was there before the rule, or failed, by a job of the side that sends; once, and to its end', async () => {
    const at = kept({ states: ['New', 'Preparing', 'Active', 'Completing', 'Complete'] });
    expect(await fake.run(at, seed())).toEqual(says('job-1: complete\n'));
    const create = asked(at).find((line) => line.includes('create-job')) ?? '';
    expect(create).toContain('--region eu-west-3 --account-id 111122223333 --no-confirmation-required');
    expect(create).toContain('--role-arn arn:aws:iam::111122223333:role/invoices-paris-replication');
    expect(create).toContain(
      '"SourceBucket":"arn:aws:s3:::invoices-paris","EnableManifestOutput":false,"Filter":{"EligibleForReplication":true,"ObjectReplicationStatuses":["NONE","FAILED"]}',
    );
  });

  test.each(['Complete', 'Cancelled'])(
    'a job that runs is waited for, and what it left (%s) is sent: it may not know what was written since',
    async (end) => {
      const at = kept({ running: ['"job-0"', 'null'], states: ['Active', end, 'Active', 'Complete'] });
      expect(await fake.run(at, seed())).toEqual(says('job-1: complete\n'));
      const waited = asked(at).findIndex((line) => line.includes('--job-id job-0'));
      expect(asked(at).findIndex((line) => line.includes('create-job'))).toBeGreaterThan(waited);
    },
  );

  test('where nothing is there, or nothing is left to send, that is said and is well', async () => {
    expect(await fake.run(kept({ objects: ['null'] }), seed())).toEqual(says('invoices-paris is empty\n'));
    const none = { states: ['Failed'], reasons: ['Manifest generation found no keys matching the filter criteria.'] };
    expect(await fake.run(kept(none), seed())).toEqual(says('job-1: nothing to send\n'));
  });

  test.each([
    [{ states: ['Failed'], reasons: ['AccessDenied'] }],
    [{ states: ['Complete'], failed: ['2'] }],
    [{ states: ['Suspended'] }],
    [{ states: ['Cancelled'] }],
  ])('a job that ends otherwise stops it: %j', async (answers) => {
    expect((await fake.run(kept(answers), seed())).code).toBe(1);
  });

  test('in the partition of its region', () => {
    const [seeded] = bucketRecovery(standby('cn-north-1'), { budget: { rpo: 1 }, claim: 'billing-0-1' } as MoveFacts).seed ?? [];
    const run = (seeded ? linesOf(seeded.step) : []).flat().join(' ');
    expect(run).toContain('arn:aws-cn:iam::111122223333:role/invoices-paris-replication');
    expect(run).toContain('arn:aws-cn:s3:::invoices-paris');
  });
});
