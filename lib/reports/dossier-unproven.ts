import type { Manifest, WorkloadManifest } from './manifest';
import { code, list, sorted, text } from './markdown';

/** What a reader might take for granted and nobody has shown: gathered in one place rather than left between the lines. */
export function unproven(manifest: Manifest, workload: WorkloadManifest): string {
  return list([
    'That recovery takes the time said above: figures of sources and sums of them until a drill has measured it. This dossier holds no evidence of a drill.',
    ...unverified(workload),
    ...away(workload),
    ...consistency(workload),
    ...zones(workload),
    ...workload.unproven.map(text),
    ...unknown(workload),
    ...unwatched(workload),
    ...withheld(manifest, workload),
    ...accepted(workload),
  ]);
}

function unverified({ budget, components }: WorkloadManifest): string[] {
  const inBudget = budget.parts.filter((p) => !p.figure.verified).map((p) => `recovery time, ${p.name}`);
  const ofComponents = sorted(components, (c) => c.component).flatMap((c) => [
    ...(c.rpo.verified ? [] : [`${c.component}, RPO`]),
    ...(c.promotion.verified ? [] : [`${c.component}, promotion`]),
  ]);
  return [...inBudget, ...ofComponents].map((name) => `A figure that nobody checked, **UNVERIFIED**: ${text(name)}.`);
}

const away = ({ copyPlace }: WorkloadManifest): string[] =>
  (copyPlace?.components ?? [])
    .filter(({ verified }) => !verified)
    .map(
      ({ component }) =>
        `That the service of ${text(component)} copies to ${code(copyPlace?.key ?? '')}, **UNVERIFIED**; nor was anything brought back from there.`,
    );

function consistency({ components }: WorkloadManifest): string[] {
  const copied = components.filter((c) => c.flip !== 'symmetric' || c.rpo.seconds > 0);
  return copied.length < 2
    ? []
    : ['One consistent point across components: each recovers to a point of its own, and the application must bear that.'];
}

/** What the library keeps of high availability as it was once meant, and what it does not (docs/design.md, "Tiers"). */
function zones({ placements }: WorkloadManifest): string[] {
  if (placements.every(({ spread }) => spread !== 'zonal')) return [];
  return [
    'The distance between the zones, and their independence of the control plane of their region: no cloud states them. Kept of the source’s high availability are synchronous copies, separate buildings and users moved transparently.',
  ];
}

function unknown({ sites }: WorkloadManifest): string[] {
  return sorted(sites, (s) => s.key).flatMap((s) =>
    sorted(s.needs, (n) => n.what).flatMap((n) =>
      n.where === 'unknown' ? [`That ${text(n.what)} survives with ${code(s.key)}: nobody said where it is.`] : [],
    ),
  );
}

/** What is not watched, polled by nobody in between, or told to nobody; what is accepted is said below. */
function unwatched({ findings }: WorkloadManifest): string[] {
  const mine = findings.filter(({ id, acknowledged }) => id.startsWith('DR-SIGNAL-') && acknowledged === undefined);
  return sorted(
    mine,
    (f) => f.id,
    (f) => f.subject,
  ).map((f) => `That somebody would know: ${text(f.what)} (${code(f.id)}).`);
}

function withheld({ stacks }: Manifest, { id }: WorkloadManifest): string[] {
  const mine = stacks.filter((s) => s.workload === id && s.withheld !== undefined);
  return sorted(mine, (s) => s.id).map((s) => `What is left of stack ${code(s.id)}, which is withheld: ${text(s.withheld ?? '')}.`);
}

function accepted({ findings }: WorkloadManifest): string[] {
  const mine = findings.filter((f) => f.acknowledged !== undefined);
  return sorted(
    mine,
    (f) => f.id,
    (f) => f.subject,
  ).map((f) => `Accepted, not solved: ${code(f.id)} on ${text(f.subject)}: ${text(f.acknowledged?.reason ?? '')}.`);
}
