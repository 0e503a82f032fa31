import { z } from 'zod';
import { SCOPES } from '../objectives/objectives';
import { procedureSchema } from '../words/actions';
import { commandLine } from '../words/command-line';
import { idSchema, repeatedIn } from '../words/id';
import { ORDINARY } from '../words/in-order';
import { contactsSchema } from '../words/contacts';
import { copyPlaceSchema } from '../words/copies';
import { doctorSchema } from '../words/doctor';
import { phaseSchema } from '../situation/phases';
import { flipSchema, situationSchema } from '../situation/schema';
import { figureSchema } from '../words/figure';
import { flowSchema } from '../words/flow';
import { footprintSchema } from '../words/footprint';
import { availabilitySchema } from '../words/sla';
import { stackSchema, stateSchema } from './manifest-stack';
import { analysisSchema } from '../words/analysis';
import { observedSchema, signalSchema } from './signal-schema';

const finding = z.strictObject({
  id: z.string().describe('Stable id of the rule, for instance DR-GEO-01.'),
  level: z.enum(['error', 'warning', 'info']),
  subject: z.string().describe('What it is about.'),
  what: z.string(),
  value: z.string(),
  fix: z.string(),
  acknowledged: z
    .strictObject({
      reason: z.string(),
      by: z.string().optional(),
      at: z.string().optional().describe('A date, or a moment, ISO 8601.'),
      until: z.string().optional().describe('ISO 8601: after it the CLI says that it has expired.'),
    })
    .optional(),
});

const site = z.strictObject({
  key: z.string().describe('cloud:region'),
  cloud: z.string(),
  region: z.string(),
  account: z.string(),
  country: z.string(),
  role: z.enum(['serving', 'closed', 'standby', 'fenced', 'withheld']),
  active: z.boolean(),
  runBy: z
    .string()
    .optional()
    .describe('From where its steps may be run, and with which roles; absent: from anywhere, with what its account grants.'),
  statusPage: z
    .strictObject({ url: z.string(), source: z.string(), date: z.string().describe('When the source was read.') })
    .optional()
    .describe('Where the provider says in public how the region is.'),
  needs: z
    .array(z.strictObject({ what: z.string(), where: z.string().describe('"unknown" is a finding.') }))
    .describe('What recovery at this site needs, this site alone excepted.'),
});

const placement = z.strictObject({
  component: z.string(),
  kind: z.string(),
  site: z.string(),
  generation: z.number(),
  form: z.enum(['serving', 'closed', 'standby', 'fenced']),
  posture: z.string(),
  spread: z.enum(['single', 'zonal']),
  current: z.boolean().describe('False: an old generation that is kept.'),
  retired: z.boolean(),
  names: z.record(z.string(), z.string()),
});

const protection = z.strictObject({
  component: z.string(),
  kind: z.string(),
  tier: z.string(),
  // From 0; people are told it from 1.
  wave: z.number(),
  flip: flipSchema.describe('How its role changes.'),
  remade: z.literal(true).optional().describe('Its service makes it from a copy, at either site: it may be restored where it serves.'),
  severs: z
    .literal(true)
    .optional()
    .describe('Its fence ends what joins it to the other side: once it is opened again, that is made anew before the standby counts.'),
  spreadsLate: z
    .literal(true)
    .optional()
    .describe('It is spread over zones once the other site stands by again behind the move that gave it the role.'),
  standsLate: z.literal(true).optional().describe('What runs of it is made by the apply behind the one after which it stood by first.'),
  fence: z.string(),
  rpo: figureSchema,
  promotion: figureSchema,
  automatic: z.boolean(),
  effects: z
    .array(
      z.strictObject({
        type: z.string(),
        does: z.enum(['makes', 'deletes', 'renames', 'swaps']),
        terraform: z.enum(['import', 'ignored', 'leaves', 'not ours']),
        how: z.string(),
        source: z.string(),
      }),
    )
    .default([])
    .describe('What a promotion or a restore does behind Terraform.'),
  signals: z.array(signalSchema).default([]).describe('What tells that its protection fails, or that nobody knows.'),
});

const objectivesOf = z.strictObject({ rto: z.number().optional(), rpo: z.number().optional() });

const loss = z.strictObject({
  lost: z.enum(SCOPES),
  asked: objectivesOf.optional().describe('Seconds, as the business asks; absent where nothing is asked of it.'),
  committed: objectivesOf.describe('Seconds, the longest that the tier allows itself; empty where it is an estimate.'),
  gives: objectivesOf.describe(
    'Seconds, by the figures; without a recovery time where nothing answers, without a loss where all of something is lost.',
  ),
  verified: z.boolean().describe('False: a part of it, or what is lost, is UNVERIFIED.'),
  answer: z
    .enum(['changes over', 'moves', 'restored', 'nothing'])
    .describe('By itself, by a move to the other site, from copies, or not at all.'),
  because: z.array(z.string()).describe('Components for which the answer is no better: each in one zone, or without a copy that survives.'),
});

const workload = z.strictObject({
  id: idSchema,
  environment: z.string().optional(),
  contacts: contactsSchema.optional().describe('Who is called, and who answers for it.'),
  priority: z.int().default(ORDINARY).describe('How urgent it is among the workloads of the app: 1 goes first.'),
  dependsOn: z.array(z.string()).default([]).describe('Ids of workloads that it is of no use without.'),
  tier: z.string(),
  objectives: z
    .strictObject({
      rto: z.number(),
      rpo: z.number(),
      mtpd: z.number(),
      resumption: z.number(),
      clock: z.string(),
      detection: z.number(),
      decision: z.number(),
      slo: z.number().optional().describe('Percent of a month in which users are served.'),
    })
    .describe('Seconds, but for the SLO.'),
  sites: z.array(site).min(2).describe('The two between which the role moves, and those that were replaced and may answer again.'),
  situation: z.strictObject({
    active: z.string(),
    standby: z.string(),
    base: z.string().describe('The site that traffic and links rest on.'),
    phase: phaseSchema,
    is: z.string().describe('The phase, in words.'),
    move: z.int().min(0).describe('Number of the last move: 0 before the first.'),
    then: z.array(commandLine).describe('What may be declared to go on, the likeliest first.'),
    unprotectedSince: z.string().optional(),
    interruptedSince: z.string().optional().describe('Since when nobody is served; the MTPD runs from here.'),
  }),
  declared: z.strictObject({
    sites: z.tuple([z.string(), z.string()]).describe('The two sites of the code, the one that serves first of all in the beginning.'),
    successors: z.array(z.string()).describe('Sites that may take the place of one that is gone.'),
  }),
  components: z.array(protection),
  observed: z.array(observedSchema).default([]).describe('What is told of the application and of the business, as declared.'),
  placements: z.array(placement),
  budget: z.strictObject({
    parts: z.array(z.strictObject({ name: z.string(), figure: figureSchema })).describe('What the recovery time is made of, in order.'),
    rto: z.number().describe('Seconds, their sum on the declared clock.'),
    rpo: z.number().describe('Seconds, the worst component.'),
    worst: z.string().describe('The component that sets the RPO.'),
  }),
  copyPlace: copyPlaceSchema.optional().describe('Where copies are kept beside the sites, and how they are reached there.'),
  losses: z.array(loss).default([]).describe('What the loss of each thing takes and loses; the budget is that of the region.'),
  availability: availabilitySchema.optional().describe('What the vendors promise, composed; absent in what an earlier version wrote.'),
  flows: z.array(flowSchema).default([]).describe('What goes from one thing to another, of what is declared.'),
  footprint: footprintSchema.optional().describe('What runs at the standby, beside what serves; absent in what an earlier version wrote.'),
  traffic: z
    .strictObject({ name: z.string(), zone: z.string(), switch: z.string().describe('What moves users, and what it needs alive.') })
    .optional(),
  analysis: analysisSchema.optional().describe('What runs already, as it was adopted; absent where nothing does.'),
  unproven: z.array(z.string()).default([]).describe('What nobody has shown of the clouds it stands on.'),
  findings: z.array(finding),
  deadlines: z
    .array(z.strictObject({ what: z.string(), due: z.string().describe('ISO 8601.') }))
    .optional()
    .describe('What has to be done by when, drills for instance; the CLI reads the clock, synthesis does not.'),
  procedures: z.array(procedureSchema),
  doctor: doctorSchema.optional().describe('What is asked ahead of the day (continuity doctor); absent in what an earlier version wrote.'),
});

/** The JSON Schema's source: `continuity.json`, the whole plan as data (docs/design.md, "The plan"). */
export const manifestSchema = z
  .strictObject({
    $schema: z.string().optional(),
    version: z.literal(2),
    generator: z.string(),
    generatorVersion: z.string().describe('Version of the library that wrote it.'),
    sequence: z.int().min(0).describe('Of the situation it was synthesized from.'),
    situationFile: z.string().describe('Relative to the working directory of the synthesis.'),
    situation: situationSchema,
    workloads: z.array(workload),
    stacks: z.array(stackSchema),
    states: z.array(stateSchema).default([]).describe('What states are kept in: made once, ahead of every stack.'),
    judge: z.strictObject({
      statefulTypes: z.array(z.string()).describe('Resource types that hold data: the runner refuses to destroy or replace any.'),
    }),
  })
  .superRefine(({ sequence, situation, workloads, stacks }, { addIssue }) => {
    const twice = (what: string, names: readonly string[]): string[] => repeatedIn(names).map((name) => `two ${what} are called ${name}`);
    const messages = [
      ...(sequence === situation.sequence ? [] : [`its sequence is ${sequence}, that of its situation ${situation.sequence}`]),
      ...twice(
        'workloads',
        workloads.map(({ id }) => id),
      ),
      ...twice(
        'stacks',
        stacks.map(({ id }) => id),
      ),
      ...workloads.flatMap(({ id, sites }) =>
        twice(
          `sites of ${id}`,
          sites.map(({ key }) => key),
        ),
      ),
      ...workloads.flatMap(({ id, procedures }) =>
        twice(
          `sheets of ${id}`,
          procedures.map(({ transition }) => transition),
        ),
      ),
    ];
    for (const message of messages) addIssue({ code: 'custom', message });
  })
  .meta({
    title: 'cdktf-continuity manifest',
    description: 'The plan of every workload of an app, written beside the synthesized stacks.',
  });

/** The whole plan as data. */
export type Manifest = z.infer<typeof manifestSchema>;
/** One workload of the manifest. */
export type WorkloadManifest = z.infer<typeof workload>;
/** What the loss of one thing takes and loses. */
export type LossManifest = z.infer<typeof loss>;
/** One placement of the manifest. */
export type PlacementManifest = z.infer<typeof placement>;
export type { StackManifest, StateManifest } from './manifest-stack';
