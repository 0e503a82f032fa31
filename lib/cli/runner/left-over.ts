import type { Past, Unfinished } from './history';

/** What runs that did not end well left of a stack, whatever they were run for. */
export interface LeftOver {
  /** Whether one of them went as far as `terraform apply`. */
  readonly applied: boolean;
  /** Calls of Terraform that did not end well, or whose end no journal shows. */
  readonly unfinished: readonly Unfinished[];
}

/** What is left of a stack: all that was begun since it was last applied whole. */
export function leftOverOf(pasts: readonly Past[], stack: string): LeftOver {
  const own = pasts.filter((past) => past.stack === stack);
  const since = own
    .flatMap(({ result, ended, part }) => (result === 'ok' && ended !== undefined && !part ? [ended] : []))
    .reduce((a, b) => (a > b ? a : b), '');
  const open = own.filter(({ result, began }) => result !== 'ok' && began > since);
  return { applied: open.some(({ applied }) => applied), unfinished: open.flatMap(({ unfinished }) => unfinished) };
}
