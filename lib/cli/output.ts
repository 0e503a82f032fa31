import type { ContinuityError } from '../words/errors';
import type { Io } from './io';

/** Data on standard output, for a program. */
export function outJson(io: Pick<Io, 'out'>, data: unknown): void {
  io.out(`${JSON.stringify(data, null, 2)}\n`);
}

/** A refusal as data. */
export function refusalData({ id, details }: ContinuityError, exitCode: number): unknown {
  const { what, value, allowed, fix = '' } = details;
  const text = (one: unknown): string => (one === undefined ? '' : typeof one === 'string' ? one : (JSON.stringify(one) ?? ''));
  const list = Array.isArray(allowed) ? allowed.join(', ') : ((allowed as string | undefined) ?? '');
  return { error: { ...(id ? { id } : {}), what, value: text(value), allowed: list, fix }, exitCode };
}
