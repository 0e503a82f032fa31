import { z } from 'zod';
import { SCOPES } from '../objectives/objectives';

const scope = z.enum(SCOPES);

const way = z.strictObject({
  tier: z.string(),
  zonal: z.boolean().describe('The first site is spread over zones, though the tier does not ask for it.'),
  raised: z.array(z.string()).describe('Components that have a higher tier than the others.'),
  raisedTo: z.string().optional().describe('The tier of those.'),
  rto: z.number().describe('Seconds that the loss of the region takes.'),
  rpo: z.number().describe('Seconds that it may lose.'),
  unverified: z
    .array(z.enum(['rto', 'rpo']))
    .optional()
    .describe('Which of both rests on a figure that nobody checked. @default none'),
  site: z.number().describe('Percent of a month that is promised of the first site.'),
  commits: z.boolean().describe('Its tier commits to the RTO; else the time is an estimate.'),
  breaks: z.array(scope).describe('Losses for which what is asked is not held.'),
  lessThanSlo: z.boolean().describe('Less is promised than the SLO.'),
});

/** What an application that runs already gives as it was adopted, as it is written. */
export const analysisSchema = z.strictObject({
  exists: z.array(z.string()).describe('Components that run at the first site.'),
  made: z.array(z.string()).describe('Components that the library makes.'),
  today: z
    .array(
      z.strictObject({
        lost: scope,
        answer: z.enum(['changes over', 'nothing', 'unknown']).describe('"unknown": its owner alone knows.'),
        because: z.array(z.string()).describe('Components of which nobody knows it.'),
      }),
    )
    .describe('What each loss meets there, before a standby stands beside it.'),
  promised: z
    .number()
    .optional()
    .describe('Percent of a month that is promised of what runs, with nothing beside it; absent where nothing is.'),
  missing: z.array(z.string()).describe('Components that users need in order to be served, and that do not run yet.'),
  ways: z.array(way).describe('What could be declared, the cheapest first; no price is known of any.'),
  cheapest: way.optional().describe('The first of them that holds all that is asked; without the SLO, where none is promised that much.'),
});

/** The analysis of the manifest. */
export type AnalysisManifest = z.infer<typeof analysisSchema>;

/** A way in the words of whoever declares it. */
export const wayText = ({ tier, zonal, raised, raisedTo }: AnalysisManifest['ways'][number]): string =>
  `tier ${tier}${zonal ? ', zonal: true' : ''}${raised.length > 0 ? `, tier ${raisedTo ?? ''} for ${raised.join(', ')} alone` : ''}`;
