import type { Spread } from '../../words/posture';
import type { Sla } from '../../words/sla';

/** Requests of Object Storage a month. An SLA is what is paid back below; UNVERIFIED: read in a table of others that leads to the vendor's page. */
export const BUCKET_SLA: Sla = {
  of: 'OCI Object Storage',
  percent: 99.9,
  source: 'https://www.oracle.com/cloud/sla/',
  date: '2025-01-01',
  verified: false,
};

/** Requests of a load balancer a month. UNVERIFIED: the figure was not read in the document itself. */
export const BALANCER_SLA: Sla = {
  of: 'OCI Load Balancer',
  percent: 99.95,
  source: 'https://www.oracle.com/contracts/docs/paas_iaas_pub_cld_srvs_pillar_4021422.pdf',
  date: '2024-01-01',
  verified: false,
};

/** Answers of DNS a month, in the same document: UNVERIFIED, too. */
export const DNS_SLA: Sla = { ...BALANCER_SLA, of: 'OCI DNS', percent: 100 };

/** Minutes a month in which the API of an enhanced cluster answers, in the same document: UNVERIFIED, too. Nodes are promised nothing by it. */
export const CLUSTER_SLA: Sla = { ...BALANCER_SLA, of: 'OCI Kubernetes Engine (enhanced clusters)', percent: 99.95 };

/** Minutes of Autonomous Database a month, without a second one in its region and with one. UNVERIFIED: the vendor's table was not read. */
export const DATABASE_SLAS: Readonly<Record<Spread, Sla>> = {
  single: {
    of: 'OCI Autonomous Database',
    percent: 99.95,
    source: 'https://www.oracle.com/cloud/sla/',
    date: '2025-01-01',
    verified: false,
  },
  zonal: {
    of: 'OCI Autonomous Database with a standby in its region',
    percent: 99.995,
    source: 'https://www.oracle.com/cloud/sla/',
    date: '2025-01-01',
    verified: false,
  },
};

/**
 * Minutes of machines a month: over availability domains, over fault domains, and of a single one. UNVERIFIED: the figures were not read in the document itself.
 */
export const machinesSla = (count: number, spread: Spread): Sla =>
  spread === 'zonal' && count > 1
    ? { ...BALANCER_SLA, of: 'OCI Compute, two or more machines over availability domains', percent: 99.99 }
    : count > 1
      ? { ...BALANCER_SLA, of: 'OCI Compute, two or more machines over fault domains', percent: 99.95 }
      : { ...BALANCER_SLA, of: 'OCI Compute, one machine', percent: 99.9 };

/** Minutes of File Storage a month, in one availability domain. UNVERIFIED: the figure was not read in the document itself. */
export const FILES_SLA: Sla = { ...BALANCER_SLA, of: 'OCI File Storage', percent: 99.9 };
/** Minutes of a DB system of MySQL HeatWave a month, of one instance and of three. UNVERIFIED: the vendor's table was not read. */
export const MYSQL_SLAS: Readonly<Record<Spread, Sla>> = {
  single: { of: 'MySQL HeatWave', percent: 99.9, source: 'https://www.oracle.com/cloud/sla/', date: '2025-01-01', verified: false },
  zonal: {
    of: 'MySQL HeatWave with high availability',
    percent: 99.99,
    source: 'https://www.oracle.com/cloud/sla/',
    date: '2025-01-01',
    verified: false,
  },
};

/** Minutes of a DB system of OCI Database with PostgreSQL a month, of one node and of several. UNVERIFIED: the vendor's table was not read. */
export const POSTGRES_SLAS: Readonly<Record<Spread, Sla>> = {
  single: {
    of: 'OCI Database with PostgreSQL',
    percent: 99.9,
    source: 'https://www.oracle.com/cloud/sla/',
    date: '2025-01-01',
    verified: false,
  },
  zonal: {
    of: 'OCI Database with PostgreSQL, nodes over availability domains',
    percent: 99.99,
    source: 'https://www.oracle.com/cloud/sla/',
    date: '2025-01-01',
    verified: false,
  },
};
