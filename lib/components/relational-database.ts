import type { Construct } from 'constructs';
import { ContinuityError } from '../words/errors';
import { isDecidedLater, instance, tableOf, whole, word } from '../words/shapes';
import { Component, componentTakes, type ComponentProps, type Declaration } from './component';
import { isReserved } from './reserved';
import { Size } from './size';
import { windowsSchema, type DatabaseWindows } from './windows';

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
  /** Days for which it can be restored, where it stands, as it was at any moment; copies at the other site are kept by themselves. @default 7 */
  readonly restorableDays?: number;
  /**
   * When it is backed up and maintained, by site key. @default at night where the site is, apart from the other site, and from the copies
   * that are made at an interval, unless that is an hour
   */
  readonly windows?: Readonly<Record<string, DatabaseWindows>>;
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
  /** Days for which it can be restored as it was at any moment. */
  readonly restorableDays: number;
  /** When it is backed up and maintained, by site key; absent where the cloud chooses. */
  readonly windows?: Readonly<Record<string, DatabaseWindows>>;
}

const NAME = 'a letter, then letters, digits and underscores, 63 at most, and no word that the engine or SQL reserves';
const name = word(NAME, /^[A-Za-z]\w*$/, 63).refine((text) => !isReserved(text), NAME);
const TAKES = componentTakes<RelationalDatabaseProps>(
  {
    engine: instance(DatabaseEngine, "an engine: DatabaseEngine.postgres('16')"),
    size: instance(Size, 'a size: Size.of({ vcpus: 2, memoryGiB: 8 })'),
    storageGiB: whole('GiB, a whole number above 0', 1, 2 ** 30),
    username: name.optional(),
    database: name.optional(),
    restorableDays: whole('days, a whole number above 0', 1, 3650).optional(),
    windows: tableOf(windowsSchema, 'windows by site key').optional(),
  },
  {
    engine: "DatabaseEngine.postgres('16')",
    size: 'Size.of({ vcpus: 2, memoryGiB: 8 })',
    storageGiB: '100',
    username: "'continuity'",
    database: "'main'",
    restorableDays: '7',
    windows: "{ 'cloud:region': { backup: '01:15-01:45', maintenance: 'sun:02:15-sun:02:45' } }",
  },
);

/** A managed relational database. */
export class RelationalDatabase extends Component {
  /** Its kind. */
  readonly kind = 'relational-database';

  constructor(
    scope: Construct,
    id: string,
    private readonly props: RelationalDatabaseProps,
  ) {
    super(scope, id, props, TAKES);
  }

  /** The database as plain data. */
  override declaration(): RelationalDatabaseDeclaration {
    const { engine, size, storageGiB, username = 'continuity', database = 'main', restorableDays = 7, windows } = this.props;
    const own = { engine, size, username, database, restorableDays, ...(windows ? { windows } : {}) };
    return { ...super.declaration(), kind: this.kind, gib: storageGiB, ...own };
  }
}
