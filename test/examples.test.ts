import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020, { type AnySchemaObject } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { App } from 'cdktf';
import { build as wholesaler } from '../examples/aurora-orders';
import { build as insurer } from '../examples/azure-insurer';
import { build as parts } from '../examples/azure-shop';
import { build as housing } from '../examples/cold-social-housing';
import { build as paramedical } from '../examples/ha-paramedical';
import { build as spaceAgency } from '../examples/hot-crossed-space-agency';
import { build as webShop } from '../examples/hot-web-shop';
import { build as magazine } from '../examples/media-wordpress';
import { build as manufacturer } from '../examples/oci-erp';
import { build as suite } from '../examples/saas-two-hours';
import { build as bank } from '../examples/vital-bank';
import type { Manifest, Workload } from '../lib';
import type { MachineGroupDeclaration } from '../lib/components/machine-group';
import { linesOf } from '../lib/words/actions';
import { folder } from './declared';
import { buildOf, EXAMPLES } from './lab/examples';

const ROOT = join(__dirname, '..');

const ajv = new Ajv2020({ allErrors: true, strict: false });
addFormats(ajv);
const schema = JSON.parse(readFileSync(join(ROOT, 'lib', 'reports', 'schemas', 'manifest.schema.json'), 'utf8')) as AnySchemaObject;
const isManifest = ajv.compile(schema);

test('there are examples, the quickstart among them', () => {
  expect(EXAMPLES).toEqual(expect.arrayContaining(['quickstart', 'hot-crossed-space-agency']));
});

describe.each(EXAMPLES)('%s', (name) => {
  const source = readFileSync(join(ROOT, 'examples', `${name}.ts`), 'utf8');
  const outdir = folder();
  let manifest: Manifest;

  beforeAll(async () => {
    const build = await buildOf(name);
    const app = new App({ outdir, stackTraces: false, skipValidation: true, context: { situation: join(outdir, 'situation.json') } });
    build(app);
    app.synth();
    manifest = JSON.parse(readFileSync(join(outdir, 'continuity.json'), 'utf8')) as Manifest;
  });

  test('opens with the business sentence that it implements', () => {
    const opening =
      /^\/\*\*\n([\s\S]*?)\*\//
        .exec(source)?.[1]
        ?.replace(/^ \* ?/gm, ' ')
        .trim() ?? '';
    expect(opening).toMatch(/^[A-Z][\s\S]{60,}\.$/);
    expect(opening.split(/\s+/).length).toBeGreaterThan(15);
  });

  test('has a manifest that fits the published schema', () => {
    expect(isManifest(manifest) ? [] : isManifest.errors).toEqual([]);
  });

  test('has no error that nobody acknowledged', () => {
    const errors = manifest.workloads.flatMap((w) => w.findings).filter((f) => f.level === 'error' && !f.acknowledged);
    expect(errors).toEqual([]);
  });

  test('writes each stack once, and each workload a runbook', () => {
    const directories = manifest.stacks.flatMap((stack) => (stack.directory ? [stack.directory.replace('stacks/', '')] : []));
    expect(new Set(manifest.stacks.map(({ id }) => id)).size).toBe(manifest.stacks.length);
    expect(readdirSync(join(outdir, 'stacks')).sort()).toEqual([...directories].sort());
    for (const { id } of manifest.workloads) expect(readFileSync(join(outdir, `runbook-${id}.md`), 'utf8')).toContain(id);
  });

  test('has sheets whose every command is complete', () => {
    const actions = manifest.workloads.flatMap((w) => w.procedures.flatMap((p) => p.waves.flatMap((wave) => wave.actions)));
    // A text for a shell has values of its own: it is looked at below.
    const lines = actions
      .flatMap((a) => (a.do === 'decide' && a.unless ? [a.unless.run] : linesOf(a)))
      .map((words) => words.filter((_, i) => words[i - 1] !== '-c').join(' '));
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((line) => /undefined|\bNAME\b|\bID\b|<\w+>|TODO|\[object|\$\{/.test(line))).toEqual([]);
  });

  test('writes down a lag only of what one of its checks measures', () => {
    const procedures = manifest.workloads.flatMap((w) => w.procedures);
    const unmeasured = procedures.flatMap(({ transition, waves }) => {
      const actions = waves.flatMap((wave) => wave.actions);
      const measuredBy = (id: string) => actions.flatMap((a) => (a.do === 'check' && a.id === id ? [a.how.number] : []));
      return actions.flatMap((a) =>
        a.do === 'record' && a.record === 'lag'
          ? (a.components ?? []).filter((id) => !(a.after ?? []).flatMap(measuredBy).includes(id)).map((id) => `${transition}: ${id}`)
          : [],
      );
    });
    expect(unmeasured).toEqual([]);
    // Azure SQL Database tells its lag inside of the database alone: a planned swap waits for what is on its way by itself.
    // What swaps its roles follows as copies, too.
    const isFollowed = (w: Manifest['workloads'][number]): boolean =>
      w.placements.some(({ posture }) => posture === 'replica') || w.components.some(({ flip }) => flip === 'switch');
    // Nor does what joins Base Database, files and volumes of OCI, which is asked whether it is whole; Aurora waits by itself, and EFS says until when it is.
    const follows = !['aurora-orders', 'azure-insurer', 'oci-erp'].includes(name) && manifest.workloads.some(isFollowed);
    expect(procedures.some(({ transition, waves }) => transition === 'switch' && JSON.stringify(waves).includes('record-lag'))).toBe(
      follows,
    );
  });

  test('has no value inside a script: names, regions and accounts are its arguments', () => {
    const values = manifest.workloads.flatMap((w) => [
      ...w.sites.flatMap(({ region, account }) => [region, account]),
      ...w.placements.flatMap(({ names }) => Object.values(names)),
    ]);
    const scripts = manifest.workloads
      .flatMap((w) => w.procedures.flatMap((p) => p.waves.flatMap((wave) => wave.actions)))
      .flatMap(linesOf)
      .flatMap(([program, flag, text]) => (program === 'sh' && flag === '-c' ? [text as string] : []));
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((text) => values.some((value) => text.includes(value)))).toEqual([]);
  });

  test('gives no name twice to resources of one kind', () => {
    const named = manifest.workloads.flatMap((w) =>
      w.placements.flatMap((p) => Object.entries(p.names).map(([key, name]) => `${p.site} ${p.kind} ${key} ${name}`)),
    );
    expect(new Set(named).size).toBe(named.length);
  });
});

/** An app in peace, of which nothing is written. */
const inPeace = (): App => new App({ outdir: folder(), stackTraces: false, context: { situation: join(folder(), 'none') } });

test('the space agency: each country is the standby of the other', () => {
  const [telemetry, catalogue] = spaceAgency(inPeace());
  const places = [telemetry, catalogue].map((workload) => [workload?.plan.active, workload?.plan.standby, workload?.plan.tier.name]);
  expect(places).toEqual([
    ['aws:eu-west-3', 'aws:eu-central-1', 'hot'],
    ['aws:eu-central-1', 'aws:eu-west-3', 'hot'],
  ]);
});

test('the manufacturer on OCI: planning follows within the hour, reports are restored of a copy of the day', () => {
  const given = manufacturer(inPeace()).map(({ plan: { tier, budget, placements } }) => {
    const away = placements.filter(({ here, kind }) => here.region === 'eu-paris-1' && kind !== 'network');
    return [tier.name, budget.rpo / 60, Object.fromEntries(away.map(({ component, posture }) => [component, posture]))];
  });
  expect(given).toEqual([
    ['hot', 30, { Exchange: 'replica', Ledger: 'replica', Planner: 'replica' }],
    ['warm', 1460, { Reports: 'backup' }],
  ]);
});

/** What is given for the loss of each thing, and which instances stand where, over how many zones. */
function given({ losses, placements }: Workload['plan']) {
  const instances = placements
    .filter(({ kind, posture }) => kind === 'relational-database' && posture !== 'backup')
    .map(({ here, spread, posture }) => `${here.region} ${posture} ${spread}`);
  return { ...losses, instances };
}

test('the paramedical group: a building may be lost without a word, the region is answered from copies elsewhere in the union', () => {
  const { plan } = paramedical(inPeace());
  const { zone, region, data, instances } = given(plan);
  expect(zone).toMatchObject({ answer: 'changes over', rto: 300 });
  expect(Object.values(zone.each).map((figure) => figure?.seconds)).toEqual([0, 0, 0, 0, 0]);
  expect([region.answer, data.answer, plan.tier.bounds.rto]).toEqual(['moves', 'restored', undefined]);
  expect(instances).toEqual(['eu-south-1 active zonal']);
  expect(plan.placements.filter(({ leaves }) => leaves).map(({ kind }) => kind)).toEqual(['load-balancer']);
  expect(plan.placements.filter(({ kind }) => kind === 'machine-group').map(({ here, posture }) => [here.region, posture])).toEqual([
    ['eu-south-1', 'full'],
    ['eu-south-2', 'prepared'],
  ]);
});

test('the bank: zones at both sites, of one size, and the standby more than 100 km away', () => {
  const { plan } = bank(inPeace());
  const { zone, region, instances } = given(plan);
  expect([zone.answer, region.answer]).toEqual(['changes over', 'moves']);
  expect(region.rto).toBeLessThanOrEqual(plan.objectives.rto.toSeconds());
  expect(plan.tier.bounds).toMatchObject({ apartKm: 100 });
  expect(instances).toEqual(['eu-west-1 active zonal', 'eu-central-1 replica zonal']);
  const clearing = plan.placements.filter(({ component }) => component === 'Clearing');
  expect(clearing.map(({ here, posture, spread }) => [here.region, posture, spread])).toEqual([
    ['eu-west-1', 'full', 'zonal'],
    ['eu-central-1', 'full', 'zonal'],
  ]);
  const declared = clearing.map(({ declaration }) => declaration as MachineGroupDeclaration);
  expect(declared.map(({ reserved, instances: { active } }) => [reserved['aws:eu-central-1'], active])).toEqual([
    [6, 6],
    [6, 6],
  ]);
});

test('the web shop: within its hour, the start of its containers included', () => {
  const { plan } = webShop(inPeace());
  const front = plan.budget.parts.find(({ name }) => name.endsWith('Front'));
  expect(front?.figure).toMatchObject({ seconds: 420, verified: false });
  expect(plan.budget.rto).toBeLessThanOrEqual(3600);
  expect(plan.placements.filter(({ component }) => component === 'Front').map(({ here, posture }) => [here.region, posture])).toEqual([
    ['eu-west-3', 'full'],
    ['eu-central-1', 'reduced'],
  ]);
});

test('the magazine: within its hour on MySQL, which is set alike at both sites', () => {
  const { plan } = magazine(inPeace());
  expect(plan.tier.name).toBe('hot');
  expect(plan.budget.rto).toBeLessThanOrEqual(3600);
  expect(given(plan).instances).toEqual(['eu-west-3 active single', 'eu-central-1 replica single']);
});

test('the wholesaler: within its hour, on an Aurora that keeps its identity at both sites and files that follow', () => {
  const { plan } = wholesaler(inPeace());
  expect([plan.tier.name, plan.budget.rto <= 3600, plan.budget.rpo]).toEqual(['hot', true, 900]);
  expect(given(plan).instances).toEqual(['eu-west-3 active single', 'eu-central-1 replica single']);
  const flips = plan.protections.map(({ declaration: { id }, flip }) => [id, flip]);
  expect(Object.fromEntries(flips)).toMatchObject({ Orders: 'switch', Scans: 'promote' });
});

test('the landlord: nothing but copies stands at the other site, and none is older than a day', () => {
  const { plan } = housing(inPeace());
  const { region, data, instances } = given(plan);
  expect([region.answer, data.answer, plan.tier.bounds.rto]).toEqual(['moves', 'restored', undefined]);
  expect(plan.budget.rpo).toBeLessThanOrEqual(86_400);
  expect(instances).toEqual(['eu-west-3 active single']);
  expect(plan.sites['aws:eu-west-3']?.copies).toMatchObject({ every: 43_200, toPeer: true });
});

test('the spare parts: within four hours on Azure, what serves and what follows of one size', () => {
  const { plan } = parts(inPeace());
  expect([plan.tier.name, plan.losses.region.answer, plan.losses.data.answer]).toEqual(['hot', 'moves', 'restored']);
  expect(plan.budget.rto).toBeLessThanOrEqual(plan.objectives.rto.toSeconds());
  expect(plan.budget.rpo).toBeLessThanOrEqual(plan.objectives.rpo.toSeconds());
  expect(given(plan).instances).toEqual([
    'francecentral active single',
    'francecentral active single',
    'swedencentral replica single',
    'swedencentral replica single',
  ]);
});

test('the insurer: a zone is lost without a word, the region is answered within two hours, and nothing leaves the Union', () => {
  const { plan } = insurer(inPeace());
  expect([plan.tier.name, plan.losses.zone.answer, plan.losses.region.answer, plan.losses.data.answer]).toEqual([
    'hot',
    'changes over',
    'moves',
    'restored',
  ]);
  expect(plan.budget.rto).toBeLessThanOrEqual(plan.objectives.rto.toSeconds());
  expect(plan.budget.rpo).toBeLessThanOrEqual(plan.objectives.rpo.toSeconds());
  expect(given(plan).instances).toEqual(['westeurope active zonal', 'northeurope replica single']);
});

test('the publisher: two hours are lost at most, and of two nights one is in each vault', () => {
  const app = inPeace();
  const { plan, stacks } = suite(app);
  expect(plan.budget.rpo).toBeLessThanOrEqual(7200);
  expect(plan.losses.data.each['Orders']?.seconds).toBeLessThanOrEqual(7200);
  app.synth();
  const read = (id: string): string => JSON.stringify(stacks.find(({ node }) => node.id === id)?.toTerraform());
  const rules = [...read('suite-eu-west-3').matchAll(/"schedule":"(cron\(30[^"]+)"/g)].map(([, cron]) => cron);
  expect(rules).toEqual(['cron(30 1 1/2 * ? *)', 'cron(30 1 2/2 * ? *)']);
  for (const region of ['eu-west-3', 'eu-central-1']) expect(read(`suite-${region}`)).toContain(`"name":"suite-nightly-${region}"`);
  // What is made of data runs where the data is, alone.
  expect(read('suite-eu-central-1')).not.toContain('nightly-plan');
});
