import { closeSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes a file whole or not at all: beside its old self, to the disk, then renamed. A link stays one, and the file keeps its mode. The
 * name beside it ends with a number, and what a killed writer left there is nobody's. `fresh`: the mode of a new one.
 *
 * `writeFileSync` goes on after a short write; write-file-atomic 6.0.0 takes the first one for the whole, so that a disk that fills up
 * would leave half a file under the true name.
 */
export function writeWhole(path: string, text: string, fresh = 0o666): void {
  const [target, mode] = known(path, fresh);
  const beside = `${target}.${process.pid}`;
  try {
    const fd = openSync(beside, 'w', mode);
    try {
      writeFileSync(fd, text);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(beside, target);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
  syncFolder(dirname(target));
}

function known(path: string, fresh: number): readonly [string, number] {
  try {
    const target = realpathSync(path);
    return [target, statSync(target).mode & 0o777];
  } catch {
    return [path, fresh];
  }
}

/** The new name is on the disk, too, where a folder can be asked for that. */
function syncFolder(folder: string): void {
  try {
    const fd = openSync(folder, 'r');
    try {
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  } catch {
    // Windows opens no folder.
  }
}
