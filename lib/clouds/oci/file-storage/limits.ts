import type { FileStorageDeclaration } from '../../../components/file-storage';
import type { Flaw, SiteFacts } from '../../../port/facts';
import { unlistedPair } from '../pairs';
import { RECOMMENDED } from './regions';

/** What File Storage does not take of a share, or takes and makes less of. */
export const filesFlaws = ({ protocol }: FileStorageDeclaration, site: SiteFacts): Flaw[] => [
  ...(protocol === 'nfs'
    ? []
    : [
        { of: 'protocol', value: protocol, allowed: "'nfs': File Storage speaks NFS, version 3, and nothing else", fix: "protocol: 'nfs'" },
      ]),
  ...unlistedPair(site, RECOMMENDED),
];
