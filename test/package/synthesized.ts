import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Every file of an output, by name. */
export function outputOf(folder: string): Record<string, string> {
  const files = (readdirSync(folder, { recursive: true }) as string[]).filter((name) => statSync(join(folder, name)).isFile());
  return Object.fromEntries(files.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** Names of the files in which two outputs differ. */
export function differing(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((name) => one[name] !== other[name]).sort();
}

/**
 * An output without what another version of the framework writes otherwise: its own number, white space in what is empty, and the sha256
 * of what holds these.
 */
export function ofAnyVersion(output: Readonly<Record<string, string>>): Record<string, string> {
  const unversioned = (text: string): string =>
    text.replace(/("version": )"0\.(21|24)\.0"/g, '$1"of the framework"').replace(/([{[])\s+(?=[}\]])/g, '$1');
  const undigested = (text: string): string => text.replace(/\b[0-9a-f]{64}\b|`[0-9a-f]{12}`/g, 'a digest');
  return Object.fromEntries(
    Object.entries(output).map(([name, text]) => [name, undigested(name.endsWith('.json') ? unversioned(text) : text)]),
  );
}
