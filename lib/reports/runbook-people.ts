import { blank } from './clock-times';
import type { WorkloadManifest } from './manifest';
import { blocks, list, table, text } from './markdown';

type Contacts = NonNullable<WorkloadManifest['contacts']>;
type Contact = Contacts['people'][number];

/** The roles that sheets name: where nobody is declared for one, paper has a line to write on. */
export const ROLES = ['continuity manager', 'change manager', 'operator', 'crisis team'] as const;

/** Who is called, one line a person; what is not declared is a blank. */
export function peopleTable({ contacts }: WorkloadManifest): string {
  const declared = contacts?.people ?? [];
  const missing = ROLES.filter((role) => !declared.some((one) => one.role.toLowerCase() === role));
  return table(
    ['Role', 'Name', 'Telephone', 'Channel'],
    [...declared.flatMap(rowsOf), ...missing.map((role) => [role, blank(), blank(), blank(12)])],
  );
}

function rowsOf({ role, deputy, ...first }: Contact): string[][] {
  const row = (as: string, { name, phone, channel }: Omit<Contact, 'role' | 'deputy'>): string[] => [
    text(as),
    text(name),
    text(phone),
    text(channel ?? ''),
  ];
  return [row(role, first), ...(deputy ? [row(`deputy ${role}`, deputy)] : [])];
}

/** Where everybody meets, and where the emergency credentials are. */
export function placesToGo({ contacts }: WorkloadManifest): string {
  return list([
    `Conference: ${contacts?.conference === undefined ? blank(40) : text(contacts.conference)}`,
    `Break-glass credentials: ${contacts?.breakGlass === undefined ? blank(40) : text(contacts.breakGlass)}`,
  ]);
}

/** Who is called for a role that a sentence names; nothing where nobody is declared for it. */
export function callsFor({ contacts }: WorkloadManifest, sentence: string): string {
  const named = (contacts?.people ?? []).filter(({ role }) => sentence.toLowerCase().includes(role.toLowerCase()));
  return named
    .map(({ role, name, phone, channel, deputy }) => {
      const other = deputy ? `, else ${text(deputy.name)} **${text(deputy.phone)}**` : '';
      return `Call the ${text(role)}: ${text(name)} **${text(phone)}**${channel === undefined ? '' : ` (${text(channel)})`}${other}.`;
    })
    .join(' ');
}

/** Who answers for the workload, and who is called: for auditors, with what is not declared said so. */
export function answerable(workload: WorkloadManifest): string {
  const said = (who: string | undefined): string => (who === undefined ? '**not declared**' : text(who));
  const { contacts } = workload;
  return blocks(
    list([`Owner: ${said(contacts?.owner)}`, `Approved by: ${said(contacts?.approver)}`, `Conference: ${said(contacts?.conference)}`]),
    contacts ? table(['Role', 'Name', 'Telephone', 'Channel'], contacts.people.flatMap(rowsOf)) : '**Nobody is declared who is called.**',
  );
}
