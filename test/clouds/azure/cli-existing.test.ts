import { closeServer, followedByNone, ledBy, openServer, regionOfServer } from '../../../lib/clouds/azure/cli-existing';
import { PUBLIC } from '../../../lib/clouds/azure/cli-ways';
import { answering, type Rule } from '../answering';

const az = (rules: readonly Rule[], run: readonly string[]) => answering('az', rules, run);
const SERVER = { subscription: 's-1', group: 'g-1', server: 'ledger' };
const DOOR = '/subscriptions/s-1/resourceGroups/Net/providers/Microsoft.Network/privateEndpoints/Door';
const shown = (query: string, out: string): Rule => [`--name ledger --output tsv --query ${query}`, out];
const access = (out: string): Rule => shown('network.publicNetworkAccess', out);
const changes: Rule[] = [
  ['flexible-server update ', ''],
  ['private-endpoint-connection ', ''],
];
const changed = (calls: readonly string[]): string[] => calls.filter((call) => !/ show /.test(call));
const approved = (...lines: string[]): Rule => ['privateLinkServiceConnectionState.status==', lines.join('\n')];

describe('a fence', () => {
  test('closes the public networks and rejects every endpoint, whoever made it', () => {
    const { status, said, calls } = az([access('Enabled'), approved('one.1', 'two.2'), ...changes], closeServer(SERVER));
    expect([status, said]).toEqual([0, 'closed']);
    expect(changed(calls)).toEqual([
      expect.stringContaining('--public-access Disabled'),
      expect.stringMatching(/private-endpoint-connection reject .*--server-name ledger --name one\.1/),
      expect.stringMatching(/private-endpoint-connection reject .*--name two\.2/),
    ]);
  });

  test('repeated, it changes nothing', () => {
    const { said, calls } = az([access('Disabled'), approved()], closeServer(SERVER));
    expect([said, changed(calls)]).toEqual(['closed', []]);
  });

  test('that cannot read the server fails', () => {
    expect(az([access('Enabled')], closeServer(SERVER)).status).not.toBe(0);
  });
});

describe('what opens it again', () => {
  const connections = (...lines: string[]): Rule => shown('privateEndpointConnections[].', lines.join('\n'));

  test('opens the ways that are given, and no other', () => {
    const rules = [access('Disabled'), connections(`${DOOR.toLowerCase()}\tone.1\tRejected`, '/other\ttwo.2\tRejected'), ...changes];
    const { status, said, calls } = az(rules, openServer(SERVER, [PUBLIC, DOOR]));
    expect([status, said]).toEqual([0, 'opened']);
    expect(changed(calls)).toEqual([
      expect.stringContaining('--public-access Enabled'),
      expect.stringMatching(/private-endpoint-connection approve .*--name one\.1/),
    ]);
  });

  test('leaves what is open as it is', () => {
    const { said, calls } = az([access('Enabled'), connections(`${DOOR}\tone.1\tApproved`)], openServer(SERVER, [PUBLIC, DOOR]));
    expect([said, changed(calls)]).toEqual(['opened', []]);
  });

  test('says which endpoint its owner has to make anew', () => {
    const { status, error } = az([access('Disabled'), connections()], openServer(SERVER, [DOOR]));
    expect(status).toBe(1);
    expect(error).toMatch(/no connection of .*privateendpoints\/door/);
  });
});

test.each([
  ['Enabled', [DOOR], [PUBLIC, DOOR], /^given$/],
  ['Disabled', [DOOR.toUpperCase()], [DOOR], /^given$/],
  ['Enabled', [DOOR], [DOOR], /^it is reached by: .*public/s],
  ['Disabled', [], [DOOR], /^it is reached by: nothing$/],
  ['Disabled', [DOOR, '/other'], [DOOR], /^it is reached by: .*\/other/s],
] as const)('public networks %s and %j, where %j are given', (is, there, given, says) => {
  expect(az([access(is), approved(...there)], ledBy(SERVER, given)).said).toMatch(says);
});

test.each([
  ['', '', /^alone$/],
  ['ours', 'pair', /^alone$/],
  ['ours\nreports', '', /replica already: reports/],
  ['', 'reads', /virtual endpoint already: reads/],
])('replicas %j and virtual endpoints %j', (replicas, pairs, says) => {
  const rules: Rule[] = [
    ['replica list', replicas],
    ['virtual-endpoint list', pairs],
  ];
  expect(az(rules, followedByNone(SERVER, 'ours', 'pair')).said).toMatch(says);
});

test('its region, as a site names it', () => {
  expect(az([shown('location', 'France Central')], regionOfServer(SERVER)).said).toBe('francecentral');
});
