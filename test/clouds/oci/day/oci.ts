import { search } from '@jmespath-community/jmespath';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Refusal } from '../../../support/day/refusal';
import type { Ended, Program } from '../../../support/day/door';
import words from '../../words/oci-words.json';
import type { Command, Options, Service } from './service';
import { Accepted, type World } from './world';

/*
 * `oci`, as far as steps call it. Commands and options are those that its own package says (test/clouds/words); what it prints, and how it ends, is told by
 * its sources (oci_cli/cli_util.py, `render` and `wrap_exceptions`): of what is empty it prints nothing, whatever is asked of it.
 */

const known = words as { readonly common: readonly string[]; readonly commands: Readonly<Record<string, readonly string[]>> };

/** How a command ends that is called in another way than it takes. */
const usage = (err: string): Ended => ({ code: 2, err: `Usage: oci [OPTIONS] COMMAND [ARGS]...\n\nError: ${err}\n` });

/** Whether a command changes something. */
export const changes = (command: string): boolean =>
  !/^(?:list|get|list-.*|get-.*|summarize-.*|raw-request|generate|create-kubeconfig)$/.test(command.split(' ').at(-1) as string);

/** What a program is ended by, from outside. */
const KILLED: Ended = { code: 137 };
/** Whoever waits longer is told that its limit is over. */
const WAITS = 60;

/** A program that answers for this world. `until`: it is ended after so many changes, before it waits for the last one, and so is whatever is called after it. */
export function ociOf(world: World, services: readonly Service[], until = Infinity): Program {
  const commands: Readonly<Record<string, Command>> = Object.assign({}, ...services.map((one) => one.commands ?? {}));
  let changed = 0;
  return (line) => {
    const called = line.map((_, i) => line.slice(0, line.length - i).join(' ')).find((name) => Object.hasOwn(known.commands, name));
    if (called === undefined) return usage(`No such command '${line.join(' ')}'.`);
    const options = optionsIn(line.slice(called.split(' ').length));
    const strange = Object.keys(options).find((name) => ![...known.common, ...(known.commands[called] ?? [])].includes(`--${name}`));
    if (strange !== undefined) return usage(`No such option: --${strange}`);
    const command = commands[called];
    if (!command) return usage(`this world does not know oci ${called}: add it to a file of its services`);
    if (changed >= until) return KILLED;
    world.pass();
    return ends(() => {
      const { region = '' } = options;
      if (changes(called)) changed += 1;
      const isBroken = changes(called) && world.broken.has(called);
      const answer = world.call(called, options['display-name'] ?? '', region, () =>
        isBroken ? undefined : command(world, given(options)),
      );
      if (changed >= until) return KILLED;
      return waited(world, answer, options);
    });
  };
}

function ends(act: () => Ended): Ended {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { status, code, message } = error;
    return { code: 1, err: `ServiceError:\n${JSON.stringify({ code, message, status }, null, 4)}\n` };
  }
}

function waited(world: World, answer: unknown, options: Options): Ended {
  if (!(answer instanceof Accepted)) return { code: 0, out: told(answer, options) };
  const { thing } = answer;
  if (options['wait-for-state'] !== undefined)
    for (let moments = 0; thing.pending; moments += 1) {
      if (moments >= WAITS) return { code: 2, err: 'Failed to wait until the resource entered the specified state.\n' };
      world.pass();
    }
  return { code: 0, out: told(thing, options) };
}

/** A flag has none; of what is said twice, the last one counts. */
function optionsIn(rest: readonly string[]): Options {
  const options: Record<string, string> = {};
  for (const [i, word] of rest.entries()) {
    if (!word.startsWith('--')) continue;
    const next = rest[i + 1];
    options[word.slice(2)] = next === undefined || next.startsWith('--') ? '' : next;
  }
  return options;
}

/** What is in files that are sent is read: `--from-json` is taken for more options, by the names that the API has. */
function given(options: Options): Options {
  const { file, 'from-json': json } = options;
  const read = (name: string): string => readFileSync(name.replace('file://', ''), 'utf8');
  const more = json === undefined ? {} : (JSON.parse(read(json)) as Options);
  const said = Object.fromEntries(Object.entries(options).map(([key, one]) => [key, one.startsWith('file://') ? read(one) : one]));
  return { ...said, ...more, ...(file !== undefined && existsSync(file) ? { '@file': readFileSync(file, 'utf8') } : {}) };
}

/** What is not told as JSON. */
interface Content {
  readonly content: string;
}
/** The content of an object, or of what else goes into a file. */
export const content = (text: string): Content => ({ content: text });

/** What is printed as it is, whatever is asked of it: the answer of a raw request (its source, `raw_request_cli`). */
class Printed {
  constructor(readonly text: string) {}
}
export const printed = (text: string): Printed => new Printed(text);

function told(answer: unknown, { query, 'raw-output': raw, file }: Options): string {
  if (isContent(answer)) {
    if (file === '-') return answer.content;
    if (file !== undefined) writeFileSync(file, answer.content);
    return '';
  }
  if (answer instanceof Printed) return answer.text;
  if (isNothing(answer)) return '';
  const all = { data: kebab(answer) };
  const result: unknown = query === undefined ? all : search(all as never, query);
  if (result === null || result === undefined) return '';
  return raw !== undefined && typeof result === 'string' ? `${result}\n` : `${JSON.stringify(result, null, 2)}\n`;
}

const isContent = (answer: unknown): answer is Content =>
  typeof answer === 'object' && answer !== null && Object.keys(answer).join() === 'content';
const isNothing = (answer: unknown): boolean => !answer || (Array.isArray(answer) && answer.length === 0);

/** Names as the command line has them: but for those that somebody else gave. */
function kebab(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(kebab);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
      key === 'freeformTags' ? (one as unknown) : kebab(one),
    ]),
  );
}
