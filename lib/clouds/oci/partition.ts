import { OCI_REGIONS } from '../../regions/oci';

/** Second-level domain of the endpoints of a realm. Source: oci-python-sdk `regions_definitions.py` (REALMS), 2026-07; sovereign realms UNVERIFIED. */
const DOMAINS: Readonly<Record<string, string>> = {
  oc1: 'oraclecloud.com',
  oc2: 'oraclegovcloud.com',
  oc3: 'oraclegovcloud.com',
  oc4: 'oraclegovcloud.uk',
  oc19: 'oraclecloud.eu',
  oc20: 'oraclecloud20.com',
};

/** The domain under which a region's endpoints are. */
export function domainOf(region: string): string {
  const realm = OCI_REGIONS.find((known) => known.code === region)?.partition ?? 'oc1';
  return DOMAINS[realm] as string;
}
