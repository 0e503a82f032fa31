import { script } from '../../words/steps';

/*
 * The command line that asks what an account records of its own calls. Calls and fields are those of
 * https://docs.aws.amazon.com/cli/latest/reference/cloudtrail/ (2026-11). UNVERIFIED: not run against AWS.
 */

const RECORDED = `set -eu
region=$1
trails=$(aws cloudtrail describe-trails --region "$region" --query 'trailList[].TrailARN' --output text)
of() { aws cloudtrail get-event-selectors --region "$region" --trail-name "$1" --query "$2" --output text; }
for trail in $trails; do
  if [ "$trail" = None ]; then continue; fi
  logs=$(aws cloudtrail get-trail-status --region "$region" --name "$trail" --query IsLogging --output text)
  case $logs in [Tt]rue) ;; *) continue ;; esac
  plain=$(of "$trail" "EventSelectors[?IncludeManagementEvents&&ReadWriteType!='ReadOnly'].ReadWriteType | [0]")
  advanced=$(of "$trail" "AdvancedEventSelectors[?FieldSelectors[?Field=='eventCategory'&&contains(Equals,'Management')]&&!FieldSelectors[?Field=='readOnly'&&contains(Equals,'true')]].FieldSelectors[0].Field | [0]")
  if [ "$plain" != None ] || [ "$advanced" != None ]; then
    echo recorded
    exit 0
  fi
done
echo 'no trail that logs has the management events of this region'`;

/** `recorded` where a trail of the region, or of all regions, logs management events that change something. */
export const changesRecorded = (region: string): string[] => script(RECORDED, region);
