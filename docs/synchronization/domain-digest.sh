#!/bin/sh
# Run once a day on the administration server of a WebLogic domain, at each site: puts a digest of its configuration, and of each file of it, beside
# those of its twin, where `domain-in-step` compares them (docs/synchronization.md). What is of one site is left out: host names and addresses are
# written as those that SAME names ('own-host=host other-host=host'). UNVERIFIED: not run on a tenancy.
#
#   domain-digest.sh DOMAIN_HOME REGION BUCKET
set -eu
domain=$1 region=$2 bucket=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rules=''
for rule in ${SAME:-}; do
  rules="$rules;s/$(printf '%s' "${rule%%=*}" | sed 's/[][\.*^$/]/\\&/g')/${rule#*=}/g"
done
cd "$domain/config"
# Files of one domain are encrypted by a key of its own: what they hide is compared by nobody.
find . -type f \( -name '*.xml' -o -name '*.properties' -o -name '*.py' \) | LC_ALL=C sort | while IFS= read -r file; do
  printf '%s  %s\n' "$(sed -e 's/{AES[0-9]*}[A-Za-z0-9+/=]*/{AES}/g' -e "s/-/-/$rules" "$file" | sha256sum | cut -d' ' -f1)" "$file"
done >"$work/domain.sha256"
oci os object put --auth instance_principal --region "$region" --bucket-name "$bucket" --name domain.sha256 --file "$work/domain.sha256" --no-multipart --force >/dev/null
