import type { Finding, WorkloadPlan } from '../plan';
import type { Acknowledgement, PlanInput } from '../input';
import { accepts, dead } from './acknowledged';
import { added } from './added';
import { addresses } from './addresses';
import { copyPlace } from './copy-place';
import { footprint } from './footprint';
import { immutability } from './immutability';
import { lacks } from './lacks';
import { later } from './later';
import { lowered } from './lowered';
import { needs } from './needs';
import { places } from './places';
import { observing } from './observed';
import { residency } from './residency';
import { rpo } from './rpo';
import { rto } from './rto';
import { signals } from './signals';
import type { Rule } from './rule';
import { scopes } from './scopes';
import { slo } from './slo';
import { state } from './state';
import { subscribed } from './subscribed';
import { tls } from './tls';
import { unwatched } from './unwatched';
import { values } from './values';
import { zones } from './zones';

const RULES: readonly Rule[] = [
  added,
  addresses,
  places,
  state,
  lowered,
  rpo,
  rto,
  slo,
  footprint,
  immutability,
  signals,
  unwatched,
  observing,
  subscribed,
  tls,
  needs,
  lacks,
  later,
  values,
  scopes,
  copyPlace,
  zones,
  residency,
];

/** Every rule's verdicts, and those that somebody else came to, acknowledged where somebody did, in a stable order. */
export function judge(input: PlanInput, plan: WorkloadPlan, more: readonly Finding[] = []): Finding[] {
  const found = [...RULES.flatMap((rule) => rule(input, plan)), ...more];
  return [...found, ...dead(input, found)]
    .map((finding) => acknowledge(finding, input.acknowledgements))
    .sort((a, b) => a.id.localeCompare(b.id, 'en') || a.subject.localeCompare(b.subject, 'en'));
}

function acknowledge(finding: Finding, all: readonly Acknowledgement[]): Finding {
  const match = all.find((one) => accepts(one, finding));
  if (!match || finding.always) return finding;
  const { reason, by, at, until } = match;
  return { ...finding, acknowledged: { reason, ...(by ? { by } : {}), ...(at ? { at } : {}), ...(until ? { until } : {}) } };
}

/** The findings that stop the synthesis. While a region is not normal, only those that are `always` do (docs/design.md, "The laws", 10). */
export function refusals(findings: readonly Finding[], disturbed: boolean): Finding[] {
  return findings.filter((f) => f.level === 'error' && !f.acknowledged && (f.always === true || !disturbed));
}
