import type { CloudUnderTest } from '../clouds';
import type { Corpus } from '../corpus';
import type { Output } from '../synth';
import type { Violations } from './reading';

/** What breaks a law in any situation of a case, each fault once, with the first situation that shows it. */
export function inEverySituation({ cloud, states }: Corpus, law: (output: Output, cloud: CloudUnderTest) => Violations): string[] {
  const judged = new Set<Output>();
  return collect(
    states.filter(({ output }) => !judged.has(output) && judged.add(output)).map(({ name, output }) => [name, () => law(output, cloud)]),
  );
}

/** What breaks a law in any legal transition of a case (some steps left out), by what is synthesized before and after. */
export function inEveryTransition(
  { cloud, passages: all }: Corpus,
  law: (before: Output, after: Output, cloud: CloudUnderTest) => Violations,
  except = /^$/,
): string[] {
  const passages = all.filter(({ step }) => !except.test(step));
  const judged = new Map<Output, Set<Output>>();
  const isNew = (before: Output, after: Output): boolean => {
    const seen = judged.get(before) ?? new Set();
    judged.set(before, seen);
    return before !== after && !seen.has(after) && seen.add(after).has(after);
  };
  return collect(
    passages
      .filter(({ from, to }) => isNew(from.output, to.output))
      .map(({ name, from, to }) => [name, () => law(from.output, to.output, cloud)]),
  );
}

/** Each fault once, with the first place that shows it. */
export function collect(places: readonly (readonly [string, () => Violations])[]): string[] {
  const found = new Map<string, string>();
  for (const [name, judge] of places) for (const fault of judge()) if (!found.has(fault)) found.set(fault, name);
  return [...found].map(([fault, name]) => `${fault} [${name}]`);
}
