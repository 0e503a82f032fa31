import { certificateHas, recordsOf } from '../../../lib/clouds/oci/cli-traffic';
import { answering, type Rule } from '../answering';

const oci = (rules: readonly Rule[], run: readonly string[]) => answering('oci', rules, run);
const DENIED: Rule = ['', 'NotAuthorizedOrNotFound', 1];

describe('whether a zone has what the switch writes', () => {
  const run = recordsOf('eu-paris-1', 'ocid1.compartment.oc1..acme', 'acme.example', ['billing.acme.example', 'a.acme.example']);
  const zone: Rule = ['dns zone list', 'ocid1.dns-zone.oc1..acme'];
  const has = (names: string): Rule => ['record zone get', names];

  test.each([
    ['all of it, whatever the case of its letters', [zone, has('acme.example Billing.acme.example a.acme.example')], 'complete'],
    [
      'one name is missing, though another one has it in it',
      [zone, has('xa.acme.example billing.acme.example')],
      'it lacks: a.acme.example',
    ],
    ['there is no such zone', [['dns zone list', '']], 'there is no zone acme.example'],
  ] as const)('%s', (_, rules, said) => {
    expect(oci(rules as readonly Rule[], run)).toMatchObject({ status: 0, said });
  });

  test('nobody who may not ask says that it has', () => {
    expect(oci([DENIED], run).status).not.toBe(0);
  });
});

describe('whether a certificate has the names that are asked', () => {
  const run = certificateHas('eu-paris-1', 'ocid1.certificate.oc1.eu-paris-1.acme', ['billing.acme.example', 'again-a.acme.example']);
  const active: Rule = ['lifecycle-state', 'ACTIVE'];

  test.each([
    ['one by one', [active, ['alternative', 'billing.acme.example again-a.acme.example']], 'complete'],
    ['by a wildcard', [active, ['alternative', '*.acme.example']], 'complete'],
    ['not both', [active, ['alternative', 'billing.acme.example']], 'it lacks: again-a.acme.example'],
    ['it is on its way out', [['lifecycle-state', 'PENDING_DELETION']], 'it is PENDING_DELETION'],
  ] as const)('%s', (_, rules, said) => {
    expect(oci(rules as unknown as readonly Rule[], run)).toMatchObject({ status: 0, said });
  });
});
