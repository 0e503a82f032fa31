import { emailsOf, endpointsOf } from '../../words/subscription';
import type { PlanInput } from '../input';
import type { Finding, WorkloadPlan } from '../plan';
import type { Rule } from './rule';

/** DR-SIGNAL-03: an alarm that is raised at a site, or of the switch of traffic, calls nobody. */
export const subscribed: Rule = (input, { traffic }) => [
  ...input.sites
    .filter(({ subscriptions }) => subscriptions.length === 0)
    .map(({ key }) => ({
      id: 'DR-SIGNAL-03',
      level: 'warning' as const,
      subject: key,
      what: `Nobody is told where an alarm is raised at ${key}`,
      value: 'no subscription',
      fix: "subscriptions: [{ email: 'on-call@acme.example' }] of that site; each has to be confirmed by whoever gets the messages",
    })),
  ...(traffic ? unheard(input, traffic) : []),
];

/** What passes messages on at a site hears nothing of what is told elsewhere; and who accepts that nobody is told at a site has not accepted it here. */
function unheard({ sites }: PlanInput, { name }: NonNullable<WorkloadPlan['traffic']>): Finding[] {
  const all = sites.flatMap(({ subscriptions }) => subscriptions);
  const isHeard = [...emailsOf(all), ...endpointsOf(all)].length > 0;
  if (isHeard || sites[1].cloud.traffic?.facts.toldApart !== true) return [];
  return [
    {
      id: 'DR-SIGNAL-03',
      level: 'warning',
      subject: name,
      what: `Nobody is told where the checks of ${name} fail: that is told apart from both sites`,
      value: all.length === 0 ? 'no subscription' : 'no address and no endpoint among the subscriptions of the sites',
      fix: `subscriptions: [{ email: 'on-call@acme.example' }] of a site${all.length === 0 ? '' : ', beside what it has'}`,
    },
  ];
}
