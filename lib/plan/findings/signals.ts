import { inWords } from '../../objectives/duration';
import { shellLine } from '../../words/shell-line';
import type { Rule } from './rule';

/** DR-SIGNAL-01: what a service tells only where it is asked is told by nobody, until something asks. */
export const signals: Rule = (_, { signals: all }) =>
  Object.entries(all).flatMap(([key, told]) =>
    told.flatMap((signal) =>
      signal.kind === 'polled'
        ? [
            {
              id: 'DR-SIGNAL-01',
              level: 'warning' as const,
              subject: `${key} ${signal.id}`,
              what: `${signal.title}: the service tells it only where it is asked, and nothing asks`,
              value: shellLine(signal.run),
              fix: `run it every ${inWords(signal.every)} in the site of its own, and alarm above ${signal.above}`,
            },
          ]
        : [],
    ),
  );
