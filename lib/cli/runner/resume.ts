import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { mayLive } from './alive';
import { judgePlan } from './judged';
import type { Outcome } from './child';
import type { ApplyContext } from './context';
import { Failure, Interrupted, refuseFailure } from './failure';
import { planThroughLock } from './state-lock';
import type { Terraform } from './terraform';

const NOT_THERE =
  /Cannot import non-existent remote object|does not exist|could ?n[o']t find resource|couldn't find resource|not ?found|no such/i;
const ALREADY_KNOWN = /Resource already managed by Terraform/i;

/**
 * Puts in order what an apply that died has left (docs/design.md, "Procedures"), and gives the plan to judge: the lock is released;
 * what an interrupted create or restore tainted is untainted, or the plan would replace it; what exists but is in no state, because Terraform died before
 * it saved it, is imported.
 */
export async function mendState(terraform: Terraform, file: string, context: ApplyContext): Promise<Outcome> {
  await waitForOrphan(context);
  let planned = await planThroughLock(terraform, file, context);
  if (!context.left.applied) return planned;
  const untainted = await untaintData(terraform, context);
  if (untainted > 0) planned = await terraform.plan(file);
  if (planned.code !== 2) return planned;
  const imported = await importUnrecorded(terraform, file, context);
  return imported > 0 ? terraform.plan(file) : planned;
}

/** A Terraform that outlived the runner saves its state by itself: it is given the time. */
async function waitForOrphan({ left, action, progress, io }: ApplyContext): Promise<void> {
  const alive = (): number | undefined =>
    left.unfinished.find(({ process }) => process?.host === hostname() && mayLive(process))?.process?.pid;
  const until = Date.now() + action.timeout * 1000;
  const first = alive();
  if (first !== undefined) progress.say(`the Terraform of the earlier run (process ${first}) is still at work: waiting for it`);
  for (let pid = first; pid !== undefined; pid = alive()) {
    if (io.interrupt.aborted) throw new Interrupted('interrupted while waiting for Terraform');
    if (Date.now() > until)
      throw new Failure(`the Terraform of the earlier run (process ${pid}) is still at work; look at it before you do anything else`);
    await sleep(200);
  }
}

const stateSchema = z.looseObject({
  resources: z
    .array(
      z.looseObject({
        module: z.string().optional(),
        mode: z.string(),
        type: z.string(),
        name: z.string(),
        instances: z.array(
          z.looseObject({
            status: z.string().optional(),
            index_key: z.union([z.string(), z.number()]).optional(),
            deposed: z.string().optional(),
          }),
        ),
      }),
    )
    .default([]),
});

/** Addresses that hold data and are tainted, in a state as `terraform state pull` gives it. */
export function taintedData(state: string, statefulTypes: readonly string[], addresses: readonly string[]): string[] {
  if (state.trim() === '') return [];
  const out: string[] = [];
  for (const { module, mode, type, name, instances } of stateSchema.parse(JSON.parse(state)).resources) {
    const base = `${module === undefined ? '' : `${module}.`}${type}.${name}`;
    if (mode !== 'managed' || !(statefulTypes.includes(type) || addresses.some((a) => a === base || a.startsWith(`${base}[`)))) continue;
    for (const { status, index_key: key, deposed } of instances) {
      if (status === 'tainted' && deposed === undefined) out.push(key === undefined ? base : `${base}[${JSON.stringify(key)}]`);
    }
  }
  return out;
}

async function untaintData(terraform: Terraform, { io, project, stack, progress }: ApplyContext): Promise<number> {
  const pulled = await terraform.statePull();
  refuseFailure('terraform state pull', { ...pulled, said: pulled.code === 0 ? '' : pulled.said }, io.interrupt);
  const tainted = taintedData(pulled.stdout, project.manifest.judge.statefulTypes, stack.stateful);
  for (const address of tainted) {
    progress.say(`untainting ${address}: it was interrupted, and would be replaced`);
    refuseFailure(`terraform untaint ${address}`, await terraform.untaint(address), io.interrupt);
  }
  return tainted.length;
}

async function importUnrecorded(terraform: Terraform, file: string, context: ApplyContext): Promise<number> {
  const { creates } = await judgePlan(terraform, file, context);
  const { io, stack, progress, journal, action } = context;
  let imported = 0;
  for (const address of creates) {
    const id = stack.importIds[address];
    if (id === undefined) continue;
    const outcome = await terraform.import(address, id);
    if (outcome.code === 0 || ALREADY_KNOWN.test(outcome.said)) {
      progress.say(`imported ${address}: it existed, and was in no state`);
      imported += 1;
    } else if (!io.interrupt.aborted && NOT_THERE.test(outcome.said)) {
      journal.write({ is: 'note', action: action.id, text: `${address} (${id}) does not exist yet: it will be created` });
    } else refuseFailure(`terraform import ${address}`, outcome, io.interrupt);
  }
  return imported;
}
