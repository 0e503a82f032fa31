import { certificateDaysGone, certificateHas, gatewayRoom, labelNamed } from '../../../lib/clouds/azure/cli-gateway';
import { HAS_ROOM } from '../../../lib/port/room-words';
import { answering, type Rule } from '../answering';
import { forMore } from '../room';

const az = (rules: readonly Rule[], run: readonly string[]) => answering('az', rules, run);
const DENIED: Rule = ['', 'AuthorizationFailed', 1];

describe('the label of an address', () => {
  const run = labelNamed('s-1', 'francecentral', 'billing-web-1a2b3c');
  const own = (id: string): Rule => ['network public-ip list', id];

  test.each([
    ['is ours', [own('/subscriptions/s-1/…/billing-web')], 'there'],
    ['is free', [own(''), ['rest --method get', 'true']], 'free'],
    ['is somebody else’s', [own('None'), ['rest --method get', 'false']], 'taken'],
  ] as const)('%s', (_, rules, said) => {
    expect(az(rules as readonly Rule[], run)).toMatchObject({ status: 0, said });
  });

  test('is asked where it would be, and what is not answered is no answer', () => {
    const { calls } = az([own(''), ['rest --method get', 'true']], run);
    expect(calls[1]).toContain('/subscriptions/s-1/providers/Microsoft.Network/locations/francecentral/CheckDnsNameAvailability');
    expect(calls[1]).toContain('domainNameLabel=billing-web-1a2b3c');
    expect(az([DENIED], run)).toMatchObject({ said: '' });
    expect(az([DENIED], run).status).not.toBe(0);
  });
});

test('whether there is room for one gateway more', () => {
  const of = (used: string, max: string): Rule[] => [
    ['currentValue', used],
    ['limit', max],
  ];
  expect(az(of('4', '1000'), forMore(gatewayRoom('s-1', 'francecentral'), 1)).said).toMatch(new RegExp(`^${HAS_ROOM}$`));
  expect(az(of('1000', '1000'), forMore(gatewayRoom('s-1', 'francecentral'), 1)).said).toMatch(/^full/);
});

describe('a certificate', () => {
  const names = ['billing.acme.example', 'billing-francecentral.acme.example'];
  const run = certificateHas('s-1', 'acme-certs', 'billing', names);
  const has = (list: string, enabled = 'true'): Rule[] => [
    ['attributes.enabled', enabled],
    ['subjectAlternativeNames', list],
  ];

  test.each([
    ['has each name', has(names.join('\n')), 'complete'],
    ['has the domain of all', has('*.acme.example'), 'complete'],
    ['lacks one', has('billing.acme.example'), 'it lacks: billing-francecentral.acme.example'],
    ['has a name that only looks like one', has(names.map((one) => `x${one}`).join('\n')), `it lacks: ${names.join(' ')}`],
    ['is disabled', has('*.acme.example', 'false'), 'it is disabled'],
  ])('%s', (_, rules, said) => {
    expect(az(rules, run)).toMatchObject({ status: 0, said });
  });

  test('ends within so many days: how many of them are gone', () => {
    const left = (days: number): Rule => ['attributes.expires', new Date(Date.now() + (days * 24 + 1) * 3_600_000).toISOString()];
    expect(az([left(20)], certificateDaysGone('s-1', 'v', 'c', 21)).said).toBe('1');
    expect(az([left(200)], certificateDaysGone('s-1', 'v', 'c', 21)).said).toBe('0');
    expect(az([DENIED], certificateDaysGone('s-1', 'v', 'c', 21)).status).not.toBe(0);
  });
});
