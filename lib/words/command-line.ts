import { z } from 'zod';

/** Text that asks for a secret as an argument: everybody on the machine would read it in the list of processes. */
const SECRET = '{secret:';

/** A program and its arguments, complete, as it is run: never through a shell. */
export const commandLine = z
  .array(z.string())
  .min(1)
  .refine((words) => !words.some((word) => word.includes(SECRET)), { error: 'a secret is never an argument: give it by `secrets`' });
