import { z } from 'zod';

/** What goes from one thing to another, of what a workload declares. */
export interface Flow {
  /** Who begins it: a component, users, or one of both sites. */
  readonly from: string;
  /** What it goes to. */
  readonly to: string;
  /** Port that is called; absent where none is known. */
  readonly port?: number;
  /** What goes there. */
  readonly what: string;
  /** Within one site, or between the two, or from outside. */
  readonly way: 'from outside' | 'within a site' | 'between the sites' | 'to a place of copies';
}

/** The same, as it is written. */
export const flowSchema = z.strictObject({
  from: z.string(),
  to: z.string(),
  port: z.number().optional().describe('Port that is called; absent where none is known.'),
  what: z.string(),
  way: z.enum(['from outside', 'within a site', 'between the sites', 'to a place of copies']),
});
