import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import type { CellFacts, NameRule } from '../../lib/port/facts';
import { cellOf, cellsOf } from '../../lib/port/cell';
import type { CloudCell } from '../../lib/port/cloud';
import { knownTypes } from '../../lib/port/known-types';
import { ContinuityError } from '../../lib/words/errors';
import { KINDS, type BuiltinKind } from '../../lib/words/kinds';
import { Tier } from '../../lib/objectives/tier';
import { MATRIX } from '../../lib/plan/matrix';
import { namesOf } from '../../lib/plan/names';
import { NORMAL } from '../../lib/situation/facts';
import type { Effect } from '../../lib/words/effect';
import type { Flip, Posture } from '../../lib/words/posture';
import { checkStep, findStep, found } from '../../lib/words/steps';
import type { Declaration } from '../../lib/components/component';
import { CLOUDS, type CloudUnderTest } from '../support/clouds';
import { madeOn, MAKE, MORE, withNeeds } from '../support/components';
import { blocksOf, type Block } from '../support/json';
import { planIn } from '../support/press';
import { lawOne } from '../support/laws/law-01';
import { lawTwo } from '../support/laws/law-02';
import { lawEight } from '../support/laws/law-08';
import { compiled } from '../support/program';
import { declareApp, render, type Output } from '../support/synth';
import { FOURTH } from './fourth-cloud';

const POSTURES: readonly Posture[] = ['none', 'backup', 'replica', 'active', 'prepared', 'reduced', 'full'];
const FLIPS = ['symmetric', 'switch', 'promote', 'restore', 'owned'];

/** Declarations as the components make them. */
function declarationOf(under: (typeof CLOUDS)[number], kind: BuiltinKind): Declaration {
  return {
    id: MAKE[kind].id,
    kind,
    after: [],
    gib: KINDS[kind].nature === 'data' ? 100 : 0,
    ...(kind === 'secrets' ? { names: ['api-token'] } : {}),
    ...(kind === 'file-storage' ? { protocol: 'smb', restorableDays: 30 } : {}),
    ...(kind === 'table'
      ? { partitionKey: { name: 'customer' }, throughput: { mode: 'on-demand', reads: 1, writes: 1 }, restorableDays: 7, boundedLag: false }
      : {}),
    ...(['container-service', 'machine-group'].includes(kind) ? { startup: 120 } : {}),
    cloud: under.name,
  } as Declaration;
}

describe.each([...CLOUDS, FOURTH])('the port as $name fills it', (under) => {
  const { cloud } = under;
  const known = knownTypes(cloud);
  const cells = cellsOf(cloud.cells).map(([kind, { facts }]): [BuiltinKind, CellFacts] => [kind as BuiltinKind, facts]);

  test('has a name, regions of its own, and at least one cell of a kind that the table knows', () => {
    expect(cloud.name).toBe(under.name);
    expect(cloud.regions.every((region) => region.cloud === cloud.name)).toBe(true);
    expect(under.sites.every((site) => cloud.regions.some(({ code }) => site === `${cloud.name}:${code}`))).toBe(true);
    expect(cells.map(([kind]) => kind in MATRIX)).not.toContain(false);
    expect(cells).not.toEqual([]);
  });

  test.each(cells)('%s: flips are known ones, for known postures, and what is absent is explained', (_, facts) => {
    expect(POSTURES).toEqual(expect.arrayContaining(Object.keys(facts.flips)));
    expect(FLIPS).toEqual(expect.arrayContaining(Object.values(facts.flips)));
    expect(facts.spreads).not.toEqual([]);
    expect([facts.limits, facts.fence].map((text) => text.trim())).not.toContain('');
  });

  test.each(cells)('%s: every figure has a source, and takes no negative time, however much there is to copy', (kind, facts) => {
    for (const posture of Object.keys(facts.flips) as Posture[]) {
      for (const gib of [0, 1, 100, 1_000_000]) {
        const { rpo, promotion } = facts.figures({ ...declarationOf(under, kind), gib }, posture, 3600);
        for (const figure of [rpo, promotion]) {
          expect(figure.seconds).toBeGreaterThanOrEqual(0);
          expect(Number.isFinite(figure.seconds)).toBe(true);
          expect(figure.source).toMatch(/\S/);
        }
      }
    }
  });

  test.each(cells)('%s: what its vendor promises is a share of a month, with a source and its date', (kind, facts) => {
    const counts = ['container-service', 'machine-group'].includes(kind) ? [1, 2] : [2];
    const all = facts.spreads.flatMap((spread) =>
      counts.flatMap((active) => {
        const declaration = { ...declarationOf(under, kind), instances: { active, standby: 1, most: 4 } };
        return facts.slas?.(declaration as unknown as Declaration, spread) ?? [];
      }),
    );
    for (const { of, percent = 100, source, date } of all) {
      expect(of).toMatch(/\S/);
      expect(percent).toBeGreaterThan(90);
      expect(percent).toBeLessThanOrEqual(100);
      expect(source).toMatch(/^https:/);
      expect(date).toMatch(/^20\d\d-\d\d-\d\d$/);
    }
    expect(under === FOURTH || facts.slas !== undefined).toBe(true);
  });

  test.each(cells)(
    '%s: what may be spread over zones says what the loss of one takes, within what a tier commits, and with a source',
    (_, facts) => {
      expect(facts.zonal !== undefined).toBe(facts.spreads.includes('zonal'));
      for (const { seconds, source } of facts.zonal ? [facts.zonal.rpo, facts.zonal.promotion] : []) {
        expect(seconds).toBeGreaterThanOrEqual(0);
        expect(source).toMatch(/\S/);
      }
      const { rto, rpo } = Tier.VITAL.commits('zone', true);
      expect(facts.zonal?.promotion.seconds ?? 0).toBeLessThanOrEqual(rto!.toSeconds());
      expect(facts.zonal?.rpo.seconds ?? 0).toBeLessThanOrEqual(rpo!.toSeconds());
    },
  );

  test.each(cells)('%s: arguments that never turn back are written as type.argument', (_, facts) => {
    for (const argument of facts.oneWay) expect(argument).toMatch(/^[a-z0-9]+(_[a-z0-9]+)+\.[a-z_.]+$/);
  });

  const rules: [string, Readonly<Record<string, NameRule>>][] = [
    ['ground', cloud.groundNames],
    ...cells.map(([kind, facts]): [string, CellFacts['names']] => [kind, facts.names]),
  ];
  const id = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,30}(-[A-Za-z0-9]{1,12}){0,2}$/);

  test.each(rules)('%s: a name keeps its limit in every generation, or is refused with DR-NAME-01', (_, names) => {
    fc.assert(
      fc.property(
        id,
        id,
        fc.option(id),
        fc.constantFrom(...cloud.regions),
        fc.integer({ min: 0, max: 99 }),
        (workload, component, environment, region, generation) => {
          const parts = {
            workload,
            component,
            region: region.code,
            account: '111122223333',
            generation,
            ...(environment ? { environment } : {}),
          };
          for (const [key, rule] of Object.entries(names)) {
            try {
              const name = namesOf(parts, { [key]: rule })[key] as string;
              expect(name.length).toBeLessThanOrEqual(rule.max);
              expect(name).toMatch(rule.separator === '' ? /^[a-z0-9]+$/ : /^[a-z0-9-]+$/);
              expect(name.endsWith(rule.suffix ?? '')).toBe(true);
            } catch (error) {
              if (!(error instanceof ContinuityError)) throw error;
              expect(error.id).toBe('DR-NAME-01');
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each(rules)('%s: ids of ordinary length fit, even in generation 99', (_, names) => {
    const [region] = [...cloud.regions].sort((a, b) => b.code.length - a.code.length);
    const parts = { workload: 'billing', region: region!.code, account: '111122223333' };
    expect(Object.values(namesOf({ ...parts, component: 'Ledger', generation: 99 }, names)).every((name) => name.length > 0)).toBe(true);
  });

  test('import ids are templates of arguments, or say why there is none', () => {
    for (const [type, template] of Object.entries(known.importIds)) {
      expect(type).toMatch(/^[a-z0-9]+(_[a-z0-9]+)+$/);
      expect(template).toMatch(template.startsWith('!') ? /^! \S.{5,}/ : /\{[a-z_]+\}/);
      expect(template.replace(/\{[a-z_]+\}/g, '')).not.toMatch(template.startsWith('!') ? /^$/ : /[{}]/);
    }
  });

  test('a type has one row: what several cells make stands in the catalogue', () => {
    const all = [cloud.types, ...cellsOf(cloud.cells).map(([, { types }]) => types)].flatMap((rows) => Object.keys(rows));
    expect(all.filter((type, i) => all.indexOf(type) !== i)).toEqual([]);
  });

  test('a row for all types that begin alike says what they reach, and nothing else', () => {
    const patterns = Object.entries(cloud.types).filter(([type]) => type.endsWith('*'));
    for (const [type, row] of patterns) {
      expect(row).toEqual({ holdsData: false, reach: row.reach });
      expect(known.has(type)).toBe(false);
    }
  });

  test('what holds data is named by type, each once', () => {
    const { stateful } = known;
    expect(stateful).not.toEqual([]);
    expect(new Set(stateful).size).toBe(stateful.length);
    for (const type of stateful) expect(type).toMatch(/^[a-z0-9]+(_[a-z0-9]+)+$/);
  });

  test('a reach names a region or an argument, not both, and has a source', () => {
    for (const { type, region, argument, on, source } of known.reach) {
      expect(type).toMatch(/^[a-z0-9]+(_[a-z0-9]+)*_?\*?$/);
      expect([region, argument].filter((one) => one !== undefined)).toHaveLength(1);
      expect(['read', 'change']).toContain(on);
      expect(source).toMatch(/\S/);
    }
  });

  test('a switch of traffic, where there is one, says what it is and how long it takes', () => {
    const facts = cloud.traffic?.facts;
    const figures = facts ? [facts.detection, facts.propagation] : [];
    expect(figures.every(({ seconds, source }) => seconds >= 0 && source !== '')).toBe(true);
    expect(facts === undefined || facts.switch !== '').toBe(true);
  });
});

/** What is wrong with the effects that a cell names, beside what it renders alone with what it needs. */
function effectsAgainst(stacks: Output['stacks'], links: string, facts: Pick<CellFacts, 'flips' | 'effects'>): string[] {
  const { effects = [], flips } = facts;
  const moves: readonly Flip[] = Object.values(flips).filter((flip) => flip !== 'symmetric');
  const blocks = Object.values(stacks).flatMap((stack) => blocksOf(stack));
  const ignoredBy = ({ body }: Block): unknown => (body['lifecycle'] as { ignore_changes?: unknown } | undefined)?.ignore_changes ?? [];
  return [
    ...(moves.length > 0 && effects.length === 0 ? ['says nothing of what a move does behind Terraform'] : []),
    ...effects.flatMap(({ type, terraform, how, source, on }) => [
      ...(/\S/.test(how) && /https:|UNVERIFIED/.test(source) ? [] : [`${type}: no source`]),
      ...(on === undefined || Object.values(flips).includes(on) ? [] : [`${type}: ${on} is no flip of it`]),
      ...(terraform === 'leaves' && !blocksOf(stacks[links]).some((block) => block.type === type)
        ? [`${type}: nothing in links leaves`]
        : []),
      ...(terraform === 'ignored'
        ? how
            .split(', ')
            .filter((argument) => {
              const made = blocks.filter((block) => block.type === type);
              return made.length === 0 || !made.every((block) => (ignoredBy(block) as readonly string[]).includes(argument));
            })
            .map((argument) => `${type}: ${argument} is not ignored`)
        : []),
      ...(terraform === 'not ours' && blocks.some((block) => block.type === type) ? [`${type}: rendered, and said not to be ours`] : []),
    ]),
  ];
}

/** What is declared under a name, as the planner has it. */
function declaredAs(cloud: CloudUnderTest, name: string): Declaration {
  const { workload } = declareApp({ cloud, kinds: withNeeds(cloud, name), tier: MORE[name]?.tier ?? 'hot' });
  const { protections } = planIn(workload, NORMAL);
  return protections.find(({ declaration }) => declaration.id === madeOn(cloud, name).id)?.declaration as Declaration;
}

describe('what a move does behind Terraform is said, and is what is rendered', () => {
  const every = CLOUDS.flatMap((under) =>
    cellsOf(under.cloud.cells).map(([kind, cell]): [string, CloudUnderTest, BuiltinKind, CloudCell] => [
      `${under.name}, ${cell.service ?? kind}`,
      under,
      kind as BuiltinKind,
      cell,
    ]),
  );
  const rendered = (cloud: CloudUnderTest, ...names: readonly string[]) =>
    render({ cloud, kinds: [...new Set(names.flatMap((one) => withNeeds(cloud, one)))], tier: MORE[names[0] ?? '']?.tier ?? 'hot' }).stacks;
  /** Names of what is declared of a kind and is this cell's; of all of the kind, where nothing declared is. */
  const namesFor = (cloud: CloudUnderTest, kind: BuiltinKind, cell: CloudCell): string[] => {
    const all = [kind, ...Object.keys(MORE).filter((one) => MORE[one]?.kind === kind && MORE[one].on.includes(cloud.name))];
    const own = all.filter((one) => cellOf(cloud.cloud, declaredAs(cloud, one)) === cell);
    return own.length > 0 ? own : all;
  };

  test.each(every)('%s', (_, cloud, kind, cell) => {
    expect(effectsAgainst(rendered(cloud, ...namesFor(cloud, kind, cell)), 'billing-links', cell.facts)).toEqual([]);
  });

  describe('kills', () => {
    const [aws, azure] = CLOUDS as readonly [CloudUnderTest, CloudUnderTest];
    const ledger = rendered(aws, 'relational-database');
    const effect: Effect = {
      type: 'aws_db_instance',
      does: 'swaps',
      terraform: 'ignored',
      how: 'username',
      source: 'https://docs.example',
    };
    const of = (over: Partial<Effect>, flip: Flip = 'promote') =>
      effectsAgainst(ledger, 'billing-links', { flips: { replica: flip }, effects: [{ ...effect, ...over }] });

    test('what is right is not caught', () => {
      expect(of({})).toEqual([]);
      expect(effectsAgainst(ledger, 'billing-links', { flips: { replica: 'symmetric' } })).toEqual([]);
    });

    test.each<[string, Partial<Effect>]>([
      ['an argument that is not ignored', { how: 'username, replicate_source_db' }],
      ['a type that is nowhere', { type: 'aws_rds_cluster' }],
      ['no source', { source: 'I think so' }],
      ['a flip that the cell does not have', { on: 'restore' }],
      ['what leaves, and is in no links', { terraform: 'leaves' }],
      ['what is rendered, and said not to be ours', { terraform: 'not ours' }],
    ])('%s', (_, over) => {
      expect(of(over)).toHaveLength(1);
    });

    test('a flip that says nothing, and a link that is not rendered', () => {
      expect(effectsAgainst(ledger, 'billing-links', { flips: { replica: 'promote' } })).toHaveLength(1);
      const { facts } = cellsOf(azure.cloud.cells).find(([kind]) => kind === 'object-storage')![1];
      expect(effectsAgainst({ ...rendered(azure, 'object-storage'), 'billing-links': {} }, 'billing-links', facts)).toHaveLength(1);
    });
  });
});

describe('importing a cloud loads its own bindings and nobody else’s', () => {
  const BINDINGS: Readonly<Record<string, string>> = { aws: 'provider-aws', azure: 'provider-azurerm', oci: 'provider-oci' };

  test.each(CLOUDS.map(({ name }) => name))('%s', (name) => {
    const file = join(compiled(), 'lib', 'clouds', name, `${name}.js`);
    const code = `require(${JSON.stringify(file)}); console.log(JSON.stringify(Object.keys(require.cache)))`;
    const { stdout, stderr, status } = spawnSync(process.execPath, ['-e', code], { encoding: 'utf8' });
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    const loaded = JSON.parse(stdout) as string[];
    const found = Object.values(BINDINGS).filter((binding) => loaded.some((path) => path.includes(`/@cdktf/${binding}/`)));
    expect(found).toEqual([BINDINGS[name]]);
    // An index of bindings costs seconds and half a gigabyte.
    expect(loaded.filter((path) => /@cdktf\/provider-[a-z]+\/(lib|dist)\/index\.js$/.test(path))).toEqual([]);
  });
});

describe('a fourth cloud, made outside the package through the port alone', () => {
  const declared = { cloud: FOURTH, kinds: ['object-storage'], tier: 'hot' } as const;
  const output = render(declared);

  test('goes through a workload: a bucket and a marker at each site, and what joins them', () => {
    const types = (id: string) => blocksOf(output.stacks[id]).map(({ type }) => type);
    expect(Object.keys(output.stacks).sort()).toEqual(['billing-links', 'billing-north', 'billing-south']);
    expect(types('billing-north')).toEqual(['fake_bucket', 'fake_marker']);
    expect(types('billing-links')).toEqual(['fake_copy', 'fake_marker']);
    expect(output.manifest.workloads[0]?.sites.map(({ key }) => key)).toEqual(['fake:north', 'fake:south']);
    expect(output.manifest.stacks.find(({ id }) => id === 'billing-north')?.stateful).toEqual(['fake_bucket.invoices']);
  });

  test('keeps the laws about regions, state and failover by creation', () => {
    expect(lawOne(output, FOURTH)).toEqual([]);
    expect(lawTwo(output, FOURTH)).toEqual([]);
    expect(lawEight(output)).toEqual([]);
  });

  test('is refused a tier that its cell does not offer, in the words of its cell', () => {
    expect(() => render({ ...declared, tier: 'vital' })).toThrow(/DR-CELL-01[\s\S]*one zone a region/);
  });

  test('is refused, before anything is written, where a cell takes what another phase found', () => {
    const cell = FOURTH.cloud.cells['object-storage'] as { recovery?: CloudCell['recovery'] };
    const before = cell.recovery;
    cell.recovery = ({ id, here: { site: endpoint } }) => ({
      fenced: [checkStep({ id: `fenced-${id}`, title: '', run: ['fake'], matches: '', endpoint })],
      check: [findStep({ id: `find-${id}`, title: '', run: ['fake', 'find'], endpoint })],
      verify: [checkStep({ id: `verify-${id}`, title: '', run: ['fake', found(`find-${id}`)], matches: '', endpoint })],
    });
    try {
      const { workload } = declareApp(declared);
      expect(() => {
        workload.stacks[0]?.prepareStack();
      }).toThrow(/DR-FIND-01.*invoices/);
    } finally {
      if (before) cell.recovery = before;
      else delete cell.recovery;
    }
  });
});
