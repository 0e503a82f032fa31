import type { Bound } from '../../../port/bounds';
import type { TypeRow } from '../../../port/facts';

const PROVIDER = 'https://github.com/hashicorp/terraform-provider-aws/blob/v6.25.0/internal/service/rds';
const ROLE = 'the role is moved by the steps of a move alone';

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.html (limitations), aurora-global-database.configuration.requirements.html there, 2026-11. */
const CLUSTER: readonly Bound[] = [
  {
    argument: 'manage_master_user_password',
    allowed: 'none: a global database takes no password that RDS manages, and what the other site knows would be another one',
    fix: 'leave it out: its password is in the secret of its site, and is carried to the other one',
  },
  { argument: 'backtrack_window', allowed: 'none: a global database cannot be backtracked', fix: 'leave it out, or restorableDays' },
  { argument: 'engine_mode', allowed: 'as it is: a global database takes no Aurora Serverless v1', fix: 'leave it out' },
  {
    argument: 'db_cluster_instance_class',
    allowed: 'none: that is of a cluster of RDS, and an instance of a global database is of a class made for much memory',
    fix: 'size: Size.of({ vcpus: …, memoryGiB: … })',
  },
  {
    argument: 'enable_global_write_forwarding',
    allowed: 'none: what a site that stands by took would be written past the fence',
    fix: 'leave it out',
  },
];

/** What is known of the types of a cluster; what is around it is of the cell of RDS and of the catalogue. */
export const AURORA_TYPES: Readonly<Record<string, TypeRow>> = {
  aws_rds_cluster: {
    holdsData: true,
    importId: '{cluster_identifier}',
    keeps: [{ argument: 'backup_retention_period', what: 'any moment of the last days (automated backups)' }],
    bounds: CLUSTER,
    moves: { by: ['global_cluster_identifier', 'replication_source_identifier'], why: ROLE },
    reach: [
      { argument: 'source_region', on: 'change', source: `${PROVIDER}/cluster.go: where it is created` },
      { argument: 'replication_source_identifier', on: 'change', source: `${PROVIDER}/cluster.go` },
    ],
  },
  aws_rds_cluster_instance: { holdsData: false, importId: '{identifier}' },
  aws_rds_cluster_parameter_group: { holdsData: false, importId: '{name}' },
  // It holds who may take the role: one that is gone is begun anew, with each of its clusters made again.
  aws_rds_global_cluster: { holdsData: true, importId: '{global_cluster_identifier}' },
};
