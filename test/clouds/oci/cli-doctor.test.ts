import { locks, readStates, subscription } from '../../../lib/clouds/oci/cli-doctor';
import { answering, type Rule } from '../answering';

const oci = (rules: readonly Rule[], run: readonly string[]) => answering('oci', rules, run);
const DENIED: Rule = ['', 'NotAuthorizedOrNotFound', 1];
const KEYS = ['continuity/billing-a.tfstate', 'continuity/billing-b.tfstate'] as const;
const PLACE = { region: 'eu-paris-1', namespace: 'acmens', bucket: 'state' };
const there = (suffix = ''): Rule[] => KEYS.map((key): Rule => [`--prefix ${key}${suffix} `, `${key}${suffix}`]);

test('states are read, one that is not there yet is named, and access that is denied is no absence', () => {
  const run = readStates(PLACE, KEYS);
  const list: Rule = ['--limit 1', '{}'];
  const get: Rule = ['object get', 'x'];
  expect(oci([list, get, ...there()], run)).toMatchObject({ status: 0, said: 'read' });
  expect(oci([list, get, there()[0] as Rule, ['object list', '']], run).said).toBe(`read; nothing there yet: ${KEYS[1]}`);
  expect(oci([DENIED], run).status).toBe(1);
  expect(oci([list, DENIED], run).status).not.toBe(0);
});

test('nobody holds a lock; who holds one; and what is not read is not free', () => {
  const run = locks(PLACE, KEYS);
  const info = '{"ID":"1a2b","Who":"ada@laptop","Created":"2026-11-21T03:00:00Z"}';
  expect(oci([['object list', '']], run).said).toBe('free');
  expect(oci([there('.tflock')[1] as Rule, ['object get', info], ['object list', '']], run).said).toBe(
    `locked: ${KEYS[1]} by ada@laptop since 2026-11-21T03:00:00Z, id 1a2b`,
  );
  expect(oci([DENIED], run).status).not.toBe(0);
});

test('whether the tenancy is subscribed to a region', () => {
  expect(oci([['', 'READY']], subscription('eu-paris-1')).calls[0]).toContain(`"region-name"=='eu-paris-1'`);
});
