import type { Declaration } from '../../components/component';
import { isOf } from '../../components/declarations';
import { cellOf } from '../../port/cell';
import type { Flaw, SiteFacts } from '../../port/facts';
import { show } from '../../words/errors';
import { nearest } from '../../words/nearest';
import { copyEverySeconds, type PlanInput, type SiteInput } from '../input';
import type { Finding, WorkloadPlan } from '../plan';
import type { Protection } from '../protection';
import type { Rule } from './rule';

/**
 * DR-VALUE-01: what the service behind a component does not take, though a component of its kind may be given it: limits, versions, ids of a
 * region. A service may have learnt it since: then it is acknowledged.
 */
export const values: Rule = (input, plan) => [
  ...plan.protections.flatMap((one) => ofComponent(input, one)),
  ...ofTraffic(input, plan.traffic),
];

/** Whether every service takes the regions of the sites, as it says so of a region: a pair of a vendor's, for instance. */
export const takesRegions = (input: PlanInput, { protections }: Pick<WorkloadPlan, 'protections'>): boolean =>
  protections.every((one) => input.known.flatMap(asked(input, one)).every(({ of, taken }) => of !== 'region' || taken));

function ofComponent(input: PlanInput, protection: Protection): Finding[] {
  const { declaration } = protection;
  const found = new Map(
    [...unknownSites(input, declaration), ...input.known.flatMap(asked(input, protection))].map((flaw) => [
      `${flaw.of} ${show(flaw.value)}`,
      flaw,
    ]),
  );
  return [...found.values()].map((flaw) => findingOf(declaration.id, flaw));
}

/** What its service does not take of it, at a site. */
function asked(input: PlanInput, { declaration, tier, spreadAway, posture }: Protection): (site: SiteInput) => readonly Flaw[] {
  const copyEvery = copyEverySeconds(input, tier);
  return (site) => {
    const { key, region, account, cidr } = site;
    const { beside } = input;
    const facts = {
      key,
      region,
      account,
      cidr,
      copyEvery,
      zonesAway: spreadAway === 'zonal',
      posture,
      ...pairOf(input, site),
      ...egressOf(input, site),
      ...(beside ? { beside } : {}),
    };
    const cell = cellOf(site.cloud, declaration);
    return [...undumped(declaration, cell?.facts.dumps), ...(cell?.facts.refuses?.(declaration, facts) ?? [])];
  };
}

/** What its service copies by itself, or nobody can dump, is given no image for it. */
const undumped = (declaration: Declaration, taken?: true): Flaw[] =>
  isOf('relational-database', declaration) && declaration.dumps && taken !== true
    ? [
        {
          of: 'dumps',
          value: declaration.dumps.repository,
          allowed: 'none: jobs of the library make no copies of it',
          fix: 'leave dumps out',
        },
      ]
    : [];

/** Of the sites between which the role moves, the other one. */
function pairOf({ sites, known }: PlanInput, { key }: SiteInput): Pick<SiteFacts, 'first' | 'peer'> {
  const peer = sites.some((one) => one.key === key) ? sites.find((one) => one.key !== key) : undefined;
  return { first: known[0]?.key === key, ...(peer ? { peer: peer.region } : {}) };
}

/** As its network says, where the library makes it. */
function egressOf({ declarations }: PlanInput, { key }: SiteInput): Pick<SiteFacts, 'egress'> {
  const network = declarations.find((one) => isOf('network', one));
  return network && network.existing?.[key] === undefined ? { egress: network.egress } : {};
}

/** What is not taken, or gives less, as a finding. */
export const findingOf = (id: string, { of, value, allowed, fix, taken }: Flaw): Finding => ({
  id: 'DR-VALUE-01',
  level: taken ? 'warning' : 'error',
  subject: `${id} ${of}`,
  what: taken ? `${id} gives less with this value of ${of} than another one would` : `${id} cannot take this value of ${of}`,
  value: show(value),
  fix: fix === undefined ? allowed : `${fix}: ${allowed}`,
});

/** What is given by site is given for a site of the topology. */
function unknownSites({ known }: PlanInput, { existing = {}, sites = {} }: Declaration): Flaw[] {
  const keys = known.map(({ key }) => key);
  return Object.entries({ existing: Object.keys(existing), ...sites }).flatMap(([of, given]) =>
    given
      .filter((key) => !keys.includes(key))
      .map((key) => {
        const meant = nearest(key, keys);
        return {
          of,
          value: key,
          allowed: `a site of the topology: ${keys.join(', ')}`,
          ...(meant ? { fix: `did you mean ${meant}?` } : {}),
        };
      }),
  );
}

/** The longest label of a name: RFC 1035. */
const LABEL = 63;

/** The name of each entrance is one of the zone, with its region beside the record unless another one is given. */
function ofTraffic({ sites }: PlanInput, traffic: Parameters<Rule>[1]['traffic']): Finding[] {
  if (traffic === undefined) return [];
  const { id, zone, name, aliases } = traffic;
  const entrances = Object.values(traffic.entrances);
  const long = entrances.find((one) => one.split('.').some((label) => label.length > LABEL));
  const outside = entrances.find((one) => !one.toLowerCase().endsWith(`.${zone.toLowerCase()}`));
  const taken = entrances.find((one) => [name, ...aliases].some((known) => known.toLowerCase() === one.toLowerCase()));
  const flaws: Flaw[] = [
    ...(long === undefined
      ? []
      : [{ of: 'record', value: long, allowed: `labels of ${LABEL} characters, the region of the entrance included` }]),
    ...(outside === undefined ? [] : [{ of: 'hostNames', value: outside, allowed: `a name in the zone ${zone}` }]),
    ...(taken === undefined ? [] : [{ of: 'hostNames', value: taken, allowed: 'a name that the switch itself does not answer' }]),
    ...(traffic.zoneElsewhere && !sites[0].cloud.traffic?.byHand
      ? [{ of: 'zoneElsewhere', value: zone, allowed: `a zone of ${sites[0].cloud.name}: its switch is made of records there` }]
      : []),
    ...(sites[0].cloud.traffic?.refuses?.(traffic) ?? []),
  ];
  return flaws.map((flaw) => findingOf(id, flaw));
}
