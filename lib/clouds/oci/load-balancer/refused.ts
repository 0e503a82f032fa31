import type { LoadBalancerDeclaration } from '../../../components/load-balancer';
import type { Flaw, SiteFacts } from '../../../port/facts';
import { isOcidIn } from '../facts';

/** What a load balancer does not take of a declaration. */
export function balancerFlaws({ certificates, accessLogs, firewalls, maintenancePages }: LoadBalancerDeclaration, site: SiteFacts): Flaw[] {
  const { key, region } = site;
  const id = (of: string, value: string | undefined, type: string, what: string): Flaw[] =>
    value === undefined || isOcidIn(type, region, value)
      ? []
      : [{ of, value: `${value} at ${key}`, allowed: `the OCID of ${what} of ${region.code}` }];
  const none = (of: string, value: string | undefined, allowed: string, fix: string): Flaw[] =>
    value === undefined ? [] : [{ of, value: `${value} at ${key}`, allowed, fix }];
  return [
    ...id('certificates', certificates[key], 'certificate', 'a certificate of OCI Certificates'),
    ...id('accessLogs', accessLogs[key], 'loggroup', 'a log group'),
    ...none(
      'firewalls',
      firewalls[key],
      "none: a load balancer has one firewall, whose policy says who serves, so that it is the library's own",
      'leave firewalls out, and give its policy your rules: oci.customize(web, ({ instance }) => { instance.putRequestRateLimiting(…) })',
    ),
    ...none(
      'maintenancePages',
      maintenancePages[key],
      'none: the firewall holds the page itself',
      "maintenancePage: '<!doctype html>…', in its place",
    ),
  ];
}
