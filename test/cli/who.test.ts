import os from 'node:os';
import { refuseNoIncident, whoSays } from '../../lib/cli/who';

let user: string | undefined = 'ada';
jest.spyOn(os, 'userInfo').mockImplementation(() => {
  if (user === undefined) throw new Error('A system error occurred: uv_os_get_passwd returned ENOENT (no such file or directory)');
  return { username: user } as os.UserInfo<string>;
});
// All tests of a worker have the one module.
afterAll(() => jest.restoreAllMocks());

const env = (by?: string) => ({ env: by === undefined ? {} : { CONTINUITY_BY: by } });

describe('who says it', () => {
  test('is the option, before all else, without the spaces around it', () => {
    expect(whoSays(' Ada Lovelace ', env('Bob'))).toBe('Ada Lovelace');
  });

  test('else CONTINUITY_BY', () => {
    expect(whoSays(undefined, env('ci: release 41'))).toBe('ci: release 41');
  });

  test('else the user of this machine', () => {
    expect(whoSays(undefined, env())).toBe('ada');
  });

  test.each(['Mei', 'Xi', 'Namely', 'Rooty', 'Me Too', '李', "O'Neill", 'ada@acme.example'])('may be called %s', (name) => {
    expect(whoSays(name, env())).toBe(name);
  });
});

describe('nobody is refused', () => {
  test.each(['', '  ', 'NAME', 'name', 'Your Name', 'your_name', 'YOUR-NAME', 'me', 'someone', 'Somebody', 'nobody', 'unknown'])(
    '%p',
    (name) => {
      expect(() => whoSays(name, env())).toThrow('DR-CLI-04');
    },
  );

  test.each(['todo', 'TBD', 'x', 'xxx', '-', '--', '...', '<name>', '<your name>', '$USER', '${BY}'])('%p', (name) => {
    expect(() => whoSays(name, env())).toThrow('DR-CLI-04');
  });

  test.each(['root', 'Root', 'Administrator'])('%p, an account of a machine', (name) => {
    expect(() => whoSays(name, env())).toThrow(`got: ${name}`);
  });

  test('an empty option is not filled in from the environment', () => {
    expect(() => whoSays('', env('Bob'))).toThrow("got: ''");
  });

  test('a placeholder in CONTINUITY_BY, and root as the user of this machine', () => {
    expect(() => whoSays(undefined, env('NAME'))).toThrow('DR-CLI-04');
    user = 'root';
    expect(() => whoSays(undefined, env())).toThrow('DR-CLI-04');
  });
});

test('a user number without a name is nobody: it is asked for, and the system says nothing', () => {
  user = undefined;
  expect(() => whoSays(undefined, env())).toThrow(/^DR-CLI-04: Nobody is named[^]*--by 'Ada Lovelace'/);
  expect(whoSays('Ada', env())).toBe('Ada');
});

test.each(['', '  ', 'ID', '<id>', '$INCIDENT', 'todo', 'incident'])('%j is no incident', (text) => {
  expect(() => refuseNoIncident(text)).toThrow(/^DR-CLI-09: No incident is named/);
  expect(() => refuseNoIncident('INC-4711')).not.toThrow();
});
