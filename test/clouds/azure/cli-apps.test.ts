import { search } from '@jmespath-community/jmespath';
import { appRuns, coresRoom, environmentRoom, imageThere, IS_RUNNING } from '../../../lib/clouds/azure/cli-apps';
import { HAS_ROOM } from '../../../lib/port/room-words';
import { answering, type Rule } from '../answering';

const az = (rules: readonly Rule[], run: readonly string[]) => answering('az', rules, run);
const APP = { subscription: 's-1', group: 'g-1', app: 'acme-api', environment: 'g-1' };
const DIGEST = `sha256:${'5e'.repeat(32)}`;

describe('whether an app runs', () => {
  const shows = (state: string): Rule => ['containerapp show --subscription s-1 --resource-group g-1 --name acme-api ', state];
  const counts = (count: string): Rule => [
    'replica list --subscription s-1 --resource-group g-1 --name acme-api --revision api--2 ',
    count,
  ];
  const why: Rule = ['revision show ', 'Unhealthy Degraded '];
  const run = appRuns(APP, 3);

  test('as many as are wanted, of a latest revision that is ready', () => {
    expect(az([shows('Succeeded api--2 api--2'), counts('3'), why], run)).toMatchObject({ status: 0, said: IS_RUNNING });
    expect(az([shows('Succeeded api--2 api--2'), counts('7'), why], run).said).toBe(IS_RUNNING);
  });

  test.each([
    ['too few', 'Succeeded api--2 api--2', '2', '2 of 3 run: Succeeded, revision api--2, ready: api--2: Unhealthy Degraded'],
    [
      'a revision that is not ready, beside one that is',
      'Succeeded api--2 api--1',
      '3',
      '3 of 3 run: Succeeded, revision api--2, ready: api--1: ',
    ],
    ['a change under way', 'InProgress api--2 api--2', '3', '3 of 3 run: InProgress, '],
  ])('%s: it says how many, and why', (_, state, count, said) => {
    const answer = az([shows(state), counts(count), why], run);
    expect(answer.status).toBe(0);
    expect(answer.said).toContain(said);
    expect(answer.said).not.toBe(IS_RUNNING);
  });

  test('one without a revision, and one that is not there', () => {
    expect(az([shows('Failed - -')], run).said).toBe('no revision of it was made: Failed');
    expect(az([['containerapp show', '', 3]], run).status).not.toBe(0);
  });

  test('where nothing, or no number, is told, it says so: no error of a shell', () => {
    expect(az([shows('')], run)).toMatchObject({ status: 0, said: 'nothing is told of it: ""', error: '' });
    expect(az([shows('Succeeded')], run)).toMatchObject({ status: 0, said: 'nothing is told of it: "Succeeded"', error: '' });
    const told = (count: string) => az([shows('Succeeded api--2 api--2'), counts(count), why], run);
    expect(told('')).toMatchObject({ status: 0, said: expect.stringContaining('0 of 3 run: Succeeded, '), error: '' });
    expect(told('None')).toMatchObject({ status: 0, said: 'no number of replicas: None', error: '' });
  });
});

describe('an image at a site', () => {
  const run = imageThere('s-1', ['one', 'two'], 'acme/api', DIGEST);
  const repositories = (registry: string, ...names: string[]): Rule => [
    `acr repository list --subscription s-1 --name ${registry} `,
    names.join('\n'),
  ];
  const manifests = (registry: string, digest: string): Rule => [
    `manifest list-metadata --subscription s-1 --registry ${registry} `,
    digest,
  ];

  test('is there where any registry of it has the digest in that repository', () => {
    const rules = [repositories('one', 'acme/api-2'), repositories('two', 'acme/api'), manifests('two', DIGEST)];
    expect(az(rules, run)).toMatchObject({ status: 0, said: DIGEST });
  });

  test('is not where none has it; a registry that does not answer is no answer', () => {
    const lacks = [repositories('one', 'acme/api'), repositories('two'), manifests('one', '')];
    expect(az(lacks, run).said).toBe('in none of: one two');
    expect(az([['acr repository list', '', 1]], run).status).not.toBe(0);
  });
});

test('room is told in whole CPUs, whatever the numbers of the quota look like; no number is no room', () => {
  const usage = (current: string, limit: string): Rule[] => [
    ['].ceil(currentValue) ', current],
    ['].ceil(limit) ', limit],
  ];
  expect(az(usage('4', '100'), coresRoom(APP, 1.25)).said).toBe('room: 4 of 100 used, 2 more needed');
  expect(az(usage('4.0', '100.0'), coresRoom(APP, 1)).said).toMatch(new RegExp(`^${HAS_ROOM}$`));
  expect(az(usage('99', '100'), coresRoom(APP, 4)).said).toBe('full: 99 of 100 used, 4 more needed');
  expect(az(usage('', ''), coresRoom(APP, 1)).said).toMatch(/^no number/);
  const { calls } = az(usage('4', '100'), coresRoom(APP, 1));
  for (const call of calls)
    expect(call).toMatch(
      /^containerapp env list-usages --subscription s-1 --resource-group g-1 --name g-1 .*'ManagedEnvironmentConsumptionCores'/,
    );
});

test('a subscription has room for one environment more in a region, or not', () => {
  const usage = (current: string): Rule[] => [
    ['].ceil(currentValue) ', current],
    ['].ceil(limit) ', '15'],
  ];
  expect(az(usage('14'), environmentRoom('s-1', 'francecentral')).said).toBe('room: 14 of 15 used, 1 more needed');
  expect(az(usage('14'), environmentRoom('s-1', 'francecentral')).calls[0]).toMatch(/--location francecentral .*'ManagedEnvironmentCount'/);
  expect(az(usage('15'), environmentRoom('s-1', 'francecentral')).said).toBe('full: 15 of 15 used, 1 more needed');
});

test('a quota that is not in the list has no number, and is no error; one that is has whole ones', () => {
  const queries = (run: readonly string[]): string[] =>
    az([['list-usages', '']], run).calls.map((call) => call.slice(call.indexOf('(value'), call.indexOf(' --output')));
  for (const [run, value] of [
    [coresRoom(APP, 1), 'ManagedEnvironmentConsumptionCores'],
    [environmentRoom('s-1', 'francecentral'), 'ManagedEnvironmentCount'],
  ] as const) {
    const listed = [
      { name: { value: 'Another' }, currentValue: 1, limit: 9 },
      { name: { value }, currentValue: 3.25, limit: 100 },
    ];
    const answers = (usages: typeof listed) => queries(run).map((query) => search({ value: usages }, query));
    expect(answers(listed)).toEqual([4, 100]);
    expect(answers(listed.slice(0, 1))).toEqual([null, null]);
  }
});
