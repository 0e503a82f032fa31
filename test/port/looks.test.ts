import { execFileSync } from 'node:child_process';
import { closedSince, looked, nextMinute } from '../../lib/port/looks';

const ABOUT = { id: 'ledger', component: 'Ledger', here: { region: 'north-1' } };

test('a look is asked where the component stands, and says so', () => {
  expect(looked(ABOUT, ['true'], 'open', 'takes writes', { matches: '0', timeout: 90 })).toMatchObject({
    id: 'open-ledger',
    title: 'Ledger at north-1 takes writes',
    endpoint: 'north-1',
    timeout: 90,
  });
});

test('from when on nobody writes is a whole minute that is still to come, asked at the side that takes the role', () => {
  const find = closedSince({ ...ABOUT, peer: { region: 'south-1' } });
  expect(find).toMatchObject({ id: 'closed-since-ledger', endpoint: 'north-1' });
  expect(find.title).toContain('Ledger at south-1');
  const [program = '', ...args] = nextMinute();
  const at = execFileSync(program, args, { encoding: 'utf8' }).trim();
  expect(at).toMatch(new RegExp(`^${find.matches}$`));
  const ahead = Date.parse(at) - Date.now();
  expect(ahead).toBeGreaterThan(-1000);
  expect(ahead).toBeLessThanOrEqual(60_000);
});
