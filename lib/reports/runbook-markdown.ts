import { ContinuityError } from '../words/errors';
import { transitionSchema } from '../situation/phases';
import type { Manifest } from './manifest';
import { editionOf } from './edition';
import { anchor, code, page, PAGE_BREAK, sorted } from './markdown';
import { annex } from './runbook-annex';
import { card } from './runbook-card';
import { copiesSheet } from './runbook-copies';
import { cover } from './runbook-cover';
import { sheet } from './runbook-sheet';
import type { RunbookSource } from './runbook-source';

/**
 * The runbook of one workload: a card for the wall, a cover, one sheet a transition, and how to apply each stack by hand. Made to be printed: the wiki
 * may die with the region. Throws `DR-REP-01` where the manifest does not know the workload.
 */
export function runbookMarkdown(manifest: Manifest, workloadId: string): string {
  const source = sourceOf(manifest, workloadId);
  const applied = new Set(
    source.procedures.flatMap((p) => p.waves.flatMap((w) => w.actions.map((a) => (a.do === 'apply' ? a.stack : '')))),
  );
  const sheets = source.procedures.map((procedure) => sheet(source, procedure));
  const annexes = source.stacks.filter((stack) => applied.has(stack.id)).map((stack) => annex(stack, manifest.judge.statefulTypes));
  const parts = [card(source), cover(source, ''), ...sheets, ...copiesSheet(source), ...annexes];
  parts[1] = cover(source, contents(parts));
  return page(...parts.flatMap((part, i) => [...(i === 0 ? [] : [PAGE_BREAK]), numbered(part, foot(source, i + 1, parts.length))]));
}

const headingOf = (part: string): string => part.slice(2, part.indexOf('\n'));

/** All parts, each with its number: what is missing of a printed copy is seen. */
function contents(parts: readonly string[]): string {
  return parts
    .map(headingOf)
    .map((heading, i) => `${i + 1}. [${heading}](#${anchor(heading)})`)
    .join('\n');
}

/** Under the heading of each part: which one it is, and of which copy. */
function foot({ edition, workload }: RunbookSource, number: number, of: number): string {
  const { declaration, date, by, digest } = edition;
  return `Part ${number} of ${of} · ${workload.id} · declaration ${declaration}${date === undefined ? '' : ` of ${date}`} · ${by} · ${code(digest.slice(0, 12))}`;
}

const numbered = (part: string, line: string): string => part.replace('\n', () => `\n\n${line}\n`);

function sourceOf(manifest: Manifest, workloadId: string): RunbookSource {
  const workload = manifest.workloads.find((w) => w.id === workloadId);
  if (!workload) {
    const known = manifest.workloads.map((w) => w.id).sort();
    throw new ContinuityError({
      id: 'DR-REP-01',
      what: 'The manifest has no such workload',
      value: workloadId,
      allowed: known,
      fix: 'correct the name',
    });
  }
  const order = transitionSchema.options;
  return {
    manifest,
    workload,
    edition: editionOf(manifest),
    procedures: sorted(workload.procedures, (p) => order.indexOf(p.transition)),
    stacks: sorted(
      manifest.stacks.filter((stack) => stack.workload === workloadId),
      (stack) => stack.id,
    ),
  };
}
