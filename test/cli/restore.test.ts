import { BILLING, Lab, PARIS, procedure, standing } from './fixture';

const POINT = 'arn:aws:rds:eu-west-3:111122223333:snapshot:awsbackup:monday';
const WORDS = ['declare', 'restore', 'billing', '--from', `Ledger=${POINT}`];

test('a restore is declared from a point, at the site that serves, and is no move of the role', async () => {
  const lab = new Lab(standing());
  expect([await lab.run(...WORDS, '--incident', 'INC-7'), lab.stderr]).toEqual([0, '']);
  const { moves, asked } = lab.situation.workloads['billing']!;
  const components = { Ledger: { generation: 1, loss: 'all', point: POINT } };
  expect(moves).toMatchObject([{ kind: 'restore', from: PARIS, to: PARIS, incident: 'INC-7', components }]);
  expect(asked).toEqual({});
  const said = lab.stdout.replace(/\s+/g, ' ');
  expect(said).toContain(`Ledger from ${POINT}, made anew at the site that serves`);
  expect(said).toContain('Due: restore.');
});

test.each([
  ['what takes writes at both sites', ['--from', 'Invoices=monday'], 1, 'Invoices is not made anew from a copy'],
  ['nothing', [], 2, '--from'],
  ['no point', ['--from', 'Ledger'], 2, 'Component=recovery point'],
  ['none', ['--from', 'Ledger=none'], 1, 'would be made empty'],
])('of %s is refused, and nothing is written', async (_, words, code, why) => {
  const lab = new Lab(standing());
  const before = lab.text;
  expect(await lab.run('declare', 'restore', 'billing', ...words)).toBe(code);
  expect(lab.stderr).toContain(why);
  expect(lab.text).toBe(before);
});

test('what was announced is settled once it is begun: another output makes it', async () => {
  const lab = new Lab(standing());
  await lab.run(...WORDS);
  lab.synthAgain([BILLING], [procedure([], { transition: 'restore', title: 'Restore Ledger' })]);
  await lab.run('plan', 'billing');
  expect(lab.stdout).toContain('DUE NOW: Restore Ledger');
  expect([await lab.run('record', 'started', 'billing', 'Ledger'), lab.stderr]).toEqual([0, '']);
  await lab.run('plan', 'billing');
  expect(lab.stdout.replace(/\s+/g, ' ')).toContain(
    'SETTLED: Restore Ledger is recorded as begun, and another output goes on with it. What is due now: restore. Synthesize (cdktf synth)',
  );
});
