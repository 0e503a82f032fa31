import { domainOf } from '../../../lib/clouds/oci/partition';
import { OCI_REGIONS } from '../../../lib/regions/oci';

test('every region is in a realm whose endpoints are known', () => {
  expect(OCI_REGIONS.filter(({ code }) => typeof domainOf(code) !== 'string')).toEqual([]);
  const realms = Object.fromEntries(OCI_REGIONS.map(({ code, partition }) => [partition, domainOf(code)]));
  expect(realms).toMatchObject({ oc1: 'oraclecloud.com', oc2: 'oraclegovcloud.com', oc4: 'oraclegovcloud.uk', oc19: 'oraclecloud.eu' });
});
