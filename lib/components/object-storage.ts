import type { Construct } from 'constructs';
import { z } from 'zod';
import { between, bySite, listOf, oneOf, word } from '../words/shapes';
import { Component, componentTakes, type ComponentProps, type Declaration } from './component';
import { existingOf } from './existing';

/** A bucket that exists already, at the site that serves first. */
export interface ExistingStorage {
  /** The bucket, as its cloud names it. */
  readonly id: string;
  /**
   * The key that encrypts it, where it is one of your own: what the other site sends back is encrypted by it, too.
   * @default the site's own key encrypts what is sent back, so that whoever reads there has to be let use that
   */
  readonly key?: string;
  /**
   * All ways that lead clients to it, as its cloud names them: a fence closes them, and opens them again. Where a fence closes it otherwise they are refused.
   * @default none, which is refused where a fence asks for them
   */
  readonly guards?: readonly string[];
  /** Beside those, the ways of whoever applies and recovers: a fence leaves them, since what was not sent yet is seen there alone. @default none */
  readonly appliedFrom?: readonly string[];
}

/** How a store is kept in two regions: each site its own, of which one is replicated into the other; or one of both, which its service keeps there, and which the side that stands by may read. */
export type Redundancy = 'regional' | 'geo' | 'geo-readable';

/** What {@link ObjectStorage} takes. */
export interface ObjectStorageProps extends ComponentProps {
  /** GiB it holds, from which copy and restore times are computed. @default 100 */
  readonly sizeGiB?: number;
  /**
   * How it is kept in two regions. `regional`: each site has a store of its own, and what serves is replicated into the other one. `geo`: one store of both,
   * which its service keeps in two regions that its cloud pairs. `geo-readable`: that, and it is read at the side that stands by, too. A cloud that has no such store, and
   * sites that are no such pair, are refused (`DR-VALUE-01`). It never changes. @default 'regional'
   */
  readonly redundancy?: Redundancy;
  /**
   * More of the policy of each bucket that the library makes, in the words of its cloud: statements that name no resource, since each is of
   * the bucket and of all in it, at every site. One that undoes what replication or copies need is refused. @default none
   */
  readonly policy?: readonly PolicyStatement[];
  /**
   * Where access logs of each bucket are written, by site key (`aws:eu-west-3`): a store in its region and account that lets its service write.
   * @default they are not
   */
  readonly accessLogs?: Readonly<Record<string, string>>;
}

/** A statement of a bucket's policy, in the words of its cloud. */
export type PolicyStatement = Readonly<Record<string, unknown>>;

/** Object storage as plain data. */
export interface ObjectStorageDeclaration extends Declaration {
  /** Its kind. */
  readonly kind: 'object-storage';
  /** More of the policy of each bucket that the library makes. */
  readonly policy: readonly PolicyStatement[];
  /** Where access logs are written, by site key. */
  readonly accessLogs: Readonly<Record<string, string>>;
  /** How its service keeps it in two regions; absent where each site has a store of its own. */
  readonly redundancy?: Exclude<Redundancy, 'regional'>;
  /** What exists, by site key; absent where the library makes it everywhere. */
  readonly existing?: Readonly<Record<string, ExistingStorage>>;
}

/** No bucket holds an exbibyte: it was bytes. */
const MOST_GIB = 2 ** 30;
const STATEMENTS = 'statements of a policy, each an object';
/** One that says nothing is none. */
const STATEMENT = z.record(z.string(), z.unknown(), STATEMENTS).refine((statement) => Object.keys(statement).length > 0, STATEMENTS);
const TAKES = componentTakes<ObjectStorageProps>(
  {
    sizeGiB: between(`GiB, more than 0 and at most ${MOST_GIB}`, Number.MIN_VALUE, MOST_GIB).optional(),
    redundancy: oneOf(['regional', 'geo', 'geo-readable']).optional(),
    policy: listOf(STATEMENT, STATEMENTS).optional(),
    accessLogs: bySite(word('a store of logs', /^\S+$/, 2048), 'stores').optional(),
  },
  { sizeGiB: '200', redundancy: "'geo'", policy: "[{ Sid: 'Reports', Effect: 'Allow', … }]", accessLogs: "{ 'cloud:region': '…' }" },
);

const refuseForeign = existingOf<ExistingStorage>(
  'ObjectStorage',
  {
    id: word('the name of a bucket', /^\S+$/, 2048),
    key: word('a key', /^\S+$/, 2048).optional(),
    guards: listOf(word('a way that leads there', /^\S+$/, 2048), 'ways that lead there, one or more', 1).optional(),
    appliedFrom: listOf(word('a way that leads there', /^\S+$/, 2048), 'ways of whoever applies, one or more', 1).optional(),
  },
  "{ id: 'acme-invoices' }",
);

/** A bucket: versioned, private, encrypted with a key of its site. */
export class ObjectStorage extends Component {
  /**
   * Protects a bucket that exists, by site key: nothing of it is managed, and its standby is made at the other site. Throws `DR-COMP-06`
   * where it is given what it cannot take.
   */
  static fromExisting(
    scope: Construct,
    id: string,
    existing: Readonly<Record<string, ExistingStorage>>,
    props: ObjectStorageProps = {},
  ): ObjectStorage {
    refuseForeign(existing);
    return new ObjectStorage(scope, id, props, existing);
  }

  /** Its kind. */
  readonly kind = 'object-storage';

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ObjectStorageProps = {},
    private readonly existing?: Readonly<Record<string, ExistingStorage>>,
  ) {
    super(scope, id, props, TAKES);
    if (existing !== undefined) refuseForeign(existing);
  }

  /** The bucket as plain data. */
  override declaration(): ObjectStorageDeclaration {
    const { sizeGiB = 100, policy = [], accessLogs = {}, redundancy = 'regional' } = this.props;
    return {
      ...super.declaration(),
      kind: this.kind,
      gib: sizeGiB,
      policy,
      accessLogs,
      ...(redundancy === 'regional' ? {} : { redundancy }),
      ...(this.existing ? { existing: this.existing } : {}),
    };
  }
}
