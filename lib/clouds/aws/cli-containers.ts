import { script } from '../../words/steps';
import { MOMENT } from './cli-moment';
import { NUMBER } from './cli-number';

/*
 * The command lines about containers. Calls, options and fields are those of https://docs.aws.amazon.com/cli/latest/reference/ecs/ and
 * …/ecr/ (2026-11). UNVERIFIED: none of them was run against AWS.
 */

/** A service, as it is asked for. */
export interface ServiceAt {
  /** Where it is. */
  readonly region: string;
  /** The cluster that it runs in. */
  readonly cluster: string;
  /** Its name. */
  readonly service: string;
}

/** What a line asks of a service, and a number of it. */
export const SERVICE = `region=$1 cluster=$2 service=$3 name=$3
of() { aws ecs describe-services --region "$region" --cluster "$cluster" --services "$service" --query "services[0].$1" --output text; }
${NUMBER}`;

/**
 * Succeeds where a secret of the running tasks was given another value since the oldest of them was started: a task reads them once, as it starts
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html). Asked of the service itself, so that it is known of
 * whatever the tasks are told; where nobody answers, they run on.
 */
const STALE = `${MOMENT}
value_of() { aws secretsmanager list-secret-version-ids --region "$region" --secret-id "$1" --query "Versions[?contains(VersionStages,'AWSCURRENT')].CreatedDate | [0]" --output text; }
stale() {
  [ "$running" -gt 0 ] || return 1
  definition=$(of taskDefinition) || return 1
  told=$(aws ecs describe-task-definition --region "$region" --task-definition "$definition" --query "taskDefinition.containerDefinitions[].secrets[].valueFrom | [?contains(@,':secretsmanager:')]" --output text) || return 1
  case $told in '' | None) return 1 ;; esac
  tasks=$(aws ecs list-tasks --region "$region" --cluster "$cluster" --service-name "$service" --desired-status RUNNING --max-items 100 --query 'taskArns[]' --output text) || return 1
  oldest=$(aws ecs describe-tasks --region "$region" --cluster "$cluster" --tasks $tasks --query 'sort_by(tasks[?startedAt],&startedAt)[0].startedAt' --output text) || return 1
  oldest=$(moment "$oldest") || return 1
  for one in $told; do
    given=$(value_of "$(printf %s "$one" | cut -d: -f1-7)") && given=$(moment "$given") || continue
    if [ "$given" -gt "$oldest" ]; then return 0; fi
  done
  return 1
}`;

const START = `set -eu
${SERVICE}
${STALE}
least=$4
desired=$(number desiredCount)
running=$(number runningCount)
state=$(of "deployments[?status=='PRIMARY'].rolloutState | [0]")
failed=$(of "deployments[?status=='PRIMARY'].failedTasks | [0]")
said=$(of 'events[:10].message')
set --
if [ "$desired" -lt "$least" ]; then
  set -- --desired-count "$least"
  desired=$least
fi
slow=
case $failed in '' | None | 0) ;; *) slow=yes ;; esac
case $said in *'unable to consistently start tasks'*) slow=yes ;; esac
again=
if [ "$state" = FAILED ] || { [ "$running" -lt "$desired" ] && [ -n "$slow" ]; }; then again=yes; fi
if [ -z "$again" ] && stale; then
  again=yes
  echo 'a secret was given another value since the tasks were started: they are replaced'
fi
if [ -n "$again" ]; then set -- "$@" --force-new-deployment; fi
if [ "$#" -gt 0 ]; then aws ecs update-service --region "$region" --cluster "$cluster" --service "$service" "$@" --output json >/dev/null; fi
printf '%s wanted\\n' "$desired"`;

/**
 * Wants at least so many tasks, and begins a deployment again that gave up, since one that has failed launches no task any more
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Deployment.html), or whose tasks do not start: ECS tries less and less often
 * then, up to 27 minutes apart, which is longer than anybody waits here, and tries at once what is new
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-throttle-logic.html, 2026-11: what is named there is another definition of
 * the task; that another deployment of the same one counts as new is UNVERIFIED). Tasks that were started with a value that a secret no longer has are
 * replaced, new ones first. It never wants fewer.
 */
export const startService = ({ region, cluster, service }: ServiceAt, least: number): string[] =>
  script(START, region, cluster, service, String(least));

const STEADY = `set -eu
${SERVICE}
least=$4
desired=$(number desiredCount) running=$(number runningCount) deployments=$(number 'length(deployments)')
is=steady
if [ "$running" -lt "$least" ] || [ "$running" -ne "$desired" ] || [ "$deployments" -ne 1 ]; then is='not yet'; fi
healthy=
groups=$(of 'loadBalancers[].targetGroupArn')
for group in $groups; do
  if [ "$group" = None ]; then continue; fi
  n=$(aws elbv2 describe-target-health --region "$region" --target-group-arn "$group" --query "length(TargetHealthDescriptions[?TargetHealth.State=='healthy'])" --output json)
  healthy="$healthy, $n healthy"
  if [ "$n" -lt "$running" ]; then is='not yet'; fi
done
state=$(of "deployments[?status=='PRIMARY'].[rolloutState,rolloutStateReason] | [0]" | tr '\\t\\n' '  ')
why=
if [ "$running" -lt "$desired" ]; then
  failed=$(of "deployments[?status=='PRIMARY'].failedTasks | [0]")
  case $failed in '' | None | [0-2]) ;; *) is='cannot start' why="; $failed failed to start" ;; esac
  tasks=$(aws ecs list-tasks --region "$region" --cluster "$cluster" --service-name "$service" --desired-status STOPPED --max-items 100 --query 'taskArns[]' --output text) || tasks=
  case $tasks in
    '' | None) ;;
    *)
      last=$(aws ecs describe-tasks --region "$region" --cluster "$cluster" --tasks $tasks --query 'sort_by(tasks[?stoppedAt],&stoppedAt)[-1].[stoppedReason,containers[?reason].reason|[0]]' --output text) || last=unknown
      why="$why; the last one stopped: $(printf '%s' "$last" | tr '\\t\\n' '  ')"
      ;;
  esac
fi
printf '%s: %s of %s run, %s deployments%s; %s%s\\n' "$is" "$running" "$desired" "$deployments" "$healthy" "$state" "$why"`;

/**
 * `steady: …` where one deployment is left, all wanted tasks of it run (as `aws ecs wait services-stable` asks), so many at least, and the
 * load balancer finds each of them healthy. Else why the last task stopped; and `cannot start: …` where three in a row did not start, the least
 * by which ECS itself would give up (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html). A deployment of
 * the library never gives up, so its state never says so. It is asked until its limit all the same: somebody may mend it meanwhile.
 */
export const serviceSteady = ({ region, cluster, service }: ServiceAt, least: number): string[] =>
  script(STEADY, region, cluster, service, String(least));

/** What a service that is steady answers. */
export const IS_STEADY = 'steady: .*';

/** Tasks that are wanted, run and are on their way. */
export const serviceTasks = ({ region, cluster, service }: ServiceAt): string[] => [
  ...['aws', 'ecs', 'describe-services', '--region', region, '--cluster', cluster, '--services', service],
  ...['--query', 'services[0].[desiredCount,runningCount,pendingCount]', '--output', 'text'],
];

/** What a service answers of which no task is left. */
export const NO_TASK = '0\\s+0\\s+0';

/** The digest of an image, where the registry of the region has it. */
export const imageDigest = (region: string, account: string, repository: string, digest: string): string[] => [
  ...['aws', 'ecr', 'describe-images', '--region', region, '--registry-id', account, '--repository-name', repository],
  ...['--image-ids', `imageDigest=${digest}`, '--query', 'imageDetails[0].imageDigest', '--output', 'text'],
];

/** The names of these repositories, where they are there, in order. */
export const repositoriesThere = (region: string, names: readonly string[]): string[] => [
  ...['aws', 'ecr', 'describe-repositories', '--region', region, '--repository-names', ...names],
  ...['--query', 'sort(repositories[].repositoryName)', '--output', 'text'],
];

/** How many rules of a registry send a repository to another place: a rule without filters sends all. */
export const replicationRules = (
  region: string,
  repository: string,
  to: { readonly region: string; readonly account: string },
): string[] => [
  ...['aws', 'ecr', 'describe-registry', '--region', region, '--query'],
  `length(replicationConfiguration.rules[?destinations[?region=='${to.region}'&&registryId=='${to.account}']&&(!repositoryFilters||repositoryFilters[?starts_with('${repository}',filter)])])`,
  ...['--output', 'json'],
];
