import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from './whole-file';
import { buildManifest, type ManifestInput } from './build-manifest';
import { dossierMarkdown } from './dossier-markdown';
import type { ReportInput } from './report-input';
import { manifestText } from './edition';
import { regionsMarkdown } from './regions-markdown';
import { runbookMarkdown } from './runbook-markdown';
import { writeStates } from './state-stack';
import type { TerraformJson } from '../written/terraform-json';

/** Of several workloads: what the loss of each site does to all of them. */
const REGIONS = 'continuity-regions.md';

/** Writes `continuity.json`, the dossier and the runbooks beside the stacks: each beside its old self, then renamed. */
export function writeReports(outdir: string, input: ManifestInput): void {
  const written = (stack: string): string => readFileSync(join(outdir, 'stacks', stack, 'cdk.tf.json'), 'utf8');
  const digestOf = (stack: string): string => createHash('sha256').update(written(stack)).digest('hex');
  const manifest = buildManifest({ ...input, digestOf }, (stack) => JSON.parse(written(stack)) as TerraformJson);
  writeStates(outdir, input.states ?? []);
  const write = (name: string, text: string): void => {
    writeWhole(join(outdir, name), text);
  };
  write('continuity-dossier.md', dossierMarkdown(manifest));
  for (const { id } of manifest.workloads) write(`runbook-${id}.md`, runbookMarkdown(manifest, id));
  if (manifest.workloads.length > 1) write(REGIONS, regionsMarkdown(manifest));
  else rmSync(join(outdir, REGIONS), { force: true });
  write('continuity.json', manifestText(manifest));
}

/** Directories of stacks that are no longer written leave the output, or a dead site would stay appliable. Only the library's own are touched. */
export function removeVanished(outdir: string, reports: readonly ReportInput[]): void {
  const path = join(outdir, 'continuity.json');
  const before = existsSync(path)
    ? ((JSON.parse(readFileSync(path, 'utf8')) as { stacks?: { id: string }[] }).stacks ?? []).map((stack) => stack.id)
    : [];
  const stacks = reports.flatMap((report) => report.stacks);
  const written = new Set(stacks.filter((stack) => !stack.withheld && !stack.empty).map((stack) => stack.id));
  for (const id of new Set([...before, ...stacks.map((stack) => stack.id)])) {
    if (!written.has(id)) rmSync(join(outdir, 'stacks', id), { recursive: true, force: true });
  }
}
