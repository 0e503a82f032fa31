import { search } from '@jmespath-community/jmespath';
import { readFileSync, writeFileSync } from 'node:fs';
import words from '../../words/az-words.json';
import { SUBSCRIPTION } from './arm';
import type { Ended } from '../../../support/day/door';
import { Refusal } from '../../../support/day/refusal';
import type { Body, Command, Options, Service } from './service';
import type { World } from './world';

/*
 * `az`, as far as steps call it. Commands and options are those that its own package says (test/clouds/words); what it prints, and how it ends,
 * is told by its sources (azure/cli/core/azclierror.py, azure/cli/core/util.py) and those of its output (knack/output.py).
 */

const known = words as { readonly common: readonly string[]; readonly commands: Readonly<Record<string, readonly string[]>> };

/** How a command ends that is called in another way than it takes. */
const usage = (err: string): Ended => ({ code: 2, err: `ERROR: ${err}\n` });

/** A program that answers for this world. */
export function azOf(world: World, services: readonly Service[]): (words: readonly string[]) => Ended {
  const commands: Readonly<Record<string, Command>> = Object.assign({}, ...services.map((one) => one.commands ?? {}));
  return (line) => {
    const called = line.map((_, i) => line.slice(0, line.length - i).join(' ')).find((name) => Object.hasOwn(known.commands, name));
    if (called === undefined) return usage(`'${line.join(' ')}' is misspelled or not recognized by the system.`);
    const options = optionsIn(line.slice(called.split(' ').length));
    const strange = Object.keys(options).find((name) => ![...known.common, ...(known.commands[called] ?? [])].includes(`--${name}`));
    if (strange !== undefined) return usage(`unrecognized arguments: --${strange}`);
    const command = commands[called];
    if (!command) return usage(`this world does not know az ${called}: add it to a file of its services`);
    world.pass();
    return ends(() => told(command(world, given(options)), options));
  };
}

function ends(act: () => string): Ended {
  try {
    return { code: 0, out: act() };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return {
      code: error.code === 'ResourceNotFound' ? 3 : 1,
      err: `ERROR: (${error.code}) ${error.message}\nCode: ${error.code}\nMessage: ${error.message}\n`,
    };
  }
}

/** A flag has none, and some options have several. */
function optionsIn(rest: readonly string[]): Options {
  const options: Record<string, string> = {};
  for (const [i, word] of rest.entries()) {
    if (!word.startsWith('--')) continue;
    const end = rest.findIndex((next, at) => at > i && next.startsWith('--'));
    options[word.slice(2)] = rest.slice(i + 1, end < 0 ? undefined : end).join(' ');
  }
  return options;
}

/** What is in a file that is sent is read; another subscription has nothing. */
function given(options: Options): Options {
  const { subscription = SUBSCRIPTION, file } = options;
  if (subscription !== SUBSCRIPTION)
    throw new Refusal(404, 'SubscriptionNotFound', `The subscription '${subscription}' could not be found.`);
  const content = file === undefined ? undefined : textOf(file);
  return { ...options, subscription, ...(content === undefined ? {} : { '@file': content }) };
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function told(answer: unknown, { query, output = 'json' }: Options): string {
  const { file, content } = (answer ?? {}) as Body;
  if (typeof file === 'string' && typeof content === 'string') writeFileSync(file, content);
  const result: unknown = query === undefined ? answer : search(answer as never, query);
  if (result === undefined || result === null || output === 'none') return '';
  if (output === 'json') return `${JSON.stringify(result, null, 2)}\n`;
  if (output !== 'tsv') throw new Error(`nobody has said how az prints ${output}`);
  return (Array.isArray(result) ? result : [result]).map((row: unknown) => `${rowOf(row)}\n`).join('');
}

/** `_TsvOutput` of knack: a row a line, its values between tabs, sorted by their names where they have any. */
function rowOf(row: unknown): string {
  if (typeof row === 'boolean') return String(row);
  if (typeof row !== 'object' || row === null) return cellOf(row);
  const values: unknown[] = Array.isArray(row)
    ? row
    : Object.entries(row)
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([, value]) => value as unknown);
  return values.map(cellOf).join('\t');
}

/** As Python prints it. */
function cellOf(value: unknown): string {
  if (Array.isArray(value)) return String(value.length);
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'object' ? '' : String(value as string | number);
}
