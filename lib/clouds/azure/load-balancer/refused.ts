import { MAINTENANCE, type LoadBalancerDeclaration } from '../../../components/load-balancer';
import type { Flaw, SiteFacts } from '../../../port/facts';
import { CERTIFICATE_ID, FIREWALL_ID, LOGS_ID } from '../facts';
import { isIdIn } from '../ids';

/** An id of Azure, and what it looks like. */
interface Shape {
  readonly shape: RegExp;
  readonly allowed: string;
}

/** What a gateway does not take of a declaration, and what it gives less with. */
export function gatewayFlaws(declaration: LoadBalancerDeclaration, { key, account }: SiteFacts): Flaw[] {
  const { certificates, firewalls, accessLogs, maintenancePage } = declaration;
  const id = (of: string, value: string | undefined, like: Shape): Flaw[] =>
    value === undefined || isIdIn(account, like, value)
      ? []
      : [{ of, value: `${value} at ${key}`, allowed: `${like.allowed}, in ${account}` }];
  return [
    // "only Key Vault accounts in the same subscription": https://learn.microsoft.com/azure/application-gateway/key-vault-certs, 2026-11.
    ...id('certificates', certificates[key], CERTIFICATE_ID),
    ...id('firewalls', firewalls[key], FIREWALL_ID),
    ...id('accessLogs', accessLogs[key], LOGS_ID),
    ...(maintenancePage === MAINTENANCE
      ? []
      : [
          {
            of: 'maintenancePage',
            value: `${maintenancePage.length} characters`,
            allowed: 'none: a gateway holds no page, and fetches it',
            fix: `maintenancePages: { '${key}': 'https://…/maintenance.html' }`,
          },
        ]),
    ...pageFlaws(declaration, key),
  ];
}

/** https://learn.microsoft.com/azure/application-gateway/custom-error, 2026-11: a public file, of one of two kinds. */
function pageFlaws({ maintenancePages }: LoadBalancerDeclaration, key: string): Flaw[] {
  const page = maintenancePages[key];
  if (page === undefined)
    return [
      {
        of: 'maintenancePages',
        value: 'none',
        allowed: 'a public address: without one users read "502 Bad Gateway" while the site does not serve',
        fix: `maintenancePages: { '${key}': 'https://…/maintenance.html' }`,
        taken: true,
      },
    ];
  if (/\.html?$/i.test(page)) return [];
  return [{ of: 'maintenancePages', value: `${page} at ${key}`, allowed: 'an address that ends with .html or .htm' }];
}
