import { z } from 'zod';
import { actionSchema } from './actions';
import type { Credentials } from './credentials';
import type { SiteRef } from './place';
import type { Check, Command, Find } from './steps';

/** A place that is no site, where copies are kept, as everybody computes it. */
export interface CopyPlacePlan<G extends string = string> extends SiteRef<G> {
  /** Seconds that a copy is kept there. */
  readonly keep: number;
  /** Nobody takes the lock off what is kept there. */
  readonly lockedForGood: boolean;
  /** `cloud:region` where the state of its stack is kept. */
  readonly stateAt: string;
  /** Whose credentials a step there needs. */
  readonly credentials: Credentials;
  /** Accounts that copies come from: those of every site that may serve. */
  readonly admits: readonly string[];
}

/** A way back to a copy, from the place that is no site: it is found, and brought to where it is restored. */
export type WayBack = readonly (Check | Find | Command)[];

/** How a workload comes back from there. */
export interface WaysBack {
  /** What lets another account take copies from there in, ahead of all of them. */
  readonly opens: WayBack;
  /** Of each component that is copied there. */
  readonly of: Readonly<Record<string, WayBack>>;
}

/** That a service copies to another account and another region at once. */
export interface CopiedAway {
  /** Where that is said. */
  readonly source: string;
  /** When it was read, `YYYY-MM-DD`. */
  readonly date: string;
  /** Whether the vendor's own words were read. */
  readonly verified: boolean;
}

/** A place of copies in the manifest. */
export const copyPlaceSchema = z.strictObject({
  key: z.string().describe('cloud:region'),
  account: z.string(),
  region: z.string(),
  keep: z.number().describe('Seconds that a copy is kept there.'),
  lockedForGood: z.boolean().describe('Nobody takes the lock off what is kept there.'),
  outlives: z.boolean().describe('False: its account is one of the sites’, and is lost with it.'),
  admits: z.array(z.string()).describe('Accounts that copies come from.'),
  opens: z.array(actionSchema).describe('What lets another account take copies from there in, ahead of all of them: by hand.'),
  components: z
    .array(
      z.strictObject({
        component: z.string(),
        source: z.string().describe('Where it is said that its service copies there.'),
        date: z.string().describe('When that was read.'),
        verified: z.boolean().describe('False: the vendor’s own words were not read.'),
        steps: z.array(actionSchema).describe('How its copy is found there, and brought to where it is restored: by hand.'),
      }),
    )
    .describe('What is copied there, in the order of the waves.'),
});

/** A place of copies, as data. */
export type CopyPlaceManifest = z.infer<typeof copyPlaceSchema>;
