import type { Declaration } from '../../components/component';
import { isOf } from '../../components/declarations';

/** Engines that have no cell, why, and the nearest that can be had. Read 2026-11. */
const ENGINES: Readonly<Record<string, string>> = {
  mariadb: "DatabaseEngine.mysql('8.4'): MySQL HeatWave, or MariaDB on AWS",
  sqlserver: 'SQL Server on Azure: OCI has no service for it',
};

/** Why none of the services here takes it. */
export const leftOut = (declaration: Declaration): string | undefined =>
  isOf('relational-database', declaration) ? ENGINES[declaration.engine.name] : undefined;
