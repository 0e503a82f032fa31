import {
  backupAge,
  bringBackup,
  copyNoMore,
  endChannel,
  follow,
  givePassword,
  lacksOf,
  MYSQL_FOLLOWS,
  MYSQL_HEARS,
  MYSQL_SHUT,
  MYSQL_WRITES,
  mysqlLackedAt,
  newestBackup,
  receivedIsApplied,
  systemState,
  written,
} from '../../../lib/clouds/oci/cli-mysql';
import { answering, type Rule } from '../answering';

const oci = (rules: readonly Rule[], run: readonly string[]) => answering('oci', rules, run);
const HERE = { region: 'eu-paris-1', compartment: 'c-2', system: 'ledger-paris' };
const FROM = { region: 'eu-frankfurt-1', compartment: 'c-1', system: 'ledger-frankfurt' };
const VAULT = { region: 'eu-frankfurt-1', compartment: 'c-1', vault: 'ledger' };
const there = ({ region }: typeof HERE, id = `ocid1.mysqldbsystem.${region}`): Rule => [`db-system list --region ${region}`, id];
const vault: Rule = ['kms management vault list', 'ocid1.vault https://management'];
const SECRET = 'hunter2"of\\production';
const secret: Rule = ['get-secret-bundle-by-name', Buffer.from(SECRET).toString('base64')];
const ago = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString();
const fits = (pattern: string, text: string): boolean => new RegExp(`^(?:${pattern})$`).test(text);
/** Of a list of what is being deleted. */
const ENDING: Rule = ['lifecycle-state"==', ''];
const madeBy = (calls: readonly string[], words: string): string[] => calls.filter((call) => call.includes(words));

describe('what a DB system says', () => {
  test('its state, mode and channel, of the one of that name in its own region', () => {
    const { said, calls } = oci([there(HERE), ['db-system get', 'ACTIVE READ_ONLY channel=ACTIVE']], systemState(HERE));
    expect(said).toBe('ACTIVE READ_ONLY channel=ACTIVE');
    expect(calls[0]).toContain('--compartment-id c-2 --display-name ledger-paris');
    expect(calls[1]).toContain('--db-system-id ocid1.mysqldbsystem.eu-paris-1');
  });

  test('none is told apart from a call that fails', () => {
    expect(oci([there(HERE, '')], systemState(HERE))).toMatchObject({ status: 0, said: 'ABSENT' });
    expect(oci([['db-system list', 'NotAuthorizedOrNotFound', 1]], systemState(HERE)).status).not.toBe(0);
  });

  test.each([
    ['ACTIVE READ_WRITE channel=none', [true, false, false, false]],
    ['ACTIVE READ_ONLY channel=none', [false, false, false, true]],
    ['ACTIVE READ_ONLY channel=ACTIVE', [false, true, true, true]],
    ['ACTIVE READ_ONLY channel=NEEDS_ATTENTION', [false, true, false, true]],
    ['UPDATING READ_ONLY channel=none', [false, false, false, false]],
    ['ABSENT', [false, false, false, true]],
  ])('%s', (said, expected) => {
    expect([MYSQL_WRITES, MYSQL_FOLLOWS, MYSQL_HEARS, MYSQL_SHUT].map((one) => fits(one, said))).toEqual(expected);
  });
});

describe('what the role left', () => {
  const copies = (said: string): Rule => ['copy-policies', said];
  test('is copied no more, in its own region, and nothing else of its backups is changed', () => {
    const { status, calls } = oci([there(FROM), copies('1'), ['db-system update', '']], copyNoMore(FROM));
    expect(status).toBe(0);
    expect(calls.at(-1)).toContain('mysql db-system update --region eu-frankfurt-1 --db-system-id ocid1.mysqldbsystem.eu-frankfurt-1');
    expect(calls.at(-1)).toContain('--backup-policy {"copyPolicies":[]} --force');
  });

  test.each([
    ['that copies nothing', [there(FROM), copies('0')]],
    ['that is not there', [there(FROM, '')]],
  ])('one %s is left alone', (_, rules) => {
    const { status, calls } = oci(rules as Rule[], copyNoMore(FROM));
    expect(status).toBe(0);
    expect(madeBy(calls, 'update')).toEqual([]);
  });

  test('one that cannot be asked is no success', () =>
    expect(oci([there(FROM), ['copy-policies', 'NotAuthorizedOrNotFound', 1]], copyNoMore(FROM)).status).not.toBe(0));
});

describe('the proof that nothing is lacked', () => {
  const generated: Rule = ['db-system status generate', ''];

  test('every transaction of the source is one word', () => {
    const { said, calls } = oci([there(FROM), generated, ['db-system status get', 'a:1-100,\nb:1-5\n']], written(FROM));
    expect(said).toBe('a:1-100,b:1-5');
    expect(madeBy(calls, 'status generate')[0]).toContain('--gtid-set-type GTID_EXECUTED --wait-for-state SUCCEEDED');
  });

  test('0 once all of them are applied, and not before', () => {
    const asked = (answer: string) => oci([there(HERE), generated, ['db-system status get', answer]], lacksOf(HERE, 'a:1-100'));
    expect(asked('true').said).toBe('0');
    expect(asked('false').said).toBe('more');
    expect(madeBy(asked('true').calls, 'status generate')[0]).toContain('--gtid-set-to-apply a:1-100');
    expect(oci([there(HERE), ['status generate', 'ServiceError', 1]], lacksOf(HERE, 'a:1')).said).not.toBe('0');
  });

  test('what was received is applied, or pending; one without a channel has nothing to apply', () => {
    const channel: Rule = ['mysql channel list', 'ocid1.channel'];
    const asked = (answer: string) =>
      oci([there(HERE), channel, ['channel status generate', ''], ['channel status get', answer]], receivedIsApplied(HERE)).said;
    expect([asked('true'), asked('false'), asked('')]).toEqual(['applied', 'pending', 'pending']);
    expect(oci([there(HERE), ['mysql channel list', '']], receivedIsApplied(HERE)).said).toBe('applied');
  });
});

describe('the channel', () => {
  test('is deleted in its own region; what follows nobody, or is not there, is left alone', () => {
    const ended = oci([there(HERE), ENDING, ['mysql channel list', 'ocid1.channel'], ['channel delete', '']], endChannel(HERE));
    expect(ended).toMatchObject({ status: 0, said: '' });
    expect(madeBy(ended.calls, 'channel delete')[0]).toContain('--region eu-paris-1 --channel-id ocid1.channel --force');
    expect(oci([there(HERE), ['mysql channel list', '']], endChannel(HERE)).status).toBe(0);
    expect(oci([there(HERE, '')], endChannel(HERE)).status).toBe(0);
    expect(oci([['db-system list', '', 1]], endChannel(HERE)).status).not.toBe(0);
  });

  test('that a run before began to delete is waited for: nothing else of its DB system can be changed meanwhile', () => {
    const rules: Rule[] = [there(HERE), ['lifecycle-state"==', 'ocid1.channel'], ['mysql channel list', ''], ['sleep', '', 1]];
    const { status, calls } = answering('oci', rules, endChannel(HERE), ['sleep']);
    expect([status, calls.at(-1)]).toEqual([1, 'sleep 15']);
    expect(madeBy(calls, 'channel delete')).toEqual([]);
  });

  const run = follow(HERE, FROM, VAULT, { secret: 'ledger-password', user: 'continuity' });
  const made: Rule[] = [there(HERE), there(FROM), ['mysql channel list', ''], ['db-system get', '10.10.128.5'], vault, secret];

  test('is made of the address of the source, over TLS; its password is no argument', () => {
    const { status, calls, said, error } = oci([...made, ['create-from-mysql', '']], run);
    expect([status, error]).toEqual([0, '']);
    const [line] = madeBy(calls, 'create-from-mysql');
    expect(line).toContain('--source-hostname 10.10.128.5 --source-username continuity --source-ssl-mode REQUIRED');
    expect(line).toContain('--target-db-system-id ocid1.mysqldbsystem.eu-paris-1 --from-json file://');
    expect(`${calls.join()}${said}`).not.toContain('hunter2');
  });

  test('no password that nobody can read is given to anything', () => {
    const unread: Rule = ['get-secret-bundle-by-name', 'TooManyRequests', 1];
    const lines: [readonly string[], string][] = [
      [run, 'create-from-mysql'],
      [givePassword(FROM, VAULT, 'ledger-password'), 'db-system update'],
    ];
    for (const [line, call] of lines) {
      const { status, calls } = oci([unread, ...made, [call, '']], line);
      expect(status).not.toBe(0);
      expect(madeBy(calls, call)).toEqual([]);
    }
  });

  test('one that is there is left, or resumed where it needs attention', () => {
    const standing = (state: string) =>
      oci([there(HERE), ['mysql channel list', 'ocid1.channel'], ['channel get', state], ['channel resume', '']], run);
    expect(madeBy(standing('ACTIVE').calls, 'resume')).toEqual([]);
    expect(madeBy(standing('NEEDS_ATTENTION').calls, 'resume')).toHaveLength(1);
    expect(standing('ACTIVE').status).toBe(0);
  });
});

describe('the password', () => {
  const run = givePassword(FROM, VAULT, 'ledger-password');
  const given: Rule[] = [there(FROM), vault, secret, ['db-system update', '']];

  test('of the vault is given by a file', () => {
    const { status, calls, said } = oci(given, run);
    expect(status).toBe(0);
    expect(madeBy(calls, 'create-base64')).toEqual([]);
    expect(madeBy(calls, 'db-system update')[0]).toContain('--from-json file://');
    expect(`${calls.join()}${said}`).not.toContain('hunter2');
  });
});

describe('copies', () => {
  test('are found by the name of what they were taken of, in the region that is asked', () => {
    const { said, calls } = oci([['backup list', 'ocid1.mysqlbackup.a']], newestBackup(HERE, FROM));
    expect(said).toBe('ocid1.mysqlbackup.a');
    expect(calls[0]).toMatch(/--region eu-paris-1 --compartment-id c-2 [\s\S]*'?ledger-frankfurt/);
  });

  test('their age is that of what is in them, at a moment or now; nothing where there is none', () => {
    const age = Number(oci([['backup list', ago(600)]], backupAge(HERE, FROM)).said);
    expect(age).toBeGreaterThanOrEqual(600);
    expect(age).toBeLessThan(660);
    expect(oci([['backup list', '2026-11-30T10:00:00.000000+00:00']], backupAge(HERE, FROM, '2026-11-30T11:00:00Z')).said).toBe('3600');
    expect(oci([['backup list', '']], backupAge(HERE, FROM))).toMatchObject({ status: 0, said: '' });
  });

  const NONE_BEGUN: Rule = ['--lifecycle-state CREATING', ''];

  test('one that is young enough is not brought again', () => {
    const { status, calls } = oci([NONE_BEGUN, ['backup list', ago(600)]], bringBackup(HERE, FROM, { most: 86_400, keep: 35 }));
    expect([status, calls.length]).toEqual([0, 2]);
    expect(calls[0]).toContain(`--region eu-paris-1 --compartment-id c-2 --display-name ${HERE.system} --lifecycle-state CREATING`);
  });

  test('else one of the source is copied, and made where that has none that is young enough', () => {
    const work: Rule[] = [NONE_BEGUN, there(FROM), ['backup create', ''], ['backup copy', '']];
    const old = (region: string, answer: string): Rule => [`backup list --region ${region}`, answer];
    const made = oci(
      [...work, old('eu-paris-1', ago(90_000)), old('eu-frankfurt-1', ago(90_000))],
      bringBackup(HERE, FROM, { most: 86_400, keep: 35 }),
    );
    expect(made.status).toBe(0);
    expect(madeBy(made.calls, 'backup create')[0]).toContain(
      '--region eu-frankfurt-1 --db-system-id ocid1.mysqldbsystem.eu-frankfurt-1 --backup-type FULL',
    );
    expect(madeBy(made.calls, 'backup copy')[0]).toMatch(/--region eu-paris-1 --compartment-id c-2 .*--source-region eu-frankfurt-1/);
    const copied = oci(
      [...work, old('eu-paris-1', ''), old('eu-frankfurt-1', ago(600))],
      bringBackup(HERE, FROM, { most: 86_400, keep: 35 }),
    );
    expect(madeBy(copied.calls, 'backup create')).toEqual([]);
    expect(madeBy(copied.calls, 'backup copy')).toHaveLength(1);
  });

  test('one of now is made whatever is there', () => {
    const { calls } = oci(
      [NONE_BEGUN, ['backup list', ago(5)], there(FROM), ['backup create', ''], ['backup copy', '']],
      bringBackup(HERE, FROM, { most: 0, keep: 35 }),
    );
    expect([madeBy(calls, 'backup create').length, madeBy(calls, 'backup copy').length]).toEqual([1, 1]);
  });
});

test('what was lacked is counted from the last measure ahead of the loss; nothing where nobody knows', () => {
  const loss = '2026-11-30T11:00:00Z';
  const measures: Rule[] = [there(HERE), ['.timestamp', '2026-11-30T10:59:00+00:00'], ['.value', '7.0']];
  expect(oci(measures, mysqlLackedAt(HERE, loss)).said).toBe('67');
  expect(oci([there(HERE), ['summarize-metrics-data', '']], mysqlLackedAt(HERE, loss))).toMatchObject({ status: 0, said: '' });
});
