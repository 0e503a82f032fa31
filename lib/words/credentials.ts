import { z } from 'zod';
import { commandLine } from './command-line';

/** Names that change which programs run, how they run, or whom they call. */
const RESERVED =
  /^(?:PATH|HOME|SHELL|IFS|ENV|PWD|TMPDIR|CDPATH|CLASSPATH|NODE_\w+|PYTHON\w*|PERL5\w*|RUBY\w*|JAVA_TOOL_OPTIONS|(?:LD|DYLD|BASH|TF)_\w+|(?:HTTPS?|ALL|NO)_PROXY)$/;

/** Names of what is a secret; the path of a file that holds one is none. */
const SECRET = /(?:SECRET|PASS(?:WORD|WD|PHRASE)|_PASS$|TOKEN|PRIVATE_KEY|ACCESS_KEY|API_KEY)(?!.*_(?:FILE|PATH|DIR)$)/;

const variable = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]*$/)
  .refine((name) => !RESERVED.test(name), { error: 'this variable changes how programs run' });

/** How a secret of a step is read when the step runs, and how it is given to the program: never its value. */
export const secretSchema = z.object({
  variable: variable.describe('The environment variable that holds it, or the path of the file that holds it.'),
  read: commandLine.describe("Prints it: run when the step runs, with the site's own credentials. Its output is shown nowhere."),
  as: z.enum(['environment', 'file']).describe('Given as the value of the variable, or as a file of mode 0600 that is removed afterwards.'),
});

/** A secret of a step: how it is read, and how it is given. */
export type Secret = z.infer<typeof secretSchema>;

/** Whose credentials a step needs. */
export const credentialsSchema = z.object({
  who: z.string().describe('For people: whose they are.'),
  environment: z
    .record(variable, z.string())
    .refine((given) => !Object.keys(given).some((name) => SECRET.test(name)), {
      error: 'a variable of that name holds a secret: give the name of a profile, or a secret of the step',
    })
    .describe('Names of profiles and folders of settings, set for this step alone; never a secret.'),
});

/** Whose credentials a step needs, where they are not the site's. */
export type Credentials = z.infer<typeof credentialsSchema>;
