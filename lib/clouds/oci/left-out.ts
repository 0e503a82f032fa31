import type { Declaration } from '../../components/component';
import { isOf } from '../../components/declarations';

const PROVIDER = 'https://github.com/oracle/terraform-provider-oci/blob/v7.29.0/website/docs/r';

/** Engines that have no cell, why, and the nearest that can be had. Read 2026-11. */
const ENGINES: Readonly<Record<string, string>> = {
  // Of a copy the service says the OCID of what it was taken of, in the region that may be lost, and no name.
  postgres: `DatabaseEngine.mysql('8.4') here, or PostgreSQL on AWS or Azure: provider 7.29 has no replica of OCI Database with PostgreSQL in another region (${PROVIDER}/psql_db_system.html.markdown: its source is a backup alone), and a backup that its copy_policy brought there does not say by name whose it is, so that the region that survives could not tell`,
  mariadb: "DatabaseEngine.mysql('8.4'): MySQL HeatWave, or MariaDB on AWS",
  sqlserver: 'SQL Server on Azure: OCI has no service for it',
};

/** Why none of the services here takes it. */
export const leftOut = (declaration: Declaration): string | undefined =>
  isOf('relational-database', declaration) ? ENGINES[declaration.engine.name] : undefined;
