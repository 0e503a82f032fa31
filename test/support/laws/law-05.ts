import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { declaredIn, sidesOf, type Case, type Corpus } from '../corpus';
import { blocksOf, canonical, isSame, textsIn, without, withoutMarker, type StackJson } from '../json';
import { Press } from '../press';
import { declareApp, type Output } from '../synth';
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

const known = new WeakMap<object, string>();
/** A part of an output as one text, made once. */
const wholeText = (part: object): string => {
  const text = known.get(part) ?? JSON.stringify(part);
  known.set(part, text);
  return text;
};

/** Law 5: nothing says where, when or by whom it was synthesized. */
export function lawFiveTraces({ stacks, manifest }: Output, now = new Date()): Violations {
  const traces = [process.cwd(), tmpdir() + '/', now.toISOString().slice(0, 13)];
  return Object.entries({ ...stacks, manifest }).flatMap(([name, part]) => {
    const found = traces.filter((trace) => wholeText(part).includes(trace));
    const texts = found.length > 0 ? textsIn(part) : [];
    return texts.flatMap(({ path, text }) => found.filter((trace) => text.includes(trace)).map((trace) => `${name}.${path} says ${trace}`));
  });
}

type Stacks = Readonly<Record<string, StackJson>>;
const toldOf = (stacks: Stacks, strip: (json: StackJson) => unknown): string =>
  canonical(Object.fromEntries(Object.entries(stacks).map(([id, json]) => [id, strip(json)])));
// cdktf's own comment says which app wrote it.
const whole = (json: StackJson): unknown => without(json, '//');

/** Law 5: what the laws look at is what `app.synth()` writes, in some situations from the first to the last. */
export function lawFiveWritten({ states, passages }: Pick<Corpus, 'states' | 'passages'>, one: Case): Violations {
  const press = new Press(declaredIn(one), sidesOf(one));
  const all = [...states, ...passages.map(({ to }) => to)];
  return all
    .filter((_, i) => i % Math.ceil(all.length / 6) === 0)
    .flatMap(({ name, situation, output }) => {
      const outdir = mkdtempSync(join(tmpdir(), 'continuity-same-'));
      declareApp(declaredIn(one), situation, outdir).app.synth();
      const folder = join(outdir, 'stacks');
      const read = (id: string): StackJson => JSON.parse(readFileSync(join(folder, id, 'cdk.tf.json'), 'utf8')) as StackJson;
      const written = Object.fromEntries(readdirSync(folder).map((id) => [id, read(id)]));
      const texts = Object.entries(press.open(situation).render().stacks);
      const stamped = Object.fromEntries(texts.map(([id, text]) => [id, JSON.parse(text) as StackJson]));
      return [
        ...(toldOf(written, withoutMarker) === toldOf(output.stacks, withoutMarker) ? [] : [`${name}: another one is written`]),
        ...(toldOf(written, whole) === toldOf(stamped, whole) ? [] : [`${name}: another marker is written`]),
      ];
    });
}
