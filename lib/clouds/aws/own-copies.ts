import { TerraformStack, type TerraformResource } from 'cdktf';
import type { WorkloadFacts } from '../../plan/plan';
import type {} from '../../port/cloud';
import type { OwnCopies } from '../../port/own-copies';
import { BACKUP_TAG, COPIES, tagOf } from './vault';

/** What AWS Backup takes in by its tag. https://docs.aws.amazon.com/aws-backup/latest/devguide/whatisbackup.html (supported resources) */
const TYPES: ReadonlySet<string> = new Set([
  'aws_s3_bucket',
  'aws_db_instance',
  'aws_rds_cluster',
  'aws_dynamodb_table',
  'aws_efs_file_system',
  'aws_ebs_volume',
  'aws_docdb_cluster',
  'aws_neptune_cluster',
  'aws_redshift_cluster',
  'aws_fsx_ontap_file_system',
  'aws_fsx_windows_file_system',
]);

/** Whether it bears the tag by which the copies of its stack are selected, as a literal. */
function isTagged(resource: TerraformResource, workload: WorkloadFacts): boolean {
  const { tagsInput } = resource as { tagsInput?: unknown };
  return (tagsInput as Readonly<Record<string, unknown>> | undefined)?.[BACKUP_TAG] === tagOf(workload);
}

/** Whether copies are made in its stack, of what is of its type. */
const isCopiedThere = (resource: TerraformResource): boolean =>
  TYPES.has(resource.terraformResourceType) && TerraformStack.of(resource).node.tryFindChild(COPIES) !== undefined;

/** The copies of a site select by a tag: a bucket has to keep versions, too, or AWS Backup takes no copy of it. */
export const ownCopies: OwnCopies = {
  takesIn: (resource, workload) => isCopiedThere(resource) && isTagged(resource, workload),
  how: (resource, workload) => (isCopiedThere(resource) ? `tags: { '${BACKUP_TAG}': '${tagOf(workload)}' }` : undefined),
};
