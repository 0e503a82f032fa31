import { TerraformVariable } from 'cdktf';
import { renderCell, renderKnown } from './library-types';
import { addressOf } from '../own/resources';
import { stepsKey, type Placement, type WorkloadPlan } from '../plan/plan';
import { cellOf } from '../port/cell';
import type { GroundContext, Rendered, SiteContext } from '../port/cloud';
import { asItStood, leavingOf } from './retired';
import { OPEN_VARIABLE } from '../words/actions';
import { ContinuityError } from '../words/errors';

/**
 * What stands goes into the site's stack, and into `rendered` where it counts; what is retired into one that is never written. Returns
 * addresses that leave Terraform.
 */
export function renderPlacements(context: SiteContext<unknown>, rendered: Map<string, Rendered>): string[] {
  const { stack, site, placements } = context;
  const leaves: string[] = [];
  const imports: NonNullable<Rendered['imports']>[number][] = [];
  for (const placement of placements.filter(({ retired }) => !retired)) {
    const result = renderCell(stack, site.cloud, placement, (cell) => cell.renderSite(context, placement));
    if (placement.born === 'links') refuseTwice(placement, result);
    leaves.push(...(result?.leaves ?? []));
    imports.push(...(result?.imports ?? []));
    if (result && placement.current) rendered.set(placement.component, result);
  }
  takeIn(context, imports);
  const retired = placements.filter((placement) => placement.retired).map(asItStood);
  const left = leavingOf(stack, retired, (never, one) =>
    cellOf(site.cloud, one.declaration)?.renderSite({ ...context, stack: never }, one),
  );
  return [...leaves, ...left];
}

/** What is born where the sites meet is found by its name at its own: made there, too, two states would own it. */
function refuseTwice({ component, here }: Placement, made: Rendered | undefined): void {
  const { instance } = made ?? {};
  if (!instance) return;
  throw new ContinuityError({
    id: 'DR-CELL-05',
    what: `The cell of ${component} makes at ${here.site} what is born where the sites meet`,
    value: addressOf(instance),
    allowed: "an endpoint by name, and no instance, where the placement is born: 'links'",
    fix: "renderSite: … if (born === 'links') return { ready: [], waits: [], endpoint }",
  });
}

/** What exists already is taken in by an import: the block that stays plans nothing (tried, Terraform 1.11). */
function takeIn({ stack }: SiteContext<unknown>, imports: NonNullable<Rendered['imports']>): void {
  const blocks = imports.map(({ resource, id }) => ({ to: addressOf(resource), id }));
  if (blocks.length > 0) stack.addOverride('import', blocks);
}

/** What tells that a protection fails, or that nobody knows: at the site that survives, whichever stack made what it is about. */
export function watch(context: SiteContext<unknown>, { placements, signals, observed }: WorkloadPlan): void {
  const { cloud, key } = context.site;
  const all = placements.filter(({ here }) => here.site === key).flatMap((one) => signals[stepsKey(one)] ?? []);
  // What several components are told by, a vault that all of them are copied into, is one signal.
  const told = [...new Map(all.map((signal) => [JSON.stringify(signal), signal])).values(), ...(observed[key] ?? [])];
  renderKnown(context.stack, cloud, cloud.name, () => {
    for (const signal of told) {
      if (signal.kind === 'metric') cloud.alarms?.metric?.(context, signal);
      if (signal.kind === 'event') cloud.alarms?.event?.(context, signal);
      if (signal.kind === 'page') cloud.alarms?.page?.(context, signal);
    }
  });
}

/**
 * What an entrance reads, where something is started before users are let in. The variable stands wherever an apply may set it, whether
 * or not the workload has an entrance: Terraform refuses one that is given and not declared.
 */
export function onceOpen({ stack, sitePlan }: GroundContext): SiteContext<unknown>['onceOpen'] {
  if (!sitePlan.opensLast) return (open) => open;
  const description = 'False while what works on the data is started; true lets users in.';
  if (sitePlan.role === 'serving') new TerraformVariable(stack, OPEN_VARIABLE, { type: 'bool', default: true, description });
  return (open, shut) => (open === shut ? open : `\${var.${OPEN_VARIABLE} ? ${JSON.stringify(open)} : ${JSON.stringify(shut)}}`);
}
