import { SERVICE, type ServiceAt } from './cli-containers';
import { script } from '../../words/steps';

/*
 * The command lines of a container service that exists: how many of it are wanted, and what of its image runs. Texts are constant. Calls and
 * options are those of https://docs.aws.amazon.com/cli/latest/reference/ecs/ and …/application-autoscaling/ (2026-11). UNVERIFIED: none of
 * them was run against AWS.
 */

/**
 * Whatever scales it is held, or let go on, as a whole: what is not said of a target stays as it is
 * (https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html).
 */
const SCALING = `resource="service/$cluster/$service"
scaling() {
  aws application-autoscaling describe-scalable-targets --region "$region" --service-namespace ecs --resource-ids "$resource" --query "$1" --output json
}
held() {
  aws application-autoscaling register-scalable-target --region "$region" --service-namespace ecs --scalable-dimension ecs:service:DesiredCount --resource-id "$resource" --suspended-state "DynamicScalingInSuspended=$1,DynamicScalingOutSuspended=$1,ScheduledScalingSuspended=$1" --output json >/dev/null
}
want() {
  aws ecs update-service --region "$region" --cluster "$cluster" --service "$service" --desired-count "$1" --output json >/dev/null
}`;

const STOP = `set -eu
${SERVICE}
${SCALING}
targets=$(scaling 'length(ScalableTargets)')
if [ "$targets" -gt 0 ]; then held true; fi
want 0
printf '%s wanted\\n' "$(number desiredCount)"`;

/** Wants no task of it, and holds what scales it: that would want some again. */
export const stopService = ({ region, cluster, service }: ServiceAt): string[] => script(STOP, region, cluster, service);

const WAKE = `set -eu
${SERVICE}
${SCALING}
least=$4 asleep=$5 scales=$6
desired=$(number desiredCount)
if [ "$desired" -le "$asleep" ] && [ "$desired" -lt "$least" ]; then want "$least"; fi
all=$(scaling 'length(ScalableTargets[?SuspendedState.DynamicScalingInSuspended&&SuspendedState.DynamicScalingOutSuspended&&SuspendedState.ScheduledScalingSuspended])')
if [ "$scales" = true ] && [ "$all" -gt 0 ]; then held false; fi
printf '%s wanted\\n' "$(number desiredCount)"`;

/**
 * Wants at least so many of it where no more are wanted than sleep, and lets what scales it go on where it is to serve. Of one that serves
 * nothing changes, however many its owner wants.
 */
export const wakeService = ({ region, cluster, service }: ServiceAt, least: number, asleep: number, scales: boolean): string[] =>
  script(WAKE, region, cluster, service, String(least), String(asleep), String(scales));

const DIGESTS = `set -eu
region=$1 cluster=$2 service=$3
tasks=$(aws ecs list-tasks --region "$region" --cluster "$cluster" --service-name "$service" --max-items 100 --query 'taskArns[]' --output text)
if [ -z "$tasks" ] || [ "$tasks" = None ]; then echo none; exit 0; fi
digests=$(aws ecs describe-tasks --region "$region" --cluster "$cluster" --tasks $tasks --query "join(' ',tasks[].containers[].imageDigest)" --output text)
printf '%s\\n' "$digests" | tr ' ' '\\n' | sort -u | paste -sd ' ' -`;

/** The digests of the images that its tasks run, each once. */
export const digestsOf = ({ region, cluster, service }: ServiceAt): string[] => script(DIGESTS, region, cluster, service);

/** The end of a script: whether `$said` has the value of each of these parameters that is there, or its name. */
export const TELLS = `lacks=
for name in "$@"; do
  host=$(aws ssm get-parameters --region "$region" --names "$name" --query 'Parameters[0].Value' --output text)
  if [ "$host" = None ]; then continue; fi
  case $said in *"$host"* | *"$name"*) ;; *) lacks="$lacks $name is $host" ;; esac
done
if [ -n "$lacks" ]; then echo "not told:$lacks"; else echo told; fi`;

const TOLD = `set -eu
${SERVICE}
shift 3
said=$(aws ecs describe-task-definition --region "$region" --task-definition "$(of taskDefinition)" --query taskDefinition.containerDefinitions --output json)
${TELLS}`;

/** `told` where the definition of its tasks has the value of each of these parameters that is there, or its name. */
export const toldOf = ({ region, cluster, service }: ServiceAt, parameters: readonly string[]): string[] =>
  script(TOLD, region, cluster, service, ...parameters);
