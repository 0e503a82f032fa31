import { profileNamed, recordsOf } from '../../../lib/clouds/azure/cli-traffic';
import { answering, type Rule } from '../answering';

const az = (rules: readonly Rule[], run: readonly string[]) => answering('az', rules, run);

describe('the label of a profile', () => {
  const run = profileNamed('s-1', 'billing-1a2b');
  const own = (id: string): Rule => ['profile list', id];

  test.each([
    ['is ours', [own('/subscriptions/s-1/…/billing')], 'there'],
    ['is free', [own(''), ['check-dns', 'true']], 'free'],
    ['is somebody else’s', [own('None'), ['check-dns', 'false']], 'taken'],
  ] as const)('%s', (_, rules, said) => {
    expect(az(rules as readonly Rule[], run)).toMatchObject({ status: 0, said });
  });

  test('what is not answered is no answer', () => {
    expect(az([['', 'AuthorizationFailed', 1]], run)).toMatchObject({ status: 1 });
  });
});

describe('the records of a zone', () => {
  const run = recordsOf('s-1', 'acme.example', ['@', 'billing']);
  const zone: Rule = ['dns zone list', 'dns-group'];
  const has = (list: string): Rule => ['record-set list', list];

  test.each([
    ['are all there', [zone, has('@\nbilling\nwww')], 'complete'],
    ['lack one that only looks alike', [zone, has('@\nbilling-paris')], 'it lacks: billing'],
    ['stand in no zone', [['dns zone list', 'None']], 'there is no zone acme.example'],
  ] as const)('%s', (_, rules, said) => {
    expect(az(rules as readonly Rule[], run)).toMatchObject({ status: 0, said });
  });

  test('are looked for in the group that the zone is in', () => {
    expect(az([zone, has('@')], run).calls[1]).toContain('--resource-group dns-group --zone-name acme.example');
  });
});
