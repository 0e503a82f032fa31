import { inWords } from '../objectives/duration';
import { beforeActing, deadline, figureShown, isRpoVerified, isRtoVerified, shown, untilDecided } from './deadlines';
import type { PlacementManifest, StackManifest, WorkloadManifest } from './manifest';
import { blocks, code, shellBlock, sorted, table, text } from './markdown';
import { shellLine } from './shell-line';
import type { SignalManifest } from './signal-schema';

/** What the business asks, what the plan gives, and what is left between the two. */
export function objectives(workload: WorkloadManifest): string {
  const { objectives: asked, budget } = workload;
  const [rtoVerified, rpoVerified] = [isRtoVerified(workload), isRpoVerified(workload)];
  const back = beforeAll(workload) + asked.resumption;
  const row = (name: string, objective: number, gives: number, verified: boolean): string[] => {
    const margin = objective - gives;
    const verdict = margin < 0 ? `**BROKEN**${isAccepted(workload, name) ? ', accepted' : ''}` : 'held';
    return [name, inWords(objective), shown(gives, verified), shown(margin, verified), verdict];
  };
  return blocks(
    table(
      ['Objective', 'Asked', 'The plan gives', 'Margin', 'Verdict'],
      [
        row('RTO', asked.rto, budget.rto, rtoVerified),
        row('RPO', asked.rpo, budget.rpo, rpoVerified),
        row('MTPD', asked.mtpd, back, rtoVerified),
      ],
    ),
    `The clock of the RTO starts at: ${asked.clock}. The RPO is that of the worst component: ${budget.worst}. Under MTPD the plan's figure is detection, decision, recovery and ${inWords(asked.resumption)} of the business's own resumption.`,
    `A failover must be decided within ${shown(Math.max(0, deadline(workload).latest), rtoVerified)} of the interruption.`,
  );
}

/** Whether somebody accepted that an objective is broken: those of the region are about a name alone, the others say what else is lost. */
const isAccepted = ({ findings }: WorkloadManifest, objective: string): boolean =>
  findings.some(
    ({ id, subject, acknowledged }) => id.startsWith(`DR-${objective}-`) && !subject.includes(' ') && acknowledged !== undefined,
  );

/** The parts of the recovery time, in order, each with its source. */
export function parts(workload: WorkloadManifest): string {
  const rows = workload.budget.parts.map(({ name, figure }) => [text(name), figureShown(figure), text(figure.source)]);
  return table(
    ['Part', 'Figure', 'Source'],
    [...rows, ['**Sum**', shown(workload.budget.rto, isRtoVerified(workload)), `on the clock: ${workload.objectives.clock}`]],
  );
}

/** The sites, and what recovery there needs besides the site itself. */
export function sites(workload: WorkloadManifest): string {
  const all = sorted(workload.sites, (s) => s.key);
  const needs = all.flatMap((site) =>
    sorted(
      site.needs,
      (n) => n.what,
      (n) => n.where,
    ).map((n) => [code(site.key), text(n.what), n.where === 'unknown' ? '**unknown**' : text(n.where)]),
  );
  return blocks(
    table(
      ['Site', 'Role', 'Active', 'Account', 'Country'],
      all.map((s) => [code(s.key), s.role, s.active ? 'yes' : 'no', s.account, s.country]),
    ),
    'What recovery needs there:',
    table(['Site', 'Needs', 'Where'], needs),
  );
}

/** How each component is protected, in the order of recovery. Waves are counted from 1, as in the recovery time. */
export function components(workload: WorkloadManifest): string {
  const rows = sorted(
    workload.components,
    (c) => c.wave,
    (c) => c.component,
  ).map((c) => [
    `${c.wave + 1}`,
    c.component,
    c.kind,
    c.tier,
    c.flip,
    text(c.fence),
    `${figureShown(c.rpo)} (${text(c.rpo.source)})`,
    `${figureShown(c.promotion)} (${text(c.promotion.source)})`,
    c.automatic ? 'by itself' : 'a person decides',
  ]);
  return table(['Wave', 'Component', 'Kind', 'Tier', 'Role changes by', 'Fence', 'RPO', 'Promotion', 'Fails over'], rows);
}

/** What changes of roles do that no apply does, and what becomes of it in Terraform. */
export function effects({ components }: WorkloadManifest): string {
  const rows = sorted(components, (c) => c.component).flatMap((c) =>
    c.effects.map((e) => [c.component, code(e.type), e.does, e.terraform, text(e.how), text(e.source)]),
  );
  return table(['Component', 'What', 'A move', 'In Terraform', 'How', 'Source'], rows);
}

/** What tells that a protection fails, and the command lines of what is told only where somebody asks. */
export function signals({ components }: WorkloadManifest): string {
  const all = sorted(components, (c) => c.component).flatMap((c) => c.signals);
  const rows = all.map((s) => [code(s.site), code(s.name), text(s.title), OF[s.watches], s.kind, silence(s)]);
  const polled = all.flatMap(({ name, site, polled: how }) =>
    how
      ? [
          `${code(name)}: run it every ${inWords(how.every)} at ${code(site)}; it calls ${code(how.endpoint)}${how.as ? ` with the credentials of ${text(how.as.who)}` : ''}, and is wrong above ${how.above}, or where it fails.`,
          shellBlock([shellLine(how.run)]),
        ]
      : [],
  );
  return blocks(table(['Told at', 'Name', 'What it tells', 'Of', 'How', 'Silence'], rows), ...polled);
}

const OF = { replica: 'what follows', copies: 'copies', service: 'what serves' } as const;

/** What silence of it means. */
export function silence({ kind, silenceIsAlarm }: Pick<SignalManifest, 'kind' | 'silenceIsAlarm'>): string {
  if (kind === 'polled') return '**nobody asks** but `continuity doctor`';
  return silenceIsAlarm === undefined ? '' : silenceIsAlarm ? 'an alarm' : 'health';
}

/** What stands for each component at each site. */
export function placements(some: readonly PlacementManifest[]): string {
  const rows = sorted(
    some,
    (p) => p.component,
    (p) => p.site,
    (p) => p.generation,
  ).map((p) => [
    p.component,
    code(p.site),
    `${p.generation}`,
    p.posture,
    p.spread,
    p.retired ? `${p.form}, retired` : p.form,
    names(p.names),
  ]);
  return table(['Component', 'Site', 'Generation', 'Posture', 'Spread', 'Form', 'Names'], rows);
}

/** The stacks, what each needs alive and where its state is. */
export function stacks(some: readonly StackManifest[]): string {
  const rows = sorted(some, (s) => s.id).map((s) => [
    code(s.id),
    s.kind,
    [...s.alive].sort().map(code).join(', ') || 'nothing',
    `${code(s.state.key)} in ${code(s.state.region)}`,
    `${s.marker}`,
    s.digest === undefined ? '' : code(s.digest.slice(0, 12)),
    `${s.stateful.length}`,
    s.withheld === undefined ? (s.empty ? 'empty' : 'synthesized') : `**withheld**: ${text(s.withheld)}`,
  ]);
  return table(['Stack', 'Holds', 'Needs alive', 'State', 'Marker', 'sha256', 'Stateful addresses', 'Output'], rows);
}

function beforeAll(workload: WorkloadManifest): number {
  return untilDecided(workload) + Math.max(0, workload.budget.rto - beforeActing(workload));
}

function names(all: Readonly<Record<string, string>>): string {
  return sorted(Object.entries(all), ([key]) => key)
    .map(([key, value]) => `${key}: ${code(value)}`)
    .join('<br>');
}
