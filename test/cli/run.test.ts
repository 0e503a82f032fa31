import { appendFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processOf } from '../../lib/cli/runner/alive';
import type { Sides } from '../../lib/situation/facts';
import type { Situation } from '../../lib/situation/schema';
import type { Happening } from '../../lib/situation/words';
import { situationText } from '../../lib/situation/text';
import {
  ALL,
  BILLING,
  COMPLETED,
  DB,
  FAILED_OVER,
  FAILOVER,
  LOST,
  Lab,
  ORDERS,
  PARIS,
  STARTED,
  STOCKHOLM,
  SWITCH,
  action,
  manifest,
  node,
  procedure,
  said,
  situationAfter,
  standing,
  take,
} from './fixture';
import type { Step } from '../support/history';

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
const gate = (l: Lab, id: string) =>
  action({
    do: 'command',
    id,
    run: node(`process.exit(require('fs').existsSync(${JSON.stringify(join(l.dir, `open-${id}`))}) ? 0 : 9)`),
    endpoint: 'x',
  });
const openGate = (lab: Lab, id: string): void => {
  writeFileSync(join(lab.dir, `open-${id}`), '');
};
const crossing = (l: Lab) => [
  command(l, 'look'),
  command(l, 'fence', { repeatable: false }),
  gate(l, 'drained'),
  action({ do: 'record', id: 'record-started', record: 'started', components: ALL }),
  command(l, 'promote'),
  gate(l, 'verified'),
  action({ do: 'record', id: 'record-completed', record: 'completed', components: ALL }),
];

test('does the actions in order, keeps the evidence, and does not do again what ended well', async () => {
  const lab = labWith((l) => [
    action({ do: 'decide', id: 'decide', question: 'Fail over?', who: 'the duty manager' }),
    action({ do: 'record', id: 'record-started', record: 'started', components: ALL }),
    command(l, 'promote', { repeatable: false, pointOfNoReturn: true }),
    APPLY,
    action({ do: 'record', id: 'record-completed', record: 'completed', components: ALL, after: ['apply-b'] }),
    action({ do: 'notify', id: 'tell', audience: 'users', text: 'We are back.' }),
  ]);
  expect([await lab.execute(), lab.stderr]).toEqual([0, '']);
  expect(lab.situation.workloads.billing?.moves.at(-1)).toMatchObject({ started: ALL, completed: ALL });
  expect(lab.situation.log.slice(-2).map(({ by }) => by)).toEqual(['Ada', 'Ada']);
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

  lab.write(take(lab.situation, { op: 'gone', site: PARIS }));
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

test('Terraform gets what the place of its state asks of the environment, and what somebody set stays', async () => {
  const sums = async (own?: string): Promise<string[]> => {
    const lab = labWith(() => [APPLY]);
    const written = manifest(FAILED_OVER(), [procedure([APPLY])]);
    const environment = { AWS_SUMS: 'when_required' };
    lab.synth({ ...written, stacks: written.stacks.map((one) => ({ ...one, state: { ...one.state, environment } })) });
    Object.assign(lab.env, { FAKE_TF_SAYS: 'AWS_SUMS', ...(own ? { AWS_SUMS: own } : {}) });
    expect(await lab.execute()).toBe(0);
    const given = readFileSync(join(lab.dir, 'world.environment'), 'utf8').trim().split('\n');
    return [...new Set(given.filter((line) => !line.startsWith('version')).map((line) => line.split(' ').at(-1) ?? ''))];
  };
  expect(await sums()).toEqual(['when_required']);
  expect(await sums('always')).toEqual(['always']);
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

test('a check that guards an apply is asked in every run until that ended well; one that does not is asked once', async () => {
  const asked = (l: Lab, id: string, guards: boolean): ReturnType<typeof action> => {
    const run = node(`require('fs').appendFileSync(${JSON.stringify(join(l.dir, id))}, 'x'); console.log('silent')`);
    return action({ do: 'check', id, how: { run, matches: 'silent' }, endpoint: 'eu-central-1', every: 1, ...(guards ? { guards } : {}) });
  };
  const lab = labWith((l) => [
    asked(l, 'silent', true),
    action({ do: 'record', id: 'record-started', record: 'started', components: ALL }),
    asked(l, 'looked', false),
    APPLY,
  ]);
  const sound = lab.world;
  lab.world = { ...sound, changes: [{ address: DB, type: 'aws_db_instance', mode: 'managed', change: { actions: ['delete'] } }] };
  expect(await lab.execute()).toBe(1);
  lab.world = sound;
  expect(await lab.execute()).toBe(0);
  expect([marks(lab, 'silent'), marks(lab, 'looked')]).toEqual([2, 1]);
  expect(await lab.execute()).toBe(0);
  expect([marks(lab, 'silent'), marks(lab, 'looked')]).toEqual([2, 1]);
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

test('what failed as best effort in a run that came to its end is tried again by the next one', async () => {
  const lab = labWith((l) => [
    action({
      do: 'command',
      id: 'fence',
      run: [process.execPath, '-e', `process.exit(require('fs').existsSync(${JSON.stringify(join(l.dir, 'up'))}) ? 0 : 3)`],
      endpoint: 'eu-west-3',
      bestEffort: true,
    }),
    command(l, 'after'),
  ]);
  expect(await lab.execute()).toBe(0);
  writeFileSync(join(lab.dir, 'up'), '');
  expect(await lab.execute()).toBe(0);
  expect(readFileSync(lab.journalPath, 'utf8')).toMatch(/"action":"fence","result":"ok"/);
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

test('a check whose last try is cut off by its time-out says what was answered before', async () => {
  const once = 'if [ -e "$1" ]; then sleep 30; else : >"$1"; echo None; fi';
  const lab = labWith((l) => [
    action({
      do: 'check',
      id: 'up',
      every: 0.1,
      timeout: 1.5,
      endpoint: 'x',
      how: { run: ['sh', '-c', once, 'sh', join(l.dir, 'asked')], matches: 'available' },
    }),
  ]);
  expect(await lab.execute()).toBe(1);
  expect(lab.stderr).toContain('after 2 tries: None');
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

/** A check that measures this lag. */
const lagCheck = (component: string, lag: number, over: Record<string, unknown> = {}) =>
  action({
    do: 'check',
    id: `lag-${component}`,
    every: 5,
    timeout: 5,
    endpoint: 'x',
    how: { run: node(`console.log(${lag})`), matches: '0(\\.0+)?', number: component },
    ...over,
  });

describe('the lag', () => {
  const record = (components: string[], after: string[]) => action({ do: 'record', id: 'record-lag', record: 'lag', components, after });
  const checks = [lagCheck('Ledger', 0), lagCheck('Invoices', 7, { bestEffort: true })];
  const labOf = (actions: ReturnType<typeof action>[]): Lab =>
    new Lab(situationAfter(SWITCH), [procedure(actions, { transition: 'switch', title: 'Switch' })]);

  test('that was measured is recorded, also where it is not what was hoped for', async () => {
    const lab = labOf([...checks, record(ALL, ['lag-Ledger', 'lag-Invoices'])]);
    expect([await lab.execute(), lab.stderr]).toEqual([0, '']);
    expect(lab.situation.workloads.billing?.moves.at(-1)?.lag).toEqual({ Ledger: 0, Invoices: 7 });
    expect(lab.journal.find((e) => e.is === 'end' && e.action === 'lag-Invoices')).toMatchObject({
      result: 'failed',
      lag: { Invoices: 7 },
    });
  });

  test('that nobody measured is not recorded', async () => {
    const lab = labOf([record([], ['nothing'])]);
    expect(await lab.execute()).toBe(1);
    expect(lab.stderr).toMatch(/DR-RUN-06[\s\S]*no measured lag to record/);
  });

  test('that was measured of some components only is not recorded', async () => {
    const lab = labOf([lagCheck('Ledger', 0), record(ALL, ['lag-Ledger'])]);
    expect(await lab.execute()).toBe(1);
    expect(lab.stderr).toContain('no measured lag of Invoices to record');
    expect(lab.situation.workloads.billing?.moves.at(-1)?.lag).toBeUndefined();
  });
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
    delete lab.env['CONTINUITY_BY'];
    expect(await lab.run('run', 'billing', '--execute', '--yes')).toBe(1);
    expect(lab.stderr).toContain('DR-RUN-04');
    lab.terminal = true;
    lab.answers = [false];
    expect(await lab.run('run', 'billing', '--execute', '--by', 'Ada')).toBe(1);
    expect(lab.stderr).toContain('Ada answered no');
    lab.answers = [true, true];
    expect(await lab.run('run', 'billing', '--execute', '--by', 'Ada')).toBe(0);
    expect(lab.stdout).toContain('Call the bank.');
  });

  test.each([
    ['no more than was shown: nobody is asked', "console.log('12.5')", [], 0],
    ['more than was shown: asked, and no stops', "console.log('61')", [false], 1],
    ['more than was shown, and yes goes on', "console.log('61')", [true], 0],
    ['nothing that anybody knows: asked', "console.log('None')", [false], 1],
    ['a command that fails: asked', 'process.exit(3)', [false], 1],
  ])('a question with a measure before it: %s', async (_, script, answers, code) => {
    const lab = labWith(() => [
      action({
        do: 'decide',
        id: 'age',
        question: 'It lacks more. Go on?',
        who: 'the duty manager',
        unless: { run: node(script), atMost: 60 },
      }),
    ]);
    lab.terminal = true;
    lab.answers = [...answers];
    expect(await lab.run('run', 'billing', '--execute', '--by', 'Ada')).toBe(code);
    expect(lab.answers).toEqual([]);
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

  test('a run by nobody', async () => {
    const lab = labWith((l) => [command(l, 'one')]);
    expect(await lab.run('run', 'billing', '--execute', '--by', 'root')).toBe(1);
    expect(lab.stderr).toContain('DR-CLI-04');
    expect(marks(lab, 'one')).toBe(0);
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
    writeFileSync(`${lab.situationPath}.billing.lock`, JSON.stringify(processOf(process.pid)));
    expect(await lab.execute('--transition', 'failover')).toBe(1);
    expect(lab.stderr).toContain('DR-SIT-08');
  });
});

/** A command that puts this situation in the place of the file, as another person would. */
function changeTo(lab: Lab, situation: Situation): ReturnType<typeof action> {
  const next = join(lab.dir, 'next.json');
  writeFileSync(next, situationText(situation));
  const script = `require('fs').copyFileSync(${JSON.stringify(next)}, ${JSON.stringify(lab.situationPath)})`;
  return action({ do: 'command', id: 'meanwhile', run: node(script), endpoint: 'x' });
}

describe('what somebody else writes during a run', () => {
  const BOTH: readonly Sides[] = [BILLING, ORDERS];
  const failedOver = (): Situation => [LOST, FAILOVER].reduce((now, step, i) => take(now, step, BOTH, said(i)), standing(BOTH));
  const labOf = (step: Step): Lab => {
    const lab = new Lab(failedOver());
    const actions = [changeTo(lab, take(failedOver(), step, BOTH)), command(lab, 'next')];
    lab.synth(manifest(failedOver(), [procedure(actions)], {}, BOTH));
    return lab;
  };

  test.each<[string, Step]>([
    ['a declaration about another workload', { op: 'fence', workload: 'orders', at: STOCKHOLM }],
    ['a record about another workload', { record: 'standing', workload: 'orders', components: ['Queue'] }],
    ['the status of a site that this workload does not have', { op: 'lost', site: STOCKHOLM }],
    ['a record about this workload', STARTED],
  ])('%s does not stop it', async (_, step) => {
    const lab = labOf(step);
    expect([await lab.execute(), lab.stderr]).toEqual([0, '']);
    expect(marks(lab, 'next')).toBe(1);
  });

  test.each<[string, Step]>([
    ['a declaration about this workload', { op: 'abort', workload: 'billing' }],
    ['the status of a site of this workload', { op: 'avoid', site: PARIS }],
    ['the status of its successor', { op: 'lost', site: 'aws:eu-south-1' }],
  ])('%s stops it, and it does not begin again', async (_, step) => {
    const lab = labOf(step);
    expect(await lab.execute()).toBe(1);
    expect(lab.stderr).toMatch(/Stopped at "do next"[\s\S]*DR-SIT-07.*file 3, manifest 2/s);
    expect(await lab.execute()).toBe(1);
    expect(lab.stderr).toMatch(/^Refused\. DR-SIT-07/);
    expect(marks(lab, 'next')).toBe(0);
  });

  test('what was said of another workload is kept beside what the run records', async () => {
    const lab = new Lab(failedOver());
    const other = take(failedOver(), { op: 'lost', site: STOCKHOLM }, BOTH);
    const actions = [changeTo(lab, other), action({ do: 'record', id: 'record-started', record: 'started', components: ALL })];
    lab.synth(manifest(failedOver(), [procedure(actions)], {}, BOTH));
    expect([await lab.execute(), lab.stderr]).toEqual([0, '']);
    expect(lab.situation).toMatchObject({
      status: { [STOCKHOLM]: { is: 'lost', by: 'Bob' } },
      workloads: { billing: { moves: [{ started: ALL }] } },
    });
  });
});

describe('a second run', () => {
  /** A command that fails until a file of its name is there. */
  test('does all afresh that comes before the line, until the line is crossed, but what may not be done twice', async () => {
    const lab = labWith(crossing);
    expect(await lab.execute()).toBe(1);
    expect([marks(lab, 'look'), marks(lab, 'fence'), marks(lab, 'promote')]).toEqual([1, 1, 0]);
    openGate(lab, 'drained');
    expect(await lab.execute()).toBe(1);
    expect(lab.stderr).toContain('Stopped at "do verified"');
    expect([marks(lab, 'look'), marks(lab, 'fence'), marks(lab, 'promote')]).toEqual([2, 1, 1]);
    openGate(lab, 'verified');
    expect([await lab.execute(), lab.stderr]).toEqual([0, '']);
    expect([marks(lab, 'look'), marks(lab, 'fence'), marks(lab, 'promote')]).toEqual([2, 1, 1]);
  });

  test('writes its records again, where the file does not have them', async () => {
    const lab = labWith(crossing);
    openGate(lab, 'drained');
    openGate(lab, 'verified');
    expect(await lab.execute()).toBe(0);
    lab.write(FAILED_OVER());
    expect([await lab.execute(), lab.stderr]).toEqual([0, '']);
    expect(lab.situation.workloads.billing?.moves.at(-1)).toMatchObject({ started: ALL, completed: ALL });
    expect(marks(lab, 'promote')).toBe(1);
    const before = lab.text;
    expect([await lab.execute(), lab.text]).toEqual([0, before]);
  });

  const fenced: Happening = { record: 'fenced', workload: 'billing', site: PARIS };
  const back: Step = { op: 'normal', site: PARIS };
  const standingAgain: Happening = { record: 'standing', workload: 'billing', components: ALL };
  /** The action that records it; a lag is measured before. */
  const recordingOf = (one: Happening): ReturnType<typeof action>[] => {
    const base = { do: 'record' as const, id: `record-${one.record}`, record: one.record };
    if ('site' in one) return [action({ ...base, site: one.site })];
    if ('components' in one) return [action({ ...base, components: one.components })];
    if (!('lag' in one)) return [action(base)];
    const checks = Object.entries(one.lag).map(([component, lag]) => lagCheck(component, lag));
    return [...checks, action({ ...base, after: checks.map(({ id }) => id) })];
  };
  test.each<[string, Step[], Happening[]]>([
    ['a failover', [LOST, FAILOVER], [STARTED, COMPLETED]],
    ['a switch', [SWITCH], [fenced, { record: 'lag', workload: 'billing', lag: { Invoices: 0, Ledger: 0 } }, STARTED, COMPLETED]],
    ['a fence', [LOST, FAILOVER, STARTED, COMPLETED, back], [fenced]],
    ['a reprotect', [LOST, FAILOVER, STARTED, COMPLETED, back, fenced], [standingAgain]],
    ['an abort', [SWITCH, { op: 'abort', workload: 'billing' }], [{ record: 'undone', workload: 'billing' }]],
  ])('of %s that died between its last record and the journal writes its records again: they count once', async (_, steps, records) => {
    const before = situationAfter(...steps);
    const lab = new Lab(before);
    lab.synthAgain(undefined, [procedure(records.flatMap(recordingOf))]);
    expect([await lab.execute(), lab.stderr]).toEqual([0, '']);
    expect(lab.situation.log.slice(before.log.length).map(({ what }) => what)).toEqual(records);
    const written = lab.text;
    const ended = lab.journal.filter((line) => line.is !== 'finish').slice(0, -1);
    writeFileSync(lab.journalPath, `${ended.map((line) => JSON.stringify(line)).join('\n')}\n`);
    expect([await lab.execute(), lab.stderr]).toEqual([0, '']);
    expect(lab.text).toBe(written);
  });

  test.each<[string, Step[], Parameters<typeof procedure>[1], RegExp]>([
    ['a failover by the move', [LOST, FAILOVER], { transition: 'failover' }, /^billing-failover-1-\w{8}\.jsonl$/],
    ['a switch by the move', [SWITCH], { transition: 'switch' }, /^billing-switch-1-\w{8}\.jsonl$/],
    ['anything else by what was said of it', [LOST], { transition: 'hold' }, /^billing-hold-1-\w{8}\.jsonl$/],
  ])('finds the journal, which is named for %s', async (_, steps, over, name) => {
    const lab = new Lab(situationAfter(...steps));
    lab.synthAgain(undefined, [procedure([command(lab, 'one')], over)]);
    expect([await lab.execute(), lab.stderr]).toEqual([0, '']);
    expect(lab.journals).toEqual([expect.stringMatching(name)]);
  });

  test('of a move goes on in its journal, though it was synthesized anew from another sequence', async () => {
    const both = [BILLING, ORDERS];
    const lab = new Lab([LOST, FAILOVER].reduce((now, step, i) => take(now, step, both, said(i)), standing(both)));
    const actions = [command(lab, 'one', { repeatable: false }), gate(lab, 'two')];
    lab.synthAgain(both, [procedure(actions)]);
    expect(await lab.execute()).toBe(1);
    lab.write(take(lab.situation, { op: 'lost', site: STOCKHOLM }, both));
    lab.synthAgain(both, [procedure(actions)]);
    openGate(lab, 'two');
    expect([await lab.execute(), lab.stderr]).toEqual([0, '']);
    expect(lab.journals).toHaveLength(1);
    expect(lab.journal.filter((e) => e.is === 'run').map((e) => e.sequence)).toEqual([2, 3]);
    expect(marks(lab, 'one')).toBe(1);
  });
});

describe('the point of no return', () => {
  const crossing = (l: Lab) => [
    action({ do: 'record', id: 'record-started', record: 'started', components: ALL }),
    command(l, 'promote', { pointOfNoReturn: true, repeatable: false, losesData: 'up to 15 min of Ledger' }),
  ];

  test('a person types the name of the workload, with loss and target before their eyes', async () => {
    const lab = labWith(crossing);
    lab.terminal = true;
    lab.typed = ['yes', 'billing'];
    expect(await lab.run('run', 'billing', '--execute', '--by', 'Ada')).toBe(1);
    expect(lab.questions).toEqual([
      'Fail over to Frankfurt. From here there is no way back but another move. It loses: up to 15 min of Ledger. Type billing to go on:',
    ]);
    expect(lab.stderr).toContain('Ada answered "yes", not "billing": nothing was promoted');
    expect([marks(lab, 'promote'), lab.situation.workloads['billing']?.moves[0]?.started]).toEqual([0, undefined]);
    expect([await lab.run('run', 'billing', '--execute', '--by', 'Ada'), lab.stderr]).toEqual([0, '']);
    expect(marks(lab, 'promote')).toBe(1);
  });

  test('is asked about once: what is begun is decided', async () => {
    const lab = labWith((l) => [...crossing(l), gate(l, 'later')]);
    lab.terminal = true;
    lab.typed = ['billing'];
    expect(await lab.run('run', 'billing', '--execute', '--by', 'Ada')).toBe(1);
    openGate(lab, 'later');
    expect([await lab.run('run', 'billing', '--execute', '--by', 'Ada'), lab.stderr]).toEqual([0, '']);
    expect(lab.questions).toHaveLength(1);
  });

  test('without a terminal it needs --yes, and nothing is begun', async () => {
    const lab = labWith(crossing);
    expect(await lab.run('run', 'billing', '--execute', '--by', 'Ada')).toBe(1);
    expect(lab.stderr).toMatch(/DR-RUN-04: There is nobody to ask before the point of no return[^]*--yes --by NAME/);
    expect(lab.situation.workloads['billing']?.moves[0]?.started).toBeUndefined();
    expect([await lab.execute(), lab.stderr]).toEqual([0, '']);
  });
});

test.each([
  ['--repeat', 'promot'],
  ['--done', 'promot'],
  ['--done', 'promote'],
])('%s %s is refused where it is not open, with what is', async (flag, id) => {
  const lab = labWith((l) => [command(l, 'promote', { repeatable: false })]);
  expect(await lab.execute(flag, id)).toBe(1);
  expect(lab.stderr).toMatch(new RegExp(`DR-RUN-09: .*got: ${id}.*\nAllowed: none: no action is open`));
  expect(marks(lab, 'promote')).toBe(0);
});

test.each(['', '  ', 'mail -s "a b', "send 'x'"])('--notify-command %p is refused at the start', async (words) => {
  const lab = labWith((l) => [command(l, 'one')]);
  expect(await lab.execute('--notify-command', words)).toBe(1);
  expect(lab.stderr).toContain('DR-RUN-10: --notify-command is no command line');
  expect(marks(lab, 'one')).toBe(0);
});

describe('a step that waits', () => {
  const check =
    (run: string, over: Record<string, unknown> = {}) =>
    (l: Lab) => [
      action({
        do: 'check',
        id: 'ready',
        how: { run: node(run), matches: 'ready' },
        endpoint: 'eu-central-1',
        every: 0.05,
        timeout: 20,
        ...over,
      }),
      command(l, 'after'),
    ];

  test('shows its last answer, and how long it still waits', async () => {
    const lab = labWith(check('', { how: { run: ['echo', 'creating'], matches: 'ready' }, every: 0.5, timeout: 2 }));
    expect(await lab.execute()).toBe(1);
    expect(lab.stdout).toMatch(/waits up to \d+ s more; the last answer: creating/);
  });

  test.each([
    ['a program that is missing', ['no-such-program'], 'no-such-program'],
    [
      'missing credentials',
      node("console.error('Unable to locate credentials. You can configure credentials by running aws login'); process.exit(253)"),
      'Unable to locate credentials',
    ],
    ['no right', node("console.error('An error occurred (AccessDenied) when calling the X operation'); process.exit(254)"), 'AccessDenied'],
    ['a pattern that never ends', node("console.log('a'.repeat(40) + 'b')"), 'does not come to an end', '(a+)+'],
  ])('fails at once where waiting cannot help: %s', async (_, run, why, matches = 'ready') => {
    const lab = labWith(check('', { how: { run, matches }, every: 5 }));
    const began = Date.now();
    expect(await lab.execute()).toBe(1);
    expect(Date.now() - began).toBeLessThan(4500);
    expect(lab.stderr).toContain(`after 1 try: `);
    expect(lab.stderr).toContain(why);
  });
});

describe('what is said again is done again', () => {
  test('a situation that was put back, and the same declared once more: nothing of the first time counts', async () => {
    const lab = labWith((l) => [command(l, 'one', { repeatable: false })]);
    expect(await lab.execute()).toBe(0);
    const again = [LOST, FAILOVER].reduce((now, step, i) => take(now, step, [BILLING], said(40 + i)), standing());
    lab.write(again);
    lab.synth(manifest(again, [procedure([command(lab, 'one', { repeatable: false })])]));
    expect([await lab.execute(), lab.stderr]).toEqual([0, '']);
    expect(marks(lab, 'one')).toBe(2);
    expect(lab.journals).toHaveLength(2);
  });

  test('an apply that died is put in order by the next procedure, whatever was declared since', async () => {
    const lab = new Lab(situationAfter(LOST), [procedure([APPLY], { transition: 'hold' })]);
    lab.world = { ...lab.world, planError: 'no quota' };
    expect(await lab.execute()).toBe(1);
    const [begun, ...rest] = readFileSync(lab.journalPath, 'utf8').trim().split('\n');
    expect(begun).toContain('"is":"run"');
    // As if it had been killed in its apply: begun, by a process that is dead, with a lock and one resource that no state knows.
    const dead = { ...processOf(process.pid), started: '1' };
    const at = new Date().toISOString();
    const lines = [
      { is: 'begin', action: 'apply-b', do: 'apply', stack: 'billing-frankfurt', pid: 1, host: dead.host },
      { is: 'step-begin', action: 'apply-b', step: 'apply', process: dead },
    ];
    writeFileSync(lab.journalPath, [begun, ...lines.map((line, i) => JSON.stringify({ n: i + 2, at, ...line }))].join('\n') + '\n');
    expect(rest.length).toBeGreaterThan(0);
    const lock = { id: 'lock-1', who: `ada@${dead.host}`, created: at.replace('T', ' ').replace('Z', '') };
    lab.world = { ...lab.world, planError: undefined, exists: [DB], lock };
    const next = take(lab.situation, FAILOVER, [BILLING], said(50));
    lab.write(next);
    lab.synth(manifest(next, [procedure([APPLY])]));
    expect([await lab.execute(), lab.stderr]).toEqual([0, '']);
    expect(lab.calls.filter((line) => /^(force-unlock|import)/.test(line))).toEqual([
      'force-unlock -force lock-1',
      `import -input=false -no-color ${DB} ledger-b`,
      expect.stringMatching(/^import /),
    ]);
  });

  test('two runs of one workload are one too many, whatever the journal', async () => {
    const lab = labWith((l) => [command(l, 'slow', { run: node('setTimeout(() => {}, 1500)'), timeout: 10 })]);
    const [first, second] = await Promise.all([
      lab.execute('--journal', join(lab.dir, 'one')),
      lab.execute('--journal', join(lab.dir, 'two')),
    ]);
    expect([first, second].sort()).toEqual([0, 1]);
  });

  test('a journal that was begun in one place is not begun again in another', async () => {
    const lab = labWith((l) => [command(l, 'one', { repeatable: false }), gate(l, 'two')]);
    expect(await lab.execute('--journal', join(lab.dir, 'one-place'))).toBe(1);
    expect(await lab.execute()).toBe(1);
    expect(lab.stderr).toMatch(/DR-RUN-11: The journal of this move was begun at .*one-place.*\n.*\nFix: --journal .*one-place/);
    expect(await lab.execute('--journal', join(lab.dir, 'other'))).toBe(1);
    expect(lab.stderr).toContain('DR-RUN-11');
    openGate(lab, 'two');
    expect([await lab.execute('--journal', join(lab.dir, 'one-place')), lab.stderr]).toEqual([0, '']);
    expect(marks(lab, 'one')).toBe(1);
  });

  test('nor is one that was begun in the usual place', async () => {
    const lab = labWith((l) => [command(l, 'one', { repeatable: false }), gate(l, 'two')]);
    expect(await lab.execute()).toBe(1);
    expect(await lab.execute('--journal', join(lab.dir, 'other'))).toBe(1);
    expect(lab.stderr).toMatch(/DR-RUN-11[^]*Fix: leave --journal out/);
    expect(marks(lab, 'one')).toBe(1);
  });

  test('only its owner reads a journal', async () => {
    const lab = labWith(() => [APPLY]);
    expect(await lab.execute()).toBe(0);
    const modeOf = (...path: string[]): string => (statSync(join(lab.dir, 'continuity-journal', ...path)).mode & 0o777).toString(8);
    const logs = readdirSync(join(lab.dir, 'continuity-journal')).find((name) => name.endsWith('.logs')) ?? '';
    const files = readdirSync(join(lab.dir, 'continuity-journal', logs));
    expect([modeOf(), modeOf(lab.journals[0] ?? ''), modeOf(logs), ...files.map((name) => modeOf(logs, name))]).toEqual([
      '700',
      '600',
      '700',
      ...files.map(() => '600'),
    ]);
  });
});

describe('a journal that stops in the middle', () => {
  test('completed is recorded once, though the runner died right after it', async () => {
    const lab = labWith((l) => [
      action({ do: 'record', id: 'record-started', record: 'started', components: ALL }),
      action({ do: 'record', id: 'record-completed', record: 'completed', components: ALL }),
      command(l, 'after'),
    ]);
    await lab.execute();
    const written = lab.text;
    const lines = readFileSync(lab.journalPath, 'utf8').split('\n');
    expect(lines[3]).toMatch(/^\{"is":"begin".*"action":"record-completed"/);
    writeFileSync(lab.journalPath, `${lines.slice(0, 4).join('\n')}\n`);
    expect([await lab.execute(), lab.stderr]).toEqual([0, '']);
    expect(lab.situation.sequence).toBe(3);
    expect(lab.text).toBe(written);
    expect(marks(lab, 'after')).toBe(2);
  });

  test('a torn last line is left, and the run goes on', async () => {
    const lab = labWith((l) => [command(l, 'one', { repeatable: false }), command(l, 'two')]);
    await lab.execute();
    const lines = readFileSync(lab.journalPath, 'utf8').split('\n');
    writeFileSync(lab.journalPath, `${lines.slice(0, 3).join('\n')}\n`);
    appendFileSync(lab.journalPath, '{"is":"begin","at":"2026-11-');
    expect(await lab.execute()).toBe(0);
    expect(lab.stdout).toContain('The last line of the journal was torn');
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
  expect(readdirSync(join(lab.dir, 'evidence')).filter((name) => name.endsWith('.jsonl'))).toEqual([
    expect.stringMatching(/^billing-failover-1-/),
  ]);
});
