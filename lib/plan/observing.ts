import { isOf } from '../components/declarations';
import { portOf } from '../components/load-balancer';
import type { BusinessMetricDeclaration, ObservationDeclaration, WebTestDeclaration } from '../observation/declarations';
import type { Metric, Observed, Page } from '../port/signals';
import { siteOf, type DeclaredInput, type SiteInput } from './input';
import { kebab } from './names';
import type { PageTold, SitePlan, WorkloadPlan } from './plan';

/** Where one is told: what its name begins with, and whether it calls there. */
interface Where {
  readonly name: string;
  readonly calls: boolean;
}

/**
 * What an architect has told, by site: at each of them from peace on, so that nothing of it is made on the day. A page is asked for at the site that
 * does not serve, which outlives the one that does, and by that one while the other one is out; a number is published where the business goes on, or, of
 * what is kept in step, where a site stands by that has something to follow.
 */
export function observedOf(input: DeclaredInput, { sites }: Pick<WorkloadPlan, 'sites'>): WorkloadPlan['observed'] {
  const all = Object.values(sites).filter(({ role }) => role !== 'withheld');
  return Object.fromEntries(
    all.map((site) => {
      const at = siteOf(input, site.site);
      const told = (input.observations ?? []).filter((one) => one.is === 'business metric' || at.cloud.alarms?.page !== undefined);
      return [site.site, told.map((one) => observed(input, one, at, { name: site.name, calls: callsAt(one, site) }))];
    }),
  );
}

/** By what the site is told of itself, as all that it renders: what only changes at the other one moves no marker here. */
function callsAt(one: ObservationDeclaration, { active, peerWithheld, watches }: SitePlan): boolean {
  if (one.is === 'web test') return !active || peerWithheld;
  return one.from === 'standby' ? watches : active;
}

/** Pages that are asked for beside the switch, where no site of its cloud asks for them. */
export function pagesOf(input: DeclaredInput, name: string): readonly PageTold[] {
  const [first] = input.sites;
  if (first.cloud.alarms?.page !== undefined || first.cloud.traffic?.facts.asks !== true) return [];
  return (input.observations ?? []).flatMap((one) => (one.is === 'web test' ? [pageOf(input, one, { name, calls: true })] : []));
}

/** One of them, as it is told at a site. */
export function observed(input: DeclaredInput, one: ObservationDeclaration, at: SiteInput, where: Where): Observed {
  const asked = one.is === 'web test' ? pageOf(input, one, where) : numberOf(one, at, where);
  return at.cloud.alarms?.deaf?.(asked) ? { ...asked, silenceIsAlarm: false } : asked;
}

/** The name that is asked for where none is said: the one that users know. Empty where there is none: a finding says so. */
function hostOf({ traffic, declarations, sites }: DeclaredInput, { host }: WebTestDeclaration): Pick<Page, 'host' | 'port'> {
  if (host !== undefined) return { host, port: 443 };
  const entrance = declarations.filter((one) => isOf('load-balancer', one)).find(({ id }) => id === traffic?.target);
  return { host: traffic?.name ?? '', port: entrance ? portOf(entrance, sites[0].key) : 443 };
}

function pageOf(input: DeclaredInput, one: WebTestDeclaration, { name, calls }: Where): PageTold {
  const { id, path, status, contains } = one;
  const asked = hostOf(input, one);
  return {
    kind: 'page',
    level: 'application',
    declared: id,
    id: `observed-${kebab(id)}`,
    name: `${name}-${kebab(id)}`,
    title: `${asked.host}${path} does not answer as it should, asked from outside`,
    watches: 'service',
    calls,
    ...asked,
    path,
    ...(status === undefined ? {} : { status }),
    ...(contains === undefined ? {} : { contains }),
    silenceIsAlarm: true,
  };
}

function numberOf(one: BusinessMetricDeclaration, { key }: SiteInput, { name, calls }: Where): Observed & Metric {
  const { id, says, from, namespace, metric, of, wrong, bound, aggregation, window, silenceIsWell } = one;
  return {
    kind: 'metric',
    level: from === 'standby' ? 'synchronization' : 'business',
    declared: id,
    id: `observed-${kebab(id)}`,
    name: `${name}-${kebab(id)}`,
    title: says,
    watches: from === 'standby' ? 'replica' : 'service',
    calls,
    namespace,
    metric,
    of: of[key] ?? {},
    ...(wrong === 'above' ? { above: bound } : { below: bound }),
    period: window,
    periods: 1,
    ...(aggregation === 'sum' ? { summed: true } : {}),
    ...(aggregation === 'average' ? { averaged: true } : {}),
    silenceIsAlarm: !silenceIsWell,
  };
}
