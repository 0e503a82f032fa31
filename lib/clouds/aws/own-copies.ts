import { TerraformStack, type TerraformResource } from 'cdktf';
import type { OwnCopies } from '../../port/cloud';
import { BACKUP_TAG, COPIES } from './ground';

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
function isTagged(resource: TerraformResource, workload: string): boolean {
  const { tagsInput } = resource as { tagsInput?: unknown };
  return (tagsInput as Readonly<Record<string, unknown>> | undefined)?.[BACKUP_TAG] === workload;
}

/** Whether copies are made in its stack, of what is of its type. */
const isCopiedThere = (resource: TerraformResource): boolean =>
  TYPES.has(resource.terraformResourceType) && TerraformStack.of(resource).node.tryFindChild(COPIES) !== undefined;

/** The copies of a site select by a tag: a bucket has to keep versions, too, or AWS Backup takes no copy of it. */
export const ownCopies: OwnCopies = {
  takesIn: (resource, { id }) => isCopiedThere(resource) && isTagged(resource, id),
  how: (resource, { id }) => (isCopiedThere(resource) ? `tags: { '${BACKUP_TAG}': '${id}' }` : undefined),
};
