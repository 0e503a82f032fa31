import { ContinuityError } from '../words/errors';

/** What the system says, and what helps. https://nodejs.org/api/errors.html#common-system-errors */
const FAULTS: Readonly<Record<string, readonly [what: string, fix: string]>> = {
  ENOSPC: ['The disk is full', 'make room, then run the same again: nothing is half-written'],
  EDQUOT: ['The quota of the disk is used up', 'make room, then run the same again: nothing is half-written'],
  EACCES: ['There is no right to do this', 'give the user of this process the right, or name another place'],
  EPERM: ['There is no right to do this', 'give the user of this process the right, or name another place'],
  EROFS: ['The disk can only be read', 'use a place that can be written'],
  ENOENT: ['There is no such file or folder', 'correct the path, or make the folder'],
  ENOTDIR: ['A part of the path is a file, not a folder', 'correct the path'],
  EISDIR: ['This is a folder, not a file', 'correct the path'],
  EEXIST: ['Something else stands there', 'move it away, or name another place'],
  ELOOP: ['The links of this path lead nowhere', 'correct the link'],
  EMFILE: ['Too many files are open', 'close programs, or raise the limit (ulimit -n)'],
  EIO: ['The disk fails', 'copy what is there to another disk, and go on from the copy'],
};

/** What the system refused, as a refusal with a fix; undefined where it is a fault of this program. */
export function refusalOf(error: unknown): ContinuityError | undefined {
  if (error instanceof ContinuityError) return error;
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  const [what, fix] = FAULTS[code ?? ''] ?? [];
  if (what === undefined || fix === undefined) return undefined;
  return new ContinuityError({ id: 'DR-CLI-05', what: `${what}: ${path ?? 'a file'}`, value: `${code} at ${syscall ?? 'a call'}`, fix });
}
