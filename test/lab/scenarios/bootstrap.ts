import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { LabTools } from '../emulator/environment';
import { papers } from '../apps';
import type { Report } from '../report';
import { Stage, type Ended } from '../stage';
import { deadRequests, FRANKFURT, PARIS, STATE_BUCKETS } from '../world';

const STOCKHOLM = 'aws-eu-north-1-acme-tfstate-stockholm';
const INTO = 'continuity-state';
const FLAGS = ['--auto-approve', '--skip-synth', '--skip-provider-lock', '--no-color'];

/** Empty accounts: what states are kept in is made (one bucket is adopted), then `cdktf deploy '*'`; on the day the one stack alone. */
export async function bootstrap(tools: LabTools, report: Report): Promise<void> {
  const stage = await Stage.open({
    name: 'bootstrap',
    tools,
    build: papers,
    stateBuckets: { 'eu-north-1': STATE_BUCKETS['eu-north-1'] },
  });
  try {
    stage.synth();
    await makes(stage, report);
    await repeats(stage, report);
    await deploysAll(stage, report);
    await deploysOne(stage, report);
  } finally {
    await stage.close();
  }
}

/** `continuity bootstrap`, and the lines that it prints: by place, those of one place behind each other. */
async function linesOf(stage: Stage, ...more: string[]): Promise<string[][]> {
  const { output } = await stage.continuity('bootstrap', '--out', stage.out, '--into', join(stage.directory, INTO), ...more);
  const blocks = output.split('\n\n').map((block) => block.split('\n').filter((line) => line.startsWith('  (')));
  return blocks.filter((lines) => lines.length > 0);
}

async function inAllPlaces(stage: Stage, places: readonly (readonly string[])[]): Promise<Ended[]> {
  const ended: Ended[] = [];
  for (const line of places.flat()) ended.push(await stage.shell(line));
  return ended;
}

async function makes(stage: Stage, report: Report): Promise<void> {
  report.step('two buckets are made and one is adopted, each with its state in a file that is then moved into it');
  const places = await linesOf(stage, '--adopt', STOCKHOLM);
  report.check('two lines a place', places.length === 3 && places.every((lines) => lines.length === 2), places);
  const ended = await inAllPlaces(stage, places);
  report.check(
    'every line ends well',
    ended.every(({ code }) => code === 0),
    ended.map(({ output }) => output).join('\n'),
  );
  report.check(
    'the one that stood is imported',
    ended.filter(({ output }) => /1 imported/.test(output)).length === 1,
    ended.map(({ output }) => output.slice(-300)),
  );
  for (const [region, bucket] of Object.entries(STATE_BUCKETS)) {
    const ask = (what: string, query: string): string =>
      stage.aws('s3api', what, '--region', region, '--bucket', bucket, '--query', query, '--output', 'text').trim();
    const found = {
      versioning: ask('get-bucket-versioning', 'Status'),
      encryption: ask(
        'get-bucket-encryption',
        'ServerSideEncryptionConfiguration.Rules[0].ApplyServerSideEncryptionByDefault.SSEAlgorithm',
      ),
      public: ask('get-public-access-block', 'PublicAccessBlockConfiguration.RestrictPublicBuckets'),
      state: ask('list-objects-v2', 'Contents[].Key'),
    };
    const wanted = { versioning: 'Enabled', encryption: 'aws:kms', public: 'True', state: 'continuity-bootstrap.tfstate' };
    report.check(
      `${bucket} is versioned, encrypted, private, and keeps its own state`,
      JSON.stringify(found) === JSON.stringify(wanted),
      found,
    );
    const left = join(stage.directory, INTO, `aws-${region}-${bucket}`, 'terraform.tfstate');
    report.check('no state is left in the file', !existsSync(left) || readFileSync(left, 'utf8').trim() === '', left);
  }
}

async function repeats(stage: Stage, report: Report): Promise<void> {
  report.step('the same again');
  const places = await linesOf(stage);
  report.check('one line a place', places.length === 3 && places.every((lines) => lines.length === 1), places);
  const ended = await inAllPlaces(stage, places);
  report.check(
    'nothing is changed',
    ended.every(({ code, output }) => code === 0 && /No changes|0 added, 0 changed, 0 destroyed/.test(output)),
    ended.map(({ output }) => output).join('\n'),
  );
}

async function deploysAll(stage: Stage, report: Report): Promise<void> {
  report.step("peace: cdktf deploy '*' on accounts with nothing but state buckets");
  const { code, output } = await stage.cdktf('deploy', '*', ...FLAGS);
  report.check('it ends well', code === 0, output);
  const plain = stripVTControlCharacters(output);
  const inTurn = ['papers-eu-west-3-base', 'papers-eu-west-3', 'papers-eu-central-1', 'papers-links'];
  const turns = inTurn.map((stack) => ({
    stack,
    began: firstLine(plain, stack, /Creating\.\.\./),
    ended: firstLine(plain, stack, /Apply complete/),
  }));
  report.check(
    'base, the site that serves, the other one, links: each once the one before is complete',
    turns.every(({ began, ended }, i) => began >= 0 && ended > began && (turns[i - 1]?.ended ?? 0) <= began),
    { turns, plain },
  );
  await stage.record('standing', 'papers');
}

/** The number of the first such line of a stack: what it says at once has its name in front of the first line alone. */
function firstLine(plain: string, stack: string, words: RegExp): number {
  let speaker: string | undefined;
  return plain.split('\n').findIndex((line) => {
    speaker = /^(\S+)  /.exec(line)?.[1] ?? (line.startsWith(' ') ? speaker : undefined);
    return speaker === stack && words.test(line);
  });
}

async function deploysOne(stage: Stage, report: Report): Promise<void> {
  report.step('Paris dies: the one stack of the day, by cdktf alone');
  stage.lab.gate.kill('eu-west-3', 'hang');
  stage.lab.gate.reset();
  await stage.tries('declare', 'lost', PARIS);
  await stage.declare('failover', 'papers', '--to', FRANKFURT);
  const { code, output } = await stage.cdktf('deploy', 'papers-eu-central-1', '--var', 'continuity_move=1', ...FLAGS);
  report.check('no flag is needed, and it ends well', code === 0, output);
  report.check('no request needed the dead region', deadRequests(stage, 'eu-west-3') === 0, stage.lab.gate.countByRegion());
}
