import type { Sla } from '../../words/sla';

/*
 * What Microsoft promises a month of what users need in order to be served. An SLA is what is paid back below.
 */

/** Reads and writes of the hot tier, whatever the redundancy. */
export const BLOB_SLA: Sla = {
  of: 'Azure Storage, hot tier',
  percent: 99.9,
  source: 'https://github.com/MicrosoftDocs/azure-docs/blob/main/articles/storage/common/storage-redundancy.md',
  date: '2023-07-17',
  verified: true,
};

/** PostgreSQL flexible server, by how it is spread. */
export const POSTGRES_SLAS = { single: postgres('no high availability', 99.9), zonal: postgres('zone-redundant high availability', 99.99) };

function postgres(how: string, percent: number): Sla {
  return {
    of: `Azure Database for PostgreSQL flexible server, ${how}`,
    percent,
    source: 'https://github.com/MicrosoftDocs/azure-docs/blob/main/articles/reliability/reliability-postgresql-flexible-server.md',
    date: '2024-11-05',
    verified: true,
  };
}
