import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FINDINGS } from '../../lib/plan/findings/ids';

const LIB = join(__dirname, '..', '..', 'lib');
/** Files that come to verdicts: each rule, and what is known of own resources. */
const rules = [
  ...readdirSync(join(LIB, 'plan', 'findings')).map((file) => join('plan', 'findings', file)),
  ...['data.ts', 'edge.ts'].map((file) => join('own', file)),
];

/** Ids of the findings of a text: those of what it throws have no level beside them. */
const idsOf = (text: string): string[] => [...text.matchAll(/id: '(DR-[A-Z]+-\d+)',\s+level/g)].map(([, id]) => id as string);

test('what may be acknowledged is every finding that a rule comes to, but that an acknowledgement is dead', () => {
  const found = new Set(rules.flatMap((file) => idsOf(readFileSync(join(LIB, file), 'utf8'))));
  expect([...found].sort()).toEqual([...FINDINGS, 'DR-ACK-02'].sort());
});

test('a finding that nobody listed is caught, and a refusal is none', () => {
  expect(idsOf("{ id: 'DR-NEW-01',\n level: 'error' }")).toEqual(['DR-NEW-01']);
  expect(idsOf("throw new ContinuityError({ id: 'DR-NEW-01', what })")).toEqual([]);
});
