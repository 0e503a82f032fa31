import { ROOM } from '../../port/room-words';
import { MORE } from '../../words/doctor';
import { script } from '../../words/steps';
import { GALLERY_IMAGE } from './facts';

/*
 * The command lines about groups of machines, their images and their room. Calls and options are those of the core of the Azure CLI 2.91 (`az vmss … --help`,
 * `az sig … --help`), fields those of the REST reference (https://learn.microsoft.com/rest/api/compute/virtual-machine-scale-sets). UNVERIFIED: none of them
 * was run against Azure.
 */

/** A group, as the command line names it. */
export interface GroupWords {
  readonly subscription: string;
  readonly group: string;
  readonly machines: string;
}

/** What a line asks of a group, and how many machines it wants. */
export const OF_GROUP = `subscription=$1 group=$2 machines=$3
wanted=$(az vmss show --subscription "$subscription" --resource-group "$group" --name "$machines" --query sku.capacity --output tsv)
case $wanted in '' | *[!0-9]*) printf 'no number of machines: "%s"\\n' "$wanted" >&2; exit 1 ;; esac`;

const START = `set -eu
${OF_GROUP}
least=$4
if [ "$wanted" -lt "$least" ]; then
  az vmss scale --subscription "$subscription" --resource-group "$group" --name "$machines" --new-capacity "$least" --no-wait --output none
  wanted=$least
fi
printf '%s wanted\\n' "$wanted"`;

/** Wants at least so many machines; it never wants fewer. */
export const startGroup = ({ subscription, group, machines }: GroupWords, least: number): string[] =>
  script(START, subscription, group, machines, String(least));

const STOP = `set -eu
${OF_GROUP}
if [ "$wanted" -gt 0 ]; then az vmss scale --subscription "$subscription" --resource-group "$group" --name "$machines" --new-capacity 0 --no-wait --output none; fi
echo '0 wanted'`;

/** Wants none. */
export const stopGroup = ({ subscription, group, machines }: GroupWords): string[] => script(STOP, subscription, group, machines);

const STEADY = `set -eu
${OF_GROUP}
least=$4 asked=$5
all=$(az vmss list-instances --subscription "$subscription" --resource-group "$group" --name "$machines" --expand instanceView --query "[].join(' ', [to_string(latestModelApplied), provisioningState, instanceView.vmHealth.status.code || 'unknown'])" --output tsv)
count=0 well=0 older=0
while read -r newest state health; do
  if [ -z "$newest" ]; then continue; fi
  count=$((count + 1))
  case $asked:$state:$health in *:Succeeded:HealthState/healthy | no:Succeeded:unknown) well=$((well + 1)) ;; esac
  if [ "$newest" != true ]; then older=$((older + 1)); fi
done <<EOF
$all
EOF
is=steady upgrade=
if [ "$well" -lt "$least" ] || [ "$well" -ne "$wanted" ] || [ "$count" -ne "$wanted" ]; then is='not yet'; fi
if [ "$older" -gt 0 ]; then
  upgrade=$(az vmss rolling-upgrade get-latest --subscription "$subscription" --resource-group "$group" --name "$machines" --query "join(' ', [runningStatus.code, error.message || ''])" --output tsv)
  case $upgrade in RollingForward*) is='not yet' ;; esac
  upgrade=", $older of an older version: $upgrade"
fi
printf '%s: %s of %s are well%s\\n' "$is" "$well" "$wanted" "$upgrade"`;

/**
 * `steady: …` where all wanted machines are there and well, so many at least, and none of an older version is being replaced: a replacement that was given up
 * is said, and stops nothing. `asked`: Azure asks each how it is; of a group that exists, where nobody may, one that says nothing is well.
 */
export const groupSteady = ({ subscription, group, machines }: GroupWords, least: number, asked = true): string[] =>
  script(STEADY, subscription, group, machines, String(least), asked ? 'yes' : 'no');

/** What a group that is steady answers. */
export const IS_STEADY_GROUP = 'steady: .*';

const LEFT = `set -eu
${OF_GROUP}
left=$(az vmss list-instances --subscription "$subscription" --resource-group "$group" --name "$machines" --query 'length(@)' --output tsv)
printf '%s wanted, %s that run\\n' "$wanted" "$left"`;

/** Machines that are wanted, and that are there. */
export const machinesLeft = ({ subscription, group, machines }: GroupWords): string[] => script(LEFT, subscription, group, machines);

/** What a group answers of which no machine is left. */
export const NO_MACHINE = '0 wanted, 0 that run';

/** How an image was made, by its id. */
export const imageState = (id: string): string[] => [
  ...['az', 'resource', 'show', '--ids', id, '--query', 'properties.provisioningState', '--output', 'tsv'],
];

/** Where the versions of an image are kept. */
export interface GalleryWords {
  readonly subscription: string;
  readonly group: string;
  readonly gallery: string;
}

const COPY = `set -eu
subscription=$1 version=$2 from=$3 source=$4 group=$5 gallery=$6 region=$7
of() { az sig image-version list --subscription "$subscription" --resource-group "$1" --gallery-name "$2" --gallery-image-definition ${GALLERY_IMAGE} --query "[?name=='$version'].$3 | [0]" --output tsv; }
state=$(of "$group" "$gallery" provisioningState)
if [ -z "$state" ]; then
  id=$(of "$from" "$source" id)
  made=$(of "$from" "$source" provisioningState)
  if [ "$made" != Succeeded ]; then printf 'no image %s is in the gallery %s: "%s"\\n' "$version" "$source" "$made" >&2; exit 1; fi
  regions=$(az sig image-version show --subscription "$subscription" --resource-group "$from" --gallery-name "$source" --gallery-image-definition ${GALLERY_IMAGE} --gallery-image-version "$version" --query 'publishingProfile.targetRegions[].name' --output tsv)
  if ! printf '%s\\n' "$regions" | tr -d ' ' | tr '[:upper:]' '[:lower:]' | grep -qxF -e "$region"; then
    az sig image-version update --subscription "$subscription" --resource-group "$from" --gallery-name "$source" --gallery-image-definition ${GALLERY_IMAGE} --gallery-image-version "$version" --add publishingProfile.targetRegions name="$region" --output none
  fi
  az sig image-version create --subscription "$subscription" --resource-group "$group" --gallery-name "$gallery" --gallery-image-definition ${GALLERY_IMAGE} --gallery-image-version "$version" --location "$region" --target-regions "$region" --image-version "$id" --no-wait --output none
fi
while :; do
  state=$(of "$group" "$gallery" provisioningState)
  case $state in
    Succeeded) break ;;
    '' | Creating | Updating | Migrating) sleep 15 ;;
    *) printf 'image %s in %s: %s; delete it (az sig image-version delete), and run this again\\n' "$version" "$gallery" "$state" >&2; exit 1 ;;
  esac
done
printf '%s: available\\n' "$version"`;

/**
 * Copies a version of an image from the gallery of one site to that of the other, where it is not there, and waits until it is: "the source image version must
 * be replicated to the region where your destination gallery is located"
 * (https://learn.microsoft.com/azure/virtual-machines/image-version-another-gallery-cli), so that it is, first.
 */
export const copyImage = (version: string, from: GalleryWords, to: GalleryWords & { readonly region: string }): string[] =>
  script(COPY, to.subscription, version, from.group, from.gallery, to.group, to.gallery, to.region);

const OFFERED = `set -eu
subscription=$1 region=$2 size=$3 zones=$4
of() { az vm list-skus --subscription "$subscription" --location "$region" --resource-type virtualMachines --size "$size" --query "[?name=='$size'] | [0].$1" --output tsv; }
name=$(of name)
if [ "$name" != "$size" ]; then printf '%s is not offered to %s\\n' "$size" "$subscription"; exit; fi
has=" $(of 'locationInfo[0].zones[]' | tr '\\n\\t' '  ') "
shut=" $(of 'restrictions[].restrictionInfo.zones[]' | tr '\\n\\t' '  ') "
for zone in $zones; do
  case $has in *" $zone "*) ;; *) printf '%s is not offered in zone %s\\n' "$size" "$zone"; exit ;; esac
  case $shut in *" $zone "*) printf '%s is not offered to %s in zone %s\\n' "$size" "$subscription" "$zone"; exit ;; esac
done
echo offered`;

/** Whether a subscription is offered a size in a region, in each of these zones. */
export const sizeOffered = (subscription: string, region: string, size: string, zones: readonly string[]): string[] =>
  script(OFFERED, subscription, region, size, zones.join(' '));

const CORES = `set -eu
${ROOM}
subscription=$1 region=$2 size=$3 more=$4
family=$(az vm list-skus --subscription "$subscription" --location "$region" --resource-type virtualMachines --size "$size" --all --query "[?name=='$size'].family | [0]" --output tsv)
usage() { az vm list-usage --subscription "$subscription" --location "$region" --query "[?name.value=='$1'].$2 | [0]" --output tsv; }
for of in cores "$family"; do
  used=$(usage "$of" currentValue)
  max=$(usage "$of" limit)
  said=$(room "$used" "$max" "$more")
  case $said in room*) ;; *) printf '%s: %s\\n' "$of" "$said"; exit ;; esac
done
printf '%s\\n' "$said"`;

/** Whether a subscription has room for so many virtual CPUs more in a region: of all sizes, and of the family of this one. */
export const machineRoom = (subscription: string, region: string, size: string): string[] =>
  script(CORES, subscription, region, size, MORE);

/** Whether a feature of a namespace is registered. */
export const featureState = (subscription: string, namespace: string, name: string): string[] => [
  ...['az', 'feature', 'show', '--subscription', subscription, '--namespace', namespace, '--name', name],
  ...['--query', 'properties.state', '--output', 'tsv'],
];

const KEPT = `set -eu
kept=$(az capacity reservation list --subscription "$1" --resource-group "$2" --capacity-reservation-group "$3" --query 'sum([].sku.capacity)' --output tsv)
kept=\${kept%.0}
case $kept in '' | *[!0-9]*) printf 'no number of machines: "%s"\\n' "$kept"; exit ;; esac
if [ "$kept" -ge "$4" ]; then echo kept; else printf 'capacity for %s of %s\\n' "$kept" "$4"; fi`;

/** Whether capacity for so many machines is kept. */
export const capacityKept = (subscription: string, group: string, reservation: string, count: number): string[] =>
  script(KEPT, subscription, group, reservation, String(count));

/** What is answered then. */
export const IS_KEPT = 'kept';
