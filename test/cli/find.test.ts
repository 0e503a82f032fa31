import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { History } from '../../lib/cli/runner/history';
import type { Entry } from '../../lib/cli/runner/journal';
import type { Action } from '../../lib/words/actions';
import { found, WORD } from '../../lib/words/found';
import { ALL, FAILED_OVER, Lab, PARIS, action, manifest, node, procedure } from './fixture';
import { programOf } from '../support/program';

jest.setTimeout(30_000);

/** A program that writes down its arguments, and ends as it is told for some of them. */
const noting = (lab: Lab, ...words: string[]): string[] => [
  ...node(
    `require('fs').appendFileSync(${JSON.stringify(join(lab.dir, 'noted'))}, process.argv.slice(1).join(' ') + '\\n'); process.exit(process.argv.includes('bad') ? 9 : 0)`,
  ),
  '--',
  ...words,
];
const noted = (lab: Lab): string[] => {
  const path = join(lab.dir, 'noted');
  return existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
};

/** What a find answers: the content of a file of the lab. */
const answers = (lab: Lab, ...lines: string[]): void => {
  writeFileSync(join(lab.dir, 'answer'), lines.join('\n'));
};
const find = (lab: Lab, over: Record<string, unknown> = {}): Action =>
  action({
    do: 'find',
    id: 'source',
    run: ['sh', '-c', 'printf x >>"$1"; cat "$2"', 'step', join(lab.dir, 'asked'), join(lab.dir, 'answer')],
    endpoint: 'eu-central-1',
    expects: 'one',
    matches: WORD,
    every: 0.05,
    timeout: 1.5,
    ...over,
  });
const asked = (lab: Lab): number => (existsSync(join(lab.dir, 'asked')) ? readFileSync(join(lab.dir, 'asked'), 'utf8').length : 0);
const use = (lab: Lab, over: Record<string, unknown> = {}): Action =>
  action({ do: 'command', id: 'use', run: noting(lab, '--source', found('source')), endpoint: 'x', ...over });
const started = action({ do: 'record', id: 'record-started', record: 'started', components: ALL });

function labOf(actions: (lab: Lab) => Action[], ...lines: string[]): Lab {
  const lab = new Lab(FAILED_OVER());
  answers(lab, ...lines);
  lab.synth(manifest(FAILED_OVER(), [procedure(actions(lab))]));
  return lab;
}
const ends = (lab: Lab, id: string): Record<string, unknown>[] => lab.journal.filter((e) => e.is === 'end' && e.action === id);

test('what is to come after something that failed is not run, and what would be written down after it is not written', async () => {
  const lab = labOf((one) => [
    action({ do: 'command', id: 'first', run: node('process.exit(3)'), endpoint: 'x', bestEffort: true }),
    action({ do: 'command', id: 'second', run: noting(one, 'ran'), endpoint: 'x', after: ['first'], bestEffort: true }),
  ]);
  await lab.execute();
  expect(noted(lab)).toEqual([]);
  expect(ends(lab, 'second')).toMatchObject([{ result: 'skipped', text: 'not run: first failed' }]);
});

describe('what a find found', () => {
  test('is kept in the journal, and is an argument of later commands, checks and finds, also inside of one', async () => {
    const lab = labOf(
      (l) => [
        find(l),
        action({ ...find(l), id: 'twin', run: ['echo', `of-${found('source')}`] }),
        action({ do: 'check', id: 'look', how: { run: ['echo', found('twin')], matches: 'of-s-1' }, endpoint: 'x', every: 1 }),
        use(l, { run: noting(l, `--source=${found('source')}/${found('twin')}`) }),
      ],
      '  s-1  ',
      '',
    );
    expect([await lab.execute(), lab.stderr]).toEqual([0, '']);
    expect(noted(lab)).toEqual(['--source=s-1/of-s-1']);
    expect(ends(lab, 'source')).toMatchObject([{ result: 'ok', found: ['s-1'] }]);
    expect(lab.stdout).toContain('found s-1');
  });

  test('is given once for each line, in order, and the first failure stops: what may not be done twice is asked about then', async () => {
    const lab = labOf((l) => [find(l, { expects: 'some' }), use(l, { repeatable: false })], 'a', 'bad', 'c');
    expect(await lab.execute()).toBe(1);
    expect(noted(lab)).toEqual(['--source a', '--source bad']);
    expect(lab.stderr).toContain('failed (exit code 9) (line 2 of 3 that were found)');
    answers(lab, 'a', 'c');
    expect(await lab.execute()).toBe(1);
    expect(lab.stderr).toContain('--repeat use');
    expect(await lab.execute('--again', '--repeat', 'use')).toBe(0);
    expect(noted(lab).slice(2)).toEqual(['--source a', '--source c']);
    expect(lab.stdout).toContain('for 2 lines that were found');
  });

  test('is looked at once for each line, and the greatest lag counts', async () => {
    const check = {
      do: 'check',
      id: 'lag',
      endpoint: 'x',
      every: 0.1,
      timeout: 2,
      how: { run: ['echo', found('source')], matches: '[0-9]', number: 'Ledger' },
    };
    const lab = labOf((l) => [find(l, { expects: 'some' }), action(check as never)], '2', '7', '3');
    expect([await lab.execute(), lab.stderr]).toEqual([0, '']);
    expect(ends(lab, 'lag')).toMatchObject([{ lag: { Ledger: 7 } }]);
    answers(lab, '2', '70', '3');
    expect(await lab.execute('--again')).toBe(1);
    expect(lab.stderr).toContain('(line 2 of 3 that were found)');
  });
});

describe('an answer that is not what was expected', () => {
  test.each<[string, string[], Record<string, unknown>, RegExp, boolean]>([
    ['empty: it is waited for', ['', '  '], {}, /after \d+ tries: an empty answer/, true],
    ['`None`, which is how a program prints nothing', ['None'], {}, /"None" does not fit .*it answered None/, true],
    ['two words on a line', ['a b'], {}, /"a b" does not fit/, true],
    [
      'a line that does not fit, among others',
      ['i-1', 'x'],
      { expects: 'some', matches: 'i-\\d' },
      /"x" does not fit .*it answered i-1, x/,
      true,
    ],
    ['half of it fits', ['i-10'], { matches: 'i-\\d' }, /"i-10" does not fit/, true],
    ['too many: at once', ['a', 'b'], { timeout: 20, every: 5 }, /after 1 try: 2 lines where one is expected: it answered a, b/, false],
  ])('%s', async (_, lines, over, message, waits) => {
    const lab = labOf((l) => [find(l, over), use(l)], ...lines);
    expect(await lab.execute()).toBe(1);
    expect(lab.stderr).toMatch(message);
    expect(asked(lab) > 1).toBe(waits);
    expect([noted(lab), ends(lab, 'source')[0]?.found]).toEqual([[], undefined]);
  });

  test.each<[string, string[], RegExp, boolean]>([
    [
      'it is not let in: at once',
      ['sh', '-c', 'echo "An error occurred (AccessDenied)" >&2; exit 254'],
      /after 1 try: .*AccessDenied/,
      false,
    ],
    ['there is no such program: at once', ['no-such-program'], /after 1 try: .*no-such-program/, false],
    [
      'it is not there yet, or may not be seen: waited for',
      ['sh', '-c', 'echo NotAuthorizedOrNotFound >&2; exit 1'],
      /after \d+ tries/,
      true,
    ],
  ])('%s', async (_, run, message, waits) => {
    const lab = labOf((l) => [find(l, { run, timeout: waits ? 1.5 : 20, every: waits ? 0.05 : 5 }), use(l)]);
    expect(await lab.execute()).toBe(1);
    expect(lab.stderr).toMatch(message);
    expect(noted(lab)).toEqual([]);
  });

  test('that comes late is found', async () => {
    const lab = labOf((l) => [find(l, { timeout: 10 }), use(l)], '');
    const run = lab.execute();
    await sleep(300);
    answers(lab, 's-1');
    expect([await run, noted(lab)]).toEqual([0, ['--source s-1']]);
  });

  test('to a find of best effort goes on, and stops the step that takes it', async () => {
    const lab = labOf((l) => [find(l, { bestEffort: true }), action({ do: 'notify', id: 'tell', audience: 'x', text: 'y' }), use(l)], '');
    expect(await lab.execute()).toBe(1);
    expect(lab.stderr).toContain('Stopped at "do use" (use): it needs what source finds, and source failed: nothing is known');
    answers(lab, 's-1');
    expect([await lab.execute(), noted(lab)]).toEqual([0, ['--source s-1']]);
  });

  test('to a find of best effort is not asked again where what takes it is best effort, too, and failed', async () => {
    const stop = action({ do: 'command', id: 'stop', run: ['false'], endpoint: 'x' });
    const lab = labOf((l) => [find(l, { bestEffort: true }), use(l, { bestEffort: true }), stop], '');
    expect(await lab.execute()).toBe(1);
    const before = asked(lab);
    expect(await lab.execute()).toBe(1);
    expect([asked(lab), lab.stdout.includes('do source: skipped')]).toEqual([before, true]);
  });
});

describe('a run that died between a find and its use', () => {
  const gate = (l: Lab): Action => action({ do: 'command', id: 'gate', run: ['test', '-e', join(l.dir, 'open')], endpoint: 'x' });
  const steps = (l: Lab): Action[] => [find(l), gate(l), use(l)];

  test('once the line is crossed, goes on with what stands in the journal: the source may be gone by now', async () => {
    const lab = labOf((l) => [started, ...steps(l)], 's-1');
    expect(await lab.execute()).toBe(1);
    answers(lab, 's-2');
    writeFileSync(join(lab.dir, 'open'), '');
    expect([await lab.execute(), lab.stderr]).toEqual([0, '']);
    expect([asked(lab), noted(lab)]).toEqual([1, ['--source s-1']]);
  });

  test('before that, asks again', async () => {
    const lab = labOf((l) => [...steps(l), started], 's-1');
    expect(await lab.execute()).toBe(1);
    answers(lab, 's-2');
    writeFileSync(join(lab.dir, 'open'), '');
    expect([await lab.execute(), lab.stderr]).toEqual([0, '']);
    expect([asked(lab), noted(lab)]).toEqual([2, ['--source s-2']]);
  });

  test('so does the real program, killed', async () => {
    const slow = (l: Lab): Action =>
      action({
        do: 'command',
        id: 'slow',
        run: ['sh', '-c', 'test -e "$1" || sleep 20', 'step', join(l.dir, 'open')],
        endpoint: 'x',
        timeout: 25,
      });
    const lab = labOf((l) => [started, find(l), slow(l), use(l)], 's-1');
    const words = [programOf(), 'run', 'billing', '--execute', '--yes', '--by', 'Ada', ...lab.arguments];
    const runner = spawn(process.execPath, words, { env: lab.env, stdio: 'ignore' });
    for (let i = 0; i < 200 && !(asked(lab) && lab.journal.at(-1)?.action === 'slow'); i += 1) await sleep(50);
    runner.kill('SIGKILL');
    await once(runner, 'exit');
    answers(lab, 'another');
    writeFileSync(join(lab.dir, 'open'), '');
    expect([await lab.execute(), lab.stderr]).toEqual([0, '']);
    expect([asked(lab), noted(lab)]).toEqual([1, ['--source s-1']]);
  });

  test('and whose journal does not say what was found, asks again', async () => {
    const lab = labOf((l) => [started, ...steps(l)], 's-1');
    expect(await lab.execute()).toBe(1);
    writeFileSync(lab.journalPath, readFileSync(lab.journalPath, 'utf8').replace(',"found":["s-1"]', ''));
    writeFileSync(join(lab.dir, 'open'), '');
    expect([await lab.execute(), asked(lab), noted(lab)]).toEqual([0, 2, ['--source s-1']]);
  });
});

describe('where another machine began the promotion', () => {
  const look = (over: Record<string, unknown>): Action =>
    action({ do: 'check', id: 'fenced', how: { run: ['true', found('source')], matches: '' }, endpoint: 'x', every: 1, ...over });
  const fence = action({ do: 'record', id: 'record-fenced', record: 'fenced', site: PARIS, after: ['fenced'] });
  const verdict = (actions: Action[]): string => new History([], actions, true).verdict(actions[0]!, 'm', false).go;
  const lab = new Lab(FAILED_OVER());

  test.each<[string, Action[], string]>([
    ['what nobody takes any more is not asked', [find(lab), look({}), started], 'skip'],
    ['what proves a fence is asked', [find(lab), look({}), fence, started], 'do'],
    ['what a guard takes is asked', [find(lab), look({ guards: true }), started], 'do'],
    ['what is taken after the line is asked', [find(lab), started, use(lab)], 'do'],
  ])('%s', (_, actions, go) => {
    expect(verdict(actions)).toBe(go);
  });

  test('what a guard takes is asked again as the guard is, until the apply after it ended well', () => {
    const apply = action({ do: 'apply', id: 'apply', stack: 's' });
    const actions = [started, find(lab), look({ guards: true }), apply];
    const at = { at: '', pid: 0, host: '' };
    const ran = (id: string, result: 'ok' | 'failed', more: object = {}): Entry[] => [
      { is: 'begin', ...at, action: id, do: 'x' },
      { is: 'end', at: '', action: id, result, seconds: 1, text: '', ...more },
    ];
    const known = [...ran('record-started', 'ok'), ...ran('source', 'ok', { found: ['a'] }), ...ran('fenced', 'ok')];
    const go = (...entries: Entry[]): string => new History([...known, ...entries], actions).verdict(actions[1]!, '', false).go;
    expect([go(...ran('apply', 'failed')), go(...ran('apply', 'ok'))]).toEqual(['do', 'skip']);
  });
});

describe('a manifest is refused', () => {
  test.each<[string, (l: Lab) => Action[], string]>([
    ['that takes what nobody finds', (l) => [use(l)], 'use takes what source finds, and no find of that name stands before it'],
    ['that takes what is found later', (l) => [use(l), find(l)], 'use takes what source finds, and no find of that name'],
    [
      'that takes lines of two finds at once',
      (l) => [find(l, { expects: 'some' }), find(l, { id: 'b', expects: 'some' }), use(l, { run: ['true', found('source'), found('b')] })],
      'use takes more lines than it can run for: those of source and of b',
    ],
    [
      'that finds once for each line',
      (l) => [find(l, { expects: 'some' }), find(l, { id: 'b', run: ['echo', found('source')] })],
      'b takes more lines',
    ],
    ['that runs what was found', (l) => [find(l), use(l, { run: [found('source')] })], 'use runs what was found'],
    ['that makes it shell', (l) => [find(l), use(l, { run: ['/bin/bash', '-ec', `rm ${found('source')}`] })], 'no text of a shell'],
    ['with half of a name', (l) => [find(l), use(l, { run: ['true', '{find:source'] })], 'half of a {find:'],
    [
      'whose question takes it',
      (l) => [find(l), { ...decide, unless: { run: ['x', found('source')], atMost: 1 } } as Action],
      'takes nothing that was found',
    ],
    ['that finds across the line', (l) => [{ ...find(l), pointOfNoReturn: true } as never], 'pointOfNoReturn'],
    [
      'whose secret reads by it, and nobody finds it',
      (l) => [use(l, { run: ['true'], secrets: [{ variable: 'X', as: 'file', read: ['cat', found('no')] }] })],
      'takes what no finds',
    ],
  ])('%s', async (_, actions, message) => {
    const lab = labOf(actions, 's-1');
    expect(await lab.run('plan')).toBe(1);
    expect(lab.stderr).toContain('DR-CLI-01');
    expect(lab.stderr).toContain(message);
    expect(await lab.execute()).toBe(1);
    expect(noted(lab)).toEqual([]);
  });

  const decide = action({ do: 'decide', id: 'age', question: 'Go on?', who: 'Ada' });
});
