import { execFileSync } from 'node:child_process';
import { build, run } from '../../lib/cli/cli';
import { complete } from '../../lib/cli/completing';
import { NORMAL } from '../../lib/situation/facts';
import { LOST, Lab, PARIS, procedure, situationAfter } from './fixture';

const lab = new Lab(situationAfter(LOST), [procedure([])]);
const program = build({ io: lab.io, done: () => Promise.resolve() });
const words = (...typed: string[]): string[] => complete(program, typed, { ...lab.io, cwd: lab.dir }).map(({ word }) => word);
const plain = async (...typed: string[]): Promise<string> => {
  const own = new Lab(NORMAL);
  expect([typed, await run(typed, own.io), own.stderr]).toEqual([typed, 0, '']);
  return own.stdout;
};

test('of commands and verbs, by what is typed', () => {
  expect(words('')).toEqual([
    'bootstrap',
    'declare',
    'record',
    'merge',
    'status',
    'plan',
    'doctor',
    'run',
    'history',
    'show',
    'completion',
    'help',
  ]);
  expect(words('st')).toEqual(['status']);
  expect(words('declare', 'f')).toEqual(['failover', 'fence']);
});

test('of options, and of their values', () => {
  expect(words('status', '--s')).toEqual(['--situation']);
  expect(words('plan', '--transition', 'f')).toEqual(['failover', 'fence']);
  expect(words('declare', 'failover', 'billing', '--to', 'aws:eu-c')).toEqual(['aws:eu-central-1']);
  expect(words('merge', 'x', '--prefer', '')).toEqual(['ours', 'theirs']);
  expect(words('plan', '--out', '')).toEqual([]);
  expect(words('completion', '')).toEqual(['bash', 'zsh', 'fish']);
});

test('of what was synthesized: workloads, sites, components', () => {
  expect(words('plan', '')).toEqual(['billing']);
  expect(words('plan', '--json', '')).toEqual(['billing']);
  expect(words('plan', 'billing', '')).toEqual([]);
  expect(words('declare', 'lost', 'aws:')).toEqual(expect.arrayContaining([PARIS, 'aws:eu-central-1']));
  expect(words('record', 'started', 'billing', '')).toEqual(['Invoices', 'Ledger']);
  expect(words('record', 'started', 'billing', 'Ledger', 'I')).toEqual(['Invoices']);
});

test('where nothing is synthesized, nothing of it; what is always known, all the same', () => {
  const elsewhere = (...typed: string[]): string[] => complete(program, typed, { ...lab.io, cwd: '/' }).map(({ word }) => word);
  expect(elsewhere('plan', '')).toEqual([]);
  expect(elsewhere('plan', '--transition', 'est')).toEqual(['establish']);
  expect(complete(program, ['plan', '--out', `${lab.dir}/cdktf.out`, ''], { ...lab.io, cwd: '/' })).toMatchObject([{ word: 'billing' }]);
});

test('each word with what it is, one line a word, for the scripts', async () => {
  expect(await plain('__complete', '--', 'st')).toMatch(/^status\tsay where every workload stands.*\n$/);
  expect(await plain('__complete', '--', 'declare', '--')).toBe('--help\tdisplay help for command\n');
});

test.each(['bash', 'zsh', 'fish'])('there is a script for %s, which asks the command', async (shell) => {
  expect(await plain('completion', shell)).toContain('__complete -- ');
});

test('the script of bash completes, a word with a colon too', async () => {
  const fake = "continuity() { printf 'aws:eu-west-3\\tlost\\naws:eu-west-1\\tnormal\\n'; }";
  const line = 'continuity declare lost aws:eu-w';
  const ask = (breaks: string): string => {
    const place = `COMP_WORDBREAKS='${breaks}'\nCOMP_LINE='${line}'\nCOMP_POINT=${line.length}`;
    const script = `${fake}\n${text}\n${place}\n_continuity\nprintf '%s\\n' "\${COMPREPLY[@]}"`;
    return execFileSync('bash', ['-c', script], { encoding: 'utf8' });
  };
  const text = await plain('completion', 'bash');
  expect(ask(': ')).toBe('eu-west-3\neu-west-1\n');
  expect(ask(' ')).toBe('aws:eu-west-3\naws:eu-west-1\n');
});
