import type { WorkloadManifest } from './manifest';
import { blocks, table, text } from './markdown';

/** What goes from one thing to another, in the order in which a request meets it. */
export function flows({ flows: all }: WorkloadManifest): string {
  const rows = all.map(({ way, from, to, port, what }) => [way, text(from), text(to), port === undefined ? '' : `${port}`, text(what)]);
  return blocks(
    'Of what is declared, as new as this plan. What your own resources call (`onEverySite`) is not in it.',
    table(['Way', 'From', 'To', 'Port', 'What'], rows),
  );
}
