import { ContinuityError } from '../words/errors';
import { transitionSchema } from '../situation/phases';
import type { Manifest } from './manifest';
import { page, PAGE_BREAK, sorted } from './markdown';
import { annex } from './runbook-annex';
import { cover } from './runbook-cover';
import { sheet } from './runbook-sheet';
import type { RunbookSource } from './runbook-source';

/**
 * The runbook of one workload: a cover, one sheet a transition, and how to apply each stack by hand. Made to be printed: the wiki
 * may die with the region. Throws `DR-REP-01` where the manifest does not know the workload.
 */
export function runbookMarkdown(manifest: Manifest, workloadId: string): string {
  const source = sourceOf(manifest, workloadId);
  const applied = new Set(
    source.procedures.flatMap((p) => p.waves.flatMap((w) => w.actions.map((a) => (a.do === 'apply' ? a.stack : '')))),
  );
  const sheets = source.procedures.map((procedure) => sheet(source, procedure));
  const annexes = source.stacks.filter((stack) => applied.has(stack.id)).map((stack) => annex(stack, manifest.judge.statefulTypes));
  return page(cover(source), ...[...sheets, ...annexes].flatMap((one) => [PAGE_BREAK, one]));
}

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
    procedures: sorted(workload.procedures, (p) => order.indexOf(p.transition)),
    stacks: sorted(
      manifest.stacks.filter((stack) => stack.workload === workloadId),
      (stack) => stack.id,
    ),
  };
}
