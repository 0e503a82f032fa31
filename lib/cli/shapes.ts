import { z } from 'zod';
import { procedureSchema } from '../words/actions';
import { commandLine } from '../words/command-line';
import { phaseSchema, transitionSchema } from '../situation/phases';

/*
 * What `--json` prints, by command (docs/command-line.md). Fields are added, never renamed or removed, while the manifest's version stays;
 * seconds are numbers, moments are ISO 8601.
 */

const situationFile = z.strictObject({ path: z.string(), sequence: z.number() });
const findings = z.object({ errors: z.number(), warnings: z.number(), accepted: z.number() });

/** A refusal: of every command. */
export const refusalShape = z.strictObject({
  error: z.strictObject({ id: z.string().optional(), what: z.string(), value: z.string(), allowed: z.string(), fix: z.string() }),
  exitCode: z.number(),
});

/** `declare`, `record`, `merge`. */
export const changeShape = z.strictObject({
  dryRun: z.boolean().describe('Nothing is written.'),
  changed: z.boolean().describe('False: it was said before.'),
  what: z.string().describe('In words.'),
  by: z.string(),
  at: z.string(),
  situationFile: z.strictObject({ path: z.string(), before: z.number(), after: z.number() }).describe('Its sequence.'),
  differences: z.array(z.string()).describe('What changes in the file, in words.'),
  markers: z.array(z.strictObject({ stack: z.string(), before: z.string(), after: z.string() })).describe('Stacks that change.'),
  loss: z
    .array(z.strictObject({ workload: z.string(), component: z.string(), loss: z.string(), since: z.string().optional() }))
    .describe('What a move that begins with it loses.'),
  refusal: z
    .strictObject({ id: z.string().optional(), what: z.string() })
    .optional()
    .describe('Of a dry run: why it is refused as it is, since that loss is not accepted.'),
  workloads: z
    .array(
      z.strictObject({
        id: z.string(),
        phase: phaseSchema,
        due: transitionSchema,
        meaning: z.string(),
        commands: z.array(commandLine).describe('What is to be run or may be declared.'),
      }),
    )
    .describe('What the situation means then.'),
});
/** What a change does. */
export type ChangeShape = z.infer<typeof changeShape>;

/** `plan`. */
export const planShape = z.strictObject({
  sequence: z.number().describe('Of the manifest.'),
  situationFile,
  workloads: z.array(
    z.strictObject({
      id: z.string(),
      situation: z.unknown().describe('As in the manifest.'),
      unprotectedFor: z.number().optional().describe('Seconds.'),
      interruptedFor: z.number().optional().describe('Seconds.'),
      leftToMtpd: z.number().optional().describe('Seconds; negative once it is over.'),
      findings: z.array(z.unknown()).describe('As in the manifest: those that nobody accepts.'),
      accepted: z.number().describe('How many findings somebody accepts.'),
      overdue: z.array(z.string()),
      stale: z.string().optional().describe('Why nothing of this output is due.'),
      settled: transitionSchema.optional().describe('What the manifest calls due, and is recorded as done.'),
      procedures: z.array(procedureSchema),
    }),
  ),
});

/** `plan --lost`. */
export const lossShape = z.strictObject({
  sequence: z.number().describe('Of the manifest.'),
  lost: z.string().describe('cloud:region.'),
  declare: z.array(commandLine).describe('What is declared first.'),
  moving: z
    .array(
      z.strictObject({
        workload: z.string(),
        priority: z.number(),
        to: z.string(),
        after: z.array(z.string()).describe('Workloads that it waits for.'),
        atOnce: z
          .number()
          .optional()
          .describe(
            'Seconds from the incident until it serves, where all are moved at once. Absent: it, or one that it waits for, cannot move.',
          ),
        inTurn: z.number().optional().describe('The same, where one person moves one after the other.'),
        within: z.number().describe('The same, as the objectives ask.'),
        verified: z.boolean(),
        transition: transitionSchema.optional().describe('Absent: no failover leads away from there as it stands.'),
        stuck: z.string().optional().describe('Why, in words.'),
      }),
    )
    .describe('In the order in which they are taken up.'),
  unprotected: z.array(z.string()).describe('Workloads that go on without a standby.'),
  waiting: z
    .array(z.strictObject({ workload: z.string(), after: z.array(z.string()).describe('Those that move.') }))
    .describe('Workloads that stay where they are, and are of no use until others are back.'),
});

const by = z.strictObject({ seconds: z.number(), by: z.string().optional(), left: z.number().optional() });

/** `status`. */
export const statusShape = z.strictObject({
  exitCode: z.number(),
  sequence: z.number().describe('Of the manifest.'),
  situationFile,
  workloads: z.array(
    z.strictObject({
      id: z.string(),
      tier: z.string(),
      phase: phaseSchema,
      is: z.string(),
      active: z.string(),
      activeSince: z.string().optional().describe('Absent: from the beginning.'),
      standby: z.string(),
      move: z.number(),
      due: transitionSchema.optional().describe('Absent: nothing.'),
      commands: z.array(commandLine),
      interruptedSince: z.string().optional(),
      unprotectedSince: z.string().optional(),
      rto: by.describe('By when users are to be served again, where nobody is.'),
      mtpd: by,
      start: z
        .strictObject({ by: z.string(), left: z.number() })
        .optional()
        .describe('The last moment to begin, so that all ends before the MTPD.'),
      overdue: z.array(z.string()),
      stale: z.string().optional(),
      findings,
    }),
  ),
});
/** Where everything stands. */
export type StatusShape = z.infer<typeof statusShape>;

const happened = z.strictObject({
  at: z.string(),
  kind: z.enum(['declared', 'recorded', 'run', 'merged']),
  by: z.string(),
  what: z.string(),
  workload: z.string().optional(),
  run: z.string().optional().describe('Its name, for `show`.'),
  result: z.string().optional(),
  seconds: z.number().optional(),
});

/** `history`. */
export const historyShape = z.strictObject({ events: z.array(happened).describe('The oldest first.') });
/** What happened. */
export type HistoryShape = z.infer<typeof historyShape>;

/** `show`, and `run`. */
export const runShape = z.strictObject({
  name: z.string(),
  journal: z.string(),
  workload: z.string(),
  transition: z.string(),
  result: z.string().describe('ok, failed, interrupted; unfinished: the runner died, or is at work.'),
  seconds: z.number().describe('Of all runs together.'),
  torn: z.number().describe('Lines that cannot be read.'),
  runs: z.array(
    z.strictObject({
      at: z.string(),
      by: z.string(),
      host: z.string(),
      sequence: z.number(),
      manifest: z.string(),
      terraform: z.string().optional(),
      result: z.string(),
      seconds: z.number().optional(),
    }),
  ),
  steps: z.array(
    z.strictObject({
      action: z.string(),
      title: z.string().optional().describe('Where the manifest still knows it.'),
      do: z.string(),
      began: z.string(),
      result: z.string(),
      seconds: z.number().optional(),
      by: z.string(),
      text: z.string().optional(),
      tries: z.number(),
    }),
  ),
});
/** A past run. */
export type RunShape = z.infer<typeof runShape>;

/** `run` without `--execute`. */
export const dryRunShape = z.strictObject({
  dryRun: z.literal(true),
  workload: z.string(),
  settled: z.boolean().describe('It is recorded as done: nothing is left to run.'),
  command: commandLine.describe('What does it; empty where nothing is to be run.'),
  procedure: procedureSchema,
});

/** `doctor`. */
export const doctorShape = z.strictObject({
  sequence: z.number(),
  counts: z.strictObject({ ok: z.number(), wrong: z.number(), unseen: z.number() }),
  neverAsked: z.array(z.string()),
  workloads: z.array(
    z.strictObject({
      id: z.string(),
      phase: z.string(),
      places: z.array(
        z.strictObject({
          key: z.string(),
          is: z.string(),
          answers: z.array(
            z.strictObject({
              about: z.string(),
              id: z.string(),
              title: z.string(),
              verdict: z.enum(['ok', 'wrong', 'unseen']),
              why: z.string(),
              fix: z.string().optional(),
              verified: z.boolean().optional(),
            }),
          ),
        }),
      ),
    }),
  ),
  exitCode: z.number(),
});

/** `bootstrap`. */
export const bootstrapShape = z.strictObject({
  into: z.string(),
  states: z.array(
    z.strictObject({
      id: z.string(),
      at: z.string(),
      name: z.string(),
      keeps: z.array(z.string()),
      stage: z.enum(['new', 'moving', 'moved', 'by hand']),
      commands: z.array(z.string()),
    }),
  ),
});

/** The shapes by the words of their command: what docs/command-line.md tells. */
export const SHAPES = {
  'declare, record, merge': changeShape,
  status: statusShape,
  plan: planShape,
  'plan --lost': lossShape,
  history: historyShape,
  'show, run --execute': runShape,
  run: dryRunShape,
  doctor: doctorShape,
  bootstrap: bootstrapShape,
} as const;
