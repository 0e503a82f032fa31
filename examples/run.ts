import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { App } from 'cdktf';
import { Command } from 'commander';

const NOT_EXAMPLES = new Set(['run.ts', 'start.ts']);
const names = readdirSync(__dirname)
  .filter((file) => file.endsWith('.ts') && !NOT_EXAMPLES.has(file))
  .map((file) => file.replace(/\.ts$/, ''));

async function run(name: string, options: { out: string; situation?: string }): Promise<void> {
  if (!names.includes(name)) throw new Error(`No example is called ${name}. Allowed: ${names.join(', ')}.`);
  if (options.situation) process.env['CONTINUITY_SITUATION'] = resolve(options.situation);
  const { build } = (await import(join(__dirname, name))) as { build: (app: App) => unknown };
  mkdirSync(options.out, { recursive: true });
  const app = new App({ outdir: options.out, stackTraces: false });
  build(app);
  app.synth();
  console.log(
    `${name}: ${readdirSync(join(options.out, 'stacks')).length} stacks, manifest, dossier and runbook in ${options.out}${existsSync(join(options.out, 'continuity.json')) ? '' : ' (no manifest)'}`,
  );
}

new Command('example')
  .description(`Synthesizes an example: ${names.join(', ')}`)
  .argument('<name>', 'the example')
  .option('--out <dir>', 'where to write', 'cdktf.out')
  .option('--situation <file>', 'a situation to synthesize (default: all regions normal, or situation.json)')
  .action(run)
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
