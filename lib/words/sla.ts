import { z } from 'zod';

/**
 * What a vendor promises of a service, and pays back below: not what happens. Unverified figures say so wherever they are shown.
 */
export interface Sla {
  /** The service, and how it is set up, in the vendor's words. */
  readonly of: string;
  /** Percent of a month in which it answers, from 0 to 100. Absent: none is published. */
  readonly percent?: number;
  /** A link. */
  readonly source: string;
  /** When it was read, or the date of the text. */
  readonly date: string;
  /** Whether somebody read it in the vendor's words. */
  readonly verified: boolean;
}

/** What is promised of all that users need, composed, as it is written. */
export const availabilitySchema = z.strictObject({
  site: z.number().describe('Percent of a month: all parts in a row, at the site that serves first.'),
  either: z.number().describe('The same, if either site could answer and moving took no time.'),
  unknown: z.array(z.string()).describe('Parts of which nobody said what is promised: they are not in the figures.'),
  parts: z.array(
    z.strictObject({
      of: z.string().describe('The component, or the switch.'),
      slas: z.array(
        z.strictObject({ of: z.string(), percent: z.number().optional(), source: z.string(), date: z.string(), verified: z.boolean() }),
      ),
    }),
  ),
});
