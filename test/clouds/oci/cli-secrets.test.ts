import { carrySecrets, secretsDiffer, secretsMissing, vaultState } from '../../../lib/clouds/oci/cli-secrets';
import { answering, type Rule } from '../answering';

const oci = (rules: readonly Rule[], run: readonly string[]) => answering('oci', rules, run);
const HERE = { region: 'eu-paris-1', compartment: 'c-2', vault: 'there' };
const FROM = { region: 'eu-frankfurt-1', compartment: 'c-1', vault: 'given' };
const REGION: Readonly<Record<string, string>> = { given: 'eu-frankfurt-1', there: 'eu-paris-1' };
const vault = (name: string, answer = `ocid1.vault.${name} https://${name}-management`): Rule => [
  `vault list --region ${REGION[name]}`,
  answer,
];
const VAULTS = [vault('given'), vault('there')];
const listed = (of: string, ...names: string[]): Rule => [
  `vault secret list --region ${REGION[of]} --compartment-id c-${of === 'given' ? 1 : 2} --vault-id ocid1.vault.${of} --lifecycle-state`,
  names.join(' '),
];
const valueAt = (of: string, name: string, value: string, code = 0): Rule => [
  `get-secret-bundle-by-name --region ${REGION[of]} --vault-id ocid1.vault.${of} --secret-name ${name}`,
  Buffer.from(value).toString('base64'),
  code,
];
const SECRET = 'hunter2-of-production';
const BASE64 = Buffer.from(SECRET).toString('base64');
const BOTH = [...VAULTS, listed('given', 'api-token', 'db'), listed('there', 'api-token', 'db')];

test('a vault that waits for its deletion is told as it is', () => {
  expect(vaultState(HERE).join(' ')).toContain('lifecycle-state');
  expect(oci([vault('there', 'PENDING_DELETION')], vaultState(HERE)).said).toBe('PENDING_DELETION');
});

describe('how many lack a value', () => {
  const run = secretsMissing(HERE, ['api-token', 'db']);
  test('those that are not in the list of what is active; which, beside the number', () => {
    expect(oci([vault('there'), listed('there', 'api-token', 'db')], run)).toMatchObject({ status: 0, said: '0' });
    const lacking = oci([vault('there'), listed('there', 'api-token-2', 'db')], run);
    expect(lacking).toMatchObject({ said: '1', error: 'api-token has no value at there' });
    expect(lacking.calls[1]).toContain('--lifecycle-state ACTIVE');
    expect(oci([vault('there'), listed('there')], run)).toMatchObject({ status: 0, said: '2' });
  });

  test('access that is denied is no lack, nor is a vault that is not there', () => {
    for (const rules of [
      [['vault list', 'NotAuthorizedOrNotFound', 1]],
      [vault('there'), ['secret list', '', 1]],
      [vault('there', '')],
    ] as Rule[][]) {
      const denied = oci(rules, run);
      expect(denied.status).not.toBe(0);
      expect(denied.said).not.toMatch(/^\d+$/);
    }
    expect(oci([vault('there', '')], run).error).toBe('there is no vault there in eu-paris-1');
  });
});

describe('how many differ', () => {
  const run = secretsDiffer(HERE, FROM, ['api-token', 'db']);
  const same = [valueAt('given', 'db', 'x'), valueAt('there', 'db', 'x')];

  test('none where both vaults have the same values; no value is printed, nor an argument', () => {
    const seen = oci([...BOTH, valueAt('given', 'api-token', SECRET), valueAt('there', 'api-token', SECRET), ...same], run);
    expect(seen).toMatchObject({ status: 0, said: '0', error: '' });
    expect(JSON.stringify(seen)).not.toContain(BASE64);
  });

  test('one that is another value, one that is not there, one that was never given', () => {
    const differs = oci([...BOTH, valueAt('given', 'api-token', SECRET), valueAt('there', 'api-token', 'old'), ...same], run);
    expect(differs).toMatchObject({ said: '1', error: 'api-token is another one at there than at given, or is not there' });
    const absent = [...VAULTS, listed('given', 'db'), listed('there'), ...same];
    expect(oci(absent, run)).toMatchObject({ status: 0, said: '2' });
    expect(oci(absent, run).error).toContain('api-token has no value at given');
  });

  test('a vault that does not answer, at either side, is no sameness and no difference', () => {
    for (const one of ['given', 'there']) {
      const other = one === 'given' ? 'there' : 'given';
      const failed = oci([...BOTH, valueAt(one, 'api-token', '', 1), valueAt(other, 'api-token', ''), ...same], run);
      expect(failed.status).not.toBe(0);
      expect(failed.said).toBe('');
    }
  });
});

describe('carrying', () => {
  const run = carrySecrets(HERE, FROM, ['api-token', 'db']);
  const KEY: Rule = ['key list --region eu-paris-1 --endpoint https://there-management', 'ocid1.key.there'];
  const kept = (name: string, answer: string): Rule => [`--vault-id ocid1.vault.there --name ${name} --all`, answer];
  const WRITES: Rule[] = [
    ['secret create-base64', '{}'],
    ['secret update-base64', '{}'],
    ['cancel-secret-deletion', ''],
    ['vault secret get', 'ACTIVE'],
  ];
  const written = (calls: readonly string[]) => calls.filter((call) => /secret (create|update|cancel|schedule)/.test(call));

  test('what is in step is left alone, and what is another value is given as a new version, through a file', () => {
    const { status, said, error, calls } = oci(
      [
        ...[...BOTH, KEY, valueAt('given', 'api-token', SECRET), valueAt('there', 'api-token', 'old')],
        ...[valueAt('given', 'db', 'x'), valueAt('there', 'db', 'x'), kept('api-token', 'ocid1.vaultsecret.api ACTIVE'), ...WRITES],
      ],
      run,
    );
    expect({ status, said }).toEqual({ status: 0, said: 'api-token was carried\ndb is in step' });
    expect(written(calls)).toEqual([
      expect.stringMatching(
        /^vault secret update-base64 --region eu-paris-1 --secret-id ocid1\.vaultsecret\.api --from-json file:\/\/\S+\/value\.json --force --wait-for-state ACTIVE$/,
      ),
    ]);
    expect(JSON.stringify([calls, said, error])).not.toContain(BASE64);
  });

  test('one that is not there is made, with the key of its vault; one without a value is named', () => {
    const { status, said, calls } = oci(
      [...VAULTS, listed('given', 'db'), listed('there'), KEY, valueAt('given', 'db', 'x'), kept('db', ''), ...WRITES],
      run,
    );
    expect({ status, said }).toEqual({ status: 0, said: 'api-token has no value at given\ndb was carried' });
    expect(written(calls)).toEqual([
      expect.stringContaining(
        'create-base64 --region eu-paris-1 --compartment-id c-2 --vault-id ocid1.vault.there --key-id ocid1.key.there --secret-name db',
      ),
    ]);
  });

  test('one that waits for its deletion is taken back first', () => {
    const rules = [...VAULTS, listed('given', 'db'), listed('there'), KEY, valueAt('given', 'db', 'x')];
    const { status, calls } = oci([...rules, kept('db', 'ocid1.vaultsecret.db PENDING_DELETION'), ...WRITES], run);
    expect(status).toBe(0);
    expect(written(calls).map((call) => call.split(' ')[2])).toEqual(['cancel-secret-deletion', 'update-base64']);
  });

  test('a write that is refused, or a key that is not enabled, ends it', () => {
    const rules = [...BOTH, valueAt('given', 'api-token', 'a'), valueAt('there', 'api-token', 'b'), kept('api-token', 'id ACTIVE')];
    for (const more of [
      [KEY, ['secret update-base64', '', 1], ...WRITES],
      [['key list', ''], ...WRITES],
    ] as Rule[][]) {
      const ended = oci([...rules, ...more], run);
      expect(ended.status).not.toBe(0);
      expect(ended.said).not.toContain('carried');
    }
  });
});
