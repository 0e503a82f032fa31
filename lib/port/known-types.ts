import { cellsOf } from './cell';
import type { Cells, Cloud, CloudCell } from './cloud';
import type { Bound, Most } from './bounds';
import type { Reach, TypeRow } from './facts';

/** What is known of a cloud's resource types, gathered from the rows beside its cells and from its own. */
export interface KnownTypes {
  /** Types that hold data nobody can build again. */
  readonly stateful: readonly string[];
  /** What reaches beyond the provider's own region. */
  readonly reach: readonly Reach[];
  /** Import id of a resource, by type: argument names in braces (`{bucket}`), or `!` with the reason where it cannot be computed. */
  readonly importIds: Readonly<Record<string, string>>;
  /** Arguments that say how long what can be restored is kept, by type. @default none */
  readonly keeps?: Readonly<Record<string, NonNullable<TypeRow['keeps']>>>;
  /** What a customization may make of them, by type. @default whatever the provider takes */
  readonly bounds?: Readonly<Record<string, readonly Bound[]>>;
  /** Why an apply of it moves a role, or of which arguments, by type. @default none does */
  readonly moves?: Readonly<Record<string, NonNullable<TypeRow['moves']>>>;
  /** What a service does with what it is given, by type. @default none does anything */
  readonly drives?: Readonly<Record<string, NonNullable<TypeRow['drives']>>>;
  /** How many of them one account takes, by type. @default nobody says */
  readonly most?: Readonly<Record<string, Most>>;
  /** Whether a type has a row of its own: a pattern (`aws_iam_*`) is none. */
  has(type: string): boolean;
}

type Owned<G> = Pick<Cloud<G>, 'cells' | 'types'>;
type Rows = Readonly<Record<string, TypeRow>>;

const gathered = new WeakMap<object, KnownTypes>();

/** Gathers the rows of a cloud, once. Where two of them speak of one type, it holds data if either says so, and the cell's own says how it is imported. */
export function knownTypes(cloud: Owned<unknown>): KnownTypes {
  const before = gathered.get(cloud);
  if (before) return before;
  const known = gather([cloud.types, ...cellsOf(cloud.cells).map(([, { types }]) => types)]);
  gathered.set(cloud, known);
  return known;
}

function gather(all: readonly Rows[]): KnownTypes {
  const rows = all.flatMap((one) => Object.entries(one));
  const types = rows.filter(([type]) => !type.endsWith('*'));
  const names = new Set(types.map(([type]) => type));
  const reach = rows.flatMap(([type, row]) => (row.reach ?? []).map((one): Reach => ({ type, ...one })));
  return {
    stateful: [...new Set(types.flatMap(([type, { holdsData }]) => (holdsData ? [type] : [])))].sort(),
    reach: [...new Map(reach.map((one) => [JSON.stringify(one), one])).values()],
    importIds: Object.fromEntries(types.flatMap(([type, { importId }]) => (importId === undefined ? [] : [[type, importId]]))),
    keeps: Object.fromEntries(types.flatMap(([type, { keeps }]) => (keeps === undefined ? [] : [[type, keeps]]))),
    bounds: Object.fromEntries(types.flatMap(([type, { bounds }]) => (bounds === undefined ? [] : [[type, bounds]]))),
    moves: said(types, ({ moves }) => moves),
    drives: Object.fromEntries(types.flatMap(([type, { drives }]) => (drives === undefined ? [] : [[type, drives]]))),
    most: Object.fromEntries(types.flatMap(([type, { most }]) => (most === undefined ? [] : [[type, most]]))),
    has: (type) => names.has(type),
  };
}

/** What rows say, by type. */
const said = <T>(types: readonly [string, TypeRow][], of: (row: TypeRow) => T | undefined): Record<string, T> =>
  Object.fromEntries(
    types.flatMap(([type, row]): [string, T][] => {
      const text = of(row);
      return text === undefined ? [] : [[type, text]];
    }),
  );

/** A cloud's cells and rows, with other cells in place of those of their kinds. What the old ones know of their types stays known. */
export function replaceCells<G>(cloud: Owned<G>, cells: Cells<CloudCell<G>>): Owned<G> {
  const replaced = cellsOf(cloud.cells).filter(([kind]) => kind in cells);
  const kept = replaced.flatMap(([, { types }]) => Object.entries(types));
  return { cells: { ...cloud.cells, ...cells }, types: { ...Object.fromEntries(kept), ...cloud.types } };
}
