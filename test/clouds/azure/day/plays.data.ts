/** Asked ahead of the day by `continuity doctor`, or by what polls a standby: in no sheet. */
const DOCTOR = 'asked by the doctor, or polled: in no sheet';

/** What follows where a side that was replaced is let go of: no day has a third region. */
const THIRD = 'no day has a third region';
/** What a move that was broken off may have left. */
const BROKEN_OFF = 'no day gives a failover up; its calls are played by object-storage.test.ts';

/** Who plays the lines of a file: one of the days, but for lines of it that it does not, each with its reason; or nobody, with the reason. */
export type Plays =
  | { readonly day: string; readonly not?: Readonly<Record<string, string>> }
  | { readonly nobody: string; readonly not?: undefined };

/** By the files of `lib/clouds/azure` in which command lines stand. Days are the tests beside this. */
export const PLAYS: Readonly<Record<string, Plays>> = {
  'cli.ts': {
    not: {
      'az storage container-rm list --include-deleted --output --query --resource-group --storage-account --subscription': DOCTOR,
      'az storage account list --output --query --subscription': BROKEN_OFF,
    },
    day: 'day',
  },
  'cli-apps.ts': {
    not: {
      'az containerapp revision show --name --output --query --resource-group --revision --subscription':
        'asked of an app that does not run: played by a mutant',
      'az containerapp env show --name --output --query --resource-group --subscription': DOCTOR,
      'az identity show --name --output --query --resource-group --subscription': DOCTOR,
      'az containerapp env list-usages --name --output --query --resource-group --subscription': DOCTOR,
      'az containerapp list-usages --location --output --query --subscription': DOCTOR,
    },
    day: 'day',
  },
  'cli-backups.ts': {
    not: {
      'az sql db ltr-backup restore --backup-id --dest-database --dest-resource-group --dest-server --output --subscription':
        'no day restores a copy that is kept for years; its calls are played by sql-copies.test.ts',
      'az sql db geo-backup show --database --output --query --resource-group --server --subscription': DOCTOR,
    },
    day: 'copies',
  },
  'cli-containers.ts': {
    not: {
      'az acr list --output --query --subscription': DOCTOR,
      'az acr check-name --name --output --query --subscription': DOCTOR,
    },
    day: 'day',
  },
  'cli-copied.ts': { day: 'copies' },
  'cli-database.ts': {
    not: {
      'az postgres flexible-server backup list --output --query --resource-group --server-name --subscription': DOCTOR,
    },
    day: 'day',
  },
  'cli-doctor.ts': { nobody: DOCTOR },
  'cli-doors.ts': { day: 'day' },
  'cli-dumps.ts': { nobody: 'no day has a database that is dumped; its calls are played by dumped-database.test.ts' },
  'cli-existing.ts': { nobody: 'no day has a server that exists; its calls are played by cli-existing.test.ts' },
  'cli-gateway.ts': { nobody: DOCTOR },
  'cli-geo.ts': {
    not: {
      'az backup item list --backup-management-type --output --query --resource-group --subscription --vault-name --workload-type': DOCTOR,
    },
    day: 'day',
  },
  'cli-group.ts': { day: 'machines' },
  'cli-kubernetes.ts': {
    not: {
      'az vm list-usage --location --output --query --subscription': DOCTOR,
    },
    day: 'clusters',
  },
  'cli-machines.ts': {
    not: {
      'az vmss rolling-upgrade get-latest --name --query --resource-group --subscription':
        'no day gives an upgrade up; played by cli-machines.test.ts',
      'az vm list-skus --all --location --output --query --resource-type --size --subscription': DOCTOR,
      'az vm list-usage --location --output --query --subscription': DOCTOR,
      'az feature show --name --namespace --output --query --subscription': DOCTOR,
      'az capacity reservation list --capacity-reservation-group --output --query --resource-group --subscription': DOCTOR,
    },
    day: 'machines',
  },
  'cli-mysql.ts': { day: 'standalone' },
  'cli-netapp.ts': {
    not: {
      'az netappfiles snapshot list --output --query --volume-name': DOCTOR,
    },
    day: 'standalone',
  },
  'cli-replication.ts': { day: 'pets' },
  'cli-room.ts': { nobody: DOCTOR },
  'cli-secrets.ts': {
    not: {
      'az keyvault secret recover --name --output --subscription --vault-name':
        'no day has a secret that was deleted; played by cli-secrets.test.ts',
      'az keyvault show --name --output --query --subscription': DOCTOR,
      'az rest --body --method --output --query --url': DOCTOR,
      'az keyvault list --output --query --subscription': DOCTOR,
      'az keyvault list-deleted --output --query --resource-type --subscription': DOCTOR,
    },
    day: 'day',
  },
  'cli-sql.ts': {
    not: {
      'az sql failover-group delete --name --output --resource-group --server --subscription': THIRD,
      'az sql db replica delete-link --name --output --partner-server --resource-group --server --subscription --yes': THIRD,
    },
    day: 'day',
  },
  'cli-sqlexisting.ts': { nobody: 'no day has a SQL server that exists; its calls are played by cli-sqlexisting.test.ts' },
  'cli-storage.ts': { nobody: 'no day has a container that exists; its calls are played by cli-storage.test.ts' },
  'cli-table.ts': {
    not: {
      'az cosmosdb sql retrieve-latest-backup-time --account-name --container-name --database-name --location --output --query --resource-group --subscription':
        DOCTOR,
    },
    day: 'day',
  },
  'cli-traffic.ts': { nobody: DOCTOR },
  'cli-velero.ts': { day: 'clusters' },
  'cli-ways.ts': { nobody: 'texts of cli-existing.ts and cli-sqlexisting.ts' },
};
