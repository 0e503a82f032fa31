import { DataAwsDbSnapshot } from '@cdktf/provider-aws/lib/data-aws-db-snapshot/index.js';
import { DbInstance, type DbInstanceConfig } from '@cdktf/provider-aws/lib/db-instance/index.js';
import { DbParameterGroup } from '@cdktf/provider-aws/lib/db-parameter-group/index.js';
import { DbSubnetGroup } from '@cdktf/provider-aws/lib/db-subnet-group/index.js';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group/index.js';
import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter/index.js';
import type { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { kebab } from '../../../plan/names';
import type { Rendered } from '../../../port/cloud';
import { copyFigures, OWN } from '../../../words/figure';
import type { Effect } from '../../../words/effect';
import { works } from '../../../words/posture';
import { awsCell, type AwsContext } from '../cell';
import { SNAPSHOT_POINTS } from '../facts';
import { LAST_COPY_MADE } from '../copies';
import { BACKUP_TAG } from '../ground';
import { copyPassword, forgetPassword, passwordArguments, renderSecret } from './password';
import { partitionOf } from '../partition';
import { databaseDoctor } from './doctor';
import { databaseServingSignals, databaseSignals } from './signals';
import { DATABASE_NAMES, databaseRecovery, type DatabasePlacement } from './steps';
import { DATABASE_TYPES } from './types';
import { instanceClass } from './sizes';
import { databaseFlaws } from './limits';
import { networkOf } from '../network/cell';

const GUIDE = 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.XRgn.html';
const LAG = { seconds: 60, source: `ReplicaLag: seconds, asynchronous, no SLA (${GUIDE}); the figure is ${OWN}`, verified: false };
const PROMOTION = { seconds: 600, source: `"several minutes" (${GUIDE}); the figure is ${OWN}`, verified: false };

/** Arguments that a promotion or a restore decides: a difference is never a wish to build the instance again. */
const KEPT_AS_IT_IS = ['username', 'db_name', 'engine', 'snapshot_identifier', 'storage_encrypted', 'kms_key_id', 'availability_zone'];

/** The promotion itself is Terraform's: the apply takes the source away. What the instance then is, it has from its source. */
const AS_IT_IS: Effect = {
  type: 'aws_db_instance',
  does: 'swaps',
  terraform: 'ignored',
  how: KEPT_AS_IT_IS.join(', '),
  source:
    'https://github.com/hashicorp/terraform-provider-aws/blob/v6.25.0/internal/service/rds/instance.go: its update promotes, its read takes these from the instance (UNVERIFIED at that tag for each of them)',
};

/** RDS for PostgreSQL: a cross-region replica at `replica`, copies and a restore at `backup`. */
export const relationalDatabase = awsCell({
  kind: 'relational-database',
  service: 'Amazon RDS for PostgreSQL',
  facts: {
    oneAccount: true,
    needs: ['network'],
    flips: { replica: 'promote', backup: 'restore' },
    spreads: ['single'],
    limits: 'several zones are not offered by this cell: take hot, warm or cold',
    fence: 'a security group that admits nobody',
    automatic: false,
    names: DATABASE_NAMES,
    points: SNAPSHOT_POINTS,
    oneWay: ['aws_db_instance.replicate_source_db'],
    effects: [AS_IT_IS, LAST_COPY_MADE],
    refuses: databaseFlaws,
    figures: (declaration, posture, copyEvery) =>
      posture === 'replica' ? { rpo: LAG, promotion: PROMOTION } : copyFigures(declaration.gib, copyEvery),
  },
  types: DATABASE_TYPES,
  recovery: databaseRecovery,
  signals: databaseSignals,
  servingSignals: databaseServingSignals,
  doctor: databaseDoctor,
  renderSite: renderDatabase,
  renderLinks: copyPassword,
});

/** What outlives the generations of an instance. */
interface Around {
  readonly group: DbSubnetGroup;
  readonly parameters: DbParameterGroup;
  readonly open: SecurityGroup;
  readonly closed: SecurityGroup;
}

function renderDatabase(context: AwsContext, placement: DatabasePlacement): Rendered {
  const { stack } = context;
  const around = renderAround(context, placement);
  const secret = renderSecret(context, placement);
  const leaves = forgetPassword(placement);
  // Where copies are all there is, nothing stands that `customize` could change.
  if (placement.posture === 'backup') return { ready: [], waits: [], leaves };
  const instance = renderInstance(context, placement, around);
  if (!placement.current) return { instance, ready: [], waits: [], leaves };
  const base = kebab(placement.component);
  const { engine, database } = placement.declaration;
  new SsmParameter(stack, `${base}-host`, { name: `/${context.sitePlan.name}/${base}/host`, type: 'String', value: instance.address });
  return {
    instance,
    ready: [instance],
    waits: [instance],
    leaves,
    endpoint: { host: instance.address, port: engine.port, name: database, secretName: secret.name },
  };
}

/** What all generations share is rendered with the first of them; anything else that bears its id is refused by `make` itself. */
function once<T extends Construct>(stack: TerraformStack, id: string, type: { readonly tfResourceType: string }, make: () => T): T {
  const known = stack.node.tryFindChild(id) as (T & { readonly terraformResourceType?: string }) | undefined;
  return known?.terraformResourceType === type.tfResourceType ? known : make();
}

function renderAround(context: AwsContext, { component, here, declaration }: DatabasePlacement): Around {
  const { stack, workload } = context;
  const base = kebab(component);
  const { engine } = declaration;
  const { vpcId, cidr, privateSubnets } = networkOf(context);
  const { names } = here;
  const name = names.group;
  const guard = (kind: 'open' | 'closed'): SecurityGroup =>
    once(
      stack,
      `${base}-${kind}`,
      SecurityGroup,
      () =>
        new SecurityGroup(stack, `${base}-${kind}`, {
          name: `${names.securityGroup}-${kind}`,
          description: kind === 'open' ? `Clients of ${component} inside the site` : `Fence of ${component}: admits nobody`,
          vpcId,
          ...(kind === 'open'
            ? {
                ingress: [
                  {
                    fromPort: engine.port,
                    toPort: engine.port,
                    protocol: 'tcp',
                    cidrBlocks: [cidr],
                    description: 'clients inside the site',
                  },
                ],
              }
            : {}),
          tags: { Workload: workload.id },
        }),
    );
  return {
    group: once(
      stack,
      `${base}-subnets`,
      DbSubnetGroup,
      () => new DbSubnetGroup(stack, `${base}-subnets`, { name, subnetIds: [...privateSubnets] }),
    ),
    parameters: once(
      stack,
      `${base}-parameters`,
      DbParameterGroup,
      () =>
        new DbParameterGroup(stack, `${base}-parameters`, {
          name,
          family: `postgres${engine.version}`,
          parameter: [{ name: 'rds.force_ssl', value: '1' }],
        }),
    ),
    open: guard('open'),
    closed: guard('closed'),
  };
}

function renderInstance(context: AwsContext, placement: DatabasePlacement, around: Around): DbInstance {
  const { stack, ground, workload } = context;
  const { here, declaration, form, id } = placement;
  const name = here.names.instance;
  const instance = new DbInstance(stack, id, {
    ...sourceOf(context, placement),
    identifier: name,
    instanceClass: instanceClass(declaration.size),
    storageEncrypted: true,
    kmsKeyId: ground.key.arn,
    dbSubnetGroupName: around.group.name,
    parameterGroupName: around.parameters.name,
    vpcSecurityGroupIds: [form === 'fenced' ? around.closed.id : around.open.id],
    backupRetentionPeriod: 7,
    deletionProtection: workload.durable,
    skipFinalSnapshot: false,
    finalSnapshotIdentifier: `${name}-final`,
    copyTagsToSnapshot: true,
    publiclyAccessible: false,
    applyImmediately: true,
    tags: { Name: name, [BACKUP_TAG]: works(form) ? workload.id : 'off' },
    // What a promotion or a restore leaves behind must never be taken for a wish to build the instance again.
    lifecycle: { preventDestroy: workload.durable, ignoreChanges: [...KEPT_AS_IT_IS] },
  });
  for (const [argument, value] of Object.entries(passwordArguments(context, placement))) instance.addOverride(argument, value);
  return instance;
}

/** A promoted block is the standby's minus its source, with nothing added (tried: anything more is planned as delete and create). */
function sourceOf({ stack, sitePlan }: AwsContext, placement: DatabasePlacement): Partial<DbInstanceConfig> {
  const { origin, attached, declaration, id } = placement;
  const { engine, username, database, gib } = declaration;
  if (origin.how === 'created')
    return { engine: engine.name, engineVersion: engine.version, allocatedStorage: gib, storageType: 'gp3', dbName: database, username };
  const { of } = origin;
  if (origin.how !== 'restored')
    return attached ? { replicateSourceDb: `arn:${partitionOf(of.region)}:rds:${of.region}:${of.account}:db:${of.names.instance}` } : {};
  if (origin.done) return {};
  if (origin.point) return { snapshotIdentifier: origin.point };
  const latest = new DataAwsDbSnapshot(stack, `${id}-latest-copy`, {
    dbInstanceIdentifier: of.names.instance,
    snapshotType: sitePlan.account === of.account ? 'awsbackup' : 'shared',
    mostRecent: true,
  });
  return { snapshotIdentifier: latest.dbSnapshotArn };
}
