import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter/index.js';
import { TerraformStack, type App } from 'cdktf';
import { DnsFailover, LoadBalancer, type Situation, type Workload } from '../../lib';
import { appIn, database, dublin, DUBLIN, folder, FRANKFURT, network, PARIS, sidesOf, topology, workload } from '../declared';
import { after, stepsOf, type Step } from '../support/history';

/** A stack as the command line of cdktf reads it: `cdktf deploy` looks for what is waited for among the names. */
interface Read {
  readonly name: string;
  readonly dependencies: string[];
}
/** The command line's own judgement (cdktf-cli 0.21). */
interface CommandLine {
  getMultipleStacks(stacks: readonly Read[], patterns: readonly string[], action: string): Read[];
  checkIfAllDependenciesAreIncluded(stacks: readonly Read[]): void;
}
// Its errors and its log alone: the rest asks the network for a newer version.
jest.mock('@cdktf/commons', () => ({ Errors: { Usage: (what: string) => new Error(what) }, logger: { debug: () => undefined } }));
// oxlint-disable-next-line typescript/no-require-imports -- what cdktf-cli is made of: it publishes no types
const cli = require('@cdktf/cli-core/src/lib/helpers/stack-helpers') as CommandLine;

function books(app: App): Workload {
  const w = workload(app, 'billing', { topology: topology({ successors: [dublin()] }) });
  network(w);
  database(w);
  new DnsFailover(w, 'Dns', { zone: 'acme.example', record: 'billing', target: new LoadBalancer(w, 'Web', { plainHttp: true }) });
  return w;
}
const [SIDES] = sidesOf(books);
const STEPS = stepsOf(SIDES!);
const situation = (...steps: Step[]): Situation => after([SIDES!], ...steps);
const LOST: Step = { op: 'lost', site: PARIS };
const FAILOVER: Step = { op: 'failover', workload: 'billing', to: FRANKFURT };

/** The stacks that `cdktf deploy` finds, in a situation. */
function read(given?: Situation, more: (app: App, w: Workload) => void = () => undefined): Record<string, Read> {
  const dir = folder();
  const app = appIn(dir, given);
  more(app, books(app));
  app.synth();
  return (JSON.parse(readFileSync(join(dir, 'out', 'manifest.json'), 'utf8')) as { stacks: Record<string, Read> }).stacks;
}

/** Deploys what the patterns name as the command line does, and gives the turns. Throws where it refuses. */
function deploy(stacks: Record<string, Read>, ...patterns: string[]): string[][] {
  let pending = cli.getMultipleStacks(Object.values(stacks), patterns, 'deploy');
  cli.checkIfAllDependenciesAreIncluded(pending);
  const turns: string[][] = [];
  while (pending.length > 0) {
    const waiting = new Set(pending.map(({ name }) => name));
    const ready = pending.filter(({ dependencies }) => !dependencies.some((name) => waiting.has(name)));
    if (ready.length === 0) throw new Error(`nothing is ready of ${[...waiting].join(', ')}`);
    turns.push(ready.map(({ name }) => name).sort());
    pending = pending.filter((one) => !ready.includes(one));
  }
  return turns;
}

describe('in peace, `cdktf deploy` knows the order', () => {
  const BASES = ['billing-eu-central-1-base', 'billing-eu-west-3-base'];

  test('all of it, on empty accounts: base, the site that serves, the other one, links, traffic', () => {
    expect(deploy(read(), '*')).toEqual([BASES, ['billing-eu-west-3'], ['billing-eu-central-1'], ['billing-links'], ['billing-traffic']]);
  });

  test('the site that serves comes first when it is the other one', () => {
    const back = situation(
      STEPS.standing,
      LOST,
      FAILOVER,
      STEPS.started,
      STEPS.completed,
      { op: 'normal', site: PARIS },
      STEPS.fenced(PARIS),
    );
    expect(deploy(read(back), '*')).toEqual([
      BASES,
      ['billing-eu-central-1'],
      ['billing-eu-west-3'],
      ['billing-links'],
      ['billing-traffic'],
    ]);
  });

  test('one alone is refused without what it waits for, and taken with it', () => {
    const stacks = read();
    expect(() => deploy(stacks, 'billing-eu-west-3')).toThrow(/billing-eu-west-3-base.*--ignore-missing-stack-dependencies/);
    expect(deploy(stacks, 'billing-eu-west-3*')).toEqual([['billing-eu-west-3-base'], ['billing-eu-west-3']]);
  });

  test('a pair that came about by a replacement has it, and what was replaced waits for nothing', () => {
    const replaced = situation(STEPS.standing, LOST, FAILOVER, STEPS.started, STEPS.completed, {
      op: 'gone',
      site: PARIS,
      replacedBy: DUBLIN,
    });
    expect(deploy(read(replaced), '*')).toEqual([
      ['billing-eu-central-1-base', 'billing-eu-west-1-base'],
      ['billing-eu-central-1'],
      ['billing-eu-west-1'],
      ['billing-links-eu-central-1-eu-west-1'],
      ['billing-traffic'],
    ]);
  });
});

describe('once a region is not normal, or a move is under way, nothing waits', () => {
  test.each<[string, Step[]]>([
    ['the region of the site that serves is lost', [LOST]],
    ['the failover is declared', [LOST, FAILOVER]],
    ['the standby is lost', [{ op: 'lost', site: FRANKFURT }]],
    ['the site that serves is not trusted', [{ op: 'avoid', site: PARIS }]],
    ['a planned switch is under way', [{ op: 'switch', workload: 'billing', to: FRANKFURT }]],
    ['the site that lost the role owes a fence', [LOST, FAILOVER, STEPS.started, STEPS.completed, { op: 'normal', site: PARIS }]],
  ])('%s', (_, steps) => {
    const stacks = read(situation(STEPS.standing, ...steps));
    expect(Object.values(stacks).flatMap(({ dependencies }) => dependencies)).toEqual([]);
    const [alone] = Object.keys(stacks).filter((name) => /-\d$/.test(name));
    expect(deploy(stacks, alone!)).toEqual([[alone]]);
  });

  test('the one stack of the day is there, and the lost site has none', () => {
    const stacks = read(situation(STEPS.standing, LOST, FAILOVER));
    expect(deploy(stacks, 'billing-eu-central-1')).toEqual([['billing-eu-central-1']]);
    expect(Object.keys(stacks)).not.toContain('billing-eu-west-3');
  });
});

describe("an architect's own stack", () => {
  const waits = (app: App, w: Workload): void => {
    const own = new TerraformStack(app, 'reports');
    new SsmParameter(own, 'here', { name: '/here', type: 'String', value: 'x' });
    w.stacks.forEach((stack) => {
      own.addDependency(stack);
    });
    own.addDependency(new TerraformStack(app, 'shared'));
  };

  test('may wait for those of a workload, and its own ones', () => {
    const stacks = read(undefined, waits);
    expect(deploy(stacks, '*').at(-1)).toEqual(['reports']);
    expect(stacks['reports']?.dependencies).toContain('billing-eu-west-3');
    expect(stacks['reports']?.dependencies).toContain('shared');
  });

  test('waits for none that is not in the output', () => {
    const stacks = read(situation(STEPS.standing, LOST, FAILOVER), waits);
    const names = Object.keys(stacks);
    expect(stacks['reports']?.dependencies.filter((name) => !names.includes(name))).toEqual([]);
    expect(stacks['reports']?.dependencies).toContain('billing-eu-central-1');
  });
});
