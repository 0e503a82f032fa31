import type { CloudUnderTest } from '../clouds';
import { blocksOf, textsIn, without } from '../json';
import type { Output } from '../synth';
import { homeOf, isPlace, presentIn, perStack, touches, type Present, type Violations } from './reading';

/** Law 1: no reference crosses a stack, and a recovery stack works in one region, its own; nothing that it reads lies elsewhere. */
export function lawOne(output: Output, under: CloudUnderTest): Violations {
  const present = presentIn(output);
  return [
    ...present.flatMap((stack) => [...remoteStates(stack), ...strangers(stack)]),
    ...present.filter(({ facts }) => facts.kind === 'site').flatMap((stack) => oneRegion(stack, under)),
  ];
}

function remoteStates({ id, json }: Present): string[] {
  return Object.keys(json.data?.['terraform_remote_state'] ?? {}).map(
    (name) => `${id}: terraform_remote_state.${name} reads the state of another stack`,
  );
}

const REFERENCE = /\b(data\.|ephemeral\.)?([a-z][a-z0-9]*_[a-z0-9_]+)\.([A-Za-z][\w-]*)/g;

/** References to what is not in the stack. */
const strangers = perStack(({ id, json }) => {
  const parts = { 'data.': json.data, 'ephemeral.': json.ephemeral, '': json.resource };
  return textsIn(without(json, '//', 'removed')).flatMap(({ path, text }) =>
    [...text.matchAll(/\$\{([^}]*)\}/g)].flatMap(([, expression = '']) =>
      [...expression.replace(/"(\\.|[^"\\])*"/g, '""').matchAll(REFERENCE)]
        .filter(([, part = '', type = '', name = '']) => !parts[part as keyof typeof parts]?.[type]?.[name])
        .map(([reference]) => `${id}: ${path} refers to ${reference}, which is not in the stack`),
    ),
  );
});

const oneRegion = perStack((stack, { cloud, providerRegion }: CloudUnderTest) => {
  const { id, json } = stack;
  const home = homeOf(stack) as string;
  const providers = Object.values(json.provider ?? {}).flat();
  const elsewhere = providers.map(providerRegion).filter((region) => region !== undefined && region !== home);
  const named = (['resource', 'data', 'ephemeral'] as const).flatMap((part) => blocksOf(json, part));
  return [
    ...(providers.length === 1 ? [] : [`${id}: ${providers.length} providers`]),
    ...elsewhere.map((region) => `${id}: a provider works in ${region}`),
    ...named.flatMap((block) =>
      ['region', 'location']
        .filter((argument) => typeof block.body[argument] === 'string' && block.body[argument] !== home)
        .map((argument) => `${id}: ${block.address} lies in ${String(block.body[argument])}`),
    ),
    ...named.flatMap((block) =>
      touches(cloud, block, 'read')
        .filter(({ where }) => where !== home && !isPlace(where, home) && !where.startsWith('${'))
        .map(({ why }) => `${id}: ${block.address}: ${why}`),
    ),
  ];
});
