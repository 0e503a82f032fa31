import { azure } from '../../../lib/clouds/azure/azure';
import { partitionOf } from '../../../lib/clouds/azure/partition';
import { AZURE_REGIONS } from '../../../lib/regions/azure';

test('every region is in a partition that is known, by the name that the command line has for it', () => {
  for (const { code, partition } of AZURE_REGIONS) {
    const { cloud, ...words } = partitionOf(code);
    expect({ cloud, said: Object.values(words).every((text) => typeof text === 'string') }).toEqual({ cloud: partition, said: true });
  }
});

test('the provider of a site in a sovereign partition speaks to that one', () => {
  expect(partitionOf('chinaeast3')).toMatchObject({
    environment: 'china',
    blobSuffix: 'blob.core.chinacloudapi.cn',
    sqlSuffix: 'database.chinacloudapi.cn',
  });
  expect(partitionOf('usgovvirginia')).toMatchObject({ environment: 'usgovernment', sqlSuffix: 'database.usgovcloudapi.net' });
  expect(partitionOf('francecentral')).toMatchObject({ environment: 'public' });
  expect(azure.regions).toBe(AZURE_REGIONS);
});
