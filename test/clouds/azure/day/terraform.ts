import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { managed } from './arm';
import type { Ended, Program } from './door';
import { Refusal } from './refusal';
import type { Body, Rendered, Resource, Service } from './service';
import type { World } from './world';

/*
 * Terraform, as far as a day needs it: what a stack says is compared with what was applied, and with what is still there, and is made,
 * changed and taken away in the world. A type that no service knows is written down, and nothing else. What it reads and writes goes
 * through the same calls as what `az` does, so that a stack that needs a dead region fails.
 */

type Blocks = Readonly<Record<string, Readonly<Record<string, Body>>>>;
interface Stack {
  readonly import?: readonly { readonly to: string; readonly id: string }[];
  readonly resource?: Blocks;
  readonly data?: Blocks;
  readonly ephemeral?: Blocks;
  readonly terraform: { readonly backend: { readonly azurerm: { readonly storage_account_name: string; readonly key: string } } };
}
interface Instance {
  readonly type: string;
  readonly body: Body;
  readonly id: string;
  /** What Azure was told of it. */
  readonly arm?: Body;
}
type State = Map<string, Instance>;
interface Change {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly mode: 'managed';
  readonly change: { readonly actions: readonly string[]; readonly before: Body | null; readonly after: Body | null };
}

const ANEW = ['name', 'location', 'resource_group_name'];
const fail = (why: string): Ended => ({ code: 1, err: `\nError: ${why}\n` });

/** A program that applies to this world. */
export function terraformOf(world: World, services: readonly Service[]): Program {
  const renders: Readonly<Record<string, Rendered>> = Object.assign({}, ...services.map((one) => one.renders ?? {}));
  return ([verb = '', ...rest], from) => {
    if (verb === 'version') return { code: 0, out: '{"terraform_version":"1.11.4"}' };
    world.pass();
    try {
      if (verb === 'init') return init(world, from);
      if (verb === 'show') return { code: 0, out: readFileSync(rest.at(-1) as string, 'utf8') };
      const stack = new Applied(world, renders, from);
      if (verb === 'plan') return stack.plan(rest);
      if (verb === 'apply') return stack.apply(rest.at(-1) as string);
      if (verb === 'state') return { code: 0, out: JSON.stringify({ version: 4, resources: [] }) };
      return fail(`nobody has said what terraform ${verb} does`);
    } catch (error) {
      if (error instanceof Refusal) return fail(`unexpected status ${error.status} with error: ${error.code}: ${error.message}`);
      if (error instanceof Error) return fail(error.message);
      throw error;
    }
  };
}

function init(world: World, from: string): Ended {
  reachState(world, stackIn(from));
  mkdirSync(join(from, '.terraform'), { recursive: true });
  return { code: 0 };
}

const stackIn = (from: string): Stack => JSON.parse(readFileSync(join(from, 'cdk.tf.json'), 'utf8')) as Stack;

function reachState(world: World, { terraform }: Stack): void {
  const name = terraform.backend.azurerm.storage_account_name;
  const account = world.named('Microsoft.Storage/storageAccounts', name);
  if (!account) throw new Error(`Error: Failed to get existing workspaces: ${name}: no such host`);
  world.call({ method: 'GET', host: 'management.azure.com', path: account.id });
}

/** One stack, and what is kept of it. */
class Applied {
  private readonly stack: Stack;
  private readonly state: State;

  constructor(
    private readonly world: World,
    private readonly renders: Readonly<Record<string, Rendered>>,
    from: string,
  ) {
    this.stack = stackIn(from);
    reachState(world, this.stack);
    this.state = world.store(`state ${this.stack.terraform.backend.azurerm.key}`, (): State => new Map());
  }

  plan(words: readonly string[]): Ended {
    const targets = words.flatMap((word) => (word.startsWith('-target=') ? [word.slice('-target='.length)] : []));
    const file = words.find((word) => word.startsWith('-out='))?.slice('-out='.length) as string;
    const marked = this.refusedByMarker();
    if (marked) return fail(marked);
    this.refresh(targets);
    if (targets.length === 0) this.takeIn();
    const changes = this.changes().filter(({ address }) => targets.length === 0 || targets.includes(address));
    const destroyed = changes.find(
      ({ type, name, change }) =>
        change.actions.includes('delete') &&
        (this.stack.resource?.[type]?.[name]?.['lifecycle'] as Body | undefined)?.['prevent_destroy'] === true,
    );
    if (destroyed)
      return fail(
        `Instance cannot be destroyed\n\nResource ${destroyed.address} has lifecycle.prevent_destroy set, but the plan calls for this resource to be destroyed.`,
      );
    writeFileSync(file, JSON.stringify({ format_version: '1.2', terraform_version: '1.11.4', resource_changes: changes }));
    return { code: changes.some(({ change }) => change.actions[0] !== 'no-op') ? 2 : 0 };
  }

  apply(file: string): Ended {
    const { resource_changes: changes } = JSON.parse(readFileSync(file, 'utf8')) as { resource_changes: readonly Change[] };
    const due = new Map(changes.map((one) => [one.address, one]));
    const done = new Set<string>();
    for (const { address, change } of [...changes].reverse())
      if (change.actions.includes('delete')) {
        const was = this.state.get(address) as Instance;
        this.remove(was);
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
    for (const [, other = ''] of JSON.stringify(body).matchAll(/\b(azurerm_\w+\.[\w-]+)/g)) this.make(other, due, done);
    if (change.change.actions[0] === 'no-op') return;
    const whole = this.resolved(body);
    const arm = this.renders[type]?.make ? undefined : this.renders[type]?.arm?.(whole);
    const was = this.state.get(address)?.body;
    const next = was ? { ...without(plain(body), ignored(body)), ...only(was, ignored(body)) } : plain(body);
    this.state.set(address, { type, body: next, id: this.put(type, whole), ...(arm ? { arm } : {}) });
  }

  private put(type: string, body: Body): string {
    const rendered = this.renders[type];
    if (!rendered) return `${type}/${String(body['name'])}`;
    if (rendered.make) return rendered.make(this.world, body);
    const id = rendered.id(body);
    managed(this.world, 'PUT', id, rendered.arm?.(body) ?? {});
    return id;
  }

  private remove({ type, id }: Instance): void {
    const rendered = this.renders[type];
    if (!rendered) return;
    if (rendered.remove) rendered.remove(this.world, id);
    else managed(this.world, 'DELETE', id);
  }

  /** What is no longer there is no longer in the state; to ask, the provider calls where it stands. */
  private refresh(targets: readonly string[]): void {
    for (const [address, instance] of this.state) {
      if (targets.length > 0 && !targets.includes(address)) continue;
      const { type, id, arm, body } = instance;
      const rendered = this.renders[type];
      if (!rendered) continue;
      if (!(rendered.there ?? thereById)(this.world, id)) this.state.delete(address);
      else if (arm && differs(arm, this.world.at(id)))
        this.state.set(address, { ...instance, body: { ...body, tags: 'others than these' } });
    }
    if (targets.length > 0) return;
    for (const body of Object.values(this.stack.data?.['azurerm_public_ip'] ?? {}))
      managed(this.world, 'GET', this.renders['azurerm_public_ip']?.id(body) as string);
  }

  /** What an `import` names is taken in, unless it is: what is not there is an error. Of what a target leaves out nothing is read (tried, Terraform 1.11). */
  private takeIn(): void {
    for (const { to, id } of this.stack.import ?? []) {
      if (this.state.has(to)) continue;
      const [type = '', name = ''] = to.split('.');
      if (!thereById(this.world, id)) throw new Error(`Cannot import non-existent remote object: ${to} (${id})`);
      const body = this.stack.resource?.[type]?.[name] as Body;
      this.state.set(to, { type, body: { ...without(plain(body), ignored(body)), tags: 'others than these' }, id });
    }
  }

  private changes(): Change[] {
    const wanted = Object.entries(this.stack.resource ?? {}).flatMap(([type, all]) =>
      Object.entries(all).map(([name, body]) => [`${type}.${name}`, type, name, body] as const),
    );
    const gone = [...this.state].filter(([address]) => !wanted.some(([one]) => one === address));
    return [
      ...gone.map(([address, { type, body }]) => changeOf(address, type, ['delete'], body, null)),
      ...wanted.map(([address, type, , body]) => {
        const was = this.state.get(address)?.body;
        const after = plain(body);
        return changeOf(address, type, this.actions(type, was, after, ignored(body)), was ?? null, after);
      }),
    ];
  }

  private actions(type: string, was: Body | undefined, next: Body, ignores: readonly string[]): string[] {
    if (was === undefined) return ['create'];
    const keys = [...new Set([...Object.keys(was), ...Object.keys(next)])].filter((key) => !ignores.includes(key));
    const differ = keys.filter((key) => JSON.stringify(was[key]) !== JSON.stringify(next[key]));
    if (differ.length === 0) return ['no-op'];
    return differ.some((key) => (this.renders[type]?.anew ?? ANEW).includes(key)) ? ['delete', 'create'] : ['update'];
  }

  /** A marker refuses whoever knows less than what stands: the one condition that is read here. */
  private refusedByMarker(): string | undefined {
    for (const body of Object.values(this.stack.resource?.['azurerm_application_security_group'] ?? {})) {
      const { precondition = [] } = (body['lifecycle'] ?? {}) as { precondition?: readonly { condition: string; error_message: string }[] };
      for (const { condition, error_message: message } of precondition) {
        const [, data = '', list = ''] =
          /data\.azurerm_application_security_group\.([\w-]+)\[\*\] : try\(.*?\)\] : contains\((\[.*?\]), id\)/.exec(condition) ?? [];
        const group = this.stack.data?.['azurerm_application_security_group']?.[data];
        const standing = group && this.world.at(this.renders['azurerm_application_security_group']?.id(group) as string);
        const tags = (standing?.['tags'] ?? {}) as Record<string, string>;
        const id = tags['continuity-marker'] ?? tags['continuity-sequence'];
        if (standing && !(JSON.parse(list) as string[]).includes(id ?? '')) return message;
      }
    }
    return undefined;
  }

  /** References are replaced by what they lead to; what is made up, by something new. */
  private resolved<T>(value: T): T {
    if (typeof value === 'string') return this.text(value) as T;
    if (Array.isArray(value)) return value.map((one: unknown) => this.resolved(one)) as T;
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, this.resolved(one as unknown)])) as T;
  }

  private text(value: string): string {
    return value.replaceAll(
      /\$\{(data\.|ephemeral\.)?(azurerm_\w+)\.([\w-]+)\.([\w.]+)\}/g,
      (_, kind: string | undefined, type: string, name: string, attribute: string) => {
        const declared = (kind === undefined ? this.stack.resource : kind === 'data.' ? this.stack.data : this.stack.ephemeral)?.[type]?.[
          name
        ];
        if (kind === 'ephemeral.') return `vault:${String(declared?.['key_vault_id']).split('/').at(-1)}/${String(declared?.['name'])}`;
        if (kind === undefined && attribute === 'id') return (this.state.get(`${type}.${name}`) as Instance).id;
        if (attribute === 'id' || attribute === 'ip_address') return this.renders[type]?.id(declared as Body) ?? `${type}.${name}`;
        const own = declared?.[attribute];
        if (typeof own === 'string') return this.text(own);
        return attribute === 'resource_group_name' ? 'dns' : `${type}.${name}.${attribute}`;
      },
    );
  }
}

/** What is there is answered for, and what is not is asked of what it lies under. */
function thereById(world: World, id: string): boolean {
  try {
    managed(world, 'GET', id);
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.status === 404) return false;
    throw error;
  }
}

/** Whether a resource is another than it was told to be. */
function differs({ properties, ...rest }: Body, is: Resource | undefined): boolean {
  const all = [
    ...Object.entries(rest).map(([key, value]) => [value, is?.[key]]),
    ...Object.entries((properties ?? {}) as Body).map(([key, value]) => [value, is?.properties[key]]),
  ];
  return all.some(([told, found]) => JSON.stringify(told) !== JSON.stringify(found));
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
