import { createHash } from 'node:crypto';
import type { Manifest } from './manifest';

/** The manifest as it is written: `continuity.json`, byte for byte. */
export const manifestText = (manifest: Manifest): string => `${JSON.stringify(manifest, null, 2)}\n`;

/** What tells one printed copy from another. */
export interface Edition {
  /** Number of the declaration that it was made from. */
  readonly declaration: number;
  /** When the situation last changed: synthesis has no clock of its own. Absent where nothing was ever declared or recorded. */
  readonly date?: string;
  /** What wrote it, with its version. */
  readonly by: string;
  /** sha256 of `continuity.json`, which holds that of each stack. Papers are made from the manifest and stand in it nowhere. */
  readonly digest: string;
}

/** What is printed on every page that is made from a manifest. */
export function editionOf(manifest: Manifest): Edition {
  const date = manifest.situation.log.at(-1)?.at;
  return {
    declaration: manifest.sequence,
    ...(date === undefined ? {} : { date }),
    by: `${manifest.generator} ${manifest.generatorVersion}`,
    digest: createHash('sha256').update(manifestText(manifest)).digest('hex'),
  };
}
