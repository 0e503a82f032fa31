import { ContinuityError } from '../words/errors';
import { isDecidedLater } from '../words/shapes';
import type { EngineName } from './reserved';

/** A database engine and its version. */
export class DatabaseEngine {
  /** PostgreSQL of that major version, for instance `'16'`. */
  static postgres(version: string): DatabaseEngine {
    if (typeof version !== 'string' || (!/^[1-9]\d{0,3}$/.test(version) && !isDecidedLater(version))) {
      throw new ContinuityError({
        id: 'DR-DB-01',
        what: 'The engine version is not a major version',
        value: version === undefined ? 'nothing' : version,
        allowed: "a whole number, for instance '16': minor versions are the service's",
        fix: `DatabaseEngine.postgres('${Math.abs(Number.parseInt(typeof version === 'object' ? '' : String(version), 10)) || 16}')`,
      });
    }
    return new DatabaseEngine('postgres', version, 5432);
  }

  /** MySQL of that release series, for instance `'8.4'`. */
  static mysql(version: string): DatabaseEngine {
    return new DatabaseEngine('mysql', series('mysql', version, '8.4'), 3306);
  }

  /** MariaDB of that release series, for instance `'11.8'`. */
  static mariadb(version: string): DatabaseEngine {
    return new DatabaseEngine('mariadb', series('mariadb', version, '11.8'), 3306);
  }

  /**
   * PostgreSQL as a cluster: its instances are of one storage, which the service keeps in several zones, and sends to the other region by itself. Of that
   * version, with the minor one, which is the same at both sites: for instance `'16.8'`.
   */
  static postgresCluster(version: string): DatabaseEngine {
    return new DatabaseEngine('postgres-cluster', exact('postgresCluster', version, /^[1-9]\d\.\d{1,2}$/, '16.8'), 5432);
  }

  /** MySQL as a cluster, in the same way: of the version that its service counts, for instance `'3.10.1'`, or `'8.4.7'`. */
  static mysqlCluster(version: string): DatabaseEngine {
    return new DatabaseEngine('mysql-cluster', exact('mysqlCluster', version, /^[1-9]\d?\.\d{1,2}\.\d{1,2}$/, '3.10.1'), 3306);
  }

  /** SQL Server, as its service keeps it up to date: there is no version to choose. */
  static sqlServer(): DatabaseEngine {
    return new DatabaseEngine('sqlserver', 'current', 1433);
  }

  /**
   * Oracle Database, as its service keeps it up to date; or of a release that is chosen, for instance `'19'`, on machines of its own, with all that its
   * administrator may do there.
   */
  static oracle(release?: string): DatabaseEngine {
    if (release === undefined) return new DatabaseEngine('oracle', 'current', 1521);
    if (typeof release === 'string' && (/^[1-9]\d$/.test(release) || isDecidedLater(release)))
      return new DatabaseEngine('oracle', release, 1521);
    throw new ContinuityError({
      id: 'DR-DB-01',
      what: 'The engine version is not a release',
      value: release,
      allowed: "two digits, for instance '19': what comes behind them is the service's; none, where the service chooses",
      fix: `DatabaseEngine.oracle('${/^[1-9]\d(?!\d)/.exec(String(release))?.[0] ?? '19'}')`,
    });
  }

  private constructor(
    /** The engine's usual name. */
    readonly name: EngineName,
    /** Its major version; of MySQL and MariaDB the release series; of a cluster the minor one, too; of SQL Server none is chosen, nor of Oracle unless a release is. */
    readonly version: string,
    /** The port it listens on. */
    readonly port: number,
  ) {}
}

/** A release series. Throws `DR-DB-01` where it is none. */
function series(engine: EngineName, version: string, example: string): string {
  const given = typeof version === 'string' ? version : '';
  if (/^[1-9]\d?\.\d{1,2}$/.test(given) || isDecidedLater(version)) return version;
  throw new ContinuityError({
    id: 'DR-DB-01',
    what: 'The engine version is not a release series',
    value: version === undefined ? 'nothing' : version,
    allowed: `two numbers, for instance '${example}': what comes behind them is the service's`,
    fix: `DatabaseEngine.${engine}('${/^[1-9]\d?\.\d{1,2}(?=\.)/.exec(given)?.[0] ?? example}')`,
  });
}

/** A version of what is of one version at both sites. Throws `DR-DB-01` where it is none. */
function exact(engine: 'postgresCluster' | 'mysqlCluster', version: string, shape: RegExp, example: string): string {
  if (isDecidedLater(version) || (typeof version === 'string' && shape.test(version))) return version;
  throw new ContinuityError({
    id: 'DR-DB-01',
    what: 'The engine version is not a whole version',
    value: version === undefined ? 'nothing' : version,
    allowed: `a version with its minor one, for instance '${example}': both sites are of the same, or no role is moved`,
    fix: `DatabaseEngine.${engine}('${example}')`,
  });
}
