import { whoSays } from '../../lib/cli/who';

let mockUser = 'ada';
jest.mock('node:os', () => ({ ...jest.requireActual<object>('node:os'), userInfo: () => ({ username: mockUser }) }));

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
    mockUser = 'root';
    expect(() => whoSays(undefined, env())).toThrow('DR-CLI-04');
  });
});
