import { DataAwsEfsFileSystem } from '@cdktf/provider-aws/lib/data-aws-efs-file-system/index.js';
import { EfsReplicationConfiguration } from '@cdktf/provider-aws/lib/efs-replication-configuration/index.js';
import type { LinksContext } from '../../../port/cloud';
import type { FilesLink, FilesPlace } from './names';

/**
 * The replication from the side that serves, of two file systems that are found by their tokens: made and read in its region, and deleted in both. All of it is force-new
 * (v6.25.0, replication_configuration.go), and its id is that of its source: each direction has an address of its own, so that what goes is deleted where it is. No key is named:
 * what it goes to exists, and is encrypted by the key of its own site.
 */
export function replicateFiles(context: LinksContext, { id, from, to, stands }: FilesLink): undefined {
  if (!stands) return undefined;
  const { stack, provider } = context;
  new EfsReplicationConfiguration(stack, `${id}-from-${from.names.files}`, {
    provider: provider(from.site),
    sourceFileSystemId: found(context, id, from),
    destination: { region: to.region, fileSystemId: found(context, id, to) },
  });
  return undefined;
}

/** A file system in its own region. */
const found = ({ stack, provider }: LinksContext, id: string, { site, region, names }: FilesPlace): string =>
  new DataAwsEfsFileSystem(stack, `${id}-at-${region}`, { provider: provider(site), creationToken: names.files }).fileSystemId;
