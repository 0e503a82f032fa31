import { offer } from '../../lib/situation/declarations';
import { after, A, B, refusal, take, viewOf, workload } from './world';

const lossAt = (story: string, site: string) => offer(viewOf(after(story)), 'Ledger', site);

describe('What a move would lose', () => {
  it('nothing but its RPO at a standby that stands', () => {
    expect(lossAt('lost A', B)).toEqual({ generation: 0, loss: 'rpo' });
  });

  it('all since the move, back from one whose promotion was begun: users may have been served there', () => {
    expect(lossAt('lost A, failover B, run dies after 1, lost B, normal A', A)).toEqual({
      generation: 0,
      loss: 'since',
      since: '2026-01-01T01:00:00.000Z',
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
    expect(lossAt(story, B)).toMatchObject({ loss: 'since', since: '2026-01-01T01:00:00.000Z' });
    expect(lossAt(`${story}, run`, B)).toEqual({ generation: 0, loss: 'rpo' });
  });
});
