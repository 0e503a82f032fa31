import { refuseCrowds, type Crowd } from '../../lib/plan/crowds';
import { refusal } from '../declared';

const MOST = { many: 100, what: 'rules', source: 'its vendor' };
const at = (account: string, many: number, type = 'cloud_rule'): Crowd => ({ type, account, many, most: MOST });

test('what all workloads of an app make in an account is counted together, and the largest is named first', () => {
  const { id, message } = refusal(() => {
    refuseCrowds([
      { id: 'billing', crowds: [at('one', 20), at('one', 25)] },
      { id: 'orders', crowds: [at('one', 30), at('one', 26)] },
      { id: 'idle', crowds: [at('one', 0)] },
    ]);
  });
  expect(id).toBe('DR-LIMIT-01');
  expect(message).toContain('rules in one than that takes (got: 101: orders 56, billing 45)');
  expect(message).toContain('Allowed: 100, with those that others have there (its vendor)');
  expect(message).toContain("Fix: account: '…' of another one for the sites of orders.");
});

test('of one workload that is too many alone, its components are parted', () => {
  const { message } = refusal(() => {
    refuseCrowds([{ id: 'billing', crowds: [at('one', 101)] }]);
  });
  expect(message).toContain('Fix: two workloads');
});

test('accounts and types are counted for themselves, and as many as are taken are taken', () => {
  expect(() => {
    refuseCrowds([
      { id: 'billing', crowds: [at('one', 60), at('two', 60), at('one', 60, 'cloud_other')] },
      { id: 'orders', crowds: [at('one', 40)] },
    ]);
  }).not.toThrow();
});
