import { THROUGH_TUNNEL } from '../../port/tunnel-words';
import { BUCKET, wordsOf, type ClusterWords } from './cli-kubernetes';

/*
 * What is told inside of a cluster of OCI: kubectl and helm of the machine that runs this, by way of a session of OCI Bastion, since the API has no address in the
 * internet (https://docs.oracle.com/iaas/Content/ContEng/Tasks/contengsettingupbastion.htm, 2026-11). A session is made for one call, with a key that is made for
 * it, and ends with it. What `oci` is logged in as is who is let in. UNVERIFIED: none of them was run against OCI.
 */

/** A cluster, and the way to its API. */
export interface InsideWords extends ClusterWords {
  /** Name of the bastion. */
  readonly bastion: string;
  /** Second-level domain of the endpoints of its region. */
  readonly domain: string;
}

/** Their words, as every line has them first. */
export const inside = ({ bastion, domain, ...of }: InsideWords): string[] => [...wordsOf(of), bastion, domain];

/** `REGION COMPARTMENT CLUSTER BASTION DOMAIN …`: a cluster that is asked about. */
export const OF_CLUSTER = `set -eu
region=$1 compartment=$2 cluster=$3 bastion=$4 domain=$5
shift 5
${BUCKET}`;

/**
 * Behind those words, kubectl and helm reach the cluster from then on. The host key of a bastion is not known ahead; what is sent through it is
 * TLS to an API whose certificate is judged by the authority of its own cluster. A session is seen by the host some seconds after it is active, so that
 * the tunnel is begun again until the API answers.
 */
export const WAY = `umask 077
dir=$(mktemp -d)
session= tunnel=
leave() {
  if [ -n "$tunnel" ]; then kill "$tunnel" 2>/dev/null || :; fi
  if [ -n "$session" ]; then oci bastion session delete --region "$region" --session-id "$session" --force >/dev/null 2>&1 || :; fi
  rm -rf "$dir"
}
trap leave EXIT
trap 'exit 1' HUP INT TERM
id=$(of_cluster id)
host=$(of_cluster 'endpoints."private-endpoint"')
host=\${host%:*}
by=$(oci bastion bastion list --region "$region" --compartment-id "$compartment" --name "$bastion" --bastion-lifecycle-state ACTIVE --all --query 'data[0].id' --raw-output)
if [ -z "$id" ] || [ -z "$host" ] || [ -z "$by" ]; then
  printf 'there is no cluster %s in %s, or no bastion %s: apply the stack of its site\\n' "$cluster" "$region" "$bastion" >&2
  exit 1
fi
ssh-keygen -q -t rsa -b 3072 -N '' -C continuity -f "$dir/key"
session=$(oci bastion session create-port-forwarding --region "$region" --bastion-id "$by" --display-name continuity --key-type PUB --ssh-public-key-file "$dir/key.pub" --target-private-ip "$host" --target-port 6443 --session-ttl 10800 --query data.id --raw-output)
tries=0
until [ "$(oci bastion session get --region "$region" --session-id "$session" --query 'data."lifecycle-state"' --raw-output)" = ACTIVE ]; do
  tries=$((tries + 1))
  if [ "$tries" -ge 30 ]; then
    printf 'the session %s is not active\\n' "$session" >&2
    exit 1
  fi
  sleep 5
done
port=$((20000 + $$ % 20000))
tunnel() {
  ssh -i "$dir/key" -o IdentitiesOnly=yes -o BatchMode=yes -o StrictHostKeyChecking=accept-new -o UserKnownHostsFile="$dir/hosts" -o ExitOnForwardFailure=yes -o ServerAliveInterval=15 -N -L "127.0.0.1:$port:$host:6443" -p 22 "$session@host.bastion.$region.oci.$domain" </dev/null >/dev/null 2>"$dir/said" &
  tunnel=$!
}
KUBECONFIG=$dir/config
export KUBECONFIG
oci ce cluster create-kubeconfig --region "$region" --cluster-id "$id" --file "$KUBECONFIG" --token-version 2.0.0 --kube-endpoint PRIVATE_ENDPOINT --with-auth-context >/dev/null
${THROUGH_TUNNEL}`;

/** `REGION COMPARTMENT CLUSTER BASTION DOMAIN …`: a cluster that is reached. */
export const REACH = `${OF_CLUSTER}
${WAY}`;

/**
 * The same words, ahead of {@link WAY}: a function that says a word, and ends, once no node is wanted any more. Nothing of the application runs then, and
 * nothing is told inside. Its fence takes them, and waits for the last copy.
 */
export const UNLESS_IDLE = `${OF_CLUSTER}
cluster_id
nodes=$(oci ce node-pool list --region "$region" --compartment-id "$compartment" --cluster-id "$id" --all --query "to_string(sum(data[?\\"lifecycle-state\\"!='DELETED'].\\"node-config-details\\".size))" --raw-output)
idle() { case $nodes in '' | 0 | 0.0) echo "$1"; exit 0 ;; esac; }`;
