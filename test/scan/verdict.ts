/** A check that failed: its id, the type of what it is about, and where that stands. */
export interface Failed {
  readonly check: string;
  readonly title: string;
  readonly type: string;
  readonly name: string;
  /** Example, moment and stack. */
  readonly stack: string;
}

/** A failed check that was looked at: why what it asks for is not done. */
export interface Reviewed {
  readonly check: string;
  /** Types that it is about. */
  readonly types: readonly string[];
  /** Names that it is about, of those types. @default all */
  readonly names?: RegExp;
  readonly why: string;
}

const speaksOf =
  ({ check, type, name }: Failed) =>
  (row: Reviewed): boolean =>
    row.check === check && row.types.includes(type) && (row.names?.test(name) ?? true);

/** What nobody looked at yet, a line for each check and type; and rows that speak of nothing any more. */
export function verdict(
  failed: readonly Failed[],
  reviewed: readonly Reviewed[],
): { readonly open: readonly string[]; readonly stale: readonly string[] } {
  const open = new Map<string, string[]>();
  for (const one of failed.filter((each) => !reviewed.some(speaksOf(each)))) {
    const what = `${one.check} ${one.type}: ${one.title}`;
    open.set(what, [...(open.get(what) ?? []), `${one.stack} ${one.name}`]);
  }
  const stale = reviewed.filter((row) => !failed.some((one) => speaksOf(one)(row)));
  return {
    open: [...open].map(([what, where]) => `${what} (${where.length}: ${where[0] as string}${where.length > 1 ? ', …' : ''})`).sort(),
    stale: stale.map(({ check, types, names }) => `${check} ${types.join(', ')}${names ? ` ${names}` : ''}: no such check fails any more`),
  };
}
