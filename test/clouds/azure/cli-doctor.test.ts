import { locks, neverSent, readStates, restorable, serviceEndpoints, whoAnswers, PROGRAMS } from '../../../lib/clouds/azure/cli-doctor';
import { answering, type Rule } from '../answering';

const az = (rules: readonly Rule[], run: readonly string[]) => answering('az', rules, run);
const DENIED: Rule = ['', 'AuthorizationPermissionMismatch', 1];
const KEYS = ['continuity/billing-a.tfstate', 'continuity/billing-b.tfstate'] as const;
const PLACE = { subscription: 's-1', group: 'state', account: 'acmestate', container: 'tfstate' };

test('who answers: the subscription of the token, which is not printed, its state and who is logged in', () => {
  const seen = az(
    [
      ['get-access-token', 's-1'],
      ['account show', 'Enabled ada@acme.example'],
    ],
    whoAnswers('s-1'),
  );
  expect(seen.said).toBe('s-1 Enabled ada@acme.example');
  expect(seen.calls[0]).toContain('--query subscription');
  expect(az([['get-access-token', "Please run 'az login'", 1]], whoAnswers('s-1')).status).toBe(1);
});

describe('states', () => {
  const run = readStates(PLACE, KEYS);
  test('are read, one that is not there yet is named, and access that is denied is no absence', () => {
    const there: Rule[] = [
      ['blob list', ''],
      ['blob exists', 'true'],
      ['blob show', ''],
    ];
    expect(az(there, run)).toMatchObject({ status: 0, said: 'read' });
    expect(
      az(
        [
          ['blob list', ''],
          [`exists --subscription s-1 --account-name acmestate --container-name tfstate --auth-mode login --name ${KEYS[0]}`, 'false'],
          ...there,
        ],
        run,
      ).said,
    ).toBe(`read; nothing there yet: ${KEYS[0]}`);
    expect(az([DENIED], run).status).toBe(1);
    expect(az([['blob list', ''], DENIED], run).status).not.toBe(0);
    expect(
      az(
        [
          ['blob list', ''],
          ['blob exists', 'who knows'],
        ],
        run,
      ).status,
    ).not.toBe(0);
  });
});

describe('locks', () => {
  const run = locks(PLACE, KEYS);
  const info = Buffer.from('{"ID":"1a2b","Who":"ada@laptop","Created":"2026-11-21T03:00:00Z"}').toString('base64');
  test('nobody holds one; who holds one, as the metadata of the blob says; and what is not read is not free', () => {
    expect(
      az(
        [
          ['blob exists', 'true'],
          ['blob show', 'available '],
        ],
        run,
      ).said,
    ).toBe('free');
    expect(az([['blob exists', 'false']], run).said).toBe('free');
    expect(
      az(
        [
          [`exists`, 'true'],
          [`--name ${KEYS[1]}`, `leased ${info}`],
          ['', 'available '],
        ],
        run,
      ).said,
    ).toBe(`locked: ${KEYS[1]} by ada@laptop since 2026-11-21T03:00:00Z, id 1a2b`);
    expect(az([DENIED], run).status).not.toBe(0);
  });
});

test('what replication never sends is counted over everything that is listed, snapshots among it', () => {
  const seen = az([['--include s --num-results *', '2']], neverSent(PLACE));
  expect(seen.said).toBe('2');
  expect(seen.calls[0]).toContain("snapshot || properties.blobType!='BlockBlob' || properties.blobTier=='Archive'");
});

test('a subnet is asked for its service endpoints, and an account how far back it can be brought', () => {
  const subnet = '/subscriptions/s-1/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/v/subnets/app';
  expect(az([[`subnet show --ids ${subnet}`, 'Microsoft.Storage']], serviceEndpoints(subnet)).said).toBe('Microsoft.Storage');
  const seen = az([['blob-service-properties show', 'true 34']], restorable(PLACE));
  expect(seen.said).toBe('true 34');
  expect(seen.calls[0]).toContain('--resource-group state --account-name acmestate');
});

test.each([
  ['2.70.0', false],
  ['2.85.0', false],
  ['2.9.1', false],
  ['2.86.0', true],
  ['2.91.0', true],
  ['2.101.0', true],
  ['3.0.0', true],
])('az %s calls all that steps call: %s', (version, fits) => {
  const [az] = PROGRAMS;
  expect(new RegExp(`^(?:${az?.matches})$`).test(version)).toBe(fits);
  expect(az?.oldest).toBe('2.86.0');
});
