import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { NORMAL } from '../../lib/situation/facts';
import { situationText } from '../../lib/situation/text';
import { FAILED_OVER, FRANKFURT, Lab, PARIS, action, procedure } from './fixture';

const COMMANDS: readonly (readonly [string, string[]])[] = [
  ['declare', ['declare', 'lost', FRANKFURT]],
  ['record', ['record', 'started', 'billing']],
  ['merge', ['merge', 'situation.json']],
  ['plan', ['plan']],
  ['status', ['status']],
  ['history', ['history']],
  ['show', ['show', 'billing-failover-1']],
  ['run', ['run', 'billing']],
  ['run --execute', ['run', 'billing', '--execute']],
];

describe('a situation file that is named, and is not there', () => {
  const lab = (): Lab => new Lab(FAILED_OVER(), [procedure([action({ do: 'manual', id: 'call', text: 'Call.' })])]);

  test.each(COMMANDS)('is refused by --situation: %s', async (_, words) => {
    const l = lab();
    const typo = join(l.dir, 'sitaution.json');
    expect(await l.run(...words, '--situation', typo)).toBe(1);
    expect(l.stderr).toMatch(/DR-SIT-01: The situation file that is named does not exist.*sitaution\.json/);
    expect(l.stdout).toBe('');
    expect(existsSync(typo)).toBe(false);
  });

  test.each(COMMANDS)('is refused by CONTINUITY_SITUATION: %s', async (_, words) => {
    const l = lab();
    l.env.CONTINUITY_SITUATION = join(l.dir, 'sitaution.json');
    expect(await l.run(...words)).toBe(1);
    expect(l.stderr).toContain('DR-SIT-01: The situation file that is named does not exist');
  });

  test.each<[string, (l: Lab) => string]>([
    ['its whole path', (l) => l.situationPath],
    ['its path from here', (l) => relative(l.cwd, l.situationPath)],
  ])('is allowed where it is the one that was synthesized from, by %s: the first declaration makes it', async (_, name) => {
    const l = new Lab(NORMAL);
    expect([await l.run('declare', 'lost', PARIS, '--situation', name(l)), l.stderr]).toEqual([0, '']);
    expect(l.situation.status).toMatchObject({ [PARIS]: { is: 'lost' } });
  });

  test('is allowed where it is that one in the working directory', async () => {
    const l = new Lab(NORMAL);
    l.cwd = join(l.dir, 'bin');
    expect([await l.run('declare', 'lost', PARIS, '--situation', 'situation.json'), l.stderr]).toEqual([0, '']);
    expect([existsSync(join(l.cwd, 'situation.json')), existsSync(l.situationPath)]).toEqual([true, false]);
  });
});

test('the option goes before the environment, and the environment before what was synthesized from', async () => {
  const l = new Lab(FAILED_OVER());
  const [one, other] = [join(l.dir, 'one.json'), join(l.dir, 'other.json')];
  for (const path of [one, other]) writeFileSync(path, situationText(FAILED_OVER()));
  const asked = async (...words: string[]): Promise<unknown> => {
    await l.run('plan', '--json', ...words);
    return (JSON.parse(l.stdout) as { situationFile: unknown }).situationFile;
  };
  expect(await asked()).toEqual({ path: l.situationPath, sequence: 2 });
  l.env.CONTINUITY_SITUATION = one;
  expect(await asked()).toEqual({ path: one, sequence: 2 });
  expect(await asked('--situation', other)).toEqual({ path: other, sequence: 2 });
});

test.each([
  ['a manifest of version 1', (text: string) => text.replace('"version":2', '"version":1'), /DR-CLI-01.*version/],
  ['a manifest of a newer version', (text: string) => text.replace('"version":2', '"version":3'), /DR-CLI-01.*version/],
  ['a manifest that is not whole', (text: string) => text.slice(0, 100), /DR-CLI-01/],
])('%s is refused, with the advice to synthesize again', async (_, spoil, message) => {
  const l = new Lab(NORMAL);
  l.spoil(spoil);
  expect(await l.run('plan')).toBe(1);
  expect(l.stderr).toMatch(message);
  expect(l.stderr).toContain('synthesize again');
  // The schema that it names is one that the package publishes.
  expect(l.stderr).toContain('Allowed: schemas/manifest.schema.json.');
  expect(existsSync(join(__dirname, '..', '..', 'lib', 'reports', 'schemas', 'manifest.schema.json'))).toBe(true);
});

/** A manifest with one thing changed. */
type Loose = Record<string, unknown>;
type Spoilt = Loose & {
  stacks: Loose[];
  workloads: { procedures: { waves: { actions: Loose[] }[] }[]; sites: unknown[] }[];
};
const spoilt =
  (change: (manifest: Spoilt) => void) =>
  (text: string): string => {
    const manifest = JSON.parse(text) as Spoilt;
    change(manifest);
    return JSON.stringify(manifest);
  };
const first = (m: Spoilt) => m.workloads[0]!.procedures[0]!.waves[0]!.actions;

test.each<[string, (m: Spoilt) => void, RegExp]>([
  ['a folder outside of the output', (m) => (m.stacks[0]!['directory'] = '../evil'), /stacks\.0\.directory.*inside of the output/],
  ['an absolute folder', (m) => (m.stacks[0]!['directory'] = '/etc'), /stacks\.0\.directory/],
  ['a folder by another name of its parent', (m) => (m.stacks[0]!['directory'] = 'stacks/../../evil'), /stacks\.0\.directory/],
  ['a workload whose id is a path', (m) => Object.assign(m.workloads[0]!, { id: '../../escaped' }), /workloads\.0\.id.*letters, digits/],
  ['a workload whose id is hidden', (m) => Object.assign(m.workloads[0]!, { id: '.git' }), /workloads\.0\.id/],
  ['two workloads with one id', (m) => m.workloads.push(m.workloads[0]!), /two workloads are called billing/],
  ['two stacks with one id', (m) => m.stacks.push(m.stacks[0]!), /two stacks are called/],
  ['two actions with one id', (m) => first(m).push(first(m)[0]!), /two actions are called call/],
  ['one site twice', (m) => m.workloads[0]!.sites.push(m.workloads[0]!.sites[0]), /two sites of billing are called/],
  ['one site', (m) => m.workloads[0]!.sites.pop(), /workloads\.0\.sites/],
  ['two sequences', (m) => (m['sequence'] = 7), /its sequence is 7, that of its situation 2/],
  ['a sequence below 0', (m) => (m['sequence'] = -5), /sequence/],
  ['a field that this version does not know', (m) => (m['later'] = 1), /[Uu]nrecognized key.*later/],
  ['a field of an action that this version does not know', (m) => (first(m)[0]!['requires'] = ['x']), /requires/],
  [
    'a pattern that is none',
    (m) => Object.assign(first(m)[0]!, { do: 'check', how: { run: ['x'], matches: '(' }, endpoint: 'x', every: 1 }),
    /matches/,
  ],
  [
    'a pattern without a bound',
    (m) => Object.assign(first(m)[0]!, { do: 'check', how: { run: ['x'], matches: 'a'.repeat(5000) }, endpoint: 'x', every: 1 }),
    /matches/,
  ],
  ['a step that waits for years', (m) => (first(m)[0]!['timeout'] = 1e9), /timeout/],
])('%s is refused before anything is done', async (_, change, message) => {
  const l = new Lab(FAILED_OVER(), [procedure([action({ do: 'manual', id: 'call', text: 'Call.' })])]);
  l.spoil(spoilt(change));
  expect(await l.execute()).toBe(1);
  expect(l.stderr).toMatch(/^Refused\. DR-CLI-01/);
  expect(l.stderr).toMatch(message);
  expect(l.stderr).not.toMatch(/\n\s+at /);
  expect(readdirSync(l.dir).sort()).toEqual(['bin', 'cdktf.out', 'situation.json', 'world']);
});
