import { DataAwsKmsAlias } from '@cdktf/provider-aws/lib/data-aws-kms-alias/index.js';
import { DynamodbTableReplicaA } from '@cdktf/provider-aws/lib/dynamodb-table-replica/index.js';
import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table/index.js';
import type { LinksContext } from '../../../port/cloud';
import { tableArn, type TableLink, type TablePlace } from './names';

/**
 * The replica is a resource of its own: one that were a block of its table would go by a change of that, which no plan calls a destruction. What scales
 * capacities is an architect's.
 */
export const KEPT_AS_IT_IS = ['replica', 'read_capacity', 'write_capacity'];

const TYPES = { string: 'S', number: 'N' } as const;

/**
 * A table, and its replica at the other site: version 2019.11.21 of global tables. Both stand where the two sites meet, since whoever reads one asks
 * both regions. Of what came from a site that is gone the table is nobody's any more: it goes on with its replica there, and gets another one.
 */
export function renderGlobalTable(context: LinksContext, link: TableLink): undefined {
  if (link.posture !== 'replica') return;
  const { id, owner, guest, elder, younger } = link;
  const [main, other] = elder.site === owner.site ? [owner, guest] : [elder, younger];
  const table = elder.site === owner.site ? renderTable(context, link, owner) : undefined;
  new DynamodbTableReplicaA(context.stack, `${id}-at-${other.region}`, {
    provider: context.provider(other.site),
    globalTableArn: tableArn(main),
    kmsKeyArn: keyOf(context, link, other),
    pointInTimeRecovery: true,
    deletionProtectionEnabled: context.workload.durable,
    tags: { Name: other.names.table },
    lifecycle: { preventDestroy: context.workload.durable },
    ...(table ? { dependsOn: [table] } : {}),
  });
}

function renderTable(context: LinksContext, link: TableLink, owner: TablePlace): DynamodbTable {
  const { stack, workload, provider } = context;
  const { partitionKey, sortKey, throughput, restorableDays } = link.declaration;
  return new DynamodbTable(stack, link.id, {
    provider: provider(owner.site),
    name: owner.names.table,
    billingMode: 'PAY_PER_REQUEST',
    onDemandThroughput: { maxReadRequestUnits: throughput.reads, maxWriteRequestUnits: throughput.writes },
    hashKey: partitionKey.name,
    ...(sortKey ? { rangeKey: sortKey.name } : {}),
    attribute: [partitionKey, ...(sortKey ? [sortKey] : [])].map(({ name, type }) => ({ name, type: TYPES[type] })),
    // What replicates reads it.
    streamEnabled: true,
    streamViewType: 'NEW_AND_OLD_IMAGES',
    serverSideEncryption: { enabled: true, kmsKeyArn: keyOf(context, link, owner) },
    pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: restorableDays },
    deletionProtectionEnabled: workload.durable,
    tags: { Name: owner.names.table },
    lifecycle: { preventDestroy: workload.durable, ignoreChanges: KEPT_AS_IT_IS },
  });
}

/** The key of a site, by its ARN: another text would make the replica anew. */
const keyOf = ({ stack, provider }: LinksContext, { id }: TableLink, { site, region, ground }: TablePlace): string =>
  new DataAwsKmsAlias(stack, `${id}-key-${region}`, { name: `alias/${ground.alias}`, provider: provider(site) }).targetKeyArn;
