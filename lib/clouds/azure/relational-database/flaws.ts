import type { RelationalDatabaseDeclaration } from '../../../components/relational-database';
import { takenByNone, type Fault } from '../database-limits';

/** What one family of servers takes. */
export interface ServerLimits {
  /** Storage, GiB. */
  readonly gib: Bounds;
  /** Days for which any moment can be restored. */
  readonly days: Bounds;
  /** Administrators that it refuses. */
  readonly taken: RegExp;
  /** Settings that the library decides, or that cannot be changed while a replica follows. */
  readonly ours: readonly string[];
}

interface Bounds {
  readonly least: number;
  readonly most: number;
}

const isOutside = (value: number, { least, most }: Bounds): boolean => value < least || value > most;

/** What no flexible server takes of a database, whatever its family; the engine's versions apart. */
export function takenByNoServer(declaration: RelationalDatabaseDeclaration, limits: ServerLimits): readonly Fault[] {
  const { gib, username, restorableDays, parameters } = declaration;
  const ours = Object.keys(parameters).filter((name) => limits.ours.includes(name.toLowerCase()));
  const { gib: storage, days } = limits;
  const from = storage.least > 1 ? `${storage.least} to` : 'up to';
  return [
    [isOutside(gib, storage), { of: 'storageGiB', value: gib, allowed: `${from} ${storage.most} GiB` }],
    [isOutside(restorableDays, days), { of: 'restorableDays', value: restorableDays, allowed: `${days.least} to ${days.most} days` }],
    [
      limits.taken.test(username),
      { of: 'username', value: username, allowed: 'a name that is not reserved', fix: "username: 'continuity'" },
    ],
    [
      ours.length > 0,
      {
        of: 'parameters',
        value: ours.join(', '),
        allowed: 'settings that the library does not decide',
        fix: `leave ${ours.join(', ')} out`,
      },
    ],
    ...takenByNone(declaration),
  ];
}
