#!/bin/sh
# Publishes the recovery stack of a site of OCI to Resource Manager in the region of that site, whole: its configuration without the backend, its
# state, sheets and situation. So it can be applied from the console when no machine is left that could. And brings the state back of one that was.
#
#   resource-manager.sh publish    OUT STACK REGION COMPARTMENT [SITUATION]
#   resource-manager.sh bring-back OUT STACK REGION COMPARTMENT [SITUATION]
#
# OUT is an output of cdktf synth, STACK a stack of it. With SITUATION, the file that OUT was synthesized from, it is the copy that takes over
# (docs/on-oci.md, "Resource Manager"): it is called STACK-takeover, and opens nothing unless it is given the number of its move.
#
# The state in the bucket is the one that counts. What Resource Manager has is a copy until it is applied there, and from then on it is the other way
# round until it is brought back: nothing is published over one that was applied. UNVERIFIED: not run on a tenancy.
set -eu
verb=$1 out=$2 stack=$3 region=$4 compartment=$5 situation=${6:-}
directory="$out/stacks/$stack"
name=$stack${situation:+-takeover}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
stop() {
  printf '%s: %s\n' "$name" "$1" >&2
  exit 1
}
[ -f "$directory/cdk.tf.json" ] || stop "there is no $directory/cdk.tf.json: it is not written while its region is lost"

id=$(oci resource-manager stack list --region "$region" --compartment-id "$compartment" --display-name "$name" --lifecycle-state ACTIVE --all --query "not_null(data[].id, ['']) | join(' ', @)" --raw-output)
case $id in *' '*) stop "several stacks of $region are called so: delete those that nobody published" ;; esac
newest=''
[ -z "$id" ] || newest=$(oci resource-manager job list --region "$region" --stack-id "$id" --sort-by TIMECREATED --sort-order DESC --all --query "not_null(data[?!starts_with(operation, 'PLAN')].operation, ['']) | [0]" --raw-output)

imported() {
  said=$(oci resource-manager job create-import-tf-state-job --region "$region" --stack-id "$id" --tf-state-file "$work/state" --wait-for-state SUCCEEDED --wait-for-state FAILED --query 'data."lifecycle-state"' --raw-output)
  [ "$said" = SUCCEEDED ] || stop "its state was not taken in: $said"
}

terraform -chdir="$directory" init -input=false >/dev/null

if [ "$verb" = bring-back ]; then
  case $newest in
    '' | IMPORT_TF_STATE)
      echo "$name: nothing was applied there since it was published"
      exit 0
      ;;
  esac
  oci resource-manager stack get-stack-tf-state --region "$region" --stack-id "$id" --file "$work/state"
  # Terraform refuses a state of another origin, and one that is older than its own.
  terraform -chdir="$directory" state push "$work/state"
  imported
  echo "$name: its state is in the bucket again"
  exit 0
fi

[ "$verb" = publish ] || stop "publish or bring-back, not $verb"
case $newest in '' | IMPORT_TF_STATE) ;; *) stop "it was applied there ($newest): bring its state back first" ;; esac
terraform -chdir="$directory" state pull >"$work/state"
[ -s "$work/state" ] || stop 'it has no state yet: apply it once'

# Resource Manager runs Terraform 1.5 (https://docs.oracle.com/iaas/Content/ResourceManager/Reference/terraformversions.htm): what came later is refused
# here, and not there on the day. Its state is its own, so no backend is named.
mkdir "$work/stack"
node -e '
  const stack = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"));
  const imports = [stack.import ?? []].flat().filter(({ id }) => String(id).includes("${"));
  const late = ["removed", "ephemeral", "action"].filter((block) => stack[block] !== undefined);
  if (late.length + imports.length > 0) {
    console.error("what is newer than Terraform 1.5 is in it: " + [...late, ...imports.map(({ to }) => "import of " + to)].join(", "));
    process.exit(1);
  }
  delete stack.terraform.backend;
  console.log(JSON.stringify(stack, null, 2));
' "$directory/cdk.tf.json" >"$work/stack/main.tf.json" || stop 'it was not published: apply it by the pipeline, until nothing of that is left'
printf '# Published from %s: the stack is main.tf.json.\n' "$stack" >"$work/stack/main.tf"
[ ! -f "$directory/.terraform.lock.hcl" ] || cp "$directory/.terraform.lock.hcl" "$work/stack"
mkdir "$work/stack/sheets"
cp "$out"/runbook-*.md "$out"/continuity-dossier.md "$out"/continuity.json "$work/stack/sheets"
[ -z "$situation" ] || cp "$situation" "$work/stack/sheets/situation.json"
(cd "$work/stack" && zip -q -r -X ../stack.zip .)

if [ -z "$id" ]; then
  oci resource-manager stack create --region "$region" --compartment-id "$compartment" --display-name "$name" --description "Published by the pipeline: see sheets in its configuration" --terraform-version 1.5.x --config-source "$work/stack.zip" --wait-for-state ACTIVE >"$work/made"
  id=$(oci resource-manager stack list --region "$region" --compartment-id "$compartment" --display-name "$name" --lifecycle-state ACTIVE --all --query "not_null(data[].id, ['']) | join(' ', @)" --raw-output)
  [ -n "$id" ] || stop 'it was made, and is not active yet: publish it again'
else
  oci resource-manager stack update --region "$region" --stack-id "$id" --config-source "$work/stack.zip" --terraform-version 1.5.x --force --wait-for-state ACTIVE >"$work/made"
fi
imported
# A copy that nobody can plan is none. One that takes over is refused at plan, until it is given its move.
if [ -z "$situation" ]; then
  said=$(oci resource-manager job create-plan-job --region "$region" --stack-id "$id" --wait-for-state SUCCEEDED --wait-for-state FAILED --query 'data."lifecycle-state"' --raw-output)
  [ "$said" = SUCCEEDED ] || stop "it was published, and Resource Manager cannot plan it: $said"
fi
echo "$name: published in $region"
