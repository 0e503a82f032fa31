import { AutoscalingGroup } from '@cdktf/provider-aws/lib/autoscaling-group/index.js';
import { AutoscalingPolicy } from '@cdktf/provider-aws/lib/autoscaling-policy/index.js';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import type { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template/index.js';
import { Token } from 'cdktf';
import { instancesAt } from '../../../components/instances';
import type { Rendered } from '../../../port/cloud';
import { OWN, type Figure } from '../../../words/figure';
import { works } from '../../../words/posture';
import { awsCell, type AwsContext } from '../cell';
import { renderGuard } from '../guard';
import { entranceOf, type Entrance } from '../load-balancer/entrance';
import { networkOf } from '../network/cell';
import { AIM, KEPT_DAYS, startOf } from '../../../port/starting';
import { renderMachineBase } from './base';
import { machineDoctor } from './doctor';
import { adoptsGroup, existingFlaws } from './existing';
import { MACHINE_NAMES, type MachinePlacement } from './names';
import { refusedOf } from './refused';
import { renderReserved } from './reserved';
import { machineServingSignals, machineSignals } from './signals';
import { BOOTS_WITHIN, machineRecovery } from './steps';
import { renderTemplate } from './template';
import { MACHINE_TYPES } from './types';
import { runningSla } from '../slas';

const NOTHING = { seconds: 0, source: 'holds no data', verified: true };

/** Machines that stop with their zone are made again in the others, by the group itself. */
const REPLACED: Figure = {
  seconds: 300,
  source: `machines are spread over the zones, and made again where others are (https://docs.aws.amazon.com/autoscaling/ec2/userguide/auto-scaling-benefits.html); the figure is ${OWN}`,
  verified: false,
};

/** Seconds until a machine that is wanted has booted; the first ones from an image that was copied read it slowly (the library's own figure). */
const PLACED = 240;

/** A group of machines: its role and key stand in base, its size follows the role of its site, and its steps copy its image, start it and count it. */
export const machineGroup = awsCell({
  kind: 'machine-group',
  service: 'Amazon EC2 Auto Scaling',
  facts: {
    needs: ['network'],
    // What it works on says what is called for it. https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html (sessions)
    calls: ({ logs, sessions }) => [...(logs ? ['logs'] : []), ...(sessions ? ['ssm', 'ssmmessages'] : [])],
    flips: { none: 'symmetric', prepared: 'symmetric', reduced: 'symmetric', full: 'symmetric' },
    spreads: ['single', 'zonal'],
    zonal: { rpo: NOTHING, promotion: REPLACED, always: true },
    limits: 'machines are spread over the zones of their network by the group itself',
    fence: 'no machine is wanted, and none runs any more',
    starts: true,
    automatic: false,
    names: MACHINE_NAMES,
    oneWay: [],
    refuses: (declaration, site) => [...refusedOf(declaration, site), ...existingFlaws(declaration, site)],
    adopts: adoptsGroup,
    slas: ({ instances }) => [runningSla(instances.active)],
    figures: (declaration, posture) => ({ rpo: NOTHING, promotion: startOf(declaration, posture, { placed: PLACED, one: 'a machine' }) }),
  },
  types: MACHINE_TYPES,
  recovery: machineRecovery,
  signals: machineSignals,
  servingSignals: machineServingSignals,
  doctor: machineDoctor,
  renderBase: renderMachineBase,
  renderSite: renderMachines,
});

function renderMachines(context: AwsContext, placement: MachinePlacement): Rendered {
  const { stack } = context;
  const { id, here, component, declaration } = placement;
  const { port, logs, instances } = declaration;
  const name = here.names.machines;
  const endpoint = { host: name, port, name };
  if (here.existing) return { ready: [], waits: [], endpoint };
  const entrance = entranceOf(context, component);
  if (logs) new CloudwatchLogGroup(stack, `${id}-logs`, { name: here.names.logs, retentionInDays: KEPT_DAYS });
  const guard = renderGuard(context, placement, `Machines of ${component}`, entrance);
  const group = renderGroup(context, placement, renderTemplate(context, placement, guard.id), entrance);
  if (instances.most > instances.active) renderScaling(context, placement, group);
  return { instance: group, ready: [group], waits: [group], endpoint };
}

/**
 * Its bounds decide its size, since AWS moves the wanted number into them, and nothing above a bound is launched: an apply of a side that is
 * fenced stops every machine, and no policy brings one back. The wanted number itself belongs to the load.
 * https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_UpdateAutoScalingGroup.html
 */
function renderGroup(context: AwsContext, placement: MachinePlacement, template: LaunchTemplate, entrance?: Entrance): AutoscalingGroup {
  const { id, here, form, declaration } = placement;
  const least = instancesAt(declaration, placement);
  const most = works(form) ? declaration.instances.most : least;
  const name = here.names.machines;
  const group = new AutoscalingGroup(context.stack, id, {
    name,
    minSize: least,
    maxSize: most,
    vpcZoneIdentifier: [...networkOf(context).privateSubnets],
    launchTemplate: { id: template.id, version: Token.asString(template.latestVersion) },
    ...(entrance ? { targetGroupArns: [entrance.targets] } : {}),
    healthCheckType: entrance ? 'ELB' : 'EC2',
    // What AWS has in service has not booted yet: judged before, it is stopped and made again, for ever.
    // https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-check-grace-period.html
    healthCheckGracePeriod: BOOTS_WITHIN + declaration.startup,
    defaultInstanceWarmup: PLACED + declaration.startup,
    enabledMetrics: ['GroupDesiredCapacity', 'GroupInServiceInstances'],
    metricsGranularity: '1Minute',
    // Steps wait, and show what they wait for: a wait in here would hold up what stands behind it, and say nothing meanwhile.
    waitForCapacityTimeout: '0',
    // Another image, or another address of what it works on, is another version: none of the one before it goes on running. One that is
    // there already is left alone, so that the apply which takes the role replaces none.
    instanceRefresh: {
      strategy: 'Rolling',
      preferences: { minHealthyPercentage: 100, maxHealthyPercentage: 200, skipMatching: true },
    },
    ...renderReserved(context, placement),
    tag: [{ key: 'Name', value: name, propagateAtLaunch: true }],
    // AWS takes or refuses bounds and template together: where none is wanted, no image that is not there yet may keep machines running.
    lifecycle: { ignoreChanges: ['desired_capacity', ...(most === 0 ? ['launch_template'] : [])] },
  });
  // A target group that nothing leads to finds no machine healthy.
  if (entrance) group.dependsOn = [entrance.leads];
  return group;
}

/** Between the active number and the most where the site serves; elsewhere both bounds are one, so that nothing scales. */
function renderScaling({ stack }: AwsContext, { id, here }: MachinePlacement, group: AutoscalingGroup): void {
  new AutoscalingPolicy(stack, `${id}-scaling`, {
    name: here.names.machines,
    autoscalingGroupName: group.name,
    policyType: 'TargetTrackingScaling',
    targetTrackingConfiguration: {
      targetValue: AIM,
      predefinedMetricSpecification: { predefinedMetricType: 'ASGAverageCPUUtilization' },
    },
  });
}
