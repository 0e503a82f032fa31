#!/bin/sh
# Keeps folders of a machine (shared files, what partners leave by sFTP) in step with those of its twin at the other site, over the private way between the
# two networks. It is what a machine of Oracle Linux is told when it boots (user data), at both sites alike, behind lines that say (docs/synchronization.md):
#
#   OWN='https://own-entrance/.continuity/serving' PEER='https://other-entrance/.continuity/serving' FROM='sync@10.10.128.20'
#   PATHS='/srv/share /srv/sftp' REGION='eu-paris-1' COMPARTMENT='ocid1.compartment.oc1..example' NAME='claims-files'
#
# The site that stands by pulls; the one that serves is only read. What tells them apart is what the entrances say, so that no move has to be told to
# a machine, and what was left never overwrites who took over. Removed files are kept for 30 days. UNVERIFIED: not run on a tenancy.
set -eu
root=${ROOT:-}
mkdir -p "$root/etc/continuity" "$root/etc/systemd/system" "$root/usr/local/sbin" "$root/var/lib/continuity"
(umask 077 && for name in OWN PEER FROM PATHS REGION COMPARTMENT NAME; do
  eval "value=\${$name:?}"
  printf "%s='%s'\n" "$name" "$value"
done >"$root/etc/continuity/sync")

cat >"$root/usr/local/sbin/continuity-sync" <<'JOB'
#!/bin/sh
# pull: brings what the twin has, where that one serves and this one stands by. verify: counts what differs, by checksums of everything.
set -eu
home=${CONTINUITY_ROOT:-}
. "$home/etc/continuity/sync"
kept="$home/var/lib/continuity"
ssh='ssh -o BatchMode=yes -o StrictHostKeyChecking=yes -o ConnectTimeout=20'
# More removals at once are no day's work: somebody looks at them, and nothing is removed meanwhile.
most=${MOST_REMOVED:-500}

serves() { [ "$(curl -s -o /dev/null -w '%{http_code}' --max-time 10 "$1" || true)" = 200 ]; }

# A number of this site, where it stands: it is told there when the other one is lost.
publish() {
  oci monitoring metric-data post --auth instance_principal --region "$REGION" --endpoint "https://telemetry-ingestion.$REGION.oraclecloud.com" --metric-data "[{\"namespace\": \"continuity\", \"compartmentId\": \"$COMPARTMENT\", \"name\": \"$1\", \"dimensions\": {\"of\": \"$NAME\"}, \"datapoints\": [{\"timestamp\": \"$(date -u +%Y-%m-%dT%H:%M:%SZ)\", \"value\": $2}]}]" >/dev/null
}

if serves "$OWN"; then
  echo 'this site serves: nothing is pulled'
  exit 0
fi
now=$(date +%s)
last=$(cat "$kept/last" 2>/dev/null || echo 0)
if ! serves "$PEER"; then
  publish sync_age "$((now - last))"
  echo 'nobody serves there: what is here stays as it is'
  exit 0
fi

case $1 in
  pull)
    failed=0
    for path in $PATHS; do
      rsync -aHAX --numeric-ids --delete --max-delete="$most" --backup --backup-dir="$kept/removed/$(date +%F)$path" -e "$ssh" "$FROM:$path/" "$home$path/" || {
        ended=$?
        # 24: a file was gone before it was read.
        [ "$ended" -eq 24 ] || failed=$ended
      }
    done
    [ "$failed" -ne 0 ] || echo "$now" >"$kept/last"
    find "$kept/removed" -mindepth 1 -maxdepth 1 -mtime +30 -exec rm -rf {} + 2>/dev/null || true
    publish sync_age "$((now - $(cat "$kept/last" 2>/dev/null || echo 0)))"
    exit "$failed"
    ;;
  verify)
    differ=0
    for path in $PATHS; do
      said=$(rsync -aHAXnic --numeric-ids --delete -e "$ssh" "$FROM:$path/" "$home$path/")
      differ=$((differ + $(printf '%s' "$said" | grep -c . || true)))
    done
    publish sync_differences "$differ"
    echo "$differ differ"
    ;;
esac
JOB
chmod 755 "$root/usr/local/sbin/continuity-sync"

for verb in pull verify; do
  printf '[Unit]\nDescription=Files in step with the other site: %s\nAfter=network-online.target\n[Service]\nType=oneshot\nExecStart=/usr/local/sbin/continuity-sync %s\n' "$verb" "$verb" >"$root/etc/systemd/system/continuity-$verb.service"
done
printf '[Timer]\nOnBootSec=2min\nOnUnitInactiveSec=2min\n[Install]\nWantedBy=timers.target\n' >"$root/etc/systemd/system/continuity-pull.timer"
printf '[Timer]\nOnCalendar=*-*-* 03:30:00 UTC\nRandomizedDelaySec=20min\nPersistent=true\n[Install]\nWantedBy=timers.target\n' >"$root/etc/systemd/system/continuity-verify.timer"
dnf install -y rsync
# Images of Oracle have it.
command -v oci >/dev/null || dnf install -y python39-oci-cli
systemctl daemon-reload
systemctl enable --now continuity-pull.timer continuity-verify.timer
