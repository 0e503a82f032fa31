import type { Rule } from './rule';

/** DR-SIGNAL-03: an alarm that is raised at a site calls nobody there. */
export const subscribed: Rule = ({ sites }) =>
  sites
    .filter(({ subscriptions }) => subscriptions.length === 0)
    .map(({ key }) => ({
      id: 'DR-SIGNAL-03',
      level: 'warning' as const,
      subject: key,
      what: `Nobody is told where an alarm is raised at ${key}`,
      value: 'no subscription',
      fix: "subscriptions: [{ email: 'on-call@acme.example' }] of that site; each has to be confirmed by whoever gets the messages",
    }));
