import { z } from 'zod';
import { refuseAll, withArticle, type ContinuityErrorProps } from './errors';
import { didYouMean } from './nearest';
import { isDecidedLater, isForeign } from './shapes';

/*
 * What an architect declares is checked where it is declared, by a schema that stands beside it: the message of a schema is what is
 * allowed, and this file makes refusals of its issues.
 */

/** A schema for each property: one that is missing does not compile. */
export type Shape<P> = { readonly [K in keyof Required<P>]: z.ZodType };

/** How something is declared. */
export interface Declared {
  /** What it takes. */
  readonly schema: z.ZodType;
  /** A value of each property that is right, as code. */
  readonly fixes: Readonly<Record<string, string>>;
  /** Properties that are given or left out: one that is given as undefined is a name that does not exist. */
  readonly named?: readonly string[];
}

/** Properties of that shape and no others, with a right value of each, as code. */
export const declared = <P>(
  shape: Shape<P>,
  fixes: Readonly<Record<keyof Required<P>, string>>,
  named: readonly (keyof P & string)[] = [],
): Declared => ({ schema: z.strictObject(shape as Readonly<Record<string, z.ZodType>>), fixes, named });

/** Whose declaration it is, and which rule refuses. */
export interface Subject {
  /** As the beginning of a sentence: `ObjectStorage 'Invoices'`. */
  readonly subject: string;
  /** The rule. */
  readonly id: string;
  /** Rules of single properties. @default the rule above */
  readonly ids?: Readonly<Record<string, string>>;
}

/** Throws one error of all that is wrong with a declaration. */
export function check(value: unknown, how: Declared, whose: Subject): void {
  refuseAll(faultsIn(value, how, whose));
}

/** All that is wrong with a declaration, one fault a place. What Terraform decides later is refused by its own rule (`DR-TOKEN-01`). */
export function faultsIn(value: unknown, { schema, fixes, named = [] }: Declared, whose: Subject): ContinuityErrorProps[] {
  if (isForeign(value)) return [faultOf({ path: [], code: 'invalid_type', expected: 'object' }, value, schema, fixes, whose)];
  const nameless = named.filter((key) => isGivenAsNothing(value, key)).map((key) => namelessFault(key, fixes, whose));
  const { error } = schema.safeParse(value);
  // What a class makes is never decided by Terraform.
  const isLater = ({ code, path, params }: Issue): boolean =>
    code !== 'unrecognized_keys' && params?.expected === undefined && isDecidedLater(valueAt(value, path));
  const issues = (error?.issues ?? []).flatMap((issue) => singly(issue as Issue)).filter((one) => !isLater(one));
  const places = new Map(issues.map((issue) => [pathText(issue.path), issue] as const).reverse());
  return [...nameless, ...[...places.values()].reverse().map((issue) => faultOf(issue, value, schema, fixes, whose))];
}

type Path = readonly PropertyKey[];

interface Issue {
  readonly path: Path;
  readonly code: string;
  readonly message?: string;
  readonly expected?: string;
  readonly keys?: readonly string[];
  readonly values?: readonly unknown[];
  readonly params?: { readonly expected?: string; readonly what?: string; readonly fix?: string };
}

/** An issue of several unknown keys is one of each. */
const singly = (issue: Issue): Issue[] =>
  issue.code === 'unrecognized_keys' ? (issue.keys ?? []).map((key) => ({ ...issue, path: [...issue.path, key] })) : [issue];

const isGivenAsNothing = (value: unknown, key: string): boolean =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key) && (value as Record<string, unknown>)[key] === undefined;

const namelessFault = (key: string, fixes: Declared['fixes'], { subject, id, ids = {} }: Subject): ContinuityErrorProps => ({
  id: ids[key] ?? id,
  what: `${subject} is given a ${key} that is undefined: a name that does not exist`,
  value: 'undefined',
  fix: `${key}: ${fixes[key]}, or leave ${key} out`,
});

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  function: 'a function',
};

function faultOf(
  issue: Issue,
  whole: unknown,
  schema: z.ZodType,
  fixes: Declared['fixes'],
  { subject, id, ids = {} }: Subject,
): ContinuityErrorProps {
  const { path, code, params = {} } = issue;
  const [first] = path;
  const value = valueAt(whole, path);
  const fault = { id: ids[String(first)] ?? id, value: value === undefined ? 'nothing' : value };
  if (code === 'unrecognized_keys') return { ...fault, ...unknownKey(path, schema, subject) };
  const example =
    first === undefined ? Object.entries(fixes).map(([key, code]) => `${key}: ${code}`) : [`${String(first)}: ${fixes[String(first)]}`];
  const words = (issue.values ?? []).filter((one) => typeof one === 'string');
  const otherwise = example.join(', ');
  const fix = params.fix ?? (typeof value === 'string' ? didYouMean(value, words, otherwise) : otherwise);
  return { ...fault, what: params.what ?? whatOf(issue, value, subject), allowed: allowedOf(issue), fix };
}

function whatOf({ path, code, expected, params = {} }: Issue, value: unknown, subject: string): string {
  const name = path.length === 0 ? 'properties' : pathText(path);
  if (value === undefined || value === '') return `${subject} has no ${name}`;
  const kind = params.expected ?? (code === 'invalid_type' ? expected : undefined);
  return kind === undefined
    ? `${subject} cannot take ${path.length === 0 ? 'these' : 'this value of'} ${name}`
    : `${subject} has no ${name}, as ${KINDS[kind] ?? withArticle(kind)}`;
}

/** The message of a schema is what it allows; where it has none of its own, its kind is said. */
function allowedOf({ message, expected = '', path }: Issue): string {
  if (path.length === 0) return 'an object with its properties';
  return message === undefined || message.startsWith('Invalid ') || message.startsWith('Too ')
    ? (KINDS[expected] ?? 'another value')
    : message;
}

function unknownKey(path: Path, schema: z.ZodType, subject: string): Pick<ContinuityErrorProps, 'what' | 'allowed' | 'fix'> {
  const known = keysAt(schema, path.slice(0, -1));
  const key = String(path.at(-1));
  return {
    what: `${subject} takes no ${pathText(path)}`,
    allowed: known.join(', '),
    fix: didYouMean(key, known, `leave ${key} out`),
  };
}

/** The keys that an object of the schema may have, at a place inside of it. */
function keysAt(schema: z.ZodType, path: Path): string[] {
  if (schema instanceof z.ZodOptional) return keysAt(schema.unwrap() as z.ZodType, path);
  if (schema instanceof z.ZodPipe) return keysAt(schema.out as z.ZodType, path);
  const [key, ...rest] = path;
  if (schema instanceof z.ZodObject) {
    const shape = schema.shape as Readonly<Record<string, z.ZodType>>;
    return key === undefined ? Object.keys(shape) : keysAt(shape[String(key)] as z.ZodType, rest);
  }
  if (schema instanceof z.ZodArray) return keysAt(schema.element as z.ZodType, rest);
  if (!(schema instanceof z.ZodRecord)) return [];
  return key === undefined ? (schema.keyType as z.ZodEnum).options.map(String) : keysAt(schema.valueType as z.ZodType, rest);
}

/** What stands at a place of a value; undefined where there is no such place. */
export function valueAt(whole: unknown, path: Path): unknown {
  return path.reduce(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined),
    whole,
  );
}

/** `acknowledge[0].reason`, `certificates['…']`. */
function pathText(path: Path): string {
  return path.map((key, i) => (typeof key === 'number' ? `[${key}]` : stepText(String(key), i === 0))).join('');
}

const stepText = (key: string, isFirst: boolean): string => {
  if (!/^[\w-]+$/.test(key)) return isFirst ? `'${key}'` : `['${key}']`;
  return isFirst ? key : `.${key}`;
};
