import type { Situation } from './schema';

/**
 * A situation that may be changed without a change of the one that it is copied from. What is in force is copied whole; of the log only
 * the list is, since what was said never changes: whoever writes adds a line.
 */
export function copyOf(situation: Situation): Situation {
  const { status, workloads, log } = situation;
  return { ...situation, status: plain(status), workloads: plain(workloads), log: [...log] };
}

/** Text, numbers, lists and records: all that a situation is made of. `structuredClone` takes ten times as long. */
function plain<T>(value: T): T {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(plain) as T;
  const copy = { ...value };
  for (const key in copy) if (typeof copy[key] === 'object') copy[key] = plain(copy[key]);
  return copy;
}
