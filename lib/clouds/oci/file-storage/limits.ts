import type { FileStorageDeclaration } from '../../../components/file-storage';
import type { Flaw, SiteFacts } from '../../../port/facts';
import { RECOMMENDED, RECOMMENDED_SOURCE } from './regions';

/** What File Storage does not take of a share, or takes and makes less of. */
export const filesFlaws = ({ protocol }: FileStorageDeclaration, site: SiteFacts): Flaw[] => [
  ...(protocol === 'nfs'
    ? []
    : [
        { of: 'protocol', value: protocol, allowed: "'nfs': File Storage speaks NFS, version 3, and nothing else", fix: "protocol: 'nfs'" },
      ]),
  ...pairFlaws(site),
];

/** Of two sites it is said at one, for both directions. */
function pairFlaws({ region, peer }: SiteFacts): Flaw[] {
  if (peer === undefined || region.code > peer.code) return [];
  const both = [
    [region.code, peer.code],
    [peer.code, region.code],
  ] as const;
  const missing = both.filter(([from, to]) => !RECOMMENDED[from]?.includes(to));
  if (missing.length === 0) return [];
  return [
    {
      of: 'region',
      value: missing.map(([from, to]) => `${from} to ${to}`).join(', '),
      allowed: `regions that Oracle recommends (${RECOMMENDED_SOURCE}), near enough for changes to be sent in time; others are reached by the API, too`,
      fix: `put the other site of ${region.code} in ${RECOMMENDED[region.code]?.[0] ?? 'a region that is recommended for it'}, or measure how far it is behind`,
      taken: true,
    },
  ];
}
