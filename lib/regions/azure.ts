import { type Region, regionTable, type RegionSource } from './region';

// Regions opened after March 2026 are missing. The coordinates of Azure's own API are not used: it puts Madrid off Barcelona.
/** Where the facts of Azure come from; the coordinates are the library's own, of the named city. */
export const AZURE_REGION_SOURCE: RegionSource = {
  source: 'Azure/terraform-azurerm-avm-utl-regions locations.tf.json, with swedensouth added from the pair of swedencentral',
  date: '2026-03-12',
};

const PUBLIC = regionTable({ cloud: 'azure', partition: 'AzureCloud', verified: true }, [
  ['australiacentral', 'Australia Central', 'Canberra', 'AU', -35.31, 149.12, 0, 'australiacentral2'],
  ['australiacentral2', 'Australia Central 2', 'Canberra', 'AU', -35.31, 149.12, 0, 'australiacentral'],
  ['australiaeast', 'Australia East', 'Sydney (New South Wales)', 'AU', -33.86, 151.21, 3, 'australiasoutheast'],
  ['australiasoutheast', 'Australia Southeast', 'Melbourne (Victoria)', 'AU', -37.81, 144.96, 0, 'australiaeast'],
  ['austriaeast', 'Austria East', 'Vienna', 'AT', 48.21, 16.37, 3],
  ['belgiumcentral', 'Belgium Central', 'Brussels', 'BE', 50.85, 4.36, 3],
  ['brazilsouth', 'Brazil South', 'Sao Paulo State', 'BR', -23.55, -46.63, 3, 'southcentralus'],
  ['brazilsoutheast', 'Brazil Southeast', 'Rio de Janeiro', 'BR', -22.9, -43.21, 0, 'brazilsouth'],
  ['canadacentral', 'Canada Central', 'Toronto', 'CA', 43.65, -79.38, 3, 'canadaeast'],
  ['canadaeast', 'Canada East', 'Quebec City', 'CA', 46.82, -71.22, 0, 'canadacentral'],
  ['centralindia', 'Central India', 'Pune', 'IN', 18.58, 73.92, 3, 'southindia'],
  ['centralus', 'Central US', 'Des Moines (Iowa)', 'US', 41.59, -93.62, 3, 'eastus2'],
  ['chilecentral', 'Chile Central', 'Santiago', 'CL', -33.45, -70.67, 3],
  ['denmarkeast', 'Denmark East', 'Copenhagen', 'DK', 55.68, 12.57, 3],
  ['eastasia', 'East Asia', 'Hong Kong', 'HK', 22.27, 114.19, 3, 'southeastasia'],
  ['eastus', 'East US', 'Virginia', 'US', 37.37, -79.82, 3, 'westus'],
  ['eastus2', 'East US 2', 'Boydton (Virginia)', 'US', 36.67, -78.39, 3, 'centralus'],
  ['francecentral', 'France Central', 'Paris', 'FR', 48.86, 2.35, 3, 'francesouth'],
  ['francesouth', 'France South', 'Marseille', 'FR', 43.3, 5.37, 0, 'francecentral'],
  ['germanynorth', 'Germany North', 'Berlin', 'DE', 52.52, 13.4, 0, 'germanywestcentral'],
  ['germanywestcentral', 'Germany West Central', 'Frankfurt', 'DE', 50.11, 8.68, 3, 'germanynorth'],
  ['indonesiacentral', 'Indonesia Central', 'Jakarta', 'ID', -6.2, 106.82, 3],
  ['israelcentral', 'Israel Central', 'Tel Aviv area', 'IL', 31.97, 34.8, 3],
  ['italynorth', 'Italy North', 'Milan', 'IT', 45.47, 9.18, 3],
  ['japaneast', 'Japan East', 'Tokyo/Saitama', 'JP', 35.68, 139.77, 3, 'japanwest'],
  ['japanwest', 'Japan West', 'Osaka', 'JP', 34.69, 135.5, 3, 'japaneast'],
  ['jioindiacentral', 'Jio India Central', 'Nagpur', 'IN', 21.15, 79.09, 0, 'jioindiawest'],
  ['jioindiawest', 'Jio India West', 'Jamnagar', 'IN', 22.47, 70.06, 0, 'jioindiacentral'],
  ['koreacentral', 'Korea Central', 'Seoul', 'KR', 37.57, 126.98, 3, 'koreasouth'],
  ['koreasouth', 'Korea South', 'Busan', 'KR', 35.18, 129.08, 0, 'koreacentral'],
  ['malaysiawest', 'Malaysia West', 'Kuala Lumpur', 'MY', 3.14, 101.69, 3],
  ['mexicocentral', 'Mexico Central', 'Queretaro', 'MX', 20.59, -100.39, 3],
  ['newzealandnorth', 'New Zealand North', 'Auckland', 'NZ', -36.85, 174.76, 3],
  ['northcentralus', 'North Central US', 'Chicago (Illinois)', 'US', 41.88, -87.63, 0, 'southcentralus'],
  ['northeurope', 'North Europe', 'Dublin', 'IE', 53.35, -6.26, 3, 'westeurope'],
  ['norwayeast', 'Norway East', 'Oslo', 'NO', 59.91, 10.75, 3, 'norwaywest'],
  ['norwaywest', 'Norway West', 'Stavanger', 'NO', 58.97, 5.73, 0, 'norwayeast'],
  ['polandcentral', 'Poland Central', 'Warsaw', 'PL', 52.23, 21.02, 3],
  ['qatarcentral', 'Qatar Central', 'Doha', 'QA', 25.55, 51.44, 3],
  ['southafricanorth', 'South Africa North', 'Johannesburg', 'ZA', -25.73, 28.22, 3, 'southafricawest'],
  ['southafricawest', 'South Africa West', 'Cape Town', 'ZA', -34.08, 18.84, 0, 'southafricanorth'],
  ['southcentralus', 'South Central US', 'San Antonio (Texas)', 'US', 29.42, -98.5, 3, 'northcentralus'],
  ['southeastasia', 'Southeast Asia', 'Singapore', 'SG', 1.28, 103.83, 3, 'eastasia'],
  ['southindia', 'South India', 'Chennai', 'IN', 12.98, 80.16, 0, 'centralindia'],
  ['spaincentral', 'Spain Central', 'Madrid', 'ES', 40.43, -3.7, 3],
  ['swedencentral', 'Sweden Central', 'Gavle', 'SE', 60.67, 17.14, 3, 'swedensouth'],
  ['swedensouth', 'Sweden South', 'Malmo area', 'SE', 55.6, 13, 0, 'swedencentral'],
  ['switzerlandnorth', 'Switzerland North', 'Zurich', 'CH', 47.45, 8.56, 3, 'switzerlandwest'],
  ['switzerlandwest', 'Switzerland West', 'Geneva', 'CH', 46.2, 6.14, 0, 'switzerlandnorth'],
  ['uaecentral', 'UAE Central', 'Abu Dhabi', 'AE', 24.47, 54.37, 0, 'uaenorth'],
  ['uaenorth', 'UAE North', 'Dubai', 'AE', 25.27, 55.32, 3, 'uaecentral'],
  ['uksouth', 'UK South', 'London', 'GB', 51.51, -0.13, 3, 'ukwest'],
  ['ukwest', 'UK West', 'Cardiff', 'GB', 51.48, -3.18, 0, 'uksouth'],
  ['westcentralus', 'West Central US', 'Cheyenne (Wyoming)', 'US', 41.14, -104.82, 0, 'westus2'],
  ['westeurope', 'West Europe', 'Amsterdam/Middenmeer', 'NL', 52.37, 4.9, 3, 'northeurope'],
  ['westindia', 'West India', 'Mumbai', 'IN', 19.09, 72.87, 0, 'southindia'],
  ['westus', 'West US', 'San Francisco (California)', 'US', 37.78, -122.42, 0, 'eastus'],
  ['westus2', 'West US 2', 'Quincy (Washington)', 'US', 47.23, -119.85, 3, 'westcentralus'],
  ['westus3', 'West US 3', 'Phoenix', 'US', 33.45, -112.07, 3, 'eastus'],
]);

// Not checked as deeply as the public regions: the numbers of zones are UNVERIFIED.
const SOVEREIGN = [
  ...regionTable({ cloud: 'azure', partition: 'AzureChinaCloud', verified: false }, [
    ['chinaeast', 'China East', 'Shanghai', 'CN', 31.23, 121.47, 0, 'chinanorth'],
    ['chinaeast2', 'China East 2', 'Shanghai', 'CN', 31.23, 121.47, 0, 'chinanorth2'],
    ['chinaeast3', 'China East 3', 'Jiangsu', 'CN', 32.06, 118.8, 0, 'chinanorth3'],
    ['chinanorth', 'China North', 'Beijing', 'CN', 39.9, 116.41, 0, 'chinaeast'],
    ['chinanorth2', 'China North 2', 'Beijing', 'CN', 39.9, 116.41, 0, 'chinaeast2'],
    ['chinanorth3', 'China North 3', 'Hebei', 'CN', 38.04, 114.51, 3, 'chinaeast3'],
  ]),
  ...regionTable({ cloud: 'azure', partition: 'AzureUSGovernment', verified: false }, [
    ['usgovvirginia', 'US Gov Virginia', 'Virginia', 'US', 37.37, -79.82, 3, 'usgovtexas'],
    ['usgovtexas', 'US Gov Texas', 'Texas', 'US', 29.42, -98.5, 0, 'usgovvirginia'],
    ['usgovarizona', 'US Gov Arizona', 'Phoenix', 'US', 33.45, -112.07, 0, 'usgovtexas'],
    ['usdodcentral', 'US DoD Central', 'Iowa', 'US', 41.59, -93.62, 0, 'usdodeast'],
    ['usdodeast', 'US DoD East', 'Virginia', 'US', 36.67, -78.39, 0, 'usdodcentral'],
  ]),
];

/** The regions of Azure, those of its sovereign partitions last. */
export const AZURE_REGIONS: readonly Region[] = [...PUBLIC, ...SOVEREIGN];
