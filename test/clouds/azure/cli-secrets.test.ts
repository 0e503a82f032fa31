import {
  carrySecrets,
  secretsDiffer,
  secretsExpiring,
  secretsMissing,
  secretThere,
  vaultNamed,
  vaultUnanswered,
} from '../../../lib/clouds/azure/cli-secrets';
import { answering, type Rule } from '../answering';

const az = (rules: readonly Rule[], run: readonly string[]) => answering('az', rules, run);
const HERE = { subscription: 's-2', vault: 'there' };
const FROM = { subscription: 's-1', vault: 'given' };
const listed = (vault: string, ...names: string[]): Rule => [
  `secret list --subscription s-${vault === 'given' ? 1 : 2} --vault-name ${vault}`,
  names.join('\n'),
];
const valueAt = (vault: string, name: string, value: string, code = 0): Rule => [
  `--vault-name ${vault} --name ${name} --query [value`,
  JSON.stringify([value, null, null, null]),
  code,
];
const SECRET = 'hunter2-of-production';
const BOTH = [listed('given', 'api-token', 'db'), listed('there', 'api-token', 'db')];

test('whether a secret is there: nothing but whether it is enabled is printed', () => {
  expect(secretThere('s-1', 'given', 'db').join(' ')).toContain('--query attributes.enabled --output tsv');
});

describe('how many lack a value', () => {
  const run = secretsMissing(HERE, ['api-token', 'db']);
  test('those that are not in the list of what is enabled; which, beside the number', () => {
    expect(az([listed('there', 'api-token', 'db')], run)).toMatchObject({ status: 0, said: '0' });
    const lacking = az([listed('there', 'api-token-2', 'db')], run);
    expect(lacking).toMatchObject({ said: '1', error: 'api-token has no value at there' });
    expect(lacking.calls[0]).toContain('[?attributes.enabled].name');
  });

  test('access that is denied is no lack', () => {
    const denied = az([['secret list', '(Forbidden)', 1]], run);
    expect(denied.status).not.toBe(0);
    expect(denied.said).not.toMatch(/^\d+$/);
  });
});

describe('how many differ', () => {
  const run = secretsDiffer(HERE, FROM, ['api-token', 'db']);
  const same = [valueAt('given', 'db', 'x'), valueAt('there', 'db', 'x')];

  test('none where both vaults have the same values; no value is printed, nor an argument', () => {
    const seen = az([...BOTH, valueAt('given', 'api-token', SECRET), valueAt('there', 'api-token', SECRET), ...same], run);
    expect(seen).toMatchObject({ status: 0, said: '0', error: '' });
    expect(JSON.stringify(seen.calls)).not.toContain(SECRET);
  });

  test('one that is another value, one that is not there, one that was never given', () => {
    const differs = az([...BOTH, valueAt('given', 'api-token', SECRET), valueAt('there', 'api-token', 'old'), ...same], run);
    expect(differs).toMatchObject({ said: '1', error: 'api-token is another one at there than at given, or is not there' });
    const absent = [listed('given', 'db'), listed('there'), ...same];
    expect(az(absent, run)).toMatchObject({ status: 0, said: '2' });
    expect(az(absent, run).error).toContain('api-token has no value at given');
  });

  test('a vault that does not answer, at either side, is no sameness and no difference', () => {
    for (const vault of ['given', 'there']) {
      const other = vault === 'given' ? 'there' : 'given';
      const failed = az([...BOTH, valueAt(vault, 'api-token', '', 1), valueAt(other, 'api-token', ''), ...same], run);
      expect(failed.status).not.toBe(0);
      expect(failed.said).toBe('');
    }
  });
});

describe('carrying', () => {
  const run = carrySecrets(HERE, FROM, ['api-token', 'db']);
  const about = (name: string, text: string): Rule => [`--vault-name given --name ${name} --query join(`, text];
  const WRITES: Rule[] = [
    ['secret download', ''],
    ['secret set', ''],
    ['secret recover', ''],
    ['secret show --subscription s-2 --vault-name there --name db --output none', ''],
  ];
  const NONE_DELETED: Rule = ['list-deleted', ''];
  const written = (calls: readonly string[]) => calls.filter((call) => /secret (set|recover|delete|purge)/.test(call));

  test('what is in step is left alone, and what is another value is given as a new version, through a file, with when it ends', () => {
    const { status, said, calls } = az(
      [
        ...[...BOTH, NONE_DELETED, valueAt('given', 'api-token', SECRET), valueAt('there', 'api-token', 'old')],
        ...[valueAt('given', 'db', 'x'), valueAt('there', 'db', 'x')],
        ...[about('api-token', '2027-01-31T12:00:00+00:00||text/plain of two'), ...WRITES],
      ],
      run,
    );
    expect({ status, said }).toEqual({ status: 0, said: 'api-token was carried\ndb is in step' });
    expect(written(calls)).toEqual([
      expect.stringMatching(
        /^keyvault secret set --subscription s-2 --vault-name there --name api-token --file \S+\/value --encoding utf-8 --expires 2027-01-31T12:00:00Z --description text\/plain of two --output none$/,
      ),
    ]);
    expect(calls.find((call) => call.includes('secret download'))).toMatch(
      /--vault-name given --name api-token --file \S+\/value --encoding utf-8 --output none$/,
    );
    expect(JSON.stringify(calls)).not.toContain(SECRET);
  });

  test('one that was deleted there is taken up again first, and one without a value is named', () => {
    const { status, said, calls } = az(
      [listed('given', 'db'), listed('there'), ['list-deleted', 'db'], valueAt('given', 'db', 'x'), about('db', '||'), ...WRITES],
      run,
    );
    expect({ status, said }).toEqual({ status: 0, said: 'api-token has no value at given\ndb was carried' });
    expect(written(calls).map((call) => call.split(' ')[2])).toEqual(['recover', 'set']);
    expect(written(calls)[1]).not.toMatch(/--expires|--not-before|--description/);
  });

  test('a write that is refused ends it, and the file is gone', () => {
    const ended = az(
      [
        ...BOTH,
        NONE_DELETED,
        valueAt('given', 'api-token', 'a'),
        valueAt('there', 'api-token', 'b'),
        about('api-token', '||'),
        ['secret set', '', 1],
        ...WRITES,
      ],
      run,
    );
    expect(ended.status).not.toBe(0);
    expect(ended.said).not.toContain('carried');
  });
});

describe('what ends soon', () => {
  const run = secretsExpiring(HERE, 30, ['api-token', 'db']);
  const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().replace('Z', '+00:00');
  test('is counted where it is one of ours, and what has ended is, too', () => {
    const seen = az([['secret list', `api-token\t${inDays(29)}\ndb\t${inDays(-1)}\nother\t${inDays(1)}`]], run);
    expect(seen).toMatchObject({ status: 0, said: '2' });
    expect(seen.error).toContain('api-token at there ends at');
    expect(az([['secret list', `api-token\t${inDays(31)}`]], run).said).toBe('0');
    expect(az([['secret list', '']], run).said).toBe('0');
    expect(az([['secret list', 'api-token\tnever']], run).status).not.toBe(0);
    expect(az([['secret list', '', 1]], run).status).not.toBe(0);
  });
});

describe('calls that a vault does not answer', () => {
  const run = vaultUnanswered(HERE);
  const answered = (out: string, code = 0) =>
    az(
      [
        ['keyvault show', '/subscriptions/s-2/x/there'],
        ['metrics list', out, code],
      ],
      run,
    );
  test('are those of a hundred in an hour; none where nobody called, and no answer is none', () => {
    expect(answered('98.5').said).toBe('2');
    expect(answered('100.0').said).toBe('0');
    expect(answered('').said).toBe('0');
    expect(answered('what').status).not.toBe(0);
    expect(answered('', 1).status).not.toBe(0);
  });
});

describe('the name of a vault', () => {
  const run = vaultNamed(HERE);
  const asked = (...rules: Rule[]): string => az(rules, run).said;
  test('is there, deleted, free, or taken by somebody', () => {
    const [none, gone]: Rule[] = [
      ['keyvault list --', '0'],
      ['list-deleted', '0'],
    ];
    expect(asked(['keyvault list --', '1'])).toBe('there');
    expect(asked(none!, ['list-deleted', '1'])).toBe('deleted');
    expect(asked(none!, gone!, ['checkNameAvailability', 'true'])).toBe('free');
    expect(asked(none!, gone!, ['checkNameAvailability', 'False'])).toBe('taken');
    expect(az([none!, gone!, ['checkNameAvailability', 'true']], run).calls[2]).toContain(
      '{"name":"there","type":"Microsoft.KeyVault/vaults"}',
    );
  });
});
