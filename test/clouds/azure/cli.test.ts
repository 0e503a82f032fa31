import { dropHalves, dropPoliciesWhereThere, filled, grantsSeen, untilListed } from '../../../lib/clouds/azure/cli';
import { answering, type Rule } from '../answering';

const FROM = { subscription: 's-1', group: 'g', account: 'acme', container: 'data' };
const POLICY: Rule = ['or-policy list', 'p-1'];
const az = (run: readonly string[], ...rules: Rule[]) => answering('az', rules, run);

describe('what an account held before', () => {
  const run = filled(FROM, 'acmeb');
  const later = new Date(Date.now() + 60_000).toISOString();

  test('has arrived where nothing waits, or only what was written since', () => {
    for (const oldest of ['', 'None', later]) expect(az(run, POLICY, ['blob list', oldest])).toMatchObject({ status: 0, said: '' });
  });

  test('has not where nobody answers, where no date is told, and where the account sends nothing there', () => {
    for (const rules of [
      [POLICY, ['blob list', '', 1]],
      [POLICY, ['blob list', 'no date']],
      [
        ['or-policy list', 'None'],
        ['blob list', ''],
      ],
    ] as Rule[][])
      expect(az(run, ...rules).status).not.toBe(0);
  });
});

describe('a policy that was made by half', () => {
  const run = dropHalves({ ...FROM, account: 'acmeb' }, FROM);
  const dropped = (...rules: Rule[]): string[] => az(run, ...rules).calls.filter((call) => call.includes('or-policy delete'));
  const into: Rule = ['--account-name acmeb --query', 'p-1\np-2'];
  const gone: Rule = ['or-policy delete', ''];

  test('is deleted at the destination alone, and one that both know stays', () => {
    expect(dropped(['--account-name acme --query', 'p-2'], into, gone)).toEqual([
      'storage account or-policy delete --subscription s-1 --resource-group g --account-name acmeb --policy-id p-1',
    ]);
    expect(dropped(['--account-name acme --query', 'p-1\np-2'], into, gone)).toEqual([]);
  });

  test('is not told from a whole one where the source does not answer: nothing is deleted', () => {
    const rules: Rule[] = [['--account-name acme --query', '', 1], into, gone];
    expect(az(run, ...rules).status).not.toBe(0);
    expect(dropped(...rules)).toEqual([]);
  });
});

test('a container that is listed lets whoever asks in', () => {
  expect(az(untilListed(FROM, 'tfstate'), ['--container-name tfstate', ''])).toMatchObject({ status: 0 });
});

test('a grant is seen once it is old enough, and never where nobody answers', () => {
  const at = (seconds: number): Rule => ['role assignment list', new Date(Date.now() - seconds * 1000).toISOString()];
  expect(az(grantsSeen('s', '/scope', 60), at(90)).said).toBe('seen');
  expect(az(grantsSeen('s', '/scope', 60), at(30)).said).not.toBe('seen');
});

describe('an account that nobody wrote down to stand', () => {
  const of = { subscription: 's', group: 'g', account: 'one' };

  test('is let go where it is there, and follows', () => {
    const ended = az(dropPoliciesWhereThere(of), ['account list', 'one'], ['or-policy list', 'p-1'], ['or-policy delete', '']);
    expect(ended).toMatchObject({ status: 0, calls: [expect.any(String), expect.any(String), expect.stringContaining('--policy-id p-1')] });
  });

  test('is nothing to be done about where it is not, nor its group', () => {
    expect(az(dropPoliciesWhereThere(of), ['account list', ''])).toMatchObject({ status: 0, said: '' });
  });

  test('stops where nobody can tell', () => {
    expect(az(dropPoliciesWhereThere(of), ['account list', '', 1]).status).not.toBe(0);
  });
});
