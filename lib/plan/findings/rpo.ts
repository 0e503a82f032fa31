import { Duration, inWords } from '../../objectives/duration';
import { SCOPES, type Scope } from '../../objectives/objectives';
import { Tier } from '../../objectives/tier';
import type { Figure } from '../../words/figure';
import { copyEverySeconds, type PlanInput } from '../input';
import { LOSS_OF, whyMoved } from '../losses';
import type { Finding, WorkloadPlan } from '../plan';
import type { Protection } from '../protection';
import { tried, type Tried } from '../trying';
import type { Rule } from './rule';

/** DR-RPO-01: no component may lose more than is asked where something is lost; the workload's RPO is that of its worst component. */
export const rpo: Rule = (input, plan) => SCOPES.flatMap((lost) => plan.protections.flatMap((p) => judged(input, plan, p, lost)));

/** A component that may lose too much. */
interface Losing {
  readonly p: Protection;
  readonly lost: Scope;
  /** What it may lose. */
  readonly figure: Figure;
  /** Seconds that it may. */
  readonly limit: number;
}

function judged(input: PlanInput, plan: WorkloadPlan, p: Protection, lost: Scope): Finding[] {
  const { id } = p.declaration;
  const limit = plan.objectives.asked(lost)?.rpo.toSeconds();
  const figure = plan.losses[lost].each[id];
  if (limit === undefined || figure === undefined || figure.seconds <= limit) return [];
  return [
    {
      id: 'DR-RPO-01',
      level: 'error',
      subject: lost === 'region' ? id : `${id} ${lost}`,
      what: `Tier ${p.tier} cannot meet the RPO for ${id}${lost === 'region' ? '' : `, for ${LOSS_OF[lost]}`}`,
      value: `it may lose ${inWords(figure.seconds)}${figure.verified ? '' : ' (UNVERIFIED)'}, RPO ${inWords(limit)}${whyMoved(plan.losses[lost])}`,
      fix: cheapestFix({ ...input, zonal: plan.zonal }, plan.tier, { p, lost, figure, limit }),
    },
  ];
}

/** What is proposed is tried: the first site over zones, copies often enough, the cheapest tier of that component; else the RPO that the best one has. */
function cheapestFix(input: PlanInput, tier: Tier, losing: Losing): string {
  const { p, lost, figure, limit } = losing;
  const { id } = p.declaration;
  const often = hoursOf(input, tier, losing);
  const isZonal = lost === 'zone' && input.zonal !== true && isHeld(tried({ ...input, zonal: true }, tier), losing);
  const tiers = Tier.ALL.filter((one) => one !== p.tier).flatMap((one) => {
    const own = input.declarations.map((d) => (d.id === id ? { ...d, tier: one } : d));
    const seconds = rpoOf(tried({ ...input, declarations: own }, tier), losing);
    return seconds === undefined ? [] : [{ tier: one, seconds }];
  });
  const held = tiers.find(({ seconds }) => seconds <= limit)?.tier;
  const better = held ? `tier ${held}${often ? '' : ` for ${id}`}` : undefined;
  const ways = [
    ...(isZonal ? ['zonal: true'] : []),
    ...(often ? [`copies every ${often} h (copyEvery: Duration.hours(${often}))`] : []),
    ...(better ? [better] : []),
  ];
  if (ways.length > 0) return ways.join(', or ');
  const best = tiers.reduce((least, one) => (one.seconds < least.seconds ? one : least), { tier: p.tier, seconds: figure.seconds });
  return `an RPO of at least ${inWords(best.seconds)}${best.tier === p.tier ? '' : `, with tier ${best.tier} for ${id}`}`;
}

/** Hours between two copies that hold it, where copies answer; undefined where none do. */
function hoursOf(input: PlanInput, tier: Tier, losing: Losing): number | undefined {
  const { p, lost, figure, limit } = losing;
  const isCopied = lost === 'data' || lost === 'account' || p.posture === 'backup';
  const hours = Math.floor((limit - (figure.seconds - copyEverySeconds(input, p.tier))) / 3600);
  return isCopied && hours >= 1 && isHeld(tried({ ...input, copyEvery: Duration.hours(hours) }, tier), losing) ? hours : undefined;
}

const rpoOf = (one: Tried | undefined, { p, lost }: Losing): number | undefined => one?.losses[lost].each[p.declaration.id]?.seconds;

const isHeld = (one: Tried | undefined, losing: Losing): boolean => (rpoOf(one, losing) ?? Infinity) <= losing.limit;
