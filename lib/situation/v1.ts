import { z } from 'zod';

const time = z.iso.datetime({ offset: true }).describe('A moment, ISO 8601, written by the command: synthesis reads no clock.');
const siteKey = z
  .string()
  .regex(/^[a-z0-9-]+:[a-z0-9-]+$/, 'cloud:region, in small letters')
  .describe('A site: cloud:region.');
const sequence = z.int().min(0);

const entry = z
  .strictObject({
    active: z.array(siteKey).length(1).describe('The site that serves from here on.'),
    kind: z.enum(['initial', 'forced', 'planned', 'restore']),
    since: time,
    by: z.string().optional().describe('Who decided.'),
    incident: z.string().optional().describe('The incident it belongs to.'),
    started: z.array(z.string()).optional().describe('Components whose promotion was begun. Written before the point of no return.'),
    completed: z.array(z.string()).optional().describe('Components whose promotion was verified.'),
    lag: z
      .record(z.string(), z.number().min(0))
      .optional()
      .describe('Seconds (or objects) still to copy when the old side was fenced, by component. A planned switch needs 0.'),
    protected: time.optional().describe('When the site that lost the role was declared to stand by again.'),
    aborted: time.optional().describe('When this move was given up before anything was promoted.'),
  })
  .describe('One move of the active role.');

const workload = z.strictObject({
  history: z.array(entry).min(1).describe('Every move of the active role, the oldest first.'),
  fenced: z.record(siteKey, time).default({}).describe('When a site was fenced for this workload; dropped when it serves again.'),
  lag: z.record(z.string(), z.number().min(0)).optional().describe('Measured after the fence of a planned switch; moves into the entry.'),
  retired: z
    .array(z.string())
    .default([])
    .describe('Old generations that may leave Terraform, without being destroyed: Component@site#generation.'),
  from: z.record(z.string(), z.string()).default({}).describe('Recovery points to restore from, by component. @default the latest'),
  markers: z
    .record(z.string(), sequence)
    .default({})
    .describe('The sequence of the last declaration that changed each stack: site, links or traffic.'),
});

/** The JSON Schema's source: what `situation.json` may say (docs/design.md, "The situation"). */
export const situationSchema = z
  .strictObject({
    $schema: z.string().optional(),
    version: z.literal(1),
    sequence: sequence.describe('Grows with every declaration.'),
    status: z
      .record(siteKey, z.strictObject({ is: z.enum(['avoid', 'lost', 'gone']), since: time }))
      .default({})
      .describe('Regions that are not normal.'),
    workloads: z.record(z.string(), workload).default({}),
  })
  .meta({
    title: 'cdktf-continuity situation',
    description: 'The only input that changes in a disaster. Written by `continuity declare`.',
  });

/** What is known of each region, and the history of active sites of each workload. */
export type Situation = z.infer<typeof situationSchema>;
/** What the situation says of one workload. */
export type WorkloadSituation = z.infer<typeof workload>;
/** One move of the active role. */
export type Move = z.infer<typeof entry>;
