import { inWords } from '../../objectives/duration';
import type { Rule } from './rule';

/** DR-SIGNAL-01: what a service tells only where it is asked is told by nobody between two questions: `continuity doctor` asks. */
export const signals: Rule = (_, { signals: all }) =>
  Object.entries(all).flatMap(([key, told]) =>
    told
      .filter((signal) => signal.kind === 'polled')
      .map((signal) => ({
        id: 'DR-SIGNAL-01',
        level: 'warning' as const,
        subject: `${key} ${signal.id}`,
        what: `${signal.title}: the service tells it only where it is asked, and nothing asks but continuity doctor, where somebody runs it`,
        value: `polled at ${signal.endpoint}`,
        fix: `run continuity doctor every ${inWords(signal.every)}, or its command line (the dossier has it) at ${key.split(' ')[0]}, and alarm above ${signal.above}`,
      })),
  );
