import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { policySeen, sendAgain, sends, sinceSynced, synced } from '../../../lib/clouds/oci/cli';
import { answering } from '../answering';

const POLICY = 'list-replication-policies';
const said = (status: string, at: Date | string = new Date()): string =>
  `${status} ${typeof at === 'string' ? at : at.toISOString()} The policy says so.`;

describe('what a bucket sends', () => {
  test('is its status, with why; silence is no status', () => {
    expect(answering('oci', [[POLICY, said('ACTIVE')]], sends('a', 'b')).said).toMatch(/^ACTIVE .* says so\.$/);
    expect(answering('oci', [[POLICY, '', 1]], sends('a', 'b')).status).not.toBe(0);
  });

  test('is behind by no number where it is in error: neither late nor in step', () => {
    for (const answer of [said('CLIENT_ERROR'), 'absent', said('ACTIVE', 'null'), '']) {
      for (const run of [sinceSynced('a', 'b'), synced('a', 'b')]) {
        const ended = answering('oci', [[POLICY, answer]], run);
        expect(ended.said).toBe('');
        expect(ended.status).not.toBe(0);
      }
    }
    expect(answering('oci', [[POLICY, said('CLIENT_ERROR')]], sinceSynced('a', 'b')).error).toContain('b sends nothing: CLIENT_ERROR');
  });

  test('is in step once it was later than the question', () => {
    const later = new Date(Date.now() + 60_000);
    expect(answering('oci', [[POLICY, said('ACTIVE', later)]], synced('a', 'b'))).toMatchObject({ status: 0, said: '0' });
  });
});

/** Two buckets as folders: what is copied onto itself is sent, and has arrived after a pause. */
const OCI = `#!/bin/sh
printf '%s\\n' "$*" >>"$FAKE/calls"
case "$*" in
  *' --region lost '*) exit 1 ;;
  'os object list --region '*)
    [ -d "$FAKE/$7" ] || exit 1
    echo '['
    ls "$FAKE/$7" | sed 's/.*/  "&",/'
    echo ']' ;;
  'os object head '*) cat "$FAKE/source/$9" 2>/dev/null ;;
  'os object copy '*)
    [ ! -e "$FAKE/refuses" ] || exit 1
    touch "$FAKE/sent/$9" ;;
  *) exit 2 ;;
esac
`;
const SLEEP = `#!/bin/sh
cd "$FAKE/sent" && for one in *; do cp "$FAKE/source/$one" "$FAKE/target/$one"; done
`;

function seed(source: readonly string[], target: readonly string[], more: { refuses?: boolean; to?: string } = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'continuity-seed-'));
  for (const part of ['bin', 'source', 'target', 'sent']) mkdirSync(join(dir, part));
  const program = (name: string, text: string): void => {
    writeFileSync(join(dir, 'bin', name), text);
    chmodSync(join(dir, 'bin', name), 0o755);
  };
  program('oci', OCI);
  program('sleep', SLEEP);
  source.forEach((name) => writeFileSync(join(dir, 'source', name), `etag-${name}`));
  target.forEach((name) => writeFileSync(join(dir, 'target', name), 'old'));
  if (more.refuses) writeFileSync(join(dir, 'refuses'), '');
  const [first = '', ...rest] = sendAgain('a', 'source', more.to ?? 'b', 'target');
  const env = { ...process.env, FAKE: dir, PATH: `${join(dir, 'bin')}${delimiter}${process.env['PATH'] ?? ''}` };
  const { status, stderr } = spawnSync(first, rest, { encoding: 'utf8', env, timeout: 20_000 });
  return { status, stderr, sent: readdirSync(join(dir, 'sent')), calls: readFileSync(join(dir, 'calls'), 'utf8') };
}

describe('what was there before its replication', () => {
  test('is sent where the other side lacks it, and awaited', () => {
    const ended = seed(['a', 'b c', 'd'], ['a']);
    expect(ended).toMatchObject({ status: 0, sent: ['b c', 'd'] });
    expect(ended.calls).toContain('--destination-object-name b c --destination-object-if-match-e-tag etag-b c');
  });

  test('is nothing in a bucket that is empty, or in step', () => {
    expect(seed([], [])).toMatchObject({ status: 0, sent: [] });
    expect(seed(['a'], ['a'])).toMatchObject({ status: 0, sent: [] });
  });

  test('stops where an object is not written, where a name cannot be read back, and where a side does not answer', () => {
    expect(seed(['a'], [], { refuses: true })).toMatchObject({ status: 1, stderr: expect.stringContaining('a: it was not written again') });
    expect(seed(['a\\b'], [])).toMatchObject({ status: 1, stderr: expect.stringContaining('by hand') });
    expect(seed(['a'], [], { to: 'lost' }).status).not.toBe(0);
  });
});

test('a policy is seen once it is old enough, and never where there is none', () => {
  const run = policySeen({ region: 'eu-paris-1', compartment: 'c', name: 'p' }, 60);
  const made = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString();
  const ask = (answer: string) => answering('oci', [['iam policy list --region eu-paris-1 --compartment-id c --name p', answer]], run);
  expect(ask(made(90))).toMatchObject({ status: 0, said: 'seen' });
  expect(ask(made(30)).said).toMatch(/^the policy is 3\d s old, of 60 s$/);
  for (const nothing of ['', 'null']) expect(ask(nothing)).toMatchObject({ status: 1, said: '' });
});
