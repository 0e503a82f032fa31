import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import satisfies from 'semver/functions/satisfies';
import { ContinuityError } from '../words/errors';

/** The provider binding that a cloud is rendered with: an optional peer, which nobody needs who does not use that cloud. */
export interface Binding {
  /** The sub-path of this package that needs it, such as `cdktf-continuity/aws`. */
  readonly entry: string;
  /** A module of it that the cloud imports; it is looked up, not loaded. */
  readonly module: string;
  /** The versions that fit, as `peerDependencies` has them. */
  readonly versions: string;
  /** What installs it, as `npm i` takes it. */
  readonly install: string;
  /** Versions of the provider that it is made for: its own one, or a later one of that major. */
  readonly provider: string;
}

/**
 * Refuses a binding that is not installed, or of another version than the cloud is written for, with the line that installs it. It is
 * called ahead of the imports of that cloud: Node's own words name a file, not a package to install.
 */
export function needBinding(binding: Binding, lookUp: (module: string) => string = require.resolve): void {
  const version = versionOf(binding.module, lookUp);
  if (version !== undefined && satisfies(version, binding.versions)) return;
  throw new ContinuityError({
    what: `${binding.entry} needs its binding: npm i ${binding.install}`,
    value: version ?? 'none',
    allowed: `one of version ${binding.versions}`,
  });
}

function versionOf(module: string, lookUp: (module: string) => string): string | undefined {
  let path: string;
  try {
    path = lookUp(module);
  } catch (error) {
    if (['MODULE_NOT_FOUND', 'ERR_PACKAGE_PATH_NOT_EXPORTED'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    const version = declared(join(folder, 'package.json'));
    if (version !== undefined) return version;
  }
  return undefined;
}

/** The version in a package's own file; those that only say how a folder is read (`{"type":"module"}`) have none. */
function declared(file: string): string | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { version?: string }).version : undefined;
}
