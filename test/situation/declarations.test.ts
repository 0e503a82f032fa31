import { offer } from '../../lib/situation/declarations';
import { NORMAL, type Sides } from '../../lib/situation/facts';
import { said, stepIn } from '../support/history';
import { after, A, B, refusal, SIDES, take, viewOf, workload } from './world';

const lossAt = (story: string, site: string) => offer(viewOf(after(story)), 'Ledger', site);

describe('What a move would lose', () => {
  it('nothing but its RPO at a standby that stands', () => {
    expect(lossAt('lost A', B)).toEqual({ generation: 0, loss: 'rpo' });
  });

  it('all since the move, back from one whose promotion was begun: users may have been served there', () => {
    expect(lossAt('lost A, failover B, run dies after 1, lost B, normal A', A)).toEqual({
      generation: 0,
      loss: 'since',
      since: said().at,
    });
  });

  it('nothing but its RPO, back from one where nothing was begun', () => {
    expect(lossAt('lost A, failover B, lost B, normal A', A)).toEqual({ generation: 0, loss: 'rpo' });
  });

  it('asks for that loss before it is written down', () => {
    const now = after('lost A, failover B, run dies after 1, lost B, normal A');
    expect(refusal(() => take(now, { op: 'failover', workload, to: A }))).toMatchObject({ id: 'DR-SIT-09' });
    expect(viewOf(take(now, { op: 'failover', workload, to: A, acceptLoss: true })).open?.components['Ledger']?.loss).toBe('since');
  });

  it('all since it was lost, at a site that was lost while it was to take the role, until it is looked at again', () => {
    const story = 'switch B, lost B, normal B, abort, run';
    expect(lossAt(story, B)).toMatchObject({ loss: 'since', since: said().at });
    expect(lossAt(`${story}, run`, B)).toEqual({ generation: 0, loss: 'rpo' });
  });
});

/** A story, what is declared after it, and why it is refused. */
const REFUSED = [
  ['a failover while both sites are well', '', 'failover B', 'two sites serving'],
  ['a failover to the site that serves', 'lost A', 'failover A', 'cannot take over'],
  ['a failover to a site that is lost, too', 'lost A, lost B', 'failover B', 'cannot take over'],
  ['a failover back while the target is well', 'switch B', 'failover A', 'is under way'],
  ['a second switch while the first is under way', 'switch B', 'switch A', 'is under way'],
  ['a switch to a standby that is lost', 'lost B', 'switch B', 'does not stand by'],
  ['a switch from a site that is not trusted', 'avoid A', 'switch B', 'nothing can be drained'],
  ['a switch before the old side stands by again', 'lost A, failover B, run, normal A', 'switch A', 'does not stand by'],
  ['an abort without a move', 'lost A', 'abort', 'no move to abort'],
  ['an abort past the point of no return', 'lost A, failover B, run 1', 'abort', 'was begun'],
  ['an abort of what is completed', 'lost A, failover B, run', 'abort', 'no move to abort'],
  ['the fence of a standby', '', 'fence B', 'Only the site that serves'],
  ['the close of a standby', '', 'close B', 'Only the site that serves'],
  ['a close while the standby is lost', 'lost B', 'close A', 'does not stand by'],
  ['a close while a move is under way', 'switch B', 'close B', 'is under way'],
  ['a close of what is asked to be closed', 'close A', 'close A', 'closed already'],
  ['a close of what is asked to be fenced', 'fence A', 'close A', 'fenced already'],
  ['a close before what was given up is undone', 'close A, abort', 'close A', 'not undone yet'],
] as const;

test.each(REFUSED)('%s is refused', (_, story, step, text) => {
  const { id, what, allowed } = refusal(() => take(after(story), stepIn(step, SIDES)));
  expect(id).toBe('DR-SIT-06');
  expect(`${what}\n${allowed}`).toContain(text);
});

describe('A recovery point of what never stood at the site that takes over', () => {
  const lost = after('lost A', SIDES, NORMAL);
  const from = (points: Record<string, string>) => take(lost, { op: 'failover', workload, to: B, from: points, acceptLoss: true });

  it.each(['symmetric', 'owned'] as const)('%s: is refused, since it is made empty and the point would be passed by', (flip) => {
    const sides: Sides = { ...SIDES, components: [{ id: 'Invoices', flip }] };
    const work = () => take(lost, { op: 'failover', workload, to: B, from: { Invoices: 'monday' }, acceptLoss: true }, sides);
    expect(refusal(work)).toMatchObject({
      id: 'DR-SIT-06',
      what: 'Invoices does not come from copies: it stands at both sites, and begins empty where it never did',
      value: 'Invoices',
      fix: `the same without --from Invoices, and once ${B} serves, its point restored into it by hand`,
    });
  });

  it('names what can be made from one, and takes none, which is so', () => {
    expect(refusal(() => from({ Invoices: 'monday' })).allowed).toBe('a recovery point of Ledger');
    const { components = {} } = viewOf(from({ Invoices: 'none', Ledger: 'monday' })).open ?? {};
    expect(components).toMatchObject({ Invoices: { loss: 'all', point: 'none' }, Ledger: { loss: 'all', point: 'monday' } });
  });
});

test('an old generation is not retired before the next one stands', () => {
  const retired = () => take(after('lost A, failover B, run'), { op: 'retire', workload, generation: `Ledger@${A}#0` });
  expect(refusal(retired)).toMatchObject({ id: 'DR-SIT-06', what: expect.stringContaining('not an old generation') as unknown });
});
