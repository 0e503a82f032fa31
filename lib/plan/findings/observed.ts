import { kindOf } from '../../words/kinds';
import type { Flaw } from '../../port/facts';
import type { Objectives } from '../../objectives/objectives';
import { Tier } from '../../objectives/tier';
import type { ObservationDeclaration } from '../../observation/declarations';
import { nearest } from '../../words/nearest';
import type { PlanInput, SiteInput } from '../input';
import { observed } from '../observing';
import type { Finding, WorkloadPlan } from '../plan';
import type { Rule } from './rule';
import { findingOf } from './values';

/**
 * DR-SIGNAL-04 and DR-SIGNAL-05: nobody asks for what users see, and no number says that the business goes on, though whoever has to notice is
 * pressed for time; DR-SIGNAL-02: what is told hears no silence; DR-VALUE-01: what a cloud does not take of it.
 */
export const observing: Rule = (input, plan) => [
  ...lacking(input, plan),
  ...(input.observations ?? []).flatMap((one) => [...silent(input, one), ...untaken(input, one)]),
];

/** Who asks for an SLO has it measured; who is to be back within what tier hot commits has no time to hear it from users. */
function levelOf({ slo, rto }: Objectives): Finding['level'] | undefined {
  if (slo !== undefined) return 'warning';
  return rto.toSeconds() <= (Tier.HOT.bounds.rto?.toSeconds() ?? 0) ? 'info' : undefined;
}

/** Only what lets users in has pages, and a business behind them that stands still where it does. */
function lacking({ declarations, observations = [] }: PlanInput, { id, objectives }: WorkloadPlan): Finding[] {
  const level = levelOf(objectives);
  if (level === undefined || !declarations.some((one) => kindOf(one).stage === 'entrance')) return [];
  const has = (is: ObservationDeclaration['is']): boolean =>
    observations.some((one) => one.is === is && !('from' in one && one.from === 'standby'));
  const application: Finding = {
    id: 'DR-SIGNAL-04',
    level,
    subject: `${id} application`,
    what: 'Nobody asks for what users see: all that is watched may be well while no page is answered',
    value: 'no web test',
    fix: `new WebTest(${id}, 'Home', { path: '/', contains: '…' }); or acknowledge it, with what asks for a page elsewhere`,
  };
  const business: Finding = {
    id: 'DR-SIGNAL-05',
    level: 'info',
    subject: `${id} business`,
    what: 'No number says that the business goes on: pages may answer, and nothing be sold, filed or sent',
    value: 'no metric of the business',
    fix: `new BusinessMetric(${id}, 'Orders', { says: '…', namespace: '…', metric: '…', wrong: 'below', bound: 1 }); or acknowledge it, with who would notice`,
  };
  return [...(has('web test') ? [] : [application]), ...(has('business metric') ? [] : [business])];
}

function silent(input: PlanInput, one: ObservationDeclaration): Finding[] {
  const [site] = input.sites;
  const { cloud } = site;
  if (one.is === 'business metric' && one.silenceIsWell) return [];
  if (cloud.alarms?.deaf?.(observed(input, one, site, ANYWHERE)) !== true) return [];
  const what = one.is === 'web test' ? `what asks for ${one.path} (${one.id})` : `${one.metric} (${one.id})`;
  return [
    {
      id: 'DR-SIGNAL-02',
      level: 'warning',
      subject: `${one.id} silence`,
      what: `Nothing tells that nothing is heard any more of ${what}`,
      value: `${cloud.name} hears no silence of it`,
      fix: 'an alarm of your own on the logs of what publishes it (onEverySite); then acknowledge with that reason',
    },
  ];
}

const ANYWHERE = { name: '', calls: true } as const;

function untaken(input: PlanInput, one: ObservationDeclaration): Finding[] {
  const { known } = input;
  const at = (site: SiteInput): readonly Flaw[] => {
    const { key, region, account, cloud } = site;
    return cloud.alarms?.refuses?.(observed(input, one, site, ANYWHERE), { key, region, account }) ?? [];
  };
  const flaws = [...placeless(input, one), ...unknownSites(input, one), ...known.flatMap(at)];
  const each = new Map(flaws.map((flaw) => [`${flaw.of} ${String(flaw.value)}`, flaw]));
  return [...each.values()].map((flaw) => findingOf(one.id, flaw));
}

/** Nobody asks for it, or nobody knows for which name. */
function placeless({ sites, traffic }: PlanInput, one: ObservationDeclaration): Flaw[] {
  const { name, alarms, traffic: cell } = sites[0].cloud;
  if (one.is !== 'web test') {
    return alarms?.metric === undefined
      ? [{ of: 'metric', value: one.metric, allowed: `no alarm of a number is made on ${name} yet` }]
      : [];
  }
  if (alarms?.page === undefined && (cell?.facts.asks !== true || traffic === undefined)) {
    return [
      {
        of: 'path',
        value: one.path,
        allowed: cell?.facts.asks ? `on ${name} a page is asked for beside the switch of traffic` : `nobody asks for pages on ${name} yet`,
        fix: cell?.facts.asks ? "new DnsFailover(workload, 'Dns', { … })" : 'leave it out, with a test of your own in onEverySite',
      },
    ];
  }
  if (one.host !== undefined || traffic !== undefined) return [];
  return [
    {
      of: 'host',
      value: 'none',
      allowed: 'the name that users know, where the workload has no switch of traffic',
      fix: "host: 'www.acme.example'",
    },
  ];
}

function unknownSites({ known }: PlanInput, one: ObservationDeclaration): Flaw[] {
  const keys = known.map(({ key }) => key);
  const given = one.is === 'business metric' ? Object.keys(one.of) : [];
  return given
    .filter((key) => !keys.includes(key))
    .map((key) => {
      const meant = nearest(key, keys);
      return {
        of: 'of',
        value: key,
        allowed: `a site of the topology: ${keys.join(', ')}`,
        ...(meant ? { fix: `did you mean ${meant}?` } : {}),
      };
    });
}
