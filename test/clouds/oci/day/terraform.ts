import { createHash } from 'node:crypto';
import type { Body, Provider, Scope } from '../../../support/day/terraform';
import type { Rendered, Service } from './service';
import { NAMESPACE, notFound, type Thing, type World } from './world';

/*
 * The provider of OCI, and as much of Terraform's language as its stacks say. A type that no service knows stands in its region, and is nothing more; what is read is
 * read in its region, too, so that a stack which needs a dead one fails.
 */

const ANEW = ['compartment_id', 'availability_domain', 'name'];

/** What a day knows of the provider. */
export function ociProvider(services: readonly Service[]): Provider<World> {
  const renders: Readonly<Record<string, Rendered>> = Object.assign({}, ...services.map((one) => one.renders ?? {}));
  const data: NonNullable<Service['data']> = Object.assign({}, ...services.map((one) => one.data ?? {}));
  return {
    prefix: 'oci',
    anew: (type) => renders[type]?.anew ?? ANEW,
    stateOf: (world, { terraform }) => {
      const { bucket, region, key } = terraform.backend['s3'] as { bucket: string; region: string; key: string };
      world.call('GET', key, region, () => {
        if (!world.named('bucket', region, bucket)) throw notFound(bucket);
      });
      return key;
    },
    refuses: (world, scope) => refusedByMarker(world, data, scope),
    reads: (world, scope) => {
      for (const [type, all] of Object.entries(scope.stack.data ?? {}))
        for (const name of Object.keys(all)) read(world, data, scope, `data.${type}.${name}`);
    },
    planned: (world, scope, body) => {
      const put = (value: unknown): unknown => {
        // What a resource makes of itself is known once it is there.
        if (typeof value === 'string')
          return /(?<!data\.)\boci_\w+\.[\w-]+\./.test(value) ? value : textOf(world, data, scope, value, body);
        if (Array.isArray(value)) return value.map(put);
        if (typeof value !== 'object' || value === null) return value;
        return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, put(one)]));
      };
      return Object.fromEntries(
        Object.entries(body).map(([key, one]) => [key, ['lifecycle', '//', 'depends_on'].includes(key) ? one : put(one)]),
      );
    },
    make: (world, type, body, scope, was) => {
      const region = regionIn(scope, body);
      const standing = was && world.things.get(was.id);
      const ignored = (standing ? ((body['lifecycle'] ?? {}) as Body)['ignore_changes'] : undefined) as readonly string[] | undefined;
      const taken = ignored ? Object.fromEntries(Object.entries(body).filter(([key]) => !ignored.includes(key))) : body;
      if (world.broken.has(`make ${type}`)) return { id: standing?.id ?? `${type} that is not there` };
      const one = world.call(standing ? 'PUT' : 'POST', type, region, () =>
        make(world, renders[type], { type, region, body: taken, standing }),
      );
      const told = renders[type]?.told?.(taken);
      return { id: one.id, ...(told ? { told } : {}) };
    },
    remove: (world, { type, id }) => {
      const one = world.things.get(id);
      if (!one || world.broken.has(`remove ${type}`)) return;
      world.call('DELETE', type, one.region, () => {
        renders[type]?.remove?.(world, one);
        if (!one.pending) one.lifecycleState = 'DELETED';
      });
    },
    stands: (world, { type, id, told }) => {
      const one = world.things.get(id);
      if (!one) return 'not';
      return world.call('GET', type, one.region, () => {
        if (['DELETED', 'TERMINATED'].includes(one.lifecycleState)) return 'not';
        const differs = Object.entries(told ?? {}).some(([key, value]) => JSON.stringify(one[key]) !== JSON.stringify(value));
        return differs ? 'otherwise' : 'as told';
      });
    },
    text: (world, scope, value, body) => textOf(world, data, scope, value, body),
  };
}

interface Making {
  readonly type: string;
  readonly region: string;
  readonly body: Body;
  readonly standing: Thing | undefined;
}

function make(world: World, rendered: Rendered | undefined, { type, region, body, standing }: Making): Thing {
  if (rendered) return rendered.make(world, region, body, standing);
  const name = String(body['display_name'] ?? body['name'] ?? type);
  return standing ?? world.make(type, region, name, { told: body });
}

/** The region that a block is made or read in. */
function regionIn({ stack }: Scope, { provider }: Body): string {
  const [, alias] = String(provider ?? 'oci').split('.');
  const found = (stack.provider?.['oci'] ?? []).find((one) => one['alias'] === alias);
  if (!found) throw new Error(`Provider configuration not present: ${String(provider)}`);
  return String(found['region']);
}

/** What is read, by its address: nothing is known of what no service says. */
function read(world: World, data: NonNullable<Service['data']>, scope: Scope, address: string): Body {
  const [, type = '', name = ''] = address.split('.');
  const body = scope.stack.data?.[type]?.[name] as Body;
  const region = regionIn(scope, body);
  const plain = Object.fromEntries(
    Object.entries(body).map(([key, one]) => [key, typeof one === 'string' ? textOf(world, data, scope, one, body) : one]),
  );
  return world.call('GET', type, region, () => data[type]?.(world, region, plain) ?? {});
}

/** Markers refuse whoever knows less than what stands: the one condition that is read here. */
function refusedByMarker(world: World, data: NonNullable<Service['data']>, scope: Scope): string | undefined {
  for (const body of Object.values(scope.stack.resource?.['oci_objectstorage_object'] ?? {})) {
    const { precondition = [] } = (body['lifecycle'] ?? {}) as { precondition?: readonly { condition: string; error_message: string }[] };
    for (const { condition, error_message: message } of precondition) {
      const [, address = '', prefix = '', list = ''] =
        /^\$\{alltrue\(\[for id in .*?(data\.oci_objectstorage_objects\.[\w-]+)\.objects.*?trimprefix\(n, "([^"]*)"\).* : contains\((\[.*?\]), id\)\]\)\}$/.exec(
          condition,
        ) ?? [];
      if (address === '') continue;
      const { objects } = read(world, data, scope, address) as { objects: readonly { name: string }[] };
      const ids = objects.filter(({ name }) => name.startsWith(prefix)).map(({ name }) => name.slice(prefix.length).split('/')[1] ?? '');
      if (!ids.every((id) => (JSON.parse(list) as string[]).includes(id))) return message;
    }
  }
  return undefined;
}

const REFERENCE = String.raw`(?:data\.)?oci_\w+\.[\w-]+(?:\.\w+|\[(?:\d+|\*)\])*`;

function textOf(world: World, data: NonNullable<Service['data']>, scope: Scope, value: string, body: Body): unknown {
  const lead = (path: string): unknown => led(world, data, scope, path, body);
  const [, whole] = /^\$\{([^{}]*)\}$/.exec(value) ?? [];
  if (whole !== undefined) return evaluated(whole, lead, value);
  return value
    .replaceAll(new RegExp(String.raw`\$\{(${REFERENCE})\}`, 'g'), (_, path: string) => String(lead(path)))
    .replaceAll(new RegExp(String.raw`\$\{substr\(sha256\((${REFERENCE})\), 0, (\d+)\)\}`, 'g'), (_, path: string, length: string) =>
      createHash('sha256')
        .update(String(lead(path)))
        .digest('hex')
        .slice(0, Number(length)),
    );
}

/** An expression of the stacks of OCI; one of another form stays as it is. */
function evaluated(text: string, lead: (path: string) => unknown, otherwise: string): unknown {
  const of = (form: string): RegExpExecArray | null => new RegExp(`^${form.replace('REF', `(${REFERENCE})`)}$`).exec(text);
  const plain = of('REF');
  if (plain) return lead(plain[1] as string);
  const sorted = of(String.raw`sort\(REF\)\[(\d+)\]`);
  if (sorted) return (lead(sorted[1] as string) as string[]).toSorted()[Number(sorted[2])];
  const tried = of(String.raw`try\(REF, null\)`);
  if (tried)
    try {
      return lead(tried[1] as string);
    } catch {
      return null;
    }
  const counted = of(String.raw`length\(REF\) > 0`);
  if (counted) return (lead(counted[1] as string) as unknown[]).length > 0;
  const looked = of(String.raw`lookup\(REF, "(\w+)", ""\)`);
  if (looked) return (lead(looked[1] as string) as Readonly<Record<string, string>>)[looked[2] as string] ?? '';
  return otherwise;
}

const camel = (name: string): string => name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** What a reference leads to. Of what stands its own fields are told first, and then what it was told. */
function led(world: World, data: NonNullable<Service['data']>, scope: Scope, path: string, of: Body): unknown {
  const isRead = path.startsWith('data.');
  const parts = path.split(/\.|(?=\[)/);
  const address = parts.slice(0, isRead ? 3 : 2).join('.');
  const rest = parts.slice(isRead ? 3 : 2);
  if (isRead) return rest.reduce<unknown>((value, part) => within(value, part, path), read(world, data, scope, address));
  const [type = '', name = ''] = address.split('.');
  const declared = scope.stack.resource?.[type]?.[name] as Body;
  const one = world.things.get(scope.state.get(address)?.id ?? '');
  const [attribute = ''] = rest;
  const own = one?.[camel(attribute)] ?? declared[attribute];
  if (own === undefined) return `${address}.${attribute}`;
  const value = typeof own === 'string' ? textOf(world, data, scope, own, of) : own;
  return rest.slice(1).reduce<unknown>((all, part) => within(all, part, path), value);
}

function within(value: unknown, part: string, path: string): unknown {
  const [, index] = /^\[(\d+|\*)\]$/.exec(part) ?? [];
  if (index === undefined) return Array.isArray(value) ? value.map((one: Body) => one[part]) : (value as Body | undefined)?.[part];
  if (index === '*') return value;
  const found = (value as readonly unknown[] | undefined)?.[Number(index)];
  if (found === undefined) throw new Error(`Invalid index: ${path} of ${NAMESPACE} has no element ${index}`);
  return found;
}
