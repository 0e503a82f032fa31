import { guarded, tint } from '../../lib/cli/io';
import { wantsColour } from '../../lib/cli/terminal';
import { LOST, Lab, PARIS, action, procedure, situationAfter } from './fixture';

const CLEAR = '\r\u001b[K';

function terminal(colour: boolean) {
  const lab = new Lab(situationAfter(LOST));
  lab.terminal = true;
  return { lab, io: guarded({ ...lab.io, colour, out: (text) => (lab.stdout += text), err: (text) => (lab.stderr += text) }) };
}

test('a tone is a colour on a terminal that has any, and nothing elsewhere', () => {
  for (const [colour, shown] of [
    [true, '\u001b[31mRefused\u001b[39m. \u001b[1mx\u001b[22m\n'],
    [false, 'Refused. x\n'],
  ] as const) {
    const { lab, io } = terminal(colour);
    io.out(`${tint(io, 'bad', 'Refused')}. ${tint(io, 'strong', 'x')}\n`);
    expect(lab.stdout).toBe(shown);
  }
});

test('what others say is shown, colours or not, inside a tone too', () => {
  const { lab, io } = terminal(true);
  io.out(`${tint(io, 'bad', 'a\u001b[2J')} \u001b[32mok\u001b[39m \0bad\0\n`);
  expect(lab.stdout).toBe('\u001b[31ma\\x1b[2J\u001b[39m \\x1b[32mok\\x1b[39m \\x00bad\\x00\n');
  io.err('x\u0007');
  expect(lab.stderr).toBe('x\\x07');
});

test('the line that ticks is written over, on a terminal; nothing else is', () => {
  const { lab, io } = terminal(false);
  io.out(`${CLEAR}1 s`);
  io.out(`a${CLEAR}b`);
  expect(lab.stdout).toBe(`${CLEAR}1 sa\\x0d\\x1b[Kb`);
  const log = new Lab(situationAfter(LOST));
  guarded({ ...log.io, out: (text) => (log.stdout += text) }).out(CLEAR);
  expect(log.stdout).toBe('\\x0d\\x1b[K');
});

test('a question is escaped as everything is', async () => {
  const asked: string[] = [];
  const { io } = terminal(false);
  const confirm = (question: string): Promise<boolean> => Promise.resolve(asked.push(question) > 0);
  await guarded({ ...io, confirm }).confirm('Go on?\u001b[8m');
  expect(asked).toEqual(['Go on?\\x1b[8m']);
});

test.each<[NodeJS.ProcessEnv, boolean, boolean]>([
  [{}, true, true],
  [{}, false, false],
  [{ NO_COLOR: '1' }, true, false],
  [{ NO_COLOR: '' }, true, true],
  [{ TERM: 'dumb' }, true, false],
  [{ FORCE_COLOR: '1' }, false, true],
  [{ FORCE_COLOR: '' }, false, true],
  [{ FORCE_COLOR: '0' }, true, false],
  [{ FORCE_COLOR: 'false' }, true, false],
  [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
])('%j on a terminal: %p gives colours: %p', (env, isTerminal, wanted) => {
  expect(wantsColour(env, isTerminal)).toBe(wanted);
});

describe('wherever a text comes from', () => {
  const evil = '\u001b[2J\u001b]0;x\u0007';
  const shown = '\\x1b[2J\\x1b]0;x\\x07';

  test('a manifest: titles, names of workloads, what a step says', async () => {
    const step = action({ do: 'manual', id: 'look', title: `Look${evil}`, text: `As said${evil}` });
    const sheet = procedure([step], { title: `Fail over${evil}\nDeclared: all is well`, transition: 'hold' });
    const lab = new Lab(situationAfter(LOST), [sheet]);
    for (const command of ['plan', 'run']) {
      await lab.run(command, 'billing');
      expect(lab.stdout).toContain(`Fail over${shown}\\x0aDeclared: all is well`);
      expect(lab.stdout).toContain(`Look${shown}`);
      expect(lab.stdout).not.toMatch(/[^\P{Cc}\n]/u);
    }
  });

  test('a program that a step runs', async () => {
    const run = [process.execPath, '-e', `process.stderr.write(${JSON.stringify(evil)}); process.exit(1)`];
    const lab = new Lab(situationAfter(LOST), [
      procedure([action({ do: 'command', id: 'x', run, endpoint: 'e' })], { transition: 'hold' }),
    ]);
    expect(await lab.execute()).toBe(1);
    expect(lab.stderr).toContain(shown);
    expect(`${lab.stdout}${lab.stderr}`).not.toMatch(/[^\P{Cc}\n]/u);
  });

  test('the command line: what would be written down is refused, the rest is shown', async () => {
    const lab = new Lab(situationAfter(LOST));
    const before = lab.text;
    for (const words of [
      ['failover', 'billing', '--to', 'aws:eu-central-1', '--incident', 'INC-1\nDeclared: x'],
      ['failover', 'billing', '--to', 'aws:eu-central-1', '--incident', evil],
      ['failover', 'billing', '--to', 'aws:eu-central-1', '--from', `Ledger=${evil}`],
      ['lost', `${PARIS}${evil}`],
      ['normal', PARIS, '--by', `Ada${evil}`],
      ['normal', PARIS, '--by', 'Ada\nBob'],
    ]) {
      expect([words, await lab.run('declare', ...words)]).toEqual([words, 1]);
      expect(lab.stderr).toMatch(/DR-CLI-0[47]/);
      expect(lab.stderr).not.toMatch(/[^\P{Cc}\n]/u);
    }
    expect(lab.text).toBe(before);
    expect(await lab.run(`de${evil}`)).toBe(2);
    expect(lab.stderr).not.toMatch(/[^\P{Cc}\n]/u);
  });

  test('a situation that somebody else wrote', async () => {
    const lab = new Lab(situationAfter(LOST));
    lab.write({ ...situationAfter(LOST), status: { [PARIS]: { is: 'lost', since: '2026-11-21T03:00:00Z', by: `Bob${evil}` } } });
    await lab.run('declare', 'normal', PARIS, '--dry-run');
    expect(lab.stdout).toContain(`says Bob${shown} -> normal`);
  });
});
