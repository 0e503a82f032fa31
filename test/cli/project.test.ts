import { existsSync, writeFileSync } from 'node:fs';
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
  ['show', ['show', 'billing-failover-move-1']],
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
