import { certificateDaysGone, unguarded } from '../../../lib/clouds/oci/cli-balancer';
import { answering, type Rule } from '../answering';

const oci = (rules: readonly Rule[], run: readonly string[]) => answering('oci', rules, run);
const DENIED: Rule = ['', 'NotAuthorizedOrNotFound', 1];

describe('whether a firewall stands in front of a load balancer', () => {
  const run = unguarded('eu-paris-1', 'ocid1.compartment.oc1..acme', 'billing-web');
  const there: Rule = ['lb load-balancer list', 'ocid1.loadbalancer.oc1.eu-paris-1.web'];
  const firewalls = (many: string): Rule => ['waf web-app-firewall list', many];

  test.each([
    ['one does', [there, firewalls('1')], '0'],
    ['none does', [there, firewalls('0')], '1'],
    ['nothing is listed', [there, firewalls('')], '1'],
    ['there is no load balancer, so nobody is let in', [['lb load-balancer list', '']], '0'],
  ] as const)('%s', (_, rules, said) => {
    expect(oci(rules as readonly Rule[], run)).toMatchObject({ status: 0, said });
  });

  test('it is that of this load balancer, and nobody who may not ask says that all is well', () => {
    expect(oci([there, firewalls('1')], run).calls.join()).toContain(`"load-balancer-id"=='ocid1.loadbalancer.oc1.eu-paris-1.web'`);
    expect(oci([DENIED], run).status).not.toBe(0);
    expect(oci([there, DENIED], run).status).not.toBe(0);
  });
});

test('of the last days of a certificate, how many are gone', () => {
  const run = certificateDaysGone('eu-paris-1', 'ocid1.certificate.oc1.eu-paris-1.acme', 21);
  const ends = (days: number): Rule => ['certificate get', new Date(Date.now() + days * 86_400_000 + 3_600_000).toISOString()];
  expect(oci([ends(40)], run).said).toBe('0');
  expect(oci([ends(20)], run).said).toBe('1');
  expect(oci([ends(-1)], run).said).toBe('21');
  expect(oci([DENIED], run).status).not.toBe(0);
});
