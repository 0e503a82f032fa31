import type { MoveFacts } from '../../../port/facts';
import type { RecoverySteps } from '../../../port/phases';
import { restoreTime } from '../../../words/figure';
import { BEGUN, checkStep, type Check, type Crossing } from '../../../words/steps';
import { databaseStatus, SHUT, sqlDoors } from '../cli-sql';
import { copyOf, databasesNamed, geoBackup, RESTORABLE, restoreGeo, restoreLong, sizeOffered, type SqlMade } from '../cli-backups';
import { sqlServerId } from '../ids';
import { looked, type More } from '../../../port/looks';
import { askedOfSource, making } from '../restored';
import { geoRestore } from './figures';
import { sqlOf, type SqlPlace, type SqlPlacement } from './names';
import { backupsOf, keptInRegion, LONGEST } from './server';
import { sqlSize } from './sizes';

/** What is made from copies when it takes the role, and whom it is made from. */
interface Restored {
  readonly of: SqlPlace;
  readonly point?: string;
}

/** Seconds until a change of where backups are kept is seen ("up to 48 hours", automated-backups-overview, as of 2022-07). */
const UNTIL_KEPT = 48 * 3600;

const look = (placement: SqlPlacement, step: string, title: string, more: Partial<More>): Check =>
  looked(placement, databasesNamed(sqlOf(placement.here, placement.declaration)), step, title, { matches: '0', ...more });

/** Steps around a database that is made from copies: by a command, since a planned move copies what a forced one restores; its site takes it in. */
export function copiedRecovery(placement: SqlPlacement, { kind }: MoveFacts): RecoverySteps {
  const { here, origin, declaration } = placement;
  const own = sqlOf(here, declaration);
  const fenced = [look(placement, 'fenced', 'is reached by nobody', { run: sqlDoors(own), matches: SHUT })];
  const verify = [look(placement, 'promoted', 'is online', { run: databaseStatus(own), matches: 'Online', timeout: 1800 })];
  const standing = placement.posture === 'backup' ? standsBy(placement) : [];
  if (origin.how !== 'restored' || origin.done) return { verify, standing, fenced };
  const source = sqlOf(origin.of, declaration);
  const answers = (step: string, title: string): Check =>
    askedOfSource(placement, origin.of.region, {
      step,
      title,
      run: databaseStatus(source),
      matches: 'Online',
      onFailure: 'a planned move copies it as it stands: bring it online, or fail over, which takes what is in the other region already',
    });
  return {
    check: [
      look(placement, 'room', `has a server for it, and nothing of its name on it: it can be made there`, { onFailure: NOT_EMPTY }),
      offered(placement),
      ...(kind === 'planned' ? [answers('source', 'is online, and can be copied')] : []),
    ],
    drained: [answers('whole', 'is online behind its fence: the copy that is made of it has everything')],
    promote: [kind === 'planned' ? copied(placement, origin.of) : restored(placement, origin)],
    verify,
    follows: [look(placement, 'follows', 'is not made yet', { onFailure: BEGUN })],
    standing,
    fenced,
  };
}

/** What has to be there before it counts: somewhere to make it, and something to make it from. */
function standsBy(placement: SqlPlacement): Check[] {
  const { id, component, here, peer, declaration } = placement;
  return [
    look(placement, 'standing', 'has a server for it, and nothing of its name on it', { onFailure: NOT_EMPTY }),
    checkStep({
      id: `copied-${id}`,
      title: `Backups of ${component} at ${peer.region} are kept in the paired region, ${here.region}, too, and one is there`,
      run: geoBackup(sqlOf(peer, declaration)),
      matches: RESTORABLE,
      endpoint: peer.region,
      timeout: UNTIL_KEPT,
      onFailure:
        'wait: the first one is made within an hour of the database, and another redundancy of its backups may take 48 hours. Where it says Local or Zone, apply the site that serves',
    }),
    { ...offered(placement), id: `orderable-${id}` },
  ];
}

const offered = ({ id, component, here, declaration: { size } }: SqlPlacement): Check =>
  checkStep({
    id: `offered-${id}`,
    title: `A database of the size of ${component} (${sqlSize(size)}) is offered at ${here.region}`,
    run: sizeOffered(here.account, here.region, sqlSize(size)),
    matches: 'offered',
    endpoint: here.region,
    timeout: 60,
    bestEffort: true,
    onFailure: 'nobody promises that there is room on the day: take a smaller size, or a replica (tier: Tier.HOT), which stands',
  });

/** As it is made: on the day no backup of it is asked for in a region that may be out; the reprotect asks for it. */
const madeAs = (placement: SqlPlacement, backups: string): SqlMade => ({
  at: sqlOf(placement.here, placement.declaration),
  size: sqlSize(placement.declaration.size),
  zonal: placement.spread === 'zonal',
  backups,
});

const MADE =
  'no output, once it is online; repeated, it waits for what it began, and makes nothing twice. Logins of a server are not in it';

/** What is left half made: by a copy whose source went out (a failover that takes over from a planned move finds it), or where its making failed. */
function halfMade({ here, declaration }: SqlPlacement): string {
  const { subscription, group, server, database } = sqlOf(here, declaration);
  return `read the error, and run the procedure again: it goes on here. Where it is in a state that does not end (Copying, of a planned move whose source is out; Suspect): as long as the apply behind this was not run, nobody wrote to it, and it is only half made: az sql db delete --subscription ${subscription} --resource-group ${group} --server ${server} --name ${database}; then run the procedure again, which makes it anew`;
}

const copied = (placement: SqlPlacement, source: SqlPlace): Crossing =>
  making(placement, {
    title: `is made as a copy of that at ${source.region}, which nobody writes to any more`,
    run: copyOf(madeAs(placement, backupsOf(placement.here.region, placement)), sqlOf(source, placement.declaration)),
    expected: MADE,
    losesData: 'nothing: the side that is left is fenced, and its database stays',
    onFailure: halfMade(placement),
    figure: restoreTime(placement.declaration.gib),
    longest: LONGEST,
  });

function restored(placement: SqlPlacement, { of, point }: Restored): Crossing {
  const made = madeAs(placement, keptInRegion(placement.here.region));
  const run = isLong(point) ? restoreLong(made, point) : restoreGeo(made, point ?? recoverableId(of, placement.declaration.database));
  return making(placement, {
    title: `is restored from ${point ? 'the backup that was chosen' : `the newest backup that is there of ${of.region}`}`,
    run,
    expected: `${MADE}. Where there is no backup it ends with an error, and makes nothing: make ${placement.declaration.database} on that server by hand (az sql db ltr-backup restore, or an empty one), and run this again: what is online there is taken`,
    losesData:
      'what the old side took and had not sent yet: up to an hour (Microsoft gives no more than that). It stays in its own database',
    onFailure: halfMade(placement),
    figure: geoRestore(placement.declaration.gib),
    longest: LONGEST,
  });
}

const isLong = (point: string | undefined): point is string => /\/longTermRetentionBackups\//i.test(point ?? '');

/** Id of the backups of a database that are in the paired region, as azurerm and the service know it. */
const recoverableId = (place: SqlPlace, database: string): string => `${sqlServerId(place)}/recoverableDatabases/${database}`;

/** Points that a database can be made from in another region: of its server, or of what it keeps for long. */
export const SQL_POINTS = {
  shape: /^\/subscriptions\/[0-9a-f-]{36}\/\S+\/(?:recoverableDatabases|longTermRetentionBackups)\/[^\s/]+$/i,
  example:
    '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/GROUP/providers/Microsoft.Sql/servers/SERVER/recoverableDatabases/main (az sql db geo-backup list), or of az sql db ltr-backup list',
};

const NOT_EMPTY =
  'where the server is missing, apply its site. A database of that name there was made by hand, or by a move that was given up: see that it is not what serves, save what only it has, and delete it (az sql db delete)';
