import { procedureSchema } from '../../lib/words/actions';
import type { RecoverySteps } from '../../lib/port/phases';
import type { Placement } from '../../lib/plan/plan';
import { checkStep, commandStep, crossingStep, findStep, found } from '../../lib/words/steps';
import { actionsOf, proceduresAfter } from './story';

/** A cell each of whose phases finds something, and takes it. */
function recovery({ component, id, here: { site: endpoint } }: Placement): RecoverySteps {
  if (component !== 'Ledger') return {};
  const named = (part: string) => ({ id: `${part}-${id}`, title: part, endpoint });
  const find = (part: string) => findStep({ ...named(`find-${part}`), run: ['find'] });
  const run = (part: string) => ['use', found(`find-${part}-${id}`)];
  const look = (part: string) => [find(part), checkStep({ ...named(part), run: run(part), matches: '' })];
  const all = ['check', 'follows', 'fenced', 'drained', 'verify', 'standing'] as const;
  return {
    ...Object.fromEntries(all.map((part) => [part, look(part)])),
    promote: [find('promote'), crossingStep({ ...named('promote'), run: run('promote'), expected: '', losesData: 'x' })],
    rejoin: [find('rejoin'), commandStep({ ...named('rejoin'), run: run('rejoin'), expected: '' })],
  };
}

const OVER = 'standing, lost A, failover B, started, completed';
const STORIES = [
  ...['', 'standing', 'standing, lost A', 'standing, lost A, failover B', 'standing, lost A, failover B, started'],
  ...['standing, avoid A', 'standing, avoid A, failover B', 'standing, switch B', 'standing, switch B, fenced A, lag, started'],
  ...['standing, switch B, abort', 'standing, fence A', OVER, `${OVER}, normal A`, `${OVER}, normal A, fenced A`],
];

test.each(STORIES)('"%s": each sheet finds what its steps take, ahead of them', (story) => {
  const procedures = proceduresAfter(story, recovery);
  expect(procedures.map((one) => procedureSchema.safeParse(one).error?.issues ?? [])).toEqual(procedures.map(() => []));
});

test('a fence finds and takes under the name of its site', () => {
  const fence = proceduresAfter('standing, avoid A', recovery).find(({ transition }) => transition === 'fence')!;
  expect(actionsOf(fence).filter(({ id }) => id.includes('fenced-ledger'))).toMatchObject([
    { do: 'find', id: 'find-fenced-ledger-north-1' },
    { do: 'check', id: 'fenced-ledger-north-1', how: { run: ['use', found('find-fenced-ledger-north-1')] } },
  ]);
});
