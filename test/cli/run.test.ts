import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DB, FAILED_OVER, FRANKFURT, Lab, PARIS, SIDES, action, manifest, node, procedure, situationAfter } from './fixture';
import { declare } from '../../lib/situation/declare';

jest.setTimeout(30_000);

const APPLY = action({ do: 'apply', id: 'apply-b', stack: 'billing-frankfurt', timeout: 20 });
const mark = (lab: Lab, name: string): string[] => node(`require('fs').appendFileSync(${JSON.stringify(join(lab.dir, name))}, 'x')`);
const marks = (lab: Lab, name: string): number => (existsSync(join(lab.dir, name)) ? readFileSync(join(lab.dir, name), 'utf8').length : 0);

/** A lab whose due procedure has these actions, which may name files in it. */
function labWith(actions: (lab: Lab) => ReturnType<typeof action>[], over: Parameters<typeof procedure>[1] = {}): Lab {
  const lab = new Lab(FAILED_OVER());
  lab.synth(manifest(FAILED_OVER(), [procedure(actions(lab), over)]));
  return lab;
}
const command = (lab: Lab, id: string, over: Record<string, unknown> = {}) =>
  action({ do: 'command', id, run: mark(lab, id), endpoint: 'eu-central-1', ...over });

test('does the actions in order, keeps the evidence, and does not do again what ended well', async () => {
  const lab = labWith((l) => [
    action({ do: 'decide', id: 'decide', question: 'Fail over?', who: 'the duty manager' }),
    action({ do: 'record', id: 'started', record: 'started', components: ['Ledger'] }),
    command(l, 'promote', { repeatable: false, pointOfNoReturn: true }),
    APPLY,
    action({ do: 'record', id: 'completed', record: 'completed', components: ['Ledger'], after: ['apply-b'] }),
    action({ do: 'notify', id: 'tell', audience: 'users', text: 'We are back.' }),
  ]);
  expect([await lab.execute(), lab.stderr]).toEqual([0, '']);
  expect(lab.situation.workloads.billing?.history.at(-1)).toMatchObject({ started: ['Ledger'], completed: ['Ledger'] });
  expect(lab.situation.sequence).toBe(3);
  expect(lab.stdout).toContain('The situation is at sequence 3 now: commit it, and synthesize.');
  expect(lab.verbs).toEqual(['init', 'plan', 'show', 'apply']);
  expect(lab.world.state).toContain(DB);
  const [first] = lab.journal;
  expect(first).toMatchObject({
    is: 'run',
    by: 'Ada',
    terraform: '1.11.4',
    sequence: 2,
    manifest: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
  });
  expect(lab.journal.filter((e) => e.is === 'end').map((e) => [e.action, e.result])).toHaveLength(6);
  expect(lab.stdout).toContain('Evidence: ');

  expect([await lab.execute('--again'), lab.stderr]).toEqual([0, '']);
  expect(await lab.execute()).toBe(0);
  expect(lab.situation.sequence).toBe(3);
  expect(marks(lab, 'promote')).toBe(1);
  expect(lab.verbs).toEqual(['init', 'plan', 'show', 'apply', 'plan']);
  expect(lab.stdout).toContain('skipped. done at');

  lab.write(declare(lab.situation, { op: 'gone', site: PARIS }, SIDES, '2026-11-21T09:00:00Z'));
  expect(await lab.execute()).toBe(1);
  expect(lab.stderr).toContain('file 4, manifest 2');
});

test('an apply is planned again where the manifest is another one, and with --again', async () => {
  const lab = labWith(() => [APPLY]);
  await lab.execute();
  lab.forgetCalls();
  lab.synth({ ...manifest(FAILED_OVER(), [procedure([APPLY])]), generator: 'another' });
  expect(await lab.execute()).toBe(0);
  expect(lab.verbs).toEqual(['plan']);
  expect(lab.stdout).toContain('no changes');
  await lab.execute('--again');
  expect(lab.verbs).toEqual(['plan', 'plan']);
});

test('refuses a plan that destroys data, and applies nothing', async () => {
  const lab = labWith(() => [APPLY]);
  lab.world = {
    ...lab.world,
    changes: [
      { address: DB, type: 'aws_db_instance', mode: 'managed', change: { actions: ['delete', 'create'], replace_paths: [['identifier']] } },
    ],
  };
  expect(await lab.execute()).toBe(1);
  expect(lab.verbs).not.toContain('apply');
  expect(lab.stderr).toContain(`replace ${DB} (forced by identifier)`);
  expect(lab.stderr).toContain('nothing was applied');
  expect(lab.stderr).toContain('What to do: look at apply-b');
});

test('shows and does the destruction of what holds no data', async () => {
  const lab = labWith(() => [APPLY]);
  lab.world = { ...lab.world, changes: [{ address: 'aws_lb.old', type: 'aws_lb', mode: 'managed', change: { actions: ['delete'] } }] };
  expect(await lab.execute()).toBe(0);
  expect(lab.stdout).toContain('destroys aws_lb.old, which holds no data');
});

test('never applies a withheld stack', async () => {
  const lab = labWith(() => [action({ do: 'apply', id: 'a', stack: 'billing-paris' })]);
  expect(await lab.execute()).toBe(1);
  expect(lab.stderr).toContain('DR-RUN-05');
  expect(lab.verbs).toEqual([]);
});

test('best effort: recorded, and it goes on; what depends on it is not recorded as done', async () => {
  const lab = labWith((l) => [
    action({ do: 'command', id: 'fence', run: node('process.exit(3)'), endpoint: 'eu-west-3', bestEffort: true }),
    action({ do: 'record', id: 'fenced', record: 'fenced', site: PARIS, after: ['fence'] }),
    command(l, 'next'),
  ]);
  expect(await lab.execute()).toBe(0);
  expect(lab.situation.workloads.billing?.fenced).toEqual({});
  expect(lab.stdout).toContain('not recorded: fence failed');
  expect(marks(lab, 'next')).toBe(1);
});

test('a failure stops the run, and the next one goes on from there', async () => {
  const lab = labWith((l) => [
    command(l, 'one', { repeatable: false }),
    action({
      do: 'command',
      id: 'two',
      run: node(`process.exit(require('fs').existsSync(${JSON.stringify(join(l.dir, 'ready'))}) ? 0 : 9)`),
      endpoint: 'x',
    }),
  ]);
  expect(await lab.execute()).toBe(1);
  expect(lab.stderr).toContain('exit code 9');
  writeFileSync(join(lab.dir, 'ready'), '');
  expect(await lab.execute()).toBe(0);
  expect(marks(lab, 'one')).toBe(1);
});

test('a command that takes too long is stopped', async () => {
  const lab = labWith(() => [action({ do: 'command', id: 'slow', run: node('setTimeout(() => {}, 60000)'), endpoint: 'x', timeout: 0.4 })]);
  expect(await lab.execute()).toBe(1);
  expect(lab.stderr).toContain('did not end in time');
});

test('a check is asked until the answer fits, wholly', async () => {
  const counter = (l: Lab): string => JSON.stringify(join(l.dir, 'n'));
  const lab = labWith((l) => [
    action({
      do: 'check',
      id: 'up',
      every: 0.05,
      timeout: 10,
      endpoint: 'x',
      how: {
        run: node(
          `const fs=require('fs');fs.appendFileSync(${counter(l)},'x');console.log('x'.repeat(fs.readFileSync(${counter(l)}).length))`,
        ),
        matches: 'x{3}|never',
      },
    }),
  ]);
  expect(await lab.execute()).toBe(0);
  expect(marks(lab, 'n')).toBe(3);
});

test('a check gives up after its time-out', async () => {
  const lab = labWith(() => [
    action({
      do: 'check',
      id: 'up',
      every: 0.1,
      timeout: 0.5,
      endpoint: 'x',
      how: { run: node('console.log("creating")'), matches: 'available' },
    }),
  ]);
  expect(await lab.execute()).toBe(1);
  expect(lab.stderr).toMatch(/after \d+ tr.*creating/);
});

test('the lag that was measured is recorded', async () => {
  const fenced = situationAfter({ op: 'fence', workload: 'billing', at: PARIS });
  const lab = new Lab(fenced, [
    procedure(
      [
        action({
          do: 'check',
          id: 'lag-ledger',
          every: 1,
          timeout: 1,
          endpoint: 'x',
          how: { run: node('console.log(0)'), matches: '0(\\.0+)?', number: 'Ledger' },
        }),
        action({
          do: 'check',
          id: 'lag-invoices',
          every: 1,
          timeout: 1,
          endpoint: 'x',
          bestEffort: true,
          how: { run: node('console.log(7)'), matches: '0', number: 'Invoices' },
        }),
        action({ do: 'record', id: 'record-lag', record: 'lag', after: ['lag-ledger', 'lag-invoices'] }),
      ],
      { transition: 'fence-for-switch' },
    ),
  ]);
  expect([await lab.execute(), lab.stderr]).toEqual([0, '']);
  expect(lab.situation.workloads.billing?.lag).toEqual({ Ledger: 0, Invoices: 7 });
});

test('a lag that nobody measured is not recorded', async () => {
  const lab = labWith(() => [action({ do: 'record', id: 'record-lag', record: 'lag', after: ['nothing'] })]);
  expect(await lab.execute()).toBe(1);
  expect(lab.stderr).toContain('no measured lag to record');
});

describe('people', () => {
  const decide = action({ do: 'decide', id: 'decide', question: 'Fail over?', who: 'the duty manager' });

  test('without a terminal and without --yes, the first decision refuses', async () => {
    const lab = labWith(() => [decide]);
    expect(await lab.run('run', 'billing', '--execute')).toBe(1);
    expect(lab.stderr).toContain('DR-RUN-04');
  });

  test('--yes needs a name; a no stops; a yes goes on', async () => {
    const lab = labWith(() => [decide, action({ do: 'manual', id: 'call', text: 'Call the bank.' })]);
    expect(await lab.run('run', 'billing', '--execute', '--yes')).toBe(1);
    lab.terminal = true;
    lab.answers = [false];
    expect(await lab.run('run', 'billing', '--execute', '--by', 'Ada')).toBe(1);
    expect(lab.stderr).toContain('Ada answered no');
    lab.answers = [true, true];
    expect(await lab.run('run', 'billing', '--execute', '--by', 'Ada')).toBe(0);
    expect(lab.stdout).toContain('Call the bank.');
  });

  test('a notice goes to the program; one that cannot be sent stops nothing', async () => {
    const lab = labWith(() => [action({ do: 'notify', id: 'tell', audience: 'users', text: 'We are back.' })]);
    writeFileSync(
      join(lab.dir, 'send.js'),
      `process.stdin.pipe(require('fs').createWriteStream(${JSON.stringify(join(lab.dir, 'sent'))}))`,
    );
    expect(await lab.execute('--notify-command', `${process.execPath} ${join(lab.dir, 'send.js')}`)).toBe(0);
    expect(readFileSync(join(lab.dir, 'sent'), 'utf8')).toBe('users: We are back.\n');
    expect(await lab.execute('--again', '--notify-command', 'no-such-program')).toBe(0);
    expect(lab.stdout).toContain('NOT SENT');
  });
});

describe('refuses', () => {
  test('a Terraform older than 1.11', async () => {
    const lab = labWith(() => [APPLY]);
    lab.world = { ...lab.world, version: '1.10.5' };
    expect(await lab.execute()).toBe(1);
    expect(lab.stderr).toMatch(/DR-RUN-01.*1\.10\.5/);
  });

  test('a situation that moved, before the run and during it', async () => {
    const lab = labWith((l) => [
      action({
        do: 'command',
        id: 'other',
        run: node(
          `const f=${JSON.stringify(l.situationPath)},fs=require('fs');const s=JSON.parse(fs.readFileSync(f));s.sequence+=1;fs.writeFileSync(f,JSON.stringify(s))`,
        ),
        endpoint: 'x',
      }),
      command(l, 'never'),
    ]);
    expect(await lab.execute()).toBe(1);
    expect(lab.stderr).toMatch(/DR-SIT-07.*file 3, manifest 2/s);
    expect(marks(lab, 'never')).toBe(0);
    expect(await lab.execute()).toBe(1);
  });

  test('a procedure that is not due, two that are, and a second runner', async () => {
    const lab = labWith((l) => [command(l, 'one')], { due: false });
    expect(await lab.execute()).toBe(1);
    expect(lab.stderr).toContain('Nothing is due');
    expect(await lab.execute('--transition', 'failover')).toBe(1);
    expect(lab.stderr).toContain('is not due');
    lab.synth(manifest(FAILED_OVER(), [procedure([]), procedure([], { transition: 'abort' })]));
    expect(await lab.execute()).toBe(1);
    expect(lab.stderr).toContain('--transition abort');
    expect(await lab.execute('--transition', 'failover')).toBe(0);
    writeFileSync(`${lab.journalPath}.lock`, JSON.stringify({ pid: process.pid, host: hostname() }));
    expect(await lab.execute('--transition', 'failover')).toBe(1);
    expect(lab.stderr).toContain('DR-SIT-08');
  });
});

describe('a journal that stops in the middle', () => {
  test('completed is recorded once, though the runner died right after it', async () => {
    const lab = labWith((l) => [
      action({ do: 'record', id: 'completed', record: 'completed', components: ['Ledger'] }),
      command(l, 'after'),
    ]);
    await lab.execute();
    const lines = readFileSync(lab.journalPath, 'utf8').split('\n');
    writeFileSync(lab.journalPath, `${lines.slice(0, 2).join('\n')}\n`);
    expect([await lab.execute(), lab.stderr]).toEqual([0, '']);
    expect(lab.situation.sequence).toBe(3);
    expect(marks(lab, 'after')).toBe(2);
  });

  test('a torn last line is left, and the run goes on', async () => {
    const lab = labWith((l) => [command(l, 'one', { repeatable: false }), command(l, 'two')]);
    await lab.execute();
    const lines = readFileSync(lab.journalPath, 'utf8').split('\n');
    writeFileSync(lab.journalPath, `${lines.slice(0, 3).join('\n')}\n`);
    appendFileSync(lab.journalPath, '{"is":"begin","at":"2026-11-');
    expect(await lab.execute()).toBe(0);
    expect(lab.stdout).toContain('1 line of the journal is torn');
    expect([marks(lab, 'one'), marks(lab, 'two')]).toEqual([1, 2]);
  });

  test('a command that may not be done twice, and whose end nobody knows, is asked about', async () => {
    const lab = labWith((l) => [command(l, 'one', { repeatable: false })]);
    await lab.execute();
    const lines = readFileSync(lab.journalPath, 'utf8').split('\n');
    writeFileSync(lab.journalPath, `${lines.slice(0, 2).join('\n')}\n`);
    expect(await lab.execute()).toBe(1);
    expect(lab.stderr).toMatch(/--repeat one/);
    expect(await lab.execute('--repeat', 'one')).toBe(0);
    expect(marks(lab, 'one')).toBe(2);
  });

  test('so is one that took too long; one that could not be run, or said no, is done again', async () => {
    const slow = (ms: number) => [
      action({ do: 'command', id: 'slow', run: node(`setTimeout(() => {}, ${ms})`), endpoint: 'x', timeout: 0.3, repeatable: false }),
    ];
    const lab = labWith(() => slow(9000));
    await lab.execute();
    expect(await lab.execute()).toBe(1);
    expect(lab.stderr).toContain('--done slow');
    expect(await lab.execute('--done', 'slow')).toBe(0);
    expect(await lab.execute()).toBe(0);

    const missing = (program: string) => [action({ do: 'command', id: 'x', run: [program, '-e', '0'], endpoint: 'x', repeatable: false })];
    const other = labWith(() => missing('no-such-program'));
    expect(await other.execute()).toBe(1);
    expect(other.stderr).toContain('could not be run');
    other.synth(manifest(FAILED_OVER(), [procedure(missing(process.execPath))]));
    expect(await other.execute()).toBe(0);
  });
});

test('works from any directory, with the situation named by the environment', async () => {
  const lab = labWith((l) => [command(l, 'one')]);
  const other = join(lab.dir, 'what-if.json');
  writeFileSync(other, readFileSync(lab.situationPath));
  lab.env.CONTINUITY_SITUATION = other;
  writeFileSync(lab.situationPath, 'broken');
  expect(await lab.run('run', '--execute', '--journal', join(lab.dir, 'evidence'))).toBe(0);
  expect(existsSync(join(lab.dir, 'evidence', `billing-failover-2.jsonl`))).toBe(true);
  expect(FRANKFURT).toBe('aws:eu-central-1');
});
