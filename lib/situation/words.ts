import { z } from 'zod';

const site = z.string();
const workload = z.string();
const components = z.array(z.string()).min(1);

/** What an operator can declare. Who and when are said beside it. */
export const declarationSchema = z.discriminatedUnion('op', [
  z.strictObject({
    op: z.enum(['lost', 'avoid', 'normal']).describe('Does not answer; answers, but is not trusted; is well.'),
    site,
    since: z.string().optional(),
  }),
  z.strictObject({
    op: z.literal('gone').describe('Will not come back.'),
    site,
    since: z.string().optional(),
    replacedBy: site.optional(),
  }),
  z.strictObject({
    op: z.literal('failover').describe('Move by force: the active site is out.'),
    workload,
    to: site,
    incident: z.string().optional(),
    from: z.record(z.string(), z.string()).optional(),
    acceptLoss: z.boolean().optional(),
  }),
  z.strictObject({
    op: z.literal('close').describe('Begin a planned switch early: take no user; consumers work on what is in flight.'),
    workload,
    at: site,
  }),
  z.strictObject({ op: z.literal('fence').describe('Begin a planned switch early: stop serving.'), workload, at: site }),
  z.strictObject({ op: z.literal('switch').describe('Move without loss, while both sites live.'), workload, to: site }),
  z.strictObject({
    op: z.literal('restore').describe('Make components anew from recovery points, at the site that serves.'),
    workload,
    from: z.record(z.string(), z.string()),
    incident: z.string().optional(),
  }),
  z.strictObject({ op: z.literal('abort').describe('Give a move up before anything is promoted.'), workload }),
  z.strictObject({ op: z.literal('added').describe('Take in components that came after a move.'), workload }),
  z.strictObject({ op: z.literal('retire').describe('Let an old generation leave Terraform.'), workload, generation: z.string() }),
]);

/** What happened, as the runner records it, or a person without it. */
export const happeningSchema = z.discriminatedUnion('record', [
  z.strictObject({ record: z.literal('started').describe('Promotions were begun.'), workload, components }),
  z.strictObject({ record: z.literal('completed').describe('Promotions were verified.'), workload, components }),
  z.strictObject({ record: z.literal('fenced').describe('A fence was confirmed.'), workload, site }),
  z.strictObject({ record: z.literal('lag').describe('What was still to copy.'), workload, lag: z.record(z.string(), z.number().min(0)) }),
  z.strictObject({
    record: z.literal('standing').describe('The standby stands, and traffic rests on the active site.'),
    workload,
    components,
  }),
  z.strictObject({ record: z.literal('undone').describe('What a move took was given back.'), workload }),
]);

/** One thing an operator can declare. */
export type Declaration = z.infer<typeof declarationSchema>;
/** One thing that happened. */
export type Happening = z.infer<typeof happeningSchema>;
/** A declaration about a region. */
export type StatusDeclaration = Extract<Declaration, { site: string }>;
/** A declaration about a workload. */
export type WorkloadDeclaration = Exclude<Declaration, { site: string }>;
/** Who says it, and when. */
export interface Said {
  /** A person. */
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
}
