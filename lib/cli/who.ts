import { userInfo } from 'node:os';
import { ContinuityError } from '../words/errors';
import { isPrintableLine } from '../words/printable';
import type { Io } from './io';

/** What stands in documents for a name, and is none. */
const NOBODY = /^(?:id|name|incident|your[ _-]?name|me|someone|somebody|nobody|unknown|todo|tbd|x+|-+|\.+|<.*>|\$.*)$/i;
/** An account of a machine: it says nothing of who decided. */
const MACHINES = ['root', 'administrator'];

/** The user of this machine, or nobody: in a container a number may have no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}

/**
 * Who says it: the option, else `CONTINUITY_BY`, else the user of this machine. Throws `DR-CLI-04` where that is nobody: what is
 * declared is evidence.
 */
export function whoSays(given: string | undefined, io: Pick<Io, 'env'>): string {
  const by = (given ?? io.env['CONTINUITY_BY'] ?? userName()).trim();
  if (by !== '' && isPrintableLine(by) && !NOBODY.test(by) && !MACHINES.includes(by.toLowerCase())) return by;
  throw new ContinuityError({
    id: 'DR-CLI-04',
    what: 'Nobody is named: what is declared is evidence',
    value: by === '' ? "''" : by,
    allowed: 'the name of a person, or of the pipeline that decides for one, on one line',
    fix: "--by 'Ada Lovelace', or CONTINUITY_BY in the environment",
  });
}

/** The number of an incident stays in the history: what stands in documents for one is none. Throws `DR-CLI-09`. */
export function refuseNoIncident(incident: string | undefined): void {
  if (incident === undefined || (incident.trim() !== '' && !NOBODY.test(incident.trim()))) return;
  throw new ContinuityError({
    id: 'DR-CLI-09',
    what: 'No incident is named',
    value: incident.trim() === '' ? "''" : incident,
    allowed: 'the number of the incident, as others find it',
    fix: '--incident INC-4711, or leave it out',
  });
}
