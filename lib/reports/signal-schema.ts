import { z } from 'zod';
import { commandLine } from '../words/command-line';
import { credentialsSchema } from '../words/credentials';

/** What tells that a protection fails, as it is written. */
export const signalSchema = z.strictObject({
  site: z.string().describe('Where it is told.'),
  id: z.string(),
  name: z.string(),
  title: z.string(),
  kind: z.enum(['metric', 'event', 'polled', 'page']),
  watches: z.enum(['replica', 'copies', 'service']).default('replica').describe('What it is of: what follows, copies, or what serves.'),
  silenceIsAlarm: z.boolean().optional().describe('Of a metric and of a page: whether its silence is an alarm.'),
  polled: z
    .strictObject({ run: commandLine, endpoint: z.string(), every: z.number(), above: z.number(), as: credentialsSchema.optional() })
    .optional()
    .describe('How it is asked: what prints a number, the region that it calls, how often (seconds), and above which number it is wrong.'),
});

/** Where what is asked for beside the switch of traffic is told: at no site. */
export const BESIDE_SWITCH = 'traffic';

/** What is told of the application and of the business, as it is written. */
export const observedSchema = signalSchema.extend({
  site: z.string().describe('Where it is told: a site, or "traffic", beside the switch.'),
  level: z.enum(['application', 'business', 'synchronization']),
  declared: z.string().describe('Id of what was declared.'),
  calls: z.boolean().describe('Whether somebody is called there now: at one of the sites.'),
});

/** What tells that a protection fails. */
export type SignalManifest = z.infer<typeof signalSchema>;
/** What is told of the application and of the business. */
export type ObservedManifest = z.infer<typeof observedSchema>;
