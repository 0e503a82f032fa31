/**
 * transitions OUTDIR: synthesizes the quickstart in several situations, and prints one line `FROM TO` for each transition that is
 * worth asking the real provider about (`transition-plan FROM TO`). Stacks whose bytes stay the same are left out of both.
 *
 * Whoever judges takes every destroy for a fault. What holds no data and goes by design is therefore left out of what is judged:
 * - the stack of traffic: its old health checks are deleted once the record rests on the new ones;
 * - whatever `LEAVES_BY_DESIGN` names. Nothing that holds data is ever left out: that would hide what is looked for.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { App } from 'cdktf';
import { build } from '../../examples/quickstart';
import { aws } from '../../lib/clouds/aws/aws';
import { knownTypes } from '../../lib/port/known-types';
import { declare, record } from '../../lib/situation/declare';
import { NORMAL } from '../../lib/situation/facts';
import type { Situation } from '../../lib/situation/schema';
import { situationText } from '../../lib/situation/text';
import type { Declaration, Happening } from '../../lib/situation/words';
import { MOVE_VARIABLE } from '../../lib/words/actions';

const PARIS = 'aws:eu-west-3';
const FRANKFURT = 'aws:eu-central-1';
const SIDES = build(new App({ stackTraces: false })).sides;
const { workload } = SIDES;
const components = SIDES.components.map(({ id }) => id);

/** A day and what follows it. `name`: the situation is synthesized after the step. */
const JOURNEY: readonly { readonly act: Declaration | Happening; readonly name?: string }[] = [
  { act: { record: 'standing', workload, components }, name: 'normal' },
  { act: { op: 'lost', site: PARIS } },
  { act: { op: 'failover', workload, to: FRANKFURT }, name: 'failing-over' },
  { act: { record: 'started', workload, components } },
  { act: { record: 'completed', workload, components } },
  { act: { op: 'normal', site: PARIS }, name: 'failed-over' },
  { act: { record: 'fenced', workload, site: PARIS }, name: 'reprotected' },
  { act: { record: 'standing', workload, components } },
  { act: { op: 'fence', workload, at: FRANKFURT } },
  { act: { record: 'fenced', workload, site: FRANKFURT }, name: 'fenced' },
  { act: { op: 'switch', workload, to: PARIS }, name: 'switching' },
  { act: { record: 'lag', workload, lag: Object.fromEntries(components.map((id) => [id, 0])) } },
  { act: { record: 'started', workload, components } },
  { act: { record: 'completed', workload, components }, name: 'switched' },
];

/**
 * From, to, and the stacks that are judged: the replica is promoted in place; the old side comes back beside itself; the way home. What
 * joins the sites is withheld while a move is open, so that it is judged from the day before a move to the day after it.
 */
const TRANSITIONS: readonly (readonly [from: string, to: string, stacks: readonly string[]])[] = [
  ['normal', 'failing-over', ['billing-eu-central-1']],
  ['failed-over', 'reprotected', ['billing-eu-west-3', 'billing-links']],
  ['normal', 'reprotected', ['billing-links']],
  ['reprotected', 'fenced', ['billing-eu-central-1']],
  ['fenced', 'switching', ['billing-eu-west-3']],
  ['reprotected', 'switching', ['billing-eu-central-1', 'billing-eu-west-3']],
  ['switching', 'switched', ['billing-eu-central-1']],
  ['reprotected', 'switched', ['billing-links']],
];

/** Types that go when a replica is promoted, and what for; none of them holds data. */
const LEAVES_BY_DESIGN: Readonly<Record<string, string>> = {
  aws_cloudwatch_metric_alarm:
    'the alarm about the lag of a replica goes when it follows nobody any more, and those of what serves when it is fenced',
  aws_cloudwatch_event_rule: 'what tells of copies goes while a site neither serves nor stands by',
  aws_cloudwatch_event_target: 'it goes with its rule',
};

/** Plans are made with no cloud at hand: what a look-up would find there, the same before and after but for the marker. */
const FOUND: Readonly<Record<string, unknown>> = {
  aws_availability_zones: { names: ['zone-a', 'zone-b', 'zone-c'] },
  aws_kms_alias: { target_key_arn: 'arn:aws:kms:eu-west-3:111122223333:key/00000000-0000-0000-0000-000000000000' },
  aws_secretsmanager_secret: { id: 'arn:aws:secretsmanager:eu-west-3:111122223333:secret:offline-AbCdEf' },
  aws_secretsmanager_secret_version: { secret_string: 'offline' },
};

/** What finds the marker, and what carries it: before, none stands; after, the one that was written before. */
const MARKER = { lookUp: 'aws_ssm_parameters_by_path', resource: 'aws_ssm_parameter', name: 'continuity-marker' };

/** Holds no data; the judge makes up its computed `not_resources`, which the provider then takes for a wish to change it. */
const NOT_JUDGED = 'aws_backup_selection';

/** The judge makes up what only an apply knows, and differently where it is referred to: the same text stands for it on both sides. */
const REFERENCE = /\$\{(aws_[a-z0-9_]+)\.([A-Za-z0-9_-]+)\.([a-z0-9_]+)\}/g;
const standIn = (_: string, type: string, name: string, attribute: string): string =>
  attribute === 'arn' ? `arn:aws:offline:eu-west-3:111122223333:${type}/${name}` : `known-${name}-${attribute}`;

type Found = Record<string, unknown>;
type Blocks = Record<string, Record<string, unknown>>;
interface Stack {
  resource?: Blocks;
  data?: Blocks;
  ephemeral?: Blocks;
  locals?: Record<string, unknown>;
  variable?: Record<string, unknown>;
  provider?: Record<string, Record<string, unknown>[]>;
}

function situations(): Map<string, Situation> {
  let situation = NORMAL;
  const out = new Map<string, Situation>();
  JOURNEY.forEach(({ act, name }, i) => {
    const said = { by: 'the lab', at: new Date(Date.UTC(2026, 0, 1, i + 1)).toISOString() };
    situation = 'op' in act ? declare(situation, act, [SIDES], said) : record(situation, act, [SIDES], said);
    if (name) out.set(name, situation);
  });
  return out;
}

function synthesize(situation: Situation, folder: string): Map<string, string> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'situation.json');
  writeFileSync(file, situationText(situation));
  const app = new App({ outdir: join(folder, 'out'), stackTraces: false, context: { situation: file } });
  build(app);
  app.synth();
  const stacks = join(folder, 'out', 'stacks');
  return new Map(readdirSync(stacks).map((id) => [id, readFileSync(join(stacks, id, 'cdk.tf.json'), 'utf8')]));
}

/** A stack without what leaves by design: gone from `before` where `after` has it no more. */
function withoutLeaving(before: Stack, after: Stack): Stack {
  const kept = Object.entries(before.resource ?? {}).map(([type, named]) => {
    const leaves = type in LEAVES_BY_DESIGN && !knownTypes(aws).stateful.includes(type);
    return [
      type,
      Object.fromEntries(Object.entries(named).filter(([name]) => !leaves || after.resource?.[type]?.[name] !== undefined)),
    ] as const;
  });
  return { ...before, resource: Object.fromEntries(kept.filter(([, named]) => Object.keys(named).length > 0)) };
}

function missing(what: string): never {
  throw new Error(`nothing says what a look-up of ${what} finds`);
}

/** The markers that an output writes, each below the path at which it is looked for. */
function markersOf(output: ReadonlyMap<string, string> = new Map()): Map<string, string> {
  const written = [...output.values()].map((text) => (JSON.parse(text) as Stack).resource?.[MARKER.resource]?.[MARKER.name]);
  return new Map(
    (written as ({ name: string; value: string } | undefined)[]).flatMap((marker) =>
      marker ? [[dirname(marker.name), marker.value] as const] : [],
    ),
  );
}

/** The number that an apply of the stack has to say, where it opens the site: whoever judges says nothing, so it stands as the default. */
function saying(stack: Stack): Stack {
  const [, number] = new RegExp(`var\\.${MOVE_VARIABLE} == \\\\"([0-9]+)`).exec(JSON.stringify(stack)) ?? [];
  if (!number) return stack;
  return { ...stack, variable: { ...stack.variable, [MOVE_VARIABLE]: { type: 'string', default: number } } };
}

/** What each look-up of a stack finds, where these markers stand. */
function findings(
  blocks: readonly (readonly [type: string, named: Record<string, unknown>])[],
  standing: ReadonlyMap<string, string>,
): Found {
  return Object.fromEntries(
    blocks.flatMap(([type, named]) =>
      Object.entries(named).map(([name, block]) => {
        if (type !== MARKER.lookUp) return [`found_${type}_${name}`, FOUND[type] ?? missing(type)];
        const marker = standing.get((block as { path: string }).path);
        const values = JSON.stringify(JSON.stringify(marker === undefined ? [] : [marker]));
        return [`found_${type}_${name}`, { values: `\${sensitive(jsondecode(${values}))}` }];
      }),
    ),
  );
}

/** A stack that plans with no cloud at hand: look-ups are replaced by what they would find, and no account is asked for. */
function offline(whole: Stack, standing: ReadonlyMap<string, string> = new Map()): Stack {
  const { data = {}, ephemeral = {}, ...stack } = saying(whole);
  const text = JSON.stringify(stack)
    .replace(/\b(?:data|ephemeral)\.(aws_[a-z0-9_]+)\.([A-Za-z0-9_-]+)/g, 'local.found_$1_$2')
    .replace(REFERENCE, standIn);
  const { provider = {}, resource = {}, ...rest } = JSON.parse(text) as Stack;
  const judged = Object.fromEntries(Object.entries(resource).filter(([type]) => type !== NOT_JUDGED));
  // The judge's state knows no aliases; what leaves by a `removed` block needs a provider there, any of them.
  const providers = Object.entries(provider).map(([name, all]) => {
    const own = all.map(({ allowed_account_ids: _account, ...kept }) => kept);
    const { alias, ...plain } = own[0] ?? {};
    return [name, alias === undefined ? own : [plain, ...own]] as const;
  });
  return {
    ...rest,
    resource: judged,
    provider: Object.fromEntries(providers),
    locals: findings([...Object.entries(data), ...Object.entries(ephemeral)], standing),
  };
}

function write(folder: string, id: string, stack: Stack): void {
  mkdirSync(join(folder, 'stacks', id), { recursive: true });
  writeFileSync(join(folder, 'stacks', id, 'cdk.tf.json'), JSON.stringify(stack));
}

function main([outdir]: readonly string[]): void {
  if (!outdir) throw new Error('usage: tsx test/lab/transitions.ts OUTDIR');
  const root = resolve(outdir);
  rmSync(join(root, 'situations'), { recursive: true, force: true });
  const outputs = new Map([...situations()].map(([name, situation]) => [name, synthesize(situation, join(root, 'situations', name))]));
  for (const [from, to, stacks] of TRANSITIONS) {
    const [a, b] = [join(root, `${from}-to-${to}`, 'from'), join(root, `${from}-to-${to}`, 'to')];
    rmSync(join(root, `${from}-to-${to}`), { recursive: true, force: true });
    const changing = stacks.filter((id) => {
      const [before, after] = [outputs.get(from)?.get(id), outputs.get(to)?.get(id)];
      if (!before || !after || before === after) return false;
      const [was, is] = [JSON.parse(before) as Stack, JSON.parse(after) as Stack];
      write(a, id, offline(withoutLeaving(was, is)));
      write(b, id, offline(is, markersOf(outputs.get(from))));
      return true;
    });
    if (changing.length > 0) console.log(`${a} ${b}`);
  }
}

main(process.argv.slice(2));
