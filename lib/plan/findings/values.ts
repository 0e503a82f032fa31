import { isOf } from '../../components/declarations';
import type { Declaration } from '../../components/component';
import { cellOf } from '../../port/cell';
import type { Flaw } from '../../port/facts';
import { show } from '../../words/errors';
import { nearest } from '../../words/nearest';
import { copyEverySeconds, type PlanInput, type SiteInput } from '../input';
import type { Finding, Protection } from '../plan';
import type { Rule } from './rule';

/**
 * DR-VALUE-01: what the service behind a component does not take, though a component of its kind may be given it: limits, versions, ids of a
 * region. A service may have learnt it since: then it is acknowledged.
 */
export const values: Rule = (input, plan) => [...plan.protections.flatMap((one) => ofComponent(input, one)), ...ofTraffic(plan.traffic)];

function ofComponent(input: PlanInput, { declaration, tier }: Protection): Finding[] {
  const copyEvery = copyEverySeconds(input, tier);
  const ask = (site: SiteInput): readonly Flaw[] => {
    const { key, region, account, cidr } = site;
    return cellOf(site.cloud, declaration)?.facts.refuses?.(declaration, { key, region, account, cidr, copyEvery }) ?? [];
  };
  const found = new Map(
    [...unknownSites(input, declaration), ...input.known.flatMap(ask)].map((flaw) => [`${flaw.of} ${show(flaw.value)}`, flaw]),
  );
  return [...found.values()].map((flaw) => findingOf(declaration.id, flaw));
}

const findingOf = (id: string, { of, value, allowed, fix }: Flaw): Finding => ({
  id: 'DR-VALUE-01',
  level: 'error',
  subject: `${id} ${of}`,
  what: `${id} cannot take this ${of}`,
  value: show(value),
  fix: fix === undefined ? allowed : `${fix}: ${allowed}`,
});

/** What is given by site is given for a site of the topology. */
function unknownSites({ known }: PlanInput, declaration: Declaration): Flaw[] {
  const keys = known.map(({ key }) => key);
  const given = isOf('load-balancer', declaration)
    ? (['certificates', declaration.certificates] as const)
    : isOf('network', declaration)
      ? (['existing', declaration.existing ?? {}] as const)
      : isOf('relational-database', declaration)
        ? (['windows', declaration.windows ?? {}] as const)
        : undefined;
  if (!given) return [];
  const [of, table] = given;
  return Object.keys(table)
    .filter((key) => !keys.includes(key))
    .map((key) => {
      const meant = nearest(key, keys);
      return { of, value: key, allowed: `a site of the topology: ${keys.join(', ')}`, ...(meant ? { fix: `did you mean ${meant}?` } : {}) };
    });
}

/** The longest label of a name: RFC 1035. */
const LABEL = 63;

/** The name of each entrance says its region beside the record. */
function ofTraffic(traffic: Parameters<Rule>[1]['traffic']): Finding[] {
  const long = Object.values(traffic?.entrances ?? {}).find((name) => name.split('.').some((label) => label.length > LABEL));
  if (traffic === undefined || long === undefined) return [];
  return [
    findingOf(traffic.id, { of: 'record', value: long, allowed: `labels of ${LABEL} characters, the region of the entrance included` }),
  ];
}
