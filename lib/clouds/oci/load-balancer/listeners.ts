import { LoadBalancerBackend } from '@cdktf/provider-oci/load-balancer-backend';
import { LoadBalancerBackendSet } from '@cdktf/provider-oci/load-balancer-backend-set';
import { LoadBalancerListener } from '@cdktf/provider-oci/load-balancer-listener';
import type { LoadBalancerLoadBalancer } from '@cdktf/provider-oci/load-balancer-load-balancer';
import { LoadBalancerRuleSet } from '@cdktf/provider-oci/load-balancer-rule-set';
import type { WafWebAppFirewall } from '@cdktf/provider-oci/waf-web-app-firewall';
import type { TerraformStack } from 'cdktf';
import { isIP } from 'node:net';
import type { OciContext } from '../cell';
import type { BalancerPlacement } from './names';

/** What leads to the application: what serves registers itself there. */
export const TARGETS = 'targets';

/** Seconds after which a connection on which nothing is sent is closed. https://docs.oracle.com/iaas/Content/Balance/Reference/connectionreuse.htm, 2026-11: 60 is the default of HTTP. */
export const IDLE = 60;

/** TLS 1.2 and 1.3, with the suite that both have (https://github.com/oracle/terraform-provider-oci/blob/v7.29.0/website/docs/r/load_balancer_listener.html.markdown). */
const TLS = { protocols: ['TLSv1.2', 'TLSv1.3'], cipherSuiteName: 'oci-default-http2-tls-12-13-ssl-cipher-suite-v1' };

/** Where the application is: its health is asked by itself, and none of its servers is declared here. */
export const renderTargets = (
  { stack }: OciContext,
  { id, declaration }: BalancerPlacement,
  balancer: LoadBalancerLoadBalancer,
): LoadBalancerBackendSet =>
  new LoadBalancerBackendSet(stack, `${id}-targets`, {
    loadBalancerId: balancer.id,
    name: TARGETS,
    policy: 'ROUND_ROBIN',
    healthChecker: {
      protocol: 'HTTP',
      port: declaration.targetPort,
      urlPath: declaration.healthPath,
      returnCode: 200,
      intervalMs: 10_000,
      timeoutInMillis: 3000,
      retries: 3,
    },
  });

/** Where what is named as its target is found at this site by an address of its own: the same in every situation. What is a group of machines puts itself there. */
export function renderServed(
  { stack, placements, neighbour }: OciContext,
  { id, declaration }: BalancerPlacement,
  balancer: LoadBalancerLoadBalancer,
  targets: LoadBalancerBackendSet,
): void {
  const served = placements.find(({ component, retired }) => !retired && component === declaration.target);
  const endpoint = served && neighbour(served.kind, served.component)?.endpoint;
  if (endpoint === undefined || isIP(endpoint.host) === 0) return;
  new LoadBalancerBackend(stack, `${id}-served`, {
    loadBalancerId: balancer.id,
    backendsetName: targets.name,
    ipAddress: endpoint.host,
    port: endpoint.port ?? declaration.targetPort,
  });
}

/** What both listeners are in. */
interface Standing {
  readonly balancer: LoadBalancerLoadBalancer;
  readonly targets: LoadBalancerBackendSet;
  /** What stands in front of them: ahead of it nobody is listened to, or users would reach a site that is closed. */
  readonly firewall: WafWebAppFirewall;
}

/** One port serves; with a certificate that is 443, and 80 leads there. Neither changes with the role of its site. */
export function renderListeners({ stack, site }: OciContext, { id, declaration }: BalancerPlacement, standing: Standing): void {
  const { balancer, targets, firewall } = standing;
  const listens = (name: string, port: number, more: object): LoadBalancerListener =>
    new LoadBalancerListener(stack, `${id}-${name}`, {
      loadBalancerId: balancer.id,
      name,
      port,
      protocol: 'HTTP',
      defaultBackendSetName: targets.name,
      connectionConfiguration: { idleTimeoutInSeconds: String(IDLE) },
      ...more,
      dependsOn: [firewall],
    });
  const certificate = declaration.certificates[site.key];
  if (certificate === undefined) return void listens('plain', 80, {});
  listens('secure', 443, { sslConfiguration: { certificateIds: [certificate], verifyPeerCertificate: false, ...TLS } });
  listens('plain', 80, { ruleSetNames: [renderRedirect(stack, id, balancer).name] });
}

const renderRedirect = (stack: TerraformStack, id: string, balancer: LoadBalancerLoadBalancer): LoadBalancerRuleSet =>
  new LoadBalancerRuleSet(stack, `${id}-redirect`, {
    loadBalancerId: balancer.id,
    name: 'secure',
    items: [
      {
        action: 'REDIRECT',
        description: 'clear text leads to TLS',
        conditions: [{ attributeName: 'PATH', attributeValue: '/', operator: 'PREFIX_MATCH' }],
        redirectUri: { protocol: 'HTTPS', port: 443 },
        responseCode: 301,
      },
    ],
  });
