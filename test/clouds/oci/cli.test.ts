import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import {
  allSent,
  closeBucket,
  lacking,
  makeWritable,
  makeWritableWhereThere,
  openBucket,
  policySeen,
  sendAgain,
  sends,
  sinceSynced,
  sources,
  unwritten,
} from '../../../lib/clouds/oci/cli';
import { answering, type Rule } from '../answering';

const POLICY = 'list-replication-policies';
const said = (status: string, at: Date | string = new Date()): string =>
  `${status} ${typeof at === 'string' ? at : at.toISOString()} The policy says so.`;

describe('what a bucket sends', () => {
  test('is its status, with why; silence is no status', () => {
    expect(answering('oci', [[POLICY, said('ACTIVE')]], sends('a', 'b')).said).toMatch(/^ACTIVE .* says so\.$/);
    expect(answering('oci', [[POLICY, '', 1]], sends('a', 'b')).status).not.toBe(0);
  });

  test('is behind by no number where it is in error: neither late nor in step', () => {
    for (const answer of [said('CLIENT_ERROR'), 'absent', said('ACTIVE', 'never'), '']) {
      const ended = answering('oci', [[POLICY, answer]], sinceSynced('a', 'b'));
      expect(ended.said).toBe('');
      expect(ended.status).not.toBe(0);
    }
    expect(answering('oci', [[POLICY, said('CLIENT_ERROR')]], sinceSynced('a', 'b')).error).toContain('b sends nothing: CLIENT_ERROR');
    expect(answering('oci', [[POLICY, '']], sinceSynced('a', 'b')).error).toContain('b sends nothing: absent');
  });
});

/**
 * Two buckets as folders, an object a file that holds its ETag; a policy is a file of the bucket that sends, and its half one of the bucket that
 * follows. What is written while a policy stands has arrived after a pause. Nothing is printed where nothing is listed.
 */
const OCI = `#!/bin/sh
printf '%s\\n' "$*" >>"$FAKE/calls"
case "$*" in *' --region lost '*) exit 1 ;; esac
arg() { while [ "$1" != "$key" ]; do shift; done; printf '%s' "$2"; }
key=--bucket-name; case "$*" in *--bucket-name*) bucket=$(arg "$@") ;; esac
case "$*" in
  'os object list '*)
    [ -d "$FAKE/$bucket" ] || exit 1
    [ -n "$(ls "$FAKE/$bucket")" ] || exit 0
    echo '['
    for one in "$FAKE/$bucket"/*; do printf '  "%s %s",\\n' "$(cat "$one")" "\${one##*/}"; done
    echo ']' ;;
  'os object copy '*)
    [ ! -e "$FAKE/refuses" ] || exit 1
    key=--destination-object-name; name=$(arg "$@")
    key=--destination-object-if-match-e-tag; [ "$(cat "$FAKE/$bucket/$name")" = "$(arg "$@")" ] || exit 1
    printf 'new-etag' >"$FAKE/$bucket/$name"
    touch "$FAKE/sent/$name" ;;
  'os replication list-replication-sources '*) [ ! -e "$FAKE/$bucket.follows" ] || printf '{"data": [{"source-bucket-name": "%s"}]}\\n' "$(cat "$FAKE/$bucket.follows")" ;;
  'os replication list-replication-policies '*) [ ! -e "$FAKE/$bucket.sends" ] || printf '%s\\n' "id-of-$bucket" ;;
  'os replication delete-replication-policy '*'--force')
    to=$(cat "$FAKE/$bucket.sends")
    rm -f "$FAKE/$bucket.sends" "$FAKE/$to.follows" ;;
  'os replication create-replication-policy '*)
    key=--destination-bucket; to=$(arg "$@")
    [ ! -e "$FAKE/$to.sends" ] && [ ! -e "$FAKE/$to.follows" ] && [ ! -e "$FAKE/$bucket.sends" ] || exit 1
    printf '%s' "$to" >"$FAKE/$bucket.sends"
    printf '%s' "$bucket" >"$FAKE/$to.follows" ;;
  'os replication make-bucket-writable '*) rm "$FAKE/$bucket.follows" ;;
  'os bucket list '*) [ ! -e "$FAKE/gone" ] || exit 0; case "$*" in *"name=='gate'"*) echo gate ;; esac ;;
  *) exit 2 ;;
esac
`;
const SLEEP = `#!/bin/sh
[ ! -e "$FAKE/edit" ] || { rm "$FAKE/edit"; printf 'edited' >"$FAKE/source/a"; }
for one in $(ls "$FAKE/sent" | tr ' ' '?'); do cp "$FAKE"/source/$one "$FAKE/target/"; done
`;

type Objects = Readonly<Record<string, string>>;
const of = (...names: readonly string[]): Objects => Object.fromEntries(names.map((name) => [name, `etag-${name.replace(' ', '-')}`]));

function world(source: Objects, target: Objects, files: Objects = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'continuity-buckets-'));
  for (const part of ['bin', 'source', 'target', 'sent']) mkdirSync(join(dir, part));
  const write = (path: string, text: string, mode = 0o644): void => {
    writeFileSync(join(dir, path), text);
    chmodSync(join(dir, path), mode);
  };
  write('bin/oci', OCI, 0o755);
  write('bin/sleep', SLEEP, 0o755);
  for (const [name, etag] of Object.entries(source)) write(`source/${name}`, etag);
  for (const [name, etag] of Object.entries(target)) write(`target/${name}`, etag);
  for (const [name, text] of Object.entries(files)) write(name, text);
  const env = { ...process.env, FAKE: dir, PATH: `${join(dir, 'bin')}${delimiter}${process.env['PATH'] ?? ''}` };
  return {
    run: ([first = '', ...rest]: readonly string[]) => {
      const { status, stdout, stderr } = spawnSync(first, rest, { encoding: 'utf8', env, timeout: 20_000 });
      return { status, said: stdout.trim(), stderr };
    },
    sent: () => readdirSync(join(dir, 'sent')),
    policies: () => readdirSync(dir).filter((name) => /\.(sends|follows)$/.test(name)),
    calls: () => readFileSync(join(dir, 'calls'), 'utf8'),
  };
}
const TWO = ['a', 'source', 'b', 'target'] as const;

function seed(source: Objects, target: Objects, more: { files?: Objects; to?: string } = {}) {
  const { run, sent, calls } = world(source, target, more.files);
  const { status, stderr } = run(sendAgain('a', 'source', more.to ?? 'b', 'target'));
  return { status, stderr, sent: sent(), calls: calls() };
}

describe('what was there before its replication', () => {
  test('is sent where the other side lacks it, or has it as it was, and awaited', () => {
    const ended = seed(of('a', 'b c', 'd', 'e'), { ...of('a'), e: 'older' });
    expect(ended).toMatchObject({ status: 0, sent: ['b c', 'd', 'e'] });
    expect(ended.calls).toContain('--destination-object-name b c --destination-object-if-match-e-tag etag-b-c');
  });

  test('is nothing in a bucket that is empty, or in step', () => {
    expect(seed({}, {})).toMatchObject({ status: 0, sent: [] });
    expect(seed(of('a'), of('a'))).toMatchObject({ status: 0, sent: [] });
  });

  test('stops where an object is not written, where a name cannot be read back, and where a side does not answer', () => {
    expect(seed(of('a'), {}, { files: { refuses: '' } })).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('a: it was not written again'),
    });
    expect(seed(of('a\\b'), {})).toMatchObject({ status: 1, stderr: expect.stringContaining('by hand') });
    expect(seed(of('a'), {}, { to: 'lost' }).status).not.toBe(0);
  });
});

describe('what two buckets hold', () => {
  test('lacking: an object that is not there, and one that is there as it was; nothing is counted where a side does not answer', () => {
    expect(world(of('a', 'b'), of('a', 'b', 'c')).run(lacking(...TWO))).toMatchObject({ status: 0, said: '0' });
    expect(world(of('a', 'b', 'c'), { a: 'etag-a', b: 'older' }).run(lacking(...TWO))).toMatchObject({ status: 0, said: '2' });
    const lost = world(of('a'), {}).run(lacking('a', 'source', 'lost', 'target'));
    expect(lost.said).toBe('');
    expect(lost.status).not.toBe(0);
  });

  test('all that a bucket held is awaited, and what was written over meanwhile is not', () => {
    expect(world({}, {}).run(allSent(...TWO))).toMatchObject({ status: 0, said: '0' });
    const waited = world(of('a', 'b'), of('b'), { edit: '' }).run(allSent(...TWO));
    expect(waited).toMatchObject({ status: 0, said: '0', stderr: '1 objects wait\n' });
    expect(world(of('a'), {}).run(allSent('a', 'source', 'lost', 'target')).status).not.toBe(0);
  });

  test('a bucket was not written to: it follows, or holds nothing that its source does not', () => {
    const run = unwritten('b', 'target', 'a', 'source');
    const follows = { 'target.follows': 'source' };
    expect(world(of('a'), of('z'), follows).run(run).said).toBe('follows');
    expect(world(of('a', 'b'), of('a')).run(run).said).toBe('unwritten');
    expect(world(of('a'), of('a', 'z')).run(run).said).toBe('1 objects are in target alone');
    expect(world(of('a'), of('a')).run(unwritten('b', 'target', 'lost', 'source')).status).not.toBe(0);
  });
});

describe('a bucket that is fenced', () => {
  const close = closeBucket('a', 'source', 'gate');
  const open = openBucket('a', 'source', 'gate', 'ocid1.compartment');

  test('sends nothing any more, and follows its gate, once; opened, it follows nobody', () => {
    const { run, policies } = world({}, {}, { 'source.sends': 'target', 'target.follows': 'source' });
    expect(run(close).status).toBe(0);
    expect(policies()).toEqual(['gate.sends', 'source.follows']);
    expect(run(close).status).toBe(0);
    expect(run(sources('a', 'source')).said).toBe('1');
    expect(run(open).status).toBe(0);
    expect(policies()).toEqual([]);
    expect(run(open).status).toBe(0);
  });

  test('what its destination made an error is deleted, at the bucket and at the gate', () => {
    const { run, policies } = world({}, {}, { 'source.sends': 'target', 'gate.sends': 'source' });
    expect(run(close).status).toBe(0);
    expect(policies()).toEqual(['gate.sends', 'source.follows']);
  });

  test('one that follows the other side is read-only already, and is left to it', () => {
    const { run, policies, calls } = world({}, {}, { 'target.sends': 'source', 'source.follows': 'target' });
    expect([run(close).status, run(open).status]).toEqual([0, 0]);
    expect(policies()).toEqual(['source.follows', 'target.sends']);
    expect(calls()).not.toContain('make-bucket-writable');
  });

  test('where there is no gate yet, nothing is opened; where the region does not answer, nothing is said to be', () => {
    expect(world({}, {}, { gone: '' }).run(open).status).toBe(0);
    expect(world({}, {}).run(openBucket('lost', 'source', 'gate', 'c')).status).not.toBe(0);
    expect(world({}, {}).run(closeBucket('lost', 'source', 'gate')).status).not.toBe(0);
  });
});

test('a bucket is made writable where it follows, and nothing is asked of one that does not', () => {
  const { run, policies } = world({}, {}, { 'target.follows': 'source' });
  expect([run(makeWritable('b', 'target')).status, run(makeWritable('b', 'target')).status]).toEqual([0, 0]);
  expect(policies()).toEqual([]);
});

test('a policy is seen once it is old enough, and never where there is none', () => {
  const run = policySeen({ region: 'eu-paris-1', compartment: 'c', name: 'p' }, 60);
  const made = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString();
  const ask = (answer: string) => answering('oci', [['iam policy list --region eu-paris-1 --compartment-id c --name p', answer]], run);
  expect(ask(made(90))).toMatchObject({ status: 0, said: 'seen' });
  expect(ask(made(30)).said).toMatch(/^the policy is 3\d s old, of 60 s$/);
  for (const nothing of ['', 'null']) expect(ask(nothing)).toMatchObject({ status: 1, said: '' });
});

describe('a bucket that nobody wrote down to stand', () => {
  const oci = (...rules: Rule[]) => answering('oci', rules, makeWritableWhereThere('b', 'target', 'c'));

  test('is made writable where it is there, and follows', () => {
    const ended = oci(['bucket list', 'target'], ['list-replication-sources', '{"source-bucket-name": "x"}'], ['make-bucket-writable', '']);
    expect(ended).toMatchObject({ status: 0 });
    expect(ended.calls.at(-1)).toContain('make-bucket-writable');
  });

  test('is nothing to be done about where it is not', () => {
    expect(oci(['bucket list', ''])).toMatchObject({ status: 0, said: '' });
  });

  test('stops where nobody can tell', () => {
    expect(oci(['bucket list', '', 1]).status).not.toBe(0);
  });
});
