import { groupToldOf, runsImage, stopGroup, wakeGroup, type Wanted } from '../../../lib/clouds/aws/cli-group';
import { answering, type Rule } from '../answering';

const AT = { region: 'eu-west-3', group: 'portal' };
const aws = (rules: readonly Rule[], run: readonly string[]) => answering('aws', rules, run);
const changesIn = (calls: readonly string[]): string[] =>
  calls
    .filter((call) => !call.includes(' describe-'))
    .map((call) => call.replace('--region eu-west-3 --auto-scaling-group-name portal ', ''));

/** A group as it answers: how many are wanted, and whether it launches none. */
const group = (desired: string, isHeld = false): Rule[] => [
  ['AutoScalingGroups[0].DesiredCapacity', desired],
  ['SuspendedProcesses', isHeld ? '1' : '0'],
  ['-processes', ''],
  ['update-auto-scaling-group', ''],
];
const HELD = 'autoscaling suspend-processes --scaling-processes Launch AlarmNotification ScheduledActions';

describe('a group that exists is stopped', () => {
  test('nothing launches or raises it any more, and then none is wanted', () => {
    const { status, said, calls } = aws(group('0'), stopGroup(AT));
    expect([status, said]).toEqual([0, '0 wanted']);
    expect(changesIn(calls)).toEqual([HELD, 'autoscaling update-auto-scaling-group --min-size 0 --desired-capacity 0']);
  });

  test('what may not be held is not lowered', () => {
    const { status, calls } = aws([['suspend-processes', 'AccessDenied', 254], ...group('4')], stopGroup(AT));
    expect(status).not.toBe(0);
    expect(changesIn(calls)).toEqual([HELD]);
  });
});

describe('a group that exists is woken', () => {
  const SERVES: Wanted = { least: 4, bound: 2, asleep: 1, scales: true };
  const STANDS_BY: Wanted = { least: 1, bound: 1, asleep: 1, scales: false };
  const resumed = (all: string): string => `autoscaling resume-processes --scaling-processes ${all}`;
  const ALL = resumed('Launch AlarmNotification ScheduledActions');
  const sized = (least: number, wanted: number): string =>
    `autoscaling update-auto-scaling-group --min-size ${least} --desired-capacity ${wanted}`;

  test.each<readonly [string, Rule[], Wanted, string[]]>([
    ['stopped, and to serve: its own least, and what raised it', group('0', true), SERVES, [sized(2, 4), ALL]],
    ['stood by, and to serve', group('1'), SERVES, [sized(2, 4), ALL]],
    ['stopped, and to stand by: nothing raises it there', group('0', true), STANDS_BY, [sized(1, 1), resumed('Launch')]],
    ['held, and not lowered yet: as its owner has it', group('7', true), SERVES, [ALL]],
    ['serving fewer than are declared: its owner says how many', group('3'), SERVES, []],
    ['serving more', group('9'), SERVES, []],
    ['stopped, where none stands by', group('0', true), { ...STANDS_BY, least: 0, bound: 0 }, []],
  ])('%s', (_, rules, wanted, changes) => {
    const { status, calls } = aws(rules, wakeGroup(AT, wanted));
    expect([status, changesIn(calls)]).toEqual([0, changes]);
  });

  test.each(['None', ''])('that is not there fails: %p', (desired) => {
    const { status, calls } = aws(group(desired), wakeGroup(AT, SERVES));
    expect([status, changesIn(calls)]).toEqual([1, []]);
  });
});

describe('what its machines are made from', () => {
  const made = (ids: string, names: string): Rule[] => [
    ['describe-instances', ids],
    ['describe-images --region eu-west-3 --image-ids ami-1', names],
  ];

  test.each([
    ['ami-1\tami-1', '["it\'s [back] (1)"]', 'same'],
    ['ami-1\tami-2', '["it\'s [back] (1)","other"]', "runs: it's [back] (1), other"],
    ['ami-1', '["other"]', 'runs: other'],
    ['ami-1', '[]', 'runs: '.trim()],
    ['None', '[]', 'none runs'],
  ])('%s, %s: %s', (ids, names, said) => {
    expect(aws(made(ids, names), runsImage(AT, 'Name', "it's [back] (1)")).said).toBe(said);
  });

  test('never, where nobody may look', () => {
    expect(aws([['describe-instances', 'AccessDenied', 254]], runsImage(AT, 'Name', 'back')).said).not.toBe('same');
  });
});

describe('whether its machines are told where a database is', () => {
  const template = (said: string, id = 'lt-1'): Rule[] => [
    ['LaunchTemplateSpecification).LaunchTemplateId', id],
    ['LaunchTemplateSpecification).not_null(Version', '7'],
    ['describe-launch-template-versions --region eu-west-3 --launch-template-id lt-1 --versions 7', Buffer.from(said).toString('base64')],
    ['get-parameters', 'db.new'],
  ];

  test.each([
    ['its address', template('export DB=db.new'), 'told'],
    ['the name that says it', template('aws ssm get-parameter --name /x/ledger/host'), 'told'],
    ['another address', template('export DB=db.old'), 'not told: /x/ledger/host is db.new'],
    ['nothing', template(''), 'not told: /x/ledger/host is db.new'],
    ['no template', template('db.new', 'None'), 'not told: /x/ledger/host is db.new'],
    ['no database yet', [['get-parameters', 'None'], ...template('')] as Rule[], 'told'],
  ])('%s', (_, rules, said) => {
    expect(aws(rules, groupToldOf(AT, ['/x/ledger/host'])).said).toBe(said);
  });
});
