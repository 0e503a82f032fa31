import { DataOciFileStorageFileSystems } from '@cdktf/provider-oci/data-oci-file-storage-file-systems';
import { DataOciIdentityAvailabilityDomains } from '@cdktf/provider-oci/data-oci-identity-availability-domains';
import { FileStorageReplication } from '@cdktf/provider-oci/file-storage-replication';
import type { LinksContext } from '../../../port/cloud';
import { domainIn } from '../availability-domains';
import { intervalOf } from './figures';
import type { FilesLink, FilesPlace } from './names';

/**
 * The replication from the side that serves: made, read and deleted in its region, of two file systems that are found by name. Source and target are force-new, and a move
 * is answered by another one: each direction has an address of its own, so that what goes is deleted where it is.
 */
export function replicateFiles(context: LinksContext, { id, from, to, posture, stands }: FilesLink): undefined {
  if (!stands) return undefined;
  const { stack, provider } = context;
  new FileStorageReplication(stack, `${id}-from-${from.names.files}`, {
    provider: provider(from.site),
    compartmentId: from.account,
    displayName: to.names.files,
    sourceId: found(context, id, from),
    targetId: found(context, id, to),
    replicationInterval: String(intervalOf(posture)),
  });
  return undefined;
}

/** A file system in its own region: it is in the first availability domain there. */
function found({ stack, provider }: LinksContext, id: string, { site, region, account: compartmentId, names }: FilesPlace): string {
  const own = { provider: provider(site), compartmentId };
  const domains = new DataOciIdentityAvailabilityDomains(stack, `${id}-domains-${region}`, own);
  const files = new DataOciFileStorageFileSystems(stack, `${id}-at-${region}`, {
    ...own,
    availabilityDomain: domainIn(domains, 0),
    displayName: names.files,
    state: 'ACTIVE',
  });
  return files.fileSystems.get(0).id;
}
