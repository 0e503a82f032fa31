/**
 * Words that PostgreSQL keeps for itself in any version from 11 on ("reserved", also where a function or a type may bear them).
 * Source: https://www.postgresql.org/docs/current/sql-keywords-appendix.html, 2026-11.
 */
const WORDS: ReadonlySet<string> = new Set(
  `all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation column concurrently
   constraint create cross current_catalog current_date current_role current_schema current_time current_timestamp current_user default
   deferrable desc distinct do else end except false fetch for foreign freeze from full grant group having ilike in initially inner
   intersect into is isnull join lateral leading left like limit localtime localtimestamp natural not notnull null offset on only or
   order outer overlaps placing primary references returning right select session_user similar some symmetric system_user table
   tablesample then to trailing true union unique user using variadic verbose when where window with`.split(/\s+/),
);

/** Names that every server has: databases of its own, and roles that stand for all or none. Roles that begin with pg_ are the engine's. */
const TAKEN: ReadonlySet<string> = new Set(['template0', 'template1', 'public', 'none']);

/** Whether a role or a database cannot have that name. */
export function isReserved(name: string): boolean {
  const small = name.toLowerCase();
  return WORDS.has(small) || TAKEN.has(small) || small.startsWith('pg_');
}
