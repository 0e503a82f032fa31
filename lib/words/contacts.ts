import { z } from 'zod';
import { valueAt } from './checked';
import { ContinuityError } from './errors';

const line = z
  .string()
  .regex(/^\S(?:.*\S)?$/, 'one line of text')
  .max(200, 'at most 200 characters: it stands on one page');

/** Digits as they are dialled, with `+`, spaces, hyphens, dots and brackets: it is read from paper. */
const phone = line.regex(/^\+?[\d(][\d ().-]*\d$/, 'a telephone number, as it is dialled: +33 1 23 45 67 89');

const person = {
  name: line.describe('Who.'),
  phone: phone.describe('As it is dialled: paper has no links.'),
  channel: line.optional().describe('Where else they are reached: a chat, a pager.'),
};

/** Whether it is a name of the IANA time zone database. */
function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
}

const contact = z.strictObject({
  role: line.describe('As sheets name it: continuity manager, change manager, operator, crisis team; or a role of your own.'),
  ...person,
  deputy: z.strictObject(person).optional().describe('Who is called where the first one does not answer.'),
});

/** The JSON Schema's source: who is called, and who answers for a workload. */
export const contactsSchema = z.strictObject({
  people: z
    .array(contact)
    .refine(
      (all) => new Set(all.map(({ role }) => role.toLowerCase())).size === all.length,
      'one line a role; a second person is its deputy',
    )
    .describe('Who is called, by role.'),
  conference: line.optional().describe('Where everybody meets: a link, or a number and its code.'),
  breakGlass: line.optional().describe('Where the emergency credentials are, where nobody can log in as always. Never the credentials.'),
  owner: line.optional().describe('Who owns the workload.'),
  approver: line.optional().describe('Who approved its objectives and its plan.'),
  timeZone: line
    .refine(isTimeZone, 'a name of the IANA time zone database: Europe/Paris')
    .optional()
    .describe('The zone of the wall that the paper hangs on: moments are printed in it, beside UTC.'),
});

type Declared = z.infer<typeof contactsSchema>;

/** Somebody who is called. */
export interface Contact {
  /** As sheets name it: `continuity manager`, `change manager`, `operator`, `crisis team`; or a role of your own. One line a role. */
  readonly role: string;
  /** Who. */
  readonly name: string;
  /** As it is dialled: paper has no links. */
  readonly phone: string;
  /** Where else they are reached: a chat, a pager. @default - nowhere */
  readonly channel?: string;
  /** Who is called where the first one does not answer. @default - nobody */
  readonly deputy?: Omit<Contact, 'role' | 'deputy'>;
}

/** Who is called, and who answers for a workload: printed on the first page of its runbook, and in the dossier. */
export interface Contacts {
  /** Who is called, by role. */
  readonly people: readonly Contact[];
  /** Where everybody meets: a link, or a number and its code. @default - a blank on paper */
  readonly conference?: string;
  /** Where the emergency credentials are, where nobody can log in as always; never the credentials. @default - a blank on paper */
  readonly breakGlass?: string;
  /** Who owns the workload. @default - not declared, which the dossier says */
  readonly owner?: string;
  /** Who approved its objectives and its plan. @default - not declared, which the dossier says */
  readonly approver?: string;
  /** The time zone of those who read the paper, for instance `Europe/Paris`. @default - moments are printed in UTC alone */
  readonly timeZone?: string;
}

/** What was declared, checked. Throws `DR-CONTACT-01` where paper could not be followed: no number, two lines of one role, a word that nobody reads. */
export function contactsOf(workload: string, declared: unknown): Declared | undefined {
  if (declared === undefined) return undefined;
  const parsed = contactsSchema.safeParse(declared);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path.map(String) ?? [];
  throw new ContinuityError({
    id: 'DR-CONTACT-01',
    what: `The contacts of ${workload} cannot be printed: ${path.join('.') || 'contacts'}`,
    value: valueAt(declared, path) ?? 'nothing',
    allowed: issue?.code === 'unrecognized_keys' ? `no ${issue.keys.join(', ')}` : (issue?.message ?? 'contacts'),
    fix: "contacts: { people: [{ role: 'continuity manager', name: '…', phone: '+…' }] }",
  });
}
