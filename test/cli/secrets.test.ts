import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hiding } from '../../lib/cli/runner/secrets';
import type { Action } from '../../lib/words/actions';
import { found } from '../../lib/words/found';
import { FAILED_OVER, Lab, action, manifest, procedure } from './fixture';
import { programOf } from '../support/program';

jest.setTimeout(30_000);

const SECRET = 'h/u-n"t e$r2';
/** Every way in which it would still be read. */
const TRACES = [SECRET, JSON.stringify(SECRET).slice(1, -1), encodeURIComponent(SECRET), Buffer.from(SECRET).toString('base64')];

/** Where the lab keeps its temporary files, the vault, and what a step wrote down. */
const at = (lab: Lab, name: string): string => join(lab.dir, name);
const text = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');

/** A reader of the vault: prints the secret, and a word of its own on standard error. */
const vault = (lab: Lab): string[] => ['sh', '-c', 'cat "$1"; echo noise-of-the-reader >&2', 'step', at(lab, 'vault')];
const secret = (lab: Lab, as: 'environment' | 'file', over: object = {}) => ({ variable: 'DB_PASSWORD', as, read: vault(lab), ...over });

function labOf(actions: (lab: Lab) => Action[], value = `${SECRET}\n`): Lab {
  const lab = new Lab(FAILED_OVER());
  writeFileSync(at(lab, 'vault'), value);
  mkdirSync(at(lab, 'tmp'));
  lab.env.TMPDIR = at(lab, 'tmp');
  lab.synth(manifest(FAILED_OVER(), [procedure(actions(lab))]));
  return lab;
}

/** A command with a secret: $1 is a file that it may write to. */
const command = (lab: Lab, script: string, as: 'environment' | 'file' = 'environment', over: Record<string, unknown> = {}): Action =>
  action({
    do: 'command',
    id: 'change',
    endpoint: 'x',
    run: ['sh', '-c', script, 'step', at(lab, 'wrote')],
    secrets: [secret(lab, as)],
    ...over,
  });

/** The real program, in a process of its own, with temporary files in the lab. */
const start = (lab: Lab): ChildProcess =>
  spawn(process.execPath, [programOf(), 'run', 'billing', '--execute', '--yes', '--by', 'Ada', ...lab.arguments], {
    env: lab.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** Everything that a run leaves for people: journal, logs, both outputs, the manifest. */
const leavings = (lab: Lab): string =>
  [
    ...readdirSync(dirname(lab.journalPath), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => text(join(entry.parentPath, entry.name))),
    lab.stdout,
    lab.stderr,
    text(join(lab.dir, 'cdktf.out/continuity.json')),
  ].join('\n');
const traces = (lab: Lab): string[] => TRACES.filter((trace) => leavings(lab).includes(trace));

describe('a secret', () => {
  test('is a variable of that program alone, without the line end behind it', async () => {
    const after = (l: Lab): Action =>
      action({ do: 'command', id: 'next', endpoint: 'x', run: ['sh', '-c', 'printenv DB_PASSWORD >>"$1"; true', 'step', at(l, 'wrote')] });
    const lab = labOf((l) => [command(l, 'printf "[%s]" "$DB_PASSWORD" >"$1"'), after(l)]);
    expect([await lab.execute(), lab.stderr]).toEqual([0, '']);
    expect(text(at(lab, 'wrote'))).toBe(`[${SECRET}]`);
    expect(traces(lab)).toEqual([]);
  });

  test('is a file that only this user reads, in a folder that only this user enters, and both are gone afterwards', async () => {
    const lab = labOf((l) => [
      command(
        l,
        '{ printf "%s " "$DB_PASSWORD" "$(stat -c %a "$DB_PASSWORD")" "$(stat -c %a "${DB_PASSWORD%/*}")"; cat "$DB_PASSWORD"; } >"$1"',
        'file',
      ),
    ]);
    expect([await lab.execute(), lab.stderr]).toEqual([0, '']);
    const [path = '', file, folder, ...rest] = text(at(lab, 'wrote')).split(' ');
    expect([file, folder, rest.join(' ')]).toEqual(['600', '700', `${SECRET}\n`]);
    expect([existsSync(path), existsSync(dirname(path))]).toEqual([false, false]);
    expect(traces(lab)).toEqual([]);
  });

  test('is no argument of any process while the step runs', async () => {
    const lab = labOf((l) => [command(l, 'for one in /proc/[0-9]*; do tr "\\0" " " <"$one/cmdline"; echo; done 2>/dev/null >"$1"')]);
    expect([await lab.execute(), lab.stderr]).toEqual([0, '']);
    const seen = text(at(lab, 'wrote'));
    expect(seen).toContain('/cmdline');
    expect(TRACES.filter((trace) => seen.includes(trace))).toEqual([]);
  });

  test.each<[string, string, 'environment' | 'file']>([
    ['on standard output', 'echo "$DB_PASSWORD"; echo said-the-program; exit 3', 'environment'],
    ['on standard error', 'echo "cannot log in with $DB_PASSWORD" >&2; echo said-the-program >&2; exit 3', 'environment'],
    ['out of a file', 'cat "$DB_PASSWORD"; echo said-the-program; exit 3', 'file'],
    ['in base64', 'printf %s "$DB_PASSWORD" | base64; echo said-the-program; exit 3', 'environment'],
  ])('that the program says, %s, is hidden in the journal and on the screen; the rest is shown', async (_, script, as) => {
    const lab = labOf((l) => [command(l, script, as)]);
    expect(await lab.execute()).toBe(1);
    expect(lab.stderr).toContain('said-the-program');
    expect(lab.stderr).toContain('[secret]');
    expect(traces(lab)).toEqual([]);
    expect(readdirSync(at(lab, 'tmp'))).toEqual([]);
  });

  test('of a check is read too, and its answer is judged as it is and shown without it', async () => {
    const look = (l: Lab, matches: string): Action =>
      action({
        do: 'check',
        id: 'look',
        endpoint: 'x',
        every: 0.1,
        timeout: 0.5,
        how: { run: ['sh', '-c', 'printf %s "$DB_PASSWORD"'], matches },
        secrets: [secret(l, 'environment')],
      });
    const lab = labOf((l) => [look(l, 'h/u.*r2')]);
    expect([await lab.execute(), lab.stderr, traces(lab)]).toEqual([0, '', []]);
    lab.synth(manifest(FAILED_OVER(), [procedure([look(lab, 'other')])]));
    expect(await lab.execute('--again')).toBe(1);
    expect(lab.stderr).toContain('[secret]');
    expect(traces(lab)).toEqual([]);
  });

  test('may be told by what was found, and is read for each line', async () => {
    const find = action({ do: 'find', id: 'db', run: ['printf', 'a\\nb\\n'], expects: 'some', matches: '.', endpoint: 'x', every: 1 });
    const read = ['sh', '-c', 'echo "secret-of-$1"', 'step', found('db')];
    const lab = labOf((l) => [
      find,
      command(l, 'echo "$DB_PASSWORD" >>"$1"', 'environment', { secrets: [secret(l, 'environment', { read })] }),
    ]);
    expect([await lab.execute(), lab.stderr]).toEqual([0, '']);
    expect(text(at(lab, 'wrote'))).toBe('secret-of-a\nsecret-of-b\n');
    expect(leavings(lab)).not.toContain('secret-of-a');
  });
});

describe('a secret that cannot be read', () => {
  test.each<[string, string[], string, number?]>([
    [
      'a reader that fails',
      ['sh', '-c', 'echo half-a-secret; echo half-a-secret >&2; exit 7'],
      'could not be read: sh failed (exit code 7)',
    ],
    ['an empty answer', ['printf', ' \\n'], 'could not be read: printf answered nothing (exit code 0)'],
    ['no such reader', ['no-such-program'], 'could not be read: no-such-program could not be run'],
    ['a reader that does not end', ['sh', '-c', 'echo half-a-secret; sleep 9'], 'could not be read: sh did not end in time', 1],
    ['a zero byte', ['printf', 'half-a-secret\\0x'], 'holds a zero byte'],
  ])('%s: the step is stopped before it runs, and nothing of the answer is shown', async (_, read, message, timeout = 10) => {
    const lab = labOf((l) => [
      command(l, 'echo ran >"$1"', 'environment', {
        repeatable: false,
        timeout,
        secrets: [secret(l, 'file', { variable: 'KEY' }), secret(l, 'environment', { read })],
      }),
    ]);
    expect(await lab.execute()).toBe(1);
    expect(lab.stderr).toContain(`the secret for DB_PASSWORD ${message}`);
    expect(leavings(lab).replace(text(join(lab.dir, 'cdktf.out/continuity.json')), '')).not.toContain('half-a-secret');
    expect([existsSync(at(lab, 'wrote')), readdirSync(at(lab, 'tmp'))]).toEqual([false, []]);
    // Nothing was done: it is not asked about.
    expect(await lab.execute()).toBe(1);
    expect(lab.stderr).not.toContain('--repeat');
  });
});

describe('interrupted', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('by %s in the middle of the step, the file is removed', async (name) => {
    const lab = labOf((l) => [command(l, 'printf %s "$DB_PASSWORD" >"$1"; sleep 20', 'file', { timeout: 25 })]);
    const runner = start(lab);
    let said = '';
    for (const stream of [runner.stdout, runner.stderr]) stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    for (let i = 0; i < 200 && text(at(lab, 'wrote')) === ''; i += 1) await sleep(50);
    const path = text(at(lab, 'wrote'));
    expect([statSync(path).mode & 0o777, path.startsWith(at(lab, 'tmp'))]).toEqual([0o600, true]);
    runner.kill(name);
    const [code] = (await once(runner, 'exit')) as [number];
    expect([code, existsSync(path), readdirSync(at(lab, 'tmp')).filter((one) => one.startsWith('continuity-'))]).toEqual([130, false, []]);
    lab.stdout = said;
    expect(traces(lab)).toEqual([]);
    expect(lab.journal.at(-1)).toMatchObject({ is: 'finish', result: 'interrupted' });
  });
});

test('interrupted while a second secret is read, the first one is removed, and the step does not run', async () => {
  const slow = ['sh', '-c', 'echo half-a-secret; sleep 20'];
  const lab = labOf((l) => [
    command(l, 'echo ran >"$1"', 'file', {
      timeout: 25,
      secrets: [secret(l, 'file', { variable: 'KEY' }), secret(l, 'file', { read: slow })],
    }),
  ]);
  const run = lab.execute();
  const keys = (): string[] => readdirSync(at(lab, 'tmp'), { recursive: true }).filter((name) => String(name).endsWith('KEY')) as string[];
  for (let i = 0; i < 200 && keys().length === 0; i += 1) await sleep(20);
  expect(keys()).toHaveLength(1);
  lab.interrupt.abort();
  expect(await run).toBe(130);
  expect([readdirSync(at(lab, 'tmp')), existsSync(at(lab, 'wrote'))]).toEqual([[], false]);
  expect(leavings(lab).replace(text(join(lab.dir, 'cdktf.out/continuity.json')), '')).not.toContain('half-a-secret');
});

describe('whose credentials', () => {
  const as = { who: "the backup account's operator", environment: { AWS_PROFILE: 'backup', AWS_CONFIG_FILE: '/etc/acme/aws' } };
  const print = ['sh', '-c', 'printf %s "$AWS_PROFILE"'];
  const steps = (l: Lab): Action[] => [
    command(l, 'printf "%s %s" "$AWS_PROFILE" "$DB_PASSWORD" >"$1"', 'environment', {
      as,
      secrets: [secret(l, 'environment', { read: print })],
    }),
    action({ do: 'check', id: 'look', endpoint: 'x', every: 1, how: { run: print, matches: 'backup' }, as }),
    action({ do: 'find', id: 'find', endpoint: 'x', every: 1, run: print, expects: 'one', matches: 'backup', as }),
    action({ do: 'check', id: 'own', endpoint: 'x', every: 1, how: { run: print, matches: 'site' } }),
  ];

  test('are set for that step alone, not for what reads its secrets, and are shown wherever it is', async () => {
    const lab = labOf(steps);
    lab.env.AWS_PROFILE = 'site';
    expect([await lab.execute(), lab.stderr]).toEqual([0, '']);
    expect(text(at(lab, 'wrote'))).toBe('backup site');
    expect(lab.stdout).toContain("do change (as the backup account's operator): ok");
    expect(lab.stdout).toMatch(/usually 1 s +do look \(as the backup account's operator\)\n/);
    await lab.run('plan');
    expect(lab.stdout).toContain("do find (as the backup account's operator)");
    expect(lab.stdout).toContain('AWS_PROFILE=backup AWS_CONFIG_FILE=/etc/acme/aws sh -c');
    expect(lab.stdout).toContain('secret: DB_PASSWORD, read by that line when it runs, given in the environment');
    expect(lab.stdout).toContain('expected: one line of backup');
  });

  test('are named where it stops', async () => {
    const lab = labOf((l) => [command(l, 'exit 3', 'environment', { as, secrets: [] })]);
    expect(await lab.execute()).toBe(1);
    expect(lab.stderr).toContain('Stopped at "do change (as the backup account\'s operator)"');
  });
});

describe('a manifest is refused', () => {
  test.each<[string, object, string]>([
    ['with a secret as an argument', { run: ['psql', '--password={secret:db}'] }, 'a secret is never an argument'],
    [
      'whose reader is given one',
      { secrets: [{ variable: 'X', as: 'file', read: ['cat', '{secret:db}'] }] },
      'a secret is never an argument',
    ],
    ...['PATH', 'HOME', 'LD_PRELOAD', 'BASH_ENV', 'NODE_OPTIONS', 'PYTHONPATH', 'IFS', 'HTTPS_PROXY'].map(
      (variable): [string, object, string] => [
        `that sets ${variable}`,
        { secrets: [{ variable, as: 'file', read: ['x'] }] },
        'changes how programs run',
      ],
    ),
    ['with a variable in small letters', { secrets: [{ variable: 'path', as: 'file', read: ['x'] }] }, 'secrets.0.variable'],
    [
      'with two secrets in one variable',
      { secrets: [1, 2].map(() => ({ variable: 'X', as: 'file', read: ['x'] })) },
      'two secrets have the same variable',
    ],
    ['with a secret among the settings', { as: { who: 'x', environment: { AWS_SECRET_ACCESS_KEY: 'x' } } }, 'holds a secret'],
    ['with a password among the settings', { as: { who: 'x', environment: { PGPASSWORD: 'x' } } }, 'holds a secret'],
    ['whose settings change how programs run', { as: { who: 'x', environment: { PATH: '/tmp' } } }, 'as.environment'],
  ])('%s', async (_, over, message) => {
    const lab = labOf((l) => [{ ...command(l, 'echo ran >"$1"'), ...over } as Action]);
    expect(await lab.execute()).toBe(1);
    expect(lab.stderr).toContain('DR-CLI-01');
    expect(lab.stderr).toContain(message);
    expect(existsSync(at(lab, 'wrote'))).toBe(false);
  });

  test('not where a setting is the path of a file that holds a token', async () => {
    const as = { who: 'x', environment: { AWS_WEB_IDENTITY_TOKEN_FILE: '/run/token' } };
    const lab = labOf((l) => [command(l, 'true', 'environment', { as, secrets: [] })]);
    expect([await lab.execute(), lab.stderr]).toEqual([0, '']);
  });
});

describe('what is hidden', () => {
  test.each<[string, string, string, string]>([
    ['the lines of a key', '-----BEGIN-----\nabcdefgh\nijklmnop\n', 'at ijklmnop, of abcdefgh', 'at [secret], of [secret]'],
    ['a value of one that is JSON', '{"username":"ada","password":"pa55word","port":15432}', 'ada pa55word 15432', 'ada [secret] [secret]'],
    ['the longer one first', 'abcd\nabcdef', 'abcdef abcd', '[secret] [secret]'],
    ['what a short one is', 'x1', 'x1 and x', '[secret] and x'],
    ['nothing, where there is none', '', 'all of it', 'all of it'],
  ])('%s', (_, value, said, shown) => {
    expect(hiding([value])(said)).toBe(shown);
  });
});
