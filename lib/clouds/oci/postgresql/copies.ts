import { systemOf } from '../cli-copies';
import { bringPostgresCopy, newestPostgresCopy, postgresCopyAge } from '../cli-postgresql';
import { vaultOf } from '../cli-secrets';
import { copiesBy } from '../database-copies';
import type { PostgresPlace } from './names';

/** Copies of it, found by the OCID of what they were taken of, which the vault of a site says. */
export const POSTGRES_COPIES = copiesBy<PostgresPlace>({
  newest: (here, of) => newestPostgresCopy(vaultOf(here), systemOf(of)),
  age: (here, of, at) => postgresCopyAge(vaultOf(here), systemOf(of), at),
  bring: (here, of, how) => bringPostgresCopy(systemOf(here), systemOf(of), how),
});
