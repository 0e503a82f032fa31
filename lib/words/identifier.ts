import type { ContinuityErrorProps } from './errors';
import { isDecidedLater, word } from './shapes';

/** What an id may be: it begins names of services, and addresses in Terraform, which begin with a letter. */
const SHAPE = /^[A-Za-z](?:[-_]?[A-Za-z0-9])*$/;
const ALLOWED = 'a letter first, then letters and digits, with single hyphens or underscores between them';

/** Longest id. Names of services are shorter, and have a rule of their own (`DR-NAME-01`). */
const LONGEST = 128;

/** The schema of an id. */
export const identifier = word(ALLOWED, SHAPE, LONGEST);

/** What is wrong with an id. */
export function idFaults(id: unknown, subject: string, rule: string): ContinuityErrorProps[] {
  if (isDecidedLater(id) || identifier.safeParse(id).success) return [];
  const what = typeof id === 'string' && id !== '' ? `The id of ${subject} cannot stand in names` : `${subject} has no id, as a text`;
  const near = typeof id === 'string' ? likeIt(id) : '';
  const fix = near === '' ? 'an id of its own' : `'${near}'`;
  return [{ id: rule, what, value: id === undefined ? 'nothing' : id, allowed: `${ALLOWED}, at most ${LONGEST} characters`, fix }];
}

/** The id that is most like it: without accents, and with hyphens for what cannot stand in names. */
export function likeIt(id: string): string {
  return id
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^[^A-Za-z]+|-+$/g, '')
    .slice(0, LONGEST);
}
