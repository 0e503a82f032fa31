import type { Manifest, WorkloadManifest } from './manifest';
import { isRpoVerified, isRtoVerified, shown } from './deadlines';
import { counted, edition, log, restsOn, retention, scope } from './dossier-evidence';
import { exercised } from './dossier-exercised';
import { copiesAway, losses } from './dossier-losses';
import { analysed } from './dossier-analysis';
import { promised } from './dossier-availability';
import { flows } from './dossier-flows';
import { standsBy } from './dossier-footprint';
import { noticed } from './dossier-noticed';
import { components, effects, objectives, parts, placements, signals, sites, stacks } from './dossier-sections';
import { unproven } from './dossier-unproven';
import type { Move } from '../situation/schema';
import { code, blocks, page, sorted, table, text } from './markdown';
import { answerable } from './runbook-people';

/**
 * The dossier of an app's continuity, for auditors and reviewers: what is asked, what the plan gives, what it rests on, and what
 * nobody has proven. Ordered by name, so that two of them can be compared line by line.
 */
export function dossierMarkdown(manifest: Manifest): string {
  const workloads = sorted(manifest.workloads, (w) => w.id);
  return page(
    '# Continuity dossier',
    edition(manifest),
    '## Summary',
    table(
      ['Workload', 'Owner', 'Tier', 'Phase', 'Recovery time', 'It rests on', 'Data that may be lost', 'Findings'],
      workloads.map(summary),
    ),
    '## Regions that are not normal',
    table(
      ['Site', 'Is', 'Since', 'Declared by'],
      sorted(Object.entries(manifest.situation.status), ([key]) => key).map(([key, status]) => [
        code(key),
        status.is,
        status.since,
        text(status.by),
      ]),
    ),
    '## Who declared what',
    log(manifest),
    ...workloads.map((workload) => chapter(manifest, workload)),
  );
}

function summary(workload: WorkloadManifest): string[] {
  return [
    workload.id,
    text(workload.contacts?.owner ?? '**not declared**'),
    workload.tier,
    workload.situation.phase,
    shown(workload.budget.rto, isRtoVerified(workload)),
    restsOn(workload),
    shown(workload.budget.rpo, isRpoVerified(workload)),
    counted(workload),
  ];
}

/** No figure of a move holds while nothing stands by: whoever reads them is told ahead of them. */
function unprotected({ situation: { phase, is, unprotectedSince } }: WorkloadManifest): string[] {
  if (phase !== 'unprotected' && unprotectedSince === undefined) return [];
  const since = unprotectedSince === undefined ? '' : ` since ${unprotectedSince}`;
  return [`**Unprotected${since}: ${text(is)}.** What is said below of a move is the plan’s, and holds once a standby stands, complete.`];
}

/** Of an app of several workloads: what it is of no use without, where it says so. */
const dependsOn = ({ dependsOn: others, priority }: WorkloadManifest): string[] =>
  others.length === 0
    ? []
    : [
        `Priority ${priority}. It is of no use without ${sorted(others, (id) => id)
          .map(code)
          .join(', ')}, and is recovered behind it.`,
      ];

function chapter(manifest: Manifest, workload: WorkloadManifest): string {
  const h = (title: string): string => `### ${workload.id}: ${title}`;
  return blocks(
    `## ${workload.id}`,
    `Tier ${workload.tier}${workload.environment === undefined ? '' : `, environment ${workload.environment}`}. Phase: ${workload.situation.phase}. Serves, or should: ${code(workload.situation.active)}.`,
    ...dependsOn(workload),
    ...unprotected(workload),
    h('who answers for it'),
    answerable(workload),
    h('scope'),
    scope(workload),
    h('objectives and what the plan gives'),
    objectives(workload),
    ...(workload.analysis ? [h('what runs already: can it meet them as it is'), analysed(workload)] : []),
    h('what may be lost, and what answers it'),
    losses(workload),
    h('where copies lie beside the sites'),
    copiesAway(workload),
    h('what the recovery time is made of'),
    parts(workload),
    `It rests on: ${restsOn(workload)}.`,
    h('what the vendors promise'),
    promised(workload),
    h('what stands by, beside what serves'),
    standsBy(workload),
    h('sites'),
    sites(workload),
    h('components'),
    components(workload),
    h('who would notice'),
    noticed(workload),
    h('what tells that a protection fails'),
    signals(workload),
    h('what a move does behind Terraform'),
    effects(workload),
    h('what goes where'),
    flows(workload),
    h('what stands where'),
    placements(workload.placements.filter((p) => p.current)),
    h('old generations that are kept'),
    placements(workload.placements.filter((p) => !p.current)),
    h('how long copies are kept'),
    retention(manifest, workload),
    h('traffic'),
    workload.traffic
      ? `${code(workload.traffic.name)} in zone ${code(workload.traffic.zone)}: ${text(workload.traffic.switch)}`
      : 'Not managed here: how users reach the other site is for the architect to say.',
    h('who decides, and what an exercise has shown'),
    exercised(manifest, workload),
    h('stacks'),
    stacks(manifest.stacks.filter((stack) => stack.workload === workload.id)),
    h('findings'),
    findings(workload),
    h('history of the active site'),
    history(manifest, workload),
    h('what is not proven'),
    unproven(manifest, workload),
  );
}

function findings(workload: WorkloadManifest): string {
  const severity = ['error', 'warning', 'info'];
  const rows = sorted(
    workload.findings,
    (f) => severity.indexOf(f.level),
    (f) => f.id,
    (f) => f.subject,
    (f) => f.value,
  ).map((f) => [f.level, code(f.id), text(f.subject), text(f.what), text(f.value), text(f.fix), acknowledgement(f), ...datesOf(f)]);
  return table(['Level', 'Rule', 'Subject', 'What', 'Value', 'Cheapest fix', 'Acknowledged', 'On', 'Until'], rows);
}

function acknowledgement({ acknowledged }: WorkloadManifest['findings'][number]): string {
  if (!acknowledged) return '**no**';
  return `${text(acknowledged.reason)}${acknowledged.by === undefined ? ' (by: not said)' : ` (by ${text(acknowledged.by)})`}`;
}

/** When it was accepted, and until when that holds; what is not said is said to be so. */
function datesOf({ acknowledged }: WorkloadManifest['findings'][number]): string[] {
  return acknowledged ? [acknowledged.at ?? 'not said', acknowledged.until ?? 'for ever'] : ['', ''];
}

/** What was shown to whoever decided it, by component. */
function lossOf({ components }: Move): string {
  const words = { none: 'nothing', rpo: 'up to the RPO', since: 'all since', all: 'all that is not in the recovery point' } as const;
  return sorted(Object.entries(components), ([id]) => id)
    .map(
      ([id, { loss, since, point }]) =>
        `${id}: ${words[loss]}${loss === 'since' ? ` ${since ?? 'it last stood'}` : ''}${point ? ` ${text(point)}` : ''}`,
    )
    .join('; ');
}

function history(manifest: Manifest, workload: WorkloadManifest): string {
  const own = manifest.situation.workloads[workload.id];
  if (!own) return 'Nothing was ever declared.';
  const rows = own.moves.map((move, i) => [
    `${i + 1}`,
    move.at,
    move.forced ? `${move.kind}, since ${move.forced.at}` : move.kind,
    `${code(move.from)} → ${code(move.to)}`,
    text(move.by),
    text(move.incident ?? ''),
    [...(move.started ?? [])].sort().join(', '),
    [...(move.completed ?? [])].sort().join(', '),
    lossOf(move),
    move.aborted === undefined ? '' : `given up ${move.aborted.at}, by ${text(move.aborted.by)}`,
  ]);
  const fenced = sorted(Object.entries(own.fenced), ([site]) => site).map(([site, { at }]) => [code(site), at]);
  return blocks(
    table(
      ['Move', 'At', 'Kind', 'Role', 'By', 'Incident', 'Promotion begun', 'Promotion verified', 'Loss that was shown', 'Given up'],
      rows,
    ),
    'Fenced:',
    table(['Site', 'At'], fenced),
  );
}
