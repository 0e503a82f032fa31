import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { run } from '../../lib/cli/cli';
import { FAILED_OVER, FRANKFURT, Lab, PARIS, manifest, situationAfter } from './fixture';
import { NORMAL } from '../../lib/situation/situation';

jest.setTimeout(30_000);

test('writes the file, and says what it means and what comes next', async () => {
  const lab = new Lab(NORMAL);
  expect(await lab.run('declare', 'lost', PARIS)).toBe(0);
  expect(lab.situation).toMatchObject({ sequence: 1, status: { [PARIS]: { is: 'lost' } } });
  expect(lab.stdout).toContain('sequence 0 -> 1');
  expect(lab.stdout).toContain(
    `nobody is served. Decide: wait for it, or move:\n      continuity declare failover billing --to ${FRANKFURT} --by NAME\n`,
  );
  expect(lab.stdout).toContain('continuity plan billing');
  expect(readdirSync(lab.dir).filter((name) => name.includes('.lock'))).toEqual([]);
});

test('is the same bytes whatever the order of keys was, and keeps the $schema', async () => {
  const first = situationAfter({ op: 'lost', site: FRANKFURT });
  const lab = new Lab(first);
  writeFileSync(lab.situationPath, JSON.stringify({ ...Object.fromEntries(Object.entries(first).reverse()), $schema: './schema.json' }));
  lab.now = () => new Date('2026-11-21T05:00:00Z');
  await lab.run('declare', 'gone', FRANKFURT);
  expect(readFileSync(lab.situationPath, 'utf8')).toMatch(
    /^\{\n {2}"\$schema": ".\/schema.json",\n {2}"version": 1,\n {2}"sequence": 2,\n {2}"status": \{\n/,
  );
});

test('every verb reaches the situation', async () => {
  const lab = new Lab(NORMAL);
  const declared: string[][] = [
    ['fence', 'billing', '--at', PARIS],
    ['unfence', 'billing', '--at', PARIS],
    ['avoid', PARIS],
    ['failover', 'billing', '--to', FRANKFURT, '--by', 'Ada', '--incident', 'INC-1'],
    ['abort', 'billing'],
    ['normal', PARIS],
  ];
  for (const [i, words] of declared.entries())
    expect([words, await lab.run('declare', ...words, '--sequence', String(i)), lab.stderr]).toEqual([words, 0, '']);
  expect(lab.situation).toMatchObject({
    sequence: 6,
    status: {},
    workloads: { billing: { history: [{}, { kind: 'forced', incident: 'INC-1', aborted: expect.any(String) as unknown }] } },
  });
});

describe('refuses', () => {
  test('a file that moved since the synthesis, with both numbers and the fix', async () => {
    const lab = new Lab(NORMAL);
    lab.write(FAILED_OVER());
    expect(await lab.run('declare', 'avoid', FRANKFURT)).toBe(1);
    expect(lab.stderr).toMatch(/DR-SIT-07.*file 2, manifest 0[\s\S]*synthesize again/);
    expect(lab.situation.sequence).toBe(2);
  });

  test('a file older than the synthesis, even with --sequence', async () => {
    const lab = new Lab(FAILED_OVER());
    lab.write(situationAfter({ op: 'lost', site: PARIS }));
    expect(await lab.run('declare', 'gone', PARIS, '--sequence', '1')).toBe(1);
    expect(lab.stderr).toMatch(/file 1, manifest 2[\s\S]*git pull/);
  });

  test('another declaration of the same sequence', async () => {
    const lab = new Lab(situationAfter({ op: 'lost', site: PARIS }));
    lab.write(situationAfter({ op: 'lost', site: FRANKFURT }));
    expect(await lab.run('declare', 'normal', FRANKFURT)).toBe(1);
    expect(lab.stderr).toContain('declare different things');
  });

  test('a file that is not at --sequence', async () => {
    const lab = new Lab(NORMAL);
    expect(await lab.run('declare', 'lost', PARIS, '--sequence', '4')).toBe(1);
    expect(lab.stderr).toContain('--sequence 4, file 0');
  });

  test('a half-written file', async () => {
    const lab = new Lab(FAILED_OVER());
    writeFileSync(lab.situationPath, readFileSync(lab.situationPath, 'utf8').slice(0, 80));
    expect(await lab.run('declare', 'gone', PARIS)).toBe(1);
    expect(lab.stderr).toContain('DR-SIT-01');
  });

  test('a missing manifest, a bad step, a wrong use', async () => {
    const lab = new Lab(NORMAL);
    expect(await lab.run('declare', 'failover', 'billing', '--to', FRANKFURT, '--by', 'Ada')).toBe(1);
    expect(lab.stderr).toContain('DR-SIT-06');
    expect(await lab.run('declare', 'failover', 'billing')).toBe(2);
    expect(await lab.run('declare', 'lost', PARIS, '--sequence', 'x')).toBe(2);
    expect(await run(['declare', 'lost', PARIS, '--out', '/nowhere'], lab.io)).toBe(1);
    expect(lab.stderr).toContain('DR-CLI-01');
    expect(existsSync(lab.situationPath)).toBe(false);
  });
});

test('of two declarations at once, in two processes, one stands and the other is told', async () => {
  const lab = new Lab(NORMAL);
  const declare = async (site: string): Promise<unknown> => {
    const main = resolve(__dirname, '../../lib/cli/main.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', main, 'declare', 'lost', site, ...lab.arguments], {
      env: lab.env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.stderr.on('data', (chunk: Buffer) => (lab.stderr += chunk.toString()));
    return ((await once(child, 'exit')) as unknown[])[0];
  };
  const codes = await Promise.all([declare(PARIS), declare(FRANKFURT)]);
  expect([...codes].sort()).toEqual([0, 1]);
  expect(lab.stderr).toContain('DR-SIT-07');
  expect(lab.situation.sequence).toBe(1);
});

test('a lock left by a dead process is taken over', async () => {
  const lab = new Lab(NORMAL);
  writeFileSync(`${lab.situationPath}.lock`, JSON.stringify({ pid: 2 ** 22 - 1, host: hostname() }));
  expect(await lab.run('declare', 'lost', PARIS)).toBe(0);
});

test('recording progress is no conflict', async () => {
  const lab = new Lab(FAILED_OVER());
  const after = FAILED_OVER();
  after.workloads.billing!.history.at(-1)!.started = ['Ledger'];
  lab.write(after);
  lab.synth(manifest(FAILED_OVER(), []));
  expect(await lab.run('declare', 'abort', 'billing', '--still-replica')).toBe(0);
});
