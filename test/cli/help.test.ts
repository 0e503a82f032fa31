import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, EXIT_MEANS, type Exit } from '../../lib/cli/exit';
import { transitionSchema } from '../../lib/situation/phases';
import { NORMAL } from '../../lib/situation/facts';
import { build } from '../../lib/cli/cli';
import { Lab, PARIS } from './fixture';

const root = join(__dirname, '..', '..');
const lab = new Lab(NORMAL);
const program = build({ io: lab.io, done: () => Promise.resolve() });

/** Every command with its words: those that only hold others, too. */
const commands = (function all(command: typeof program, words: readonly string[]): { words: string[]; command: typeof program }[] {
  const own = command
    .createHelp()
    .visibleCommands(command)
    .filter((one) => one.name() !== 'help');
  return [{ words: [...words], command }, ...own.flatMap((one) => all(one, [...words, one.name()]))];
})(program, []);
const acting = commands.filter(({ command }) => command.commands.length === 0);
const help = async (words: readonly string[]): Promise<string> => {
  expect([words, await lab.run(...words, '--help')]).toEqual([words, 0]);
  return lab.stdout;
};

test('there are as many as there are', () => {
  expect(acting.map(({ words }) => words.join(' '))).toEqual(
    expect.arrayContaining(['status', 'history', 'show', 'completion', 'plan', 'run', 'merge', 'declare lost', 'record undone']),
  );
  expect(acting.length).toBe(27);
});

describe.each(commands.map(({ words, command }) => ({ name: words.join(' ') || 'continuity', words, command })))(
  'the help of $name',
  ({ words, command }) => {
    test('says what it does, how it is called, and what each exit code means', async () => {
      const text = await help(words);
      const [, examples = ''] = text.split('\nExamples:\n');
      expect(examples).toContain(words.length === 0 ? 'continuity status' : `continuity ${words.join(' ')}`);
      const own = /\nExit codes:\n((?: +\d+ {2}.*\n?)+)/.exec(text)?.[1] ?? '';
      const codes = own
        .trim()
        .split('\n')
        .map((line) => Number(line.trim().split(' ')[0]));
      const asks = ['', 'status', 'plan'].includes(words.join(' '));
      const unseen = ['', 'doctor'].includes(words.join(' ')) ? [5] : [];
      expect(codes).toEqual([0, 1, 2, ...(asks ? [3, 4] : []), ...unseen, 130]);
      for (const code of codes) expect(own).toContain(EXIT_MEANS[Object.keys(EXIT).find((name) => EXIT[name as Exit] === code) as Exit]);
      expect(command.description()).not.toBe('');
    });

    test('has a text for each option and each argument, and --json on all that acts', () => {
      const { options, registeredArguments } = command;
      expect(options.filter(({ description }) => description.trim() === '').map(({ flags }) => flags)).toEqual([]);
      expect(registeredArguments.filter(({ description }) => description.trim() === '').map((one) => one.name())).toEqual([]);
      const isActing = command.commands.length === 0 && command.name() !== 'completion';
      expect(options.some(({ long }) => long === '--json')).toBe(isActing);
      const writes = /^(declare \w|record \w|merge)/.test(words.join(' '));
      expect(options.some(({ long }) => long === '--dry-run')).toBe(writes);
    });

    test('names every transition where one is asked for', async () => {
      if (!command.options.some(({ long }) => long === '--transition')) return expect(['plan', 'run']).not.toContain(words[0]);
      const text = (await help(words)).replace(/\s+/g, ' ');
      expect(text).toContain(transitionSchema.options.join(', '));
    });
  },
);

test('the table of exit codes in the README and in the page of the command is the one of the code', () => {
  const rows = Object.entries(EXIT).map(([name, code]) => `| ${code} | ${EXIT_MEANS[name as Exit]} |`);
  for (const page of ['README.md', 'docs/command-line.md']) {
    const table = /\| exit code \| means \|\n\|---\|---\|\n((?:\|.*\|\n)+)/.exec(readFileSync(join(root, page), 'utf8'))?.[1];
    expect([page, table]).toEqual([page, `${rows.join('\n')}\n`]);
  }
});

test('the page that the help names is in the package', async () => {
  const { files } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { files: string[] };
  const page = /docs\/[\w-]+\.md/.exec(await help(['status']))?.[0];
  expect(files).toContain(page?.split('/')[0]);
});

test('--version is that of the package', async () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  for (const option of ['--version', '-V']) {
    expect(await lab.run(option)).toBe(0);
    expect(lab.stdout).toBe(`${version}\n`);
  }
});

describe('what is mistyped', () => {
  test.each([
    [['statsu'], 'Did you mean status?'],
    [['declare', 'failovre', 'billing'], 'Did you mean failover?'],
    [['record', 'standin', 'billing'], 'Did you mean standing?'],
    [['run', '--exceute'], 'Did you mean --execute?'],
  ])('a command or an option is used wrongly: %j', async (words, meant) => {
    expect(await lab.run(...words)).toBe(2);
    expect(lab.stderr).toContain(meant);
  });

  test.each([
    [['plan', 'bilking'], 'did you mean billing?'],
    [['declare', 'switch', 'biling', '--to', PARIS], 'did you mean billing?'],
    [['declare', 'lost', 'eu-west-3'], `did you mean ${PARIS}?`],
    [['declare', 'lost', 'aws:eu-west-33'], `did you mean ${PARIS}?`],
    [['plan', '--transition', 'failovr'], 'did you mean failover?'],
    [['record', 'standing', 'billng'], 'did you mean billing?'],
  ])('a workload, a site or a transition is refused: %j', async (words, meant) => {
    expect(await lab.run(...words)).toBe(1);
    expect(lab.stderr).toContain(`Fix: ${meant}`);
  });

  test('as data, too', async () => {
    expect(await lab.run('status', 'bilking', '--json')).toBe(1);
    expect(JSON.parse(lab.stdout)).toEqual({
      error: { id: 'DR-CLI-02', what: 'No such workload', value: 'bilking', allowed: 'billing', fix: 'did you mean billing?' },
      exitCode: 1,
    });
  });
});
