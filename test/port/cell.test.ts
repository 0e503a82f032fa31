import type { Declaration } from '../../lib/components/component';
import type { RelationalDatabaseDeclaration } from '../../lib/components/relational-database';
import type { Placement } from '../../lib/plan/plan';
import { cellFor, cellOf, cellsOf } from '../../lib/port/cell';
import type { CellFacts, NameRule } from '../../lib/port/facts';

interface Ground {
  readonly key: string;
}

const cell = cellFor<Ground, 'alias'>();
const rule: NameRule = { service: 'a thing', max: 60, separator: '-' };
const figure = { seconds: 0, source: 'this test', verified: true };
const facts = {
  flips: { replica: 'promote', backup: 'restore' },
  spreads: ['single'],
  limits: 'take something else',
  fence: 'closed',
  automatic: false,
  oneWay: [],
  figures: () => ({ rpo: figure, promotion: figure }),
} as const satisfies Omit<CellFacts, 'names'>;

describe('a cell sees its own kind, its own names and its own ground', () => {
  test('and is handed to the cloud as it was written', () => {
    const written = {
      kind: 'relational-database',
      facts: { ...facts, names: { instance: rule } },
      types: {},
      renderSite: () => undefined,
    } as const;
    expect(cell(written)).toBe(written);
  });

  test('what is its own compiles', () => {
    const made = cell({
      kind: 'relational-database',
      facts: { ...facts, names: { instance: rule, password: rule } },
      types: {},
      renderSite: ({ ground, sitePlan, workload }, { here, peer, declaration, origin }) => {
        const said: readonly string[] = [
          ...[here.names.instance, peer.names.password, declaration.username, declaration.engine.name],
          ...[here.ground.alias, sitePlan.ground.alias, sitePlan.peer.ground.alias, ground.key, workload.id],
          ...(origin.how === 'created' ? [] : [origin.of.names.instance]),
        ];
        return said.length > 0 ? undefined : { ready: [], waits: [] };
      },
      renderLinks: (_, { from, owner }) => [from.names.instance, owner.ground.alias],
      renderBase: (_, { here }) => void here.names.instance,
      recovery: ({ here }) => ({ age: { run: [here.names.password], endpoint: here.region } }),
    });
    expect(made.kind).toBe('relational-database');
  });

  test('a misspelt name, another kind’s property and another ground do not compile', () => {
    cell({
      kind: 'relational-database',
      facts: { ...facts, names: { instance: rule } },
      types: {},
      renderSite: ({ ground, sitePlan }, { here, declaration }) => {
        // @ts-expect-error: no such name
        void here.names.instnace;
        // @ts-expect-error: another kind declares it
        void declaration.healthPath;
        // @ts-expect-error: no such name of the ground
        void here.ground.vault;
        // @ts-expect-error: no such name of the ground
        void sitePlan.peer.ground.vault;
        // @ts-expect-error: no such ground
        void ground.topic;
        return undefined;
      },
      // @ts-expect-error: no such name
      renderLinks: (_, { from }) => [from.names.bucket],
      // @ts-expect-error: no such name
      recovery: ({ peer }) => ({ age: { run: [peer.names.bucket], endpoint: '' } }),
    });
    // @ts-expect-error: nobody declares such a kind
    cell({ kind: 'relational-databse', facts: { ...facts, names: {} }, types: {}, renderSite: () => undefined });
  });

  test('a kind of one’s own is declared as one says', () => {
    interface FileShare extends Declaration {
      readonly kind: 'file-share';
      readonly quota: number;
    }
    const own = cellFor<Ground, 'alias', { 'file-share': FileShare }>()({
      kind: 'file-share',
      facts: { ...facts, names: { share: rule } },
      types: {},
      renderSite: (_, { here, declaration }) => {
        const said: readonly [string, number] = [here.names.share, declaration.quota];
        // @ts-expect-error: a share has no user
        void declaration.username;
        return said[1] > 0 ? undefined : { ready: [], waits: [] };
      },
    });
    expect(own.kind).toBe('file-share');
  });

  test('a part of a cell that asks for a name which its facts do not have does not compile', () => {
    const render = (_: unknown, placement: Placement<RelationalDatabaseDeclaration, 'instance' | 'password', 'alias'>): undefined =>
      void placement;
    cell({
      kind: 'relational-database',
      // @ts-expect-error: what renders wants a password
      facts: { ...facts, names: { instance: rule } },
      types: {},
      renderSite: render,
    });
    cell({ kind: 'relational-database', facts: { ...facts, names: { instance: rule, password: rule } }, types: {}, renderSite: render });
  });
});

describe('the cell of a component, where its kind has several', () => {
  const declared = (id: string): Declaration => ({ id, kind: 'object-storage', after: [], gib: 0 });
  const takes = (...ids: string[]) => ({ service: ids.join('+'), takes: ({ id }: Declaration) => ids.includes(id) });
  const rest = { service: 'the rest' };
  const found = (id: string, ...cells: readonly { readonly service?: string }[]) =>
    cellOf({ name: 'nimbus', cells: { 'object-storage': cells } }, declared(id))?.service;

  test('those that say what they take are asked, and one that does not stands for the rest', () => {
    expect(found('A', takes('A'), takes('B'), rest)).toBe('A');
    expect(found('B', takes('A'), takes('B'), rest)).toBe('B');
    expect(found('C', takes('A'), takes('B'), rest)).toBe('the rest');
    expect(found('C', rest, takes('C'))).toBe('C');
  });

  test('nobody takes it: none', () => {
    expect(found('C', takes('A'), takes('B'))).toBeUndefined();
    expect(found('C')).toBeUndefined();
    expect(cellOf({ name: 'nimbus', cells: {} }, declared('C'))).toBeUndefined();
    expect(cellOf({ name: 'nimbus', cells: {} }, { ...declared('C'), kind: 'constructor' })).toBeUndefined();
  });

  test('a cell that stands alone needs no list, and may take some components only', () => {
    expect(cellOf({ name: 'nimbus', cells: { 'object-storage': rest } }, declared('A'))).toBe(rest);
    expect(cellOf({ name: 'nimbus', cells: { 'object-storage': takes('A') } }, declared('B'))).toBeUndefined();
  });

  test('two take it: refused, with both named', () => {
    expect(() => found('A', takes('A', 'B'), takes('A'), rest)).toThrow(
      /DR-CELL-02: 2 cells of nimbus take A \(object-storage\) \(got: A\+B and A\)/,
    );
    expect(() => found('A', rest, {})).toThrow(/DR-CELL-02.*the rest and a cell that names no service/);
  });

  test('every cell of a cloud is found', () => {
    const cells = { 'object-storage': [takes('A'), rest], secrets: { service: 'keys' } };
    expect(cellsOf(cells).map(([kind, { service }]) => `${kind}: ${service}`)).toEqual([
      'object-storage: A',
      'object-storage: the rest',
      'secrets: keys',
    ]);
  });
});
