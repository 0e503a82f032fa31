import { existsSync } from 'node:fs';
import path from 'node:path';

/** Where a program is, or undefined where it is not on the PATH. */
export function which(name: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .map((dir) => path.join(dir, name))
    .find((file) => existsSync(file));
}
