import type { NameRule } from '../../port/facts';
import { OCI_REGIONS } from '../../regions/oci';
import type { Region } from '../../regions/region';

const rule = (service: string, max: number, more: Partial<NameRule> = {}): NameRule => ({ service, max, separator: '-', ...more });

/** Names and their limits. Bucket: 256, unique in the namespace, hence the hash (docs.oracle.com/iaas/Content/Object/Tasks/managingbuckets.htm); the others: display names of 100 (UNVERIFIED for keys and vaults). */
export const OCI_NAMES = {
  vault: rule('an OCI vault', 100),
  key: rule('an OCI key', 100, { suffix: 'data' }),
  policy: rule('an OCI identity policy', 100, { suffix: 'object-storage' }),
  // Unique in the tenancy, hence the hash (docs.oracle.com/iaas/api/#/en/notification/20181201/NotificationTopic/CreateTopic).
  topic: rule('an OCI topic', 256, { global: true, suffix: 'continuity' }),
  bucket: rule('an OCI bucket', 256, { global: true }),
  gate: rule('an OCI bucket', 256, { global: true, suffix: 'fence' }),
  router: rule('an OCI dynamic routing gateway', 100),
  network: rule('an OCI VCN', 100),
  flowLogs: rule('an OCI log group', 100, { suffix: 'flow' }),
  // 1024 (https://docs.oracle.com/iaas/api/#/en/loadbalancer/20170115/datatypes/CreateLoadBalancerDetails); what is named after it takes less (UNVERIFIED).
  balancer: rule('an OCI load balancer', 100),
  database: rule('an Autonomous Database', 100),
  // Letters and digits, unique in the tenancy (v7.29.0, database_autonomous_database, `db_name`), but for what follows, which is called as what it follows.
  databaseName: rule('the name of an Autonomous Database', 30, { separator: '', global: true, short: true }),
  // The first part of a host name; UNVERIFIED that a longer one is taken.
  endpointLabel: rule('the label of a private endpoint of OCI', 30, { separator: '', short: true }),
  securityGroup: rule('an OCI network security group', 100),
  machines: rule('an OCI instance pool', 100),
  reservation: rule('an OCI capacity reservation', 100),
  machine: rule('an OCI instance', 100),
  volumes: rule('an OCI volume group', 100),
  // Beside the generations of a machine: whatever stands there is copied by it.
  volumeCopies: rule('an OCI volume backup policy', 100, { suffix: 'copies', ageless: true }),
  // What an image passes on its way to the other site.
  images: rule('an OCI bucket', 256, { global: true, suffix: 'images' }),
  files: rule('an OCI file system', 100),
  // What files are reached by outlives the generations of what is reached.
  mount: rule('an OCI mount target', 100, { suffix: 'mount', ageless: true }),
  mysql: rule('a MySQL DB system', 100),
  dbSystem: rule('a DB system of OCI', 100),
  postgresql: rule('a PostgreSQL DB system', 100),
  // Beside the generations of its database: their password is one.
  databaseVault: rule('an OCI vault', 100, { ageless: true }),
  // The same at both sites, in the vault of each.
  secret: rule('an OCI secret', 255, { suffix: 'password', shared: true, ageless: true }),
  kubernetes: rule('an OKE cluster', 100),
  clusterPolicy: rule('an OCI identity policy', 100, { suffix: 'cluster' }),
  // Letters and digits alone (UNVERIFIED: the page of the service says so of the console).
  bastion: rule('an OCI bastion', 100, { separator: '' }),
  // The same at both sites, in the vault of each.
  copiesKey: rule('an OCI secret', 255, { suffix: 'copies', shared: true, ageless: true }),
} satisfies Record<string, NameRule>;

/** A bucket that exists. Source: as above, 2026-11. */
export const BUCKET_NAME = {
  shape: /^[\w.-]{1,256}$/,
  allowed: 'a bucket: at most 256 letters, digits, hyphens, underscores and dots',
};

/** The Object Storage namespace of a tenancy: part of host names. Which characters it may have is UNVERIFIED beyond that. */
export const NAMESPACE = { shape: /^[A-Za-z0-9][\w-]*$/, allowed: 'the Object Storage namespace of the tenancy, as oci os ns get says' };

/** An OCID of a type, in a realm. https://docs.oracle.com/iaas/Content/General/Concepts/identifiers.htm, 2026-11. */
export const ocidOf = (type: string, realm: string): RegExp =>
  new RegExp(`^ocid1\\.${type}\\.${realm}\\.[a-z0-9-]*(?:\\.[\\w-]*)?\\.[\\w-]+$`);

/** The region that an OCID names; undefined where it names none, or by a short code of the first regions (`iad`). */
export const regionOf = (id: string): string | undefined => OCI_REGIONS.find(({ code }) => code === id.split('.')[3])?.code;

/** Whether it is the OCID of a type, in the realm of a region, and names no other region. */
export const isOcidIn = (type: string, { code, partition }: Region, id: string): boolean =>
  ocidOf(type, partition).test(id) && [code, undefined].includes(regionOf(id));

/** Days that a log of OCI Logging is told to keep: https://github.com/oracle/terraform-provider-oci/blob/v7.29.0/website/docs/r/logging_log.html.markdown. */
export const LOG_DAYS: readonly number[] = [30, 60, 90, 120, 150, 180];
