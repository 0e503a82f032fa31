import { ContainerImages, ContainerService, Duration, LoadBalancer, Secrets, Size, type ContainerServiceProps } from '../../lib';
import { instancesAt } from '../../lib/components/instances';
import { variableOf } from '../../lib/components/service';
import type { Form, Posture } from '../../lib/words/posture';
import { appIn, folder, refusal, workload } from '../declared';
import { IMAGE } from '../support/components';

const DIGEST = `sha256:${'5e'.repeat(32)}`;
const declared = (props: Partial<Record<keyof ContainerServiceProps, unknown>>): ContainerService =>
  new ContainerService(workload(appIn(folder()), 'shop'), 'Api', {
    image: IMAGE,
    size: Size.of({ vcpus: 1, memoryGiB: 2 }),
    instances: { active: 4 },
    ...props,
  } as ContainerServiceProps);

describe('is refused, with what is allowed', () => {
  test.each<readonly [string, Partial<Record<keyof ContainerServiceProps, unknown>>, RegExp]>([
    ['a tag, which may be another image at the other site', { image: 'acme/api:latest' }, /a repository without a registry, and a digest/],
    ['no digest at all', { image: 'acme/api' }, /a repository without a registry, and a digest/],
    ['a registry of one region', { image: `111122223333.dkr.ecr.eu-west-3.amazonaws.com/acme/api@${DIGEST}` }, /without a registry/],
    ['a registry with a port', { image: `localhost:5000/api@${DIGEST}` }, /without a registry/],
    ['half a digest', { image: 'acme/api@sha256:5e' }, /a digest/],
    ['a standby that is larger than what serves', { instances: { active: 2, standby: 3 } }, /at most the active ones, 2/],
    ['a most that is less than what serves', { instances: { active: 4, most: 3 } }, /at least the active ones, 4/],
    ['none where it serves', { instances: { active: 0 } }, /1 to 1000/],
    ['a start that takes no time', { startup: Duration.ZERO }, /1 s to 1 h/],
    ['a name that no environment has', { environment: { 'LOG-LEVEL': 'info' } }, /letters, digits and underscores/],
  ])('%s', (_, props, allowed) => {
    const error = refusal(() => declared(props));
    expect([error.id, error.message]).toEqual(['DR-COMP-06', expect.stringMatching(allowed)]);
  });

  test('a name that what it works on has', () => {
    const shop = workload(appIn(folder()), 'shop');
    const keys = new Secrets(shop, 'ApiKeys', { names: ['token'] });
    const props = { image: IMAGE, size: Size.of({ vcpus: 1, memoryGiB: 2 }), instances: { active: 1 }, uses: [keys] };
    const error = refusal(() => new ContainerService(shop, 'Api', { ...props, environment: { API_KEYS_TOKEN: 'x' } }));
    expect([error.id, error.message]).toEqual(['DR-COMP-09', expect.stringContaining('do not begin with API_KEYS_')]);
  });

  test('a load balancer with another port than what it serves', () => {
    const api = declared({ port: 9000 });
    const error = refusal(() => new LoadBalancer(api.node.scope as never, 'Web', { target: api, targetPort: 8080 }));
    expect([error.id, error.message]).toEqual(['DR-COMP-10', expect.stringContaining('port: 8080')]);
  });
});

test.each(['ghcr.io/acme/api', 'localhost:5000/api', 'acme/api:latest', 'Acme/api', 'acme//api/'])(
  'no repository of every site: %s',
  (name) => {
    const error = refusal((app) => new ContainerImages(workload(app, 'shop'), 'Images', { repositories: [name] }));
    expect([error.id, error.message]).toEqual(['DR-COMP-06', expect.stringContaining('the name of a repository, without a registry')]);
  },
);

test('it is recovered after what it works on, and its load balancer after it', () => {
  const shop = workload(appIn(folder()), 'shop');
  const keys = new Secrets(shop, 'Keys', { names: ['token'] });
  const props = { image: IMAGE, size: Size.of({ vcpus: 1, memoryGiB: 2 }), instances: { active: 8 }, port: 9000 };
  const api = new ContainerService(shop, 'Api', { ...props, uses: [keys] });
  expect(api.declaration()).toMatchObject({ after: ['Keys'], uses: ['Keys'], instances: { active: 8, standby: 2, most: 8 } });
  expect(new LoadBalancer(shop, 'Web', { target: api }).declaration()).toMatchObject({ after: ['Api'], target: 'Api', targetPort: 9000 });
});

test.each<readonly [Form, Posture, number]>([
  ['serving', 'full', 8],
  ['closed', 'full', 8],
  ['standby', 'full', 8],
  ['standby', 'reduced', 2],
  ['standby', 'prepared', 0],
  ['standby', 'none', 0],
  ['fenced', 'full', 0],
  ['fenced', 'reduced', 0],
])('%s, %s: %i run', (form, posture, wanted) => {
  const instances = { active: 8, standby: 2, most: 12 };
  expect(instancesAt({ instances }, { form, posture })).toBe(wanted);
});

test.each([
  ['Ledger', 'LEDGER'],
  ['ApiKeys', 'API_KEYS'],
  ['api-token', 'API_TOKEN'],
  ['S3Copy', 'S3_COPY'],
])('%s is %s in an environment', (id, name) => {
  expect(variableOf(id)).toBe(name);
});
