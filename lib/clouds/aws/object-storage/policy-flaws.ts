import type { ObjectStorageDeclaration, PolicyStatement } from '../../../components/object-storage';
import type { Flaw } from '../../../port/facts';
import { FENCE_SID, TLS_SID } from './policy';

/*
 * What may be added to the policy of a bucket that the library makes. Grammar:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html, 2026-11.
 */

const WORDS = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Condition'];

/** What the roles of replication and of copies, and whoever applies, do with a bucket: a statement that denies it ends the protection. */
const NEEDED = [
  ...['ReplicateObject', 'ReplicateDelete', 'ReplicateTags', 'GetObjectVersionForReplication', 'GetObjectVersionAcl'],
  ...['GetObjectVersionTagging', 'InitiateReplication', 'GetReplicationConfiguration', 'PutReplicationConfiguration', 'ListBucket'],
  ...['ListBucketVersions', 'GetObject', 'GetObjectVersion', 'PutObject', 'PutObjectTagging', 'PutInventoryConfiguration'],
  ...['GetBucketNotification', 'PutBucketNotification', 'GetBucketPolicy', 'PutBucketPolicy', 'DeleteBucketPolicy', 'GetBucketVersioning'],
].map((name) => `s3:${name}`.toLowerCase());

const listOf = (value: unknown): readonly unknown[] => (value === undefined ? [] : Array.isArray(value) ? (value as unknown[]) : [value]);

/** Whether a pattern of actions has one of those. */
function touches(pattern: unknown): boolean {
  const shape = String(pattern)
    .toLowerCase()
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return NEEDED.some((action) => new RegExp(`^${shape}$`).test(action));
}

/** Whether it lets some be, by who they are, or denies only how something is asked. */
function isConditional({ Condition: condition }: PolicyStatement): boolean {
  return Object.entries((condition ?? {}) as Readonly<Record<string, object | undefined>>).some(([operator, of]) => {
    const keys = Object.keys(of ?? {}).map((key) => key.toLowerCase());
    const letsBe = /^(?:String|Arn)Not(?:Equals|Like)/i.test(operator) && keys.includes('aws:principalarn');
    return letsBe || keys.includes('aws:securetransport') || keys.includes('s3:tlsversion');
  });
}

const isEverybody = (principal: unknown): boolean =>
  principal === '*' || (typeof principal === 'object' && principal !== null && listOf((principal as { AWS?: unknown }).AWS).includes('*'));

/** Each kind of fault, with what is allowed. */
const FAULTS: readonly (readonly [wrong: (statement: PolicyStatement) => boolean, allowed: string])[] = [
  [
    (one) => Object.keys(one).some((key) => !WORDS.includes(key)),
    `${WORDS.join(', ')}: no resource, since each is of the bucket and of all in it`,
  ],
  [({ Sid }) => Sid !== undefined && !(typeof Sid === 'string' && /^[A-Za-z0-9]+$/.test(Sid)), 'a Sid of letters and digits'],
  [({ Sid }) => Sid === TLS_SID || Sid === FENCE_SID, `a Sid of its own: ${TLS_SID} and ${FENCE_SID} are ours`],
  [({ Effect }) => Effect !== 'Allow' && Effect !== 'Deny', 'an Effect: Allow or Deny'],
  [({ Principal, NotPrincipal }) => Principal === undefined && NotPrincipal === undefined, 'a Principal'],
  [({ Action, NotAction }) => Action === undefined && NotAction === undefined, 'an Action'],
  [
    ({ Effect, Principal, Condition }) => Effect === 'Allow' && isEverybody(Principal) && Condition === undefined,
    'a Principal: what everybody may do is public, and blocked',
  ],
  [
    (one) => one['Effect'] === 'Deny' && (one['NotAction'] !== undefined || listOf(one['Action']).some(touches)) && !isConditional(one),
    "a Deny that lets the roles of replication and of copies, and whoever applies, be: Condition: { ArnNotLike: { 'aws:PrincipalArn': […] } }",
  ],
];

/** What is wrong with what is added. */
export function policyFlaws({ policy }: ObjectStorageDeclaration): Flaw[] {
  const sids = policy.flatMap(({ Sid }) => (typeof Sid === 'string' ? [Sid] : []));
  const twice = sids.filter((sid, i) => sids.indexOf(sid) < i);
  const faults = policy.flatMap((statement): Flaw[] => {
    const [, allowed] = FAULTS.find(([wrong]) => wrong(statement)) ?? [];
    return allowed === undefined ? [] : [{ of: 'policy', value: JSON.stringify(statement), allowed }];
  });
  return [...faults, ...twice.map((value) => ({ of: 'policy', value, allowed: 'a Sid of its own for each statement' }))];
}

/** No bucket is in two regions. */
export const redundancyFlaws = ({ redundancy }: Pick<ObjectStorageDeclaration, 'redundancy'>): Flaw[] =>
  redundancy === undefined
    ? []
    : [{ of: 'redundancy', value: redundancy, allowed: 'regional: no bucket of S3 is in two regions', fix: "redundancy: 'regional'" }];
