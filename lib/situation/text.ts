import { createHash } from 'node:crypto';
import { isAbsolute } from 'node:path';
import { visit } from 'jsonc-parser';
import type { z } from 'zod';
import { ContinuityError } from '../words/errors';
import { carryOver, type Flips } from './carry';
import { situationSchema, type Situation } from './schema';
import { situationSchema as v1Schema } from './v1';

/** The order of keys in the text. Keys that are not named here, of sites and components, follow by the alphabet. */
const ORDER =
  '$schema version digest sequence status workloads log is what op record workload sites freed moves kind flip number first current ' +
  'site from to replacedBy move generation how of loss point since until by at incident asked fenced base components owed forced ' +
  'started completed lag aborted undone standing stood held retired generations marks';
const RANK = new Map(ORDER.split(' ').map((key, i) => [key, i]));

/** What reading needs to know of the code: a version 1 file does not say how a component changes its role. */
export interface Reading {
  /** How each component changes its role, by workload. @default - `symmetric` */
  readonly flips?: Flips;
}

/**
 * The text of a situation: the same situation gives the same bytes. Its digest stands on a line of its own near the top, so that two
 * branches always conflict there, and are never put together by lines without anybody noticing.
 */
export function situationText(situation: Situation): string {
  return `${JSON.stringify(inOrder({ ...situation, digest: digestOf(situation) }), null, 2)}\n`;
}

/**
 * Reads a situation, and carries one of version 1 over. The digest is checked and left out of the result: it belongs to the text.
 * Throws `DR-SIT-01` where the text is not whole or does not fit, `DR-SIT-10` where it is not as it was written.
 */
export const parseSituation = (text: string, path: string, { flips = {} }: Reading = {}): Situation => openSituation(text, path)(flips);

/** The same in two steps: the text is read and checked once, and what was read is given as often as it is asked for. */
export function openSituation(text: string, path: string): (flips: Flips) => Situation {
  const plain = text.replace(/^\uFEFF/, '');
  const json = parseJson(plain, path);
  refuseTwice(plain, path);
  const { version } = Object(json) as { version?: unknown };
  if (version === 1) {
    const old = fit(v1Schema, json, path);
    return (flips) => carryOver(old, path, flips);
  }
  if (typeof version === 'number' && version > 2) throw newer(version, path);
  const { digest, ...situation } = fit(situationSchema, json, path);
  refuseDigest(digest, digestOf(json as object), path);
  return () => situation;
}

/** Made from what is said, in a fixed order: an editor that formats the file anew, or sorts its keys, does not break it. */
function digestOf(situation: object): string {
  const text = JSON.stringify(inOrder({ ...situation, digest: undefined }));
  return createHash('sha256').update(text).digest('hex');
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (value === null || typeof value !== 'object') return value;
  const rank = (key: string): number => RANK.get(key) ?? RANK.size;
  const byOrder = ([a]: [string, unknown], [b]: [string, unknown]): number => rank(a) - rank(b) || (a < b ? -1 : 1);
  return Object.fromEntries(
    Object.entries(value)
      .sort(byOrder)
      .map(([key, inner]) => [key, inOrder(inner)]),
  );
}

function parseJson(text: string, path: string): unknown {
  refuseUnmerged(text, path);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new ContinuityError({
      id: 'DR-SIT-01',
      what: `${path} is not whole JSON`,
      value: (error as Error).message,
      allowed: 'a situation as `continuity declare` writes it',
      fix: `git checkout ${path}, then declare again`,
    });
  }
}

/** A line of JSON never begins so, not even within a text: it has no line breaks. */
function refuseUnmerged(text: string, path: string): void {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => /^(?:<{7}|\|{7}|={7}|>{7})(?:\s|$)/.test(line));
  if (at < 0) return;
  // `:2:./` is read from the folder one is in, `:2:` from the top of the repository.
  const inGit = isAbsolute(path) || path.startsWith('.') ? path : `./${path}`;
  throw new ContinuityError({
    id: 'DR-SIT-01',
    what: `${path} is unmerged: git left the marks of a conflict in it`,
    value: `line ${at + 1}: ${lines[at]?.trim() ?? ''}`,
    allowed: 'one whole situation',
    fix: `git show :2:${inGit} > ours.json and git show :3:${inGit} > theirs.json, put ours.json in the place of ${path}, then continuity merge theirs.json`,
  });
}

/** Of a key that stands twice `JSON.parse` keeps the last without a word: that is how a merge by lines loses a move. */
function refuseTwice(text: string, path: string): void {
  const open: Set<string>[] = [];
  const twice: string[] = [];
  visit(text, {
    onObjectBegin: () => {
      open.push(new Set());
    },
    onObjectProperty: (key, _offset, _length, line, _character, pathTo) => {
      const keys = open.at(-1);
      if (keys?.has(key)) twice.push(`${[...pathTo(), key].join('.')}, again on line ${line + 1}`);
      keys?.add(key);
    },
    onObjectEnd: () => {
      open.pop();
    },
  });
  if (twice.length === 0) return;
  throw new ContinuityError({
    id: 'DR-SIT-01',
    what: `${path} has a key twice in one object`,
    value: twice[0],
    allowed: 'each key once',
    fix: `git checkout ${path}, or continuity merge THEIRS where two branches were put together`,
  });
}

function newer(version: number, path: string): ContinuityError {
  return new ContinuityError({
    id: 'DR-SIT-01',
    what: `${path} was written by a newer version of cdktf-continuity`,
    value: `version ${version}`,
    allowed: '1 or 2',
    fix: 'npm install the version of cdktf-continuity that wrote it; a version once used is not left again',
  });
}

function fit<T>(schema: z.ZodType<T>, json: unknown, path: string): T {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ContinuityError({
    id: 'DR-SIT-01',
    what: `${path} does not fit the schema of a situation`,
    value: `${issue?.path.join('.') || 'file'}: ${issue?.message ?? 'unknown fault'}`,
    allowed: 'schemas/situation.schema.json',
    fix: 'write it with `continuity declare`, not by hand',
  });
}

function refuseDigest(written: string | undefined, right: string, path: string): void {
  if (written === right) return;
  throw new ContinuityError({
    id: 'DR-SIT-10',
    what: `${path} was changed by hand, or two branches were put together by lines: its digest is ${written ? 'of something else' : 'missing'}`,
    value: written ?? 'no digest',
    allowed: 'a file as `continuity declare`, `record`, `merge` or `run` writes it',
    fix: `git checkout ${path}; where two branches are to be put together, continuity merge THEIRS`,
  });
}
