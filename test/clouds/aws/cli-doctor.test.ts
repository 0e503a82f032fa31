import {
  bucketRegion,
  certificateHas,
  classOffered,
  confirmed,
  failedJobs,
  locks,
  optIn,
  readStates,
  recordsOf,
  secretFilled,
  secretsOutOfStep,
  twinPlans,
  uploadedLasts,
  whoAnswers,
} from '../../../lib/clouds/aws/cli-doctor';
import { addressRoom, balancerRoom, databaseRoom } from '../../../lib/clouds/aws/cli-room';
import { HAS_ROOM } from '../../../lib/port/room-words';
import { keptBehind, storageLeft } from '../../../lib/clouds/aws/cli-database';
import { answering, type Rule } from '../answering';
import { forMore } from '../room';

const aws = (rules: readonly Rule[], run: readonly string[]) => answering('aws', rules, run);
const DENIED: Rule = ['', 'AccessDenied', 254];
const KEYS = ['continuity/billing-eu-west-3-base.tfstate', 'continuity/billing-eu-west-3.tfstate'] as const;

describe('states', () => {
  const listed = (...keys: string[]): Rule[] =>
    KEYS.map((key): Rule => [`--prefix ${key}`, keys.filter((one) => one.startsWith(key)).join('\t') || 'None']);
  const read = (rules: readonly Rule[]) =>
    aws([['--max-items 1', '{}'], ['get-object', '{}'], ...rules], readStates('eu-west-3', 'paris', KEYS));

  test('are read, each one: its first byte, so that its key counts', () => {
    const seen = read(listed(...KEYS, `${KEYS[1]}.tflock`));
    expect(seen).toMatchObject({ status: 0, said: 'read' });
    expect(seen.calls.filter((call) => call.includes('get-object'))).toEqual(
      KEYS.map((key) => `s3api get-object --region eu-west-3 --bucket paris --key ${key} --range bytes=0-0 --output json /dev/null`),
    );
  });

  test('one that is not there yet is named', () => {
    expect(read(listed(KEYS[0]))).toMatchObject({ status: 0, said: `read; nothing there yet: ${KEYS[1]}` });
  });

  test('access that is denied is no absence: neither to the list, nor to a state', () => {
    expect(aws([DENIED], readStates('eu-west-3', 'paris', KEYS)).status).toBe(254);
    expect(aws([['--max-items 1', '{}'], DENIED], readStates('eu-west-3', 'paris', KEYS))).toMatchObject({
      status: 254,
      said: '',
    });
    const unread = aws([['--max-items 1', '{}'], ['get-object', 'kms', 254], ...listed(...KEYS)], readStates('eu-west-3', 'paris', KEYS));
    expect(unread.status).toBe(254);
  });
});

describe('locks', () => {
  const LOCK =
    '{"ID":"1a2b","Operation":"OperationTypeApply","Info":"","Who":"ada@laptop","Version":"1.11.4","Created":"2026-11-21T03:00:00Z","Path":"x"}';
  const run = locks('eu-west-3', 'paris', KEYS);

  test('nobody holds one', () => {
    expect(aws([['.tflock', 'None']], run)).toMatchObject({ status: 0, said: 'free' });
  });

  test('who holds one, since when, and its id', () => {
    const rules: Rule[] = [
      ['s3 cp', LOCK],
      [`--prefix ${KEYS[1]}.tflock`, `${KEYS[1]}.tflock`],
      ['list-objects-v2', 'None'],
    ];
    expect(aws(rules, run).said).toBe(`locked: ${KEYS[1]} by ada@laptop since 2026-11-21T03:00:00Z, id 1a2b`);
  });

  test('a bucket that is not read is not free', () => {
    expect(aws([DENIED], run)).toMatchObject({ status: 254, said: '' });
  });
});

describe('copies', () => {
  const twins = twinPlans('eu-west-3', 'prod-shop-eu-west-3', 'continuity-backup', 'shop');

  test('of another environment by the same tag are found', () => {
    const rules = (tag: string): Rule[] => [
      ['list-backup-plans', 'plan-2'],
      ['list-backup-selections', 'sel-1'],
      ['get-backup-selection', tag],
    ];
    expect(aws(rules('shop'), twins).said).toBe('also: plan-2');
    expect(aws(rules('billing'), twins).said).toBe('alone');
    expect(aws([['list-backup-plans', '']], twins).said).toBe('alone');
  });

  test('what is not listed is not alone', () => {
    expect(aws([DENIED], twins)).toMatchObject({ status: 254, said: '' });
    expect(aws([['list-backup-plans', 'plan-2'], DENIED], twins)).toMatchObject({ status: 254, said: '' });
  });

  test('jobs that failed or expired are counted; no answer is none', () => {
    const run = failedJobs('eu-west-3', 'vault', 86_400, 'arn');
    expect(aws([['', '0']], run).said).toBe('none');
    expect(
      aws(
        [
          ['--by-state EXPIRED', '2'],
          ['list-copy-jobs', '1'],
          ['', '0'],
        ],
        run,
      ).said,
    ).toBe('2 backup jobs EXPIRED 1 copy jobs FAILED');
    expect(aws([DENIED], run)).toMatchObject({ status: 254, said: '' });
  });

  test('the opt-in of a type is that of its region', () => {
    expect(aws([['', 'False']], optIn('eu-west-3', 'RDS')).calls).toEqual([
      'backup describe-region-settings --region eu-west-3 --query ResourceTypeOptInPreference.RDS --output text',
    ]);
  });
});

describe('databases', () => {
  test('a class is offered for a major version, whichever minor ones there are', () => {
    const { calls } = aws([['', '3']], classOffered('eu-west-3', 'postgres', '16', 'db.m6g.large'));
    expect(calls).toEqual([
      "rds describe-orderable-db-instance-options --region eu-west-3 --engine postgres --db-instance-class db.m6g.large --query length(OrderableDBInstanceOptions[?starts_with(EngineVersion,'16.')]) --output json",
    ]);
  });

  test('storage that is left, and what a source keeps for its replica, are the last that was measured', () => {
    const [left = ''] = aws([['', 'True']], storageLeft('eu-west-3', 'ledger', 1024)).calls;
    expect(left).toContain('--metric-name FreeStorageSpace --dimensions Name=DBInstanceIdentifier,Value=ledger');
    expect(left).toContain("--query sort_by(Datapoints,&Timestamp)[-1].Maximum>=to_number('1024')");
    expect(aws([['OldestReplicationSlotLag', '26843545600.0']], keptBehind('eu-west-3', 'ledger', 'OldestReplicationSlotLag')).said).toBe(
      '26843545600.0',
    );
  });
});

describe('room', () => {
  const fits = (said: string): boolean => new RegExp(`^(?:${HAS_ROOM})$`).test(said);
  const databases = (used: string, max: string, more: number) =>
    aws(
      [
        ['.Used', used],
        ['.Max', max],
      ],
      forMore(databaseRoom('eu-central-1', 'AllocatedStorage'), more),
    ).said;

  test('of databases: what is used, what is allowed, what is needed', () => {
    expect(databases('40', '100', 60)).toBe('room: 40 of 100 used, 60 more needed');
    expect(databases('40', '100', 61)).toBe('full: 40 of 100 used, 61 more needed');
    expect([databases('40', '100', 60), databases('40', '100', 61), databases('None', 'None', 1)].map(fits)).toEqual([true, false, false]);
  });

  test('of load balancers, which are answered as text and as a number', () => {
    const balancers = (used: string) =>
      aws(
        [
          ['describe-account-limits', '"50"'],
          ['describe-load-balancers', used],
        ],
        forMore(balancerRoom('eu-central-1'), 1),
      ).said;
    expect(balancers('49')).toBe('room: 49 of 50 used, 1 more needed');
    expect(balancers('50')).toBe('full: 50 of 50 used, 1 more needed');
  });

  test('no answer is no room', () => {
    expect(aws([DENIED], balancerRoom('eu-central-1'))).toMatchObject({ status: 254, said: '' });
  });
});

test('records: all, some, or no zone', () => {
  const run = recordsOf('acme.example', ['billing.acme.example', 'billing-eu-west-3.acme.example']);
  const zone: Rule = ['list-hosted-zones-by-name', '/hostedzone/Z1'];
  expect(aws([zone, ['list-resource-record-sets', '2']], run).said).toBe('complete');
  expect(aws([zone, ['eu-west-3', '0'], ['', '1']], run).said).toBe('lacks: billing-eu-west-3.acme.example');
  expect(aws([['list-hosted-zones-by-name', 'None']], run).said).toBe('no zone acme.example');
  const within: Rule[] = [
    ['!Config.PrivateZone', 'None'],
    ['list-hosted-zones-by-name', '/hostedzone/Z2'],
  ];
  expect(aws(within, run).said).toMatch(/^private: /);
});

test('a certificate is in use and has every name, itself or by a star that stands for one label', () => {
  const run = certificateHas('eu-west-3', 'arn:aws:acm:eu-west-3:1:certificate/a', ['billing.acme.example', 'acme.example']);
  const names = (...all: string[]): Rule => ['SubjectAlternativeNames', all.join('\t')];
  const issued: Rule = ['Certificate.Status', 'ISSUED'];
  expect(aws([issued, names('acme.example', '*.acme.example')], run).said).toBe('complete');
  expect(aws([issued, names('Billing.acme.example', 'acme.example')], run).said).toBe('complete');
  expect(aws([issued, names('*.acme.example')], run).said).toBe('lacks: acme.example');
  expect(aws([issued, names('*.example', 'acme.example')], run).said).toBe('lacks: billing.acme.example');
  expect(aws([['Certificate.Status', 'PENDING_VALIDATION'], names('acme.example')], run).said).toBe('status: PENDING_VALIDATION');
  expect(aws([DENIED], run)).toMatchObject({ status: 254, said: '' });
});

test('room for public addresses: those of the whole account count', () => {
  const run = forMore(addressRoom('eu-west-3'), 2);
  const used = (n: number): Rule[] => [
    ['vpc-max-elastic-ips', '5'],
    ['describe-addresses', String(n)],
  ];
  expect(aws(used(3), run).said).toBe('room: 3 of 5 used, 2 more needed');
  expect(aws(used(4), run).said).toBe('full: 4 of 5 used, 2 more needed');
  expect(aws([DENIED], run)).toMatchObject({ status: 254, said: '' });
});

test('the region of a bucket is one call', () => {
  expect(bucketRegion('eu-west-3', 'acme-logs').join(' ')).toBe(
    'aws s3api head-bucket --region eu-west-3 --bucket acme-logs --query BucketRegion --output text',
  );
});

test('who answers, and whether a secret has a value, are one call each: no value is read', () => {
  expect(whoAnswers('eu-west-3').join(' ')).toBe('aws sts get-caller-identity --region eu-west-3 --query [Account,Arn] --output text');
  expect(secretFilled('eu-west-3', 'billing-keys').join(' ')).not.toContain('get-secret-value');
});

describe('who is told of alarms', () => {
  const run = confirmed('eu-west-3', 'arn:topic', ['on-call@acme.example', 'https://pager.example']);
  test('everybody confirmed; one did not, and is named; access that is denied is no answer', () => {
    expect(aws([['list-subscriptions-by-topic', 'https://pager.example\ton-call@acme.example']], run).said).toBe('confirmed');
    expect(aws([['list-subscriptions-by-topic', 'another-on-call@acme.example']], run).said).toBe(
      'not confirmed: on-call@acme.example https://pager.example',
    );
    expect(aws([['list-subscriptions-by-topic', '']], run).said).toMatch(/^not confirmed/);
    expect(aws([DENIED], run).status).toBe(254);
  });
});

describe('secrets and their replicas', () => {
  const run = secretsOutOfStep('eu-central-1', 'eu-west-3', ['one', 'two']);
  const owned = (by: string, ...status: readonly string[]): Rule[] => [
    ['--query PrimaryRegion', by],
    ...['one', 'two'].map((name, i): Rule => [`--region ${by} --secret-id ${name} --query ReplicationStatus`, status[i] ?? 'InSync']),
  ];
  test('as the region says that owns them, whichever of the two it is', () => {
    for (const by of ['eu-west-3', 'eu-central-1']) expect(aws(owned(by), run)).toMatchObject({ status: 0, said: '0' });
    expect(aws(owned('eu-west-3', 'Failed'), run).said).toBe('1');
    expect(aws(owned('eu-west-3', 'None', 'InProgress'), run).said).toBe('2');
    // What is replicated nowhere is nobody's.
    expect(aws([['--query PrimaryRegion', 'None'], ...owned('eu-central-1', 'None', 'None')], run).said).toBe('2');
    const asked = aws(owned('eu-west-3'), run).calls.filter((call) => call.includes('ReplicationStatus'));
    expect(asked[0]).toContain("[?Region=='eu-central-1']");
    const there = aws(owned('eu-central-1'), run).calls.filter((call) => call.includes('ReplicationStatus'));
    expect(there[0]).toContain("[?Region=='eu-west-3']");
  });

  test('a secret that is not there, and access that is denied, are no number', () => {
    expect(aws([['', 'ResourceNotFoundException', 254]], run)).toMatchObject({ status: 254, said: '' });
  });
});

test.each([
  [22, 21, 'lasts: 22 d'],
  [21, 21, 'ends: 21 d'],
  [-3, 21, 'ends: -3 d'],
])('a certificate that was uploaded, with %i days left, where more than %i are asked: %s', (left, days, said) => {
  const ends = new Date(Date.now() + (left * 86_400 + (left < 0 ? -60 : 60)) * 1000).toISOString();
  expect(answering('aws', [['get-server-certificate --server-certificate-name web ', ends]], uploadedLasts('web', days))).toMatchObject({
    status: 0,
    said,
  });
});

test('a certificate that nobody may see is an error, and no answer', () => {
  expect(answering('aws', [['', 'AccessDenied', 254]], uploadedLasts('web', 21)).status).not.toBe(0);
});
