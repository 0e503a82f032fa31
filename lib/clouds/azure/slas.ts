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

/** Files, of the same agreement. */
export const FILES_SLA: Sla = { ...BLOB_SLA, of: 'Azure Files, by the agreement on Azure Storage', verified: false };

/** A volume, whatever its level. Nobody read the SLA itself. */
export const NETAPP_SLA: Sla = {
  of: 'Azure NetApp Files',
  percent: 99.99,
  source: 'https://azure.microsoft.com/support/legal/sla/netapp/ (not read; the figure is UNVERIFIED)',
  date: '2026-12-01',
  verified: false,
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

/** MySQL flexible server without high availability, which no replica has. Nobody read the SLA itself. */
export const MYSQL_SLA: Sla = {
  of: 'Azure Database for MySQL flexible server, no high availability',
  percent: 99.9,
  source: 'https://azure.microsoft.com/support/legal/sla/mysql/v1_2/ (named by concepts-high-availability-faq; the figure is UNVERIFIED)',
  date: '2026-11-30',
  verified: false,
};

/** An account over two regions of which one has the writes, by whether that is spread over zones: reads may be answered by either, writes by that one alone. */
export const COSMOS_SLAS = {
  single: [cosmos('writes, no zones', 99.99), cosmos('reads', 99.999)],
  zonal: [cosmos('writes, zone-redundant', 99.995), cosmos('reads', 99.999)],
};

function cosmos(what: string, percent: number): Sla {
  return {
    of: `Azure Cosmos DB, two regions, one write region: ${what}`,
    percent,
    source: 'https://github.com/MicrosoftDocs/azure-docs/blob/main/articles/reliability/reliability-cosmos-db-nosql.md',
    date: '2024-05-06',
    verified: true,
  };
}

/** Read in a sample of Microsoft's, not in the SLA itself. */
const SAMPLE = {
  source: 'https://github.com/mspnp/samples (Reliability/SLAEstimator, SLA_data.json)',
  date: '2023-03-20',
  verified: false,
};

/** An application gateway of two instances or more. */
export const GATEWAY_SLA: Sla = { of: 'Azure Application Gateway, two instances or more', percent: 99.95, ...SAMPLE };

/** Answers of Traffic Manager; nothing is promised of changes. */
export const TRAFFIC_SLA: Sla = { of: 'Azure Traffic Manager, DNS answers', percent: 99.99, ...SAMPLE };

/** SQL Database, General Purpose. More may be promised of what is over several zones: the sample says it of Business Critical alone (99.995). */
export const SQL_SLAS: Readonly<Record<'single' | 'zonal', Sla>> = {
  single: { of: 'Azure SQL Database, General Purpose', percent: 99.99, ...SAMPLE },
  zonal: { of: 'Azure SQL Database, General Purpose, zone-redundant', percent: 99.99, ...SAMPLE },
};

/** An app, over zones or not (https://learn.microsoft.com/azure/reliability/reliability-container-apps, 2026-11: no more is promised of zones). */
export const APPS_SLA: Sla = {
  of: 'Azure Container Apps',
  percent: 99.95,
  source: 'https://azure.microsoft.com/support/legal/sla/container-apps/v1_0/, as others cite it; not read itself',
  date: '2026-11-30',
  verified: false,
};

/** Machines, by how many run and whether their region has zones: one alone is on premium disks. */
export const machinesSla = (count: number): Sla => (count > 1 ? SEVERAL : ONE);
const SEVERAL: Sla = { of: 'Azure virtual machines, two or more over two or more zones', percent: 99.99, ...SAMPLE };
const ONE: Sla = { of: 'Azure virtual machines, one on premium disks', percent: 99.9, ...SAMPLE };

/** The API of a cluster of the tier Standard, by whether its nodes are spread over zones; nothing is promised of what runs in it. */
export const CLUSTER_SLAS = { single: cluster('no zones', 99.9), zonal: cluster('availability zones', 99.95) };

function cluster(how: string, percent: number): Sla {
  return {
    of: `Azure Kubernetes Service, Standard, ${how}: its API`,
    percent,
    source: 'https://github.com/MicrosoftDocs/azure-aks-docs/blob/main/articles/aks/free-standard-pricing-tiers.md',
    date: '2024-06-07',
    verified: true,
  };
}
