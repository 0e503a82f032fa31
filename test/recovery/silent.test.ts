import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { actionsOf, dueAfter, TRAFFIC } from './story';

const OTHER = 'a.acme.example';

/** What the step answers where `curl` behaves so: a script that gets the URL as `$url`. */
function answer(curl: string | undefined, says: typeof TRAFFIC.says = 'body'): { code: number | null; out: string } {
  const folder = mkdtempSync(join(tmpdir(), 'continuity-silent-'));
  if (curl !== undefined) {
    writeFileSync(join(folder, 'curl'), `#!/bin/sh\nfor url; do :; done\n${curl}\n`);
    chmodSync(join(folder, 'curl'), 0o755);
  }
  const traffic = { ...TRAFFIC, says };
  const step = actionsOf(dueAfter('standing, lost A, failover B', traffic)).find(({ id }) => id.startsWith('silent'));
  if (step?.do !== 'check') throw new Error('there is no such check');
  const [, ...words] = step.how.run;
  const { status, stdout } = spawnSync('/bin/sh', words, { env: { PATH: folder }, encoding: 'utf8' });
  return { code: status, out: stdout.trim() };
}

test.each([
  ['the other side serves', 'echo serving', { code: 0, out: 'serving' }],
  ['it is closed, and its consumers work', 'echo closed', { code: 0, out: 'closed' }],
  ['its maintenance page', 'echo maintenance', { code: 0, out: 'silent' }],
  ['nobody answers', 'exit 28', { code: 0, out: 'silent' }],
  ['it refuses the connection', 'exit 7', { code: 0, out: 'silent' }],
  ['its name is gone, that of the workload is there', `case "$url" in *${OTHER}*) exit 6;; esac`, { code: 0, out: 'silent' }],
])('%s', (_, curl, expected) => {
  expect(answer(curl)).toEqual(expected);
});

test.each([
  ['twice', 2, 'serving'],
  ['three times', 3, 'silent'],
])('a site that leaves a question unanswered %s', (_, times, out) => {
  const counted = `n=$(( $(cat "$0.n" 2>/dev/null || echo 0) + 1 )); echo "$n" >"$0.n"`;
  const once = `PATH=/usr/bin:/bin; ${counted}; if [ "$n" -le ${times} ]; then exit 28; fi; echo serving`;
  expect(answer(once)).toEqual({ code: 0, out });
});

test('what answers is asked once, and all of it fits into the half minute of a question ahead of the day', () => {
  const counted = `PATH=/usr/bin:/bin; [ ! -e "$0.asked" ] || exit 28; : >"$0.asked"; echo closed`;
  expect(answer(counted)).toEqual({ code: 0, out: 'closed' });
  const step = actionsOf(dueAfter('standing, lost A, failover B', TRAFFIC)).find(({ id }) => id.startsWith('silent'));
  const text = step?.do === 'check' ? step.how.run.join(' ') : '';
  const [tries, each] = [/-ge (\d+) \]/, /-m (\d+) "\$url"/].map((one) => Number(one.exec(text)?.[1]));
  expect(tries! * (each! + 1)).toBeLessThan(30);
});

test.each([
  ['no name is resolved here', 'exit 6'],
  ['there is no curl', undefined],
])('%s: that is no silence, and the run stops', (_, curl) => {
  expect(answer(curl)).toEqual({ code: 3, out: '' });
});

test.each([
  ['the other side serves', 'echo https://continuity.invalid/serving', 'serving'],
  ['it is closed, and its consumers work', 'echo https://continuity.invalid/closed', 'closed'],
  ['it says that it does not serve', 'echo https://continuity.invalid/not-serving', 'silent'],
  ['it redirects nowhere: its maintenance page', '', 'silent'],
])('an entrance that says it where it redirects to: %s', (_, curl, out) => {
  const asked = 'case " $* " in *\' -w %{redirect_url} \'*) ;; *) exit 9;; esac';
  expect(answer(`${asked}\n${curl || ':'}`, 'redirect')).toEqual({ code: 0, out });
});
