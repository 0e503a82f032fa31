import { MEASURED, percent } from '../words/footprint';
import type { WorkloadManifest } from './manifest';
import { blocks, table, text } from './markdown';

/** What runs at the standby, as a share of what serves, with the ceilings that are declared. */
export function standsBy({ footprint }: WorkloadManifest): string {
  if (!footprint) return 'Not in what an earlier version wrote.';
  const { measures, parts, apart, unknown } = footprint;
  const rows = measures.map(({ measure, serves, standsBy: by, share, atMost }) => [
    MEASURED[measure],
    `${serves}`,
    `${by}`,
    share === undefined ? 'nothing of it serves' : percent(share),
    atMost === undefined ? 'none declared' : percent(atMost),
  ]);
  return blocks(
    'As sizes are declared, where the first site serves; what load adds is on neither side. It is no price: none is known.',
    table(['Counted', 'Serves', 'Stands by', 'Share', 'At most'], rows),
    table(
      ['Component', 'Serves', 'Stands by'],
      parts.map((part) => [text(part.of), sized(part.serves), sized(part.standsBy)]),
    ),
    table(
      ['Not counted', 'Why'],
      apart.map(({ of, why }) => [text(of), text(why)]),
    ),
    unknown.length > 0 ? `**Nobody said what runs of: ${text(unknown.join(', '))}.** The shares are without it.` : '',
  );
}

const sized = ([vcpus = 0, gib = 0]: readonly number[]): string => (vcpus + gib === 0 ? 'nothing' : `${vcpus} vCPUs, ${gib} GiB`);
