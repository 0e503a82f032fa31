import { AWS_REGION_SOURCE, AWS_REGIONS } from '../../lib/regions/aws';
import { AZURE_REGION_SOURCE, AZURE_REGIONS } from '../../lib/regions/azure';
import { OCI_REGION_SOURCE, OCI_REGIONS } from '../../lib/regions/oci';

const tables = [
  { cloud: 'aws', regions: AWS_REGIONS, source: AWS_REGION_SOURCE, publicOnes: 34, sovereign: 5 },
  { cloud: 'azure', regions: AZURE_REGIONS, source: AZURE_REGION_SOURCE, publicOnes: 59, sovereign: 11 },
  { cloud: 'oci', regions: OCI_REGIONS, source: OCI_REGION_SOURCE, publicOnes: 46, sovereign: 10 },
];
const all = tables.flatMap(({ regions }) => regions);
const codes = (regions: typeof AWS_REGIONS) => regions.map(({ code }) => code).sort();

describe.each(tables)('the regions of $cloud', ({ cloud, regions, source, publicOnes, sovereign }) => {
  test('are as many as the source lists', () => {
    expect(regions.filter(({ verified }) => verified)).toHaveLength(publicOnes);
    expect(regions.filter(({ verified }) => !verified)).toHaveLength(sovereign);
    expect(source).toEqual({ source: expect.stringMatching(/.{10}/), date: expect.stringMatching(/^20\d\d-\d\d(-\d\d)?$/) });
  });

  test('have one line a code, and say their cloud and partition', () => {
    expect(new Set(regions.map(({ code }) => code)).size).toBe(regions.length);
    expect(regions.filter((region) => region.cloud !== cloud || region.partition === '')).toEqual([]);
    expect(new Set(regions.filter(({ verified }) => verified).map(({ partition }) => partition)).size).toBe(1);
  });

  test('stand on Earth, in a country, with a plausible number of zones', () => {
    for (const region of regions) {
      expect(Math.abs(region.latitude)).toBeLessThan(70);
      expect(Math.abs(region.longitude)).toBeLessThanOrEqual(180);
      expect(region.country).toMatch(/^[A-Z]{2}$/);
      expect([0, 1, 2, 3, 4, 5, 6]).toContain(region.zones);
      expect(region.name).not.toBe('');
      expect(region.city).not.toBe('');
    }
  });

  test('are paired with regions of the same partition', () => {
    const strangers = regions.filter(
      ({ paired, partition }) => paired !== undefined && !regions.some((r) => r.code === paired && r.partition === partition),
    );
    expect(codes(strangers)).toEqual([]);
  });
});

test('only Azure publishes pairs, and some of them go one way', () => {
  const pairOf = new Map(all.map(({ code, paired }) => [code, paired]));
  expect(all.filter(({ cloud, paired }) => cloud !== 'azure' && paired !== undefined)).toEqual([]);
  expect(codes(AZURE_REGIONS.filter(({ code, paired }) => paired !== undefined && pairOf.get(paired) !== code))).toEqual([
    'brazilsouth',
    'brazilsoutheast',
    'usgovarizona',
    'westindia',
    'westus3',
  ]);
});

test('the places where a region has zones are those that the coverage page counts', () => {
  const eu = (regions: typeof AWS_REGIONS) => regions.filter((r) => r.eu && r.verified);
  expect(AWS_REGIONS.filter(({ zones }) => zones < 3)).toEqual([]);
  expect(AZURE_REGIONS.filter(({ zones, verified }) => verified && zones === 3)).toHaveLength(38);
  expect(codes(OCI_REGIONS.filter(({ zones }) => zones > 1))).toEqual([
    'eu-frankfurt-1',
    'uk-london-1',
    'us-ashburn-1',
    'us-chicago-1',
    'us-phoenix-1',
  ]);
  expect([eu(AWS_REGIONS).length, eu(AZURE_REGIONS).length, eu(OCI_REGIONS).length]).toEqual([6, 14, 9]);
  expect(eu(AZURE_REGIONS).filter(({ zones }) => zones === 3)).toHaveLength(11);
});

test('the countries agree with the geography: Paris, Madrid, Zurich', () => {
  const city = (regions: typeof AWS_REGIONS, code: string) => regions.find((r) => r.code === code);
  expect(city(AWS_REGIONS, 'eu-west-3')).toMatchObject({ city: 'Paris', country: 'FR', eu: true });
  expect(city(AZURE_REGIONS, 'spaincentral')).toMatchObject({ country: 'ES', eu: true, longitude: -3.7 });
  expect(city(OCI_REGIONS, 'eu-zurich-1')).toMatchObject({ country: 'CH', eu: false });
});
