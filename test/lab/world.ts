import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { StackManifest } from '../../lib/reports/manifest';
import type { Report } from './report';
import type { Ended, Stage } from './stage';

/** The sites of the lab's workloads. */
export const PARIS = 'aws:eu-west-3';
/** The other one. */
export const FRANKFURT = 'aws:eu-central-1';
/** Buckets that hold states, by region. */
export const STATE_BUCKETS = {
  'eu-west-3': 'acme-tfstate-paris',
  'eu-central-1': 'acme-tfstate-frankfurt',
  'eu-north-1': 'acme-tfstate-stockholm',
};

/** Runs the due procedure, and checks that it ended well and that every plan was judged. */
export async function runs(stage: Stage, report: Report, workload: string, what: string, ...more: string[]): Promise<Ended> {
  const ended = await stage.run(workload, ...more);
  report.check(`${what}: continuity run ends well`, ended.code === 0, ended.output);
  return ended;
}

/**
 * The first deployment, as a pipeline does it in peace: every stack in the order of kinds, the site that serves first. What stands then
 * is written down: before that nothing says that a failover could rest on it.
 */
export async function deploys(stage: Stage, report: Report): Promise<void> {
  const order = ['base', 'site', 'links', 'traffic'];
  const active = stage.manifest.workloads.map((workload) => workload.situation.active);
  const rank = ({ kind, site }: StackManifest): number => order.indexOf(kind) * 2 + (site && active.includes(site) ? 0 : 1);
  for (const { id } of stage.manifest.stacks.filter((stack) => stack.directory).sort((a, b) => rank(a) - rank(b))) {
    await stage.terraform(id, ['init', '-input=false', '-no-color']);
    const ended = await stage.terraform(id, ['apply', '-auto-approve', '-input=false', '-no-color']);
    report.check(`a pipeline deploys ${id}`, ended.code === 0, ended.output);
  }
  for (const { id } of stage.manifest.workloads) await stage.record('standing', id);
}

/** Plans a stack as it is: a number of changes that are not no-ops, by address, but for the gaps of the emulator named here. */
export async function plan(stage: Stage, stack: string, out = stage.out): Promise<{ refused?: string; changes: string[] }> {
  if (!existsSync(join(out, 'stacks', stack, '.terraform'))) await stage.terraform(stack, ['init', '-input=false', '-no-color'], out);
  const ended = await stage.terraform(stack, ['plan', '-input=false', '-no-color', '-detailed-exitcode', '-out=lab.tfplan'], out);
  if (ended.code === 0) return { changes: [] };
  if (ended.code !== 2) return { refused: ended.output, changes: [] };
  const shown = await stage.terraform(stack, ['show', '-json', 'lab.tfplan'], out);
  const json = JSON.parse(shown.output.slice(shown.output.indexOf('{'))) as {
    resource_changes?: { address: string; change: { actions: string[] } }[];
  };
  return {
    changes: (json.resource_changes ?? [])
      .filter((c) => c.change.actions.join() !== 'no-op' && c.change.actions.join() !== 'read')
      .map((c) => `${c.address}: ${c.change.actions.join('+')}`),
  };
}

/** The regions that answered since the last reset, and how often a dead one was asked. */
export function deadRequests(stage: Stage, ...regions: string[]): number {
  return regions.reduce((sum, region) => sum + stage.lab.gate.count(region), 0);
}

/** Whether DNS answers with the entrance of that region. */
export async function answersFrom(stage: Stage, record: string, region: string): Promise<boolean> {
  return (await stage.answer(record)).target.includes(`.${region}.`);
}
