import type { Action } from './actions';
import { applyOf, arrive, claim, closing, movedIn, numberOf, sidesOf, silent, stepsAt, wave, type ProcedureInput } from './draft';
import { record } from './steps';

type Wave = ReturnType<typeof wave>;

/** The standby can take over: nothing is changed. */
export const looked = (input: ProcedureInput): Wave =>
  wave('pre-checks', 'The standby can take over', stepsAt(input, sidesOf(input).taker, 'before'));

/** Across the line: nobody else serves, it is written down here and at the taker, and then one apply, in one region. */
export function crossing(input: ProcedureInput, more: Parameters<typeof applyOf>[3] = {}): Wave {
  const { taker, giver } = sidesOf(input);
  const opening = { opens: numberOf(input), pointOfNoReturn: true, undo: undefined, ...more };
  return wave('promote', 'Data first, then the entrance: one apply, in one region', [
    ...silent(input, giver),
    record('started', 'Write down that the promotion begins', { components: movedIn(input) }),
    ...claim(input, taker),
    ...stepsAt(input, taker, 'promote'),
    applyOf(input, taker, `Promote and open ${taker}`, opening),
  ]);
}

/** Data is writable, users arrive, and that is written down. */
export function arrived(input: ProcedureInput, told: readonly Action[] = []): Wave[] {
  return [
    wave('verify', 'Data is writable, users arrive', [...stepsAt(input, sidesOf(input).taker, 'verify'), ...arrive(input)]),
    wave('evidence', 'Write down that it is done', [
      ...told,
      record('completed', 'Write down that the promotion is verified', { components: movedIn(input) }),
    ]),
  ];
}

/** No write any more. */
export const closed = (input: ProcedureInput, site: string): Wave => wave('fence', 'No write any more', closing(input, site));
