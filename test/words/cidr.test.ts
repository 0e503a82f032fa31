import { block, isOutside, isPublic } from '../../lib/words/cidr';

const vpc = block(16, 28, 'a network');

test.each(['10.10.0.0/16', '192.168.3.0/28', '100.64.0.0/16', '8.8.0.0/16'])('a range: %s', (text) => {
  expect(vpc.safeParse(text).success).toBe(true);
});

test.each([
  '10.10.0.1/16',
  '10.0.0.0/8',
  '10.0.0.0/29',
  '10.0/16',
  '010.0.0.0/16',
  '0x0a.0.0.0/16',
  '300.0.0.0/16',
  '127.0.0.0/16',
  '224.0.0.0/16',
  '169.254.0.0/16',
  '0.0.0.0/16',
  '255.255.255.240/28',
  '::/16',
  'none',
  '',
  7,
  null,
])('no range: %p', (text) => {
  expect(vpc.safeParse(text).success).toBe(false);
});

test('what is public', () => {
  expect(['8.8.0.0/16', '10.0.0.0/16', '172.16.0.0/16', '172.32.0.0/16', '100.64.0.0/16', 'none'].map(isPublic)).toEqual([
    true,
    false,
    false,
    true,
    false,
    false,
  ]);
});

test('an address or a range from outside: none that a private network has', () => {
  expect(['203.0.113.7', '198.51.100.0/24', '8.8.8.8'].filter(isOutside)).toHaveLength(3);
  expect(['10.0.0.7', '192.168.0.0/24', '100.64.0.1', '127.0.0.1', '203.0.113', 'pipeline', '::1', ''].filter(isOutside)).toEqual([]);
});
