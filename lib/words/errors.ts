/** What an error tells the reader: the fault, the value that caused it, what is allowed and the change that fixes it. */
export interface ContinuityErrorProps {
  /** What is wrong, in one sentence without a full stop. */
  readonly what: string;
  /** The value that was given. @default - not shown */
  readonly value?: unknown;
  /** The values that are allowed: a list or a phrase. @default - not shown */
  readonly allowed?: string | readonly string[];
  /** The cheapest change that fixes it. @default - not shown */
  readonly fix?: string;
  /** The stable id of the rule that refuses, such as `DR-GEO-01`. @default - none */
  readonly id?: string;
}

/**
 * A refusal by this library, with its reason and its fix. It prints as that text, once: its stack is its message, and its parts are not
 * enumerable, since whoever reads it has to mend their own declaration, and not this library.
 */
export class ContinuityError extends Error {
  /** The stable id of the rule that refuses, where there is one. */
  declare public readonly id: string | undefined;
  /** The parts of the message, of the first fault. */
  declare public readonly details: ContinuityErrorProps;

  public constructor(
    details: ContinuityErrorProps,
    /** More faults that were found with it. */
    more: readonly ContinuityErrorProps[] = [],
  ) {
    // No stack is shown, so that none is made: that takes ten times as long as all the rest.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super([details, ...more].map(message).join('\n'));
    Error.stackTraceLimit = stackTraceLimit;
    const parts = { name: 'ContinuityError', id: details.id, details, stack: this.message };
    for (const [key, value] of Object.entries(parts)) Object.defineProperty(this, key, { value, writable: true, configurable: true });
  }
}

/** Throws one error of all faults, where there are any. */
export function refuseAll(faults: readonly ContinuityErrorProps[]): void {
  const [first, ...more] = faults;
  if (first) throw new ContinuityError(first, more);
}

function message({ what, value, allowed, fix, id }: ContinuityErrorProps): string {
  const got = value === undefined ? '' : ` (got: ${show(value)})`;
  const lines = [`${id === undefined ? '' : `${id}: `}${what}${got}.`];
  if (allowed !== undefined) lines.push(`Allowed: ${sentence(typeof allowed === 'string' ? allowed : allowed.join(', '))}`);
  if (fix !== undefined) lines.push(`Fix: ${sentence(fix)}`);
  return lines.join('\n');
}

/** The longest value that is shown whole. */
const LONGEST = 400;

/** A value as a person reads it, whatever it is: on one line, and not for pages. */
export function show(value: unknown): string {
  if (typeof value === 'string') return cut(/^\s*$|[\p{Cc}\u2028\u2029]/u.test(value) ? JSON.stringify(value) : value);
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  return cut(showObject(value));
}

function showObject(value: object): string {
  const name = (Object.getPrototypeOf(value) as { constructor?: { name?: string } } | null)?.constructor?.name ?? '';
  if (!['', 'Object', 'Array'].includes(name)) {
    const { node } = value as { node?: { id?: unknown } };
    const one = withArticle(name);
    if (typeof node?.id === 'string') return `${one} '${node.id}'`;
    return name in globalThis ? one : `${one}${saidBy(value)}`;
  }
  try {
    return JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? String(one) : one));
  } catch {
    return Array.isArray(value) ? 'a list' : 'an object';
  }
}

/** What a value says of itself, where it does: a length of time, a tier. What the platform brings may say more than is asked: an address its password. */
function saidBy(value: object): string {
  try {
    return Object.hasOwn(Object.getPrototypeOf(value) as object, 'toString') ? `: ${show(String(value))}` : '';
  } catch {
    return '';
  }
}

/** `a Network`, `an ObjectStorage`. */
export const withArticle = (name: string): string => `${/^[AEIOU]/i.test(name) ? 'an' : 'a'} ${name}`;

const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}… (${text.length} characters)` : text);

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
