import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { refusalOf } from '../../lib/cli/faults';
import { FAILED_OVER, Lab, PARIS, action, procedure } from './fixture';

const sheet = () => [procedure([action({ do: 'manual', id: 'call', text: 'Call.' })])];

test.each<[string, (lab: Lab) => string[], RegExp]>([
  [
    'a situation that is a folder',
    (lab) => {
      rmSync(lab.situationPath);
      mkdirSync(lab.situationPath);
      return ['plan'];
    },
    /DR-CLI-05: This is a folder, not a file/,
  ],
  [
    'a folder of journals that is a file',
    (lab) => {
      writeFileSync(join(lab.dir, 'continuity-journal'), '');
      return ['run', 'billing', '--execute', '--yes', '--by', 'Ada'];
    },
    /DR-CLI-05: Something else stands there: .*continuity-journal/,
  ],
  [
    'a journal in a folder below a file',
    (lab) => {
      writeFileSync(join(lab.dir, 'file'), '');
      return ['run', 'billing', '--execute', '--yes', '--by', 'Ada', '--journal', join(lab.dir, 'file', 'x')];
    },
    /DR-CLI-05: A part of the path is a file/,
  ],
  [
    'a situation that is a link to nowhere',
    (lab) => {
      rmSync(lab.situationPath);
      symlinkSync('/no/such/folder/situation.json', lab.situationPath);
      return ['declare', 'lost', PARIS];
    },
    /^Refused\. DR-/,
  ],
  [
    'a lock of the situation that is a folder',
    (lab) => {
      mkdirSync(`${lab.situationPath}.billing.lock`);
      return ['run', 'billing', '--execute', '--yes', '--by', 'Ada'];
    },
    /DR-SIT-08: .*it is no file/,
  ],
])('%s is refused with a fix, and without a trace', async (_, make, message) => {
  const lab = new Lab(FAILED_OVER(), sheet());
  expect(await lab.run(...make(lab))).toBe(1);
  expect(lab.stderr).toMatch(message);
  expect(lab.stderr).toMatch(/\nFix: /);
  expect(`${lab.stdout}${lab.stderr}`).not.toMatch(/^\s+at .*:\d+/m);
});

test.each(['ENOSPC', 'EDQUOT', 'EACCES', 'EPERM', 'EROFS', 'EIO', 'EMFILE', 'ELOOP'])('what the system calls %s has a fix', (code) => {
  const error = Object.assign(new Error(`${code}: x`), { code, path: '/data/situation.json', syscall: 'open' });
  expect(refusalOf(error)?.message).toMatch(new RegExp(`^DR-CLI-05: .*/data/situation.json \\(got: ${code} at open\\)[^]*\\nFix: `));
});

test('a fault of this program is none of the system’s', () => {
  expect(refusalOf(new TypeError('x is not a function'))).toBeUndefined();
});
