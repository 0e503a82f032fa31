import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { shellLine, withEnvironment } from '../reports/shell-line';
import { writeWhole } from '../reports/whole-file';
import type { StateManifest } from '../reports/manifest';
import { ContinuityError } from '../words/errors';
import { tint, wrap, type Io } from './io';
import { outJson } from './output';
import { openProject } from './project';
import { terraformProgram } from './runner/terraform';

/** Options of `continuity bootstrap`. */
export interface BootstrapOptions {
  readonly out: string;
  readonly into: string;
  readonly adopt?: readonly string[];
  readonly json?: boolean;
}

/** Writes a stack for each place where the workloads of the output keep states, and says what to run. Throws `DR-CLI-01`, `DR-BOOT-01`, `DR-BOOT-02`. */
export function bootstrapCommand(options: BootstrapOptions, io: Io): number {
  const { manifest, manifestPath } = openProject(options, io);
  const { states } = manifest;
  if (states.length === 0) throw nowhere(manifestPath);
  refuseShared(states);
  const adopted = adoptedOf(options.adopt ?? [], states);
  const places = states.map((state): Place => {
    if (state.directory === undefined) return { state, commands: [] };
    const from = join(dirname(manifestPath), state.directory, 'cdk.tf.json');
    const stage = write(from, resolve(io.cwd, options.into, state.id), adopted.has(state.id) ? state.adopts : []);
    return { state, stage, commands: linesOf(`${options.into}/${state.id}`, stage, state, terraformProgram(io)) };
  });
  if (states.some(({ directory }) => directory !== undefined)) ignore(resolve(io.cwd, options.into));
  if (options.json) outJson(io, { into: options.into, states: places.map(dataOf) });
  else
    io.out(
      `${places.map(({ state, commands }) => (state.directory === undefined ? byHand(state, io) : told(state, commands, io))).join('\n')}\n`,
    );
  return 0;
}

/** Every workload keeps states somewhere, so that the output was written before this was said. */
const nowhere = (path: string): ContinuityError =>
  new ContinuityError({
    id: 'DR-CLI-01',
    what: 'The manifest does not say where states are kept',
    value: path,
    allowed: 'the output of a synthesis by this version',
    fix: 'synthesize again (cdktf synth)',
  });

/** Each place is a stack with a state of its own: what two of them make, or take in, would have two owners. */
function refuseShared(states: readonly StateManifest[]): void {
  const owners = new Map<string, string>();
  for (const { id, adopts } of states)
    for (const one of adopts) {
      const other = owners.get(one.id);
      owners.set(one.id, id);
      if (other === undefined) continue;
      throw new ContinuityError({
        id: 'DR-BOOT-02',
        what: `The places ${other} and ${id} would both be made with the same thing`,
        value: one.id,
        allowed: 'what each place is made with belongs to it alone (on Azure: a resource group for each account of states)',
        fix: `another one for ${id}; or make both by hand, without continuity bootstrap`,
      });
    }
}

function adoptedOf(asked: readonly string[], states: readonly StateManifest[]): Set<string> {
  const known = states.filter(({ adopts }) => adopts.length > 0).map(({ id }) => id);
  const stranger = asked.find((id) => id !== 'all' && !known.includes(id));
  if (stranger !== undefined)
    throw new ContinuityError({
      id: 'DR-BOOT-01',
      what: 'Nothing of this id can be taken in',
      value: stranger,
      allowed: ['all', ...known],
      fix: 'an id as continuity bootstrap prints it',
    });
  return new Set(asked.includes('all') ? known : asked);
}

/** A place, and what is to be run there. */
interface Place {
  readonly state: StateManifest;
  readonly stage?: Stage;
  readonly commands: readonly string[];
}

const dataOf = ({ state: { id, at, name, keeps }, stage, commands }: Place): object => ({
  id,
  at,
  name,
  keeps,
  stage: stage ?? 'by hand',
  commands,
});

/** How far a place is: nothing moved yet, moved by half, or moved. */
type Stage = 'new' | 'moving' | 'moved';

/** The backend comes into play once it is renamed: before that, Terraform keeps the state beside the stack. */
const BACKEND = 'backend.tf.json';
const LATER = `${BACKEND}.later`;

interface Stack {
  readonly terraform: { readonly backend: unknown };
}

function write(from: string, into: string, adopts: StateManifest['adopts']): Stage {
  const { terraform, ...rest } = JSON.parse(readFileSync(from, 'utf8')) as Stack;
  const { backend, ...settings } = terraform;
  const isMoved = existsSync(join(into, BACKEND));
  mkdirSync(into, { recursive: true });
  const put = (name: string, json: object): void => {
    writeWhole(join(into, name), `${JSON.stringify(json, null, 2)}\n`);
  };
  put('cdk.tf.json', { ...rest, terraform: settings, ...(adopts.length > 0 ? { import: adopts } : {}) });
  put(isMoved ? BACKEND : LATER, { terraform: { backend } });
  return isMoved ? (isFilled(join(into, 'terraform.tfstate')) ? 'moving' : 'moved') : 'new';
}

const isFilled = (path: string): boolean => existsSync(path) && statSync(path).size > 0;

/** Providers and the state of the first minutes are not for a repository; the lock file of the providers is. */
function ignore(into: string): void {
  const path = join(into, '.gitignore');
  if (!existsSync(path)) writeWhole(path, '.terraform/\nterraform.tfstate*\n');
}

function linesOf(directory: string, stage: Stage, { environment = {}, letIn }: StateManifest, terraform: string): string[] {
  const line = (...all: (readonly string[])[]): string => `(${[['cd', directory], ...all].map(shellLine).join(' && ')})`;
  const program = [...withEnvironment(environment), terraform];
  const [init, apply] = [
    [...program, 'init'],
    [...program, 'apply'],
  ];
  const move = [...init, '-migrate-state', '-force-copy'];
  const once = letIn ? [letIn] : [];
  if (stage === 'moved') return [line(init, apply)];
  if (stage === 'moving') return [line(...once, move, apply)];
  return [line(init, apply), line(...once, ['mv', LATER, BACKEND], move)];
}

function told(state: StateManifest, lines: readonly string[], io: Io): string {
  return [heading(state, io), ...lines.map((line) => `  ${line}`), ''].join('\n');
}

function byHand(state: StateManifest, io: Io): string {
  const why = 'made by hand: its cloud says no stack for it. Encrypted, versioned, private, kept from deletion, and in that region.';
  return [heading(state, io), `  ${wrap(why, io.columns - 2, '  ')}`, ''].join('\n');
}

function heading({ id, at, keeps }: StateManifest, io: Io): string {
  const kept = keeps.length > 0 ? `state of ${keeps.join(', ')}` : 'nothing yet: a successor';
  return wrap(`${tint(io, 'strong', id)} at ${at}: ${kept}`, io.columns, '  ');
}
