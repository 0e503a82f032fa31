import { type Region, regionTable, type RegionSource } from './region';

// AWS publishes no region pairs. A new account may see fewer zones than `zones` says: 2 in us-west-1.
/** Where the facts of AWS come from; the coordinates are the library's own, of the named city. */
export const AWS_REGION_SOURCE: RegionSource = {
  source: 'botocore partitions.json, and the AWS page on regions and Availability Zones for the zones',
  date: '2026-08',
};

const PUBLIC = regionTable({ cloud: 'aws', partition: 'aws', verified: true }, [
  ['af-south-1', 'Africa (Cape Town)', 'Cape Town', 'ZA', -33.92, 18.42, 3],
  ['ap-east-1', 'Asia Pacific (Hong Kong)', 'Hong Kong', 'HK', 22.32, 114.17, 3],
  ['ap-east-2', 'Asia Pacific (Taipei)', 'Taipei', 'TW', 25.03, 121.57, 3],
  ['ap-northeast-1', 'Asia Pacific (Tokyo)', 'Tokyo', 'JP', 35.68, 139.69, 4],
  ['ap-northeast-2', 'Asia Pacific (Seoul)', 'Seoul', 'KR', 37.57, 126.98, 4],
  ['ap-northeast-3', 'Asia Pacific (Osaka)', 'Osaka', 'JP', 34.69, 135.5, 3],
  ['ap-south-1', 'Asia Pacific (Mumbai)', 'Mumbai', 'IN', 19.08, 72.88, 3],
  ['ap-south-2', 'Asia Pacific (Hyderabad)', 'Hyderabad', 'IN', 17.39, 78.49, 3],
  ['ap-southeast-1', 'Asia Pacific (Singapore)', 'Singapore', 'SG', 1.35, 103.82, 3],
  ['ap-southeast-2', 'Asia Pacific (Sydney)', 'Sydney', 'AU', -33.87, 151.21, 3],
  ['ap-southeast-3', 'Asia Pacific (Jakarta)', 'Jakarta', 'ID', -6.21, 106.85, 3],
  ['ap-southeast-4', 'Asia Pacific (Melbourne)', 'Melbourne', 'AU', -37.81, 144.96, 3],
  ['ap-southeast-5', 'Asia Pacific (Malaysia)', 'Kuala Lumpur', 'MY', 3.14, 101.69, 3],
  ['ap-southeast-6', 'Asia Pacific (New Zealand)', 'Auckland', 'NZ', -36.85, 174.76, 3],
  ['ap-southeast-7', 'Asia Pacific (Thailand)', 'Bangkok', 'TH', 13.76, 100.5, 3],
  ['ca-central-1', 'Canada (Central)', 'Montreal', 'CA', 45.5, -73.57, 3],
  ['ca-west-1', 'Canada West (Calgary)', 'Calgary', 'CA', 51.05, -114.07, 3],
  ['eu-central-1', 'Europe (Frankfurt)', 'Frankfurt', 'DE', 50.11, 8.68, 3],
  ['eu-central-2', 'Europe (Zurich)', 'Zurich', 'CH', 47.37, 8.54, 3],
  ['eu-north-1', 'Europe (Stockholm)', 'Stockholm', 'SE', 59.33, 18.07, 3],
  ['eu-south-1', 'Europe (Milan)', 'Milan', 'IT', 45.46, 9.19, 3],
  ['eu-south-2', 'Europe (Spain)', 'Zaragoza', 'ES', 41.65, -0.89, 3],
  ['eu-west-1', 'Europe (Ireland)', 'Dublin', 'IE', 53.35, -6.26, 3],
  ['eu-west-2', 'Europe (London)', 'London', 'GB', 51.51, -0.13, 4],
  ['eu-west-3', 'Europe (Paris)', 'Paris', 'FR', 48.86, 2.35, 3],
  ['il-central-1', 'Israel (Tel Aviv)', 'Tel Aviv', 'IL', 32.09, 34.78, 3],
  ['me-central-1', 'Middle East (UAE)', 'Dubai', 'AE', 25.2, 55.27, 3],
  ['me-south-1', 'Middle East (Bahrain)', 'Manama', 'BH', 26.23, 50.59, 3],
  ['mx-central-1', 'Mexico (Central)', 'Queretaro', 'MX', 20.59, -100.39, 3],
  ['sa-east-1', 'South America (Sao Paulo)', 'Sao Paulo', 'BR', -23.55, -46.63, 3],
  ['us-east-1', 'US East (N. Virginia)', 'Ashburn (Northern Virginia)', 'US', 39.04, -77.49, 6],
  ['us-east-2', 'US East (Ohio)', 'Columbus', 'US', 39.96, -83, 3],
  ['us-west-1', 'US West (N. California)', 'San Francisco Bay Area', 'US', 37.35, -121.96, 3],
  ['us-west-2', 'US West (Oregon)', 'Boardman/Umatilla', 'US', 45.84, -119.7, 4],
]);

// Not checked as deeply as the public regions: the numbers of zones are UNVERIFIED.
const SOVEREIGN = [
  ...regionTable({ cloud: 'aws', partition: 'aws-cn', verified: false }, [
    ['cn-north-1', 'China (Beijing)', 'Beijing', 'CN', 39.9, 116.41, 3],
    ['cn-northwest-1', 'China (Ningxia)', 'Zhongwei', 'CN', 37.51, 105.19, 3],
  ]),
  ...regionTable({ cloud: 'aws', partition: 'aws-us-gov', verified: false }, [
    ['us-gov-east-1', 'AWS GovCloud (US-East)', 'Ohio', 'US', 39.96, -83, 3],
    ['us-gov-west-1', 'AWS GovCloud (US-West)', 'Oregon', 'US', 45.84, -119.7, 3],
  ]),
  ...regionTable({ cloud: 'aws', partition: 'aws-eusc', verified: false }, [
    ['eusc-de-east-1', 'AWS European Sovereign Cloud (Germany)', 'Brandenburg', 'DE', 52.4, 13.06, 3],
  ]),
];

/** The regions of AWS, those of its sovereign partitions last. */
export const AWS_REGIONS: readonly Region[] = [...PUBLIC, ...SOVEREIGN];
