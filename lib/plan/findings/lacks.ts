import type { Rule } from './rule';

/** DR-SITE-02: what a site is declared without, or its region does not have, is said; or the gap is acknowledged. */
export const lacks: Rule = (input) =>
  input.known.flatMap(({ key, lacks: all }) =>
    all.map(({ what, fix }) => ({ id: 'DR-SITE-02', level: 'warning' as const, subject: key, what, value: key, fix })),
  );
