import type { Flaw } from './facts';

/** A flaw, unless what was given fits. */
export const unless = (fits: boolean, flaw: Flaw): Flaw[] => (fits ? [] : [flaw]);

/** A number outside of its bounds. `unit`: of the bounds, as a reader says them. */
export const unlessWithin = (
  value: number,
  { least, most }: { readonly least: number; readonly most: number },
  { of, unit }: { readonly of: string; readonly unit: string },
): Flaw[] => unless(value >= least && value <= most, { of, value, allowed: `${least} to ${most} ${unit}` });
