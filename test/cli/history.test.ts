import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { journalName } from '../../lib/cli/runner/journal-name';
import { historyShape, runShape } from '../../lib/cli/shapes';
import { NORMAL } from '../../lib/situation/facts';
import { ALL, BILLING, FAILED_OVER, Lab, ORDERS, action, manifest, node, procedure, standing, take } from './fixture';

jest.setTimeout(30_000);

const RUN = journalName(FAILED_OVER(), BILLING, 'failover').replace('.jsonl', '');
const record = (what: 'started' | 'completed') => action({ do: 'record', id: `record-${what}`, record: what, components: ALL });
const flaky = (lab: Lab, fails: boolean) =>
  action({ do: 'command', id: 'promote', title: 'Promote it', run: node(`process.exit(${fails ? 1 : 0})`), endpoint: lab.cwd });

/** A failover that failed once, and went well the second time. */
async function ran(): Promise<Lab> {
  const lab = new Lab(FAILED_OVER());
  const sheet = (fails: boolean) => manifest(FAILED_OVER(), [procedure([record('started'), flaky(lab, fails), record('completed')])]);
  lab.synth(sheet(true));
  expect(await lab.execute('--by', 'Bob')).toBe(1);
  lab.synth(sheet(false));
  expect([await lab.execute(), lab.stderr]).toEqual([0, '']);
  return lab;
}

describe('history', () => {
  test('what was declared, recorded and run, by whom, the oldest first', async () => {
    const lab = await ran();
    expect([await lab.run('history'), lab.stderr]).toEqual([0, '']);
    const lines = lab.stdout.trim().split('\n');
    expect(lines[0]).toBe('2026-11-20T08:00:00Z  recorded  standing billing Invoices Ledger, by Bob');
    expect(lines[1]).toBe('2026-11-21T03:00:00Z  declared  aws:eu-west-3 is lost, by Bob');
    expect(lines[2]).toContain('billing: failover to aws:eu-central-1, by Bob');
    expect(lines.filter((line) => line.includes(' run '))).toEqual([
      expect.stringMatching(/billing: failover: failed in .*, by Bob \(continuity show billing-failover-1-\w{8}\)$/),
      expect.stringMatching(/billing: failover: ok in .*, by Ada \(continuity show billing-failover-1-\w{8}\)$/),
    ]);
  });

  test('as data, the last ones only, and of one workload', async () => {
    const lab = await ran();
    await lab.run('history', 'billing', '--json', '--last', '2');
    const { events } = historyShape.parse(JSON.parse(lab.stdout));
    expect(events).toHaveLength(2);
    expect(await lab.run('history', 'billing', '--json')).toBe(0);
    expect(historyShape.parse(JSON.parse(lab.stdout)).events).toContainEqual(expect.objectContaining({ kind: 'recorded', by: 'Ada' }));
    expect(await lab.run('history', 'bilking')).toBe(1);
    expect(lab.stderr).toContain('did you mean billing?');
    expect(await lab.run('history', '--last', '0')).toBe(2);
  });

  test('of one workload: its own, and the regions; not that of others', async () => {
    const both = [BILLING, ORDERS];
    const situation = take(standing(both), { op: 'lost', site: ORDERS.sites[0] }, both);
    const lab = new Lab(situation);
    lab.synth(manifest(situation, [], {}, both));
    await lab.run('history', 'billing');
    expect(lab.stdout).not.toContain('standing orders');
    expect(lab.stdout).toContain(`${ORDERS.sites[0]} is lost`);
  });

  test('where there is nothing, it says so, and makes no folder', async () => {
    const lab = new Lab(NORMAL);
    expect(await lab.run('history')).toBe(0);
    expect(lab.stdout).toBe('Nothing was ever declared, recorded or run.\n');
    expect(() => lab.journals).toThrow('ENOENT');
  });
});

describe('show', () => {
  test('a past run: who, each step, its result, how long it took', async () => {
    const lab = await ran();
    expect([await lab.run('show', 'billing-failover-1'), lab.stderr]).toEqual([0, '']);
    expect(lab.stdout).toMatch(/^billing: failover \(billing-failover-1-\w{8}\) {2}ok\n/);
    expect(lab.stdout).toMatch(/by Bob on .*: failed in .*\(sequence 2, manifest [0-9a-f]{12}\)/);
    expect(lab.stdout).toMatch(/by Ada on .*: ok in /);
    expect(lab.stdout).toMatch(/ 2\. Promote it \[command\]: ok in .*, try 2\n.*by Ada/);
    expect(await lab.run('show', `${RUN}.jsonl`, '--json')).toBe(0);
    const run = runShape.parse(JSON.parse(lab.stdout));
    expect(run).toMatchObject({ workload: 'billing', transition: 'failover', result: 'ok', torn: 0 });
    expect(run.steps.map(({ action: id, result, by }) => [id, result, by])).toEqual([
      ['record-started', 'ok', 'Ada'],
      ['promote', 'ok', 'Ada'],
      ['record-completed', 'ok', 'Ada'],
    ]);
    expect(run.steps.every(({ seconds = -1 }) => seconds >= 0)).toBe(true);
  });

  test('a run that died is unfinished, a torn line is counted, an unknown one is no reason to stop', async () => {
    const lab = await ran();
    const text = lab.journal.filter(({ is }) => is !== 'finish').map((line) => `${JSON.stringify(line)}\n`);
    writeFileSync(lab.journalPath, `${text.slice(0, -1).join('')}{"is":"begin","at"\n`);
    appendFileSync(lab.journalPath, '{"is":"chained","at":"2026-11-21T04:00:00Z","digest":"x"}\n');
    await lab.run('show', RUN, '--json');
    const run = runShape.parse(JSON.parse(lab.stdout));
    expect(run).toMatchObject({ result: 'unfinished', torn: 1 });
    expect(run.steps.at(-1)).toMatchObject({ action: 'record-completed', result: 'unfinished' });
  });

  test('one that is not there: what there is, and which one was meant', async () => {
    const lab = await ran();
    expect(await lab.run('show', 'billing-failover-2')).toBe(1);
    expect(lab.stderr).toMatch(new RegExp(`DR-CLI-08.*billing-failover-2[\\s\\S]*did you mean ${RUN}\\?`));
    expect(await lab.run('show', 'x', '--journal', join(lab.dir, 'elsewhere'))).toBe(1);
    expect(lab.stderr).toContain('none yet: continuity run writes them');
  });

  test('run --json gives the same at its end, with nothing else on standard output', async () => {
    const lab = await ran();
    lab.synth(manifest(FAILED_OVER(), [procedure([record('started')])]));
    expect(await lab.execute('--json')).toBe(0);
    expect(runShape.parse(JSON.parse(lab.stdout))).toMatchObject({ result: 'ok', runs: [{ by: 'Bob' }, { by: 'Ada' }, { by: 'Ada' }] });
    expect(lab.stderr).toContain('Evidence: ');
  });
});
