import { InvalidArgumentError, Option, type Command } from 'commander';
import type { Declaration } from '../../situation/words';
import { declareCommand, type DeclareOptions } from '../declare';
import { whole } from './values';
import { addCommand, BY, common, DRY, type Shell } from './command';

type Verb = (name: Declaration['op'], what: string, ...examples: string[]) => Command;
type Act = (declaration: Declaration, o: DeclareOptions) => Promise<void>;

/** `continuity declare`: what happened, or what is decided. */
export function addDeclare(program: Command, { io, done }: Shell): void {
  const declare = addCommand(program, 'declare', {
    what: 'write what happened, or what is decided, into the situation file',
    examples: [
      'continuity declare lost aws:eu-west-3 --since 02:10',
      'continuity declare failover billing --to aws:eu-central-1 --dry-run',
      'continuity declare normal aws:eu-west-3',
    ],
  });
  const verb: Verb = (name, what, ...examples) =>
    common(addCommand(declare, name, { what, examples: examples.map((line) => `continuity declare ${name} ${line}`) }))
      .option(...BY)
      .option(...DRY)
      .addOption(new Option('--sequence <n>', 'refuse unless the file is at this sequence').argParser(whole));
  const act: Act = (declaration, o) => done(declareCommand(declaration, o, io));
  addStatus(verb, act);
  addMoves(verb, act);
  addEndings(verb, act);
}

const SITE = ['<site>', 'cloud:region'] as const;
const WORKLOAD = ['<workload>', 'its id in the manifest'] as const;
const SINCE = ['--since <when>', 'when it began: ISO 8601, or HH:MM (default: now)'] as const;
type Since = DeclareOptions & { since?: string };

function addStatus(verb: Verb, act: Act): void {
  verb('lost', 'a region does not answer', 'aws:eu-west-3 --since 02:10')
    .argument(...SITE)
    .option(...SINCE)
    .action((site: string, o: Since) => act({ op: 'lost', site, ...optional('since', o.since) }, o));
  verb('avoid', 'a region answers, but is not trusted', 'aws:eu-west-3')
    .argument(...SITE)
    .option(...SINCE)
    .action((site: string, o: Since) => act({ op: 'avoid', site, ...optional('since', o.since) }, o));
  verb('gone', 'a region will not come back', 'aws:eu-west-3 --replaced-by aws:eu-south-1')
    .argument(...SITE)
    .option(...SINCE)
    .option('--replaced-by <site>', 'the successor that takes its place in each workload')
    .action((site: string, o: Since & { replacedBy?: string }) =>
      act({ op: 'gone', site, ...optional('since', o.since), ...optional('replacedBy', o.replacedBy) }, o),
    );
  verb('normal', 'a region is well again', 'aws:eu-west-3')
    .argument(...SITE)
    .action((site: string, o: DeclareOptions) => act({ op: 'normal', site }, o));
}

/** The field, where there is a value. */
const optional = <K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> =>
  value === undefined ? {} : ({ [key]: value } as Record<K, V>);

interface FailoverOptions extends DeclareOptions {
  readonly to: string;
  readonly incident?: string;
  readonly from?: Record<string, string>;
  readonly acceptLoss?: boolean;
}

const TO = ['--to <site>', 'the site that is to serve: cloud:region'] as const;
const AT = ['--at <site>', 'the site that serves now: cloud:region'] as const;

function addMoves(verb: Verb, act: Act): void {
  verb(
    'failover',
    'move a workload by force: its active site is out, or not trusted',
    'billing --to aws:eu-central-1 --dry-run',
    'billing --to aws:eu-central-1 --incident INC-4711',
  )
    .argument(...WORKLOAD)
    .requiredOption(...TO)
    .option('--incident <id>', 'number of the incident, kept in the history')
    .option('--from <component=point>', 'the recovery point to restore a component from (default: the latest; repeatable)', points)
    .option('--accept-loss', 'more than the RPO is lost, as was shown: whoever may decide that did')
    .action((workload: string, { to, incident, from, acceptLoss, ...o }: FailoverOptions) => {
      const more = { ...optional('incident', incident), ...optional('from', from), ...optional('acceptLoss', acceptLoss) };
      return act({ op: 'failover', workload, to, ...more }, o);
    });
  verb('switch', 'move a workload without loss, while both sites live', 'billing --to aws:eu-west-3')
    .argument(...WORKLOAD)
    .requiredOption(...TO)
    .action((workload: string, o: DeclareOptions & { to: string }) => act({ op: 'switch', workload, to: o.to }, o));
  verb(
    'restore',
    'data is corrupted or deleted: make it anew from recovery points, where it serves',
    'billing --from Ledger=POINT --dry-run',
  )
    .argument(...WORKLOAD)
    .requiredOption('--from <component=point>', 'the recovery point to make a component from, or latest (repeatable)', points)
    .option('--incident <id>', 'number of the incident, kept in the history')
    .action((workload: string, { from, incident, ...o }: DeclareOptions & { from: Record<string, string>; incident?: string }) =>
      act({ op: 'restore', workload, from, ...optional('incident', incident) }, o),
    );
  for (const [op, what] of [
    ['close', 'begin a planned switch early: take no user, work on what is in flight'],
    ['fence', 'begin a planned switch early: stop serving'],
  ] as const)
    verb(op, what, 'billing --at aws:eu-central-1')
      .argument(...WORKLOAD)
      .requiredOption(...AT)
      .action((workload: string, o: DeclareOptions & { at: string }) => act({ op, workload, at: o.at }, o));
}

function addEndings(verb: Verb, act: Act): void {
  verb('abort', 'give a move, or the fence for one, up before anything is promoted', 'billing')
    .argument(...WORKLOAD)
    .action((workload: string, o: DeclareOptions) => act({ op: 'abort', workload }, o));
  verb('added', 'take in components that came after a move: they belong to the site that serves', 'billing')
    .argument(...WORKLOAD)
    .action((workload: string, o: DeclareOptions) => act({ op: 'added', workload }, o));
  verb('retire', 'let an old generation leave Terraform; nothing is destroyed', 'billing Ledger@aws:eu-west-3#0')
    .argument(...WORKLOAD)
    .argument('<generation>', 'Component@site#generation')
    .action((workload: string, generation: string, o: DeclareOptions) => act({ op: 'retire', workload, generation }, o));
}

function points(word: string, before: Record<string, string> = {}): Record<string, string> {
  const [component, ...point] = word.split('=');
  if (!component || point.length === 0) throw new InvalidArgumentError('Component=recovery point');
  return { ...before, [component]: point.join('=') };
}
