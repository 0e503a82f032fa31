import {
  ALL_SENT,
  FILES_HELD,
  filesCopyAge,
  filesHaveAllSince,
  filesLackedAt,
  filesRole,
  filesWriters,
  releaseFiles,
} from '../../../lib/clouds/oci/cli-files';
import { answering, type Rule } from '../answering';

const oci = (rules: readonly Rule[], run: readonly string[]) => answering('oci', rules, run);
const OF = { region: 'eu-paris-1', compartment: 'c-2', files: 'scans' };
const DOMAINS: Rule = ['availability-domain list', 'X:A-AD-1 X:A-AD-2'];
const THERE: Rule = ['file-system list --region eu-paris-1 --compartment-id c-2 --availability-domain X:A-AD-2', 'fs-1'];
const NOT_IN_FIRST: Rule = ['file-system list', ''];
const files = (target: string): Rule => ['file-system get', `ACTIVE ${target}`];
const target = (said: string): Rule => ['replication-target get', said];
const AT = '2026-11-30T10:00:00+00:00';
const FOLLOWING = [DOMAINS, THERE, NOT_IN_FIRST, files('rt-1'), target(`ACTIVE ${AT}`)];
const ALONE = [DOMAINS, THERE, NOT_IN_FIRST, files('NONE')];
const ABSENT = [DOMAINS, NOT_IN_FIRST];

describe('what it is', () => {
  test.each([
    ['it follows', FOLLOWING, `ACTIVE FOLLOWS ACTIVE ${AT}`],
    ['nothing is whole yet', [...FOLLOWING.slice(0, 4), target('ACTIVE NEVER')], 'ACTIVE FOLLOWS ACTIVE NEVER'],
    ['it follows nobody', ALONE, 'ACTIVE ALONE'],
    ['its target was deleted', [...FOLLOWING.slice(0, 4), target(`DELETED ${AT}`)], 'ACTIVE ALONE'],
    ['there is none', ABSENT, 'ABSENT'],
  ] as const)('%s', (_, rules, said) => {
    expect(oci(rules as readonly Rule[], filesRole(OF))).toMatchObject({ status: 0, said });
  });

  test('nobody who may not ask says anything of it', () => {
    for (const run of [filesRole(OF), filesWriters(OF), releaseFiles(OF), filesLackedAt(OF)])
      for (const rules of [[['', 'NotAuthorizedOrNotFound', 1]], [DOMAINS, ['file-system list', '', 1]]] as Rule[][])
        expect(oci(rules, run).status).not.toBe(0);
  });
});

test('its target is deleted, and awaited; one that follows nobody is left alone', () => {
  const seen = oci([...FOLLOWING, ['replication-target delete', '{}']], releaseFiles(OF));
  expect(seen).toMatchObject({ status: 0, said: '' });
  expect(seen.calls.at(-1)).toContain(
    'replication-target delete --region eu-paris-1 --replication-target-id rt-1 --force --wait-for-state DELETED',
  );
  for (const rules of [ALONE, ABSENT]) expect(oci(rules, releaseFiles(OF)).status).toBe(0);
});

test('a target that a run before began to delete is waited for, and not deleted again', () => {
  const rules: Rule[] = [...FOLLOWING.slice(0, 4), target(`DELETING ${AT}`), ['sleep', '', 1]];
  const { status, calls } = answering('oci', rules, releaseFiles(OF), ['sleep']);
  expect([status, calls.at(-1)]).toEqual([1, 'sleep 15']);
  expect(calls.join()).not.toContain('replication-target delete');
});

test('where its source is out what is there whole can be taken, and nothing else', () => {
  const takes = (said: string): boolean => new RegExp(`^(?:${FILES_HELD})$`).test(said);
  expect([`ACTIVE FOLLOWS ACTIVE ${AT}`, `ACTIVE FOLLOWS FAILED ${AT}`].map(takes)).toEqual([true, true]);
  const none = ['ACTIVE FOLLOWS ACTIVE NEVER', 'ACTIVE FOLLOWS FAILED NEVER', `ACTIVE FOLLOWS DELETING ${AT}`, 'ACTIVE ALONE', 'ABSENT'];
  expect(none.filter(takes)).toEqual([]);
});

test('what it lacked is counted from the snapshot that it has whole', () => {
  expect(oci(FOLLOWING, filesLackedAt(OF, '2026-11-30T10:12:00Z')).said).toBe('720');
  expect(oci(FOLLOWING, filesLackedAt(OF, '2026-11-30T09:00:00Z')).said).toBe('0');
  expect(oci(ALONE, filesLackedAt(OF)).status).not.toBe(0);
});

test('all was sent once a snapshot that was made behind the fence is there whole', () => {
  expect(oci(FOLLOWING, filesHaveAllSince(OF, '2026-11-30T09:59:00Z')).said).toBe(ALL_SENT);
  expect(oci(FOLLOWING, filesHaveAllSince(OF, AT)).said).toBe('what it has is 0 s older');
});

test('whoever may write is counted by the rules of its exports', () => {
  const exports: Rule = ['fs export list', 'e-1 e-2'];
  const writers = (first: string): Rule[] => [
    ['export get --region eu-paris-1 --export-id e-1', first],
    ['export get', '0'],
  ];
  expect(oci([...ALONE, exports, ...writers('1')], filesWriters(OF)).said).toBe('1');
  expect(oci([...ALONE, exports, ...writers('0')], filesWriters(OF)).said).toBe('0');
  expect(oci(ABSENT, filesWriters(OF)).said).toBe('0');
});

test('the newest snapshot has an age; where there is none nobody knows', () => {
  const now = new Date(Date.now() - 3_600_000).toISOString();
  expect(Number(oci([...ALONE, ['snapshot list', now]], filesCopyAge(OF)).said)).toBeGreaterThanOrEqual(3600);
  expect(oci([...ALONE, ['snapshot list', '']], filesCopyAge(OF))).toMatchObject({ status: 0, said: '' });
});
