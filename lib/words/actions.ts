import { z } from 'zod';
import { transitionSchema } from '../situation/phases';
import { commandLine } from './command-line';
import { credentialsSchema, secretSchema, type Secret } from './credentials';
import { faultsIn, findsIn } from './found';
import { idSchema, repeatedIn } from './id';
import { patternSchema } from './pattern';

/** The Terraform variable that an apply which opens a site asks for: the number of the move. */
export const MOVE_VARIABLE = 'continuity_move';

/** The Terraform variable that only an entrance reads: false, where something is started by commands before users are let in. @default true */
export const OPEN_VARIABLE = 'continuity_open';

/** What Terraform is told where an apply opens a site; nothing where it opens none. `shut`: all but its entrance. */
export const moveArguments = ({
  opens,
  shut = false,
}: {
  readonly opens?: number | undefined;
  readonly shut?: boolean | undefined;
}): string[] => (opens === undefined ? [] : [`-var=${MOVE_VARIABLE}=${opens}`, ...(shut ? [`-var=${OPEN_VARIABLE}=false`] : [])]);

/** Stands among the needs of what is done in peace, when everything answers. */
export const CONTROL_PLANES = 'every control plane: in peace';

/** Not longer than a month: what waits longer waits for nothing. */
const seconds = z
  .number()
  .min(0)
  .max(30 * 86_400);
const secrets = z
  .array(secretSchema)
  .refine((all) => new Set(all.map(({ variable }) => variable)).size === all.length, { error: 'two secrets have the same variable' })
  .optional()
  .describe('Read when the step runs; never written down, shown, or given as an argument.');
const as = credentialsSchema.optional().describe("Whose credentials it needs, where they are not the site's.");

const common = {
  id: idSchema.describe('Unique within the procedure, and the same at each synthesis: the journal names it.'),
  title: z.string().describe('What it does, in one line.'),
  actor: z.enum(['runner', 'operator', 'decider']).describe('Who does it.'),
  expected: z.string().describe('What is seen where it went well.'),
  usual: seconds.describe('Seconds it usually takes.'),
  timeout: seconds.describe('Seconds after which it counts as failed.'),
  onFailure: z.string().describe('What to do where it fails.'),
  bestEffort: z.boolean().default(false).describe('A failure is recorded and the procedure goes on.'),
  repeatable: z.boolean().describe('Whether doing it twice does no harm.'),
  undo: z.string().optional().describe('How it is undone; absent where it cannot be.'),
  losesData: z.string().optional().describe('Which data it loses, where it does.'),
  pointOfNoReturn: z.boolean().default(false).describe('After it, going back is another move.'),
  terraform: z.enum(['nothing', 'applied', 'ignored', 'import']).default('nothing').describe("What it changes in Terraform's eyes."),
};

/** How a result is judged: the exit code is 0 and the trimmed output fits the pattern (a regular expression over the whole of it). */
const expectation = z.strictObject({
  run: commandLine,
  matches: patternSchema,
  number: z.string().optional().describe('The lag this output measures, by component name.'),
});

/** Asks, and judges the answer. */
export const checkSchema = z.strictObject({
  ...common,
  do: z.literal('check'),
  how: expectation,
  endpoint: z.string().describe('The region it calls.'),
  every: seconds.describe('Seconds between two tries, until the time-out.'),
  guards: z.boolean().optional().describe('Asked again in every run, until the applies after it ended well.'),
  secrets,
  as,
});

/** Reads, and keeps the answer. */
export const findSchema = z.strictObject({
  ...common,
  do: z.literal('find'),
  repeatable: z.literal(true),
  pointOfNoReturn: z.literal(false).default(false),
  run: commandLine.describe('A command line that reads: each line that it prints is kept, under the id of the step, in the journal.'),
  expects: z.enum(['one', 'some']).describe('How many lines. Later steps take them as {find:ID} in an argument, once for each line.'),
  matches: patternSchema.describe('A regular expression over the whole of each line.'),
  endpoint: z.string().describe('The region it calls.'),
  every: seconds.describe('Seconds between two tries, until the time-out.'),
  as,
});

/** The closed set of things a recovery is made of (docs/design.md, "Procedures"). */
export const actionSchema = z.discriminatedUnion('do', [
  z.strictObject({
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
    shut: z.literal(true).optional().describe('All but the entrance, which another apply opens once what it leads to is started.'),
    targets: z.array(z.string()).optional().describe('Only these addresses, where a second apply follows.'),
  }),
  z.strictObject({
    ...common,
    do: z.literal('command'),
    run: commandLine,
    endpoint: z.string().describe('The region whose control plane it calls.'),
    fetches: z.array(z.string()).optional().describe('Hosts beside it that something is fetched from: nothing replaces one that is out.'),
    after: z
      .array(z.string())
      .optional()
      .describe('Ids of the actions that must have ended well: it is skipped where one of them did not.'),
    secrets,
    as,
  }),
  checkSchema,
  findSchema,
  z.strictObject({
    ...common,
    do: z.literal('record'),
    record: z.enum(['started', 'completed', 'fenced', 'lag', 'standing', 'undone']),
    components: z.array(z.string()).optional(),
    site: z.string().optional(),
    after: z.array(z.string()).optional().describe('Ids of the actions whose results it records.'),
  }),
  z.strictObject({
    ...common,
    do: z.literal('decide'),
    question: z.string(),
    who: z.string(),
    unless: z
      .strictObject({
        run: commandLine.refine((run) => findsIn(run).length === 0, { error: 'it takes nothing that was found' }),
        atMost: z.number(),
      })
      .optional()
      .describe('Asked only where this command answers more than that number, or no number.'),
  }),
  z.strictObject({ ...common, do: z.literal('notify'), audience: z.string(), text: z.string() }),
  z.strictObject({ ...common, do: z.literal('manual'), text: z.string() }),
]);

/** One step of a recovery. */
export type Action = z.infer<typeof actionSchema>;

/** An action that runs a command line of its own: a command, a check, a find. */
export type Call = Extract<Action, { do: 'command' | 'check' | 'find' }>;

/** Whether an action runs a command line of its own. */
export const isCall = (action: Action): action is Call => action.do === 'command' || action.do === 'check' || action.do === 'find';

/** The command line of a call. */
export const runOf = (call: Call): string[] => (call.do === 'check' ? call.how.run : call.run);

/** The secrets of a call. */
export const secretsOf = (call: Call): readonly Secret[] => (call.do === 'find' ? [] : (call.secrets ?? []));

/** Every command line of an action that may take a found value. */
export const linesOf = (action: Action): string[][] =>
  isCall(action) ? [runOf(action), ...secretsOf(action).map(({ read }) => read)] : [];

/** What is wrong with the found values of actions that run in this order. */
export const unfounded = (actions: readonly Action[]): string[] =>
  faultsIn(actions.map((one) => ({ id: one.id, lines: linesOf(one), ...(one.do === 'find' ? { expects: one.expects } : {}) })));

/** What is done, and by whose credentials where they are not the site's. */
export const titleOf = (action: Action): string => (isCall(action) && action.as ? `${action.title} (as ${action.as.who})` : action.title);

/** What an action says to people: they may be told there to call something. */
export const textsOf = (action: Action): string[] => [
  ...(action.do === 'manual' || action.do === 'notify' ? [action.text] : action.do === 'decide' ? [action.question] : []),
  action.expected,
  action.onFailure,
  ...(action.undo === undefined ? [] : [action.undo]),
];

/** A named step of a procedure: its actions run one after the other. */
export const waveSchema = z.strictObject({ name: z.string(), purpose: z.string(), actions: z.array(actionSchema) });
/** Actions that belong together. */
export type Wave = z.infer<typeof waveSchema>;

/** Waves of actions for one transition of one workload. */
export const procedureSchema = z
  .strictObject({
    transition: transitionSchema,
    workload: z.string(),
    title: z.string(),
    due: z.boolean().describe('Whether the declared situation calls for it now; the others are sheets to read beforehand.'),
    declaration: z.array(commandLine).describe('What is declared (and synthesized) before it can run.'),
    needs: z.array(z.string()).describe('Regions that must answer while it runs.'),
    decides: z.string().describe('Who decides, and by when.'),
    estimate: seconds.describe('Seconds, from the call to the last action, by the usual times.'),
    waves: z.array(waveSchema),
  })
  .superRefine(({ waves }, { addIssue }) => {
    const actions = waves.flatMap(({ actions: all }) => all);
    const twice = repeatedIn(actions.map(({ id }) => id)).map((id) => `two actions are called ${id}`);
    for (const message of [...twice, ...unfounded(actions)]) addIssue({ code: 'custom', message });
  });
/** A recovery procedure, complete enough to be run or read aloud. */
export type Procedure = z.infer<typeof procedureSchema>;

/** Whether a procedure may lose data: a forced move does, and the sheet to wait by says what it would. */
export const mayLose = ({ transition, waves }: Procedure): boolean =>
  transition === 'hold' || waves.some(({ actions }) => actions.some((action) => action.losesData !== undefined));
