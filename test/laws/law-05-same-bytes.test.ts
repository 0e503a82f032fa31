import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket/index.js';
import fc from 'fast-check';
import { CASES, declaredIn, sidesOf } from '../support/corpus';
import { mutate } from '../support/json';
import { lawFive, lawFiveTraces, lawFiveWritten } from '../support/laws/law-05';
import { answerOf, isTogether } from '../support/laws/verdicts';
import { afterStory } from '../support/history';
import { situationText } from '../../lib/situation/text';
import { naive } from '../support/naive';
import { render } from '../support/synth';

const TOGETHER = CASES.filter(isTogether);
const OVER = 'standing, lost A, failover B, started, completed';
const HOME = `${OVER}, normal A, fenced A, standing, switch A, fenced B, lag, started, completed, standing`;

describe('Law 5: the same input gives the same bytes', () => {
  test.each(TOGETHER)('$title: twice the same', (one) => {
    expect(lawFive(render(declaredIn(one)), render(declaredIn(one)))).toEqual([]);
  });

  test.each(CASES)('$title: no path and no clock in any situation', (one) => {
    expect(answerOf(one, 'lawFiveTraces')).toEqual([]);
  });

  test.each(TOGETHER)('$title: whatever the order in which components are declared', (one) => {
    const declared = declaredIn(one);
    const situation = afterStory(HOME, sidesOf(one));
    const expected = render(declared, situation);
    const orders = fc.shuffledSubarray([...declared.kinds], { minLength: declared.kinds.length });
    fc.assert(
      fc.property(orders, (kinds) => {
        expect(lawFive(expected, render({ ...declared, kinds }, situation))).toEqual([]);
      }),
      { numRuns: 4 },
    );
  });

  test.each(TOGETHER)('$title: what the laws look at is what app.synth() writes', (one) => {
    expect(answerOf(one, 'lawFiveWritten')).toEqual([]);
  });

  test('every file of the quickstart, from other folders, in another language and at another time of day', () => {
    const own = sidesOf(CASES.find(({ title }) => title === 'aws, everything, hot')!);
    const situation = afterStory(OVER, own);
    const here = synthesizeElsewhere('here', situationText(situation), {
      TZ: 'Pacific/Kiritimati',
      LANG: 'tr_TR.UTF-8',
      LC_ALL: 'tr_TR.UTF-8',
    });
    const there = synthesizeElsewhere('over/there', situationText(situation), { TZ: 'America/Los_Angeles', LANG: 'C', LC_ALL: 'C' });
    expect(Object.keys(here)).toContain('continuity.json');
    expect(there).toEqual(here);
  });

  describe('kills', () => {
    const good = render({ cloud: declaredIn(CASES.find(({ cloud }) => cloud === 'aws')!).cloud, kinds: ['object-storage'], tier: 'hot' });

    test('a plain cdktf app that writes down when it was synthesized', () => {
      let tick = 0;
      const output = () =>
        naive(
          ({ primary }) => void new S3Bucket(primary, 'data', { bucket: 'data', tags: { built: `${new Date().toISOString()} ${++tick}` } }),
        );
      expect(lawFive(output(), output())).toContain('billing-eu-west-3: differs at aws_s3_bucket.data');
      expect(lawFiveTraces(output())).not.toEqual([]);
    });

    test.each([
      ['a list in another order', ['stacks', 'billing-eu-west-3', 'resource', 'aws_backup_plan', 'copies', 'rule'], []],
      ['a stack that is there only once', ['stacks', 'billing-links'], undefined],
      ['a manifest that says something else', ['manifest', 'sequence'], 7],
    ])('%s', (_, path, change) => {
      expect(lawFive(good, mutate(good, path, change))).not.toEqual([]);
    });

    test('stacks that are others than those that are written', () => {
      const one = CASES.find(({ cloud, kinds, tier }) => cloud === 'aws' && tier === 'hot' && kinds.includes('relational-database'))!;
      const situation = afterStory('standing', sidesOf(one));
      const output = render(declaredIn(one), situation);
      const told = (seen: typeof output) => lawFiveWritten({ states: [{ name: 'normal', situation, output: seen }], passages: [] }, one);
      expect(told(output)).toEqual([]);
      expect(told(mutate(output, ['stacks', 'billing-links'], undefined))).toEqual(['normal: another one is written']);
    });

    test('an absolute path', () => {
      expect(
        lawFiveTraces(
          mutate(good, ['stacks', 'billing-links', 'terraform', 'backend'], { local: { path: join(process.cwd(), 'terraform.tfstate') } }),
        ),
      ).not.toEqual([]);
    });
  });
});

/** Runs the example as a user does, in a folder of its own; every file that it writes, by name. */
function synthesizeElsewhere(folder: string, situation: string, env: Readonly<Record<string, string>>): Record<string, string> {
  const cwd = join(mkdtempSync(join(tmpdir(), 'continuity-same-')), folder);
  mkdirSync(cwd, { recursive: true });
  writeFileSync(join(cwd, 'now.json'), situation);
  const root = resolve(__dirname, '..', '..');
  const tsx = pathToFileURL(join(root, 'node_modules', 'tsx', 'dist', 'loader.mjs')).href;
  execFileSync(
    process.execPath,
    ['--import', tsx, join(root, 'examples', 'run.ts'), 'quickstart', '--out', 'out', '--situation', 'now.json'],
    { cwd, env: { ...process.env, TSX_TSCONFIG_PATH: join(root, 'tsconfig.json'), ...env }, stdio: 'pipe' },
  );
  const out = join(cwd, 'out');
  const files = (readdirSync(out, { recursive: true }) as string[]).filter((name) => statSync(join(out, name)).isFile());
  return Object.fromEntries(files.sort().map((name) => [name, readFileSync(join(out, name), 'utf8')]));
}
