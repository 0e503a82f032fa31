import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { changeShape } from '../../lib/cli/shapes';
import { NORMAL } from '../../lib/situation/facts';
import { situationText } from '../../lib/situation/text';
import { FAILED_OVER, FRANKFURT, LOST, Lab, MILAN, PARIS, STARTED, SWITCH, said, situationAfter, standing, take } from './fixture';
import type { Step } from '../support/history';

/** What a dry run prints: nothing is written, not even a lock, and the real one changes just what was shown. */
async function looked(lab: Lab, ...words: string[]): Promise<string> {
  lab.now = () => new Date('2026-11-21T05:00:00Z');
  const before = [existsSync(lab.situationPath) ? lab.text : '', readdirSync(lab.dir)];
  expect([words, await lab.run(...words, '--dry-run'), lab.stderr]).toEqual([words, 0, '']);
  expect([existsSync(lab.situationPath) ? lab.text : '', readdirSync(lab.dir)]).toEqual(before);
  const shown = lab.stdout;
  await lab.run(...words, '--dry-run', '--json');
  const foreseen = changeShape.parse(JSON.parse(lab.stdout));
  expect([words, await lab.run(...words, '--json'), lab.stderr]).toEqual([words, 0, '']);
  expect(changeShape.parse(JSON.parse(lab.stdout))).toEqual({ ...foreseen, dryRun: false });
  expect(foreseen.dryRun).toBe(true);
  expect(shown).toContain('Dry run: nothing was written.');
  return shown;
}

test('of a failover: the file in words, what is lost, the markers that move, what would be due', async () => {
  const text = await looked(new Lab(situationAfter(LOST)), 'declare', 'failover', 'billing', '--to', FRANKFURT);
  for (const part of [
    `Would declare: billing: failover to ${FRANKFURT}, by Ada`,
    'sequence 1 -> 2',
    `billing: move 1 begins: forced, ${PARIS} -> ${FRANKFURT}`,
    'loss to accept:\n    Invoices: up to the RPO\n    Ledger: up to the RPO\n',
    'markers that move (those stacks change):\n    billing/aws:eu-central-1: ',
    'What it would mean:\n  billing: a forced move is open',
    'Due: failover.',
    'continuity run billing --execute',
  ])
    expect(text).toContain(part);
});

test.each<[string, Step[], string[], string[]]>([
  ['a region', [], ['declare', 'avoid', FRANKFURT], [`${FRANKFURT}: normal -> avoid since 2026-11-21T05:00:00Z, says Ada`]],
  ['a region that is lost', [], ['declare', 'lost', FRANKFURT], [`Ledger@${FRANKFURT}: is not known to stand any more`]],
  ['a switch', [], ['declare', 'switch', 'billing', '--to', FRANKFURT], ['move 1 begins: planned', 'Invoices: nothing']],
  ['a close', [], ['declare', 'close', 'billing', '--at', PARIS], [`${PARIS}: a close is asked of it, for move 1`]],
  ['an abort', [SWITCH], ['declare', 'abort', 'billing'], ['move 1 is given up']],
  [
    'what is gone',
    [{ op: 'lost', site: FRANKFURT }],
    ['declare', 'gone', FRANKFURT, '--replaced-by', MILAN],
    [`its sites: ${PARIS}, ${FRANKFURT} -> ${PARIS}, ${MILAN}`],
  ],
  [
    'a record',
    [LOST, { op: 'failover', workload: 'billing', to: FRANKFURT }],
    ['record', 'started', 'billing'],
    ['Would record: started billing Invoices Ledger', 'move 1: promotion begun: Invoices, Ledger'],
  ],
  ['a fence', [SWITCH], ['record', 'fenced', 'billing', '--at', PARIS], [`${PARIS}: its fence is confirmed`]],
  ['a lag', [SWITCH], ['record', 'lag', 'billing', 'Ledger=0'], ['move 1: still to copy: {"Ledger":0}', 'no stack changes']],
])('of %s', async (_, steps, words, parts) => {
  const text = (await looked(new Lab(situationAfter(...steps)), ...words)).replace(/\n\s+/g, ' ');
  for (const part of parts) expect(text).toContain(part);
});

test('where nothing was ever declared, no file is made', async () => {
  expect(await looked(new Lab(NORMAL), 'record', 'standing', 'billing')).toContain('sequence 0 -> 0');
});

test('of a merge', async () => {
  const base = standing();
  const lab = new Lab(take(base, LOST, undefined, said(10, 'Ada')));
  const theirs = join(lab.dir, 'theirs.json');
  writeFileSync(theirs, situationText(take(base, { op: 'avoid', site: FRANKFURT }, undefined, said(11))));
  lab.synthAgain();
  expect(await looked(lab, 'merge', theirs)).toContain(`${FRANKFURT}: normal -> avoid`);
});

test('what is refused is refused there too; a loss that is not accepted is shown first', async () => {
  const refused = new Lab(standing());
  expect(await refused.run('declare', 'failover', 'billing', '--to', FRANKFURT, '--dry-run')).toBe(1);
  expect(refused.stderr).toContain('DR-SIT-06');
  const late = take(take(NORMAL, LOST), STARTED.record === 'started' ? { op: 'lost', site: PARIS } : LOST);
  const lab = new Lab(late);
  const words = ['declare', 'failover', 'billing', '--to', FRANKFURT, '--dry-run'];
  expect(await lab.run(...words)).toBe(1);
  expect(lab.stdout).toContain('Ledger: everything, or all that is not in the recovery point');
  expect(lab.stderr).toContain('DR-SIT-09');
  expect(await lab.run(...words, '--json')).toBe(1);
  expect(changeShape.parse(JSON.parse(lab.stdout)).refusal).toMatchObject({ id: 'DR-SIT-09' });
  expect(await lab.run(...words, '--accept-loss')).toBe(0);
  expect(lab.situation.workloads.billing?.moves ?? []).toEqual([]);
});

test('what was said before changes nothing', async () => {
  const lab = new Lab(FAILED_OVER());
  expect(await lab.run('declare', 'lost', PARIS, '--dry-run')).toBe(0);
  expect(lab.stdout).toBe(`Nothing changes: ${PARIS} is lost, as was said before.\n`);
  await lab.run('declare', 'lost', PARIS, '--json');
  expect(changeShape.parse(JSON.parse(lab.stdout))).toMatchObject({ changed: false, differences: [], markers: [] });
});
