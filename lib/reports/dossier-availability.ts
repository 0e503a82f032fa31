import { inWords } from '../objectives/duration';
import { allowed } from '../plan/availability';
import type { WorkloadManifest } from './manifest';
import { blocks, table, text } from './markdown';

/** What is promised of all that users need, composed, beside what is asked. */
export function promised({ availability, objectives }: WorkloadManifest): string {
  if (!availability) return 'Not in what an earlier version wrote.';
  const { site, either, parts, unknown } = availability;
  const rows = parts.flatMap(({ of, slas }) =>
    slas.map((sla) => [text(of), text(sla.of), percent(sla.percent), text(sla.source), sla.date, sla.verified ? '' : '**UNVERIFIED**']),
  );
  return blocks(
    asked(objectives.slo),
    `All of it in a row, at the site that serves: ${percent(site)}, or ${inWords(allowed(site))} a month without service. If either site could answer and moving took no time: ${percent(either)}. An SLA is what is paid back below it: it says nothing of the loss of a region, and replaces no RTO.`,
    table(['Needed', 'Service', 'SLA', 'Source', 'Date', ''], rows),
    unknown.length > 0 ? `**Nobody said what is promised of: ${text(unknown.join(', '))}.** The figures are without it.` : '',
  );
}

const asked = (slo: number | undefined): string =>
  slo === undefined ? 'No SLO is asked.' : `Asked (SLO): ${percent(slo)}, which leaves ${inWords(allowed(slo))} a month.`;

const percent = (share: number | undefined): string => (share === undefined ? 'none published' : `${share} %`);
