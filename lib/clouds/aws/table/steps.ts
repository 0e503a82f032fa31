import { closedSince, looked, type More } from '../../../port/looks';
import type { MoveFacts } from '../../../port/facts';
import type { Fence, RecoverySteps } from '../../../port/phases';
import { BEGUN, commandStep, found, type Check, type Find } from '../../../words/steps';
import { roleArn } from '../arn';
import { allArrived, closeTable, openTable, replicaStates, tableDoor } from '../cli-table';
import type { Statement } from '../policy';
import { tableArn, type TablePlacement } from './names';

/** The statement that closes a replica. */
const FENCE_SID = 'ContinuityFence';

/** Both replicas. One whose policy shuts out what replicates is a table of its own after 20 hours, for good. */
const BOTH = 'ACTIVE\\s+ACTIVE';
/** This one, whatever is known of the other. A table that is being changed takes writes. */
const THIS = '(ACTIVE|UPDATING)\\s+\\S+';

/**
 * What writes items, of whatever API (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html, 2026-11: a transaction needs these,
 * too). What replicates is let in: denied, the replica would stop, and be cut off for good after 20 hours
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/globaltables-security.html).
 */
export const fenceOf = ({ here }: Pick<TablePlacement, 'here'>): Statement => ({
  Sid: FENCE_SID,
  Effect: 'Deny',
  Principal: '*',
  Action: ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'PartiQLInsert', 'PartiQLUpdate', 'PartiQLDelete'].map(
    (action) => `dynamodb:${action}`,
  ),
  Resource: tableArn(here),
  Condition: {
    ArnNotLike: {
      'aws:PrincipalArn': roleArn(here, 'aws-service-role/replication.dynamodb.amazonaws.com/AWSServiceRoleForDynamoDBReplication'),
    },
  },
});

const look = (placement: TablePlacement, step: string, title: string, more: More): Check => {
  const { here, peer } = placement;
  return looked(placement, replicaStates(here.region, here.names.table, peer.region), step, title, more);
};

const doorOf = (placement: TablePlacement, step: string, title: string, more: More): Check => {
  const { here } = placement;
  return looked(placement, tableDoor(here.region, tableArn(here), FENCE_SID), step, title, more);
};

/** Steps around a table that takes writes at both sites: the one that was left is closed by a command, and nothing is promoted. */
export function tableRecovery(placement: TablePlacement, { kind }: MoveFacts): RecoverySteps {
  return {
    check: [look(placement, 'replica', 'is there, and takes writes', { matches: kind === 'planned' ? BOTH : THIS, onFailure: NOT_NOW })],
    fence: [fence(placement)],
    fenced: [doorOf(placement, 'fenced', 'takes no write but what is replicated', { matches: 'closed', timeout: 300 })],
    drained: drained(placement),
    verify: [doorOf(placement, 'open', 'lets writes in', { matches: 'open', timeout: 300, onFailure: SHUT })],
    follows: [look(placement, 'follows', 'is a replica still', { matches: THIS, onFailure: BEGUN })],
    standing: [look(placement, 'standing', 'is a replica, and both are complete', { matches: BOTH, timeout: 3600, onFailure: NOT_BACK })],
  };
}

/** One policy a replica, in its own region: no stack has it, so that nothing of the other region is asked for it. */
function fence({ id, component, here }: TablePlacement): Fence {
  const { region } = here;
  const about = { endpoint: region, timeout: 60 };
  return {
    step: commandStep({
      ...about,
      id: `fence-${id}`,
      title: `Deny writes to ${component} at ${region}, beside what its policy says`,
      run: closeTable(region, tableArn(here), FENCE_SID, fenceOf({ here })),
      expected: 'the revision of its policy',
    }),
    undo: commandStep({
      ...about,
      id: `unfence-${id}`,
      title: `Let writes to ${component} at ${region} in again`,
      run: openTable(region, tableArn(here), FENCE_SID),
      expected: 'taken out, or nothing to take out',
    }),
  };
}

/** No service says that a region has all of another: what was written is over, and nothing of it arrives any more. */
function drained(placement: TablePlacement): (Check | Find)[] {
  const { component, here, peer } = placement;
  const since = closedSince(placement);
  const all = look(placement, 'lag', `has everything that ${peer.region} took`, {
    run: allArrived(peer.region, peer.names.table, here.region, found(since.id)),
    matches: '0',
    number: component,
    endpoint: peer.region,
    timeout: 1800,
    onFailure:
      'still written: somebody is let in behind the fence, look at the policy of the table, and at who lifts it. Still sent: wait until nothing has been for five minutes',
  });
  return [since, all];
}

const NOT_NOW =
  'look at the table (aws dynamodb describe-table): what is being made or changed ends by itself. INACCESSIBLE_ENCRYPTION_CREDENTIALS: the key of that side is off, or lets DynamoDB in no more; REPLICATION_NOT_AUTHORIZED: a policy shuts out the role that replicates, and after 20 hours the replica is a table of its own, for good';
const SHUT =
  'its fence of an earlier move is there: run the step that takes it out (unfence), or take the statement ContinuityFence out of its policy';
const NOT_BACK = `${NOT_NOW}. None: there is no replica: apply what joins the sites`;
