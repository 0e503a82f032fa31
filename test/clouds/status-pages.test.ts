import { aws } from '../../lib/clouds/aws/aws';
import { azure } from '../../lib/clouds/azure/azure';
import { oci } from '../../lib/clouds/oci/oci';
import type { Cloud } from '../../lib/port/cloud';

const CLOUDS = { aws, azure, oci } as unknown as Record<string, Cloud<never>>;

describe.each(Object.entries(CLOUDS))('where %s says how its regions are', (_, { statusPages = {}, regions }) => {
  test('is known of the public partition, with where that was read, and when', () => {
    const [first] = regions;
    expect(Object.keys(statusPages)).toContain(first?.partition);
    for (const { url, source, date } of Object.values(statusPages)) {
      expect(url).toMatch(/^https:\/\/\S+$/);
      expect(source).toMatch(/^https:\/\//);
      expect(date).toMatch(/^20\d\d-\d\d-\d\d$/);
    }
  });

  test('is said of partitions that exist', () => {
    const partitions = new Set(regions.map(({ partition }) => partition));
    expect(Object.keys(statusPages).filter((partition) => !partitions.has(partition))).toEqual([]);
  });
});
