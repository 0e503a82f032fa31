import { MORE } from '../../lib/words/doctor';

/** A question about room, as the manifest has it: for so many more. */
export const forMore = (run: readonly string[], more: number): string[] => run.map((word) => (word === MORE ? String(more) : word));
