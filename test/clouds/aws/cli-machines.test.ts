import {
  capacityKept,
  copyImage,
  groupSteady,
  imageState,
  IS_KEPT,
  IS_STEADY_GROUP,
  machinesLeft,
  NO_MACHINE,
  startGroup,
  typeOffered,
} from '../../../lib/clouds/aws/cli-machines';
import { answering, type Rule } from '../answering';

const aws = (rules: readonly Rule[], run: readonly string[]) => answering('aws', rules, run);
const AT = { region: 'eu-central-1', group: 'shop-back' };
const DENIED: Rule = ['', 'AccessDenied', 254];
const fits = (pattern: string, said: string): boolean => new RegExp(`^(?:${pattern})$`).test(said);

interface Seen {
  readonly desired?: string;
  readonly all?: string;
  readonly serving?: string;
  readonly targets?: string;
  readonly healthy?: string;
  readonly last?: string;
  readonly running?: string;
  readonly older?: string;
  readonly replacing?: string;
}

/** A group as it answers; the words of a call are those of its query. */
const group = ({
  desired = '4',
  all = '4',
  serving = '4',
  targets = 'None',
  healthy = '4',
  last = '["Successful", null]',
  running = '0',
  older = '0',
  replacing = '0',
}: Seen): Rule[] => [
  ['resume-processes', '{}'],
  ['set-desired-capacity', '{}'],
  ['AutoScalingGroups[0].DesiredCapacity', desired],
  ['AutoScalingGroups[0].length(Instances[?LifecycleState', serving],
  ['AutoScalingGroups[0].LaunchTemplate.Version', '7'],
  ['AutoScalingGroups[0].length(Instances[?LaunchTemplate.Version!=', older],
  ['AutoScalingGroups[0].length(Instances)', all],
  ['AutoScalingGroups[0].TargetGroupARNs', targets],
  ['describe-target-health', healthy],
  ['describe-scaling-activities', last],
  ['describe-instances', running],
  ['describe-instance-refreshes', replacing],
];

describe('a start', () => {
  const started = (seen: Seen) => {
    const { status, said, calls } = aws(group(seen), startGroup(AT, 4));
    const changes = calls
      .filter((call) => /resume-|set-/.test(call))
      .map((call) => call.replace(/.*--auto-scaling-group-name shop-back /, ''));
    return { status, said, changes };
  };
  const RESUMED = '--scaling-processes Launch AddToLoadBalancer HealthCheck ReplaceUnhealthy --output json';

  test.each<readonly [string, Seen, string, string[]]>([
    ['wants more where fewer are wanted', { desired: '1' }, '4 wanted', [RESUMED, '--desired-capacity 4 --output json']],
    ['launches again what AWS gave up, and changes no number where as many are wanted', {}, '4 wanted', [RESUMED]],
    ['never wants fewer than the load asked for', { desired: '7' }, '7 wanted', [RESUMED]],
  ])('%s', (_, seen, said, changes) => {
    expect(started(seen)).toEqual({ status: 0, said, changes });
  });

  test.each<readonly [string, readonly Rule[]]>([
    ['that is not there', group({ desired: 'None' })],
    ['that nobody may see', [DENIED]],
    ['that nobody may change', [['resume-processes', 'AccessDenied', 254], ...group({})]],
  ])('of a group %s fails', (_, rules) => {
    expect(aws(rules, startGroup(AT, 4)).status).not.toBe(0);
  });
});

describe('a group is steady', () => {
  const steady = (seen: Seen, least = 4) => aws(group(seen), groupSteady(AT, least));

  test.each<readonly [string, Seen, number]>([
    ['where all are in service, and none is on its way', {}, 4],
    ['with more than the least', { desired: '7', all: '7', serving: '7' }, 4],
    ['where its load balancer finds each healthy', { targets: 'arn:targets', healthy: '4' }, 4],
    ['once those that it launches anew are there, though they are still counted as replaced', { replacing: '1' }, 4],
    ['with those of an older template, where it gave the newer one up: that was told', { older: '2' }, 4],
    ['that keeps none, with none', { desired: '0', all: '0', serving: '0' }, 0],
  ])('%s', (_, seen, least) => {
    const { status, said } = steady(seen, least);
    expect([status, said, fits(IS_STEADY_GROUP, said)]).toEqual([0, said, true]);
  });

  test.each<readonly [string, Seen]>([
    ['while one is on its way', { serving: '3' }],
    ['with fewer than the least, though all that are wanted serve', { desired: '1', all: '1', serving: '1' }],
    ['while one is being replaced', { all: '5' }],
    ['while a target is not healthy', { targets: 'arn:targets', healthy: '3' }],
    ['while those of an older template are being replaced, though as many as are wanted serve', { older: '2', replacing: '1' }],
  ])('not %s', (_, seen) => {
    const { status, said } = steady(seen);
    expect([status, said, fits(IS_STEADY_GROUP, said)]).toEqual([0, said, false]);
  });

  test('says why a launch failed, for whoever waits', () => {
    const last = '[\n    "Failed",\n    "We currently do not have sufficient c6i.large capacity"\n]\n';
    const { said } = steady({ serving: '3', targets: 'arn:targets', healthy: '2', last });
    expect(said).toBe('not yet: 3 of 4 in service, 2 healthy; last: Failed, We currently do not have sufficient c6i.large capacity');
  });

  test('never where nobody may look', () => {
    expect(aws([DENIED], groupSteady(AT, 0)).status).not.toBe(0);
    const unseen: Rule[] = [['describe-target-health', 'AccessDenied', 254], ...group({ targets: 'arn:targets' })];
    expect(aws(unseen, groupSteady(AT, 4)).status).not.toBe(0);
    expect(aws([['describe-instance-refreshes', 'AccessDenied', 254], ...group({ older: '2' })], groupSteady(AT, 4)).status).not.toBe(0);
  });
});

test.each<readonly [string, Seen, boolean]>([
  ['none is wanted, left or runs', { desired: '0', all: '0', running: '0' }, true],
  ['one is wanted', { desired: '1', all: '0', running: '0' }, false],
  ['one is being stopped', { desired: '0', all: '1', running: '1' }, false],
  ['the group forgot one that still runs', { desired: '0', all: '0', running: '1' }, false],
])('machines are counted: %s', (_, seen, none) => {
  const { status, said } = aws(group(seen), machinesLeft(AT));
  expect([status, fits(NO_MACHINE, said)]).toEqual([0, none]);
});

test('what nobody may count is not 0', () => {
  const unseen: Rule[] = [['describe-instances', 'AccessDenied', 254], ...group({ desired: '0', all: '0' })];
  expect(aws(unseen, machinesLeft(AT)).status).not.toBe(0);
});

describe('an image', () => {
  const COPY = { name: 'acme-back-1', from: 'eu-west-3', to: 'eu-central-1', key: 'arn:key' };
  const there: Rule[] = [
    ['--region eu-central-1 --owners self --filters [{"Name":"name","Values":["acme-back-1"]}] --query Images[0].ImageId', 'None'],
    ['--region eu-west-3 --owners self --filters [{"Name":"name","Values":["acme-back-1"]}] --query Images[0].ImageId', 'ami-0a'],
    ['--region eu-west-3 --owners self --filters [{"Name":"name","Values":["acme-back-1"]}] --query Images[0].State', 'available'],
    ['copy-image', 'ami-0b'],
    ['--filters [{"Name":"image-id","Values":["ami-0b"]}] --query Images[0].State', 'available'],
    ['--query Images[0].BlockDeviceMappings[].Ebs.SnapshotId', 'snap-1'],
    ['describe-snapshots', 'arn:key/there'],
    ['describe-key', 'Enabled'],
  ];
  const copies = (calls: readonly string[]): string[] => calls.filter((call) => call.includes('copy-image'));

  test('is copied once, encrypted with the key of the region that it goes to, and awaited', () => {
    const { status, said, calls } = aws(there, copyImage(COPY));
    expect([status, said]).toEqual([0, 'ami-0b: available']);
    expect(copies(calls)).toEqual([
      'ec2 copy-image --region eu-central-1 --source-region eu-west-3 --source-image-id ami-0a --name=acme-back-1 --copy-image-tags --encrypted --kms-key-id arn:key --query ImageId --output text',
    ]);
  });

  test('that is there already is found by its name, and not copied again', () => {
    const rules: Rule[] = [
      ['--region eu-central-1 --owners self --filters [{"Name":"name","Values":["acme-back-1"]}] --query Images[0].ImageId', 'ami-0b'],
      ...there,
    ];
    const { status, said, calls } = aws(rules, copyImage(COPY));
    expect([status, said, copies(calls)]).toEqual([0, 'ami-0b: available', []]);
  });

  test.each<readonly [string, readonly Rule[], RegExp]>([
    [
      'that the other region does not have',
      [['["acme-back-1"]}] --query Images[0].State', 'None'], ...there],
      /no image acme-back-1 of this account is available in eu-west-3: None/,
    ],
    [
      'whose copy failed',
      [['["ami-0b"]}] --query Images[0].State --', 'failed'], ['StateReason.Message', 'no right to the key'], ...there],
      /image ami-0b: failed \(no right to the key\); deregister it/,
    ],
    [
      'whose key waits for its deletion, since it outlived its environment,',
      [['"acme-back-1"]}] --query Images[0].ImageId', 'ami-0b'], ['describe-key', 'PendingDeletion'], ...there],
      /image ami-0b is encrypted with arn:key\/there, which is PendingDeletion: .*aws ec2 deregister-image --region eu-central-1 --image-id ami-0b\)/,
    ],
    ['that nobody may copy', [['copy-image', 'AccessDenied', 254], ...there], /^$/],
  ])('%s stops the step', (_, rules, error) => {
    const answered = aws(rules, copyImage(COPY));
    expect(answered.status).not.toBe(0);
    expect(answered.error).toMatch(error);
  });

  // The short form of a filter is no list of words: to the command line a bracket begins a list, a quote a text, and a dash an option.
  test.each(["it's [back] (1)", '[back]', '-back 1', "'back'"])('of any name that AWS takes is asked for as that: %s', (name) => {
    const seen = (run: readonly string[]): string => aws([['', 'available']], run).calls.join('\n');
    expect(seen(imageState('eu-central-1', 'name', name))).toContain(`--filters [{"Name":"name","Values":["${name}"]}] --query`);
    const copied = aws(
      [
        ['--region eu-central-1 --owners self --filters [{"Name":"name"', 'None'],
        ['ImageId', 'ami-0b'],
        ['', 'available'],
      ],
      copyImage({ ...COPY, name }),
    );
    expect(copies(copied.calls).join('')).toContain(` --name=${name} --copy-image-tags `);
  });

  test('is asked for by its name or its id, of the account alone', () => {
    const state = (by: 'name' | 'image-id', value: string) =>
      aws(
        [
          ['SnapshotId', 'None'],
          ['describe-images', 'available'],
        ],
        imageState('eu-central-1', by, value),
      );
    const [named, known] = [state('name', 'acme-back-1'), state('image-id', 'ami-0b')];
    expect([named.said, known.said]).toEqual(['available', 'available']);
    expect([...named.calls, ...known.calls].filter((call) => call.includes('State'))).toEqual([
      'ec2 describe-images --region eu-central-1 --owners self --filters [{"Name":"name","Values":["acme-back-1"]}] --query Images[0].State --output text',
      'ec2 describe-images --region eu-central-1 --owners self --filters [{"Name":"image-id","Values":["ami-0b"]}] --query Images[0].State --output text',
    ]);
  });

  test.each<readonly [string, number, string]>([
    ['Enabled', 0, 'available'],
    ['PendingDeletion', 0, 'available, but encrypted with arn:key/there, which is PendingDeletion'],
    ['Disabled', 0, 'available, but encrypted with arn:key/there, which is Disabled'],
    ['An error occurred (NotFoundException)', 254, 'available, but encrypted with arn:key/there, which is gone'],
    ['An error occurred (AccessDeniedException)', 254, ''],
  ])('can be launched where its key is %s', (key, code, said) => {
    const seen = aws(
      [
        ['Images[0].State', 'available'],
        ['SnapshotId', 'snap-1\tsnap-2'],
        ['--snapshot-ids snap-1 snap-2', 'arn:key/there'],
        ['describe-key', key, code],
      ],
      imageState('eu-central-1', 'name', 'acme-back-1'),
    );
    expect([seen.said, seen.status]).toEqual([said, said === '' ? 1 : 0]);
  });
});

describe('ahead of the day', () => {
  test.each([
    ['a\tb', 'a\tb\tc', 'offered'],
    ['a\tb', 'a', 'not offered in: b'],
    ['a\tb', '', 'not offered in: a b'],
    ['None', 'a', 'no group shop-back'],
  ])('zones %j, offered in %j: %s', (zones, offered, said) => {
    const rules: Rule[] = [
      ['AutoScalingGroups[0].AvailabilityZones', zones],
      ['describe-instance-type-offerings', offered],
    ];
    expect(aws(rules, typeOffered(AT, 'c6i.large')).said).toBe(said);
  });

  test.each([
    ['4', true],
    ['6.0', true],
    ['3', false],
    ['null', false],
  ])('capacity for %s, 4 needed: %s', (kept, enough) => {
    const { said } = aws([['describe-capacity-reservations', kept]], capacityKept('eu-central-1', 'shop-back', 4));
    expect(fits(IS_KEPT, said)).toBe(enough);
  });
});
