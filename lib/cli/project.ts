import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ContinuityError } from '../words/errors';
import { didYouMean } from '../words/nearest';
import { manifestSchema, type Manifest, type WorkloadManifest } from '../reports/manifest';
import type { Sides } from '../situation/facts';
import type { Io } from './io';

/** Options that every command takes. */
export interface CommonOptions {
  /** The directory of `continuity.json`. */
  readonly out: string;
  /** The situation file. */
  readonly situation?: string;
  /** Whether it is said as data. */
  readonly json?: boolean;
}

/** The synthesized output that the CLI works on: it reads this and never the architect's TypeScript. */
export interface Project {
  /** Where the manifest is. */
  readonly manifestPath: string;
  /** The manifest's sha256, kept in the journal as evidence. */
  readonly digest: string;
  /** The whole plan. */
  readonly manifest: Manifest;
  /** Where the situation is. */
  readonly situationPath: string;
  /** The workloads and their sites. */
  readonly sides: readonly Sides[];
}

/** Reads the manifest in the output directory. Throws `DR-CLI-01`. */
export function openProject(options: CommonOptions, io: Pick<Io, 'cwd' | 'env'>): Project {
  const manifestPath = resolve(io.cwd, options.out, 'continuity.json');
  const text = read(manifestPath);
  const manifest = parse(text, manifestPath);
  return {
    manifestPath,
    digest: createHash('sha256').update(text).digest('hex'),
    manifest,
    situationPath: situationPath(options, io, manifest, manifestPath),
    sides: manifest.workloads.map(sidesOf),
  };
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new ContinuityError({
      id: 'DR-CLI-01',
      what: `There is no manifest at ${path}`,
      value: (error as NodeJS.ErrnoException).code,
      allowed: 'the output of a synthesis',
      fix: 'synthesize (cdktf synth), or name its directory with --out',
    });
  }
}

function parse(text: string, path: string): Manifest {
  const fault = (value: string): ContinuityError =>
    new ContinuityError({
      id: 'DR-CLI-01',
      what: `${path} is not a manifest of this version`,
      value,
      allowed: 'schemas/manifest.schema.json',
      fix: 'synthesize again with the same version of cdktf-continuity as this command',
    });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw fault((error as Error).message);
  }
  const parsed = manifestSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw fault(`${issue?.path.join('.') || 'file'}: ${issue?.message ?? 'unknown fault'}`);
}

/** The option, else the environment, else what the synthesis read: beside the output directory, or in the working directory. */
function situationPath(options: CommonOptions, io: Pick<Io, 'cwd' | 'env'>, manifest: Manifest, manifestPath: string): string {
  const given = options.situation ?? io.env.CONTINUITY_SITUATION;
  const beside = resolve(dirname(manifestPath), '..', manifest.situationFile);
  const here = resolve(io.cwd, manifest.situationFile);
  if (!given) return !existsSync(beside) && existsSync(here) ? here : beside;
  const named = resolve(io.cwd, given);
  if (!existsSync(named) && ![beside, here].includes(named)) throw missing(named, manifest.situationFile);
  return named;
}

const sidesOf = ({ id, declared, components }: WorkloadManifest): Sides => ({
  workload: id,
  ...declared,
  components: components.map(({ component, flip, remade, severs, spreadsLate, standsLate }) => ({
    id: component,
    flip,
    ...(remade ? { remade } : {}),
    ...(severs ? { severs } : {}),
    ...(spreadsLate ? { spreadsLate } : {}),
    ...(standsLate ? { standsLate } : {}),
  })),
});

/** A file that is named is there, or is the one that the synthesis would have read: the first declaration makes that one. */
const missing = (named: string, known: string): ContinuityError =>
  new ContinuityError({
    id: 'DR-SIT-01',
    what: 'The situation file that is named does not exist',
    value: named,
    allowed: `a situation, or ${known}: the one that was synthesized from`,
    fix: 'correct the name, or leave --situation and CONTINUITY_SITUATION out',
  });

/** The workload of this name. Throws `DR-CLI-02`. */
export function workloadNamed({ manifest }: Project, id: string): WorkloadManifest {
  const found = manifest.workloads.find((w) => w.id === id);
  if (found) return found;
  const known = manifest.workloads.map((w) => w.id);
  throw new ContinuityError({
    id: 'DR-CLI-02',
    what: 'No such workload',
    value: id,
    allowed: known.join(', '),
    fix: didYouMean(id, known),
  });
}

/** Where a stack was synthesized, or undefined where it was not. */
export function directoryOf(
  { manifestPath }: Pick<Project, 'manifestPath'>,
  stack: { readonly directory?: string | undefined },
): string | undefined {
  return stack.directory === undefined ? undefined : join(dirname(manifestPath), stack.directory);
}
