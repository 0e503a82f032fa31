import type { RelationalDatabaseDeclaration } from '../../lib/components/relational-database';
import type { Placement } from '../../lib/plan/plan';
import { cellFor } from '../../lib/port/cell';
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
      renderSite: () => undefined,
    } as const;
    expect(cell(written)).toBe(written);
  });

  test('what is its own compiles', () => {
    const made = cell({
      kind: 'relational-database',
      facts: { ...facts, names: { instance: rule, password: rule } },
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
    cell({ kind: 'relational-databse', facts: { ...facts, names: {} }, renderSite: () => undefined });
  });

  test('a part of a cell that asks for a name which its facts do not have does not compile', () => {
    const render = (_: unknown, placement: Placement<RelationalDatabaseDeclaration, 'instance' | 'password', 'alias'>): undefined =>
      void placement;
    cell({
      kind: 'relational-database',
      // @ts-expect-error: what renders wants a password
      facts: { ...facts, names: { instance: rule } },
      renderSite: render,
    });
    cell({ kind: 'relational-database', facts: { ...facts, names: { instance: rule, password: rule } }, renderSite: render });
  });
});
