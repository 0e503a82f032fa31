import { distance } from 'fastest-levenshtein';

/** Letters after which nobody wrote a name. */
const LONGEST = 100;

/** The one of these words that was meant, or undefined where none is near: a third of its letters may be wrong, or its beginning missing. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (word.length > LONGEST) return undefined;
  const asked = word.toLowerCase();
  const ranked = known
    .map((one) => ({ one, far: isEndOf(asked, one.toLowerCase()) ? 0 : distance(asked, one.toLowerCase()) }))
    .filter(({ one, far }) => far <= Math.max(2, Math.floor(Math.max(one.length, asked.length) / 3)) && far < one.length)
    .sort((a, b) => a.far - b.far);
  return ranked[0]?.one;
}

/** `eu-west-3` for `aws:eu-west-3`. */
const isEndOf = (asked: string, one: string): boolean => asked !== '' && (one.endsWith(`:${asked}`) || one.endsWith(`-${asked}`));

/** The cheapest fix of a name that nobody knows: the one that was meant, else `otherwise`. */
export function didYouMean(word: string, known: readonly string[], otherwise = 'correct the name'): string {
  const meant = nearest(word, known);
  return meant === undefined ? otherwise : `did you mean ${meant}?`;
}
