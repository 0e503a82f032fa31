import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { StackManifest } from '../../lib/reports/manifest';
import { inTurn } from './in-turn';
import { oncePerformed } from './kill';
import { NOT_NEEDED } from './permissions';
import type { Report } from './report';
import type { Ended, Stage } from './stage';
import { refusedBy, runnerPolicies } from '../permissions/aws-policy';

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

/** The bucket of a component at a site, of the generation that counts. */
export const bucketAt = (stage: Stage, workload: string, site: string): string =>
  stage.manifest.workloads.find(({ id }) => id === workload)?.placements.find((p) => p.site === site && p.current && p.names['bucket'])
    ?.names['bucket'] as string;

/** Puts an object, as an application would. */
export function writes(stage: Stage, bucket: string, site: string, key: string): void {
  stage.aws('s3api', 'put-object', '--region', site.split(':')[1] as string, '--bucket', bucket, '--key', key);
}

/** Whether a bucket has an object. */
export function holds(stage: Stage, bucket: string, site: string, key: string): boolean {
  const query = ['--query', 'Contents[].Key', '--output', 'json'];
  const keys = stage.aws('s3api', 'list-objects-v2', '--region', site.split(':')[1] as string, '--bucket', bucket, ...query);
  return ((JSON.parse(keys) as string[] | null) ?? []).includes(key);
}

/** Whether the policy of a bucket denies writes. */
export function isFenced(stage: Stage, bucket: string, site: string): boolean {
  const at = ['--region', site.split(':')[1] as string, '--bucket', bucket, '--query', 'Policy', '--output', 'text'];
  return stage.aws('s3api', 'get-bucket-policy', ...at).includes('ContinuityFence');
}

/** Runs the due procedure, and checks that it ended well and that every plan was judged. */
export async function runs(stage: Stage, report: Report, workload: string, what: string, ...more: string[]): Promise<Ended> {
  const ended = await stage.run(workload, ...more);
  report.check(`${what}: continuity run ends well`, ended.code === 0, ended.output);
  return ended;
}

/** The first establish where a secret is made: it waits for a value, which a person gives, and is run again. */
export async function establishes(stage: Stage, report: Report, workload: string, secret: { region: string; name: string }): Promise<void> {
  const { region, name } = secret;
  const { code, output } = await stage.run(workload);
  const asks = output.includes(`aws secretsmanager put-secret-value --region ${region} --secret-id ${name}`);
  report.check('establish stops before a secret that has no value, and says how it is given one', code === 1 && asks, output);
  stage.aws('secretsmanager', 'put-secret-value', '--region', region, '--secret-id', name, '--secret-string', 'made up');
  await runs(stage, report, workload, 'establish');
}

/**
 * The first deployment, as a pipeline does it in peace: every stack in the order of kinds, the site that serves first. What stands then
 * is written down: before that nothing says that a failover could rest on it.
 */
export async function deploys(stage: Stage, report: Report): Promise<void> {
  const active = stage.manifest.workloads.map((workload) => workload.situation.active);
  const all = (some: readonly StackManifest[]): Promise<unknown> =>
    inTurn(some, BESIDE, ({ id }) => pipeline(stage, report, `a pipeline deploys ${id}`, id, 'apply'));
  await all(ofKind(stage, 'base'));
  const sites = ofKind(stage, 'site');
  const made = oncePerformed(stage, { service: 'rds', action: 'CreateDBInstance' }, () => undefined);
  const isActive = ({ site }: StackManifest): boolean => site !== undefined && active.includes(site);
  const first = all(sites.filter(isActive));
  // A replica needs its source, and not the minute for which the provider looks at it.
  await Promise.race([first, made]);
  await Promise.all([first, all(sites.filter((site) => !isActive(site)))]);
  await all(ofKind(stage, 'links', 'traffic'));
  for (const { id } of stage.manifest.workloads) await stage.record('standing', id);
}

/** The end of an environment, as a pipeline does it: every stack, in the order in which none needs another one any more. */
export async function destroys(stage: Stage, report: Report): Promise<void> {
  for (const kinds of [['traffic', 'links'], ['site'], ['base']] as const)
    await inTurn(ofKind(stage, ...kinds), BESIDE, ({ id }) => pipeline(stage, report, `a pipeline destroys ${id}`, id, 'destroy'));
}

/** Pipelines at once: each holds gigabytes. */
const BESIDE = 2;

const ofKind = (stage: Stage, ...kinds: string[]): StackManifest[] =>
  stage.manifest.stacks.filter(({ kind, directory }) => directory && kinds.includes(kind));

async function pipeline(stage: Stage, report: Report, what: string, stack: string, word: 'apply' | 'destroy'): Promise<void> {
  await init(stage, stack);
  const ended = await stage.terraform(stack, [word, '-auto-approve', '-input=false', '-no-color']);
  report.check(what, ended.code === 0, ended.output);
}

/** A part of a scenario. */
export type Part = (stage: Stage, report: Report) => Promise<void>;

/** Several stories that begin where the stage stands: each in a world of its own, so many at once. */
export async function playsBeside(stage: Stage, report: Report, parts: Readonly<Record<string, Part>>, atOnce: number): Promise<void> {
  let copied: Promise<unknown> = Promise.resolve();
  await inTurn(Object.entries(parts), atOnce, async ([name, part]) => {
    // One after the other: nothing else may happen while a world is copied.
    const copying = copied.then(() => stage.copy(name));
    copied = copying;
    const [copy, told] = [await copying, report.part(name)];
    await part(copy, told)
      .catch((error: unknown) => {
        told.crash(error);
      })
      .finally(() => copy.close());
  });
}

/** Whether the published policies of the runner allow every call that was made, of the regions that were dead too. */
export function permitted(stage: Stage, report: Report): void {
  const needed = [...stage.actions].filter((action) => !NOT_NEEDED.includes(action));
  const refused = refusedBy(runnerPolicies(), needed);
  report.check(
    `docs/permissions allows the ${stage.actions.size} actions that were used`,
    stage.actions.size > 50 && refused.length === 0,
    refused,
  );
}

/** `terraform init`, once for a stack. */
export async function init(stage: Stage, stack: string, out = stage.out): Promise<void> {
  if (!existsSync(join(out, 'stacks', stack, '.terraform'))) await stage.terraform(stack, ['init', '-input=false', '-no-color'], out);
}

/** Plans a stack as it is: a number of changes that are not no-ops, by address, but for the gaps of the emulator named here. */
export async function plan(stage: Stage, stack: string, out = stage.out): Promise<{ refused?: string; changes: string[] }> {
  await init(stage, stack, out);
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

/** Plans every stack that is synthesized, `but` those of some kinds, two at once (each holds gigabytes): nothing is left to do. */
export async function plansAreEmpty(stage: Stage, report: Report, ...but: readonly string[]): Promise<void> {
  const stacks = stage.manifest.stacks.filter((stack) => stack.directory && !but.includes(stack.kind));
  const plans = await inTurn(stacks, 2, async ({ id }) => ({ id, left: await plan(stage, id) }));
  for (const { id, left } of plans)
    report.check(`the plan of ${id} is empty`, !left.refused && left.changes.length === 0, left.refused ?? left.changes);
}

/** The regions that answered since the last reset, and how often a dead one was asked. */
export function deadRequests(stage: Stage, ...regions: string[]): number {
  return regions.reduce((sum, region) => sum + stage.lab.gate.count(region), 0);
}

/** Whether DNS answers with the entrance of that region. */
export async function answersFrom(stage: Stage, record: string, region: string): Promise<boolean> {
  return (await stage.answer(record)).target.includes(`.${region}.`);
}
