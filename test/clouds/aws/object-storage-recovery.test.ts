import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { bucketRecovery, type BucketPlacement } from '../../../lib/clouds/aws/object-storage/steps';
import { outputAt } from './fixture';
import { FRANKFURT } from '../../declared';

/** A placement at Frankfurt that is restored, from a point if one is chosen. */
function restored(point?: string): BucketPlacement {
  const { names } = outputAt('normal', ['object-storage']).manifest.workloads[0]!.placements.find((p) => p.site === FRANKFURT)!;
  const ground = { vault: 'v', backupRole: 'r' };
  const peer = { site: 'aws:eu-west-3', region: 'eu-west-3', account: '111122223333', ground, names };
  return {
    component: 'Invoices',
    id: 'invoices',
    here: { ...peer, site: FRANKFURT, region: 'eu-central-1' },
    peer,
    origin: { how: 'restored', of: peer, done: false, ...(point === undefined ? {} : { point }) },
  } as unknown as BucketPlacement;
}

/** What the restore asks of AWS, where the vault holds `latest`. */
function asked(point: string | undefined, latest = '"arn:aws:backup:latest"', status = 'COMPLETED'): { said: string; folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'continuity-restore-'));
  const aws = join(folder, 'aws');
  writeFileSync(
    aws,
    `#!/bin/sh\ncase "$2" in list-restore-jobs) echo "\${DONE:-null}";; describe-recovery-point) echo COMPLETED;; list-*) echo '${latest}';; describe-restore-job) echo "\${STATUS:-COMPLETED}";; *) printf '%s\\n' "$@";; esac\n`,
  );
  chmodSync(aws, 0o755);
  const step = bucketRecovery(restored(point), { budget: { rpo: 1 } } as never).promote?.[0];
  const [program = '', ...words] = step?.do === 'command' ? step.run : [];
  const env = { ...process.env, STATUS: status, PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}` };
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

test('a restore that failed before is tried again, and one that fails again ends the step', () => {
  const { said } = asked('monday');
  expect(said).toContain('-1\n');
  expect(() => asked('monday', undefined, 'ABORTED')).toThrow(/ABORTED/);
});

test('what is restored already is not restored again, whoever asks', () => {
  process.env['DONE'] = '"job-7"';
  try {
    expect(asked('monday').said).toBe('job-7\n');
  } finally {
    delete process.env['DONE'];
  }
});
