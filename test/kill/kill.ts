import { parseArgs } from 'node:util';
import { Random } from '../walk/random';
import { round, SORTS } from './round';

/** `npm run kill -- --seed N --rounds N [--sort TEXT] [--at-once N]`: kills, fills disks, spoils files; prints counts, and ends with 1 on a fault. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      rounds: { type: 'string', default: '50' },
      sort: { type: 'string', default: '' },
      'at-once': { type: 'string', default: '2' },
    },
  });
  const [seed, rounds, atOnce] = [Number(values.seed), Number(values.rounds), Number(values['at-once'])];
  const sorts = SORTS.filter((sort) => sort.includes(values.sort));
  const counts = new Map<string, number>();
  const faults: string[] = [];
  const began = Date.now();
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let n = next++; n < rounds; n = next++) {
      const sort = sorts[n % sorts.length];
      if (sort === undefined) return;
      const found = await round(sort, new Random(seed * 100_003 + n), (what) => counts.set(what, (counts.get(what) ?? 0) + 1));
      faults.push(...found.map((what) => `round ${n} (${sort}): ${what}`));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  console.log(`seed ${seed}: ${rounds} rounds in ${((Date.now() - began) / 1000).toFixed(0)} s`);
  for (const [what, n] of [...counts].sort(([, a], [, b]) => b - a)) console.log(`  ${String(n).padStart(6)}  ${what}`);
  console.log(`faults: ${faults.length}`);
  faults.slice(0, 10).forEach((fault) => console.log(`\nFAULT ${fault}`));
  process.exitCode = faults.length > 0 ? 1 : 0;
}

void main();
