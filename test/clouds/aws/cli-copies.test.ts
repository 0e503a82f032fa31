import { bringBack, newestAway, restoreElsewhere, shareKey } from '../../../lib/clouds/aws/cli-copies';
import { answering, type Rule } from '../answering';

const SERVES = '777788889999';
const POINT = 'arn:aws:backup:eu-south-1:444455556666:recovery-point:1EB3B5E7';
/** With the account that serves from now on exported, as the sheet has it. */
const aws = (rules: readonly Rule[], run: readonly string[], account?: string) =>
  answering('aws', rules, ['env', ...(account === undefined ? ['-u', 'NEW_ACCOUNT'] : [`NEW_ACCOUNT=${account}`]), ...run]);

describe('the newest copy in a place that is no site', () => {
  const run = newestAway('eu-south-1', 'copies', 'arn:aws:s3:::invoices', 'RecoveryPointArn');

  test('is that of what it was made from', () => {
    const seen = aws([['list-recovery-points-by-backup-vault', `"${POINT}"`]], run);
    expect(seen).toMatchObject({ status: 0, said: POINT });
    expect(seen.calls[0]).toContain('--region eu-south-1 --backup-vault-name copies --by-resource-arn arn:aws:s3:::invoices');
  });

  test('where there is none, and where the call fails, nothing is printed and it fails', () => {
    expect(aws([['list-recovery-points', 'null']], run)).toMatchObject({ status: 1, said: '' });
    expect(aws([['', 'AccessDenied', 254]], run).status).not.toBe(0);
  });
});

describe('what is done where the accounts of the sites are lost', () => {
  const to = { partition: 'aws', region: 'eu-central-1', vault: 'billing-eu-central-1', days: 35 };
  const back = bringBack({ region: 'eu-south-1', vault: 'copies', role: 'arn:aws:iam::444455556666:role/backup' }, POINT, to);
  const share = shareKey('eu-south-1', 'copies', { partition: 'aws', account: '444455556666' });
  const restore = restoreElsewhere(
    { region: 'eu-central-1', vault: 'billing-eu-central-1', source: 'billing-invoices-eu-west-3-838ec4' },
    { prefix: 'billing-invoices-eu-central-1-', partition: 'aws', role: 'billing-eu-central-1-backup', alias: 'alias/billing' },
  );

  test.each([
    ['the key', share],
    ['the copy', back],
    ['the objects', restore],
  ])('nothing is asked without the account that serves from now on: %s', (_, run) => {
    const seen = aws([], run);
    expect(seen.status).not.toBe(0);
    expect(seen.calls).toEqual([]);
  });

  test('a copy is sent to the vault there, and waited for', () => {
    const rules: Rule[] = [
      ['start-copy-job', 'job-1'],
      ['CopyJob.State', 'COMPLETED'],
      ['DestinationRecoveryPointArn', 'arn:there'],
    ];
    const seen = aws(rules, back, SERVES);
    expect(seen).toMatchObject({ status: 0, said: 'arn:there' });
    expect(seen.calls[0]).toContain(
      `--destination-backup-vault-arn arn:aws:backup:eu-central-1:${SERVES}:backup-vault:billing-eu-central-1`,
    );
    expect(
      aws(
        [
          ['start-copy-job', 'job-1'],
          ['CopyJob.State', 'FAILED'],
        ],
        back,
        SERVES,
      ).status,
    ).toBe(1);
  });

  test('the policy of the key has both accounts', () => {
    const put = (run: readonly string[], operation: string): { Statement: { Principal: { AWS: string } }[] } => {
      const { calls, status } = aws(
        [
          ['describe-key', 'key-1'],
          [operation, ''],
        ],
        run,
        SERVES,
      );
      expect(status).toBe(0);
      const call = calls.find((one) => one.includes(operation)) ?? '';
      return JSON.parse(call.slice(call.indexOf('{'))) as never;
    };
    const roots = (policy: ReturnType<typeof put>): string[] => policy.Statement.map(({ Principal }) => Principal.AWS);
    expect(roots(put(share, 'put-key-policy'))).toEqual(['arn:aws:iam::444455556666:root', `arn:aws:iam::${SERVES}:root`]);
  });

  test('objects go into the bucket of that account, which is found by its name; where there is none, nowhere', () => {
    const rules: Rule[] = [
      ['list-buckets', '"billing-invoices-eu-central-1-abc123"'],
      ['list-recovery-points', `"${POINT}"`],
      ['list-restore-jobs', 'null'],
      ['describe-key', 'arn:key'],
      ['start-restore-job', 'restore-1'],
      ['describe-restore-job', 'COMPLETED'],
    ];
    const seen = aws(rules, restore, SERVES);
    expect(seen).toMatchObject({ status: 0, said: 'restore-1' });
    const started = seen.calls.find((call) => call.includes('start-restore-job'));
    expect(started).toContain(`--iam-role-arn arn:aws:iam::${SERVES}:role/billing-eu-central-1-backup`);
    expect(started).toContain('DestinationBucketName=billing-invoices-eu-central-1-abc123,NewBucket=false');
    expect(aws([['list-buckets', 'null']], restore, SERVES).status).toBe(1);
  });
});
