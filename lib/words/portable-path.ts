import { sep } from 'node:path';

/** A path as it is written down: with `/`, which every platform reads, so that the same input gives the same bytes everywhere. */
export const portablePath = (path: string, separator = sep): string => path.split(separator).join('/');
