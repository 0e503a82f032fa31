import { z } from 'zod';
import { transitionSchema } from '../situation/phases';

/** The Terraform variable that an apply which opens a site asks for: the number of the move. */
export const MOVE_VARIABLE = 'continuity_move';

/** What Terraform is told where an apply opens a site; nothing where it opens none. */
export const moveArguments = (opens: number | undefined): string[] => (opens === undefined ? [] : [`-var=${MOVE_VARIABLE}=${opens}`]);

/** Stands among the needs of what is done in peace, when everything answers. */
export const CONTROL_PLANES = 'every control plane: in peace';

/** A program and its arguments, complete, as it is run: never through a shell. */
export const commandLine = z.array(z.string()).min(1);

const common = {
  id: z.string().describe('Unique within the procedure, and the same at each synthesis: the journal names it.'),
  title: z.string().describe('What it does, in one line.'),
  actor: z.enum(['runner', 'operator', 'decider']).describe('Who does it.'),
  expected: z.string().describe('What is seen where it went well.'),
  usual: z.number().describe('Seconds it usually takes.'),
  timeout: z.number().describe('Seconds after which it counts as failed.'),
  onFailure: z.string().describe('What to do where it fails.'),
  bestEffort: z.boolean().default(false).describe('A failure is recorded and the procedure goes on.'),
  repeatable: z.boolean().describe('Whether doing it twice does no harm.'),
  undo: z.string().optional().describe('How it is undone; absent where it cannot be.'),
  losesData: z.string().optional().describe('Which data it loses, where it does.'),
  pointOfNoReturn: z.boolean().default(false).describe('After it, going back is another move.'),
  terraform: z.enum(['nothing', 'applied', 'ignored', 'import']).default('nothing').describe("What it changes in Terraform's eyes."),
};

/** How a result is judged: the exit code is 0 and the trimmed output fits the pattern (a regular expression over the whole of it). */
const expectation = z.object({
  run: commandLine,
  matches: z.string(),
  number: z.string().optional().describe('The lag this output measures, by component name.'),
});

/** The closed set of things a recovery is made of (docs/design.md, "Procedures"). */
export const actionSchema = z.discriminatedUnion('do', [
  z.object({
    ...common,
    do: z.literal('apply'),
    stack: z.string().describe('Planned to a file, judged, and that file applied.'),
    opens: z
      .int()
      .min(0)
      .optional()
      .describe(
        'Number of the move with which it opens its site: an apply without it is refused at plan, unless the site is open already.',
      ),
    targets: z.array(z.string()).optional().describe('Only these addresses, where a second apply follows.'),
  }),
  z.object({
    ...common,
    do: z.literal('command'),
    run: commandLine,
    endpoint: z.string().describe('The region whose control plane it calls.'),
  }),
  z.object({
    ...common,
    do: z.literal('check'),
    how: expectation,
    endpoint: z.string().describe('The region it calls.'),
    every: z.number().describe('Seconds between two tries, until the time-out.'),
    guards: z.boolean().optional().describe('Asked again in every run, until the applies after it ended well.'),
  }),
  z.object({
    ...common,
    do: z.literal('record'),
    record: z.enum(['started', 'completed', 'fenced', 'lag', 'standing', 'undone']),
    components: z.array(z.string()).optional(),
    site: z.string().optional(),
    after: z.array(z.string()).optional().describe('Ids of the actions whose results it records.'),
  }),
  z.object({
    ...common,
    do: z.literal('decide'),
    question: z.string(),
    who: z.string(),
    unless: z
      .object({ run: commandLine, atMost: z.number() })
      .optional()
      .describe('Asked only where this command answers more than that number, or no number.'),
  }),
  z.object({ ...common, do: z.literal('notify'), audience: z.string(), text: z.string() }),
  z.object({ ...common, do: z.literal('manual'), text: z.string() }),
]);

/** One step of a recovery. */
export type Action = z.infer<typeof actionSchema>;

/** A named step of a procedure: its actions run one after the other. */
export const waveSchema = z.object({ name: z.string(), purpose: z.string(), actions: z.array(actionSchema) });
/** Actions that belong together. */
export type Wave = z.infer<typeof waveSchema>;

/** Waves of actions for one transition of one workload. */
export const procedureSchema = z.object({
  transition: transitionSchema,
  workload: z.string(),
  title: z.string(),
  due: z.boolean().describe('Whether the declared situation calls for it now; the others are sheets to read beforehand.'),
  declaration: z.array(commandLine).describe('What is declared (and synthesized) before it can run.'),
  needs: z.array(z.string()).describe('Regions that must answer while it runs.'),
  decides: z.string().describe('Who decides, and by when.'),
  estimate: z.number().describe('Seconds, from the call to the last action, by the usual times.'),
  waves: z.array(waveSchema),
});
/** A recovery procedure, complete enough to be run or read aloud. */
export type Procedure = z.infer<typeof procedureSchema>;
