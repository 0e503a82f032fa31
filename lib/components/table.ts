import type { Construct } from 'constructs';
import { z } from 'zod';
import { between, flag, instance, isForeign, oneOf, whole, word } from '../words/shapes';
import { Component, componentTakes, type ComponentProps, type Declaration } from './component';
import { Throughput } from './throughput';

/** A part of the key of an item. */
export interface TableKey {
  /** The attribute that holds it. */
  readonly name: string;
  /** What it is. @default 'string' */
  readonly type?: 'string' | 'number';
}

/** What {@link Table} takes. */
export interface TableProps extends ComponentProps {
  /** The attribute by which items are spread: those that have it in common are read together. It never changes. */
  readonly partitionKey: TableKey;
  /** The attribute that tells items of one partition apart, and orders them. It never changes. @default the partition key alone tells items apart */
  readonly sortKey?: TableKey;
  /** How much it takes in a second, at each site. */
  readonly throughput: Throughput;
  /** GiB it holds, from which restore times are computed. @default 10 */
  readonly sizeGiB?: number;
  /**
   * Days for which it can be restored as it was at any moment. A service that keeps 7 or 30 of them takes no other number (`DR-VALUE-01`); what is
   * kept on each cloud stands in docs, in the page of its tables. @default 7
   */
  readonly restorableDays?: number;
  /**
   * What may be lost with a region has a bound, which the service keeps by taking no write while the other site lacks more. So where the other site is
   * out, writes end after minutes, until somebody takes it out of the pair. The bound is 300 seconds or 100,000 writes, the usual lag up to 15 minutes: what
   * the budget of the dossier counts with, with its source; docs, in the page of the tables of a cloud. @default false: the service's usual lag, and writes go on
   */
  readonly boundedLag?: boolean;
}

/** A table as plain data. */
export interface TableDeclaration extends Declaration {
  /** Its kind. */
  readonly kind: 'table';
  /** What items are spread by. */
  readonly partitionKey: Required<TableKey>;
  /** What tells them apart in a partition; absent where nothing does. */
  readonly sortKey?: Required<TableKey>;
  /** How much it takes. */
  readonly throughput: Throughput;
  /** Days for which it can be restored as it was at any moment. */
  readonly restorableDays: number;
  /** Whether the service keeps a bound of what the other site lacks. */
  readonly boundedLag: boolean;
}

const KEY = "{ name: 'customer', type: 'string' }: a letter, then letters, digits and underscores, 64 at most; of type string or number";
const KEY_SHAPE = z
  .custom((value) => !isForeign(value), { error: KEY, params: { expected: 'object' } })
  .pipe(z.strictObject({ name: word(KEY, /^[A-Za-z]\w*$/, 64), type: oneOf(['string', 'number']).optional() }, KEY));
/** No table holds an exbibyte: it was bytes. */
const MOST_GIB = 2 ** 30;

const TAKES = componentTakes<TableProps>(
  {
    partitionKey: KEY_SHAPE,
    sortKey: KEY_SHAPE.optional(),
    throughput: instance(Throughput, 'a throughput: Throughput.onDemand({ reads: 1000, writes: 200 })'),
    sizeGiB: between(`GiB, more than 0 and at most ${MOST_GIB}`, Number.MIN_VALUE, MOST_GIB).optional(),
    restorableDays: whole('days, a whole number above 0', 1, 3650).optional(),
    boundedLag: flag.optional(),
  },
  {
    partitionKey: "{ name: 'customer' }",
    sortKey: "{ name: 'placed', type: 'number' }",
    throughput: 'Throughput.onDemand({ reads: 1000, writes: 200 })',
    sizeGiB: '10',
    restorableDays: '7',
    boundedLag: 'true',
  },
);

const keyOf = ({ name, type = 'string' }: TableKey): Required<TableKey> => ({ name, type });

/** A table of items without a schema, found by their key: what a service of its cloud replicates from site to site. */
export class Table extends Component {
  /** Its kind. */
  readonly kind = 'table';

  constructor(
    scope: Construct,
    id: string,
    private readonly props: TableProps,
  ) {
    super(scope, id, props, TAKES);
  }

  /** The table as plain data. */
  override declaration(): TableDeclaration {
    const { partitionKey, sortKey, throughput, sizeGiB = 10, restorableDays = 7, boundedLag = false } = this.props;
    return {
      ...super.declaration(),
      kind: this.kind,
      gib: sizeGiB,
      partitionKey: keyOf(partitionKey),
      ...(sortKey ? { sortKey: keyOf(sortKey) } : {}),
      throughput,
      restorableDays,
      boundedLag,
    };
  }
}
