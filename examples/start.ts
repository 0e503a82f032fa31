/**
 * The main job, shown: synthesizes the quickstart, prints its recovery plan, then loses a region on the embedded emulator,
 * recovers with the product's own runner, and fences the region when it is back. The database of the quickstart takes minutes to make even on an emulator: it is left
 * to the lab (`npm run lab`); everything else here is real Terraform and the real provider.
 */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdktf';
import { shop } from '../test/lab/apps';
import { labEnvironment, type LabTools } from '../test/lab/emulator/environment';
import { Stage } from '../test/lab/stage';
import { FRANKFURT, PARIS, STATE_BUCKETS } from '../test/lab/world';
import { build } from './quickstart';

const started = Date.now();

function say(text: string): void {
  console.log(`[${String(Math.round((Date.now() - started) / 1000)).padStart(3)} s] ${text}`);
}

function showPlan(): void {
  const outdir = 'cdktf.out';
  rmSync(join(outdir, 'continuity.json'), { force: true });
  const app = new App({ outdir, stackTraces: false });
  build(app);
  app.synth();
  say(`The quickstart is synthesized in ${outdir}: stacks, continuity.json, the dossier and the runbook. If Paris were lost:`);
  const words = [
    '--import',
    'tsx',
    join(__dirname, '..', 'lib', 'cli', 'main.ts'),
    'plan',
    'billing',
    '--transition',
    'failover',
    '--out',
    outdir,
  ];
  process.stdout.write(spawnSync(process.execPath, words, { encoding: 'utf8' }).stdout);
}

async function establish(stage: Stage): Promise<void> {
  const apply = async (stack: string): Promise<void> => {
    await stage.terraform(stack, ['init', '-input=false']);
    const { code, output } = await stage.terraform(stack, ['apply', '-auto-approve', '-input=false']);
    if (code !== 0) throw new Error(`${stack}: ${output}`);
    say(`  ${stack} is applied`);
  };
  say('In peace, a pipeline applies every stack (a load balancer takes a minute, whatever answers) …');
  await Promise.all(['shop-eu-west-3-base', 'shop-eu-central-1-base', 'shop-eu-west-3', 'shop-eu-central-1'].map(apply));
  await Promise.all(['shop-links', 'shop-traffic'].map(apply));
  await stage.record('standing', 'shop');
  say('… and records once that the standby stands: continuity record standing shop');
}

async function run(stage: Stage, what: string): Promise<void> {
  const { code, output } = await stage.run('shop');
  console.log(output.trimEnd().replace(/^/gm, '        '));
  if (code !== 0) throw new Error(`the ${what} failed`);
}

async function dns(stage: Stage, when: string): Promise<void> {
  const { target } = await stage.answer('shop');
  const page = await stage.browse(new URL('http://shop.acme.example/'));
  say(`${when}: shop.acme.example answers with ${target}, and users get ${page === undefined ? 'the maintenance page' : `the ${page}`}.`);
}

async function loseARegion(tools: LabTools): Promise<void> {
  const stage = await Stage.open({ name: 'start', tools, build: shop, stateBuckets: STATE_BUCKETS, zone: 'acme.example' });
  try {
    stage.synth();
    await establish(stage);
    await dns(stage, 'Normal');
    for (const region of ['eu-west-3', 'us-east-1']) stage.lab.gate.kill(region, 'hang');
    stage.lab.gate.reset();
    say('Paris is lost, with its state; us-east-1 (IAM, Route 53) too. Every request to them hangs from here on.');
    await dns(stage, 'Lost');
    await stage.declare('lost', PARIS);
    await stage.declare('failover', 'shop', '--to', FRANKFURT, '--incident', 'INC-1');
    say('Declared: lost, then a failover to Frankfurt. Synthesized. continuity run shop --execute:');
    const call = Date.now();
    await run(stage, 'failover');
    await dns(stage, 'Failed over');
    const dead = stage.lab.gate.count('eu-west-3') + stage.lab.gate.count('us-east-1');
    say(`Recovered ${Math.round((Date.now() - call) / 1000)} s after the call. Requests that a dead region had to answer: ${dead}.`);
    if (dead > 0) process.exitCode = 1;
    await comeBack(stage);
  } finally {
    await stage.close();
  }
}

async function comeBack(stage: Stage): Promise<void> {
  for (const region of ['eu-west-3', 'us-east-1']) stage.lab.gate.revive(region);
  await dns(stage, 'Paris is back, still serving');
  stage.synth();
  await stage.declare('normal', PARIS);
  say('Declared: Paris is normal. Synthesized. It owes a fence, so that is due. continuity run shop --execute:');
  await run(stage, 'fence');
  await dns(stage, 'Fenced');
  say('What follows: synthesize, continuity run shop --execute (reprotect: Paris stands by); then, in a window of your choice,');
  say(`continuity declare switch shop --to ${PARIS}, synthesize, continuity run shop --execute. npm run lab plays all of it.`);
}

async function main(): Promise<void> {
  showPlan();
  const tools = await labEnvironment();
  if (tools.ready) await loseARegion(tools);
  else say(`The loss of a region was ${tools.reason}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
