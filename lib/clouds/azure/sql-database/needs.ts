import { askedOf, looksAt, type Needed } from '../../../port/needed';
import type { Seed } from '../../../port/phases';
import type { DoctorItem } from '../../../words/doctor';
import { works } from '../../../words/posture';
import { followedByNoOther, keyOfSqlServer, letsInByEntraAlone, regionOfSqlServer, saidOfDatabase, sqlLedBy } from '../cli-sqlexisting';
import type { ServerWords } from '../cli-database';
import { secretThere } from '../cli-secrets';
import { inVault } from '../vault-region';
import { sqlOf, type SqlPlace, type SqlPlacement } from './names';
import { sqlSize } from './sizes';

/* What of a database that exists only the service knows, compared with what stands by for it. */

const GROUPS = 'https://learn.microsoft.com/azure/azure-sql/database/failover-group-sql-db';

/** A question about a database that exists. */
type Is = (what: string, title: string, run: string[], matches: string, fix: string) => Needed;

/** What has to be so before another database follows it. */
function databaseNeeds(placement: SqlPlacement, place: SqlPlace, follower: string): Needed[] {
  const { id, component, declaration } = placement;
  const { vaultName, name } = inVault(declaration.existing?.[place.site]?.secret ?? '');
  const is: Is = (what, title, run, matches, fix) => ({
    id: `${what}-${id}`,
    title: `${component} at ${place.region} ${title}`,
    run,
    matches,
    fix,
  });
  return [
    ...toBeFollowed(is, placement, place),
    ...toBeAlone(is, placement, place, follower),
    {
      id: `secret-${id}`,
      title: `The password of ${component} is in the vault ${vaultName}`,
      run: secretThere(place.account, vaultName, name),
      matches: '[Tt]rue',
      fix: `az keyvault secret set --vault-name ${vaultName} --name ${name} --file FILE --output none; whoever applies reads it there (Key Vault Secrets User)`,
    },
  ];
}

const onServer = ({ subscription, group, server }: ServerWords): string =>
  `--subscription ${subscription} --resource-group ${group} --server ${server}`;

function toBeFollowed(is: Is, { declaration }: SqlPlacement, place: SqlPlace): Needed[] {
  const of = sqlOf(place, declaration);
  const resized = `az sql db update ${onServer(of)} --name ${of.database} --service-objective ${sqlSize(declaration.size)}`;
  return [
    is('region', `is on a server in ${place.region}`, regionOfSqlServer(of), place.region, `the server that stands in ${place.region}`),
    is(
      'tier',
      'is of General Purpose, by vCores: what follows it is made of that, and both have to be of one tier',
      saidOfDatabase(of, 'sku.tier'),
      'GeneralPurpose',
      resized,
    ),
    is(
      'enclave',
      'has no secure enclaves: what follows it is made without, and Azure wants both alike',
      saidOfDatabase(of, "preferredEnclaveType || 'Default'"),
      'Default',
      `where no column needs one, az sql db update ${onServer(of)} --name ${of.database} --preferred-enclave-type Default; else a pair that the library makes, with azure.customize(database, ({ instance }) => …) for both`,
    ),
    is(
      'pool',
      'is in no elastic pool: a failover group wants one of that name at both sides, and none is made',
      saidOfDatabase(of, "elasticPoolId || 'None'"),
      'None',
      `${resized}, which takes it out of its pool (${GROUPS})`,
    ),
    is(
      'key',
      'is encrypted by a key of the service: one of a vault would have to be reached from the other region, too',
      keyOfSqlServer(of),
      'ServiceManaged',
      `az sql server tde-key set ${onServer(of)} --server-key-type ServiceManaged`,
    ),
    is(
      'password-auth',
      'lets its administrator in by a password',
      letsInByEntraAlone(of),
      '[Ff]alse',
      `az sql server ad-only-auth disable --subscription ${of.subscription} --resource-group ${of.group} --name ${of.server}`,
    ),
  ];
}

function toBeAlone(is: Is, { declaration }: SqlPlacement, place: SqlPlace, follower: string): Needed[] {
  const of = sqlOf(place, declaration);
  return [
    is(
      'alone',
      'is in no failover group of its own, follows nobody, and is followed by nobody else: a database is in one group, and what joins the sites makes it',
      followedByNoOther(of, place.names.group, follower),
      'alone',
      `az sql failover-group delete ${onServer(of)} --name …, then az sql db replica delete-link ${onServer(of)} --name ${of.database} --partner-server …: its name leads nowhere then, so that clients are given the address of the server first`,
    ),
    is(
      'guards',
      'is reached by the ways that are given, and by no other: a fence closes all, and opens those again',
      sqlLedBy(of, declaration.existing?.[place.site]?.guards ?? []),
      'given',
      'guards: all that this prints',
    ),
  ];
}

/** What nothing waits for: the size of what stands by, which is compared again once both are there. */
const sizeWanted = ({ id, component, declaration }: SqlPlacement, place: SqlPlace): Needed => ({
  id: `sized-${id}`,
  title: `${component} at ${place.region} is of the size of what stands by for it`,
  run: saidOfDatabase(sqlOf(place, declaration), 'currentServiceObjectiveName'),
  matches: sqlSize(declaration.size),
  fix: 'size as this prints it; another family by azure.customize(database, ({ instance }) => …)',
});

/** As it is asked ahead of the day, where it serves. */
export const databaseAsked = (placement: SqlPlacement): DoctorItem[] =>
  placement.here.existing && works(placement.form)
    ? askedOf(placement.here.region, [
        ...databaseNeeds(placement, placement.here, placement.peer.names.server),
        sizeWanted(placement, placement.here),
      ])
    : [];

/** What a database that exists at the other site has to be before this one is made to follow it. */
export const databaseSeeds = (placement: SqlPlacement): readonly Seed[] =>
  placement.peer.existing
    ? looksAt(placement.peer.region, databaseNeeds(placement, placement.peer, placement.here.names.server)).map((step): Seed => ({
        step,
        before: 'sites',
      }))
    : [];
