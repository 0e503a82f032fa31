import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addRule, addStatement, dropStatement, encryptedBy } from '../../../lib/clouds/aws/cli-existing';
import { followSecrets, handOnSecrets, ownSecrets, replicateSecrets } from '../../../lib/clouds/aws/cli-secrets';
import { guardedBy, guardedByClosed, parameterOf, sameNetwork } from '../../../lib/clouds/aws/cli-guards';
import { digestsOf, stopService, toldOf, wakeService } from '../../../lib/clouds/aws/cli-waking';
import { fakeProgram, says, type Ended } from '../markers';

/** Each call is written down; what it answers is the file of its operation, or of its operation and what is asked; `!` fails with the rest. */
const FAKE = `#!/bin/sh
printf '%s\\n' "$*" >>"$KEPT/asked"
operation=$2
query=
while [ $# -gt 0 ]; do
  case $1 in
    --query) query=$(printf %s "$2" | tr -c 'A-Za-z0-9\\n' '_') ;;
    --policy | --replication-configuration) printf %s "$2" >"$KEPT/written" ;;
    --vpc-security-group-ids) shift; : >"$KEPT/groups"; while [ $# -gt 0 ] && [ "$1" != --output ]; do echo "$1" >>"$KEPT/groups"; shift; done; continue ;;
    --desired-count) printf '%s\\n' "$2" >"$KEPT/desired" ;;
  esac
  shift
done
for file in "$KEPT/$operation.$query" "$KEPT/$operation"; do
  [ -f "$file" ] || continue
  case $(cat "$file") in
    '!'*) tail -c +2 "$file" >&2; exit 254 ;;
    *) cat "$file"; exit 0 ;;
  esac
done
case "$operation $query" in
  'describe-services services_0__desiredCount') cat "$KEPT/desired" ;;
  'describe-db-instances join_'*) sort "$KEPT/groups" | paste -sd ' ' - ;;
esac
`;

const fake = fakeProgram('aws', FAKE, 'KEPT');
const keep = (answers: Readonly<Record<string, string>> = {}): string => {
  const at = mkdtempSync(join(fake.dir(), 'aws-'));
  for (const [name, text] of Object.entries(answers)) writeFileSync(join(at, name), `${text}\n`);
  writeFileSync(join(at, 'asked'), '');
  return at;
};
const written = (at: string): unknown =>
  existsSync(join(at, 'written')) ? (JSON.parse(readFileSync(join(at, 'written'), 'utf8')) as unknown) : undefined;
const asked = (at: string, operation: string): number =>
  readFileSync(join(at, 'asked'), 'utf8')
    .split('\n')
    .filter((line) => line.split(' ')[1] === operation).length;
const ran = (at: string, line: readonly string[]): Promise<Ended> => fake.run(at, line);

const NONE = '!An error occurred (NoSuchBucketPolicy) when calling the GetBucketPolicy operation: The bucket policy does not exist';
const DENIED = '!An error occurred (AccessDenied) when calling the operation: no';
const THEIRS = { Sid: 'Theirs', Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' };
const FENCE = { Sid: 'Fence', Effect: 'Deny' };
const policy = (...Statement: readonly object[]): string => JSON.stringify({ Version: '2012-10-17', Statement });

describe('the policy of a bucket that exists', () => {
  const add = addStatement('eu-west-3', 'files', 'Fence', FENCE);
  const drop = dropStatement('eu-west-3', 'files', 'Fence');

  test.each([
    ['none', NONE, [FENCE]],
    ['one of its own', policy(THEIRS), [THEIRS, FENCE]],
    ['one statement, not in a list', JSON.stringify({ Version: '2012-10-17', Statement: THEIRS }), [THEIRS, FENCE]],
    ['ours already, in another wording', policy(THEIRS, { Sid: 'Fence', Effect: 'Allow' }), [THEIRS, FENCE]],
  ])('is given one statement more, and keeps the others: %s', async (_, is, statements) => {
    const at = keep({ 'get-bucket-policy': is });
    expect(await ran(at, add)).toEqual(says('added\n'));
    expect(written(at)).toEqual({ Version: '2012-10-17', Statement: statements });
  });

  test('is not written where it cannot be read', async () => {
    for (const line of [add, drop]) {
      const at = keep({ 'get-bucket-policy': DENIED });
      expect((await ran(at, line)).code).toBe(1);
      expect([asked(at, 'put-bucket-policy'), asked(at, 'delete-bucket-policy')]).toEqual([0, 0]);
    }
  });

  test('is what it was once that statement is taken out; where it was the only one, there is none', async () => {
    const both = keep({ 'get-bucket-policy': policy(THEIRS, FENCE) });
    expect(await ran(both, drop)).toEqual(says('taken out\n'));
    expect(written(both)).toEqual({ Version: '2012-10-17', Statement: [THEIRS] });
    const ours = keep({ 'get-bucket-policy': policy(FENCE) });
    await ran(ours, drop);
    expect([written(ours), asked(ours, 'delete-bucket-policy')]).toEqual([undefined, 1]);
  });

  test.each([
    ['of their own', policy(THEIRS)],
    ['of none', NONE],
  ])('is left alone where that statement never was in it: %s', async (_, is) => {
    const at = keep({ 'get-bucket-policy': is });
    expect(await ran(at, drop)).toEqual(says('nothing to take out\n'));
    expect([written(at), asked(at, 'delete-bucket-policy')]).toEqual([undefined, 0]);
  });
});

describe('the rules by which a bucket that exists sends', () => {
  const RULES = { Role: 'ours', Rules: [{ Priority: 1 }] };
  const line = addRule('eu-west-3', 'files', 'continuity', RULES);

  test.each([
    ['it has none', '!An error occurred (ReplicationConfigurationNotFoundError) when calling …'],
    ['ours are all', '[["continuity","Enabled"]]'],
  ])('are written where %s', async (_, is) => {
    const at = keep({ 'get-bucket-replication': is });
    expect(await ran(at, line)).toEqual(says('continuity: written\n'));
    expect(written(at)).toEqual({ Role: 'ours', Rules: [{ Priority: 1, ID: 'continuity' }] });
  });

  test.each([
    ['it has others: it says which, and writes nothing', '[["archive","Enabled"]]', 1],
    ['it has others, and ours is off', '[["archive","Enabled"],["continuity","Disabled"]]', 1],
    ['it cannot be read', DENIED, 1],
    ['ours was added to others by hand', '[["archive","Enabled"],["continuity","Enabled"]]', 0],
  ])('are never written over: %s', async (_, is, code) => {
    const at = keep({ 'get-bucket-replication': is });
    expect((await ran(at, line)).code).toBe(code);
    expect(written(at)).toBeUndefined();
  });
});

test.each([
  ['None', { SSEAlgorithm: 'AES256' }, {}, 'AES256'],
  ['None', { SSEAlgorithm: 'aws:kms' }, {}, 'aws'],
  ['alias/files', {}, { KeyManager: 'CUSTOMER', Arn: 'arn:aws:kms:eu-west-3:1:key/2' }, 'arn:aws:kms:eu-west-3:1:key/2'],
  ['arn:aws:kms:eu-west-3:1:key/3', {}, { KeyManager: 'AWS' }, 'aws'],
])('what encrypts a bucket is told, whatever names it: %s', async (key, rule, found, says_) => {
  const of = 'ServerSideEncryptionConfiguration_Rules_0__ApplyServerSideEncryptionByDefault_';
  const answers = Object.entries({ KMSMasterKeyID: key, ...rule }).map(([field, value]) => [`get-bucket-encryption.${of}${field}`, value]);
  const keys = Object.entries(found).map(([field, value]) => [`describe-key.KeyMetadata_${field}`, value]);
  const at = keep(Object.fromEntries([...answers, ...keys]) as Record<string, string>);
  expect(await ran(at, encryptedBy('eu-west-3', 'files'))).toEqual(says(`${says_}\n`));
});

test('secrets that have no replica there are given one; nothing is forced', async () => {
  const at = keep({ 'describe-secret': 'None', 'replicate-secret-to-regions': 'arn' });
  await ran(at, replicateSecrets('eu-west-3', 'eu-central-1', 'alias/key', ['mail', 'pay']));
  expect(asked(at, 'replicate-secret-to-regions')).toBe(2);
  expect(readFileSync(join(at, 'asked'), 'utf8')).not.toContain('--force-overwrite');
  const has = keep({ 'describe-secret': 'InSync' });
  expect(await ran(has, replicateSecrets('eu-west-3', 'eu-central-1', 'alias/key', ['mail']))).toEqual(says('mail: InSync\n'));
  expect(asked(has, 'replicate-secret-to-regions')).toBe(0);
});

test.each([
  ['eu-west-3', 1],
  ['eu-central-1', 0],
  ['eu-south-1', 0],
  ['None', 0],
])('secrets that are replicas of %s are cut loose where that is a third region, and given a replica', async (first, cut) => {
  const at = keep({
    'describe-secret': 'None',
    'describe-secret.PrimaryRegion': first,
    'stop-replication-to-replica': 'arn',
    'replicate-secret-to-regions': 'arn',
  });
  await ran(at, handOnSecrets('eu-central-1', 'eu-south-1', 'alias/key', ['mail']));
  expect([asked(at, 'stop-replication-to-replica'), asked(at, 'replicate-secret-to-regions')]).toEqual([cut, 1]);
});

describe('who owns a secret, once a role has moved', () => {
  test.each([
    ['eu-west-3', 1],
    ['eu-central-1', 0],
    ['None', 0],
  ])('the replica of %s is made a secret of its own, and one that is, is left alone', async (first, cut) => {
    const at = keep({ 'describe-secret.PrimaryRegion': first, 'stop-replication-to-replica': 'arn' });
    await ran(at, ownSecrets('eu-central-1', ['mail']));
    expect(asked(at, 'stop-replication-to-replica')).toBe(cut);
    expect(readFileSync(join(at, 'asked'), 'utf8')).not.toContain('eu-west-3');
  });

  test.each([
    ['what was made its own', 'None', 'None', 1],
    ['what failed to follow', 'eu-central-1', 'Failed', 1],
    ['what follows already', 'eu-central-1', 'InSync', 0],
    ['what was never made its own', 'eu-west-3', 'None', 0],
  ])('the side that lost the role follows, by a key that is named by its ARN: %s', async (_, first, is, times) => {
    const at = keep({
      'describe-key': 'arn:aws:kms:eu-west-3:1:key/a',
      'describe-secret': is,
      'describe-secret.PrimaryRegion': first,
      'replicate-secret-to-regions': 'arn',
    });
    await ran(at, followSecrets('eu-central-1', 'eu-west-3', 'alias/key', ['mail']));
    expect(asked(at, 'replicate-secret-to-regions')).toBe(times);
    if (times > 0)
      expect(readFileSync(join(at, 'asked'), 'utf8')).toMatch(
        /Region=eu-west-3,KmsKeyId=arn:aws:kms:eu-west-3:1:key\/a --force-overwrite-replica-secret/,
      );
  });
});

describe('who guards an instance that exists', () => {
  test('is changed at once, and awaited', async () => {
    const at = keep();
    expect(await ran(at, guardedBy('eu-west-3', 'portal-db', ['sg-b', 'sg-a']))).toEqual(says('guarded by sg-a sg-b\n'));
    expect(readFileSync(join(at, 'asked'), 'utf8')).toContain('--apply-immediately --vpc-security-group-ids sg-b sg-a');
  });

  test('is the group that closes it, by its name; without it nothing is changed', async () => {
    const at = keep({ 'describe-security-groups': 'sg-closed' });
    expect(await ran(at, guardedByClosed('eu-west-3', 'portal-db', 'x-closed'))).toEqual(says('guarded by sg-closed\n'));
    const none = keep({ 'describe-security-groups': 'None' });
    expect((await ran(none, guardedByClosed('eu-west-3', 'portal-db', 'x-closed'))).code).toBe(1);
    expect(asked(none, 'modify-db-instance')).toBe(0);
  });

  test('is in its network, or it is said where else', async () => {
    const line = sameNetwork('eu-west-3', 'portal-db', 'x-closed');
    expect(await ran(keep({ 'describe-security-groups': 'vpc-1', 'describe-db-instances': 'vpc-1' }), line)).toEqual(says('same\n'));
    expect(await ran(keep({ 'describe-security-groups': 'vpc-1', 'describe-db-instances': 'vpc-2' }), line)).toEqual(
      says('vpc-2, and x-closed in vpc-1\n'),
    );
  });

  test('a parameter is that of its own group', async () => {
    const at = keep({ 'describe-db-instances': 'own-group', 'describe-db-parameters': '"1"' });
    expect(await ran(at, parameterOf('eu-west-3', 'portal-db', 'rds.force_ssl'))).toEqual(says('1\n'));
    expect(readFileSync(join(at, 'asked'), 'utf8')).toContain('--db-parameter-group-name own-group');
  });
});

describe('how many of a service that exists are wanted', () => {
  const SERVICE = { region: 'eu-west-3', cluster: 'acme', service: 'portal' };
  const TARGETS = 'describe-scalable-targets.length_ScalableTargets_';
  const HELD = `describe-scalable-targets.length_ScalableTargets${'__SuspendedState_DynamicScalingInSuspended__SuspendedState_DynamicScalingOutSuspended__SuspendedState_ScheduledScalingSuspended__'}`;
  const scaled = (at: string): string[] => /suspended-state (\S+)/.exec(readFileSync(join(at, 'asked'), 'utf8'))?.slice(1) ?? [];

  test('none, and what scales it is held', async () => {
    const at = keep({ desired: '4', [TARGETS]: '1' });
    expect(await ran(at, stopService(SERVICE))).toEqual(says('0 wanted\n'));
    expect(scaled(at)[0]).toContain('DynamicScalingInSuspended=true');
    const alone = keep({ desired: '4', [TARGETS]: '0' });
    await ran(alone, stopService(SERVICE));
    expect(scaled(alone)).toEqual([]);
  });

  test.each([
    ['stopped, and to serve', '0', 4, '4'],
    ['stood by, and to serve', '1', 4, '4'],
    ['stopped, and to stand by', '0', 1, '1'],
    ['serving fewer than are declared: its owner says how many', '3', 4, '3'],
    ['serving more', '9', 4, '9'],
    ['fenced still', '0', 0, '0'],
  ])('%s', async (_, desired, least, becomes) => {
    const at = keep({ desired, [HELD]: '0' });
    expect(await ran(at, wakeService(SERVICE, least, 1, least === 4))).toEqual(says(`${becomes} wanted\n`));
    expect(asked(at, 'update-service')).toBe(desired === becomes ? 0 : 1);
    expect(scaled(at)).toEqual([]);
  });

  test('what held its scaling lets it go on where it serves, and nowhere else', async () => {
    const serving = keep({ desired: '0', [HELD]: '1' });
    await ran(serving, wakeService(SERVICE, 4, 1, true));
    expect(scaled(serving)[0]).toContain('DynamicScalingInSuspended=false');
    const standby = keep({ desired: '0', [HELD]: '1' });
    await ran(standby, wakeService(SERVICE, 1, 1, false));
    expect(scaled(standby)).toEqual([]);
  });

  test('which images run, each once', async () => {
    const at = keep({ 'list-tasks': 'a b', 'describe-tasks': 'sha256:b sha256:a sha256:b' });
    expect(await ran(at, digestsOf(SERVICE))).toEqual(says('sha256:a sha256:b\n'));
    expect(await ran(keep({ 'list-tasks': 'None' }), digestsOf(SERVICE))).toEqual(says('none\n'));
  });

  test('whether it is told where a database is: its address, or the name that says it', async () => {
    const task = (said: string): string => keep({ 'get-parameters': 'db.new', 'describe-task-definition': said });
    const line = toldOf(SERVICE, ['/x/ledger/host']);
    expect(await ran(task('[{"value":"db.new"}]'), line)).toEqual(says('told\n'));
    expect(await ran(task('[{"valueFrom":"…:parameter/x/ledger/host"}]'), line)).toEqual(says('told\n'));
    expect(await ran(task('[{"value":"db.old"}]'), line)).toEqual(says('not told: /x/ledger/host is db.new\n'));
    expect(await ran(keep({ 'get-parameters': 'None', 'describe-task-definition': '[]' }), line)).toEqual(says('told\n'));
  });
});
