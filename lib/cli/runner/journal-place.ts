import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { writeWhole } from '../../reports/whole-file';
import { ContinuityError } from '../../words/errors';

/**
 * Keeps a journal where it was begun: the usual folder says where, if it is elsewhere. Another journal of the same move would know of
 * nothing that was done. Throws `DR-RUN-11` where it is in another place than the one that is asked for.
 */
export function keepPlace(path: string, usual: string): void {
  const [home, sign] = [join(usual, basename(path)), join(usual, `${basename(path)}.is-at`)];
  const begun = existsSync(home) ? home : existsSync(sign) ? readFileSync(sign, 'utf8').trim() : undefined;
  if (begun !== undefined && begun !== path && existsSync(begun)) throw elsewhere(begun, path, usual);
  if (path === home) return;
  mkdirSync(usual, { recursive: true, mode: 0o700 });
  if (begun !== path) writeWhole(sign, `${path}\n`, 0o600);
}

const elsewhere = (begun: string, value: string, usual: string): ContinuityError =>
  new ContinuityError({
    id: 'DR-RUN-11',
    what: `The journal of this move was begun at ${begun}: another one would know of nothing that was done`,
    value,
    allowed: 'the journal that was begun',
    fix: dirname(begun) === usual ? 'leave --journal out' : `--journal ${dirname(begun)}`,
  });
