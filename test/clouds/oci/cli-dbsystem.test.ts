import {
  BASE_CLOSED,
  BASE_FOLLOWS,
  BASE_SILENT,
  BASE_WRITES,
  baseBehind,
  baseLackedAt,
  basesDiffer,
  baseShut,
  baseState,
  followBase,
  giveBasePassword,
  reinstateBase,
  startBase,
  stopBase,
  takeBaseRole,
} from '../../../lib/clouds/oci/cli-dbsystem';
import { answering, type Rule } from '../answering';

const oci = (rules: readonly Rule[], run: readonly string[]) => answering('oci', rules, run);
const HERE = { region: 'eu-paris-1', compartment: 'c-2', system: 'ledger-paris' };
const FROM = { region: 'eu-frankfurt-1', compartment: 'c-1', system: 'ledger-frankfurt' };
const LOGIN = { region: 'eu-paris-1', compartment: 'c-2', vault: 'ledger', secret: 'ledger-password' };
const SECRET = 'Aa1-Bb2_hunter2production';
/** A DB system with its database, in a role, on a node. */
const stands = ({ region, system }: typeof HERE, said: string, node = 'AVAILABLE'): Rule[] => [
  [`db system list --region ${region}`, `ocid1.dbsystem.${region}`],
  [`db database list --region ${region}`, `ocid1.database.${region}`],
  [`db node list --region ${region}`, `ocid1.dbnode.${system} ${node}`],
  [`db database get --region ${region} --database-id ocid1.database.${region} --query data.join`, said],
];
const absent = ({ region }: typeof HERE): Rule => [`db system list --region ${region}`, ''];
const vault: Rule = ['kms management vault list', 'ocid1.vault https://management'];
const secret: Rule = ['get-secret-bundle-by-name', Buffer.from(SECRET).toString('base64')];
const unread: Rule = ['get-secret-bundle-by-name', 'TooManyRequests', 1];
const madeBy = (calls: readonly string[], words: string): string[] => calls.filter((call) => call.includes(words));
const fits = (pattern: string, text: string): boolean => new RegExp(`^(?:${pattern})$`).test(text);

describe('what a database says', () => {
  test('its state and role in its own region, and the state of its node', () => {
    const { said, calls } = oci(stands(HERE, 'AVAILABLE STANDBY'), baseState(HERE));
    expect(said).toBe('AVAILABLE STANDBY node=AVAILABLE');
    expect(calls[0]).toContain('--compartment-id c-2 --display-name ledger-paris');
    expect(madeBy(calls, 'db database get')[0]).toContain('?"database-id"==\'ocid1.database.eu-paris-1\'');
  });

  test('none is told apart from a call that fails, and from one that is being made', () => {
    expect(oci([absent(HERE)], baseState(HERE))).toMatchObject({ status: 0, said: 'ABSENT' });
    expect(oci([['db system list', 'NotAuthorizedOrNotFound', 1]], baseState(HERE)).status).not.toBe(0);
    const [system, , node] = stands(HERE, '') as [Rule, Rule, Rule];
    expect(oci([system, ['db database list', ''], node], baseState(HERE)).said).toBe('PROVISIONING ALONE node=AVAILABLE');
  });

  test.each([
    ['AVAILABLE PRIMARY node=AVAILABLE', [true, false]],
    ['AVAILABLE ALONE node=AVAILABLE', [true, false]],
    ['BACKUP_IN_PROGRESS STANDBY node=AVAILABLE', [false, true]],
    ['AVAILABLE STANDBY node=STOPPED', [false, false]],
    ['AVAILABLE DISABLED_STANDBY node=AVAILABLE', [false, false]],
    ['UPDATING PRIMARY node=AVAILABLE', [false, false]],
    ['ABSENT', [false, false]],
  ])('%s', (said, expected) => {
    expect([BASE_WRITES, BASE_FOLLOWS].map((one) => fits(one, said))).toEqual(expected);
  });

  test.each([
    // A second primary behind closed doors is no fence of a forced move.
    ['AVAILABLE PRIMARY node=AVAILABLE rules=0', [true, false]],
    // A switchover asks both machines.
    ['AVAILABLE PRIMARY node=STOPPED rules=0', [false, true]],
    ['AVAILABLE PRIMARY node=STARTING rules=0', [false, false]],
    ['AVAILABLE PRIMARY node=STOPPED rules=1', [false, false]],
    ['AVAILABLE DISABLED_STANDBY node=AVAILABLE rules=0', [true, true]],
    ['AVAILABLE STANDBY node=AVAILABLE rules=2', [false, false]],
    ['ABSENT rules=0', [true, true]],
  ])('%s', (said, expected) => {
    expect([BASE_CLOSED, BASE_SILENT].map((one) => fits(one, said))).toEqual(expected);
  });

  test('rules that let in others than what follows are counted; none of a group that is not there', () => {
    const base = stands(HERE, 'AVAILABLE PRIMARY');
    const group: Rule = ['network nsg list', 'ocid1.nsg'];
    const counted = oci([...base, group, ['network nsg rules list', '2']], baseShut(HERE, 'ledger-group'));
    expect(counted.said).toBe('AVAILABLE PRIMARY node=AVAILABLE rules=2');
    expect(madeBy(counted.calls, 'rules list')[0]).toContain("--direction INGRESS --all --query data[?description!='the other site']");
    expect(oci([...base, group, ['network nsg rules list', '']], baseShut(HERE, 'g')).said).toMatch(/rules=0$/);
    expect(oci([...base, group, ['network nsg rules list', '', 1]], baseShut(HERE, 'g')).status).not.toBe(0);
    expect(oci([...base, ['network nsg list', '']], baseShut(HERE, 'g')).said).toMatch(/rules=0$/);
  });
});

test.each<[string, readonly string[]]>([
  ['stop', stopBase(HERE)],
  ['start', startBase(HERE)],
  ['take the role', takeBaseRole(HERE, LOGIN, true)],
  ['reinstate', reinstateBase(HERE, FROM, LOGIN)],
  ['follow', followBase(HERE, FROM, LOGIN, { group: 'g', host: 'db-1', days: 7 })],
])('%s: a call that fails is no answer', (_, run) => {
  const { status, calls } = oci([['db system list', 'TooManyRequests', 1]], run);
  expect([status === 0, calls.length]).toEqual([false, 1]);
});

describe('its machine', () => {
  test('is stopped where it has the role, and no other', () => {
    const stop: Rule = ['db node stop', ''];
    const { calls } = oci([...stands(HERE, 'AVAILABLE PRIMARY'), stop], stopBase(HERE));
    expect(madeBy(calls, 'db node stop')[0]).toContain(
      '--region eu-paris-1 --db-node-id ocid1.dbnode.ledger-paris --wait-for-state STOPPED',
    );
    for (const said of ['AVAILABLE STANDBY', 'AVAILABLE DISABLED_STANDBY']) expect(oci(stands(HERE, said), stopBase(HERE)).status).toBe(0);
    expect(oci(stands(HERE, 'AVAILABLE PRIMARY', 'STOPPED'), stopBase(HERE)).status).toBe(0);
    expect(oci([absent(HERE)], stopBase(HERE)).status).toBe(0);
  });

  test('is started where it is stopped; one that is being stopped is waited for', () => {
    const { calls } = oci([...stands(HERE, 'AVAILABLE PRIMARY', 'STOPPED'), ['db node start', '']], startBase(HERE));
    expect(madeBy(calls, 'db node start')).toHaveLength(1);
    expect(oci(stands(HERE, 'AVAILABLE PRIMARY'), startBase(HERE)).status).toBe(0);
    for (const line of [startBase(HERE), stopBase(HERE)]) {
      const waits = answering('oci', [...stands(HERE, 'AVAILABLE PRIMARY', 'STOPPING'), ['sleep 15', '', 7]], line, ['sleep']);
      expect([waits.status, madeBy(waits.calls, 'db node st')]).toEqual([7, []]);
    }
  });
});

describe('the role', () => {
  const follows = stands(HERE, 'AVAILABLE STANDBY');

  test.each<[string, boolean, string]>([
    ['by a switchover', false, 'db database switch-over-data-guard'],
    ['by a failover', true, 'db database failover-data-guard'],
  ])('is taken %s, in its own region alone; its password is no argument', (_, isForced, call) => {
    const { status, calls, said, error } = oci([...follows, vault, secret, [call, '']], takeBaseRole(HERE, LOGIN, isForced));
    expect([status, error]).toEqual([0, '']);
    expect(madeBy(calls, call)[0]).toContain('--region eu-paris-1 --database-id ocid1.database.eu-paris-1 --from-json file://');
    expect(`${calls.join()}${said}`).not.toContain('hunter2');
    expect(calls.join()).not.toContain('frankfurt');
  });

  test('one that has it is left alone, and none is taken by a password that nobody can read', () => {
    const again = oci(stands(HERE, 'AVAILABLE PRIMARY'), takeBaseRole(HERE, LOGIN, true));
    expect([again.status, madeBy(again.calls, '-data-guard')]).toEqual([0, []]);
    const { status, calls } = oci([...follows, vault, unread], takeBaseRole(HERE, LOGIN, true));
    expect(status).not.toBe(0);
    expect(madeBy(calls, '-data-guard')).toEqual([]);
  });

  const reinstate = reinstateBase(FROM, HERE, LOGIN);
  test('what a failover left follows again, by the password of what took the role; what follows is left alone', () => {
    const left = [...stands(FROM, 'AVAILABLE DISABLED_STANDBY'), ...stands(HERE, 'AVAILABLE PRIMARY')];
    const { status, calls } = oci([...left, vault, secret, ['reinstate-data-guard', '']], reinstate);
    expect(status).toBe(0);
    expect(madeBy(calls, 'reinstate-data-guard')[0]).toContain(
      '--region eu-frankfurt-1 --database-id ocid1.database.eu-frankfurt-1 --source-database-id ocid1.database.eu-paris-1 --from-json file://',
    );
    expect(oci(stands(FROM, 'AVAILABLE STANDBY'), reinstate).status).toBe(0);
    expect(oci([absent(FROM)], reinstate).status).toBe(0);
  });

  test('a second primary is not overwritten', () => {
    const { status, error, calls } = oci(stands(FROM, 'AVAILABLE PRIMARY'), reinstate);
    expect([status, madeBy(calls, 'reinstate')]).toEqual([1, []]);
    expect(error).toContain('the service has not seen yet that it lost the role');
  });
});

describe('what follows', () => {
  const run = followBase(
    HERE,
    FROM,
    { ...LOGIN, region: 'eu-frankfurt-1', compartment: 'c-1' },
    { group: 'ledger-group', host: 'db-1', days: 30 },
  );
  const rules: Rule[] = [
    absent(HERE),
    ...stands(FROM, 'AVAILABLE ALONE'),
    vault,
    secret,
    ['network nsg list', 'ocid1.nsg ocid1.subnet'],
    ['network nsg get', '{"workload":"billing"}'],
    ['iam availability-domain list', 'Uocm:EU-PARIS-1-AD-1'],
    ['data."shape"', 'VM.Standard.E4.Flex'],
    ['data."cpu-core-count"', '4'],
    ['data."data-storage-size-in-gbs"', '1024'],
    ['data."license-model"', 'LICENSE_INCLUDED'],
    ['data."ssh-public-keys"', '["ssh-ed25519 AAAA"]'],
    ['launch-standby', ''],
  ];

  test('is launched in its own region, as large as its source is by now, and its password is no argument', () => {
    const { status, error, calls } = oci(rules, run);
    expect([status, error]).toEqual([0, '']);
    const [line] = madeBy(calls, 'launch-standby');
    expect(line).toContain(
      'db system launch-db-system-launch-standby-db-system-details --region eu-paris-1 --compartment-id c-2 --display-name ledger-paris',
    );
    expect(line).toContain(
      '--primary-db-system-id ocid1.dbsystem.eu-frankfurt-1 --availability-domain Uocm:EU-PARIS-1-AD-1 --subnet-id ocid1.subnet',
    );
    expect(line).toContain(
      '--nsg-ids ["ocid1.nsg"] --hostname db-1 --shape VM.Standard.E4.Flex --cpu-core-count 4 --initial-data-storage-size-in-gb 1024',
    );
    expect(calls.join()).not.toContain('hunter2');
  });

  test('is maximum performance over ASYNC, the one transport between regions, with backups of its own and its password marked as given', () => {
    const text = run[2] ?? '';
    expect(text).toContain('"protectionMode":"MAXIMUM_PERFORMANCE","transportType":"ASYNC"');
    expect(text).toContain(
      '"dbBackupConfig":{"autoBackupEnabled":true,"recoveryWindowInDays":%s,"backupDeletionPolicy":"DELETE_AFTER_RETENTION_PERIOD"}',
    );
    expect(text).toContain('"databaseFreeformTags":{"continuity-password":"given"}');
  });

  test('is not made twice, nor over what is there, nor without a password or a source', () => {
    for (const there of ['AVAILABLE STANDBY', 'AVAILABLE PRIMARY', 'PROVISIONING ALONE']) {
      const { status, calls } = oci(stands(HERE, there), run);
      expect([status, madeBy(calls, 'launch')]).toEqual([0, []]);
    }
    for (const less of [rules.map((one) => (one === secret ? unread : one)), [absent(HERE), absent(FROM)]]) {
      const { status, calls } = oci(less, run);
      expect([status === 0, madeBy(calls, 'launch')]).toEqual([false, []]);
    }
  });
});

describe('its password', () => {
  const run = giveBasePassword(HERE, LOGIN);
  const base = stands(HERE, 'AVAILABLE ALONE').slice(0, 2);
  const mark = (said: string): Rule => ['data."freeform-tags"', said];

  test('is given once, to the administrator and to the wallet, whose first one is computed; none is printed', () => {
    const { status, error, calls, said } = oci([...base, mark(''), vault, secret, ['db database update', '']], run);
    expect([status, error, said]).toEqual([0, '', '']);
    expect(madeBy(calls, 'db database update')[0]).toContain(
      '--region eu-paris-1 --database-id ocid1.database.eu-paris-1 --from-json file://',
    );
    expect(calls.join()).not.toContain('hunter2');
    expect(run[2]).toContain(`once="Aa1-Bb2_$(printf '%s' "\${at%% *}" | sha256sum | cut -c1-16)"`);
    // Behind it nothing is changed any more: the wallet does not know the first one.
    const again = oci([...base, mark('given')], run);
    expect([again.status, madeBy(again.calls, 'update')]).toEqual([0, []]);
  });

  test('none is given that nobody can read: one that the vault lacks is made by nothing here', () => {
    const failed = oci([...base, mark(''), vault, unread], run);
    expect([failed.status === 0, madeBy(failed.calls, 'update'), madeBy(failed.calls, 'create')]).toEqual([false, [], []]);
  });
});

describe('how far it is behind', () => {
  const base = stands(HERE, 'AVAILABLE STANDBY').slice(0, 2);
  test.each([
    ['9 seconds', '9'],
    ['1 minute 2 seconds', '62'],
    ['2 hours 1 second', '7201'],
    ['', ''],
    ['unknown', ''],
    ['None None', ''],
  ])('%s', (lag, expected) => expect(oci([...base, ['apply-lag', lag]], baseBehind(HERE)).said).toBe(expected));

  test('what was lost is what it had not received, and what came since it was seen', () => {
    const rules: Rule[] = [...base, ['time-updated', '2026-11-21T01:00:00Z'], ['transport-lag', '5 seconds']];
    expect(oci(rules, baseLackedAt(HERE, '2026-11-21T01:00:40Z')).said).toBe('45');
    expect(oci([...base, ['time-updated', '']], baseLackedAt(HERE))).toMatchObject({ status: 0, said: '' });
    expect(oci([...base, ['time-updated', '2026-11-21T01:00:00Z'], ['transport-lag', '']], baseLackedAt(HERE)).status).not.toBe(0);
  });
});

test('two DB systems are alike, or it is said what they are', () => {
  const asked = (there: string) =>
    oci(
      [
        ...stands(HERE, ''),
        ...stands(FROM, ''),
        ['db system get --region eu-paris-1', 'VM.Standard.E4.Flex 2 ENTERPRISE_EDITION'],
        ['db system get --region eu-frankfurt-1', there],
        ['db db-home list', '19.28.0.0'],
      ],
      basesDiffer(HERE, FROM),
    ).said;
  expect(asked('VM.Standard.E4.Flex 2 ENTERPRISE_EDITION')).toBe('alike');
  expect(asked('VM.Standard.E4.Flex 4 ENTERPRISE_EDITION')).toMatch(/^here VM\.Standard\.E4\.Flex 2 .*, there VM\.Standard\.E4\.Flex 4 /);
});
