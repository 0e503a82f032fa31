import {
  EFS_ALL_SENT,
  EFS_HELD,
  efsCopied,
  efsHasAllSince,
  efsLackedAt,
  efsMounts,
  efsRole,
  releaseEfs,
} from '../../../lib/clouds/aws/cli-efs';
import { answering, type Rule } from '../answering';

const efs = (rules: readonly Rule[], run: readonly string[]) => answering('aws', rules, run, ['sleep']);
const OF = { region: 'eu-central-1', token: 'scans' };
const is = (protection: string): Rule => [
  'efs describe-file-systems --region eu-central-1 --creation-token scans',
  `fs-2\tavailable\t${protection}`,
];
const AT = '2026-11-30T10:00:00+00:00';
const follows = (status: string, point = AT): Rule => ['describe-replication-configurations', `fs-1\t${status}\t${point}`];
const FOLLOWING = [is('REPLICATING'), follows('ENABLED')];
const ALONE = [is('ENABLED')];
const ABSENT: Rule[] = [['efs describe-file-systems', 'None']];

test.each([
  ['it follows', FOLLOWING, `available FOLLOWS ENABLED ${AT}`],
  ['nothing is whole yet', [is('REPLICATING'), follows('ENABLED', 'None')], 'available FOLLOWS ENABLED NEVER'],
  ['it follows nobody', ALONE, 'available ALONE'],
  ['it may be overwritten, and follows nobody yet', [is('DISABLED')], 'available ALONE'],
  ['there is none', ABSENT, 'ABSENT'],
] as const)('what it is: %s', (_, rules, said) => {
  expect(efs(rules as readonly Rule[], efsRole(OF))).toMatchObject({ status: 0, said });
});

test('nobody who may not ask says anything of it', () => {
  for (const run of [efsRole(OF), efsMounts(OF), releaseEfs(OF, true), efsLackedAt(OF), efsCopied(OF, 'vault', 'arn:')])
    expect(efs([['', 'AccessDenied', 1]], run).status).not.toBe(0);
  for (const run of [efsRole(OF), releaseEfs(OF, true), efsLackedAt(OF)])
    expect(efs([is('REPLICATING'), ['describe-replication-configurations', '', 1]], run).status).not.toBe(0);
});

test('its replication is deleted by the id of its source, in its own region, and awaited', () => {
  const seen = efs([...FOLLOWING, ['delete-replication-configuration', ''], ['sleep', '', 1]], releaseEfs(OF, false));
  const [, , deleted, looked] = seen.calls;
  expect(deleted).toContain('efs delete-replication-configuration --region eu-central-1 --source-file-system-id fs-1');
  expect(deleted).not.toContain('--deletion-mode');
  expect(looked).toContain('describe-file-systems');
  for (const rules of [ALONE, ABSENT]) expect(efs(rules, releaseEfs(OF, true))).toMatchObject({ status: 0, said: '' });
});

test('where the source is out and both halves cannot be deleted, the one here is; while both live it is not', () => {
  const refused: Rule[] = [
    ...FOLLOWING,
    ['delete-replication-configuration --region eu-central-1 --source-file-system-id fs-1 --deletion-mode LOCAL_CONFIGURATION_ONLY', ''],
    ['delete-replication-configuration', 'the other region does not answer', 1],
    ['sleep', '', 1],
  ];
  const isLocal = (call: string): boolean => call.includes('LOCAL_CONFIGURATION_ONLY');
  expect(efs(refused, releaseEfs(OF, true)).calls.some(isLocal)).toBe(true);
  // What is refused while both live is said at once, and not waited for.
  const planned = efs(refused, releaseEfs(OF, false));
  expect([planned.status === 0, planned.calls.some(isLocal), planned.calls.filter((call) => call.startsWith('sleep'))]).toEqual([
    false,
    false,
    [],
  ]);
});

test('one that a run before began to end is waited for, and not ended again', () => {
  const { status, calls } = efs([is('REPLICATING'), follows('DELETING'), ['sleep', '', 1]], releaseEfs(OF, true));
  expect([status, calls.at(-1)]).toEqual([1, 'sleep 15']);
  expect(calls.join()).not.toContain('delete-replication-configuration');
});

test('where its source is out what is there whole can be taken, and nothing else', () => {
  const takes = (said: string): boolean => new RegExp(`^(?:${EFS_HELD})$`).test(said);
  expect(['ENABLED', 'ERROR', 'PAUSED', 'PAUSING'].map((status) => takes(`available FOLLOWS ${status} ${AT}`))).toEqual([
    true,
    true,
    true,
    true,
  ]);
  const none = [
    'available FOLLOWS ENABLED NEVER',
    'available FOLLOWS ERROR NEVER',
    `available FOLLOWS DELETING ${AT}`,
    'available ALONE',
    'ABSENT',
  ];
  expect(none.filter(takes)).toEqual([]);
});

test('what it lacked is counted from the last synchronization that was complete', () => {
  expect(efs(FOLLOWING, efsLackedAt(OF, '2026-11-30T10:12:00Z')).said).toBe('720');
  expect(efs(FOLLOWING, efsLackedAt(OF, '2026-11-30T09:00:00Z')).said).toBe('0');
  for (const rules of [ALONE, [is('REPLICATING'), follows('ENABLED', 'None')]]) expect(efs(rules, efsLackedAt(OF)).status).not.toBe(0);
});

test('all was sent once a synchronization was complete behind the fence', () => {
  expect(efs(FOLLOWING, efsHasAllSince(OF, '2026-11-30T09:59:00Z')).said).toBe(EFS_ALL_SENT);
  expect(efs(FOLLOWING, efsHasAllSince(OF, AT)).said).toBe('what it has is 0 s older');
});

test('its addresses are counted; one that is not there has none', () => {
  expect(efs([...ALONE, ['describe-mount-targets --region eu-central-1 --file-system-id fs-2', '2']], efsMounts(OF)).said).toBe('2');
  expect(efs(ABSENT, efsMounts(OF)).said).toBe('0');
});

test('its newest copy is that of its own ARN', () => {
  const seen = efs([...ALONE, ['list-recovery-points-by-backup-vault', `"${AT}"`]], efsCopied(OF, 'vault', 'arn:file-system/'));
  expect(seen.said).toBe(AT);
  expect(seen.calls.at(-1)).toContain('--by-resource-arn arn:file-system/fs-2');
});
