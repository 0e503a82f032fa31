import type { Construct } from 'constructs';
import { z } from 'zod';
import type { Declared } from '../words/checked';
import { block } from '../words/cidr';
import { bySite, instance, listOf, whole, word } from '../words/shapes';
import { Component, componentTakes, type ComponentProps, type Declaration } from './component';
import { REPOSITORY } from './container-images';
import { DatabaseEngine } from './database-engine';
import { existingOf } from './existing';
import { isReserved } from './reserved';
import { Size } from './size';
import { windowsSchema, type DatabaseWindows } from './windows';

/** What {@link RelationalDatabase} takes. */
export interface RelationalDatabaseProps extends ComponentProps {
  /** Engine and version. */
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
  /**
   * More of its settings, in the words of its engine, at every site: those that the library sets itself are refused. A change of one takes
   * hold where it is restarted next. @default none
   */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Ranges that are let in beside the network of its site, at every site: of who works on it from elsewhere. @default none */
  readonly clients?: readonly string[];
  /**
   * Where no service copies it to the region of the other site, jobs of the library do, by dumps, with the tools of its engine that an image has. The image is one of the
   * `ContainerImages`, which each site has. A cloud or a service that copies it by itself takes none. @default none: what its service copies is all
   */
  readonly dumps?: DatabaseDumps;
}

/** How dumps of a database are made. */
export interface DatabaseDumps {
  /** A repository of each site's own registry, and a digest: `acme/dump@sha256:…`; what has to be in it stands in the guide of the cloud. */
  readonly image: string;
}

/** A database that exists already, at the site that serves first. */
export interface ExistingDatabase {
  /** The database, as its cloud names it. */
  readonly id: string;
  /** The secret that holds the password of its administrator: it is carried to the other site by what joins them, and stands in no state. */
  readonly secret: string;
  /** All that guards it now: the fence takes it out of these, and puts it back into them. */
  readonly guards: readonly string[];
}

/** What {@link RelationalDatabase.fromExisting} takes: what is made beside what exists is as large, and of the same engine. */
export type ExistingDatabaseProps = Omit<RelationalDatabaseProps, 'username'>;

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
  /** More of its settings. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Ranges that are let in beside the network of its site. */
  readonly clients: readonly string[];
  /** The image of the jobs that dump and restore it; absent where nothing but its service copies it. */
  readonly dumps?: { readonly repository: string; readonly digest: string };
  /** What exists, by site key; absent where the library makes it everywhere. */
  readonly existing?: Readonly<Record<string, ExistingDatabase>>;
}

const NAME = 'a letter, then letters, digits and underscores, 63 at most, and no word that the engine or SQL reserves';
const name = word(NAME, /^[A-Za-z]\w*$/, 63);
const SETTING = 'values as texts, by the names of settings: letters, digits, underscores and dots';
const IMAGE = new RegExp(`^${REPOSITORY}@sha256:[0-9a-f]{64}$`);
const SHAPE = componentTakes<RelationalDatabaseProps>(
  {
    engine: instance(
      DatabaseEngine,
      "an engine: DatabaseEngine.postgres('16'), DatabaseEngine.mysql('8.4'), DatabaseEngine.mariadb('11.8'), DatabaseEngine.postgresCluster('16.8'), DatabaseEngine.mysqlCluster('3.10.1'), DatabaseEngine.sqlServer(), DatabaseEngine.oracle()",
    ),
    size: instance(Size, 'a size: Size.of({ vcpus: 2, memoryGiB: 8 })'),
    storageGiB: whole('GiB, a whole number above 0', 1, 2 ** 30),
    username: name.optional(),
    database: name.optional(),
    restorableDays: whole('days, a whole number above 0', 1, 3650).optional(),
    windows: bySite(windowsSchema, 'windows').optional(),
    parameters: z.record(word(SETTING, /^[A-Za-z][\w.]*$/), word('a value, as a text', /^/, 4096), SETTING).optional(),
    clients: listOf(block(8, 32, 'who works on it'), 'ranges, each as an IPv4 block').optional(),
    dumps: z
      .strictObject(
        { image: word('a repository without a registry, and a digest', IMAGE, 512) },
        "how it is dumped: { image: 'acme/dump@sha256:…' }",
      )
      .optional(),
  },
  {
    engine: "DatabaseEngine.postgres('16')",
    size: 'Size.of({ vcpus: 2, memoryGiB: 8 })',
    storageGiB: '100',
    username: "'continuity'",
    database: "'main'",
    restorableDays: '7',
    windows: "{ 'cloud:region': { backup: '01:15-01:45', maintenance: 'sun:02:15-sun:02:45' } }",
    parameters: "{ log_min_duration_statement: '500' }",
    clients: "['10.90.0.0/24']",
    dumps: "{ image: 'acme/dump@sha256:…' }",
  },
);

/** What the engine keeps for itself is no name of anybody else's: which words those are, differs by engine. */
const unreserved = (schema: z.ZodObject): z.ZodObject =>
  (['username', 'database'] as const).reduce<z.ZodObject>(
    (all, key) =>
      all.refine(
        ({ engine, [key]: given }) => !(engine instanceof DatabaseEngine && typeof given === 'string' && isReserved(given, engine.name)),
        {
          path: [key],
          message: NAME,
          when: ({ value }) => typeof value === 'object' && value !== null,
        },
      ),
    schema,
  );

const TAKES: Declared = { ...SHAPE, schema: unreserved(SHAPE.schema as z.ZodObject) };

const refuseForeign = existingOf<ExistingDatabase>(
  'RelationalDatabase',
  {
    id: word('the name of a database server', /^\S+$/, 2048),
    secret: word('the secret of its administrator', /^\S+$/, 2048),
    guards: listOf(word('what guards it', /^\S+$/, 2048), 'what guards it, one or more', 1),
  },
  "{ id: 'acme-ledger', secret: 'acme/ledger', guards: ['…'] }",
);

/** Who administers what exists is known there: nothing is made with another name. */
const EXISTING_TAKES: Declared = {
  ...SHAPE,
  schema: unreserved((SHAPE.schema as z.ZodObject).omit({ username: true })),
};

/** A managed relational database. */
export class RelationalDatabase extends Component {
  /**
   * Protects a database that exists, by site key: nothing of it is managed, no password is set, and its standby is made at the other site
   * as `props` say. Throws `DR-COMP-06` where it is given what it cannot take.
   */
  static fromExisting(
    scope: Construct,
    id: string,
    existing: Readonly<Record<string, ExistingDatabase>>,
    props: ExistingDatabaseProps,
  ): RelationalDatabase {
    refuseForeign(existing);
    return new RelationalDatabase(scope, id, props, existing);
  }

  /** Its kind. */
  readonly kind = 'relational-database';

  constructor(
    scope: Construct,
    id: string,
    private readonly props: RelationalDatabaseProps,
    private readonly existing?: Readonly<Record<string, ExistingDatabase>>,
  ) {
    super(scope, id, props, existing === undefined ? TAKES : EXISTING_TAKES);
    if (existing !== undefined) refuseForeign(existing);
  }

  /** The database as plain data. */
  override declaration(): RelationalDatabaseDeclaration {
    const {
      engine,
      size,
      storageGiB,
      username = 'continuity',
      database = 'main',
      restorableDays = 7,
      windows,
      parameters = {},
      clients = [],
      dumps,
    } = this.props;
    const [repository = '', digest = ''] = dumps?.image.split('@') ?? [];
    const given = {
      ...(windows ? { windows } : {}),
      ...(dumps ? { dumps: { repository, digest } } : {}),
      ...(this.existing ? { existing: this.existing } : {}),
    };
    const own = { engine, size, username, database, restorableDays, parameters, clients, ...given };
    return { ...super.declaration(), kind: this.kind, gib: storageGiB, ...own };
  }
}
