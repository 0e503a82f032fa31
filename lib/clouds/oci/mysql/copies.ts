import { systemOf } from '../cli-copies';
import { backupAge, bringBackup, newestBackup } from '../cli-mysql';
import { copiesBy } from '../database-copies';
import type { MysqlPlace } from './names';

/** Copies of it, found by the name of what they were taken of: the service says that of each. */
export const COPIES = copiesBy<MysqlPlace>({
  newest: (here, of) => newestBackup(systemOf(here), systemOf(of)),
  age: (here, of, at) => backupAge(systemOf(here), systemOf(of), at),
  bring: (here, of, how) => bringBackup(systemOf(here), systemOf(of), how),
});
