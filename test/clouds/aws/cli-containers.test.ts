import { imageDigest, IS_STEADY, NO_TASK, serviceSteady, serviceTasks, startService } from '../../../lib/clouds/aws/cli-containers';
import { rolesThere } from '../../../lib/clouds/aws/cli-doctor';
import { vcpuRoom } from '../../../lib/clouds/aws/cli-room';
import { HAS_ROOM } from '../../../lib/port/room-words';
import { FARGATE } from '../../../lib/clouds/aws/containers/doctor';
import { answering, type Rule } from '../answering';
import { forMore } from '../room';

const aws = (rules: readonly Rule[], run: readonly string[]) => answering('aws', rules, run);
const AT = { region: 'eu-central-1', cluster: 'shop-api', service: 'shop-api' };
const DENIED: Rule = ['', 'AccessDenied', 254];
const fits = (pattern: string, said: string): boolean => new RegExp(`^(?:${pattern})$`).test(said);

interface Seen {
  readonly desired?: string;
  readonly running?: string;
  readonly deployments?: string;
  readonly state?: string;
  readonly groups?: string;
  readonly healthy?: string;
  /** Tasks in a row that did not start. */
  readonly failed?: string;
  /** What ECS said of the service lately. */
  readonly events?: string;
  /** What its tasks are told, and since when the current value of that is; when the oldest of them was started. */
  readonly told?: string;
  readonly given?: string;
  readonly began?: string;
  /** Its tasks that stopped, and why the last one did. */
  readonly stopped?: string;
  readonly last?: string;
}

/** A service as it answers; the words of a call are those of its query. */
const service = ({
  desired = '4',
  running = '4',
  deployments = '1',
  state = 'COMPLETED',
  groups = 'None',
  healthy = '4',
  failed = '0',
  events = '(service shop-api) has reached a steady state.',
  told = 'None',
  given = '2026-11-02T00:00:00+00:00',
  began = '2026-11-03T00:00:00+00:00',
  stopped = 'None',
  last = 'None\tNone',
}: Seen): Rule[] => [
  ['update-service', '{}'],
  ['services[0].taskDefinition', 'arn:task:7'],
  ['describe-task-definition', told],
  ['list-secret-version-ids', given],
  ['--desired-status RUNNING', 'arn:task/1'],
  ['startedAt)[0]', began],
  ['list-tasks', stopped],
  ['describe-tasks', last],
  ['.failedTasks', failed],
  ['services[0].events[:10].message', events],
  ['services[0].desiredCount', desired],
  ['services[0].runningCount', running],
  ['services[0].length(deployments)', deployments],
  ['services[0].loadBalancers', groups],
  ['services[0].deployments', state],
  ['describe-target-health', healthy],
];

const IMPAIRED = '(service shop-api) has started 1 tasks.\t(service shop-api) is unable to consistently start tasks successfully.';

describe('a start', () => {
  const started = (seen: Seen) => {
    const { status, said, calls } = aws(service(seen), startService(AT, 4));
    return {
      status,
      said,
      changes: calls.filter((call) => call.includes('update-service')).map((call) => call.replace(/.*--service shop-api /, '')),
    };
  };

  test.each<readonly [string, Seen, string, string[]]>([
    ['wants more where fewer are wanted', { desired: '1' }, '4 wanted', ['--desired-count 4 --output json']],
    ['changes nothing where as many are wanted: done again, it does no harm', {}, '4 wanted', []],
    ['never wants fewer than the load asked for', { desired: '7' }, '7 wanted', []],
    ['begins a deployment again that gave up', { state: 'FAILED' }, '4 wanted', ['--force-new-deployment --output json']],
    [
      'has ECS try at once what does not start, which it does up to 27 minutes apart',
      { running: '0', failed: '7' },
      '4 wanted',
      ['--force-new-deployment --output json'],
    ],
    ['has it try at once, too, what ran before', { running: '2', events: IMPAIRED }, '4 wanted', ['--force-new-deployment --output json']],
    [
      'of one that stood by and never started, wants more and has it try at once',
      { desired: '1', running: '0', failed: '9' },
      '4 wanted',
      ['--desired-count 4 --force-new-deployment --output json'],
    ],
    ['lets what is on its way come', { running: '0', state: 'IN_PROGRESS' }, '4 wanted', []],
    ['lets what runs by now run', { failed: '3', events: IMPAIRED }, '4 wanted', []],
    ['does both', { desired: '0', state: 'FAILED' }, '4 wanted', ['--desired-count 4 --force-new-deployment --output json']],
  ])('%s', (_, seen, said, changes) => {
    expect(started(seen)).toEqual({ status: 0, said, changes });
  });

  describe('of tasks that read a secret', () => {
    const told = 'arn:aws:secretsmanager:eu-central-1:1:secret:token-AbCdEf:key::';
    const REPLACED = 'a secret was given another value since the tasks were started: they are replaced\n4 wanted';

    test.each<readonly [string, Seen, string, string[]]>([
      [
        'replaces them where it was given another value since',
        { told, given: '2026-11-04T00:00:00+00:00' },
        REPLACED,
        ['--force-new-deployment --output json'],
      ],
      [
        'does it once, beside the number, where more are wanted',
        { told, given: '1793836800.1', began: '1793750400', desired: '1', running: '1' },
        REPLACED,
        ['--desired-count 4 --force-new-deployment --output json'],
      ],
      ['leaves them alone where it has the value that they read', { told }, '4 wanted', []],
      ['leaves them alone where nobody knows', { told, given: 'None' }, '4 wanted', []],
      ['replaces none where none runs', { told, given: '2026-11-04T00:00:00+00:00', running: '0' }, '4 wanted', []],
    ])('%s', (_, seen, said, changes) => {
      expect(started(seen)).toEqual({ status: 0, said, changes });
    });

    test('asks of the secret without what follows its ARN, and of nothing that is no secret', () => {
      const { calls } = aws(service({ told }), startService(AT, 4));
      expect(calls.find((call) => call.includes('list-secret-version-ids'))).toContain(
        '--secret-id arn:aws:secretsmanager:eu-central-1:1:secret:token-AbCdEf --query',
      );
      expect(calls.find((call) => call.includes('describe-task-definition'))).toContain(':secretsmanager:');
    });
  });

  test.each<readonly [string, readonly Rule[]]>([
    ['that is not there', service({ desired: 'None' })],
    ['that nobody may see', [DENIED]],
    ['that nobody may change', [['update-service', 'AccessDenied', 254], ...service({ desired: '1' })]],
  ])('of a service %s fails', (_, rules) => {
    expect(aws(rules, startService(AT, 4)).status).not.toBe(0);
  });
});

describe('a service is steady', () => {
  const steady = (seen: Seen, least = 4) => aws(service(seen), serviceSteady(AT, least));

  test.each<readonly [string, Seen, number]>([
    ['where all run, and one deployment is left', {}, 4],
    ['with more than the least', { desired: '7', running: '7' }, 4],
    ['where its load balancer finds each healthy', { groups: 'arn:targets', healthy: '4' }, 4],
    ['that keeps none, with none', { desired: '0', running: '0' }, 0],
  ])('%s', (_, seen, least) => {
    const { status, said } = steady(seen, least);
    expect([status, said, fits(IS_STEADY, said)]).toEqual([0, said, true]);
  });

  test.each<readonly [string, Seen]>([
    ['while one is on its way', { running: '3' }],
    ['with fewer than the least, though all that are wanted run', { desired: '1', running: '1' }],
    ['while another deployment is being replaced', { deployments: '2' }],
    ['while a target is not healthy', { groups: 'arn:targets', healthy: '3' }],
  ])('not %s', (_, seen) => {
    const { status, said } = steady(seen);
    expect([status, said, fits(IS_STEADY, said)]).toEqual([0, said, false]);
  });

  test('says what it saw, for whoever waits', () => {
    const { said } = steady({ running: '3', groups: 'arn:targets', healthy: '2', state: 'IN_PROGRESS\tECS deployment in progress.' });
    expect(said).toBe('not yet: 3 of 4 run, 1 deployments, 2 healthy; IN_PROGRESS ECS deployment in progress.');
  });

  const NO_VALUE = "ResourceInitializationError: can't find the specified secret value for staging label: AWSCURRENT";

  test.each<readonly [string, Seen, string]>([
    ['why the last one stopped, from the first look on', { failed: '1' }, 'not yet: 0 of 4 run'],
    ['that they cannot start, where three in a row did not', { failed: '3' }, 'cannot start: 0 of 4 run'],
  ])('says %s', (_, seen, begins) => {
    const { status, said } = steady({
      running: '0',
      state: 'IN_PROGRESS\tNone',
      stopped: 'arn:1\tarn:2',
      last: `${NO_VALUE}\tNone`,
      ...seen,
    });
    expect([status, fits(IS_STEADY, said)]).toEqual([0, false]);
    expect(said.startsWith(begins)).toBe(true);
    expect(said).toContain(`the last one stopped: ${NO_VALUE}`);
  });

  test('asks for the last of those that stopped, and for none where none did, or nobody may look', () => {
    const asks = (rules: readonly Rule[]) => aws(rules, serviceSteady(AT, 4));
    const [call] = asks(service({ running: '0', stopped: 'arn:1\tarn:2' })).calls.filter((one) => one.includes('describe-tasks'));
    expect(call).toContain('--tasks arn:1 arn:2 --query sort_by(tasks[?stoppedAt],&stoppedAt)[-1]');
    for (const rules of [service({ running: '0' }), [['list-tasks', 'AccessDenied', 254] as Rule, ...service({ running: '0' })]]) {
      const { status, calls } = asks(rules);
      expect([status, calls.filter((one) => one.includes('describe-tasks'))]).toEqual([0, []]);
    }
  });

  test('never where nobody may look', () => {
    expect(aws([DENIED], serviceSteady(AT, 0)).status).not.toBe(0);
    expect(
      aws([['describe-target-health', 'AccessDenied', 254], ...service({ groups: 'arn:targets' })], serviceSteady(AT, 4)).status,
    ).not.toBe(0);
  });
});

test('no task is left where none is wanted, runs or is on its way', () => {
  expect(fits(NO_TASK, aws([['describe-services', '0\t0\t0']], serviceTasks(AT)).said)).toBe(true);
  for (const one of ['0\t1\t0', '0\t0\t1', '1\t0\t0', 'None', '']) expect(fits(NO_TASK, one)).toBe(false);
});

test('an image is asked for by its digest, in the registry of that account and region', () => {
  const { calls, status } = aws([['describe-images', 'sha256:5e']], imageDigest('eu-central-1', '111122223333', 'acme/api', 'sha256:5e'));
  expect(status).toBe(0);
  expect(calls[0]).toContain('--registry-id 111122223333 --repository-name acme/api --image-ids imageDigest=sha256:5e');
});

test('roles are named one a line, and one that is missing fails', () => {
  const rules: Rule[] = [
    ['--role-name execution', 'execution\n'],
    ['--role-name task', 'task'],
  ];
  expect(fits('execution\\s+task', aws(rules, rolesThere(['execution', 'task'])).said)).toBe(true);
  expect(aws([rules[0]!, DENIED], rolesThere(['execution', 'task'])).status).toBe(254);
});

describe('room for vCPUs', () => {
  const room = (used: string, max: string, more: number): string =>
    aws(
      [
        ['get-service-quota', max],
        ['get-metric-statistics', used],
      ],
      forMore(vcpuRoom('eu-central-1', FARGATE), more),
    ).said;

  test.each([
    ['4.0', '10.0', 4, 'room: 4.0 of 10.0 vCPUs used, 4 more needed'],
    ['6.5', '10.0', 3.5, 'room: 6.5 of 10.0 vCPUs used, 3.5 more needed'],
    ['None', '6.0', 6, 'room: 0 of 6.0 vCPUs used, 6 more needed'],
    ['7.0', '10.0', 4, 'full: 7.0 of 10.0 vCPUs used, 4 more needed'],
  ])('%s of %s, %d more', (used, max, more, said) => {
    expect(room(used, max, more)).toBe(said);
    expect(fits(HAS_ROOM, said)).toBe(said.startsWith('room'));
  });

  test('is not seen where nobody says how much there is', () => {
    expect(aws([DENIED], forMore(vcpuRoom('eu-central-1', FARGATE), 1)).status).not.toBe(0);
    expect(fits(HAS_ROOM, room('4', 'None', 1))).toBe(false);
  });
});
