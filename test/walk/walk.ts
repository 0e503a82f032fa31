import { parseArgs } from 'node:util';
import { APP_NAMES, appNamed, type WalkApp } from './apps';
import { renderReally } from './render';
import { shrink } from './shrink';
import { sentenceOf } from './telling';
import { walk, type Fault, type Seen } from './walker';
import type { World } from './world';

/** `npm run walk -- --seed N --steps N [--app NAME] [--faults N] [--renders N] [--seconds N]`: walks, prints what was reached, and ends with 1 on a fault. */
function main(): void {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      steps: { type: 'string', default: '5000' },
      app: { type: 'string', multiple: true, default: [...APP_NAMES] },
      faults: { type: 'string', default: '1' },
      seconds: { type: 'string', default: 'Infinity' },
      renders: { type: 'string', default: '40' },
    },
  });
  const [seed, steps, faults] = [Number(values.seed), Number(values.steps), Number(values.faults)];
  const began = Date.now();
  values.app.forEach(appNamed);
  let left = Number(values.renders);
  const onNew = (app: WalkApp, world: World): string | undefined => {
    if (left <= 0) return undefined;
    left -= 1;
    return renderReally(app, world);
  };
  const seen = walk({ seed, steps, faults, seconds: Number(values.seconds), apps: values.app, onNew });
  console.log(`${Number(values.renders) - left} situations rendered really`);
  print(seed, values.app, seen, (Date.now() - began) / 1000);
  for (const fault of seen.faults) tell(shrink(fault));
  process.exitCode = seen.faults.length > 0 ? 1 : 0;
}

const lines = (map: ReadonlyMap<string, number>): string =>
  [...map]
    .sort(([, a], [, b]) => b - a)
    .map(([key, n]) => `  ${String(n).padStart(7)}  ${key}`)
    .join('\n');

function print(seed: number, apps: readonly string[], seen: Seen, seconds: number): void {
  console.log(`seed ${seed}: ${seen.steps} steps, of which ${seen.taken} were taken, in ${seen.stories} stories, ${seconds.toFixed(0)} s`);
  console.log(`apps: ${apps.join(', ')}`);
  console.log(
    `${seen.situations.size} situations; ${seen.waysHome} ways home; ${seen.stray} times users at a side that nobody could fence`,
  );
  console.log(`phases (${seen.phases.size}):\n${lines(seen.phases)}`);
  console.log(`due (${seen.transitions.size}):\n${lines(seen.transitions)}`);
  console.log(`refusals:\n${lines(seen.refusals)}`);
  console.log(`runs that stopped:\n${lines(seen.stops)}`);
  console.log(`known faults of the product, which are not mended yet:\n${lines(seen.known)}`);
  console.log(`faults: ${seen.faults.length}`);
}

function tell({ app, what, path }: Fault): void {
  console.log(`\nFAULT (${app}): ${what}\nshortest path:`);
  path.forEach((step, i) => {
    console.log(`  ${String(i + 1).padStart(2)}. ${sentenceOf(step)}`);
  });
}

main();
