import { programsOf } from '../../lib/recovery/programs';
import { atMost } from '../../lib/words/at-most';
import { asked } from '../../lib/words/doctor';
import { checkStep, commandStep, script } from '../../lib/words/steps';
import type { Action } from '../../lib/words/actions';

const KNOWN = [{ name: 'cloud', version: ['cloud', '--version'], matches: '\\d.*' }];
const step = (id: string, run: string[], more: object = {}): Action => ({
  ...checkStep({ id, title: id, run, matches: '', endpoint: 'north' }),
  ...more,
});
const names = (...actions: Action[]) => programsOf(actions, [], KNOWN).programs.map(({ name, steps }) => `${name}: ${steps.join()}`);
const unseen = (...actions: Action[]) => programsOf(actions, [], KNOWN).unseen.map((one) => one.unseen);

test('each program that a step calls, with the steps that call it; a shell is one, too', () => {
  expect(names(step('a', ['psql', '-c', 'select 1']), step('b', ['cloud', 'x']), step('c', script('cloud y "$1"', 'psql')))).toEqual([
    'cloud: b,c',
    'psql: a',
    'sh: c',
  ]);
});

test('one that reads a secret, that undoes, or that only measures', () => {
  const secrets = [{ variable: 'LEDGER_KEY', as: 'environment', read: ['vault', 'read'] }];
  const decide = {
    ...step('d', ['x']),
    do: 'decide',
    question: '?',
    who: 'ada',
    unless: { run: ['gauge'], atMost: 1 },
  } as unknown as Action;
  expect(names(step('a', ['cloud'], { secrets }), decide)).toEqual(['cloud: a', 'gauge: d', 'vault: a']);
  expect(names(commandStep({ id: 'c', title: '', run: ['./mine.sh'], endpoint: '', expected: '' }))).toEqual(['./mine.sh: c']);
});

test('inside of a script: at the place of a command, also where one line hands another one on', () => {
  expect(names(step('a', script('set -e\nx=$(cloud list)\necho "$x"')))).toEqual(['cloud: a', 'sh: a']);
  expect(names(step('a', script('echo cloud; overcloud x | tr a b')))).toEqual(['overcloud: a', 'sh: a', 'tr: a']);
  expect(names(step('a', atMost(5, ['cloud', 'age'])))).toEqual(['cloud: a', 'sh: a', 'tr: a']);
  expect(names(step('a', atMost(5, script('curl -s "$1" | cloud read', 'x'))))).toEqual(['cloud: a', 'curl: a', 'sh: a', 'tr: a']);
});

test('the date of GNU is asked for where -d is', () => {
  const dateOf = (...texts: string[]) =>
    programsOf(
      texts.map((text, i) => step(`s${i}`, script(text))),
      [],
      KNOWN,
    ).programs.find(({ name }) => name === 'date');
  expect(dateOf('cloud x; date +%s')).toEqual({ name: 'date', fix: 'install date, and put it on the PATH', steps: ['s0'] });
  for (const texts of [['date -d "$1" +%s'], ['date -u -d x', 'date +%s'], ['date +%s', 'date -u -d x']])
    expect(dateOf(...texts)).toMatchObject({ version: ['date', '-u', '-d', '2026-11-21T03:00:00+00:00', '+%s'], matches: '1795230000' });
});

test('what questions call counts, too; of what is not called nothing is asked', () => {
  const question = asked({ about: 'quota', id: 'q', title: '', run: ['gauge'], matches: '', endpoint: 'north', fix: '' });
  expect(programsOf([], [question], KNOWN).programs).toEqual([
    { name: 'gauge', fix: 'install gauge, and put it on the PATH', steps: ['q'] },
  ]);
  expect(programsOf([], [], KNOWN)).toEqual({ programs: [], unseen: [] });
});

test('a script that is told what to call is not seen; nor are credentials with which nothing asks', () => {
  expect(unseen(step('a', script('mystery x')))).toEqual([]);
  expect(unseen(step('a', script('"$1" x', 'mystery')))).toEqual(['what the script of a calls']);
  const as = { who: 'the operators', environment: { CLOUD_PROFILE: 'ledger' } };
  expect(unseen(step('a', ['cloud'], { as }))).toEqual(['the credentials of the operators']);
  const question = asked({ about: 'quota', id: 'q', title: '', run: ['cloud'], matches: '', endpoint: 'north', fix: '', as });
  expect(programsOf([step('a', ['cloud'], { as })], [question], KNOWN).unseen).toEqual([]);
});

test('what people are told to call counts as well: by hand, or where a step fails; a word of prose is no call', () => {
  const told = (text: string, more: object = {}): Action =>
    ({ ...step('by-hand', ['true'], { onFailure: '', expected: '' }), do: 'manual', text, ...more }) as unknown as Action;
  expect(names(told('cloud backup restore --name NAME puts it back'))).toEqual(['cloud: by-hand']);
  expect(names(told('look', { onFailure: 'made anew: cloud list; then go on' }))).toEqual(['cloud: by-hand']);
  expect(names(told('files are copied (cloud copy), or not'))).toEqual(['cloud: by-hand']);
  expect(names(told('what is in the cloud, on overcloud x, in my.cloud x'))).toEqual([]);
});
