import fc from 'fast-check';
import { ContinuityError } from '../../lib/words/errors';
import { distanceKm, findRegion, sameCountry, samePartition, sameUnion } from '../../lib/regions/geography';
import { AWS_REGIONS } from '../../lib/regions/aws';
import { AZURE_REGIONS } from '../../lib/regions/azure';
import { OCI_REGIONS } from '../../lib/regions/oci';

const aws = (code: string) => findRegion(AWS_REGIONS, code);
const azure = (code: string) => findRegion(AZURE_REGIONS, code);
const oci = (code: string) => findRegion(OCI_REGIONS, code);

const point = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
});

describe('distance', () => {
  test.each([
    ['eu-madrid-1', 'eu-madrid-3', 0],
    ['ap-singapore-1', 'ap-singapore-2', 13],
    ['sa-saopaulo-1', 'sa-vinhedo-1', 68],
    ['ap-seoul-1', 'ap-chuncheon-1', 74],
    ['ap-batam-1', 'ap-kulai-2', 77],
    ['sa-santiago-1', 'sa-valparaiso-1', 98],
    ['me-dubai-1', 'me-abudhabi-1', 123],
    ['eu-milan-1', 'eu-turin-1', 125],
  ])('%s to %s is %d km', (a, b, km) => {
    expect(Math.abs(distanceKm(oci(a), oci(b)) - km)).toBeLessThanOrEqual(3);
  });

  test('no two public regions of AWS are nearer than 100 km; of Azure, two pairs are', () => {
    const near = (regions: typeof AWS_REGIONS) =>
      regions
        .filter((a) => a.verified)
        .flatMap((a) => regions.filter((b) => b.verified && a.code < b.code && distanceKm(a, b) < 100).map((b) => `${a.code} ${b.code}`));
    expect(near(AWS_REGIONS)).toEqual([]);
    expect(near(AZURE_REGIONS)).toEqual(['australiacentral australiacentral2', 'denmarkeast swedensouth']);
  });

  test('crosses the antimeridian the short way', () => {
    expect(distanceKm({ latitude: 0, longitude: 179.5 }, { latitude: 0, longitude: -179.5 })).toBeCloseTo(111.2, 0);
  });

  test('is symmetric, and zero from a point to itself', () => {
    fc.assert(
      fc.property(point, point, (a, b) => {
        expect(distanceKm(a, b)).toBeCloseTo(distanceKm(b, a), 6);
        expect(distanceKm(a, a)).toBe(0);
      }),
    );
  });

  test('no detour is shorter, and nothing is farther than half of the globe', () => {
    fc.assert(
      fc.property(point, point, point, (a, b, c) => {
        // A metre: near the antipode the formula itself loses centimetres.
        expect(distanceKm(a, c)).toBeLessThanOrEqual(distanceKm(a, b) + distanceKm(b, c) + 1e-3);
        expect(distanceKm(a, b)).toBeLessThan(20_020);
      }),
    );
  });
});

describe('jurisdiction', () => {
  test('a country is a jurisdiction, a city name is not', () => {
    expect(sameCountry(aws('us-east-1'), aws('us-west-2'))).toBe(true);
    expect(sameCountry(aws('eu-west-3'), aws('eu-central-1'))).toBe(false);
  });

  test('Switzerland, Norway and the United Kingdom are not in the Union', () => {
    expect(sameUnion(aws('eu-west-3'), aws('eu-central-1'))).toBe(true);
    expect(sameUnion(aws('eu-west-3'), aws('eu-central-2'))).toBe(false);
    expect(sameUnion(aws('eu-west-3'), aws('eu-west-2'))).toBe(false);
    expect(sameUnion(azure('francecentral'), azure('norwayeast'))).toBe(false);
    expect(sameUnion(aws('us-east-1'), aws('us-west-2'))).toBe(true);
  });

  test('a partition is of one cloud', () => {
    expect(samePartition(aws('eu-west-3'), aws('us-east-1'))).toBe(true);
    expect(samePartition(aws('eu-west-3'), aws('cn-north-1'))).toBe(false);
    expect(samePartition(aws('eu-west-3'), azure('francecentral'))).toBe(false);
    expect(samePartition(oci('eu-frankfurt-1'), oci('eu-frankfurt-2'))).toBe(false);
  });
});

describe('a wrong region code', () => {
  test('is refused with the nearest one that exists', () => {
    expect(() => aws('eu-wset-3')).toThrow(ContinuityError);
    expect(() => aws('eu-wset-3')).toThrow(
      /aws has no region with this code \(got: eu-wset-3\)\.\nAllowed: .*eu-west-3.*\nFix: did you mean eu-west-3\?/,
    );
    expect(() => azure('FranceCentrale')).toThrow('did you mean francecentral?');
  });

  test('is refused in an empty list too', () => {
    expect(() => findRegion([], 'x-1')).toThrow('Fix: give the list of regions.');
  });
});
