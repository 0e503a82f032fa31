import { script } from '../../words/steps';

/*
 * The command lines of Azure SQL Database. Calls and options are those of https://learn.microsoft.com/cli/azure/sql (azure-cli 2.91). UNVERIFIED:
 * none of them was run against Azure.
 */

/** A database on its server, as the command line names it. */
export interface SqlWords {
  readonly subscription: string;
  readonly group: string;
  readonly server: string;
  readonly database: string;
}

/** Its failover group, and the server at the other end. */
export interface SqlPair {
  readonly failoverGroup: string;
  readonly partner: string;
}

const wordsOf = ({ subscription, group, server, database }: SqlWords): [string, string, string, string] => [
  subscription,
  group,
  server,
  database,
];

const shown = ({ subscription, group, server, database }: SqlWords, query: string): string[] => [
  ...['az', 'sql', 'db', 'show', '--subscription', subscription, '--resource-group', group, '--server', server, '--name', database],
  ...['--query', query, '--output', 'tsv'],
];

/** The state of a database, whichever role it has. */
export const databaseStatus = (of: SqlWords): string[] => shown(of, 'status');

const LINK = `az sql db replica list-links --subscription "$1" --resource-group "$2" --server "$3" --name "$4" --output tsv --query`;

const ROLE = `set -e
role=$(az sql failover-group show --subscription "$1" --resource-group "$2" --server "$3" --name "$5" --query replicationRole --output tsv)
status=$(az sql db show --subscription "$1" --resource-group "$2" --server "$3" --name "$4" --query status --output tsv)
link=$(${LINK} "[?partnerServer=='$6'].join(' ', [role, replicationState]) | [0]")
printf '%s %s %s\\n' "$role" "$status" "\${link:-None}"`;

/** The role of a server in its group, as it knows it itself; the state of the database; and that of the link to the other one. */
export const roleIn = (of: SqlWords, { failoverGroup, partner }: SqlPair): string[] => script(ROLE, ...wordsOf(of), failoverGroup, partner);

/** What {@link roleIn} says of one that follows, and is in step but for what is on its way. */
export const FOLLOWS = 'Secondary Online Secondary CATCH_UP';
/** What it says of one that has all that a promotion needs, whether the other one answers or not. Where it is still being filled it cannot take the role. */
export const SEEDED = 'Secondary Online Secondary (CATCH_UP|SUSPENDED)';
/** What it says of one that takes writes. */
export const HAS_ROLE = 'Primary Online .+';

const STATE = `set -e
state=$(${LINK} "[?partnerServer=='$5'].replicationState | [0]")
printf '%s\\n' "\${state:-None}"`;

/** How the link to a partner is, as its source knows it. */
export const linkState = (of: SqlWords, partner: string): string[] => script(STATE, ...wordsOf(of), partner);

/** What {@link linkState} says of one that is in step. */
export const IN_STEP = 'CATCH_UP';

const OUT = `set -e
state=$(${LINK} "[?partnerServer=='$5'].replicationState | [0]")
if [ "$state" = CATCH_UP ]; then echo 0; else echo 1; fi`;

/** 0 where a database follows its partner in step, else 1. */
export const outOfStep = (of: SqlWords, partner: string): string[] => script(OUT, ...wordsOf(of), partner);

/** Has the server take the role of its group: one that has it already is left alone (source of the Azure CLI, \`failover_group_failover\`). */
export const takeRole = ({ subscription, group, server }: SqlWords, failoverGroup: string, forced: boolean): string[] => [
  ...['az', 'sql', 'failover-group', 'set-primary', '--subscription', subscription, '--resource-group', group, '--server', server],
  ...['--name', failoverGroup, ...(forced ? ['--allow-data-loss'] : []), '--output', 'none'],
];

/** Whether a server is reached by public networks, and how many private endpoints lead to it. */
export const sqlDoors = ({ subscription, group, server }: SqlWords): string[] => [
  ...['az', 'sql', 'server', 'show', '--subscription', subscription, '--resource-group', group, '--name', server, '--query'],
  "join(' ', [publicNetworkAccess || 'Enabled', to_string(length((privateEndpointConnections || `[]`)[?properties.privateLinkServiceConnectionState.status=='Approved']))])",
  ...['--output', 'tsv'],
];

/** What {@link sqlDoors} says of one that nobody reaches. */
export const SHUT = 'Disabled 0';

const ALIKE = `set -eu
is() { az sql db show --subscription "$1" --resource-group "$2" --server "$3" --name "$4" --output tsv --query "join(' ', [currentServiceObjectiveName, to_string(maxSizeBytes)])"; }
here=$(is "$1" "$2" "$3" "$4")
there=$(is "$5" "$6" "$7" "$8")
if [ "$here" = "$there" ]; then echo alike; else printf '%s; there %s\\n' "$here" "$there"; fi`;

/** Whether two databases are of one size, and may grow as large; else what each is. */
export const databasesAlike = (here: SqlWords, there: SqlWords): string[] => script(ALIKE, ...wordsOf(here), ...wordsOf(there));

/** The role of a server in its group, who decides that roles move, and how many databases the group has: as the server that has the role knows it. */
export const groupOf = ({ subscription, group, server }: SqlWords, failoverGroup: string): string[] => [
  ...['az', 'sql', 'failover-group', 'show', '--subscription', subscription, '--resource-group', group, '--server', server],
  ...['--name', failoverGroup, '--query'],
  "join(' ', [replicationRole, readWriteEndpoint.failoverPolicy, to_string(length(databases || `[]`))])",
  ...['--output', 'tsv'],
];

/** What {@link groupOf} says of one that swaps roles where it is told to, and only there. */
export const BY_COMMAND = 'Primary Manual [1-9]\\d*';

const LET_GO = `set -eu
old=$(az sql failover-group list --subscription "$1" --resource-group "$2" --server "$3" --query "[?name=='$5'].partnerServers[0].id | [0]" --output tsv)
old=\${old##*/}
if [ "$old" = "$6" ]; then exit 0; fi
links=$(${LINK} "[?role=='Primary' && partnerServer!='$6'].partnerServer")
case $old in
  '' | None) ;;
  *) az sql failover-group delete --subscription "$1" --resource-group "$2" --server "$3" --name "$5" --output none ;;
esac
for link in $links; do
  case $link in
    "$old" | "\${5%-*-group}"-*) az sql db replica delete-link --subscription "$1" --resource-group "$2" --server "$3" --name "$4" --partner-server "$link" --yes --output none ;;
  esac
done`;

/**
 * Ends the group with a server that is another one than the partner, and what was sent there: a group has one partner, and is made anew with the next one
 * (https://learn.microsoft.com/azure/azure-sql/database/failover-group-configure-sql-db, "Change the secondary region"). Both databases stay.
 * A link is told by the database, so that one whose group went already ends, too; one to a server that is not called as those of the component are is
 * somebody else's replica, and stays.
 */
export const letGoOf = (of: SqlWords, { failoverGroup, partner }: SqlPair): string[] =>
  script(LET_GO, ...wordsOf(of), failoverGroup, partner);

const HOLDS = `set -eu
bytes=$(az sql db show --subscription "$1" --resource-group "$2" --server "$3" --name "$4" --query maxSizeBytes --output tsv)
case $bytes in '' | *[!0-9]*) printf 'no number: %s\\n' "$bytes"; exit 0 ;; esac
has=$((bytes / 1073741824))
if [ "$has" -ge "$5" ]; then is=room; else is=less; fi
printf '%s: it may hold %s GiB, and is declared to hold %s\\n' "$is" "$has" "$5"`;

/** Whether a database may grow as large as it is declared to; `HAS_ROOM` of `port/room-words.ts` where it may. */
export const roomFor = (of: SqlWords, gib: number): string[] => script(HOLDS, ...wordsOf(of), String(gib));

/** Whether a database is over several zones. */
export const overZones = (of: SqlWords): string[] => shown(of, 'zoneRedundant');

/** The first moment that a database can be restored to: none where it follows. */
export const restorableSince = (of: SqlWords): string[] => shown(of, "earliestRestoreDate || 'none'");
