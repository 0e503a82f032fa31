import type { LbListenerRule } from '@cdktf/provider-aws/lib/lb-listener-rule/index.js';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener/index.js';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group/index.js';
import { Lb } from '@cdktf/provider-aws/lib/lb/index.js';
import type { SecurityGroup } from '@cdktf/provider-aws/lib/security-group/index.js';
import { Wafv2WebAclAssociation } from '@cdktf/provider-aws/lib/wafv2-web-acl-association/index.js';
import { isOf } from '../../../components/declarations';
import { portOf, type LoadBalancerDeclaration } from '../../../components/load-balancer';
import type { Rendered } from '../../../port/cloud';
import type { Flaw, SiteFacts } from '../../../port/facts';
import { OWN } from '../../../words/figure';
import { awsCell, type AwsContext } from '../cell';
import { renderGroup } from '../security-group';
import { CLIENT_KEPT, isCertificateAt, isWebAclAt, logFlaws } from '../facts';
import { balancerDoctor } from './doctor';
import { adoptBalancer, adoptsBalancer, existingFlaws } from './existing';
import { networkOf, networkReady } from '../network/cell';
import { BALANCER_NAMES, type BalancerPlacement } from './names';
import { renderForwards, renderRules, shutByDefault } from './rules';
import { balancerServingSignals, balancerSignals } from './signals';
import { LOAD_BALANCER_SLA } from '../slas';

const NOTHING = { seconds: 0, source: 'holds no data', verified: true };

const IN_ZONES = {
  seconds: 60,
  source: `it leaves a zone whose targets are not healthy (https://aws.github.io/aws-elb-best-practices/reliability/workload_architecture); the figure is ${OWN}`,
  verified: false,
};

/** An application load balancer: a maintenance page until its site serves, and two paths that say so to the switch of traffic. */
export const loadBalancer = awsCell({
  kind: 'load-balancer',
  service: 'Elastic Load Balancing (application)',
  facts: {
    needs: ['network'],
    flips: { none: 'symmetric', prepared: 'symmetric', reduced: 'symmetric' },
    spreads: ['single', 'zonal'],
    zonal: { rpo: NOTHING, promotion: IN_ZONES, always: true },
    limits: 'a load balancer spans the zones of its network by itself',
    fence: 'its serving path answers 503, and users get the maintenance page',
    automatic: false,
    names: BALANCER_NAMES,
    oneWay: [],
    refuses: (declaration, site) => [...refusedOf(declaration, site), ...existingFlaws(declaration, site)],
    adopts: adoptsBalancer,
    slas: () => [LOAD_BALANCER_SLA],
    figures: () => ({ rpo: NOTHING, promotion: { seconds: 60, source: `three rules change in place, ${OWN}`, verified: false } }),
  },
  types: {
    aws_lb: { holdsData: false, importId: '! aws elbv2 describe-load-balancers --names NAME --query LoadBalancers[0].LoadBalancerArn' },
    aws_lb_target_group: { holdsData: false, importId: '! aws elbv2 describe-target-groups --names NAME' },
    aws_lb_listener: { holdsData: false, importId: '! aws elbv2 describe-listeners --load-balancer-arn ARN' },
    aws_lb_listener_rule: { holdsData: false, importId: '! aws elbv2 describe-rules --listener-arn ARN' },
    aws_wafv2_web_acl_association: { holdsData: false, importId: '! ACL,BALANCER, by their ARNs' },
  },
  signals: balancerSignals,
  servingSignals: balancerServingSignals,
  renderSite: renderBalancer,
  doctor: balancerDoctor,
});

/** Bytes of a fixed response: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_FixedResponseActionConfig.html, 2026-11. */
const PAGE_BYTES = 1024;

function refusedOf(declaration: LoadBalancerDeclaration, site: SiteFacts): Flaw[] {
  const { maintenancePage, maintenancePages, certificates, firewalls, accessLogs } = declaration;
  const bytes = Buffer.byteLength(maintenancePage);
  const { region, account, key } = site;
  const arn = (service: string, rest: string): string => `arn:${region.partition}:${service}:${region.code}:${account}:${rest}`;
  const [certificate, firewall] = [certificates[key], firewalls[key]];
  const flaw = (of: string, value: string | undefined, isRight: (value: string) => boolean, allowed: string): Flaw[] =>
    value === undefined || isRight(value) ? [] : [{ of, value: `${value} at ${key}`, allowed }];
  return [
    ...(bytes > PAGE_BYTES
      ? [{ of: 'maintenancePage', value: `${bytes} bytes`, allowed: `${PAGE_BYTES} bytes: a fixed response holds no more` }]
      : []),
    ...flaw('maintenancePages', maintenancePages[key], () => false, 'none: a load balancer holds the page itself (maintenancePage)'),
    ...flaw(
      'certificates',
      certificate,
      (one) => isCertificateAt(one, site),
      `a certificate of that region and account: ${arn('acm', 'certificate/…')}`,
    ),
    ...flaw(
      'firewalls',
      firewall,
      (one) => isWebAclAt(one, site),
      `a web ACL of that region and account: ${arn('wafv2', 'regional/webacl/…')}`,
    ),
    ...logFlaws(accessLogs, site),
  ];
}

function renderBalancer(context: AwsContext, placement: BalancerPlacement): Rendered {
  const { stack, workload } = context;
  const { id, here, declaration } = placement;
  if (here.existing) return adoptBalancer(context, placement);
  const { vpcId, publicSubnets } = networkOf(context);
  const name = here.names.balancer;
  const logs = declaration.accessLogs[here.site];
  const firewall = declaration.firewalls[here.site];
  const balancer = new Lb(stack, id, {
    name,
    internal: false,
    loadBalancerType: 'application',
    subnets: [...publicSubnets],
    securityGroups: [renderGuard(context, placement).id],
    dropInvalidHeaderFields: true,
    clientKeepAlive: CLIENT_KEPT,
    // One that is protected is not deleted by an apply: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html
    enableDeletionProtection: workload.durable && !placement.leaves,
    ...(logs === undefined ? {} : { accessLogs: { bucket: logs, prefix: name, enabled: true } }),
    tags: { Name: name },
    dependsOn: [...networkReady(context)],
  });
  if (firewall !== undefined) new Wafv2WebAclAssociation(stack, `${id}-firewall`, { resourceArn: balancer.arn, webAclArn: firewall });
  const targets = new LbTargetGroup(stack, `${id}-targets`, {
    // Most of its arguments replace it, and the listener lets go of the old one only once it has the new one.
    namePrefix: `${id.slice(0, PREFIX)}-`,
    lifecycle: { createBeforeDestroy: true },
    tags: { Name: name },
    port: declaration.targetPort,
    protocol: 'HTTP',
    targetType: targetTypeOf(context, declaration),
    vpcId,
    healthCheck: { path: declaration.healthPath },
  });
  const waits = renderListener(context, placement, balancer, targets);
  return {
    instance: balancer,
    ready: [],
    waits,
    endpoint: { host: balancer.dnsName, port: portOf(declaration, here.site), name: targets.arn },
  };
}

/** A group registers machines, by their ids; what runs in containers, or is registered by its architect, has an address. */
function targetTypeOf({ placements }: AwsContext, { target }: LoadBalancerDeclaration): 'instance' | 'ip' {
  const isServed =
    target !== undefined && placements.some(({ component, declaration }) => component === target && isOf('machine-group', declaration));
  return isServed ? 'instance' : 'ip';
}

/** The provider's prefix of a target group has six characters: https://github.com/hashicorp/terraform-provider-aws/blob/v6.25.0/internal/service/elbv2/target_group.go. */
const PREFIX = 5;

/** What is served is let in, and with a certificate the port that leads there. */
function renderGuard(context: AwsContext, { id, here: { site, names }, component, declaration }: BalancerPlacement): SecurityGroup {
  const { stack } = context;
  const { vpcId, ranges } = networkOf(context);
  const ports = portOf(declaration, site) === 443 ? [443, 80] : [80];
  return renderGroup(stack, `${id}-guard`, {
    namePrefix: `${names.group}-`,
    description: `Users of ${component}`,
    vpcId,
    ingress: ports.map((port) => ({ from_port: port, to_port: port, protocol: 'tcp', cidr_blocks: ['0.0.0.0/0'], description: 'users' })),
    egress: [{ from_port: 0, to_port: 0, protocol: '-1', cidr_blocks: ranges, description: 'targets inside the site' }],
    lifecycle: { createBeforeDestroy: true },
  });
}

/** The listener never changes, nor do the rules that lead to the application: what changes is the three that stand ahead of those. */
function renderListener(context: AwsContext, placement: BalancerPlacement, balancer: Lb, targets: LbTargetGroup): LbListenerRule[] {
  const { stack, site } = context;
  const { id, declaration } = placement;
  const certificate = declaration.certificates[site.key];
  const secure = certificate
    ? { port: 443, protocol: 'HTTPS', certificateArn: certificate, sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06' }
    : { port: 80, protocol: 'HTTP' };
  const listener = new LbListener(stack, `${id}-listener`, {
    loadBalancerArn: balancer.arn,
    ...secure,
    defaultAction: [shutByDefault(placement)],
  });
  if (certificate)
    new LbListener(stack, `${id}-redirect`, {
      loadBalancerArn: balancer.arn,
      port: 80,
      protocol: 'HTTP',
      defaultAction: [{ type: 'redirect', redirect: { port: '443', protocol: 'HTTPS', statusCode: 'HTTP_301' } }],
    });
  const rules = renderRules(context, placement, listener.arn);
  renderForwards(context, placement, { listenerArn: listener.arn, targetGroupArn: targets.arn }, rules);
  return rules;
}
