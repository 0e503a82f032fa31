import type { Sla } from '../../words/sla';

/** Requests of Object Storage a month. An SLA is what is paid back below; UNVERIFIED: read in a table of others that leads to the vendor's page. */
export const BUCKET_SLA: Sla = {
  of: 'OCI Object Storage',
  percent: 99.9,
  source: 'https://www.oracle.com/cloud/sla/',
  date: '2025-01-01',
  verified: false,
};
