import { z } from 'zod';

/*
 * The shapes of what is declared. The message of each is what it allows, as the rest of a sentence: `checked.ts` makes the refusal.
 */

/** Whether Terraform decides the value later: what cdktf writes for it until then. Refused by its own rule, `DR-TOKEN-01`. */
export function isDecidedLater(value: unknown): boolean {
  if (typeof value === 'string') return /[$#&]\{TfToken\[/.test(value);
  if (typeof value === 'number') return isMarked(value);
  return Array.isArray(value) && value.some(isDecidedLater);
}

/** A number that stands for one begins with bits of its own: `DOUBLE_TOKEN_MARKER_BITS` of cdktf. */
const isMarked = (value: number): boolean => new DataView(new Float64Array([value]).buffer).getUint16(6, true) === 0xfdff;

/** Whether it is no set of properties: a list, a map, a date. What has properties may be of any class. */
export function isForeign(value: unknown): boolean {
  if (Array.isArray(value)) return true;
  if (typeof value !== 'object' || value === null) return false;
  const above = Object.getPrototypeOf(value) as object | null;
  const isPlain = above === null || Object.getPrototypeOf(above) === null;
  return !isPlain && Object.keys(value).length === 0;
}

/** One line that says something: no control characters. */
const LINE = /^[^\p{Cc}\u2028\u2029]*$/u;
/** Some lines that say something. */
const LINES = /^[^\p{Cc}]*$/u;

/** A word of that shape, on one line, without white space around it. */
export const word = (allowed: string, shape = /^/, max = 255): z.ZodString =>
  z
    .string(allowed)
    .max(max, `${allowed}, at most ${max} characters`)
    .regex(/^\S(.*\S)?$/, allowed)
    .regex(LINE, allowed)
    .regex(shape, allowed);

/** A sentence or more, for people to read. */
export const prose = (allowed: string, max = 10_000): z.ZodString =>
  z
    .string(allowed)
    .max(max, `${allowed}, at most ${max} characters`)
    .regex(/\S/, allowed)
    .refine((text) => LINES.test(text.replace(/[\n\r\t]/g, ' ')), allowed);

/** A number of that size. */
export const between = (allowed: string, least: number, most: number): z.ZodNumber =>
  z.number(allowed).min(least, allowed).max(most, allowed);

/** A whole number of that size. */
export const whole = (allowed: string, least: number, most: number): z.ZodNumber => between(allowed, least, most).int(allowed);

/** Yes or no. */
export const flag = z.boolean('true or false');

/** One of some words. */
export const oneOf = <const W extends readonly [string, ...string[]]>(words: W): z.ZodType => z.enum(words, words.join(', '));

/** Made by a class: a plain object with the same properties, or what another class made, is none. */
export const instance = <T>(type: { readonly prototype: T; readonly name: string }, allowed: string): z.ZodType<T> =>
  z.custom<T>((value) => value instanceof (type as unknown as new () => object), { error: allowed, params: { expected: type.name } });

/** A list, each thing once. `named` says what a thing is told from another one by. */
export function listOf<T>(of: z.ZodType<T>, allowed: string, least = 0, named: (one: T) => unknown = (one) => one): z.ZodType<T[]> {
  return z
    .array(of, allowed)
    .min(least, allowed)
    .superRefine((all, context) => {
      const names = all.map(named);
      names.forEach((name, i) => {
        if (names.indexOf(name) < i) context.addIssue({ code: 'custom', path: [i], message: `${allowed}, each once` });
      });
    });
}

/** A table by keys that nobody knows beforehand. */
export const tableOf = (of: z.ZodType, allowed: string): z.ZodType => z.record(z.string(), of, allowed);

/** A table by site key (`cloud:region`): `keyedBySite` knows it again. */
export const bySite = (of: z.ZodType, what: string): z.ZodType => tableOf(of, `${what} by site key`).meta({ bySite: true });

/** Properties of a schema that are given by site key. */
export function keyedBySite(schema: z.ZodType): string[] {
  if (!(schema instanceof z.ZodObject)) return [];
  const isKeyed = (one: z.ZodType): boolean =>
    (one instanceof z.ZodOptional ? (one.unwrap() as z.ZodType) : one).meta()?.['bySite'] === true;
  return Object.entries(schema.shape as Readonly<Record<string, z.ZodType>>).flatMap(([name, one]) => (isKeyed(one) ? [name] : []));
}

/** A table by some words: not every one has to be in it. */
export const tableBy = <const W extends readonly [string, ...string[]]>(words: W, of: z.ZodType, allowed: string): z.ZodType =>
  z.partialRecord(z.enum(words), of, allowed);

/** What a generated class lets be set, by name and whatever the value: the arguments of a provider. */
export function argumentsOf(type: { readonly prototype: object }, without: readonly string[], allowed: string): z.ZodType {
  const names = Object.entries(Object.getOwnPropertyDescriptors(type.prototype)).flatMap(([name, { set }]) => (set ? [name] : []));
  const known = names.filter((name) => !without.includes(name)).map((name) => [name, z.unknown().optional()] as const);
  const isOne = z.custom((value) => !isForeign(value), { error: allowed, params: { expected: 'object' } });
  return isOne.pipe(z.strictObject(Object.fromEntries(known), allowed));
}
