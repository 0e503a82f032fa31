import type { WorkloadManifest } from '../reports/manifest';

/** The moment with which it ends: a day holds until it is over, in UTC. */
const endOf = (until: string): number => Date.parse(until) + (/^\d{4}-\d\d-\d\d$/.test(until) ? 86_400_000 : 0);

/** Rules about time that are broken now: they are the CLI's, because synthesis reads no clock (docs/design.md, "The laws", 10). */
export function overdue(workload: WorkloadManifest, now: Date): string[] {
  const out: string[] = [];
  for (const { id, subject, acknowledged } of workload.findings) {
    if (acknowledged?.until !== undefined && endOf(acknowledged.until) < now.getTime())
      out.push(`${id} ${subject}: its acknowledgement ended on ${acknowledged.until} (${acknowledged.reason})`);
  }
  for (const { what, due } of workload.deadlines ?? []) {
    if (Date.parse(due) < now.getTime()) out.push(`${what}: was due on ${due}`);
  }
  return out;
}
