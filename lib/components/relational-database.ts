import type { Construct } from 'constructs';
import { ContinuityError } from '../words/errors';
import { Component, type ComponentProps, type Declaration } from './component';
import type { Size } from './size';

/** A database engine and its version. */
export class DatabaseEngine {
  /** PostgreSQL of that major version, for instance `'16'`. */
  static postgres(version: string): DatabaseEngine {
    if (!/^\d+$/.test(version)) {
      throw new ContinuityError({
        id: 'DR-DB-01',
        what: 'The engine version is not a major version',
        value: version,
        allowed: "a whole number, for instance '16': minor versions are the service's",
        fix: `DatabaseEngine.postgres('${Number.parseInt(version, 10) || 16}')`,
      });
    }
    return new DatabaseEngine('postgres', version, 5432);
  }

  private constructor(
    /** The engine's usual name. */
    readonly name: 'postgres',
    /** Its major version. */
    readonly version: string,
    /** The port it listens on. */
    readonly port: number,
  ) {}
}

/** What {@link RelationalDatabase} takes. */
export interface RelationalDatabaseProps extends ComponentProps {
  /** Engine and major version. */
  readonly engine: DatabaseEngine;
  /** Size at every site: a standby that is smaller than production is no standby. */
  readonly size: Size;
  /** Storage, GiB; copy and restore times are computed from it. */
  readonly storageGiB: number;
  /** Name of the administrator. @default 'continuity' */
  readonly username?: string;
  /** Database created with the instance. @default 'main' */
  readonly database?: string;
}

/** A relational database as plain data. */
export interface RelationalDatabaseDeclaration extends Declaration {
  /** Its kind. */
  readonly kind: 'relational-database';
  /** Engine and version. */
  readonly engine: DatabaseEngine;
  /** Size. */
  readonly size: Size;
  /** Administrator. */
  readonly username: string;
  /** Database. */
  readonly database: string;
}

/** A managed relational database. */
export class RelationalDatabase extends Component {
  /** Its kind. */
  readonly kind = 'relational-database';

  constructor(
    scope: Construct,
    id: string,
    private readonly props: RelationalDatabaseProps,
  ) {
    super(scope, id, props);
  }

  /** The database as plain data. */
  override declaration(): RelationalDatabaseDeclaration {
    const { engine, size, storageGiB, username = 'continuity', database = 'main' } = this.props;
    return { ...super.declaration(), kind: this.kind, gib: storageGiB, engine, size, username, database };
  }
}
