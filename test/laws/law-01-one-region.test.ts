import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket/index.js';
import { CASES } from '../support/corpus';
import { cloudNamed } from '../support/clouds';
import { mutate } from '../support/json';
import { lawOne } from '../support/laws/law-01';
import { answerOf } from '../support/laws/verdicts';
import { globalTable, naive, twoRegions } from '../support/naive';
import { render } from '../support/synth';

describe('Law 1: no remote state; a recovery stack works in one region and reads nothing elsewhere', () => {
  test.each(CASES)('$title: holds in every situation', (one) => {
    expect(answerOf(one, 'lawOne')).toEqual([]);
  });

  describe('kills', () => {
    const aws = cloudNamed('aws');
    const good = render({ cloud: aws, kinds: ['object-storage'], tier: 'hot' });
    const B = 'billing-eu-central-1';
    const azure = cloudNamed('azure');
    const france = render({ cloud: azure, kinds: ['object-storage'], tier: 'hot' });
    const GROUP = '/subscriptions/1/resourceGroups/billing-germanywestcentral';
    const inFrance = (type: string, body: object) => mutate(france, ['stacks', 'billing-francecentral', 'resource', type, 'mine'], body);

    test('a plain cdktf app with a reference from one region to the other', () => {
      const output = naive(({ primary, secondary }) => {
        const source = new S3Bucket(primary, 'source', { bucket: 'source' });
        new S3Bucket(secondary, 'copy', { bucket: 'copy', tags: { of: source.arn } });
      });
      expect(lawOne(output, aws).join()).toContain('terraform_remote_state');
    });

    test('a plain cdktf app with two regions in one stack', () => {
      expect(lawOne(twoRegions(), aws).join()).toContain('2 providers');
    });

    test('a table whose refresh reads its replica in the dead region', () => {
      expect(lawOne(globalTable(), aws).join()).toContain(
        'aws_dynamodb_table.table: aws_dynamodb_table.replica.region_name touches eu-west-3 on read',
      );
    });

    test.each([
      ['a location of another region', 'azurerm_storage_account', { location: 'germanywestcentral' }],
      ['the same, as people write it', 'azurerm_mssql_server', { location: 'Germany West Central' }],
      ['a region that is no site', 'azurerm_mssql_server', { location: 'swedencentral' }],
      ['a second location', 'azurerm_x', { location: 'francecentral', failover_location: 'germanywestcentral' }],
      ['a location in a block', 'azurerm_cosmosdb_account', { geo_location: [{ location: 'germanywestcentral' }] }],
      ['a group of the other site', 'azurerm_x', { resource_group_name: 'billing-germanywestcentral' }],
      ['a parent in that group', 'azurerm_x', { storage_account_id: `${GROUP}/providers/Microsoft.Storage/storageAccounts/x` }],
      ['one of several parents', 'azurerm_x', { subnet_ids: [`${GROUP}/providers/Microsoft.Network/virtualNetworks/v/subnets/s`] }],
      ['a scope, whatever its case', 'azurerm_x', { scope: GROUP.toUpperCase() }],
    ])('Azure: %s', (_, type, body) => {
      expect(lawOne(inFrance(type, body), azure).join()).toMatch(/^billing-francecentral: \S+\.mine (lies|is placed) in /);
    });

    test.each([
      ['a tag', { tags: { location: 'germanywestcentral', peer_id: GROUP } }],
      ['a policy', { policy: JSON.stringify({ scope: GROUP }) }],
      ['a name', { name: 'copy-of-germanywestcentral' }],
      ['what it follows', { source_server_id: `${GROUP}/providers/Microsoft.DBforPostgreSQL/flexibleServers/x` }],
      ['its own group', { resource_group_name: 'billing-francecentral', location: 'francecentral' }],
    ])('Azure: %s is inert', (_, body) => {
      expect(lawOne(inFrance('azurerm_x', body), azure)).toEqual([]);
    });

    test.each([
      ['a key of the other site', { key_id: 'ocid1.key.oc1.eu-paris-1.x.y' }],
      ['its endpoint', { management_endpoint: 'https://x-management.kms.eu-paris-1.oraclecloud.com' }],
    ])('OCI: %s', (_, body) => {
      const oci = cloudNamed('oci');
      const output = render({ cloud: oci, kinds: ['object-storage'], tier: 'hot' });
      expect(lawOne(mutate(output, ['stacks', 'billing-eu-frankfurt-1', 'resource', 'oci_x', 'mine'], body), oci)).toHaveLength(1);
    });

    test.each([
      ['a role, which is read through us-east-1', ['stacks', B, 'resource', 'aws_iam_role', 'role'], { name: 'role' }],
      [
        'a bucket that is placed in another region by its own argument',
        ['stacks', B, 'resource', 'aws_s3_bucket', 'invoices', 'region'],
        'eu-west-3',
      ],
      ['a look-up in another region', ['stacks', B, 'data', 'aws_kms_alias', 'key'], { name: 'alias/x', region: 'eu-west-3' }],
      [
        'a reference to what another stack holds',
        ['stacks', B, 'resource', 'aws_s3_bucket', 'invoices', 'bucket'],
        '${aws_s3_bucket.elsewhere.bucket}',
      ],
      ['a state that is read from another stack', ['stacks', B, 'data', 'terraform_remote_state', 'a'], { backend: 's3' }],
    ])('%s', (_, path, change) => {
      expect(lawOne(good, aws)).toEqual([]);
      expect(lawOne(mutate(good, path, change), aws)).not.toEqual([]);
    });
  });
});
