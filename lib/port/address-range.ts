import type { Flaw, SiteFacts } from './facts';

/** A site whose address range is too narrow: of more than so many bits. `allowed` says what is cut from a range, behind the bounds. */
export const narrowerThan = ({ key, cidr }: SiteFacts, narrowest: number, allowed: string): Flaw[] =>
  Number(cidr.split('/')[1]) <= narrowest ? [] : [{ of: 'cidr', value: `${cidr} at ${key}`, allowed }];
