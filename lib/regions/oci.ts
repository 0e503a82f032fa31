import { type Region, regionTable, type RegionSource } from './region';

// `zones` counts availability domains; fault domains are not zones. Oracle's pairs differ by service and change, hence none here.
// us-saltlake-2 and ap-delhi-1 are in the SDK but not on Oracle's public list.
/** Where the facts of OCI come from; the coordinates are the library's own, of the named city. */
export const OCI_REGION_SOURCE: RegionSource = {
  source: "oci-python-sdk regions_definitions.py, and Oracle's page on regions and availability domains for the zones",
  date: '2026-07-21',
};

const PUBLIC = regionTable({ cloud: 'oci', partition: 'oc1', verified: true }, [
  ['af-casablanca-1', 'Morocco West (Casablanca)', 'Casablanca', 'MA', 33.57, -7.59, 1],
  ['af-johannesburg-1', 'South Africa Central (Johannesburg)', 'Johannesburg', 'ZA', -26.2, 28.05, 1],
  ['ap-batam-1', 'Indonesia North (Batam)', 'Batam', 'ID', 1.13, 104.05, 1],
  ['ap-chuncheon-1', 'South Korea North (Chuncheon)', 'Chuncheon', 'KR', 37.88, 127.73, 1],
  ['ap-delhi-1', 'India North (Delhi)', 'Delhi', 'IN', 28.61, 77.21, 1],
  ['ap-hyderabad-1', 'India South (Hyderabad)', 'Hyderabad', 'IN', 17.39, 78.49, 1],
  ['ap-kulai-2', 'Malaysia West 2 (Kulai)', 'Kulai', 'MY', 1.66, 103.6, 1],
  ['ap-melbourne-1', 'Australia Southeast (Melbourne)', 'Melbourne', 'AU', -37.81, 144.96, 1],
  ['ap-mumbai-1', 'India West (Mumbai)', 'Mumbai', 'IN', 19.08, 72.88, 1],
  ['ap-osaka-1', 'Japan Central (Osaka)', 'Osaka', 'JP', 34.69, 135.5, 1],
  ['ap-seoul-1', 'South Korea Central (Seoul)', 'Seoul', 'KR', 37.57, 126.98, 1],
  ['ap-singapore-1', 'Singapore (Singapore)', 'Singapore', 'SG', 1.35, 103.82, 1],
  ['ap-singapore-2', 'Singapore West (Singapore)', 'Singapore', 'SG', 1.34, 103.7, 1],
  ['ap-sydney-1', 'Australia East (Sydney)', 'Sydney', 'AU', -33.87, 151.21, 1],
  ['ap-tokyo-1', 'Japan East (Tokyo)', 'Tokyo', 'JP', 35.68, 139.69, 1],
  ['ca-montreal-1', 'Canada Southeast (Montreal)', 'Montreal', 'CA', 45.5, -73.57, 1],
  ['ca-toronto-1', 'Canada Southeast (Toronto)', 'Toronto', 'CA', 43.65, -79.38, 1],
  ['eu-amsterdam-1', 'Netherlands Northwest (Amsterdam)', 'Amsterdam', 'NL', 52.37, 4.9, 1],
  ['eu-frankfurt-1', 'Germany Central (Frankfurt)', 'Frankfurt', 'DE', 50.11, 8.68, 3],
  ['eu-madrid-1', 'Spain Central (Madrid)', 'Madrid', 'ES', 40.42, -3.7, 1],
  ['eu-madrid-3', 'Spain Central (Madrid 3)', 'Madrid', 'ES', 40.42, -3.7, 1],
  ['eu-marseille-1', 'France South (Marseille)', 'Marseille', 'FR', 43.3, 5.37, 1],
  ['eu-milan-1', 'Italy Northwest (Milan)', 'Milan', 'IT', 45.46, 9.19, 1],
  ['eu-paris-1', 'France Central (Paris)', 'Paris', 'FR', 48.86, 2.35, 1],
  ['eu-stockholm-1', 'Sweden Central (Stockholm)', 'Stockholm', 'SE', 59.33, 18.07, 1],
  ['eu-turin-1', 'Italy North (Turin)', 'Turin', 'IT', 45.07, 7.69, 1],
  ['eu-zurich-1', 'Switzerland North (Zurich)', 'Zurich', 'CH', 47.37, 8.54, 1],
  ['il-jerusalem-1', 'Israel Central (Jerusalem)', 'Jerusalem', 'IL', 31.77, 35.21, 1],
  ['me-abudhabi-1', 'UAE Central (Abu Dhabi)', 'Abu Dhabi', 'AE', 24.45, 54.38, 1],
  ['me-dubai-1', 'UAE East (Dubai)', 'Dubai', 'AE', 25.2, 55.27, 1],
  ['me-jeddah-1', 'Saudi Arabia West (Jeddah)', 'Jeddah', 'SA', 21.49, 39.19, 1],
  ['me-riyadh-1', 'Saudi Arabia Central (Riyadh)', 'Riyadh', 'SA', 24.71, 46.68, 1],
  ['mx-monterrey-1', 'Mexico Northeast (Monterrey)', 'Monterrey', 'MX', 25.69, -100.32, 1],
  ['mx-queretaro-1', 'Mexico Central (Queretaro)', 'Queretaro', 'MX', 20.59, -100.39, 1],
  ['sa-bogota-1', 'Colombia Central (Bogota)', 'Bogota', 'CO', 4.71, -74.07, 1],
  ['sa-santiago-1', 'Chile Central (Santiago)', 'Santiago', 'CL', -33.45, -70.67, 1],
  ['sa-saopaulo-1', 'Brazil East (Sao Paulo)', 'Sao Paulo', 'BR', -23.55, -46.63, 1],
  ['sa-valparaiso-1', 'Chile West (Valparaiso)', 'Valparaiso', 'CL', -33.05, -71.61, 1],
  ['sa-vinhedo-1', 'Brazil Southeast (Vinhedo)', 'Vinhedo', 'BR', -23.03, -46.98, 1],
  ['uk-cardiff-1', 'UK West (Newport)', 'Newport', 'GB', 51.58, -3, 1],
  ['uk-london-1', 'UK South (London)', 'London', 'GB', 51.51, -0.13, 3],
  ['us-ashburn-1', 'US East (Ashburn)', 'Ashburn', 'US', 39.04, -77.49, 3],
  ['us-chicago-1', 'US Midwest (Chicago)', 'Chicago', 'US', 41.88, -87.63, 3],
  ['us-phoenix-1', 'US West (Phoenix)', 'Phoenix', 'US', 33.45, -112.07, 3],
  ['us-saltlake-2', 'US West (Salt Lake City)', 'Salt Lake City', 'US', 40.76, -111.89, 1],
  ['us-sanjose-1', 'US West (San Jose)', 'San Jose', 'US', 37.34, -121.89, 1],
]);

// Not checked as deeply as the public regions: the numbers of zones are UNVERIFIED.
const SOVEREIGN = [
  ...regionTable({ cloud: 'oci', partition: 'oc2', verified: false }, [
    ['us-langley-1', 'US Gov East (Ashburn/Langley)', 'Virginia', 'US', 39.04, -77.49, 1],
    ['us-luke-1', 'US Gov West (Phoenix/Luke)', 'Arizona', 'US', 33.45, -112.07, 1],
  ]),
  ...regionTable({ cloud: 'oci', partition: 'oc3', verified: false }, [
    ['us-gov-ashburn-1', 'US DoD East (Ashburn)', 'Ashburn', 'US', 39.04, -77.49, 1],
    ['us-gov-chicago-1', 'US DoD North (Chicago)', 'Chicago', 'US', 41.88, -87.63, 1],
    ['us-gov-phoenix-1', 'US DoD West (Phoenix)', 'Phoenix', 'US', 33.45, -112.07, 1],
  ]),
  ...regionTable({ cloud: 'oci', partition: 'oc4', verified: false }, [
    ['uk-gov-london-1', 'UK Gov South (London)', 'London', 'GB', 51.51, -0.13, 1],
    ['uk-gov-cardiff-1', 'UK Gov West (Newport)', 'Newport', 'GB', 51.58, -3, 1],
  ]),
  ...regionTable({ cloud: 'oci', partition: 'oc19', verified: false }, [
    ['eu-frankfurt-2', 'EU Sovereign Central (Frankfurt)', 'Frankfurt', 'DE', 50.11, 8.68, 1],
    ['eu-madrid-2', 'EU Sovereign South (Madrid)', 'Madrid', 'ES', 40.42, -3.7, 1],
  ]),
  ...regionTable({ cloud: 'oci', partition: 'oc20', verified: false }, [
    ['eu-jovanovac-1', 'Serbia Central (Jovanovac)', 'Jovanovac', 'RS', 44.06, 20.95, 1],
  ]),
];

/** The regions of OCI, those of its sovereign partitions last. */
export const OCI_REGIONS: readonly Region[] = [...PUBLIC, ...SOVEREIGN];
