import {
  closeStore,
  containerThere,
  maySendTo,
  openStore,
  saidOfBlobs,
  saidOfStore,
  storeLedBy,
} from '../../../lib/clouds/azure/cli-storage';
import { answering, type Rule } from '../answering';

const az = (rules: readonly Rule[], run: readonly string[]) => answering('az', rules, run);
const STORE = { subscription: 's-1', group: 'g-1', account: 'runningarchive', container: 'scans' };
const NET = '/subscriptions/s-1/resourceGroups/G-1/providers/Microsoft.Network';
const SUBNET = `${NET}/virtualNetworks/net/subnets/app`;
const DOOR = `${NET}/privateEndpoints/door`;
const CONNECTION = '/subscriptions/s-1/storageAccounts/runningarchive/connections/c1';

/** What an account says of its ways. */
const ways = (state: string, rules: readonly string[] = [], ...connections: string[]): Rule[] => [
  ['publicNetworkAccess', state],
  ['virtualNetworkResourceId', rules.join('\n')],
  ['privateEndpointConnections', connections.join('\n')],
];
const changes: Rule[] = [
  ['account update', ''],
  ['network-rule ', ''],
  ['private-endpoint-connection ', ''],
];
const changed = (calls: readonly string[]): string[] => calls.filter((call) => !call.startsWith('storage account show'));
const approved = `${DOOR}\t${CONNECTION}\tApproved`;

test.each([
  ['public networks', ways('Enabled Allow'), ['public'], 'given'],
  [
    'public networks, and a rule that lets in once they are shut',
    ways('Enabled Allow', ['203.0.113.7']),
    ['public', '203.0.113.7'],
    'given',
  ],
  ['the same, of which nothing is given', ways('Enabled Allow', ['203.0.113.7']), ['public'], 'it is reached by: 203.0.113.7\npublic'],
  [
    'rules and endpoints, in whatever case',
    ways('Enabled Deny', [SUBNET.toLowerCase(), '203.0.113.7'], approved),
    [DOOR, SUBNET, '203.0.113.7'],
    'given',
  ],
  ['endpoints alone, where public networks are shut', ways('Disabled Deny', [SUBNET], approved), [DOOR], 'given'],
  ['nothing', ways('Disabled Deny', [], `${DOOR}\t${CONNECTION}\tRejected`), [], 'given'],
  [
    'one more than is given',
    ways('Enabled Deny', [SUBNET, '203.0.113.7']),
    [SUBNET],
    `it is reached by: ${SUBNET.toLowerCase()}\n203.0.113.7`,
  ],
  ['one less', ways('Enabled Deny', [SUBNET]), [SUBNET, DOOR], `it is reached by: ${SUBNET.toLowerCase()}`],
  ['a perimeter', ways('SecuredByPerimeter Deny'), [], 'it is reached by: securedbyperimeter deny'],
])('what leads to an account: %s', (_, rules, given, says) => {
  expect(az(rules, storeLedBy(STORE, given))).toMatchObject({ status: 0, said: says });
});

test('a look that gets no answer says nothing', () => {
  const { status, said } = az([['publicNetworkAccess', '', 1]], storeLedBy(STORE, []));
  expect([status, said]).toEqual([1, '']);
});

test('a fence closes each of its ways, and no other one; repeated, it closes nothing', () => {
  const open = [...ways('Enabled Allow', [SUBNET, '198.51.100.0/24', '203.0.113.7'], approved), ...changes];
  const given = ['public', SUBNET, '198.51.100.0/24', DOOR];
  const first = az(open, closeStore(STORE, given));
  expect([first.status, first.said]).toEqual([0, 'closed']);
  expect(changed(first.calls)).toEqual([
    expect.stringMatching(/^storage account update .*--name runningarchive --default-action Deny/),
    expect.stringMatching(new RegExp(`^storage account network-rule remove .*--account-name runningarchive --subnet ${SUBNET}`)),
    expect.stringMatching(/network-rule remove .*--ip-address 198\.51\.100\.0\/24/),
    expect.stringMatching(new RegExp(`^storage account private-endpoint-connection reject --id ${CONNECTION}`)),
  ]);
  const closed = [...ways('Enabled Deny', ['203.0.113.7'], `${DOOR}\t${CONNECTION}\tRejected`), ...changes];
  expect(changed(az(closed, closeStore(STORE, given)).calls)).toEqual([]);
});

test('a fence whose call failed ends there', () => {
  const open: Rule[] = [...ways('Enabled Deny', [], approved), ['private-endpoint-connection reject', '', 1]];
  const { status, said } = az(open, closeStore(STORE, [DOOR]));
  expect([status, said]).toEqual([1, '']);
});

test('what was closed is opened again, and what is open is let be', () => {
  const closed = [...ways('Enabled Deny', ['203.0.113.7'], `${DOOR}\t${CONNECTION}\tRejected`), ...changes];
  const given = ['public', SUBNET, '198.51.100.7', DOOR];
  const { said, calls } = az(closed, openStore(STORE, given));
  expect(said).toBe('opened');
  expect(changed(calls)).toEqual([
    expect.stringContaining('--default-action Allow'),
    expect.stringMatching(new RegExp(`network-rule add .*--subnet ${SUBNET}`)),
    expect.stringContaining('--ip-address 198.51.100.7'),
    expect.stringContaining(`private-endpoint-connection approve --id ${CONNECTION}`),
  ]);
  const open = [...ways('Enabled Allow', [SUBNET, '198.51.100.7'], approved), ...changes];
  expect(changed(az(open, openStore(STORE, given)).calls)).toEqual([]);
  const gone = az([...ways('Enabled Deny'), ...changes], openStore(STORE, [DOOR]));
  expect([gone.status, gone.error]).toEqual([1, expect.stringContaining('made anew by its owner')]);
});

test.each([
  ['free', '', '', 'free'],
  ['one other that it sends to', 'other', '', 'free'],
  ['two others', 'other\nanother', '', 'it sends to two others: other another'],
  ['one that it receives from', '', 'source', 'it receives from: source'],
])('whether an account may send to one more: %s', (_, sends, receives, says) => {
  const rules: Rule[] = [
    ['[?ends_with(sourceAccount', sends],
    ['[?ends_with(destinationAccount', receives],
  ];
  expect(az(rules, maySendTo(STORE, 'ours')).said).toBe(says);
});

test('what is said of it', () => {
  const of = '--subscription s-1 --resource-group g-1';
  expect(saidOfStore(STORE, 'kind').join(' ')).toBe(`az storage account show ${of} --name runningarchive --query kind --output tsv`);
  expect(saidOfBlobs(STORE, 'x').join(' ')).toContain(`blob-service-properties show ${of} --account-name runningarchive --query x`);
  expect(containerThere(STORE).join(' ')).toContain(`container-rm exists ${of} --storage-account runningarchive --name scans`);
});
