import { script } from '../../words/steps';

/*
 * The command lines about images of machines. Calls and options are those of the definitions of the OCI CLI
 * (https://docs.oracle.com/iaas/tools/oci-cli/latest/oci_cli_docs/cmdref/compute/image.html, 2026-11). UNVERIFIED: none of them was run against OCI.
 */

/** The state of an image, by its OCID. */
export const imageState = (region: string, id: string): string[] => [
  ...['oci', 'compute', 'image', 'get', '--region', region, '--image-id', id, '--query', 'data."lifecycle-state"', '--raw-output'],
];

const NAMED = `named() { oci compute image list --region "$1" --compartment-id "$2" --display-name "$3" --all --query "data[?\\"lifecycle-state\\"!='DELETED'].join(' ', [id, \\"lifecycle-state\\"]) | [0] || ''" --raw-output; }`;

const STATE = `set -eu
${NAMED}
said=$(named "$@")
said=\${said:-none ABSENT}
printf '%s\\n' "\${said#* }"`;

/** The state of the image of a name in a compartment, as its region knows it; `ABSENT` where there is none. */
export const namedImageState = (region: string, compartment: string, name: string): string[] => script(STATE, region, compartment, name);

/** Where an image passes on its way. */
export interface ImagePlace {
  readonly region: string;
  readonly compartment: string;
  readonly bucket: string;
}

/** An exported image carries how it is to be run (OCI's own format), so that nothing of that is said again. */
const COPY = `set -eu
${NAMED}
name=$1 region=$2 compartment=$3 bucket=$4 from=$5 account=$6 source=$7
file=$name.oci
listed() { oci os object list --region "$1" --bucket-name "$2" --prefix "$file" --all --fields name,size --query "data[?name=='$file'].name | [0] || ''" --raw-output; }
state() {
  said=$(named "$1" "$2" "$name") || return 1
  said=\${said:-none ABSENT}
  printf '%s\\n' "\${said#* }"
}
until_available() {
  while :; do
    is=$(state "$1" "$2") || return 1
    case $is in
      AVAILABLE) return 0 ;;
      EXPORTING | IMPORTING | PROVISIONING) sleep 30 ;;
      *)
        printf 'image %s in %s: %s\\n' "$name" "$1" "$is" >&2
        return 1
        ;;
    esac
  done
}
space=$(oci os ns get --region "$region" --query data --raw-output)
is=$(state "$region" "$compartment")
if [ "$is" = ABSENT ]; then
  there=$(listed "$region" "$bucket")
  if [ "$there" != "$file" ]; then
    until_available "$from" "$account"
    exported=$(listed "$from" "$source")
    if [ "$exported" != "$file" ]; then
      said=$(named "$from" "$account" "$name")
      oci compute image export to-object --region "$from" --image-id "\${said%% *}" --namespace "$space" --bucket-name "$source" --name "$file" --export-format OCI >/dev/null
      sleep 30
      until_available "$from" "$account"
    fi
    oci os object copy --region "$from" --bucket-name "$source" --source-object-name "$file" --destination-bucket "$bucket" --destination-region "$region" --destination-object-name "$file" </dev/null >/dev/null
    while [ "$there" != "$file" ]; do
      sleep 30
      there=$(listed "$region" "$bucket")
    done
  fi
  oci compute image import from-object --region "$region" --compartment-id "$compartment" --namespace "$space" --bucket-name "$bucket" --name "$file" --display-name "$name" >/dev/null
  sleep 30
fi
until_available "$region" "$compartment"
for at in "$region $bucket" "$from $source"; do
  there=$(listed "\${at% *}" "\${at#* }")
  if [ "$there" = "$file" ]; then
    oci os object delete --region "\${at% *}" --bucket-name "\${at#* }" --object-name "$file" --force
  fi
done
printf '%s: available\\n' "$name"`;

/**
 * Copies an image from one site to the other, where it is not there, and waits until it is: exported into a bucket of its own region, copied to that of the other one, and
 * imported from there (https://docs.oracle.com/iaas/Content/Compute/Tasks/imageimportexport.htm, 2026-11). What it passed is deleted then.
 */
export const copyImage = (name: string, from: ImagePlace, to: ImagePlace): string[] =>
  script(COPY, name, to.region, to.compartment, to.bucket, from.region, from.compartment, from.bucket);
