import { inWords } from '../objectives/duration';
import { lineOf, recordLineOf, sentenceOf } from '../situation/lines';
import type { LogEntry } from '../situation/schema';
import { shown } from './deadlines';
import { editionOf } from './edition';
import type { Manifest, WorkloadManifest } from './manifest';
import { blocks, code, list, sorted, table, text } from './markdown';
import { shellLine } from './shell-line';

/** Which copy of the dossier it is: what it was made from, by what, and how that is checked. */
export function edition(manifest: Manifest): string {
  const { declaration, date, by, digest } = editionOf(manifest);
  return list([
    `From declaration ${declaration} (${code(manifest.situationFile)}); the situation last changed: ${date ?? 'never, nothing was declared yet'}. No other date is known here: the same input gives the same bytes.`,
    `By ${by}.`,
    `sha256 of ${code('continuity.json')}: ${code(digest)} (${code('sha256sum continuity.json')}; journals of runs name it). It holds the sha256 of each stack.`,
    'A figure marked **UNVERIFIED** was checked by nobody, or rests on one that was not.',
  ]);
}

/** Findings that count: open ones by level, and what somebody accepted, which is never counted as none. */
export function counted({ findings }: WorkloadManifest): string {
  const of = (level: string, accepted: boolean): number =>
    findings.filter((f) => f.level === level && (f.acknowledged !== undefined) === accepted).length;
  const errors = [...new Set(findings.filter((f) => f.level === 'error' && f.acknowledged).map((f) => code(f.id)))];
  const accepted = of('error', true) + of('warning', true);
  return [
    ...(errors.length > 0 && of('error', false) === 0 ? [] : [`errors: ${of('error', false)}`]),
    `warnings: ${of('warning', false)}`,
    ...(accepted > 0 ? [`accepted: ${accepted}${errors.length > 0 ? ` (errors among them: ${errors.join(', ')})` : ''}`] : []),
  ].join(', ');
}

/** What the recovery time rests on: how much of it is declared, assumed, or said by a source. */
export function restsOn({ budget }: WorkloadManifest): string {
  const sum = (fits: (part: WorkloadManifest['budget']['parts'][number]) => boolean): number =>
    budget.parts.filter(fits).reduce((total, { figure }) => total + figure.seconds, 0);
  const isDeclared = ({ name }: { readonly name: string }): boolean => name === 'detection' || name === 'decision';
  const declared = sum(isDeclared);
  const assumed = sum((part) => !isDeclared(part) && !part.figure.verified);
  const sourced = budget.rto - declared - assumed;
  return `${inWords(declared)} declared, ${assumed > 0 ? shown(assumed, false) : inWords(assumed)} assumed, ${inWords(sourced)} from sources, nothing measured by a drill`;
}

/** What is protected, and what of the workload is not. */
export function scope({ components, findings }: WorkloadManifest): string {
  const outside = sorted(
    findings.filter(({ id }) => id === 'DR-OWN-03'),
    (f) => f.subject,
  );
  return blocks(
    `Protected: ${components
      .map(({ component }) => component)
      .sort()
      .join(', ')}.`,
    'Own resources that hold data and are outside of the protection:',
    table(
      ['Resource', 'Type', 'Accepted'],
      outside.map(({ subject, value, acknowledged }) => [text(subject), code(value), acknowledged ? text(acknowledged.reason) : '**no**']),
    ),
    'Not looked at: other stacks of the app, what stands outside of Terraform, and whether the application itself is consistent.',
  );
}

/** How long what can be restored is kept, as the stacks say. */
export function retention({ stacks }: Manifest, { id }: WorkloadManifest): string {
  const rows = sorted(
    stacks.filter((stack) => stack.workload === id),
    (stack) => stack.id,
  ).flatMap((stack) => stack.retention.map(({ address, what, kept }) => [code(stack.id), code(address), text(what), kept]));
  return blocks(
    table(['Stack', 'Said by', 'What', 'Kept'], rows),
    'A stack that is withheld or empty says nothing here. That a copy can be restored is shown by a restore alone.',
  );
}

/** Every line of the log: what was declared or recorded, by whom, when. Nothing is left out. */
export function log({ situation }: Manifest): string {
  return table(
    ['No.', 'At', 'By', 'What', 'Command', 'Incident'],
    situation.log.map((entry, i) => [`${i + 1}`, entry.at, text(entry.by), ...told(entry)]),
  );
}

function told({ what }: LogEntry): [string, string, string] {
  if ('record' in what) return ['recorded', code(shellLine(recordLineOf(what))), ''];
  if ('sequence' in what) return [what.op, `from sequence ${what.sequence}`, ''];
  const since = 'since' in what && what.since !== undefined ? `, since ${what.since}` : '';
  return [`${text(sentenceOf(what))}${since}`, code(shellLine(lineOf(what))), text('incident' in what ? (what.incident ?? '') : '')];
}
