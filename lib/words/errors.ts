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

/** A refusal by this library, with its reason and its fix. */
export class ContinuityError extends Error {
  /** The stable id of the rule that refuses, where there is one. */
  public readonly id: string | undefined;
  /** The parts of the message. */
  public readonly details: ContinuityErrorProps;

  public constructor(details: ContinuityErrorProps) {
    super(message(details));
    this.name = 'ContinuityError';
    this.id = details.id;
    this.details = details;
  }
}

function message({ what, value, allowed, fix, id }: ContinuityErrorProps): string {
  const got = value === undefined ? '' : ` (got: ${show(value)})`;
  const lines = [`${id === undefined ? '' : `${id}: `}${what}${got}.`];
  if (allowed !== undefined) lines.push(`Allowed: ${sentence(typeof allowed === 'string' ? allowed : allowed.join(', '))}`);
  if (fix !== undefined) lines.push(`Fix: ${sentence(fix)}`);
  return lines.join('\n');
}

function show(value: unknown): string {
  if (typeof value === 'string') return value;
  return JSON.stringify(value) ?? String(value);
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
