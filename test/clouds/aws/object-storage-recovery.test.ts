import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { BucketPlacement } from '../../../lib/clouds/aws/object-storage/names';
import { bucketRecovery } from '../../../lib/clouds/aws/object-storage/steps';
import { outputAt } from './fixture';
import { FRANKFURT } from '../../declared';
import { answering, type Rule } from '../answering';

/** A placement at Frankfurt that is restored, from a point if one is chosen. */
function restored(point?: string): BucketPlacement {
  const { names } = outputAt('normal', ['object-storage']).manifest.workloads[0]!.placements.find((p) => p.site === FRANKFURT)!;
  const ground = { vault: 'v', backupRole: 'r', alias: 'billing-there' };
  const peer = { site: 'aws:eu-west-3', region: 'eu-west-3', account: '111122223333', ground, names };
  return {
    component: 'Invoices',
    id: 'invoices',
    declaration: { gib: 100 },
    here: { ...peer, site: FRANKFURT, region: 'eu-central-1' },
    peer,
    origin: { how: 'restored', of: peer, done: false, ...(point === undefined ? {} : { point }) },
  } as unknown as BucketPlacement;
}

const DECLARED = '2026-11-30T08:00:00.000Z';

/** What the restore asks of AWS in a move that was declared at that moment, where a job of `doneOf` that began since is complete, and the vault holds `latest`. */
function asked(
  point: string | undefined,
  latest = '"arn:aws:backup:latest"',
  status = 'COMPLETED',
  doneOf = 'nothing',
): { said: string; folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'continuity-restore-'));
  const aws = join(folder, 'aws');
  writeFileSync(
    aws,
    `#!/bin/sh\ncase "$2" in describe-key) echo arn:aws:kms:eu-central-1:111122223333:key/k;; list-restore-jobs) case "$*" in *"--by-created-after $SINCE "*"RecoveryPointArn=='$DONE_OF'"*) echo '"job-7"';; *) echo null;; esac;; describe-recovery-point) echo COMPLETED;; list-*) echo '${latest}';; describe-restore-job) echo "\${STATUS:-COMPLETED}";; *) printf '%s\\n' "$@";; esac\n`,
  );
  chmodSync(aws, 0o755);
  const step = bucketRecovery(restored(point), { budget: { rpo: 1 }, declared: DECLARED } as never).promote?.[0];
  const [program = '', ...words] = step?.do === 'command' ? step.run : [];
  const env = {
    ...process.env,
    STATUS: status,
    SINCE: DECLARED,
    DONE_OF: doneOf,
    PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}`,
  };
  return { said: execFileSync(program, words, { cwd: folder, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }), folder };
}

test('a recovery point that is chosen reaches the command as one argument, whatever it says', () => {
  const { said, folder } = asked('$(touch PWNED)');
  expect(said.split('\n')).toContain('$(touch PWNED)');
  expect(existsSync(join(folder, 'PWNED'))).toBe(false);
});

test('the latest complete copy is taken where none is chosen', () => {
  expect(asked(undefined).said.split('\n')).toContain('arn:aws:backup:latest');
});

test('no copy at all ends the step, and nothing is restored', () => {
  expect(() => asked(undefined, 'null')).toThrow(/no complete copy/);
});

test('encrypted by the key of the site that restores, and without ACLs, which its bucket takes none of', () => {
  const { names } = restored().here;
  expect(asked('monday').said.split('\n')).toContain(
    `DestinationBucketName=${names.bucket},NewBucket=false,Encrypted=true,EncryptionType=SSE-KMS,KMSKey=arn:aws:kms:eu-central-1:111122223333:key/k,RestoreACLs=false`,
  );
});

test('each point, each move and each try has a token of its own: a repeated one does nothing', () => {
  const { names } = restored().here;
  const tokens = ['arn:aws:backup:x:1:recovery-point:A', 'arn:aws:backup:x:1:recovery-point:B'].map((point) => asked(point).said);
  expect(tokens[0]).toContain(`${names.bucket}-A-${DECLARED}-1\n`);
  expect(tokens[1]).toContain(`${names.bucket}-B-${DECLARED}-1\n`);
});

test('is waited for as long as its size asks, and two days at least', () => {
  const limit = (gib: number) => {
    const step = bucketRecovery({ ...restored(), declaration: { gib } } as never, { budget: { rpo: 1 } } as never).promote?.[0];
    return step?.timeout;
  };
  expect([limit(0), limit(100), limit(30_000)]).toEqual([172_800, 172_800, 8 * (900 + 360_000)]);
});

test('a restore that failed before is tried again, and one that fails again ends the step at once', () => {
  expect(asked('monday').said).toContain('-1\n');
  expect(() => asked('monday', undefined, 'ABORTED')).toThrow(/ABORTED/);
});

test('what this move restored from this point is not restored again, whoever asks; a job of another point counts for nothing', () => {
  expect(asked('monday', undefined, undefined, 'monday').said).toBe('job-7\n');
  expect(asked('monday', undefined, undefined, 'sunday').said.split('\n')).toContain('start-restore-job');
  expect(asked(undefined, undefined, undefined, 'arn:aws:backup:latest').said).toBe('job-7\n');
});

describe('whether there is a copy', () => {
  const looks = (placement: BucketPlacement, bucket: Rule, status = 'COMPLETED') => {
    const check = bucketRecovery(placement, { budget: { rpo: 1 } } as never).check?.[0];
    return answering('aws', [bucket, ['describe-recovery-point', status]], check?.do === 'check' ? check.how.run : []);
  };
  const ABSENT: Rule = ['head-bucket', 'Not Found', 254];

  test('is asked beside the bucket that it is restored into, where that stands by', () => {
    expect(looks(restored('monday'), ['head-bucket', ''])).toMatchObject({ status: 0, said: 'monday' });
    expect(looks(restored('monday'), ABSENT)).toMatchObject({ said: '' });
  });

  test('counts none that is not complete', () => {
    expect(looks(restored('monday'), ['head-bucket', ''], 'CREATING')).toMatchObject({ status: 0, said: 'None' });
  });

  test('is asked alone, where the bucket is made beside what it was copied from', () => {
    const placement = restored('monday');
    const beside = { ...placement, origin: { ...placement.origin, of: placement.here } } as BucketPlacement;
    const { said, calls } = looks(beside, ABSENT);
    expect([said, calls.filter((call) => call.includes('head-bucket'))]).toEqual(['monday', []]);
  });
});
