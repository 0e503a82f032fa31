import { bringPostgresCopy, newestPostgresCopy, postgresCopyAge } from '../cli-postgresql';
import { vaultOf } from '../cli-secrets';
import { copiesBy } from '../database-copies';
import { postgresOf, type PostgresPlace } from './names';

/** Copies of it, found by the OCID of what they were taken of, which the vault of a site says. */
export const POSTGRES_COPIES = copiesBy<PostgresPlace>({
  newest: (here, of) => newestPostgresCopy(vaultOf(here), postgresOf(of)),
  age: (here, of, at) => postgresCopyAge(vaultOf(here), postgresOf(of), at),
  bring: (here, of, how) => bringPostgresCopy(postgresOf(here), postgresOf(of), how),
});
