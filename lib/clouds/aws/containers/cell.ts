import { AppautoscalingPolicy } from '@cdktf/provider-aws/lib/appautoscaling-policy/index.js';
import { AppautoscalingTarget } from '@cdktf/provider-aws/lib/appautoscaling-target/index.js';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster/index.js';
import { EcsService } from '@cdktf/provider-aws/lib/ecs-service/index.js';
import { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition/index.js';
import type { ContainerServiceDeclaration } from '../../../components/container-service';
import { instancesAt } from '../../../components/instances';
import type { Rendered } from '../../../port/cloud';
import type { Flaw } from '../../../port/facts';
import { OWN, type Figure } from '../../../words/figure';
import { works } from '../../../words/posture';
import { roleArn } from '../arn';
import { awsCell, type AwsContext } from '../cell';
import { environmentOf } from '../environment';
import { renderGuard } from '../guard';
import { entranceOf } from '../load-balancer/entrance';
import { networkOf } from '../network/cell';
import { registryOf } from '../registry';
import { runningSla } from '../slas';
import { AIM, KEPT_DAYS, startOf } from '../../../port/starting';
import { serviceDoctor } from './doctor';
import { renderRoles } from './roles';
import { TASK_SIZES, taskSize, type TaskSize } from './sizes';
import { adoptsService, existingFlaws } from './existing';
import { SERVICE_NAMES, type ServicePlacement } from './names';
import { serviceServingSignals, serviceSignals } from './signals';
import { serviceRecovery, STOPS_WITHIN } from './steps';
import { CONTAINER_TYPES } from './types';

const NOTHING = { seconds: 0, source: 'holds no data', verified: true };

/** Tasks that stop with their zone are started again in the others, by the service itself. */
const REPLACED: Figure = {
  seconds: 180,
  source: `tasks are spread over the zones, and those that stop are replaced (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html); the figure is ${OWN}`,
  verified: false,
};

/** A service on Fargate: its roles stand in base, its size follows the role of its site, and its steps start it and count it. */
export const containerService = awsCell({
  kind: 'container-service',
  service: 'Amazon ECS on AWS Fargate',
  facts: {
    needs: ['network'],
    // What it works on says what is called for it.
    calls: () => ['ecr.api', 'ecr.dkr', 'logs'],
    flips: { none: 'symmetric', prepared: 'symmetric', reduced: 'symmetric', full: 'symmetric' },
    spreads: ['single', 'zonal'],
    zonal: { rpo: NOTHING, promotion: REPLACED, always: true },
    limits: 'tasks are spread over the zones of their network by the service itself',
    fence: 'no task is wanted, and none runs any more',
    starts: true,
    automatic: false,
    names: SERVICE_NAMES,
    oneWay: [],
    refuses: (declaration, site) => [...refusedOf(declaration), ...existingFlaws(declaration, site)],
    adopts: adoptsService,
    within: ['cluster'],
    slas: ({ instances }) => [runningSla(instances.active)],
    figures: (declaration, posture) => ({ rpo: NOTHING, promotion: startOf(declaration, posture, { placed: PLACED, one: 'a task' }) }),
  },
  types: CONTAINER_TYPES,
  recovery: serviceRecovery,
  signals: serviceSignals,
  servingSignals: serviceServingSignals,
  doctor: serviceDoctor,
  renderBase: renderRoles,
  renderSite: renderService,
});

function refusedOf({ size }: ContainerServiceDeclaration): Flaw[] {
  const { cpu, memory } = TASK_SIZES.at(-1) as TaskSize;
  if (taskSize(size)) return [];
  return [
    {
      of: 'size',
      value: `${size.vcpus} vCPU, ${size.memoryGiB} GiB`,
      allowed: `at most ${cpu / 1024} vCPU and ${memory / 1024} GiB, as a task on Fargate has`,
      fix: 'more of a smaller size',
    },
  ];
}

/** Seconds until a task that is wanted runs, its image pulled. */
const PLACED = 120;

function renderService(context: AwsContext, placement: ServicePlacement): Rendered {
  const { stack } = context;
  const { id, here, form, component, declaration } = placement;
  const { instances, port } = declaration;
  const name = here.names.service;
  if (here.existing) return { ready: [], waits: [], endpoint: { host: name, port, name } };
  const cluster = new EcsCluster(stack, id, {
    name: here.names.cluster,
    setting: [{ name: 'containerInsights', value: 'enabled' }],
    tags: { Name: name },
  });
  const entrance = entranceOf(context, component);
  const isScaled = instances.most > instances.active;
  const service = new EcsService(stack, `${id}-service`, {
    name,
    cluster: cluster.arn,
    taskDefinition: renderTask(context, placement).arn,
    desiredCount: instancesAt(declaration, placement),
    launchType: 'FARGATE',
    networkConfiguration: {
      subnets: [...networkOf(context).privateSubnets],
      securityGroups: [renderGuard(context, placement, `Tasks of ${component}`, entrance).id],
      assignPublicIp: false,
    },
    ...(entrance
      ? {
          loadBalancer: [{ targetGroupArn: entrance.targets, containerName: 'main', containerPort: port }],
          healthCheckGracePeriodSeconds: declaration.startup,
        }
      : {}),
    // A deployment that gave up launches no task any more, not even once its secrets have values: this one goes on trying, beside the tasks of
    // the one before it. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
    deploymentCircuitBreaker: { enable: false, rollback: false },
    // Steps wait, and show what they wait for: a wait in here would hold up what stands behind it, and say nothing meanwhile.
    waitForSteadyState: false,
    propagateTags: 'SERVICE',
    tags: { Name: name },
    // What the load asked for is not taken back by an apply; where the site does not serve, nothing scales.
    ...(isScaled && works(form) ? { lifecycle: { ignoreChanges: ['desired_count'] } } : {}),
  });
  // A target group that nothing leads to takes no service.
  if (entrance) service.dependsOn = [entrance.leads];
  if (isScaled) renderScaling(context, placement, service);
  return { instance: service, ready: [service], waits: [service], endpoint: { host: name, port, name } };
}

function renderTask(context: AwsContext, placement: ServicePlacement): EcsTaskDefinition {
  const { stack } = context;
  const { id, here, declaration } = placement;
  const { region, names } = here;
  const { repository, digest, port, command, processor } = declaration;
  const { texts, secrets } = environmentOf(context, placement);
  const logs = new CloudwatchLogGroup(stack, `${id}-logs`, { name: names.logs, retentionInDays: KEPT_DAYS });
  const container = {
    name: 'main',
    image: `${registryOf(here)}/${repository}@${digest}`,
    essential: true,
    portMappings: [{ containerPort: port, hostPort: port, protocol: 'tcp' }],
    environment: texts.map(([name, value]) => ({ name, value })),
    secrets: secrets.map(([name, valueFrom]) => ({ name, valueFrom })),
    ...(command ? { command } : {}),
    stopTimeout: STOPS_WITHIN,
    linuxParameters: { initProcessEnabled: true },
    logConfiguration: {
      logDriver: 'awslogs',
      options: { 'awslogs-group': logs.name, 'awslogs-region': region, 'awslogs-stream-prefix': 'main' },
    },
  };
  const { cpu, memory } = taskSize(declaration.size) ?? (TASK_SIZES.at(-1) as TaskSize);
  return new EcsTaskDefinition(stack, `${id}-task`, {
    family: names.service,
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: String(cpu),
    memory: String(memory),
    runtimePlatform: { operatingSystemFamily: 'LINUX', cpuArchitecture: processor === 'arm64' ? 'ARM64' : 'X86_64' },
    executionRoleArn: roleArn(here, names.executionRole),
    taskRoleArn: roleArn(here, names.taskRole),
    containerDefinitions: JSON.stringify([container]),
    // Until another revision runs, tasks of the one before it do, and are started again: it has to be there.
    skipDestroy: true,
  });
}

/** Between the active number and the most where the site serves; elsewhere both bounds are what stands there, so that nothing scales. */
function renderScaling({ stack }: AwsContext, placement: ServicePlacement, service: EcsService): void {
  const { id, here, form, declaration } = placement;
  const name = here.names.service;
  const least = instancesAt(declaration, placement);
  const target = new AppautoscalingTarget(stack, `${id}-scaling`, {
    serviceNamespace: 'ecs',
    scalableDimension: 'ecs:service:DesiredCount',
    resourceId: `service/${here.names.cluster}/${name}`,
    minCapacity: least,
    maxCapacity: works(form) ? declaration.instances.most : least,
    dependsOn: [service],
  });
  new AppautoscalingPolicy(stack, `${id}-scaling-policy`, {
    name,
    policyType: 'TargetTrackingScaling',
    serviceNamespace: target.serviceNamespace,
    scalableDimension: target.scalableDimension,
    resourceId: target.resourceId,
    targetTrackingScalingPolicyConfiguration: {
      targetValue: AIM,
      scaleInCooldown: 300,
      scaleOutCooldown: 60,
      predefinedMetricSpecification: { predefinedMetricType: 'ECSServiceAverageCPUUtilization' },
    },
  });
}
