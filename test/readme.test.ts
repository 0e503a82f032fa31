import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { App } from 'cdktf';
import { build } from '../examples/quickstart';
import { Tier } from '../lib';
import { run } from '../lib/cli/cli';
import type { Io } from '../lib/cli/io';
import { aws } from '../lib/clouds/aws/aws';
import { BINDING as AWS } from '../lib/clouds/aws/binding';
import { azure } from '../lib/clouds/azure/azure';
import { BINDING as AZURE } from '../lib/clouds/azure/binding';
import type { Cloud } from '../lib/port/cloud';
import { BINDING as OCI } from '../lib/clouds/oci/binding';
import { oci } from '../lib/clouds/oci/oci';
import { type BuiltinKind } from '../lib/words/kinds';
import { MATRIX } from '../lib/plan/matrix';
import { cellsOf } from '../lib/port/cell';
import type { CellFacts } from '../lib/port/facts';
import type { Manifest } from '../lib/reports/manifest';
import { record } from '../lib/situation/declare';
import { NORMAL, type Sides } from '../lib/situation/facts';
import { parseSituation, situationText } from '../lib/situation/text';
import type { Happening } from '../lib/situation/words';
import { folder, SITES } from './declared';
import { differing, outputOf } from './package/synthesized';

const ROOT = join(__dirname, '..');
const text = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const README = text('README.md');
const PIPELINE = text('docs/pipeline/github-actions.yml');
const literally = (words: string): string => words.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
const PAGES = [
  'README.md',
  'docs/design.md',
  'docs/command-line.md',
  'docs/databases-on-aws.md',
  'docs/databases-on-azure.md',
  'docs/databases-on-oci.md',
  'docs/on-oci.md',
  'docs/synchronization.md',
  'docs/machines-on-oci.md',
  'docs/files-on-aws.md',
  'docs/files-on-oci.md',
  'docs/machines-on-azure.md',
  'docs/tables-on-azure.md',
  'docs/findings.md',
  'lib/README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
];

/** Fenced blocks that follow a mark `<!-- name -->`; all blocks of a language without one. */
const marked = (name: string): string[] =>
  [...README.matchAll(new RegExp(`<!-- ${name} -->\\n\`\`\`\\w+\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, body]) => body as string);

const MAIN_ENDS = '\nconst app = new App();\nbuild(app);\napp.synth();\n';

describe('the first deployment', () => {
  const [main = ''] = marked('main');

  test('main.ts is the quickstart of the examples, word for word, and three lines', () => {
    const source = text('examples/quickstart.ts');
    const body = source.slice(source.indexOf('import ')).replace("import type { App } from 'cdktf';", "import { App } from 'cdktf';");
    expect(main).toBe(`${body}${MAIN_ENDS}`);
  });

  test('pasted and run, it writes what the example writes', () => {
    const [pasted, built] = [folder(), folder()];
    writeFileSync(join(pasted, 'main.ts'), main);
    const env = { ...process.env, TSX_TSCONFIG_PATH: join(ROOT, 'tsconfig.json'), NODE_PATH: join(ROOT, 'node_modules') };
    const tsx = pathToFileURL(join(ROOT, 'node_modules', 'tsx', 'dist', 'loader.mjs')).href;
    for (const [cwd, ...words] of [
      [pasted, 'main.ts'],
      [built, join(ROOT, 'examples', 'run.ts'), 'quickstart'],
    ] as const) {
      const { status, stderr } = spawnSync(process.execPath, ['--import', tsx, ...words], { cwd, env, encoding: 'utf8' });
      expect([status, stderr]).toEqual([0, '']);
    }
    const [own, other] = [outputOf(join(built, 'cdktf.out')), outputOf(join(pasted, 'cdktf.out'))];
    expect(Object.keys(other)).toEqual(expect.arrayContaining(['continuity.json', 'manifest.json', 'runbook-billing.md']));
    expect(differing(own, other)).toEqual([]);
  });

  test('the versions are those of package.json, the lines those that a missing binding names', () => {
    const { peerDependencies } = JSON.parse(text('package.json')) as { peerDependencies: Record<string, string> };
    for (const { module, versions, install } of [AWS, AZURE, OCI]) {
      expect(README).toMatch(new RegExp(`^\\| binding of \\w+ \\| ${literally(versions)} \\| \`npm i ${literally(install)}\``, 'm'));
      expect(peerDependencies[module.split('/').slice(0, 2).join('/')]).toBe(versions);
    }
    for (const name of ['cdktf', 'constructs']) expect(README).toContain(`| \`${name}\` | ${peerDependencies[name]} |`);
    expect(marked('install')[0]).toContain(` ${AWS.install}\n`);
  });

  test('what is run then exists, and the stacks of the pipeline are those of the table, in its order', async () => {
    const lines = [
      ...marked('first')
        .join('')
        .matchAll(/^npx (continuity [^#\n]+)/gm),
    ].map(([, line]) => (line as string).trim());
    expect(lines).toEqual(['continuity plan billing', 'continuity run billing --execute']);
    for (const line of lines)
      expect(await continuity(folder(), 0, `${line.split(' ').slice(0, 2).join(' ')} --help`)).toContain('[workload]');
    const names = [...README.matchAll(/^\| `(billing-[\w-]+)` \|/gm)].map(([, id]) => id);
    expect(/for stack in ([^;]+);/.exec(PIPELINE)?.[1]?.split(' ')).toEqual(names);
  });

  test('secrets are filled under the names that they have, at the site that owns them', () => {
    const dir = folder();
    synthesize(dir);
    const stack = (id: string): string => readFileSync(join(dir, 'out', 'stacks', id, 'cdk.tf.json'), 'utf8');
    const [, region, name] = /put-secret-value --region (\S+) --secret-id (\S+)/.exec(README) ?? [];
    expect(stack('billing-links')).toContain(`"name": "${name}"`);
    expect(stack('billing-links')).toMatch(/"replica": \[[^\]]*"region": "eu-central-1"/);
    expect(region).toBe('eu-west-3');
    expect(stack('billing-eu-west-3')).toContain(`"name": "${/`(billing-ledger-[\w-]+-password)`/.exec(README)?.[1]}"`);
  });
});

describe('the pipeline', () => {
  test('applies in turn, skips what is withheld, and gives no move its number', () => {
    const dir = folder();
    const log = join(dir, 'log');
    writeFileSync(join(dir, 'terraform'), `#!/bin/sh\necho "$@" >> ${log}\n`, { mode: 0o755 });
    const written = ['billing-eu-central-1-base', 'billing-eu-central-1', 'billing-traffic'];
    for (const stack of written) mkdirSync(join(dir, 'cdktf.out', 'stacks', stack), { recursive: true });
    const script = /run: \|\n((?: {10}.*\n)+)$/.exec(PIPELINE)?.[1]?.replaceAll(/^ {10}/gm, '') ?? 'exit 1';
    expect(spawnSync('sh', ['-c', script], { cwd: dir, env: { PATH: `${dir}:${process.env['PATH']}` } }).status).toBe(0);
    const applied = readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => line.includes(' apply '));
    expect(applied.map((line) => /stacks\/(\S+)/.exec(line)?.[1])).toEqual(written);
    expect(PIPELINE).not.toMatch(/-var|continuity_move=|--execute\b(?!`)|--accept-loss|-lock=false/);
  });

  test('stops at the first refusal, runs one job at a time, and says what a refusal means', () => {
    const dir = folder();
    writeFileSync(join(dir, 'terraform'), '#!/bin/sh\necho "$@" >> log\ncase $* in *apply*) exit 1 ;; esac\n', { mode: 0o755 });
    for (const stack of ['billing-links', 'billing-traffic']) mkdirSync(join(dir, 'cdktf.out', 'stacks', stack), { recursive: true });
    const script = /run: \|\n((?: {10}.*\n)+)$/.exec(PIPELINE)?.[1]?.replaceAll(/^ {10}/gm, '') ?? '';
    expect(spawnSync('sh', ['-c', script], { cwd: dir, env: { PATH: `${dir}:${process.env['PATH']}` } }).status).toBe(1);
    expect(readFileSync(join(dir, 'log'), 'utf8')).not.toContain('billing-traffic');
    expect(PIPELINE).toMatch(/concurrency:\n {2}group: .*\n {2}cancel-in-progress: false/);
    for (const word of ['STALE', 'OPENS']) {
      expect([word, PIPELINE.includes(`#   ${word}  `), README.includes(`\`${word}\` is refused`)]).toEqual([word, true, true]);
      expect(text('lib/port/marker-messages.ts')).toContain(`error_message: \`${word}: `);
    }
  });
});

test('the contents are the headings', () => {
  const headings = [...README.matchAll(/^## (.+)$/gm)].map(([, title]) => title as string);
  const contents = /\*\*Contents:\*\*([\s\S]*?)\. Beside it/.exec(README)?.[1] ?? '';
  const named = [...contents.matchAll(/\[([^\]]+)\]\(#([^)]+)\)/g)].map(([, title, anchor]) => [title, anchor]);
  expect(named).toEqual(
    headings.map((title) => [
      title,
      title
        .toLowerCase()
        .replaceAll(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    ]),
  );
});

test('the picture has every stack and the three regions', () => {
  const [picture = ''] = marked('picture');
  for (const { id } of synthesize(folder()).stacks) expect(picture).toContain(`"${id}`);
  for (const region of ['eu-west-3', 'eu-central-1', 'eu-north-1']) expect(picture).toContain(region);
});

test('what is supported is what the cells say', () => {
  const clouds: Record<string, Cloud<never>> = { aws, azure, oci } as unknown as Record<string, Cloud<never>>;
  const tiersOf = (kind: BuiltinKind, { flips, spreads }: CellFacts): string =>
    Tier.ALL.filter(({ name }) => {
      const row = MATRIX[kind][name];
      return (row.standby in flips || row.standby === 'none') && spreads.includes(row.spread);
    })
      .map(({ name }) => name)
      .join(', ');
  // Where services of a kind differ, each is named with its own.
  const cell = (cloud: Cloud<never>, kind: BuiltinKind): string => {
    const found = cellsOf(cloud.cells).flatMap(([known, one]) =>
      known === kind ? [[tiersOf(kind, one.facts), one.service] as const] : [],
    );
    const tiers = [...new Set(found.map(([which]) => which))];
    const named = (which: string): string => {
      const services = found.flatMap(([of, service = '']) => (of === which ? [service] : []));
      return tiers.length > 1 ? `${services.join(', ')}: ${which}` : which;
    };
    return tiers.map(named).join('; ') || 'none';
  };
  const rows = (Object.keys(MATRIX) as BuiltinKind[]).map(
    (kind) =>
      `| \`${kind}\` | ${Object.values(clouds)
        .map((cloud) => cell(cloud, kind))
        .join(' | ')} |`,
  );
  const table = /<!-- support -->\n\| kind \| aws \| azure \| oci \|\n\|[-|]+\|\n((?:\|.*\|\n)*)/.exec(README)?.[1];
  expect(table).toBe(`${rows.join('\n')}\n`);
});

test('the bounds of the tiers are those of the code', () => {
  const row = (name: string): string => README.split('\n').find((line) => line.startsWith(`| \`${name}\` |`)) ?? '';
  for (const { name, bounds } of Tier.ALL.filter((tier) => tier !== Tier.HA)) {
    const hours = (seconds: number): string => (seconds < 3600 ? `${seconds / 60} min` : `${seconds / 3600} h`);
    expect(row(name)).toContain(`/ ${hours(bounds.rpo.toSeconds())} |`);
    expect(row(name)).toContain(bounds.rto ? `| ${hours(bounds.rto.toSeconds())} /` : '| not committed');
  }
});

test('the commands exist', () => {
  const { scripts, engines } = JSON.parse(text('package.json')) as { scripts: Record<string, string>; engines: { node: string } };
  const named = [
    ...PAGES.map(text)
      .join('\n')
      .matchAll(/\bnpm (?:run )?(start|test|(?<=run )[\w:-]+)/g),
  ].map(([, name]) => name as string);
  expect(named).toEqual(expect.arrayContaining(['start', 'test', 'example', 'lab']));
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
  expect(README).toContain('```sh\nnpm ci && npm start\n```');
  expect(README).toContain('```sh\nnpm ci && npm test\n```');
  expect(README).toContain(`Node.js ${engines.node.replace('>=', '≥ ')}`);
  const help = spawnSync(process.execPath, ['--import', 'tsx', join(ROOT, 'examples', 'run.ts'), '--help'], {
    encoding: 'utf8',
    cwd: ROOT,
  }).stdout;
  for (const word of ['<name>', '--out <dir>', '--situation <file>']) expect(help).toContain(word);
});

/** Whether a link of a page leads to a file, and to a heading or an anchor of it where it names one. */
function leads(page: string, link: string): boolean {
  const [target = '', part] = link.split('#');
  const file = join(ROOT, page, '..', target);
  if (!existsSync(file)) return false;
  if (part === undefined) return true;
  const written = readFileSync(file, 'utf8');
  const headings = [...written.matchAll(/^#+ (.*)$/gm)].map(([, said = '']) =>
    said
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replace(/\s/g, '-'),
  );
  return headings.includes(part) || written.includes(`id="${part}"`);
}

test('links lead somewhere, and no page speaks of what is not there', () => {
  for (const page of PAGES) {
    const targets = [...text(page).matchAll(/\]\(([^)]+)\)/g)]
      .map(([, target]) => target as string)
      .filter((target) => !/^(http|#)/.test(target));
    expect(targets.filter((target) => !leads(page, target))).toEqual([]);
  }
  expect(leads('docs/on-oci.md', 'kubernetes.md#on-oci')).toBe(true);
  expect(['nowhere.md', 'kubernetes.md#nowhere'].filter((target) => leads('docs/on-oci.md', target))).toEqual([]);
  const files = ['lib/README.md', 'docs/design.md'].flatMap((page) =>
    [...text(page).matchAll(/`((?:[\w-]+\/)+[\w-]+\.ts)`/g)].map(([, file]) => file as string),
  );
  expect(files.length).toBeGreaterThan(8);
  expect(files.filter((file) => !existsSync(join(ROOT, 'lib', file)) && !existsSync(join(ROOT, file)))).toEqual([]);
});

test('the stacks of the table are the stacks of the quickstart', () => {
  const dir = folder();
  expect(
    synthesize(dir)
      .stacks.map(({ id }) => id)
      .sort(),
  ).toEqual([...README.matchAll(/^\| `(billing-[\w-]+)` \|/gm)].map(([, id]) => id as string).sort());
});

describe('the day of the disaster', () => {
  const lines = marked('story')
    .join('')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

  test('each command is accepted in its turn, and what is run is what is due', async () => {
    const dir = folder();
    const due: string[] = [];
    const active: string[] = [];
    synthesize(dir);
    let hour = 0;
    for (const line of lines) {
      hour += 1;
      const [command, comment] = line.split('#').map((part) => part.trim()) as [string, string | undefined];
      if (command === 'cdktf synth') synthesize(dir);
      else if (command.endsWith('--execute')) {
        const workload = manifestOf(dir).workloads[0]!;
        const procedure = workload.procedures.find((p) => p.due)!;
        due.push(procedure.transition);
        expect(procedure.transition).toBe(comment);
        expect(await continuity(dir, hour, command.replace(' --execute', ''))).toContain(procedure.title);
        carryOut(dir, procedure, hour);
        active.push(workload.situation.active);
      } else await continuity(dir, hour, command);
    }
    const [paris, frankfurt] = SITES;
    expect(due).toEqual(['establish', 'failover', 'fence', 'reprotect', 'switch', 'reprotect']);
    expect(active).toEqual([paris, frankfurt, frankfurt, frankfurt, paris, paris]);
    expect(synthesize(dir).workloads[0]?.situation).toMatchObject({ active: paris, standby: frankfurt, phase: 'normal' });
    const said = await continuity(dir, hour, 'continuity plan billing');
    for (const words of ['NORMAL', 'one site serves, the other stands by, complete']) {
      expect([words, README.includes(words), said.includes(words)]).toEqual([words, true, true]);
    }
  });

  test.each([
    ['declare', ['avoid', 'abort', 'gone', 'restore', 'added', 'retire', 'close', 'fence']],
    ['record', ['standing', 'fenced', 'started']],
  ])('the other commands exist: %s', async (command, expected) => {
    const words = [...README.matchAll(new RegExp(`\`continuity ${command} (\\w+)`, 'g'))].map(([, word]) => word as string);
    expect([...new Set(words)]).toEqual(expected);
    const help = await continuity(folder(), 0, `continuity ${command} --help`);
    for (const word of words) expect(help).toMatch(new RegExp(`^  ${word} `, 'm'));
  });

  test('what is written beside them is an option of theirs', async () => {
    const lines = [...README.matchAll(/`(continuity [^`]+)`/g)].map(([, line]) => line as string);
    for (const line of lines) {
      const options = [...line.matchAll(/ (--[\w-]+)/g)].map(([, option]) => option as string);
      const command = line
        .replace(/ --.*/, '')
        .split(' ')
        .slice(0, /^continuity (declare|record) /.test(line) ? 3 : 2);
      const help = await continuity(folder(), 0, `${command.join(' ')} --help`);
      for (const option of options) expect([line, help.split(/\s+/)]).toEqual([line, expect.arrayContaining([option])]);
    }
  });
});

const situationPath = (dir: string): string => join(dir, 'situation.json');
const manifestOf = (dir: string): Manifest => JSON.parse(readFileSync(join(dir, 'out', 'continuity.json'), 'utf8')) as Manifest;

/** As from this folder, which the command is started in, too. */
function synthesize(dir: string): Manifest {
  const cwd = jest.spyOn(process, 'cwd').mockReturnValue(dir);
  const app = new App({ outdir: join(dir, 'out'), stackTraces: false, skipValidation: true, context: { situation: situationPath(dir) } });
  build(app);
  app.synth();
  cwd.mockRestore();
  return manifestOf(dir);
}

/** Runs a command line of the page, and returns what it says. */
async function continuity(dir: string, hour: number, line: string): Promise<string> {
  let said = '';
  const hear = (more: string): void => {
    said += more;
  };
  const now = (): Date => new Date(Date.UTC(2026, 10, 21, hour));
  const io: Io = {
    env: { CONTINUITY_BY: 'ada' },
    cwd: dir,
    terminal: false,
    columns: 200,
    colour: false,
    interrupt: new AbortController().signal,
    out: hear,
    err: hear,
    now,
    confirm: () => Promise.resolve(false),
    prompt: () => Promise.resolve(''),
  };
  const [program, ...words] = line.split(/\s+/);
  expect(program).toBe('continuity');
  const places = words.includes('--help') ? [] : ['--out', 'out', '--situation', situationPath(dir)];
  const code = await run([...words, ...places], io);
  expect([line, code, said]).toEqual([line, 0, said]);
  return said;
}

type Procedure = Manifest['workloads'][number]['procedures'][number];

/** What the runner would write into the situation. */
function carryOut(dir: string, procedure: Procedure, hour: number): void {
  const [{ id, declared, components }] = manifestOf(dir).workloads as [Manifest['workloads'][number]];
  const sides: Sides = { workload: id, ...declared, components: components.map(({ component, flip }) => ({ id: component, flip })) };
  const path = situationPath(dir);
  const said = { by: 'ada', at: new Date(Date.UTC(2026, 10, 21, hour)).toISOString() };
  const before = existsSync(path) ? parseSituation(readFileSync(path, 'utf8'), path) : NORMAL;
  const after = procedure.waves
    .flatMap((wave) => wave.actions)
    .reduce((now, action) => (action.do === 'record' ? record(now, happeningOf(id, action), [sides], said) : now), before);
  writeFileSync(path, situationText(after));
}

type Recorded = Extract<Procedure['waves'][number]['actions'][number], { do: 'record' }>;

function happeningOf(workload: string, { record: what, components = [], site = '' }: Recorded): Happening {
  if (what === 'undone') return { record: what, workload };
  if (what === 'fenced') return { record: what, workload, site };
  if (what === 'lag') return { record: what, workload, lag: Object.fromEntries(components.map((id) => [id, 0])) };
  return { record: what, workload, components };
}
