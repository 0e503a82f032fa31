import { z } from 'zod';
import { commandLine } from '../words/command-line';
import { idSchema } from '../words/id';

/** A folder below this file. */
const below = z
  .string()
  .max(500)
  .refine((path) => /^[\w.-]+(?:\/[\w.-]+)*$/.test(path) && !path.split('/').includes('..'), { error: 'a folder inside of the output' });

const environment = z
  .record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), z.string())
  .optional()
  .describe("What Terraform's environment holds wherever it speaks to what keeps the state, where nobody set it otherwise.");

/** A stack as the manifest says it. */
export const stackSchema = z.strictObject({
  id: idSchema,
  workload: idSchema,
  kind: z.enum(['copies', 'base', 'site', 'links', 'traffic']),
  site: z.string().optional(),
  directory: below.optional().describe('Relative to this file; absent where nothing is synthesized.'),
  digest: z.string().optional().describe('sha256 of its cdk.tf.json, in hexadecimal; absent where nothing is synthesized.'),
  withheld: z.string().optional().describe('Why nothing is synthesized: the stack still exists, it is not deleted.'),
  empty: z.boolean(),
  opens: z.number().optional().describe('Number of the move with which it opens its site: an apply that opens is refused without it.'),
  marker: z
    .string()
    .describe('Digest of what was last declared or recorded about it: an output that does not follow the marker that stands is refused.'),
  sequence: z.number().describe('Place of that in the log of the situation, for people.'),
  state: z.strictObject({ region: z.string(), key: z.string(), environment }),
  alive: z.array(z.string()).describe('Regions that must answer when it is planned or applied.'),
  stateful: z.array(z.string()).describe('Addresses that no plan may destroy or replace.'),
  retention: z
    .array(
      z.strictObject({
        address: z.string(),
        what: z.string().describe('What is kept.'),
        kept: z.string().describe('How long: in days, or as the vendor writes it.'),
      }),
    )
    .default([])
    .describe('How long what can be restored is kept, as far as its arguments say so.'),
  importIds: z
    .record(z.string(), z.string())
    .describe('Address → import id, for what an interrupted apply may have created without recording it.'),
  lookUps: z.record(z.string(), z.string()).optional().describe('Address → how its import id is found, where it cannot be computed.'),
});

/** What states are kept in, as the manifest says it. */
export const stateSchema = z.strictObject({
  environment,
  letIn: commandLine.optional().describe('Ends once whoever made it is let in: run ahead of the move of its own state into it.'),
  id: idSchema,
  at: z.string().describe('cloud:region'),
  name: z.string().describe('What it is, as its cloud names it: a bucket, a storage account.'),
  keeps: z.array(z.string()).describe('Stacks whose state is kept there; none yet at a successor.'),
  directory: below.optional().describe('The stack that makes it, relative to this file; absent where it is made by hand.'),
  adopts: z.array(z.strictObject({ to: z.string(), id: z.string() })).describe('What may stand already: its address, and its import id.'),
});

/** One stack of the manifest. */
export type StackManifest = z.infer<typeof stackSchema>;
/** What states are kept in. */
export type StateManifest = z.infer<typeof stateSchema>;
