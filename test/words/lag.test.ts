import { fallsBehind, numberAlone, toldAbove } from '../../lib/words/lag';

test.each([
  [1, 1],
  [301, 151],
  [900, 450],
  [3600, 1800],
])('of an RPO of %i s, a lag above %i s is told: before it is broken', (rpo, above) => {
  expect(toldAbove(rpo)).toBe(above);
});

test('what is told says both figures', () => {
  expect(fallsBehind('Ledger', 'eu-central-1', 900)).toBe(
    'Ledger at eu-central-1 is more than 7 min 30 s behind, or nobody knows: an RPO of 15 min may soon be broken',
  );
});

test('a number alone promises nothing of silence', () => {
  expect(numberAlone(fallsBehind('Ledger', 'eu-central-1', 900))).toBe(
    'Ledger at eu-central-1 is more than 7 min 30 s behind: an RPO of 15 min may soon be broken',
  );
});
