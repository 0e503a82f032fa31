import { contactsOf, type Contacts } from '../../lib/words/contacts';
import { ContinuityError } from '../../lib/words/errors';

const ADA = { role: 'continuity manager', name: 'Ada Lovelace', phone: '+33 1 23 45 67 89' };

/** The message of the refusal. */
function refused(contacts: unknown): string {
  try {
    contactsOf('billing', contacts);
  } catch (error) {
    expect(error).toBeInstanceOf(ContinuityError);
    return (error as ContinuityError).message;
  }
  throw new Error('it was not refused');
}

test('what is declared is printed as it is; nothing may be declared at all', () => {
  const all: Contacts = {
    people: [{ ...ADA, channel: '#crisis', deputy: { name: 'Grace Hopper', phone: '(01) 23.45-67' } }],
    conference: 'https://meet.acme.example/crisis',
    breakGlass: 'the safe in room 4.12',
    owner: 'Head of Billing',
    approver: 'CFO',
    timeZone: 'Europe/Paris',
  };
  expect(contactsOf('billing', all)).toEqual(all);
  expect(contactsOf('billing', { people: [] })).toEqual({ people: [] });
  expect(contactsOf('billing', undefined)).toBeUndefined();
});

test.each<[string, unknown, RegExp]>([
  ['nobody can be called', { people: [{ role: 'operator', name: 'Ada' }] }, /people\.0\.phone \(got: nothing\)/],
  ['a number that nobody can dial', { people: [{ ...ADA, phone: 'ask the desk' }] }, /phone \(got: ask the desk\)[\s\S]*as it is dialled/],
  ['a number that is no text', { people: [{ ...ADA, phone: 33123456789 }] }, /phone \(got: 33123456789\)/],
  ['an empty name', { people: [{ ...ADA, name: ' ' }] }, /people\.0\.name/],
  ['a text of two lines', { people: [], conference: 'a\nb' }, /conference[\s\S]*one line of text/],
  ['a role twice', { people: [ADA, { ...ADA, role: 'Continuity Manager' }] }, /people[\s\S]*one line a role/],
  ['a time zone that nobody knows', { people: [], timeZone: 'Europe/Lutetia' }, /timeZone \(got: Europe\/Lutetia\)/],
  ['a word that nobody reads', { people: [], conferance: 'x' }, /Allowed: no conferance/],
  ['people in no list', { people: ADA }, /people/],
  ['a text', 'Ada', /contacts of billing cannot be printed: contacts/],
])('refused: %s', (_, contacts, message) => {
  expect(refused(contacts)).toMatch(/^DR-CONTACT-01/);
  expect(refused(contacts)).toMatch(message);
});
