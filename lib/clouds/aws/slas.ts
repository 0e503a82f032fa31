import type { Sla } from '../../words/sla';
import type { Spread } from '../../words/posture';

/*
 * What AWS promises a month of what users need in order to be served, region by region, by its public agreements. An SLA is what is paid back
 * below. Of what is needed at a start alone (images, values of secrets, ways out of the network) none is counted.
 */

const COMPUTE = 'https://aws.amazon.com/compute/sla/';
const read = (of: string, percent: number, source: string, date: string): Sla => ({ of, percent, source, date, verified: true });

const DATABASE: Readonly<Record<Spread, Sla>> = {
  single: read('Amazon RDS, one instance', 99.5, 'https://aws.amazon.com/rds/sla/', '2024-01-22'),
  zonal: read('Amazon RDS, Multi-AZ instance', 99.95, 'https://aws.amazon.com/rds/sla/', '2024-01-22'),
};

const SEVERAL = read('Amazon EC2 and Fargate, in two zones or more', 99.99, COMPUTE, '2022-05-05');
const ONE = read('Amazon EC2, one instance', 99.5, COMPUTE, '2022-05-05');

const AURORA = 'https://aws.amazon.com/rds/aurora/sla/';

/** A cluster of Aurora, by how its instances are spread; of a global database none is promised beyond that of each. */
export const AURORA_SLAS: Readonly<Record<Spread, Sla>> = {
  single: read('Amazon Aurora, instances in one zone', 99.9, AURORA, '2022-05-19'),
  zonal: read('Amazon Aurora, instances in two zones or more', 99.99, AURORA, '2022-05-19'),
};

/** A database, as it is spread. */
export const databaseSla = (spread: Spread): Sla => DATABASE[spread];

/** What runs, by how many run: one alone is in one zone. */
export const runningSla = (count: number): Sla => (count > 1 ? SEVERAL : ONE);

/** A bucket of the class Standard. */
export const BUCKET_SLA = read('Amazon S3 Standard', 99.9, 'https://aws.amazon.com/s3/sla/', '2023-11-28');

/** The API of a cluster of Kubernetes. */
export const CLUSTER_SLA = read('Amazon EKS: the API of a cluster', 99.95, 'https://aws.amazon.com/eks/sla/', '2022-05-04');

/** Files of a Regional file system. */
export const FILES_SLA = read('Amazon EFS, Regional', 99.99, 'https://aws.amazon.com/efs/sla/', '2022-05-04');

/** A table of a region. Of a global table it is 99.999, where an application goes over by itself: nobody is served by both here. */
export const TABLE_SLA: Sla = {
  ...read('Amazon DynamoDB, a table of one region', 99.99, 'https://aws.amazon.com/dynamodb/sla/', '2022-01-01'),
  verified: false,
};

/** A load balancer with targets in two zones or more. */
export const LOAD_BALANCER_SLA = read(
  'Elastic Load Balancing, targets in two zones or more',
  99.99,
  'https://aws.amazon.com/elasticloadbalancing/sla/',
  '2022-07-25',
);

/** Answers about names; its control plane, in us-east-1, is not promised, and not needed on the day. */
export const DNS_SLA = read('Amazon Route 53, answers to queries', 100, 'https://aws.amazon.com/route53/sla/', '2022-08-29');
