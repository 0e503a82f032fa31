/**
 * Text of a shell behind a kubeconfig, `$KUBECONFIG`, of a cluster whose API is `$host`: kubectl and helm go to `$port` of this machine from then on, by what a function
 * `tunnel` begins in the background, as `$tunnel`; it says what is wrong into `$dir/said`, and is begun again until the API answers. The certificate is judged by
 * the authority of the cluster all the same.
 */
export const THROUGH_TUNNEL = `name=$(kubectl config view --output 'jsonpath={.clusters[0].name}')
kubectl config set-cluster "$name" --server "https://127.0.0.1:$port" --tls-server-name "$host" >/dev/null
tunnel
tries=0
until kubectl get --raw /readyz --request-timeout 10s >/dev/null 2>"$dir/asked"; do
  tries=$((tries + 1))
  if [ "$tries" -ge 24 ]; then
    cat "$dir/said" "$dir/asked" >&2
    exit 1
  fi
  sleep 5
  kill -0 "$tunnel" 2>/dev/null || tunnel
done`;
