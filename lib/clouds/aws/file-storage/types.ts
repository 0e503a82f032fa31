import type { TypeRow } from '../../../port/facts';

const SOURCE =
  'https://github.com/hashicorp/terraform-provider-aws/blob/v6.25.0/internal/service/efs/replication_configuration.go: read in the region of its source, deleted in that of its destination and then in that of its source';
const ONE =
  'a file system is part of one replication, and of no other (https://docs.aws.amazon.com/efs/latest/ug/API_CreateReplicationConfiguration.html, 2026-11): the library has one from the side that serves';

/** What is known of the types of files; its guard and its published address are of the catalogue. */
export const FILES_TYPES: Readonly<Record<string, TypeRow>> = {
  aws_efs_file_system: {
    holdsData: true,
    importId: '! its id is made by AWS: aws efs describe-file-systems --creation-token TOKEN',
  },
  aws_efs_mount_target: { holdsData: false, importId: '! aws efs describe-mount-targets --file-system-id ID' },
  aws_efs_replication_configuration: {
    holdsData: false,
    importId: '! the id of its source: aws efs describe-file-systems --creation-token TOKEN',
    drives: { source_file_system_id: ONE, file_system_id: ONE },
    reach: [{ argument: 'destination.region', on: 'change', source: SOURCE }],
  },
};
