import { z } from 'zod';
import type { Shape } from '../words/checked';
import { between, flag, word } from '../words/shapes';
import type { Region } from './region';

/** Where production, its recovery, every copy and every state may stand. */
export interface Geography {
  /** A country (ISO 3166-1 alpha-2), or `EU`: every site, copy and state stays in it, successors and the witness included. @default anywhere */
  readonly within?: string;
  /**
   * Kilometres that any two of the sites, the witness and a place of copies are apart, at least: what strikes one spares the others. Between
   * cities, not data centres: keep a margin. @default what the tier asks of the sites, and of a place of copies
   */
  readonly apartKm?: number;
  /** Recovery stands with another provider than production. @default false */
  readonly anotherProvider?: boolean;
}

const SHAPE: Shape<Geography> = {
  within: word("a country by its two letters (ISO 3166-1), or 'EU'", /^[A-Z]{2}$/).optional(),
  apartKm: between('kilometres, 1 to 20000', 1, 20_000).optional(),
  anotherProvider: flag.optional(),
};

const ALLOWED = "where things may stand: { within: 'EU', apartKm: 100 }";

/** What it takes: one of them at least, since none says nothing. */
export const GEOGRAPHY = z.strictObject(SHAPE, ALLOWED).refine((asked) => Object.keys(asked).length > 0, ALLOWED);

/** A right value of each, as code. */
export const GEOGRAPHY_FIX = "{ within: 'EU', apartKm: 100 }";

/** Whether a region stands in that country, or in the union. */
export const isWithin = ({ country, eu }: Pick<Region, 'country' | 'eu'>, within: string): boolean =>
  within === 'EU' ? eu : country === within;
