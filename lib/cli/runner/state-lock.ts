import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { ContinuityError } from '../../words/errors';
import { mayLive } from './alive';
import type { Outcome } from './child';
import type { ApplyContext } from './context';
import { refuseFailure } from './failure';
import type { LeftOver } from './left-over';
import type { Terraform } from './terraform';

/** Who holds the state, as Terraform's error tells it. */
export interface StateLock {
  readonly id: string;
  readonly who: string;
  readonly operation: string;
  readonly created: string;
}

/** Reads the lock out of Terraform's error, or undefined where the error is another one. */
export function readLock(said: string): StateLock | undefined {
  if (!/Error acquiring the state lock/i.test(said)) return undefined;
  const field = (name: string): string => new RegExp(`^[\\s│|]*${name}:\\s*(.+?)\\s*$`, 'm').exec(said)?.[1] ?? '';
  return { id: field('ID'), who: field('Who'), operation: field('Operation'), created: field('Created') };
}

/** Seconds after its start by which a call of Terraform has taken its lock. */
const TO_LOCK = 60;

/**
 * Whether this lock was left by a Terraform of ours that died: one that the journal shows begun on this machine and not ended, whose
 * process is dead, and which took a lock at the time that this one bears. Of anything else nobody knows that it is dead.
 */
export function isOurDeadLock(lock: StateLock, { unfinished }: Pick<LeftOver, 'unfinished'>): boolean {
  const created = Date.parse(`${lock.created.slice(0, 19).replace(' ', 'T')}Z`);
  if (!lock.who.endsWith(`@${hostname()}`)) return false;
  return unfinished.some(({ at, host, process }) => {
    const after = (created - Date.parse(at)) / 1000;
    return host === hostname() && after >= -2 && after <= TO_LOCK && process !== undefined && !mayLive(process);
  });
}

/** Plans; where the state is locked by an apply of ours that died, breaks that lock and plans again. */
export async function planThroughLock(terraform: Terraform, file: string, context: ApplyContext, isFirst = true): Promise<Outcome> {
  const first = await terraform.plan(file);
  const lock = first.code === 0 || first.code === 2 ? undefined : readLock(first.said);
  if (!lock) return first;
  // One that was released while Terraform looked who holds it has no id.
  if (lock.id === '' && isFirst) {
    await sleep(1000);
    return planThroughLock(terraform, file, context, false);
  }
  await refuseForeignLock(lock, context);
  context.progress.say(`releasing the lock ${lock.id} (${lock.who}, ${lock.created})`);
  context.journal.write({
    is: 'note',
    action: context.action.id,
    text: `lock ${lock.id} of ${lock.who}, ${lock.operation}, ${lock.created}: released`,
  });
  refuseFailure('terraform force-unlock', await terraform.forceUnlock(lock.id), context.io.interrupt);
  return terraform.plan(file);
}

async function refuseForeignLock(lock: StateLock, { io, options, left, action, stack, progress, journal }: ApplyContext): Promise<void> {
  const label = `${lock.who || 'unknown'}, ${lock.operation || 'unknown'}, since ${lock.created || 'unknown'}`;
  if (lock.id !== '' && isOurDeadLock(lock, left)) return;
  if (lock.id !== '' && options.resume && options.yes) return;
  if (lock.id !== '' && io.terminal && !options.yes) {
    progress.pause();
    const dead = await io.confirm(`The state of ${stack.id} is locked by ${label}. Are you sure that this process is dead?`);
    journal.write({
      is: 'note',
      action: action.id,
      text: `lock ${lock.id}: ${options.by} answered that its holder is ${dead ? 'dead' : 'alive'}`,
    });
    if (dead) return;
  }
  throw new ContinuityError({
    id: 'DR-RUN-03',
    what: `The state of ${stack.id} is locked, and not by an apply of ours that died`,
    value: `lock ${lock.id || 'without an id'}: ${label}`,
    allowed: 'an unlocked state: a lock is never taken from a process that may be alive',
    fix: 'wait for that process; where you know that it is dead, run again with --resume --yes, or on a terminal and answer',
  });
}
