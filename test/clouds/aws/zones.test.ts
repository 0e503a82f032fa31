import { networkDoctor } from '../../../lib/clouds/aws/network/doctor';
import { isUnseen } from '../../../lib/words/doctor';

/** What is asked about zones, for a network over that many. */
function asked(zones: number, existing?: Readonly<Record<string, unknown>>) {
  const place = { site: 'aws:us-west-1', region: 'us-west-1', account: '1', names: { network: 'net' }, ground: {} };
  const here = { ...place, ...(existing ? { existing: [] } : {}) };
  const declaration = { kind: 'network', id: 'Net', after: [], gib: 0, zones, ...(existing ? { existing } : {}) };
  const items = networkDoctor({ id: 'net', component: 'Net', here, declaration } as unknown as Parameters<typeof networkDoctor>[0], {
    rpo: 60,
  });
  return items.flatMap((item) => (isUnseen(item) ? [] : item.steps)).filter(({ id }) => id === 'zones-net');
}

test.each([
  [2, '1', false],
  [2, '2', true],
  [2, '6', true],
  [3, '2', false],
  [3, '3', true],
  [3, '10', true],
])('a network over %d zones, where the account sees %s: %s', (zones, seen, good) => {
  const [question] = asked(zones);
  if (question?.do !== 'check') throw new Error('nobody asks');
  expect(new RegExp(`^(?:${question.how.matches})$`).test(seen)).toBe(good);
  expect(question.how.run).toEqual(expect.arrayContaining(['describe-availability-zones', 'us-west-1']));
});

test('a network that is adopted stands in the zones that it stands in', () => {
  expect(asked(2, { 'aws:us-west-1': { id: 'vpc-1', publicSubnets: [], privateSubnets: [] } })).toEqual([]);
});
