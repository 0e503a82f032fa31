import { closeSqlServer, followedByNoOther, openSqlServer, regionOfSqlServer, sqlLedBy } from '../../../lib/clouds/azure/cli-sqlexisting';
import { PUBLIC } from '../../../lib/clouds/azure/cli-ways';
import { answering, type Rule } from '../answering';

const az = (rules: readonly Rule[], run: readonly string[]) => answering('az', rules, run);
const SERVER = { subscription: 's-1', group: 'g-1', server: 'books' };
const DATABASE = { ...SERVER, database: 'accounts' };
const DOOR = '/subscriptions/s-1/resourceGroups/Net/providers/Microsoft.Network/privateEndpoints/Door';
const connection = (name: string): string =>
  `/subscriptions/s-1/resourceGroups/g-1/providers/Microsoft.Sql/servers/books/privateEndpointConnections/${name}`;
const shown = (query: string, out: string): Rule => [`--name books --output tsv --query ${query}`, out];
const access = (out: string): Rule => shown('publicNetworkAccess', out);
const changes: Rule[] = [
  ['sql server update ', ''],
  ['private-endpoint-connection ', ''],
];
const changed = (calls: readonly string[]): string[] => calls.filter((call) => !/ show /.test(call));
// A rule takes no quotes: what is behind them tells the two queries apart.
const keys = (...ids: string[]): Rule => ['].id', ids.join('\n')];
const ends = (...ids: string[]): Rule => ['].properties.privateEndpoint.id', ids.join('\n')];

describe('a fence', () => {
  test('closes the public networks and rejects every endpoint by its id, and says so to its owner', () => {
    const { status, said, calls } = az([access('Enabled'), keys(connection('one'), connection('two')), ...changes], closeSqlServer(SERVER));
    expect([status, said]).toEqual([0, 'closed']);
    expect(changed(calls)).toEqual([
      expect.stringContaining('--enable-public-network false'),
      expect.stringMatching(/private-endpoint-connection reject .*--id \S+\/one --description/),
      expect.stringMatching(/private-endpoint-connection reject .*--id \S+\/two --description/),
    ]);
  });

  test('repeated, it changes nothing', () => {
    const { said, calls } = az([access('Disabled'), keys()], closeSqlServer(SERVER));
    expect([said, changed(calls)]).toEqual(['closed', []]);
  });

  test('that cannot read the server fails', () => {
    expect(az([access('Enabled')], closeSqlServer(SERVER)).status).not.toBe(0);
  });
});

describe('what opens it again', () => {
  const connections = (...lines: string[]): Rule => shown('privateEndpointConnections[].[', lines.join('\n'));

  test('opens the ways that are given, and no other', () => {
    const rejected = [`${DOOR.toLowerCase()}\t${connection('one')}\tRejected`, `/other\t${connection('two')}\tRejected`];
    const { status, said, calls } = az([access('Disabled'), connections(...rejected), ...changes], openSqlServer(SERVER, [PUBLIC, DOOR]));
    expect([status, said]).toEqual([0, 'opened']);
    expect(changed(calls)).toEqual([
      expect.stringContaining('--enable-public-network true'),
      expect.stringMatching(/private-endpoint-connection approve .*--id \S+\/one /),
    ]);
  });

  test('says which endpoint its owner has to make anew', () => {
    const { status, error } = az([access('Disabled'), connections()], openSqlServer(SERVER, [DOOR]));
    expect(status).toBe(1);
    expect(error).toMatch(/no connection of .*privateendpoints\/door/);
  });
});

test.each([
  ['Enabled', [DOOR], [PUBLIC, DOOR], /^given$/],
  ['Disabled', [DOOR.toUpperCase()], [DOOR], /^given$/],
  ['Enabled', [DOOR], [DOOR], /^it is reached by: .*public/s],
  ['SecuredByPerimeter', [], [PUBLIC], /^it is reached by: SecuredByPerimeter$/],
  ['Disabled', [], [DOOR], /^it is reached by: nothing$/],
] as const)('public networks %s and %j, where %j are given', (is, there, given, says) => {
  expect(az([access(is), ends(...there)], sqlLedBy(SERVER, given)).said).toMatch(says);
});

test.each([
  ['', '', /^alone$/],
  ['/subscriptions/s-1/…/failoverGroups/ours', 'standby', /^alone$/],
  ['/subscriptions/s-1/…/failoverGroups/theirs', 'reports', /in a failover group already: theirs/],
  ['', 'standby\nreports', /already: at reports/],
])('in the group %j, linked to %j', (group, links, says) => {
  const rules: Rule[] = [
    ['failoverGroupId', group],
    ['replica list-links', links],
  ];
  expect(az(rules, followedByNoOther(DATABASE, 'ours', 'standby')).said).toMatch(says);
});

test('its region, as a site names it', () => {
  expect(az([shown('location', 'France Central')], regionOfSqlServer(SERVER)).said).toBe('francecentral');
});
