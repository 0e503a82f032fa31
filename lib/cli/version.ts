import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The version of this package, from its own `package.json`: above this file in the sources, and higher in what is published. */
export function versionOf(from = __dirname): string {
  const path = join(from, 'package.json');
  if (existsSync(path)) {
    const { name, version } = JSON.parse(readFileSync(path, 'utf8')) as { name?: string; version?: string };
    if (name === 'cdktf-continuity') return version ?? 'unknown';
  }
  return dirname(from) === from ? 'unknown' : versionOf(dirname(from));
}
