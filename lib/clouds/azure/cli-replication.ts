import { script } from '../../words/steps';

/*
 * The command lines of Site Recovery and of single machines. What replicates is asked by `az rest`, with paths, bodies and fields of the API that azurerm 4.55 calls, too
 * (2024-04-01; https://learn.microsoft.com/rest/api/site-recovery/replication-protected-items): the extension `site-recovery` of the Azure CLI is one more
 * thing to install on the day. What is allowed of a machine of Azure goes by the names that its vendor's own tests recorded: UnplannedFailover, DisableProtection and
 * TestFailover of one that is protected, CompleteMigration, DisableProtection and SwitchProtection of one that was failed over and committed
 * (https://github.com/Azure/azure-cli-extensions, src/site-recovery, test_siterecovery_A2A_selfcreated_scenarios.yaml; https://github.com/Azure/azure-powershell,
 * AsrA2ATests/A2AReprotectTest.json; 2025). UNVERIFIED: none of these lines was run against Azure.
 */

const API = 'api-version=2024-04-01';

const said = (item: string, query: string, of = ''): string[] => [
  ...['az', 'rest', '--method', 'get', '--url', `${item}${of}?${API}`, '--query', query, '--output', 'tsv'],
];

/** Whether what is replicated may be failed over, and how its replication is. */
export const replicationState = (item: string): string[] =>
  said(
    item,
    "join(' ', [contains(properties.allowedOperations, 'UnplannedFailover') && 'follows' || 'does not follow', properties.replicationHealth])",
  );

/** What that says of one that may be failed over, however its source is. */
export const MAY_FAIL_OVER = 'follows .*';
/** The same, of one whose replication is well. */
export const IS_REPLICATED = 'follows (Normal|Warning)';

/** A machine as the command line names it. */
export interface MachineWords {
  readonly subscription: string;
  readonly group: string;
  readonly machine: string;
}

const wordsOf = ({ subscription, group, machine }: MachineWords): readonly string[] => [subscription, group, machine];

const SWITCHABLE = `set -eu
state=$(az rest --method get --url "$4?${API}" --query "join(' ', [contains(properties.allowedOperations, 'UnplannedFailover') && 'follows' || 'does not follow', properties.replicationHealth])" --output tsv)
case $state in
  'follows '*) power=$(az vm get-instance-view --subscription "$1" --resource-group "$2" --name "$3" --query "instanceView.statuses[?starts_with(code, 'PowerState/')].code | [0]" --output tsv) ;;
  *) power= ;;
esac
if [ "$power" = PowerState/deallocated ]; then echo 'follows stopped'; else printf '%s\\n' "$state"; fi`;

/**
 * The same, ahead of a switch; `follows stopped` where the machine that it is made from does not run, since Site Recovery hears nothing of that one, and calls its
 * health critical: so it is where an earlier run was broken off behind the fence. What has not arrived is asked later ({@link replicationPending}).
 */
export const switchable = (item: string, from: MachineWords): string[] => script(SWITCHABLE, ...wordsOf(from), item);

/** What that says of one that may be switched. */
export const IS_SWITCHABLE = 'follows (Normal|Warning|stopped)';

/** MB that wait in the machine, and on their way. */
export const replicationPending = (item: string): string[] =>
  said(
    item,
    'sum(properties.providerSpecificDetails.protectedManagedDisks[].[dataPendingAtSourceAgentInMB, dataPendingInStagingStorageAccountInMB][])',
  );

/** Whether a machine is there: where it was not made yet, or its group was not, nobody stops or starts it. */
const IS_THERE = `set -eu
there=$(az group exists --subscription "$1" --name "$2" --output tsv)
case $there in
  [Tt]rue) ;;
  [Ff]alse) echo 'not there'; exit 0 ;;
  *) printf 'nobody knows whether %s is there: "%s"\\n' "$2" "$there" >&2; exit 1 ;;
esac
all=$(az vm list --subscription "$1" --resource-group "$2" --query '[].name' --output tsv)
if ! printf '%s\\n' "$all" | grep -qixF -e "$3"; then echo 'not there'; exit 0; fi`;

const POWER = `${IS_THERE}
az vm get-instance-view --subscription "$1" --resource-group "$2" --name "$3" --query "instanceView.statuses[?starts_with(code, 'PowerState/')].code | [0]" --output tsv`;

/** How a machine is: PowerState/running, PowerState/deallocated; or `not there`. */
export const powerState = (of: MachineWords): string[] => script(POWER, ...wordsOf(of));

/** What one that runs says, and one that does not. */
export const RUNS = 'PowerState/running';
/** What one says that takes no write: it is off, or was never made. */
export const RUNS_NOT = 'PowerState/deallocated|not there';

const STOP = `${IS_THERE}
az vm deallocate --subscription "$1" --resource-group "$2" --name "$3" --output none`;

/** Stops a machine, and gives its capacity back. */
export const deallocate = (of: MachineWords): string[] => script(STOP, ...wordsOf(of));

const START = `${IS_THERE}
az vm start --subscription "$1" --resource-group "$2" --name "$3" --output none`;

/** Starts it; one that runs is left alone, and one that was not made yet, too. */
export const startMachine = (of: MachineWords): string[] => script(START, ...wordsOf(of));

const TAKEN = `set -eu
is=$(az vm show --ids "$1" --query "join(' ', [location, to_string(length([[storageProfile.osDisk], storageProfile.dataDisks][].managedDisk.diskEncryptionSet[])), to_string(length([[storageProfile.osDisk], storageProfile.dataDisks][] | [?managedDisk==null]))])" --output tsv)
printf '%s\\n' "$is"`;

/** The region of a machine, how many of its disks have a key of their own, and how many are no managed ones. */
export const machineTaken = (machine: string): string[] => script(TAKEN, machine);

/** Whether an item is listed where it stands, and what is allowed of it. */
const OF_ITEM = `set -eu
item=$1
listed() { az rest --method get --url "\${item%/*}?${API}" --query "length(value[?name=='\${item##*/}'])" --output tsv; }
allowed() { ops=$(az rest --method get --url "$item?${API}" --query properties.allowedOperations --output tsv); ops=" $(printf '%s' "$ops" | tr '\\n\\t' '  ') "; }`;

const ENABLE = `${OF_ITEM}
machine=$2 policy=$3 container=$4 cache=$5 group=$6 network=$7 subnet=$8
there=$(listed)
if [ "$there" = 0 ]; then
  body=$(az vm show --ids "$machine" --query "{properties: {policyId: '$policy', providerSpecificDetails: {instanceType: 'A2A', fabricObjectId: id, recoveryContainerId: '$container', recoveryResourceGroupId: '$group', recoveryAzureNetworkId: '$network', recoverySubnetName: '$subnet', vmManagedDisks: [[storageProfile.osDisk], storageProfile.dataDisks][].managedDisk.{diskId: id, primaryStagingAzureStorageAccountId: '$cache', recoveryResourceGroupId: '$group', recoveryReplicaDiskAccountType: storageAccountType, recoveryTargetDiskAccountType: storageAccountType}}}}" --output json)
  az rest --method put --url "$item?${API}" --body "$body" --output none
fi`;

/** What a machine is replicated by, and where it will stand. */
export interface Replicated {
  readonly item: string;
  readonly machine: string;
  readonly policy: string;
  readonly container: string;
  readonly cache: string;
  readonly group: string;
  readonly network: string;
  readonly subnet: string;
}

/** Has a machine replicated, with all the disks that it has then; one that is already is left alone. It does not wait. */
export const replicateMachine = (of: Replicated): string[] =>
  script(ENABLE, of.item, of.machine, of.policy, of.container, of.cache, of.group, of.network, of.subnet);

const FAILOVER = `${OF_ITEM}
named() { az rest --method get --url "$item?${API}" --query "properties.currentScenario.scenarioName=='UnplannedFailover' && properties.currentScenario.jobId || ''" --output tsv; }
allowed
before=
case $ops in
  *" UnplannedFailover "*)
    before=$(named)
    az rest --method post --url "$item/unplannedFailover?${API}" --headers Content-Type=application/json --body '{"properties":{"failoverDirection":"PrimaryToRecovery","sourceSiteOperations":"NotRequired","providerSpecificDetails":{"instanceType":"A2A"}}}' --output none
    ;;
esac
job=
while :; do
  allowed
  case $ops in *" Commit "* | *" SwitchProtection "*) break ;; esac
  now=$(named)
  case $now in "$before") ;; /*) job=$now ;; esac
  if [ -n "$job" ]; then
    state=$(az rest --method get --url "$job?${API}" --query properties.state --output tsv)
    case $state in
      Failed | Cancelled)
        why=$(az rest --method get --url "$job?${API}" --query 'properties.errors[].[serviceErrorDetails.message, serviceErrorDetails.recommendedAction, providerErrorDetails.errorMessage]' --output tsv)
        printf 'its job ended as %s (%s):\n%s\n' "$state" "$job" "$why" >&2
        exit 1
        ;;
    esac
  fi
  sleep 15
done
echo 'failed over'`;

/**
 * Makes a machine of the newest point, from what is at the other site alone, and waits; one that was made is left alone. Where its job fails it stops at once with
 * what that says, and done again it begins another one: what is replicated may name the job that failed before for a while, which is not that of this run
 * (https://learn.microsoft.com/rest/api/site-recovery/replication-jobs/get; UNVERIFIED: that what is replicated names its job as long as that runs).
 */
export const failOver = (item: string): string[] => script(FAILOVER, item);

const FAILOVER_WHERE_THERE = `item=$1
listed=$(az rest --method get --url "\${item%/*}?${API}" --query "length(value[?name=='\${item##*/}'])" --output tsv) || exit 1
if [ "$listed" = 0 ]; then echo 'nothing is replicated'; exit 0; fi
${FAILOVER}`;

/** The same where something is replicated there; else nothing. */
export const failOverWhereThere = (item: string): string[] => script(FAILOVER_WHERE_THERE, item);

const END = `set -eu
vault=$1 begun=
once() {
  case $begun in *" $1 "*) return 1 ;; esac
  begun="$begun $1 "
}
while :; do
  all=$(az rest --method get --url "$vault/replicationProtectedItems?${API}" --query "value[].join(' ', [id, join(' ', properties.allowedOperations || \\\`[]\\\`)])" --output tsv)
  if [ -z "$all" ]; then break; fi
  while read -r item ops; do
    case " $ops " in
      *" UnplannedFailover "*) printf '%s was not failed over, and is left alone\\n' "$item" >&2; exit 1 ;;
      *" Commit "*) if once "commit:$item"; then az rest --method post --url "$item/failoverCommit?${API}" --output none; fi ;;
      *" DisableProtection "*) if once "remove:$item"; then az rest --method post --url "$item/remove?${API}" --headers Content-Type=application/json --body '{"properties":{"disableProtectionReason":"NotSpecified","replicationProviderInput":{"instanceType":"DisableProtectionProviderSpecificInput"}}}' --output none; fi ;;
    esac
  done <<EOF
$all
EOF
  sleep 15
done`;

/**
 * Commits what was failed over by a vault, and ends all that is replicated by it; what was not failed over is refused. The machine that was made stays as it is.
 */
export const endReplication = (vault: string): string[] => script(END, vault);

const NEWEST = `set -eu
at=$(az rest --method get --url "$1/recoveryPoints?${API}" --query 'max(value[].properties.recoveryPointTime)' --output tsv)
case $at in '' | None) printf 'there is no point\\n' >&2; exit 1 ;; esac
lacked=$((\${2:-$(date +%s)} - $(date -d "$at" +%s)))
echo $((lacked > 0 ? lacked : 0))`;

/** Seconds between the newest point and a moment: what is lost by it. (`date -d` is that of GNU.) @default now */
export const pointAge = (item: string, moment = ''): string[] => script(NEWEST, item, moment);

const BACKED_UP = `set -eu
has=$(az backup protection check-vm --subscription "$1" --vm "$2" --output tsv)
if [ -z "$has" ]; then az backup protection enable-for-vm --subscription "$1" --resource-group "$3" --vault-name "$4" --vm "$2" --policy-name "$5" --output none; fi`;

/** Has a machine copied by Azure Backup, in the vault of its site, where nobody does. */
export const backUp = (
  subscription: string,
  machine: string,
  of: { readonly group: string; readonly vault: string; readonly policy: string },
): string[] => script(BACKED_UP, subscription, machine, of.group, of.vault, of.policy);

/** The vault by which a machine is copied; nothing where it is by none. */
export const backedUpBy = (subscription: string, machine: string): string[] => [
  ...['az', 'backup', 'protection', 'check-vm', '--subscription', subscription, '--vm', machine, '--output', 'tsv'],
];
