import { DbInstance } from '@cdktf/provider-aws/lib/db-instance/index.js';
import { DocdbCluster } from '@cdktf/provider-aws/lib/docdb-cluster/index.js';
import { RdsCluster } from '@cdktf/provider-aws/lib/rds-cluster/index.js';
import { cloudNamed } from '../support/clouds';
import { CASES } from '../support/corpus';
import { mutate } from '../support/json';
import { CATALOGUE, lawSeven } from '../support/laws/law-07';
import { answerOf } from '../support/laws/verdicts';
import { naive } from '../support/naive';
import { render } from '../support/synth';

const rendered = new Set(CASES.filter(({ title }) => title.includes('everything')).flatMap((one) => answerOf(one, 'typesRendered')));
const known = Object.keys(CATALOGUE);

describe('Law 7: attributes that a failover changes behind Terraform’s back are ignored', () => {
  test.each(CASES)('$title: holds in every situation', (one) => {
    expect(answerOf(one, 'lawSeven')).toEqual([]);
  });

  test(`the catalogue has rows for what is rendered (${known.filter((type) => rendered.has(type)).join(', ')}); no cell renders the other ${known.filter((type) => !rendered.has(type)).length} yet`, () => {
    expect(known.filter((type) => rendered.has(type))).toEqual(
      expect.arrayContaining(['aws_db_instance', 'aws_secretsmanager_secret', 'azurerm_storage_account']),
    );
  });

  describe('kills', () => {
    const aws = cloudNamed('aws');

    test('a type that holds data and that nobody knows', () => {
      const output = naive(({ primary }) => void new DocdbCluster(primary, 'files', {}));
      expect(lawSeven(output, aws)).toEqual(['billing-eu-west-3: aws_docdb_cluster.files: nobody says what a failover changes of it']);
    });

    test('a plain cdktf app whose cluster would be moved back by the next plan', () => {
      const output = naive(
        ({ secondary }) =>
          void new RdsCluster(secondary, 'ledger', {
            engine: 'aurora-postgresql',
            globalClusterIdentifier: 'ledger',
            replicationSourceIdentifier: 'arn',
          }),
      );
      expect(lawSeven(output, aws)).toHaveLength(3);
    });

    test('a plain cdktf app whose replica ignores its source, so that no apply promotes it', () => {
      const output = naive(
        ({ secondary }) =>
          void new DbInstance(secondary, 'ledger', {
            instanceClass: 'db.m6g.large',
            replicateSourceDb: 'arn',
            lifecycle: { ignoreChanges: ['replicate_source_db', 'snapshot_identifier'] },
          }),
      );
      expect(lawSeven(output, aws)).toEqual([
        'billing-eu-central-1: aws_db_instance.ledger ignores replicate_source_db, by which it is promoted',
      ]);
    });

    test('a member that joins a group, and has a user of its own', () => {
      const fake = cloudNamed('fake');
      const good = render({ cloud: fake, kinds: ['acme-ledger'], tier: 'hot' });
      const user = (site: string) => mutate(good, ['stacks', `billing-${site}`, 'resource', 'fake_ledger', 'postings', 'user'], 'ledger');
      expect([...lawSeven(good, fake), ...lawSeven(user('north'), fake)]).toEqual([]);
      expect(lawSeven(user('south'), fake)).toEqual([
        'billing-south: fake_ledger.postings joins billing-postings, and has a user of its own',
      ]);
    });

    test('an account whose redundancy is put back after its own failover', () => {
      const azure = cloudNamed('azure');
      const good = render({ cloud: azure, kinds: ['object-storage'], tier: 'hot' });
      expect(lawSeven(good, azure)).toEqual([]);
      expect(
        lawSeven(
          mutate(
            good,
            ['stacks', 'billing-francecentral', 'resource', 'azurerm_storage_account', 'invoices', 'lifecycle', 'ignore_changes'],
            [],
          ),
          azure,
        ),
      ).not.toEqual([]);
    });

    test('a secret whose replica is put back after it was cut loose', () => {
      const good = render({ cloud: aws, kinds: ['secrets'], tier: 'hot' });
      expect(lawSeven(good, aws)).toEqual([]);
      expect(
        lawSeven(
          mutate(good, ['stacks', 'billing-links', 'resource', 'aws_secretsmanager_secret', 'keys-api-token', 'lifecycle'], {}),
          aws,
        ),
      ).not.toEqual([]);
    });
  });
});
