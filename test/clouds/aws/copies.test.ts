import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BucketPlacement } from '../../../lib/clouds/aws/object-storage/names';
import { DatabaseEngine } from '../../../lib/components/database-engine';
import { Size } from '../../../lib/components/size';
import { bucketRecovery } from '../../../lib/clouds/aws/object-storage/steps';
import type { DatabasePlacement } from '../../../lib/clouds/aws/relational-database/names';
import { databaseRecovery } from '../../../lib/clouds/aws/relational-database/steps';
import type { MoveFacts } from '../../../lib/port/facts';
import { FRANKFURT } from '../../declared';
import { fakeProgram, says } from '../markers';

const PARIS = 'aws:eu-west-3';
const place = (site: string, city: string) => {
  const region = site.slice('aws:'.length);
  const ground = { vault: `vault-${region}`, backupRole: `role-${region}` };
  return { site, region, account: '111122223333', ground, names: { bucket: `invoices-${city}`, instance: `ledger-${city}` } };
};
const plan = { budget: { rpo: 1 }, claim: 'billing-0-1' } as MoveFacts;
const of = place(PARIS, 'paris');

/** As either cell sees it: only what both read. */
const placement = (point?: string, done = false) =>
  ({
    component: 'Ledger',
    id: 'ledger',
    posture: 'backup',
    declaration: { gib: 20, engine: DatabaseEngine.postgres('16'), size: Size.of({ vcpus: 2, memoryGiB: 8 }) },
    here: place(FRANKFURT, 'frankfurt'),
    peer: of,
    origin: { how: 'restored', of, done, ...(point === undefined ? {} : { point }) },
  }) as unknown as BucketPlacement & DatabasePlacement;

const CELLS = [
  ['a bucket', bucketRecovery, 'arn:aws:s3:::invoices-paris'],
  ['a database', databaseRecovery, 'arn:aws:rds:eu-west-3:111122223333:db:ledger-paris'],
] as const;

/** Keeps what it was asked, and answers each state of a list in turn; `sleep` takes no time. */
const FAKE = `#!/bin/sh
printf '%s\\n' "$*" >>"$KEPT/asked"
next() { value=$(head -n 1 "$KEPT/$1"); sed -i 1d "$KEPT/$1"; echo "$value"; }
case "$2" in
  start-backup-job) echo job-1 ;;
  start-copy-job) echo copy-1 ;;
  start-restore-job) echo restore-1 ;;
  describe-backup-job) case "$*" in *RecoveryPointArn*) echo arn:point ;; *) next states ;; esac ;;
  describe-copy-job) case "$*" in *DestinationRecoveryPointArn*) echo arn:copied ;; *) next states ;; esac ;;
  describe-restore-job) next states ;;
  list-recovery-points-by-backup-vault) echo '"arn:latest"' ;;
  describe-recovery-point) next taken ;;
  describe-db-snapshots) printf '"%s"\n' "$(next taken)" ;;
esac
`;

describe.each(CELLS)('%s that is made from a copy', (_, recovery, resource) => {
  const fake = fakeProgram('aws', FAKE, 'KEPT');
  const kept = (...states: string[]): string => {
    writeFileSync(join(fake.dir(), 'sleep'), '#!/bin/sh\n', { mode: 0o755 });
    const at = mkdtempSync(join(fake.dir(), 'aws-'));
    writeFileSync(join(at, 'states'), states.map((state) => `${state}\n`).join(''));
    return at;
  };
  const lastCopy = (): readonly string[] => {
    const step = recovery(placement(), plan).drained?.find((one) => one.do === 'command');
    return step?.do === 'command' ? step.run : [];
  };

  test('is copied once more where it was, while nothing is written there', async () => {
    const at = kept('CREATED', 'RUNNING', 'COMPLETED', 'RUNNING', 'COMPLETED');
    expect(await fake.run(at, lastCopy())).toEqual({ code: 0, out: 'arn:copied\n' });
    const asked = readFileSync(join(at, 'asked'), 'utf8').trim().split('\n');
    expect(asked.every((line) => line.includes('--region eu-west-3'))).toBe(true);
    expect(asked[0]).toContain(
      `--backup-vault-name vault-eu-west-3 --resource-arn ${resource} --iam-role-arn arn:aws:iam::111122223333:role/role-eu-west-3`,
    );
    const jobs = asked.filter((line) => / start-(backup|copy)-job /.test(` ${line} `));
    expect(jobs.map((line) => line.includes('--lifecycle DeleteAfterDays=35'))).toEqual([true, true]);
    expect(asked.find((line) => line.includes('start-copy-job'))).toContain(
      '--recovery-point-arn arn:point --source-backup-vault-name vault-eu-west-3 --destination-backup-vault-arn arn:aws:backup:eu-central-1:111122223333:backup-vault:vault-eu-central-1',
    );
  });

  test.each([[['FAILED']], [['RUNNING', 'EXPIRED']], [['COMPLETED', 'PARTIAL']]])(
    'stops where a job ends otherwise: %j',
    async (states) => {
      const { code, out } = await fake.run(kept(...states), lastCopy());
      expect([code, out]).toEqual([1, '']);
    },
  );

  test('is looked for before anything is closed or begun: without a copy the move goes no further', () => {
    const [look] = recovery(placement(), plan).check ?? [];
    const { matches } = look?.do === 'check' ? look.how : { matches: '' };
    const whole = new RegExp(`^(?:${matches})$`);
    expect(['arn:aws:backup:x', '"arn:aws:rds:x"', 'None', 'null', ''].map((answer) => whole.test(answer))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(look).toMatchObject({ endpoint: 'eu-central-1' });
    expect(look?.onFailure).toContain('--from Ledger=none');
  });

  test('is looked for by the name of the point that was chosen', () => {
    const [look] = recovery(placement('monday'), plan).check ?? [];
    expect(look?.do === 'check' && look.how.run).toContain('monday');
  });

  test.each([
    ['2026-11-21T01:10:00Z', '2026-11-21T00:40:00Z', says('1800\n')],
    ['2026-11-21T01:10:00Z', '2026-11-21T02:00:00+01:00', says('600\n')],
    ['2026-11-21T01:10:00Z', '2026-11-21T01:30:00Z', says('0\n')],
    ['2026-11-21T01:10:00Z', 'None', { code: 1, out: '' }],
  ])('is as old as it was when the other side was lost: %s, taken %s', async (since, taken, answer) => {
    const at = kept();
    writeFileSync(join(at, 'taken'), `${taken}\n`);
    expect(await fake.run(at, recovery(placement(), { ...plan, since }).age?.run ?? [])).toEqual(answer);
  });

  test('once made, is neither copied nor looked for', () => {
    const { check, drained, promote } = recovery(placement(undefined, true), plan);
    expect([check, drained, promote]).toEqual([undefined, undefined, undefined]);
  });
});

test('where copies are all there is, no database is asked whether it admits anybody', () => {
  expect(databaseRecovery(placement(), plan).fenced).toEqual([]);
  expect(databaseRecovery({ ...placement(), posture: 'active' }, plan).fenced).toHaveLength(2);
});
