import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OPEN_VARIABLE } from '../../../lib/words/actions';
import type { Ended, Program } from './door';
import { Refusal } from './refusal';
import type { DayWorld } from './world';

/*
 * Terraform, as far as a day needs it: what a stack says is compared with what was applied, and with what is still there, and is made,
 * changed and taken away in the world, by what a cloud says of its provider. What it reads and writes goes through the same calls as what
 * the command line of the cloud does, so that a stack that needs a dead region fails.
 */

/** An object of JSON. */
export type Body = Record<string, unknown>;
type Blocks = Readonly<Record<string, Readonly<Record<string, Body>>>>;

/** What is synthesized of a stack. */
export interface Stack {
  readonly import?: readonly { readonly to: string; readonly id: string }[];
  readonly removed?: readonly { readonly from: string }[];
  readonly resource?: Blocks;
  readonly data?: Blocks;
  readonly ephemeral?: Blocks;
  readonly provider?: Readonly<Record<string, readonly Body[]>>;
  readonly terraform: { readonly backend: Readonly<Record<string, Body>> };
}

/** A resource, as a state has it. */
export interface Instance {
  readonly type: string;
  readonly body: Body;
  readonly id: string;
  /** What the cloud was told of it. */
  readonly told?: Body;
}

/** A stack, and what is kept of it. */
export interface Scope {
  readonly stack: Stack;
  readonly state: Map<string, Instance>;
}

interface Change {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly mode: 'managed';
  readonly change: { readonly actions: readonly string[]; readonly before: Body | null; readonly after: Body | null };
}

/** A plan, as it is kept. */
interface Planned {
  readonly resource_changes: readonly Change[];
  /** Whether it lets users in. */
  readonly opens: boolean;
}

/** What a cloud says of its provider. */
export interface Provider<W extends DayWorld> {
  /** What its types begin with. */
  readonly prefix: string;
  /** Arguments of a type that make another one. */
  anew(type: string): readonly string[];
  /** Reaches what keeps the state of a stack: under which name it does. Fails where it does not answer. */
  stateOf(world: W, stack: Stack): string;
  /** Why the marker of a stack refuses whoever plans it. */
  refuses(world: W, scope: Scope): string | undefined;
  /** What a whole plan reads beside the state. */
  reads(world: W, scope: Scope): void;
  /** The arguments of a resource with all put in that a plan knows by then. */
  planned(world: W, scope: Scope, body: Body): Body;
  /** Makes a resource, or changes the one that was, from its arguments with all references resolved. */
  make(world: W, type: string, body: Body, scope: Scope, was: Instance | undefined): Pick<Instance, 'id' | 'told'>;
  remove(world: W, instance: Instance): void;
  /** What a resource is now: to ask, the provider calls where it stands. */
  stands(world: W, instance: Pick<Instance, 'type' | 'id' | 'told'>): 'as told' | 'otherwise' | 'not';
  /** What a text is once its references are replaced; `provider`: of the resource that it is of. */
  text(world: W, scope: Scope, value: string, body: Body): unknown;
}

/** Of what is other than it was told to be. */
const OTHERWISE = { tags: 'others than these' };
const fail = (why: string): Ended => ({ code: 1, err: `\nError: ${why}\n` });

/** A program that applies to this world. */
export const terraformOf =
  <W extends DayWorld>(world: W, provider: Provider<W>): Program =>
  ([verb = '', ...rest], from) => {
    if (verb === 'version') return { code: 0, out: '{"terraform_version":"1.11.4"}' };
    world.pass();
    try {
      if (verb === 'init') {
        provider.stateOf(world, stackIn(from));
        mkdirSync(join(from, '.terraform'), { recursive: true });
        return { code: 0 };
      }
      if (verb === 'show') return { code: 0, out: readFileSync(rest.at(-1) as string, 'utf8') };
      if (verb === 'plan') return new Applied(world, provider, stackIn(from, !isShut(rest))).plan(rest);
      if (verb === 'apply') {
        const plan = JSON.parse(readFileSync(rest.at(-1) as string, 'utf8')) as Planned;
        return new Applied(world, provider, stackIn(from, plan.opens)).apply(plan);
      }
      if (verb === 'state') return { code: 0, out: JSON.stringify({ version: 4, resources: [] }) };
      return fail(`nobody has said what terraform ${verb} does`);
    } catch (error) {
      if (error instanceof Refusal) return fail(`unexpected status ${error.status} with error: ${error.code}: ${error.message}`);
      if (error instanceof Error) return fail(error.message);
      throw error;
    }
  };

/** A stack, with what it says of users put in: they are let in unless an apply says otherwise (`-var`). */
function stackIn(from: string, opens = true): Stack {
  const put = (_: string, value: unknown): unknown =>
    typeof value === 'string'
      ? value.replaceAll(OPENS, (_all, open: string, shut: string) => JSON.parse(opens ? open : shut) as string)
      : value;
  return JSON.parse(readFileSync(join(from, 'cdk.tf.json'), 'utf8'), put) as Stack;
}
const OPENS = new RegExp(String.raw`\$\{var\.${OPEN_VARIABLE} \? ("(?:[^"\\]|\\.)*") : ("(?:[^"\\]|\\.)*")\}`, 'g');
const isShut = (words: readonly string[]): boolean => words.includes(`-var=${OPEN_VARIABLE}=false`);

/** One stack, and what is kept of it. */
class Applied<W extends DayWorld> implements Scope {
  readonly state: Map<string, Instance>;

  constructor(
    private readonly world: W,
    private readonly provider: Provider<W>,
    readonly stack: Stack,
  ) {
    this.state = world.store(`state ${provider.stateOf(world, this.stack)}`, () => new Map<string, Instance>());
  }

  plan(words: readonly string[]): Ended {
    const targets = words.flatMap((word) => (word.startsWith('-target=') ? [word.slice('-target='.length)] : []));
    const file = words.find((word) => word.startsWith('-out='))?.slice('-out='.length) as string;
    const marked = this.provider.refuses(this.world, this);
    if (marked) return fail(marked);
    this.refresh(targets);
    if (targets.length === 0) this.takeIn();
    const changes = this.changes((address) => targets.length === 0 || targets.includes(address));
    const destroyed = changes.find(
      ({ type, name, change }) =>
        change.actions.includes('delete') &&
        (this.stack.resource?.[type]?.[name]?.['lifecycle'] as Body | undefined)?.['prevent_destroy'] === true,
    );
    if (destroyed)
      return fail(
        `Instance cannot be destroyed\n\nResource ${destroyed.address} has lifecycle.prevent_destroy set, but the plan calls for this resource to be destroyed.`,
      );
    writeFileSync(
      file,
      JSON.stringify({ format_version: '1.2', terraform_version: '1.11.4', resource_changes: changes, opens: !isShut(words) }),
    );
    return { code: changes.some(({ change }) => change.actions[0] !== 'no-op') ? 2 : 0 };
  }

  apply({ resource_changes: changes }: Planned): Ended {
    const due = new Map(changes.map((one) => [one.address, one]));
    const done = new Set<string>();
    for (const { address, change } of [...changes].reverse())
      if (change.actions.includes('delete') || change.actions.includes('forget')) {
        const was = this.state.get(address) as Instance;
        if (!change.actions.includes('forget')) this.provider.remove(this.world, was);
        this.state.delete(address);
      }
    for (const address of due.keys()) this.make(address, due, done);
    return { code: 0, out: 'Apply complete!\n' };
  }

  private make(address: string, due: ReadonlyMap<string, Change>, done: Set<string>): void {
    const change = due.get(address);
    if (!change?.change.after || done.has(address)) return;
    done.add(address);
    const [type = '', name = ''] = address.split('.');
    const body = this.stack.resource?.[type]?.[name] as Body;
    for (const [, other = ''] of JSON.stringify(body).matchAll(this.addresses)) this.make(other, due, done);
    if (change.change.actions[0] === 'no-op') return;
    const was = this.state.get(address);
    const after = change.change.after;
    const next = was ? { ...without(after, ignored(body)), ...only(was.body, ignored(body)) } : after;
    const replaced = change.change.actions.includes('delete');
    const made = this.provider.make(this.world, type, this.resolved(body, body), this, replaced ? undefined : was);
    this.state.set(address, { type, body: next, ...made });
  }

  private get addresses(): RegExp {
    return new RegExp(`\\b(${this.provider.prefix}_\\w+\\.[\\w-]+)`, 'g');
  }

  /** What is no longer there is no longer in the state; to ask, the provider calls where it stands. */
  private refresh(targets: readonly string[]): void {
    for (const [address, instance] of this.state) {
      if (targets.length > 0 && !targets.includes(address)) continue;
      const stands = this.provider.stands(this.world, instance);
      if (stands === 'not') this.state.delete(address);
      else if (stands === 'otherwise') this.state.set(address, { ...instance, body: { ...instance.body, ...OTHERWISE } });
    }
    if (targets.length === 0) this.provider.reads(this.world, this);
  }

  /** What an `import` names is taken in, unless it is: what is not there is an error. Of what a target leaves out nothing is read (tried, Terraform 1.11). */
  private takeIn(): void {
    for (const { to, id } of this.stack.import ?? []) {
      if (this.state.has(to)) continue;
      const [type = '', name = ''] = to.split('.');
      const body = this.stack.resource?.[type]?.[name] as Body;
      const named = this.resolved(id, body);
      if (this.provider.stands(this.world, { type, id: named }) === 'not')
        throw new Error(`Cannot import non-existent remote object: ${to} (${named})`);
      this.state.set(to, { type, body: { ...without(plain(body), ignored(body)), ...OTHERWISE }, id: named });
    }
  }

  private changes(isMeant: (address: string) => boolean): Change[] {
    const wanted = Object.entries(this.stack.resource ?? {}).flatMap(([type, all]) =>
      Object.entries(all).map(([name, body]) => [`${type}.${name}`, type, body] as const),
    );
    const forgotten = new Set((this.stack.removed ?? []).map(({ from }) => from));
    const gone = [...this.state].filter(([address]) => !wanted.some(([one]) => one === address));
    return [
      ...gone
        .filter(([address]) => isMeant(address))
        .map(([address, { type, body }]) => changeOf(address, type, [forgotten.has(address) ? 'forget' : 'delete'], body, null)),
      ...wanted
        .filter(([address]) => isMeant(address))
        .map(([address, type, body]) => {
          const was = this.state.get(address)?.body;
          const after = plain(this.provider.planned(this.world, this, body));
          return changeOf(address, type, this.actions(type, was, after, ignored(body)), was ?? null, after);
        }),
    ];
  }

  private actions(type: string, was: Body | undefined, next: Body, ignores: readonly string[]): string[] {
    if (was === undefined) return ['create'];
    const keys = [...new Set([...Object.keys(was), ...Object.keys(next)])].filter((key) => !ignores.includes(key));
    const differ = keys.filter((key) => JSON.stringify(was[key]) !== JSON.stringify(next[key]));
    if (differ.length === 0) return ['no-op'];
    return differ.some((key) => this.provider.anew(type).includes(key)) ? ['delete', 'create'] : ['update'];
  }

  /** References are replaced by what they lead to; what is made up, by something new. */
  private resolved<T>(value: T, of: Body): T {
    if (typeof value === 'string') return this.provider.text(this.world, this, value, of) as T;
    if (Array.isArray(value)) return value.map((one: unknown) => this.resolved(one, of)) as T;
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, this.resolved(one as unknown, of)])) as T;
  }
}

const changeOf = (address: string, type: string, actions: readonly string[], before: Body | null, after: Body | null): Change => ({
  address,
  type,
  name: address.slice(type.length + 1),
  mode: 'managed',
  change: { actions, before, after },
});

const META = ['//', 'lifecycle', 'depends_on', 'provider', 'timeouts'];
const plain = (body: Body): Body => Object.fromEntries(Object.entries(body).filter(([key]) => !META.includes(key)));
/** What is ignored stays in a state as it was. */
const without = (body: Body, keys: readonly string[]): Body =>
  Object.fromEntries(Object.entries(body).filter(([key]) => !keys.includes(key)));
const only = (body: Body, keys: readonly string[]): Body => Object.fromEntries(Object.entries(body).filter(([key]) => keys.includes(key)));
const ignored = (body: Body): readonly string[] =>
  ((body['lifecycle'] as { ignore_changes?: readonly string[] } | undefined)?.ignore_changes ?? []).map(
    (one) => one.split(/[.[]/)[0] as string,
  );
