import { z } from 'zod';

/** A name that may stand in the name of a file: no folder, nothing hidden, nothing that a terminal or a shell reads. */
export const idSchema = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9][\w.-]*$/, 'letters, digits, . _ and -, a letter or a digit first');

/** Those that stand there more than once. */
export const repeatedIn = (names: readonly string[]): string[] => [...new Set(names.filter((name, i) => names.indexOf(name) !== i))];
