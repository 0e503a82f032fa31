import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { processOf } from '../../lib/cli/runner/alive';
import { isOurDeadLock, readLock } from '../../lib/cli/runner/state-lock';
import { taintedData } from '../../lib/cli/runner/resume';
import { BUCKET, DB, FAILED_OVER, Lab, action, procedure } from './fixture';
import { programOf } from '../support/program';

jest.setTimeout(30_000);

const APPLY = action({ do: 'apply', id: 'apply-b', stack: 'billing-frankfurt', timeout: 20 });

function lab(applyMs = 0): Lab {
  const l = new Lab(FAILED_OVER(), [procedure([APPLY])]);
  l.world = { ...l.world, applyMs };
  return l;
}

/** The real program, in a process of its own. */
function start(l: Lab): ChildProcess {
  return spawn(process.execPath, [programOf(), 'run', 'billing', '--execute', '--yes', '--by', 'Ada', ...l.arguments], {
    env: l.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function until(what: () => boolean): Promise<void> {
  for (let i = 0; i < 200; i += 1) {
    if (what()) return;
    await sleep(50);
  }
  throw new Error('it never happened');
}

const terraformPid = (l: Lab): number =>
  (l.journal.filter((e) => e.is === 'step-begin' && e.step === 'apply').at(-1)?.process as { pid: number }).pid;

test('killed with Terraform in the middle of an apply: unlocks, imports what exists, and goes on', async () => {
  const l = lab(60_000);
  const runner = start(l);
  await until(() => l.world.exists.length === 2);
  runner.kill('SIGKILL');
  process.kill(terraformPid(l), 'SIGKILL');
  await once(runner, 'exit');
  expect(l.world).toMatchObject({ state: [], lock: { id: 'lock-1' } });
  l.world = { ...l.world, applyMs: 0, exists: [DB] };
  l.forgetCalls();

  expect([await l.execute(), l.stderr]).toEqual([0, '']);
  expect(l.verbs).toEqual(['plan', 'force-unlock', 'plan', 'state', 'show', 'import', 'import', 'plan', 'show', 'apply']);
  expect(l.calls).toContain(`import -input=false -no-color ${DB} ledger-b`);
  expect(l.world.state.sort()).toEqual([DB, BUCKET].sort());
  expect(JSON.stringify(l.journal)).toContain(`${BUCKET} (invoices-b) does not exist yet`);
});

test('killed alone: Terraform goes on without it, and the next run waits for it', async () => {
  const l = lab(1500);
  const runner = start(l);
  await until(() => l.world.exists.length === 2);
  runner.kill('SIGKILL');
  await once(runner, 'exit');
  l.forgetCalls();
  expect(await l.execute()).toBe(0);
  expect(l.stdout).toContain('still at work: waiting for it');
  expect(l.verbs).toEqual(['plan', 'state']);
  expect(l.world).toMatchObject({ lock: null, tainted: [] });
});

test('interrupted: Terraform gets it once and saves its state; the next run untaints', async () => {
  const l = lab(60_000);
  const runner = start(l);
  let said = '';
  runner.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await until(() => l.world.exists.length === 2);
  runner.kill('SIGINT');
  runner.kill('SIGINT');
  await sleep(20);
  runner.kill('SIGINT');
  const [code] = (await once(runner, 'exit')) as [number];
  expect(code).toBe(130);
  expect(said).toContain('To go on from there:\n  continuity run billing');
  expect(l.calls.filter((c) => c === 'SIGINT')).toHaveLength(1);
  expect(l.journal.at(-1)).toMatchObject({ is: 'finish', result: 'interrupted' });
  expect(l.world.tainted).toEqual([DB, BUCKET]);
  l.world = { ...l.world, applyMs: 0 };
  l.forgetCalls();

  expect([await l.execute(), l.stderr]).toEqual([0, '']);
  expect(l.calls.filter((c) => c.startsWith('untaint'))).toHaveLength(2);
  expect(l.verbs).not.toContain('apply');
  expect(l.world.tainted).toEqual([]);
});

test('a lock that was released while Terraform looked who holds it is no lock: it is asked again', async () => {
  const l = lab();
  l.world = { ...l.world, planError: 'Error acquiring the state lock: NoSuchKey: the lock is gone' };
  setTimeout(() => {
    l.world = { ...l.world, planError: undefined };
  }, 700);
  expect([await l.execute(), l.stderr]).toEqual([0, '']);
  expect(l.verbs.slice(0, 4)).toEqual(['init', 'plan', 'plan', 'show']);
});

describe('a lock that is not known to be ours', () => {
  const foreign = { id: 'lock-9', who: `bob@${hostname()}`, created: '2026-11-21 03:00:00.1' };

  test('is not broken', async () => {
    const l = lab();
    l.world = { ...l.world, lock: foreign };
    expect(await l.execute()).toBe(1);
    expect(l.stderr).toMatch(/DR-RUN-03[\s\S]*lock lock-9: bob@/);
    expect(l.verbs).not.toContain('force-unlock');
  });

  test('is, where the user says with --resume that its holder is dead', async () => {
    const l = lab();
    l.world = { ...l.world, lock: foreign };
    expect(await l.execute('--resume')).toBe(0);
    expect(l.calls).toContain('force-unlock -force lock-9');
  });

  test('is, where the person at the terminal says so', async () => {
    const l = lab();
    l.world = { ...l.world, lock: foreign };
    l.terminal = true;
    l.answers = [true];
    expect(await l.run('run', 'billing', '--execute')).toBe(0);
  });
});

test('a lock is ours only where a Terraform of ours, dead and without an end, took it', () => {
  const lock = { id: '1', operation: 'OperationTypeApply', who: `ada@${hostname()}`, created: '2026-11-21 03:12:05.5 +0000 UTC' };
  const dying = { pid: 2 ** 22 - 1, host: hostname() };
  const ours = { step: 'apply', at: '2026-11-21T03:12:00.000Z', host: hostname(), process: dying };
  const dead = (over: object, l = lock): boolean => isOurDeadLock(l, { unfinished: [{ ...ours, ...over }] });
  expect(dead({})).toBe(true);
  expect(dead({ host: 'elsewhere' })).toBe(false);
  expect(dead({}, { ...lock, who: 'ada@elsewhere' })).toBe(false);
  expect(dead({}, { ...lock, created: '2026-11-21 03:20:00 +0000 UTC' })).toBe(false);
  expect(dead({}, { ...lock, created: '' })).toBe(false);
  expect(isOurDeadLock(lock, { unfinished: [] })).toBe(false);
  expect(dead({ process: undefined })).toBe(false);
  expect(dead({ process: processOf(process.pid) })).toBe(false);
  // Another process has its number since.
  expect(dead({ process: { ...processOf(process.pid), started: '1' } })).toBe(process.platform === 'linux');
});

test('reads a lock in plain and in framed text', () => {
  const text =
    'Error: Error acquiring the state lock\n│ Lock Info:\n│   ID:        6a1b-2\n│   Who:       ada@host\n│   Operation: OperationTypeApply\n│   Created:   2026-11-21 03:12:00.5 +0000 UTC';
  expect(readLock(text)).toEqual({
    id: '6a1b-2',
    who: 'ada@host',
    operation: 'OperationTypeApply',
    created: '2026-11-21 03:12:00.5 +0000 UTC',
  });
  expect(readLock('Error: something else')).toBeUndefined();
});

test('finds what is tainted and holds data, in modules and with keys', () => {
  const of = (type: string, over: Record<string, unknown>) => ({ mode: 'managed', type, name: 'x', ...over });
  const state = JSON.stringify({
    resources: [
      of('aws_db_instance', { module: 'module.m', instances: [{ status: 'tainted', index_key: 'a' }, { index_key: 'b' }] }),
      of('aws_lb', { instances: [{ status: 'tainted' }] }),
      of('aws_ebs_volume', { instances: [{ status: 'tainted', index_key: 0 }] }),
    ],
  });
  expect(taintedData(state, ['aws_db_instance'], ['aws_ebs_volume.x'])).toEqual(['module.m.aws_db_instance.x["a"]', 'aws_ebs_volume.x[0]']);
  expect(taintedData('', [], [])).toEqual([]);
});
