import { InvalidArgumentError } from 'commander';

/** A whole number of an option. */
export function whole(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('a whole number, for instance 7');
  return Number(text);
}

/** Every value of an option that is given more than once. */
export const collect = (value: string, all: string[] = []): string[] => [...all, value];
