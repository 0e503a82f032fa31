import { judged, oneLine } from '../../../lib/cli/doctor/verdict';
import type { About } from '../../../lib/words/doctor';
import type { Outcome } from '../../../lib/cli/runner/child';

const ended = (said: string, over: Partial<Outcome> = {}): Outcome => ({
  ...{ started: true, code: 1, stdout: '', said, seconds: 1, timedOut: false },
  ...over,
});
const verdict = (outcome: Outcome, letIn = false, about: About = letIn ? 'credentials' : 'quota') =>
  judged(outcome, { about, letIn, endpoint: 'eu-west-3', limit: 30, said: oneLine(outcome.said) });

test.each([
  ['Could not connect to the endpoint URL: "https://sts.eu-west-3.amazonaws.com/"', 'eu-west-3 is not reached from here'],
  ['curl: (6) Could not resolve host: x', 'is not reached'],
  ['aws: error: argument operation: Invalid choice, valid choices are: a', 'does not know the question'],
  ["'dataprotection' is misspelled or not recognized by the system.", 'does not know the question'],
  ['An error occurred (ThrottlingException) when calling: Rate exceeded', 'has no answer now'],
])('%s: not seen, whatever is asked', (said, why) => {
  for (const letIn of [false, true]) {
    expect(verdict(ended(said), letIn).verdict).toBe('unseen');
    expect(verdict(ended(said), letIn).why).toContain(why);
  }
});

test.each([
  ["Please run 'az login' to setup account.", 'nobody is logged in'],
  ['Error when retrieving token from sso: Token has expired and refresh failed', 'nobody is logged in'],
  ['An error occurred (ExpiredToken) when calling: The security token included in the request is expired', 'nobody is logged in'],
  ['ERROR: Could not find config file at ~/.oci/config', 'nobody is logged in'],
  ['An error occurred (UnauthorizedOperation): You are not authorized to perform this operation.', 'access is denied'],
  ['"code": "NotAuthorizedOrNotFound", "message": "Authorization failed or requested resource not found."', 'access is denied'],
])('%s: wrong where being let in is asked, else not seen', (said, why) => {
  expect(verdict(ended(said), true)).toEqual({ verdict: 'wrong', why: expect.stringContaining(why) as unknown });
  expect(verdict(ended(said), false)).toEqual({ verdict: 'unseen', why: expect.stringContaining(why) as unknown });
});

test('who is not logged in is told by its credentials, not by a state that is not read; what is denied to it, by the state', () => {
  expect(verdict(ended('Unable to locate credentials'), true, 'state').verdict).toBe('unseen');
  expect(verdict(ended('AccessDenied'), true, 'state').verdict).toBe('wrong');
  expect(verdict(ended('No name is resolved from here: nobody was asked', { code: 3 }), false, 'traffic').verdict).toBe('unseen');
});

test('what is not there is wrong: the cloud answered', () => {
  const said =
    'An error occurred (DBInstanceNotFound) when calling the DescribeDBInstances operation: DBInstance billing-ledger not found.';
  expect(verdict(ended(said, { code: 254 }))).toEqual({ verdict: 'wrong', why: `it failed (exit code 254): ${said}` });
  expect(verdict(ended('', { code: 0 }))).toEqual({ verdict: 'wrong', why: 'it answered: nothing' });
});

test('a program that did not start, that is not found inside of a script, or that was stopped, tells nothing', () => {
  expect(verdict(ended('spawn aws ENOENT', { started: false, code: undefined as never })).verdict).toBe('unseen');
  expect(verdict(ended('sh: 1: aws: not found', { code: 127 })).why).toContain(
    'a program that it calls is not here: sh: 1: aws: not found',
  );
  expect(verdict(ended('', { timedOut: true })).why).toContain('no answer within 30 s');
});

test('what a program said is one line, and its end', () => {
  expect(oneLine('a\n  b\t c ')).toBe('a b c');
  expect(oneLine('x'.repeat(300), 10)).toBe(`…${'x'.repeat(10)}`);
});
