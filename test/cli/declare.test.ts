import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { hostname } from 'node:os';
import { run } from '../../lib/cli/cli';
import { NORMAL } from '../../lib/situation/facts';
import { situationText } from '../../lib/situation/text';
import {
  BILLING,
  COMPLETED,
  FAILED_OVER,
  FAILOVER,
  FRANKFURT,
  LOST,
  Lab,
  MILAN,
  PARIS,
  STARTED,
  SWITCH,
  manifest,
  situationAfter,
  standing,
  take,
} from './fixture';
import { programOf } from '../support/program';

jest.setTimeout(30_000);

test('writes the file, and says what it means and what comes next', async () => {
  const lab = new Lab(standing());
  expect(await lab.run('declare', 'lost', PARIS)).toBe(0);
  expect(lab.situation).toMatchObject({ sequence: 1, status: { [PARIS]: { is: 'lost', by: 'Ada' } } });
  expect(lab.stdout).toContain(`Declared: ${PARIS} is lost, by Ada\n`);
  expect(lab.stdout).toContain('sequence 0 -> 1');
  expect(lab.stdout).toContain('stacks that change: billing/aws:eu-central-1');
  expect(lab.stdout).toContain('billing: the active site does not answer, the other one does');
  expect(lab.stdout).toContain(`or one of these:\n      continuity declare failover billing --to ${FRANKFURT}\n`);
  expect(lab.stdout).toContain('continuity plan billing');
  expect(readdirSync(lab.dir).filter((name) => name.includes('.lock'))).toEqual([]);
});

test('the first declaration of all makes the file', async () => {
  const lab = new Lab(NORMAL);
  expect(await lab.run('declare', 'lost', FRANKFURT)).toBe(0);
  expect(lab.situation).toMatchObject({ version: 2, sequence: 1, status: { [FRANKFURT]: { is: 'lost' } } });
  expect(lab.stdout).toContain(
    `A mistake, before it is synthesized: delete ${lab.situationPath}. After that: declare what is so (normal, abort).`,
  );
});

test('is the same bytes whatever the order of keys was, and keeps the $schema', async () => {
  const first = { ...situationAfter({ op: 'lost', site: FRANKFURT }), $schema: './schema.json' };
  const texts: string[] = [];
  for (const turn of [(keys: [string, unknown][]) => keys, (keys: [string, unknown][]) => keys.reverse()]) {
    const lab = new Lab(first);
    const written = Object.entries(JSON.parse(situationText(first)) as Record<string, unknown>);
    writeFileSync(lab.situationPath, JSON.stringify(Object.fromEntries(turn(written))));
    lab.now = () => new Date('2026-11-21T05:00:00Z');
    expect([await lab.run('declare', 'gone', FRANKFURT, '--by', 'Bob'), lab.stderr]).toEqual([0, '']);
    texts.push(lab.text);
  }
  expect(texts[0]).toMatch(
    /^\{\n {2}"\$schema": ".\/schema.json",\n {2}"version": 2,\n {2}"digest": "[0-9a-f]{64}",\n {2}"sequence": 2,\n {2}"status": \{\n/,
  );
  expect(texts[1]).toBe(texts[0]);
});

test('what is said again changes nothing, and not a byte of the file', async () => {
  const lab = new Lab(situationAfter(LOST));
  const before = lab.text;
  expect(await lab.run('declare', 'lost', PARIS)).toBe(0);
  expect(lab.stdout).toBe(`Nothing changes: ${PARIS} is lost, as was said before.\n`);
  expect(lab.text).toBe(before);
});

test('every verb reaches the situation', async () => {
  const lab = new Lab(standing());
  const LATER = { ...BILLING, components: [...BILLING.components, { id: 'Cache', flip: 'owned' as const }] };
  let sides = [BILLING];
  const say = async (...words: string[]): Promise<void> => {
    lab.synthAgain(sides);
    expect([words, await lab.run(...words), lab.stderr]).toEqual([words, 0, '']);
  };
  const declare = (...words: string[]): Promise<void> =>
    say('declare', ...words, '--by', 'Ada', '--sequence', String(lab.situation.sequence));
  const own = () => lab.situation.workloads.billing!;

  await declare('avoid', FRANKFURT, '--since', '2026-11-21T02:00:00Z');
  expect(lab.situation.status).toEqual({ [FRANKFURT]: { is: 'avoid', since: '2026-11-21T02:00:00Z', by: 'Ada' } });
  await declare('normal', FRANKFURT);
  expect(lab.situation.status).toEqual({});
  await declare('close', 'billing', '--at', PARIS);
  expect(own().asked[PARIS]).toMatchObject({ move: 1, what: 'close', by: 'Ada' });
  expect(lab.stdout.replace(/\s+/g, ' ')).toContain(`${PARIS} is closed, ${FRANKFURT} stands by. Due: close.`);
  await declare('fence', 'billing', '--at', PARIS);
  expect(own().asked[PARIS]).toMatchObject({ move: 1, by: 'Ada' });
  await declare('abort', 'billing');
  expect(own().asked[PARIS]).toMatchObject({ aborted: { by: 'Ada' } });
  await say('record', 'undone', 'billing');
  await declare('switch', 'billing', '--to', FRANKFURT);
  expect(own().moves).toMatchObject([{ kind: 'planned', from: PARIS, to: FRANKFURT }]);
  await declare('abort', 'billing');
  await say('record', 'undone', 'billing');
  await declare('lost', PARIS);
  await declare('failover', 'billing', '--to', FRANKFURT, '--incident', 'INC-1');
  expect(own().moves[1]).toMatchObject({ kind: 'forced', to: FRANKFURT, by: 'Ada', incident: 'INC-1' });
  await say('record', 'started', 'billing');
  await say('record', 'completed', 'billing');
  await declare('normal', PARIS);
  await say('record', 'fenced', 'billing', '--at', PARIS);
  await say('record', 'standing', 'billing');
  await declare('retire', 'billing', `Ledger@${PARIS}#0`);
  expect(own().components.Ledger!.at[PARIS]!.generations[0]).toMatchObject({ number: 0, retired: true });
  sides = [LATER];
  await declare('added', 'billing');
  expect(own().components.Cache).toMatchObject({ first: FRANKFURT });
  await declare('gone', PARIS, '--since', '2026-11-21T02:30:00Z', '--replaced-by', MILAN);
  expect(lab.situation.status[PARIS]).toEqual({ is: 'gone', since: '2026-11-21T02:30:00Z', by: 'Ada', replacedBy: MILAN });
  expect(own()).toMatchObject({ sites: [MILAN, FRANKFURT], freed: [PARIS] });
});

test('a failover that would lose more than the RPO is declared with --accept-loss, and from a recovery point', async () => {
  const lab = new Lab(NORMAL);
  await lab.run('declare', 'lost', PARIS);
  const words = ['declare', 'failover', 'billing', '--to', FRANKFURT, '--from', 'Ledger=snap=1', '--from', 'Invoices=none'];
  expect(await lab.run(...words)).toBe(1);
  expect(lab.stderr).toMatch(/DR-SIT-09[\s\S]*Ledger: everything[\s\S]*--accept-loss/);
  expect([await lab.run(...words, '--accept-loss'), lab.stderr]).toEqual([0, '']);
  expect(lab.situation.workloads.billing!.moves[0]!.components).toEqual({
    Invoices: { generation: 0, loss: 'all', point: 'none' },
    Ledger: { generation: 0, loss: 'all', point: 'snap=1' },
  });
  expect(await lab.run('declare', 'failover', 'billing', '--to', FRANKFURT, '--from', 'Ledger')).toBe(2);
  expect(lab.stderr).toContain('Component=recovery point');
});

describe('--since', () => {
  test('is the hour on the clock of this machine, and is written in UTC', async () => {
    const lab = new Lab(standing());
    lab.now = () => new Date(2026, 10, 21, 5, 0, 30);
    expect([await lab.run('declare', 'lost', PARIS, '--since', '04:10'), lab.stderr]).toEqual([0, '']);
    const since = new Date(2026, 10, 21, 4, 10).toISOString().replace('.000', '');
    expect(lab.situation.status[PARIS]).toEqual({ is: 'lost', since, by: 'Ada' });
    expect(lab.situation.log.at(-1)!.what).toEqual({ op: 'lost', site: PARIS, since });
  });

  test('without it, the region is out from now on', async () => {
    const lab = new Lab(standing());
    lab.now = () => new Date('2026-11-21T05:00:30.500Z');
    await lab.run('declare', 'lost', PARIS);
    expect(lab.situation.status[PARIS]?.since).toBe('2026-11-21T05:00:30Z');
  });

  test('in the future it is refused, and nothing is written', async () => {
    const lab = new Lab(NORMAL);
    lab.now = () => new Date('2026-11-21T05:00:00Z');
    expect(await lab.run('declare', 'lost', PARIS, '--since', '2026-11-21T06:00:00Z')).toBe(1);
    expect(lab.stderr).toContain('DR-CLI-05');
    expect(existsSync(lab.situationPath)).toBe(false);
  });
});

describe('two declarations before a synthesis', () => {
  test('of one person are accepted, without --sequence', async () => {
    const lab = new Lab(standing());
    await lab.run('declare', 'lost', PARIS);
    expect([await lab.run('declare', 'failover', 'billing', '--to', FRANKFURT), lab.stderr]).toEqual([0, '']);
    expect(lab.situation).toMatchObject({ sequence: 2, workloads: { billing: { moves: [{ kind: 'forced', by: 'Ada' }] } } });
  });

  test('of two persons are not: the second one is told who said what', async () => {
    const lab = new Lab(standing());
    await lab.run('declare', 'lost', PARIS);
    const before = lab.text;
    expect(await lab.run('declare', 'failover', 'billing', '--to', FRANKFURT, '--by', 'Carol')).toBe(1);
    expect(lab.stderr).toMatch(/DR-SIT-07.*lost by Ada at [\s\S]*file 1, manifest 0[\s\S]*synthesize again/);
    expect(lab.text).toBe(before);
  });

  test('of two persons are, where the second one names the sequence that was read', async () => {
    const lab = new Lab(standing());
    await lab.run('declare', 'lost', PARIS);
    expect(await lab.run('declare', 'failover', 'billing', '--to', FRANKFURT, '--by', 'Carol', '--sequence', '1')).toBe(0);
    expect(lab.situation.log.map(({ by }) => by)).toEqual(['Bob', 'Ada', 'Carol']);
  });
});

describe('refuses', () => {
  test('a file that moved since the synthesis, with both numbers and the fix', async () => {
    const lab = new Lab(standing());
    lab.write(FAILED_OVER());
    expect(await lab.run('declare', 'avoid', FRANKFURT)).toBe(1);
    expect(lab.stderr).toMatch(/DR-SIT-07.*lost by Bob[\s\S]*file 2, manifest 0[\s\S]*synthesize again/);
    expect(lab.situation.sequence).toBe(2);
  });

  test('a file older than the synthesis, even with --sequence', async () => {
    const lab = new Lab(FAILED_OVER());
    lab.write(situationAfter(LOST));
    expect(await lab.run('declare', 'gone', PARIS, '--sequence', '1')).toBe(1);
    expect(lab.stderr).toMatch(/file 1, manifest 2[\s\S]*git pull/);
  });

  test('another branch, though its number is the same', async () => {
    const lab = new Lab(situationAfter(LOST));
    lab.write(situationAfter({ op: 'lost', site: FRANKFURT }));
    expect(await lab.run('declare', 'normal', FRANKFURT)).toBe(1);
    expect(lab.stderr).toMatch(/DR-SIT-07.*say different things of one number[\s\S]*continuity merge/);
  });

  test('a file that is not at --sequence', async () => {
    const lab = new Lab(NORMAL);
    expect(await lab.run('declare', 'lost', PARIS, '--sequence', '4')).toBe(1);
    expect(lab.stderr).toContain('--sequence 4, file 0');
  });

  test('a half-written file, and one that was changed by hand', async () => {
    const lab = new Lab(FAILED_OVER());
    const whole = lab.text;
    writeFileSync(lab.situationPath, whole.slice(0, 80));
    expect(await lab.run('declare', 'gone', PARIS)).toBe(1);
    expect(lab.stderr).toContain('DR-SIT-01');
    writeFileSync(lab.situationPath, whole.replace('"is": "lost"', '"is": "avoid"'));
    expect(await lab.run('declare', 'gone', PARIS)).toBe(1);
    expect(lab.stderr).toContain('DR-SIT-10');
  });

  test('a missing manifest, a bad step, a wrong use', async () => {
    const lab = new Lab(NORMAL);
    expect(await lab.run('declare', 'failover', 'billing', '--to', FRANKFURT)).toBe(1);
    expect(lab.stderr).toContain('DR-SIT-06');
    expect(await lab.run('declare', 'failover', 'billing')).toBe(2);
    expect(await lab.run('declare', 'lost', PARIS, '--sequence', 'x')).toBe(2);
    expect(await lab.run('declare', 'unfence', 'billing')).toBe(2);
    expect(await run(['declare', 'lost', PARIS, '--out', '/nowhere'], lab.io)).toBe(1);
    expect(lab.stderr).toContain('DR-CLI-01');
    expect(existsSync(lab.situationPath)).toBe(false);
  });

  test('a declaration of nobody: no file is written', async () => {
    const lab = new Lab(NORMAL);
    for (const by of ['', 'NAME', 'root']) {
      expect([by, await lab.run('declare', 'lost', PARIS, '--by', by)]).toEqual([by, 1]);
      expect(lab.stderr).toContain('DR-CLI-04');
    }
    lab.env.CONTINUITY_BY = 'todo';
    expect(await lab.run('declare', 'lost', PARIS)).toBe(1);
    expect(lab.stderr).toContain('DR-CLI-04');
    expect(existsSync(lab.situationPath)).toBe(false);
  });
});

test('of two declarations at once, by two persons in two processes, one stands and the other is told', async () => {
  const lab = new Lab(NORMAL);
  const declare = async (site: string, by: string): Promise<unknown> => {
    const child = spawn(process.execPath, [programOf(), 'declare', 'lost', site, '--by', by, ...lab.arguments], {
      env: lab.env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.stderr.on('data', (chunk: Buffer) => (lab.stderr += chunk.toString()));
    return ((await once(child, 'exit')) as unknown[])[0];
  };
  const codes = await Promise.all([declare(PARIS, 'Ada'), declare(FRANKFURT, 'Carol')]);
  expect([...codes].sort()).toEqual([0, 1]);
  expect(lab.stderr).toContain('DR-SIT-07');
  expect(lab.situation.sequence).toBe(1);
});

test('a lock left by a dead process is taken over', async () => {
  const lab = new Lab(NORMAL);
  writeFileSync(`${lab.situationPath}.lock`, JSON.stringify({ pid: 2 ** 22 - 1, host: hostname() }));
  expect(await lab.run('declare', 'lost', PARIS)).toBe(0);
});

test('what was recorded since the synthesis, by whomever, is no conflict', async () => {
  const before = situationAfter(SWITCH);
  const lab = new Lab(before);
  lab.write(take(before, { record: 'fenced', workload: 'billing', site: PARIS }));
  lab.synth(manifest(before, []));
  expect([await lab.run('declare', 'abort', 'billing'), lab.stderr]).toEqual([0, '']);
  expect(lab.situation.workloads.billing!.moves.at(-1)).toMatchObject({ aborted: { by: 'Ada' } });
});

test('once a promotion was recorded as started, the move is not given up any more', async () => {
  const lab = new Lab(FAILED_OVER());
  lab.write(take(FAILED_OVER(), STARTED));
  lab.synth(manifest(FAILED_OVER(), []));
  expect(await lab.run('declare', 'abort', 'billing')).toBe(1);
  expect(lab.stderr).toMatch(/DR-SIT-06[\s\S]*past the point of no return/);
});

test('a site that comes back after a failover: its fence is due, and it says so', async () => {
  const lab = new Lab(situationAfter(LOST, FAILOVER, STARTED, COMPLETED));
  expect(await lab.run('declare', 'normal', PARIS)).toBe(0);
  expect(lab.stdout.replaceAll(/\s+/g, ' ')).toContain(
    `${FRANKFURT} serves, ${PARIS} is fenced. Due: fence. continuity run billing --execute`,
  );
  expect(lab.text).toBe(situationText(lab.situation));
});
