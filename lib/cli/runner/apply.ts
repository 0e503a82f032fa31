import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContinuityError } from '../../words/errors';
import { judgementError, summary } from '../judge';
import { directoryOf } from '../project';
import type { Outcome } from './child';
import type { ActionOf, ApplyContext, Ended, RunContext } from './context';
import { refuseFailure } from './failure';
import { judgePlan } from './judged';
import { leftOverOf } from './left-over';
import { mendState } from './resume';
import { Terraform } from './terraform';

/**
 * Plans a stack to a file, judges the plan, and applies that very file. What an earlier apply of it left, where it did not end well, is
 * put in order first.
 */
export async function applyStack(base: RunContext, action: ActionOf<'apply'>): Promise<Ended> {
  const context = applyContext(base, action);
  const folder = mkdtempSync(join(tmpdir(), 'continuity-'));
  try {
    const terraform = new Terraform(context);
    const file = join(folder, 'plan');
    const planned = await mendState(terraform, file, context);
    return await applyPlan(planned, terraform, file, context);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function applyContext(base: RunContext, action: ActionOf<'apply'>): ApplyContext {
  const stack = base.project.manifest.stacks.find((s) => s.id === action.stack);
  const directory = stack && directoryOf(base.project, stack);
  if (stack && directory && !stack.empty && stack.withheld === undefined) {
    const left = leftOverOf([...base.history.all, ...base.elsewhere], stack.id);
    return { ...base, action, stack, directory, left };
  }
  const value = stack === undefined ? 'not in the manifest' : (stack.withheld ?? 'empty');
  throw new ContinuityError({
    id: 'DR-RUN-05',
    what: `The stack ${action.stack} is not to be applied`,
    value,
    allowed: 'a stack that is synthesized and holds something',
    fix: 'synthesize again; a withheld stack comes back when its region does',
  });
}

async function applyPlan(planned: Outcome, terraform: Terraform, file: string, context: ApplyContext): Promise<Ended> {
  const { io, stack, progress } = context;
  if (planned.code === 0) return { result: 'ok', text: 'no changes' };
  if (planned.code !== 2) refuseFailure('terraform plan', planned, io.interrupt);
  const verdict = await judgePlan(terraform, file, context);
  if (verdict.refused.length > 0) throw judgementError(stack.id, verdict);
  for (const address of verdict.destroys) progress.say(`destroys ${address}, which holds no data`);
  for (const address of verdict.forgets) progress.say(`lets go of ${address}: it stays where it is, and Terraform forgets it`);
  const applied = await terraform.apply(file);
  refuseFailure('terraform apply', applied, io.interrupt);
  return { result: 'ok', text: summary(verdict), said: applied.stdout };
}
