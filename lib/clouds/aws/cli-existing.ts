import { script } from '../../words/steps';
import type { Statement } from './policy';

/*
 * The command lines that add to what exists, and take away again only what they added. Texts are constant; names and documents are
 * arguments. Calls, options and errors are those of https://docs.aws.amazon.com/cli/latest/reference/ and
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html (2026-11). UNVERIFIED: none of them was run against AWS. What is
 * read and written again has no guard of the service's own: whoever changes it in between is overwritten.
 */

const POLICY = `set -eu
region=$1 bucket=$2 sid=$3
policy() {
  aws s3api get-bucket-policy --region "$region" --bucket "$bucket" --query Policy --output text 2>&1 || true
}
is=$(policy)
case $is in
  *'(NoSuchBucketPolicy)'*) is='{"Version":"2012-10-17","Statement":[]}' ;;
  '{'*) ;;
  *) printf 'the policy of %s cannot be read: %s\\n' "$bucket" "$is" >&2; exit 1 ;;
esac`;

const ADD_STATEMENT = `${POLICY}
becomes=$(printf %s "$is" | jq -c --arg sid "$sid" --argjson more "$4" '.Statement = ([.Statement] | flatten | map(select(.Sid != $sid))) + [$more]')
aws s3api put-bucket-policy --region "$region" --bucket "$bucket" --policy "$becomes"
echo added`;

/** Adds one statement to the policy of a bucket, whatever else it says; that of the same id takes its place. */
export const addStatement = (region: string, bucket: string, sid: string, statement: Statement): string[] =>
  script(ADD_STATEMENT, region, bucket, sid, JSON.stringify(statement));

const DROP_STATEMENT = `${POLICY}
becomes=$(printf %s "$is" | jq -c --arg sid "$sid" '.Statement = ([.Statement] | flatten | map(select(.Sid != $sid)))')
if [ "$(printf %s "$is" | jq -c '.Statement = ([.Statement] | flatten)')" = "$becomes" ]; then echo 'nothing to take out'; exit 0; fi
case $becomes in
  *'"Statement":[]'*) aws s3api delete-bucket-policy --region "$region" --bucket "$bucket" ;;
  *) aws s3api put-bucket-policy --region "$region" --bucket "$bucket" --policy "$becomes" ;;
esac
echo 'taken out'`;

/** Takes that statement out again, and nothing else. */
export const dropStatement = (region: string, bucket: string, sid: string): string[] => script(DROP_STATEMENT, region, bucket, sid);

const ADD_RULE = `set -eu
region=$1 bucket=$2 rule=$3
rules=$(printf %s "$4" | jq -c --arg rule "$rule" '.Rules[0].ID = $rule')
said=$(aws s3api get-bucket-replication --region "$region" --bucket "$bucket" --query 'ReplicationConfiguration.Rules[].[ID,Status]' --output json 2>&1) || case $said in
  *'(ReplicationConfigurationNotFoundError)'*) said='[]' ;;
  *) printf '%s\\n' "$said" >&2; exit 1 ;;
esac
others=$(printf %s "$said" | jq -r --arg rule "$rule" 'map(select(.[0] != $rule) | .[0]) | join(" ")')
if [ -z "$others" ]; then
  aws s3api put-bucket-replication --region "$region" --bucket "$bucket" --replication-configuration "$rules"
  echo "$rule: written"
elif [ "$(printf %s "$said" | jq -r --arg rule "$rule" 'map(select(.[0] == $rule) | .[1]) | join(" ")')" = Enabled ]; then
  echo "$rule: there, beside $others"
else
  printf '%s has rules of its own (%s), and a bucket has one set of them, with one role: writing ours would take theirs away. Add this one to them by hand, and let their role send to its bucket: %s\\n' "$bucket" "$others" "$rules" >&2
  exit 1
fi`;

/** Writes the rules of replication of a bucket that has none, or ours already; where it has others it writes nothing, and says what to add. The first one is called as it is told. */
export const addRule = (region: string, bucket: string, rule: string, rules: object): string[] =>
  script(ADD_RULE, region, bucket, rule, JSON.stringify(rules));

const ENCRYPTED = `set -eu
region=$1 bucket=$2
rule() { aws s3api get-bucket-encryption --region "$region" --bucket "$bucket" --query "ServerSideEncryptionConfiguration.Rules[0].ApplyServerSideEncryptionByDefault.$1" --output text; }
key=$(rule KMSMasterKeyID)
if [ "$key" = None ]; then
  algorithm=$(rule SSEAlgorithm)
  if [ "$algorithm" = AES256 ]; then echo AES256; else echo aws; fi
  exit 0
fi
of() { aws kms describe-key --region "$region" --key-id "$key" --query "KeyMetadata.$1" --output text; }
manager=$(of KeyManager)
if [ "$manager" = AWS ]; then echo aws; else of Arn; fi`;

/** By what a bucket encrypts: `AES256`, `aws` (a key of AWS's own), or the ARN of a key. */
export const encryptedBy = (region: string, bucket: string): string[] => script(ENCRYPTED, region, bucket);

/** The port of a listener, and how it is spoken to. */
export const listensOn = (region: string, listener: string): string[] => [
  ...['aws', 'elbv2', 'describe-listeners', '--region', region, '--listener-arns', listener],
  ...['--query', 'Listeners[0].[Port,Protocol]', '--output', 'text'],
];

/** Seconds after which a load balancer closes the connection that a client keeps. */
export const clientKept = (region: string, balancer: string): string[] => [
  ...['aws', 'elbv2', 'describe-load-balancer-attributes', '--region', region, '--load-balancer-arn', balancer],
  ...['--query', "Attributes[?Key=='client_keep_alive.seconds'].Value | [0]", '--output', 'text'],
];

/** How many rules of a listener stand ahead of a place. As JSON: the list has pages. */
export const rulesAhead = (region: string, listener: string, place: number): string[] => [
  ...['aws', 'elbv2', 'describe-rules', '--region', region, '--listener-arn', listener],
  ...['--query', `length(Rules[?Priority!='default'&&to_number(Priority)<to_number('${place}')])`, '--output', 'json'],
];
