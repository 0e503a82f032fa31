import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NORMAL } from '../../lib/situation/facts';
import type { Situation } from '../../lib/situation/schema';
import { situationText } from '../../lib/situation/text';
import { BILLING, FAILOVER, FRANKFURT, LOST, Lab, ORDERS, PARIS, STOCKHOLM, manifest, said, standing, take } from './fixture';
import type { Step } from '../support/history';

const BOTH = [BILLING, ORDERS];
const BASE = standing(BOTH);
const branch = (by: string, ...steps: Step[]): Situation => steps.reduce((now, step, i) => take(now, step, BOTH, said(10 + i, by)), BASE);

/** Ours beside a manifest of where both began, theirs in another file. */
function labOf(ours: Situation, theirs: Situation): Lab & { readonly theirs: string } {
  const lab = new Lab(ours);
  lab.synth(manifest(BASE, [], {}, BOTH));
  const path = join(lab.dir, 'theirs.json');
  writeFileSync(path, situationText(theirs));
  return Object.assign(lab, { theirs: path });
}

test('two branches of one file become one, with all that either says', async () => {
  const lab = labOf(branch('Ada', LOST, FAILOVER), branch('Bob', { op: 'lost', site: STOCKHOLM }));
  expect([await lab.run('merge', lab.theirs), lab.stderr]).toEqual([0, '']);
  expect(lab.situation).toMatchObject({
    sequence: 3,
    status: { [PARIS]: { is: 'lost', by: 'Ada' }, [STOCKHOLM]: { is: 'lost', by: 'Bob' } },
    workloads: { billing: { moves: [{ to: FRANKFURT }] } },
  });
  expect(lab.situation.log.map(({ by }) => by)).toEqual(['Bob', 'Bob', 'Ada', 'Ada', 'Bob', 'Ada']);
  expect(lab.situation.log.at(-1)).toMatchObject({ what: { op: 'merged', sequence: 3 }, by: 'Ada' });
  expect(lab.stdout).toContain('Merged, by Ada\n');
  expect(lab.stdout).toContain('sequence 2 -> 3');
  expect(lab.stdout).toContain('billing: a forced move is open and its target is trusted');
  expect(lab.stdout).toContain('orders: the active site does not answer');
  expect(lab.stdout).toContain(`Next: commit ${lab.situationPath}, synthesize (cdktf synth)`);
});

test('both sides come to the same, whichever is ours', async () => {
  const [one, other] = [branch('Ada', LOST), branch('Bob', { op: 'fence', workload: 'orders', at: STOCKHOLM })];
  const facts: unknown[] = [];
  for (const lab of [labOf(one, other), labOf(other, one)]) {
    expect([await lab.run('merge', lab.theirs), lab.stderr]).toEqual([0, '']);
    const { status, workloads, sequence } = lab.situation;
    facts.push({ status, workloads, sequence });
  }
  expect(facts[1]).toEqual(facts[0]);
});

describe('where the sides contradict each other', () => {
  const lab = () => labOf(branch('Ada', { op: 'lost', site: FRANKFURT }), branch('Bob', { op: 'avoid', site: FRANKFURT }));

  test('it asks, with what each one says, and writes nothing', async () => {
    const l = lab();
    const before = l.text;
    expect(await l.run('merge', l.theirs)).toBe(1);
    expect(l.stderr).toMatch(
      /DR-SIT-11.*has two statuses.*ours: lost .* by Ada.*theirs: avoid .* by Bob[\s\S]*--prefer ours or --prefer theirs/,
    );
    expect(l.text).toBe(before);
  });

  test.each([
    ['ours', 'lost'],
    ['theirs', 'avoid'],
  ])('--prefer %s has the last word', async (side, status) => {
    const l = lab();
    expect([await l.run('merge', l.theirs, '--prefer', side), l.stderr]).toEqual([0, '']);
    expect(l.situation.status).toMatchObject({ [FRANKFURT]: { is: status } });
    expect(l.situation.sequence).toBe(2);
  });

  test('a side that is neither is a wrong use', async () => {
    const l = lab();
    expect(await l.run('merge', l.theirs, '--prefer', 'mine')).toBe(2);
  });
});

describe('nothing to merge', () => {
  test.each<[string, Situation, Situation]>([
    ['the same file', branch('Ada', LOST), branch('Ada', LOST)],
    ['an older one', branch('Ada', LOST, FAILOVER), branch('Ada', LOST)],
  ])('%s: not a byte changes', async (_, ours, theirs) => {
    const lab = labOf(ours, theirs);
    const before = lab.text;
    expect([await lab.run('merge', lab.theirs), lab.stderr]).toEqual([0, '']);
    expect(lab.stdout).toBe('Nothing changes: ours has all that theirs has.\n');
    expect(lab.text).toBe(before);
  });

  test('a newer one is taken as it is', async () => {
    const theirs = branch('Bob', LOST, FAILOVER);
    const lab = labOf(branch('Bob', LOST), theirs);
    expect(await lab.run('merge', lab.theirs)).toBe(0);
    expect(lab.text).toBe(situationText(theirs));
  });
});

describe('refuses, and writes nothing', () => {
  const refused = async (lab: Lab, words: string[], message: RegExp): Promise<void> => {
    const before = lab.text;
    expect([words, await lab.run('merge', ...words)]).toEqual([words, 1]);
    expect(lab.stderr).toMatch(message);
    expect(lab.text).toBe(before);
  };

  test('a file that is not there', async () => {
    const lab = labOf(branch('Ada', LOST), BASE);
    await refused(lab, [join(lab.dir, 'nowhere.json')], /DR-SIT-01.*does not exist.*nowhere\.json[\s\S]*git show/);
  });

  test('a file that was put together by lines', async () => {
    const lab = labOf(branch('Ada', LOST), BASE);
    writeFileSync(lab.theirs, situationText(branch('Bob', LOST)).replace('"sequence": 1', '"sequence": 7'));
    await refused(lab, [lab.theirs], /DR-SIT-10.*theirs\.json/);
  });

  test('the file of another estate', async () => {
    const other = take(NORMAL, { op: 'lost', site: PARIS }, BOTH, said(1, 'Carol'));
    const lab = labOf(branch('Ada', LOST), other);
    await refused(lab, [lab.theirs], /DR-SIT-11.*no common beginning.*by Bob.*by Carol/);
  });

  test('two moves with one number', async () => {
    const away: Step[] = [LOST, FAILOVER];
    const lab = labOf(branch('Ada', ...away), branch('Bob', { op: 'switch', workload: 'billing', to: FRANKFURT }));
    await refused(lab, [lab.theirs], /DR-SIT-11.*Two moves of billing have number 1/);
  });

  test('a merge by nobody', async () => {
    const lab = labOf(branch('Ada', LOST), branch('Bob', { op: 'lost', site: STOCKHOLM }));
    await refused(lab, [lab.theirs, '--by', 'root'], /DR-CLI-04/);
  });
});

test('what was merged is declared about only once it was synthesized, for it says what others said', async () => {
  const lab = labOf(branch('Ada', LOST), branch('Bob', { op: 'lost', site: STOCKHOLM }));
  await lab.run('merge', lab.theirs);
  expect(await lab.run('declare', 'failover', 'billing', '--to', FRANKFURT)).toBe(1);
  expect(lab.stderr).toMatch(/DR-SIT-07.*lost by Bob/);
  lab.synthAgain(BOTH);
  expect([await lab.run('declare', 'failover', 'billing', '--to', FRANKFURT), lab.stderr]).toEqual([0, '']);
});
