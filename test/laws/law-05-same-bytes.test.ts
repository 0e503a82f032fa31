import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket/index.js';
import fc from 'fast-check';
import { CASES, corpusOf, declaredIn, sidesOf } from '../support/corpus';
import { canonical, mutate, without, withoutMarker, type StackJson } from '../support/json';
import { Press } from '../support/press';
import { lawFive, lawFiveTraces } from '../support/laws/law-05';
import { inEverySituation } from '../support/laws/verdict';
import { situationText } from '../../lib/situation/text';
import { naive } from '../support/naive';
import { declareApp, render } from '../support/synth';

const TOGETHER = CASES.filter(({ title }) => title.endsWith('everything, hot'));

describe('Law 5: the same input gives the same bytes', () => {
  test.each(CASES)('$title: twice the same', (one) => {
    expect(lawFive(render(declaredIn(one)), render(declaredIn(one)))).toEqual([]);
  });

  test.each(CASES)('$title: no path and no clock in any situation', (one) => {
    expect(inEverySituation(one, (output) => lawFiveTraces(output))).toEqual([]);
  });

  test.each(TOGETHER)('$title: whatever the order in which components are declared', (one) => {
    const declared = declaredIn(one);
    const { situation } = corpusOf(one).states.at(-1)!;
    const expected = render(declared, situation);
    const orders = fc.shuffledSubarray([...declared.kinds], { minLength: declared.kinds.length });
    fc.assert(
      fc.property(orders, (kinds) => {
        expect(lawFive(expected, render({ ...declared, kinds }, situation))).toEqual([]);
      }),
      { numRuns: 8 },
    );
  });

  test.each(TOGETHER)('$title: what the laws look at is what app.synth() writes', (one) => {
    const { states, passages } = corpusOf(one);
    const press = new Press(declaredIn(one), sidesOf(one));
    const all = [...states, ...passages.map(({ to }) => to)];
    for (const { situation, output } of all.filter((_, i) => i % Math.ceil(all.length / 12) === 0)) {
      const outdir = mkdtempSync(join(tmpdir(), 'continuity-same-'));
      declareApp(declaredIn(one), situation, outdir).app.synth();
      const written = readdirSync(join(outdir, 'stacks')).map(
        (id) => [id, JSON.parse(readFileSync(join(outdir, 'stacks', id, 'cdk.tf.json'), 'utf8')) as StackJson] as const,
      );
      // cdktf's own comment says which app wrote it.
      const bare = (stacks: Iterable<readonly [string, StackJson]>) =>
        canonical(Object.fromEntries([...stacks].map(([id, json]) => [id, withoutMarker(json)])));
      expect(bare(written)).toBe(bare(Object.entries(output.stacks)));
      const whole = (stacks: Iterable<readonly [string, StackJson]>) =>
        Object.fromEntries([...stacks].map(([id, json]) => [id, JSON.parse(canonical(without(json, '//'))) as unknown]));
      const stamped = Object.entries(press.open(situation).render().stacks);
      expect(whole(written)).toEqual(whole(stamped.map(([id, text]) => [id, JSON.parse(text) as StackJson])));
    }
  });

  test('every file of the quickstart, from other folders, in another language and at another time of day', () => {
    const { situation } = corpusOf(CASES.find(({ title }) => title === 'aws, everything, hot')!).states.find(({ name }) =>
      name.endsWith('all completed'),
    )!;
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
    { cwd, env: { ...process.env, ...env }, stdio: 'pipe' },
  );
  const out = join(cwd, 'out');
  const files = (readdirSync(out, { recursive: true }) as string[]).filter((name) => statSync(join(out, name)).isFile());
  return Object.fromEntries(files.sort().map((name) => [name, readFileSync(join(out, name), 'utf8')]));
}
