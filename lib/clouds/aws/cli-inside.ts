import { COPIES_TAG } from '../../port/velero';
import { THROUGH_TUNNEL } from '../../port/tunnel-words';

/*
 * What is told inside of a cluster of AWS: kubectl and helm of the machine that runs this, by way of a session of Systems Manager to one of its nodes, since the
 * API has no address in the internet (https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-sessions-start.html#sessions-remote-port-forwarding,
 * 2026-11). A session is made for one call, and ends with it. Who is let in is the role of recovery of that cluster. UNVERIFIED: none of them was run against AWS.
 */

/** A cluster, as it is asked for. */
export interface ClusterWords {
  /** Where it is. */
  readonly region: string;
  /** Its name. */
  readonly cluster: string;
}

/** A cluster, and as whom it is told. */
export interface InsideWords extends ClusterWords {
  /** The ARN of the role that recovery works as, inside. */
  readonly role: string;
}

/** Their words, as every line has them first. */
export const inside = ({ region, cluster, role }: InsideWords): string[] => [region, cluster, role];

/** Functions of a shell: what a cluster says of itself, and the bucket of its copies. */
export const OF_CLUSTER = `of_cluster() { aws eks describe-cluster --region "$region" --name "$cluster" --query "cluster.$1" --output text; }
copies_in() {
  bucket=$(of_cluster 'tags."${COPIES_TAG}"') || return 1
  case $bucket in
    '' | None)
      printf '%s says no bucket of its copies: apply the stack of its site\\n' "$cluster" >&2
      return 1
      ;;
  esac
}`;

/** `REGION CLUSTER ROLE …`: a cluster that is asked about. */
export const CLUSTER_ASKED = `set -eu
region=$1 cluster=$2 role=$3
shift 3
${OF_CLUSTER}`;

/**
 * Behind those words, kubectl and helm reach the cluster from then on. A node that has just been made is reached some minutes after it runs, so that one is waited for. What the program
 * of AWS begins goes on without it, and ends with its session.
 */
export const WAY = `session-manager-plugin --version >/dev/null
umask 077
dir=$(mktemp -d)
tunnel=
: >"$dir/session"
leave() {
  for session in $(sed -n 's/^Starting session with SessionId: *//p' "$dir/session"); do
    aws ssm terminate-session --region "$region" --session-id "$session" --output json >/dev/null 2>&1 || :
  done
  if [ -n "$tunnel" ]; then kill "$tunnel" 2>/dev/null || :; fi
  rm -rf "$dir"
}
trap leave EXIT
trap 'exit 1' HUP INT TERM
host=$(of_cluster endpoint)
host=\${host#https://}
node= tries=0
while [ -z "$node" ]; do
  running=$(aws ec2 describe-instances --region "$region" --filters "Name=tag:eks:cluster-name,Values=$cluster" Name=instance-state-name,Values=running --query 'Reservations[].Instances[].InstanceId' --output text)
  for one in $running; do
    if [ "$one" = None ]; then continue; fi
    state=$(aws ssm get-connection-status --region "$region" --target "$one" --query Status --output text)
    if [ "$state" = connected ]; then
      node=$one
      break
    fi
  done
  if [ -n "$node" ]; then break; fi
  tries=$((tries + 1))
  if [ "$tries" -ge 40 ]; then
    printf 'no node of %s in %s is reached by Systems Manager: is there one (aws eks list-nodegroups), and a way out of its subnet?\\n' "$cluster" "$region" >&2
    exit 1
  fi
  sleep 15
done
port=$((20000 + $$ % 20000))
tunnel() {
  aws ssm start-session --region "$region" --target "$node" --document-name AWS-StartPortForwardingSessionToRemoteHost --parameters "host=$host,portNumber=443,localPortNumber=$port" </dev/null >>"$dir/session" 2>"$dir/said" &
  tunnel=$! begun=0
  until [ -s "$dir/session" ] || [ "$begun" -ge 20 ]; do
    begun=$((begun + 1))
    sleep 1
  done
}
KUBECONFIG=$dir/config
export KUBECONFIG
aws eks update-kubeconfig --region "$region" --name "$cluster" --role-arn "$role" --kubeconfig "$KUBECONFIG" >/dev/null
${THROUGH_TUNNEL}`;

/** `REGION CLUSTER ROLE …`: a cluster that is reached. */
export const REACH = `${CLUSTER_ASKED}
${WAY}`;

/**
 * The same words, ahead of {@link WAY}: a function that says a word, and ends, once no node is wanted any more. Nothing of the application runs then, and nothing
 * is told inside without one. Its fence takes them, and waits for the last copy.
 */
export const UNLESS_IDLE = `${CLUSTER_ASKED}
nodes=0
pools=$(aws eks list-nodegroups --region "$region" --cluster-name "$cluster" --query 'nodegroups' --output text)
for pool in $pools; do
  if [ "$pool" = None ]; then continue; fi
  wanted=$(aws eks describe-nodegroup --region "$region" --cluster-name "$cluster" --nodegroup-name "$pool" --query nodegroup.scalingConfig.desiredSize --output json)
  nodes=$((nodes + wanted))
done
idle() { if [ "$nodes" -eq 0 ]; then echo "$1"; exit 0; fi; }`;
