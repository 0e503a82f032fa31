import { closest, distance } from 'fastest-levenshtein';

/** The word that somebody probably meant: near enough to the one that they wrote, whatever its case; undefined where none is. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  if (words.length === 0 || word.length > 100) return undefined;
  const small = new Map([...words].reverse().map((one) => [one.toLowerCase(), one]));
  const found = closest(word.toLowerCase(), [...small.keys()]);
  return distance(word.toLowerCase(), found) <= Math.max(2, Math.floor(found.length / 3)) ? small.get(found) : undefined;
}
