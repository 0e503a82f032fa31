import type { TypeRow } from '../../../port/facts';

const SOURCE = 'https://github.com/hashicorp/terraform-provider-aws/blob/v6.25.0/internal/service/dynamodb';

/**
 * What is known of the types of a global table. Whoever reads a table asks each region that it has a replica in, whatever the code says of replicas
 * (`addReplicaPITRs` of its read); whoever reads a replica asks the region of its table. So neither stands in a stack of recovery.
 */
export const TABLE_TYPES: Readonly<Record<string, TypeRow>> = {
  aws_dynamodb_table: {
    holdsData: true,
    importId: '{name}',
    keeps: [{ argument: 'point_in_time_recovery.recovery_period_in_days', what: 'any moment of the last days (continuous backups)' }],
    reach: [{ argument: 'replica.region_name', on: 'read', source: `${SOURCE}/table.go` }],
  },
  aws_dynamodb_table_replica: {
    holdsData: true,
    // `tableReplicaID` of its source.
    importId: '! NAME:REGION, the region that its table was made in: aws dynamodb describe-table --table-name NAME',
    reach: [{ argument: 'global_table_arn', on: 'read', source: `${SOURCE}/table_replica.go` }],
  },
  // Version 2017.11.29, which the vendor says to avoid: it takes tables of several regions, and none of this library's is one of its.
  aws_dynamodb_global_table: {
    holdsData: false,
    reach: [{ argument: 'replica.region_name', on: 'read', source: `${SOURCE}/global_table.go (UNVERIFIED: not read)` }],
  },
};
