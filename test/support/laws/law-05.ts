import { tmpdir } from 'node:os';
import { blocksOf, canonical, isSame, textsIn } from '../json';
import type { Output } from '../synth';
import type { Violations } from './reading';

/** Law 5: two syntheses of the same input say the same. */
export function lawFive(one: Output, other: Output): Violations {
  const ids = [...new Set([...Object.keys(one.stacks), ...Object.keys(other.stacks)])].sort();
  return [
    ...ids.flatMap((id) => {
      const [a, b] = [one.stacks[id], other.stacks[id]];
      if (canonical(a) === canonical(b)) return [];
      const was = new Map(blocksOf(b).map(({ address, body }) => [address, body]));
      const blocks = blocksOf(a)
        .filter(({ address, body }) => !isSame(was.get(address), body))
        .map(({ address }) => address);
      return [`${id}: differs${blocks.length > 0 ? ` at ${blocks.join(', ')}` : ''}`];
    }),
    ...(canonical(one.manifest) === canonical(other.manifest) ? [] : ['the manifest differs']),
  ];
}

/** Law 5: nothing says where, when or by whom it was synthesized. */
export function lawFiveTraces({ stacks, manifest }: Output, now = new Date()): Violations {
  const traces = [process.cwd(), tmpdir() + '/', now.toISOString().slice(0, 13)];
  return textsIn({ stacks, manifest }).flatMap(({ path, text }) =>
    traces.filter((trace) => text.includes(trace)).map((trace) => `${path} says ${trace}`),
  );
}
