import { knownTypes, replaceCells } from '../../lib/port/known-types';
import type { TypeRow } from '../../lib/port/facts';
import { aws } from '../../lib/clouds/aws/aws';
import { fakeBucket } from '../clouds/fourth-cloud';

const cellWith = (types: Readonly<Record<string, TypeRow>>) => ({ ...fakeBucket, types });
const source = 'this test';

describe('what is known of the types of a cloud', () => {
  const known = knownTypes({
    types: {
      fake_key: { holdsData: true, importId: '{name}' },
      fake_log: { holdsData: false, importId: 'the catalogue’s' },
      'fake_dns_*': { holdsData: true, importId: '{zone}', reach: [{ region: 'north', on: 'read', source }] },
    },
    cells: {
      'object-storage': [
        cellWith({ fake_bucket: { holdsData: true, reach: [{ argument: 'copy.to', on: 'change', source }] } }),
        cellWith({ fake_log: { holdsData: true, importId: 'the cell’s' } }),
      ],
      secrets: cellWith({ fake_log: { holdsData: false } }),
    },
  });

  test('is gathered from the cloud’s own rows and from those beside every cell', () => {
    expect(known.stateful).toEqual(['fake_bucket', 'fake_key', 'fake_log']);
    expect(known.importIds).toEqual({ fake_key: '{name}', fake_log: 'the cell’s' });
    expect(known.reach).toEqual([
      { type: 'fake_dns_*', region: 'north', on: 'read', source },
      { type: 'fake_bucket', argument: 'copy.to', on: 'change', source },
    ]);
  });

  test('a row for all types that begin alike knows none of them', () => {
    expect(['fake_key', 'fake_log', 'fake_bucket', 'fake_dns_zone', 'fake_dns_*'].map((type) => known.has(type))).toEqual([
      ...[true, true, true],
      ...[false, false],
    ]);
  });

  test('is gathered once', () => {
    expect(knownTypes(aws)).toBe(knownTypes(aws));
  });
});

describe('other cells in place of those of a kind', () => {
  const before = { types: {}, cells: { 'object-storage': cellWith({ fake_bucket: { holdsData: true } }), secrets: cellWith({}) } };

  test('what the old ones know of their types stays known: an architect may go on with them', () => {
    const { cells, types } = replaceCells(before, { 'object-storage': cellWith({ fake_share: { holdsData: false } }) });
    expect(Object.keys(cells)).toEqual(['object-storage', 'secrets']);
    const known = knownTypes({ cells, types });
    expect(known.stateful).toEqual(['fake_bucket']);
    expect(known.has('fake_share')).toBe(true);
  });

  test('a cloud keeps its catalogue', () => {
    expect(knownTypes(aws.with({ 'object-storage': fakeBucket as never })).stateful).toEqual(
      [...knownTypes(aws).stateful, 'fake_bucket'].sort(),
    );
  });
});
