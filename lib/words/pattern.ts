import { z } from 'zod';

/** Characters that a pattern has at most: it is written by a cell, for one answer. */
const LONGEST = 1000;

/** A regular expression over the whole of a text, as JavaScript reads it. */
export const patternSchema = z
  .string()
  .max(LONGEST)
  .refine(
    (text) => {
      try {
        return wholly(text) instanceof RegExp;
      } catch {
        return false;
      }
    },
    { error: 'no regular expression' },
  );

/** The expression that fits the whole of a text. Throws where it is none. */
export const wholly = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`);
