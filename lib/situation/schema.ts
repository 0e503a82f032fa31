import { z } from 'zod';
import { declarationSchema, happeningSchema } from './words';

const moment = z.iso.datetime({ offset: true }).describe('A moment, ISO 8601. Shown, never compared: clocks differ.');
const person = z.string().trim().min(1).describe('Who.');
const component = z.string().min(1);

/** How the role of a component changes (docs/design.md, "How roles flip"). */
export const flipSchema = z.enum(['symmetric', 'switch', 'promote', 'restore', 'owned']);

/** A site: cloud:region. */
export const siteKey = z
  .string()
  .regex(/^[a-z0-9-]+:[a-z0-9-]+$/, 'cloud:region, in small letters')
  .describe('A site: cloud:region.');

const status = z
  .strictObject({
    is: z.enum(['avoid', 'lost', 'gone']),
    since: moment.describe('When it began, as far as anybody knows.'),
    by: person,
    replacedBy: siteKey.optional().describe('The site that takes its place in each workload, once that workload is not active there.'),
  })
  .describe('What is known of a region that is not normal.');

const stamp = z.strictObject({ by: person, at: moment });

const taking = z
  .strictObject({
    generation: z.int().min(0).describe('The generation that takes the role.'),
    loss: z
      .enum(['none', 'rpo', 'since', 'all'])
      .describe('What was shown: nothing; up to the RPO; all since it was last complete; everything (it is made anew, or from a copy).'),
    since: moment.optional().describe('Since when it was not kept up to date, where the loss is `since`.'),
    point: z.string().min(1).optional().describe('The recovery point it is made from. @default the latest; `none`: it is made empty'),
  })
  .describe('How one component moves.');

const move = z
  .strictObject({
    kind: z.enum(['forced', 'planned', 'restore']).describe('`restore`: from the site that serves to itself, of what is made anew there.'),
    from: siteKey,
    to: siteKey,
    by: person,
    at: moment,
    incident: z.string().min(1).optional(),
    components: z.record(component, taking).describe('Every component of the manifest that the move was declared from.'),
    owed: z.boolean().optional().describe('The target owed a fence when it took the role; an abort gives that back.'),
    forced: stamp.optional().describe('When a planned move became a forced one, since its old side was lost.'),
    started: z.array(component).optional().describe('Components whose promotion was begun: recorded before the point of no return.'),
    completed: z.array(component).optional().describe('Components whose promotion was verified.'),
    lag: z.record(component, z.number().min(0)).optional().describe('What was still to copy, measured after the fence.'),
    aborted: stamp.optional().describe('When it was given up.'),
    undone: moment.optional().describe('When what it took had been given back.'),
  })
  .describe('One decided move of the active role. Its number is its place in the list, from 1.');

const asked = z
  .strictObject({
    move: z.int().min(1).describe('The move for which it is asked; for a switch that is prepared, the one to come.'),
    what: z.enum(['close', 'fence']).optional().describe('To close the entrance alone, or to fence the site. @default fence'),
    by: person,
    at: moment,
    aborted: stamp.optional().describe('When it was given up; until that is recorded as undone.'),
  })
  .describe('What was asked of a site for a move.');

const generation = z
  .strictObject({
    number: z.int().min(0).describe('Recorded, never counted, and never used twice at a site.'),
    flip: flipSchema.describe('How its role changes, when it was begun.'),
    how: z.enum(['created', 'replica', 'restored']),
    of: z
      .string()
      .regex(/^[a-z0-9-]+:[a-z0-9-]+#\d+$/, 'cloud:region#generation')
      .optional()
      .describe('The generation its data comes from.'),
    point: z.string().min(1).optional().describe('The recovery point it was made from.'),
    asked: z.boolean().default(false).describe('Synthesis asked for it: it may exist.'),
    stood: z.boolean().default(false).describe('It stood there, complete, as far as the runner recorded.'),
    held: z.boolean().default(false).describe('It held the role, or its promotion was begun.'),
    retired: z.boolean().default(false).describe('It may leave Terraform, without being destroyed.'),
  })
  .describe('One generation of a component at a site.');

const place = z.strictObject({
  current: z.int().min(0).describe('The generation that counts here.'),
  standing: z.boolean().describe('Whether it stands, as far as the runner recorded.'),
  until: moment.optional().describe('When it was last known to stand.'),
  outFirst: z
    .literal(true)
    .optional()
    .describe('The site was out, or not trusted, before it ever stood there: what serves waits for that no more.'),
  generations: z.array(generation).min(1),
});

const protectedComponent = z.strictObject({
  first: siteKey.describe('The site that served when it was first declared.'),
  at: z.record(siteKey, place),
});

const workload = z
  .strictObject({
    sites: z.tuple([siteKey, siteKey]).describe('The pair, as it is now: the site that served first, or its successor, comes first.'),
    freed: z.array(siteKey).default([]).describe('Sites that were replaced: history, and to be fenced where they answer again.'),
    moves: z.array(move).default([]).describe('What was decided, the oldest first.'),
    asked: z.record(siteKey, asked).default({}).describe('What was asked of a site, by move.'),
    fenced: z
      .record(siteKey, z.strictObject({ move: z.int().min(0), at: moment }))
      .default({})
      .describe('What happened: a fence that was confirmed.'),
    base: z
      .strictObject({ site: siteKey, move: z.int().min(0) })
      .describe('The site that links and traffic rest on, as recorded, and how many moves there were then.'),
    components: z.record(component, protectedComponent).default({}),
  })
  .describe('One workload: what was decided, what was asked, and what happened.');

const entry = z
  .strictObject({
    what: z.union([declarationSchema, happeningSchema, z.strictObject({ op: z.enum(['carried', 'merged']), sequence: z.int().min(0) })]),
    by: person,
    at: moment,
    marks: z.record(z.string(), z.string()).default({}).describe('The marker that it gives to each stack whose content it changes.'),
  })
  .describe('One declaration, or one thing that the runner recorded.');

/** The JSON Schema's source: what `situation.json` may say (docs/design.md, "The situation"). */
export const situationSchema = z
  .strictObject({
    $schema: z.string().optional(),
    version: z.literal(2),
    digest: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'sha256, in hexadecimal')
      .optional()
      .describe('sha256 of everything else, on a line of its own: two branches always conflict here.'),
    sequence: z.int().min(0).describe('Grows with every change of what is synthesized.'),
    status: z.record(siteKey, status).default({}).describe('Regions that are not normal.'),
    workloads: z.record(z.string(), workload).default({}),
    log: z.array(entry).default([]).describe('Everything that was declared or recorded, in order.'),
  })
  .meta({
    title: 'cdktf-continuity situation',
    description: 'The only input that changes in a disaster. Written by `continuity declare`, `record`, `merge` and `run`.',
  });

/** What is known of each region, and of each workload. */
export type Situation = z.infer<typeof situationSchema>;
/** What the situation says of one workload. */
export type WorkloadSituation = z.infer<typeof workload>;
/** One decided move. */
export type Move = z.infer<typeof move>;
/** How one component moves. */
export type Taking = z.infer<typeof taking>;
/** One generation of a component at a site. */
export type Generation = z.infer<typeof generation>;
/** A component at one site. */
export type ComponentPlace = z.infer<typeof place>;
/** One line of what was declared and recorded. */
export type LogEntry = z.infer<typeof entry>;
/** A person and a moment. */
export type Stamp = z.infer<typeof stamp>;
