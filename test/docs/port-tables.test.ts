import { readPage, tableOf, tablesIn, written } from './port-tables';

test('docs/design.md says of cells and clouds what the types of the port say (npm run docs)', () => {
  expect(written(readPage())).toBe(readPage());
  expect(tablesIn(readPage())).toEqual(['CloudCell', 'CellFacts', 'RecoverySteps', 'Rendered', 'TypeRow', 'Cloud', 'CloudDoctor']);
});

test('what is not optional must be given, and a default is told', () => {
  const facts = tableOf('CellFacts');
  expect(facts).toMatch(/^\| `flips` \| MUST \| Postures/m);
  expect(facts).toMatch(/^\| `starts` \| MAY \| .* Default: false \|$/m);
  expect(tableOf('RecoverySteps')).toMatch(/^\| `emptied` \| MAY \|/m);
});

test('a table that is out of date is found', () => {
  expect(written('<!-- port: TypeRow -->\nyesterday\n<!-- end -->')).not.toContain('yesterday');
  expect(() => written('<!-- port: Nobody -->\n<!-- end -->')).toThrow();
});
