import fc from 'fast-check';
import { idFaults, likeIt } from '../../lib/words/identifier';
import { kebab } from '../../lib/plan/names';

test.each(['billing', 'WebShop', 'web-shop', 'web_shop', 'EuLedger2', 'A'])('an id: %s', (id) => {
  expect(idFaults(id, 'a Workload', 'DR-X')).toEqual([]);
});

test.each(['', ' ', '2nd', 'a--b', 'a-', '-a', 'a.b', 'a/b', 'é', 'a\nb', 'x'.repeat(129), 7, null, undefined, {}, Symbol('a')])(
  'no id: %p',
  (id) => {
    expect(idFaults(id, 'a Workload', 'DR-X')).toHaveLength(1);
  },
);

test('what is suggested is an id, or there is none to suggest; and what is an id begins names with a letter', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const near = likeIt(text);
      if (near !== '') expect(idFaults(near, 'a Workload', 'DR-X')).toEqual([]);
      if (idFaults(text, 'a Workload', 'DR-X').length === 0) expect(kebab(text)).toMatch(/^[a-z][a-z0-9-]*$/);
    }),
  );
});
