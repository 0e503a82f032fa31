import { linesOf, runOf, secretsOf, type Call } from '../../words/actions';
import type { Secret } from '../../words/credentials';
import { filled, findsIn } from '../../words/found';
import type { Asking } from './context';
import { Failure } from './failure';

/** One turn of a step: its command lines with found values in their places. */
export interface Turn {
  readonly run: readonly string[];
  readonly secrets: readonly Secret[];
}

/** A step in its turns: one for each line of what it takes, or one where it takes nothing. Throws where something was not found. */
export function turnsOf({ ended }: Asking, call: Call): Turn[] {
  const ids = [...new Set(linesOf(call).flatMap(findsIn))];
  let values: ReadonlyMap<string, string>[] = [new Map()];
  for (const id of ids) {
    const lines = ended.get(id)?.found ?? [];
    if (lines.length === 0)
      throw new Failure(`it needs what ${id} finds, and ${id} ${ended.get(id)?.result ?? 'was not asked'}: nothing is known`);
    values = values.flatMap((known) => lines.map((line) => new Map([...known, [id, line]])));
  }
  return values.map((given) => ({
    run: filled(runOf(call), given),
    secrets: secretsOf(call).map((secret) => ({ ...secret, read: filled(secret.read, given) })),
  }));
}
