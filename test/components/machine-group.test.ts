import { ContainerService, Duration, LoadBalancer, MachineGroup, Secrets, Size, type MachineGroupProps } from '../../lib';
import { appIn, folder, refusal, workload } from '../declared';
import { IMAGE } from '../support/components';

type Given = Partial<Record<keyof MachineGroupProps, unknown>>;
const NEEDED = { size: Size.of({ vcpus: 2, memoryGiB: 4 }), instances: { active: 4 } };
const declared = (props: Given): MachineGroup =>
  new MachineGroup(workload(appIn(folder()), 'shop'), 'Back', { image: 'acme-back-1', ...NEEDED, ...props } as MachineGroupProps);

describe('is refused, with what is allowed', () => {
  test.each<readonly [string, Given, RegExp]>([
    ['no image', { image: undefined }, /has no image[\s\S]*the name of an image, or the ids/],
    ['an image by name, and by id', { images: { 'aws:eu-west-3': 'ami-1' } }, /an image of one name, and others by site/],
    ['a standby that is larger than what serves', { instances: { active: 2, standby: 3 } }, /at most the active ones, 2/],
    ['a most that is less than what serves', { instances: { active: 4, most: 3 } }, /at least the active ones, 4/],
    ['capacity for none', { reserved: { 'aws:eu-west-3': 0 } }, /1 to 1000/],
    [
      'capacity for more than ever run',
      { reserved: { 'aws:eu-west-3': 5 } },
      /5 at aws:eu-west-3[\s\S]*at most 4: the most of its instances/,
    ],
    ['a volume of no size', { storageGiB: 0 }, /1 to 16384/],
    ['a start that takes no time', { startup: Duration.ZERO }, /1 s to 1 h/],
  ])('%s', (_, props, allowed) => {
    const error = refusal(() => declared(props));
    expect([error.id, error.message]).toEqual(['DR-COMP-06', expect.stringMatching(allowed)]);
  });

  test('a name that what it works on has', () => {
    const shop = workload(appIn(folder()), 'shop');
    const keys = new Secrets(shop, 'ApiKeys', { names: ['token'] });
    const error = refusal(
      () => new MachineGroup(shop, 'Back', { image: 'acme-back-1', ...NEEDED, uses: [keys], environment: { API_KEYS_TOKEN: 'x' } }),
    );
    expect([error.id, error.message]).toEqual(['DR-COMP-09', expect.stringContaining('do not begin with API_KEYS_')]);
  });

  test('a load balancer with another port than what it serves', () => {
    const back = declared({ port: 9000 });
    const error = refusal(() => new LoadBalancer(back.node.scope as never, 'Web', { target: back, targetPort: 8080 }));
    expect([error.id, error.message]).toEqual(['DR-COMP-10', expect.stringContaining('port: 8080')]);
  });
});

test('it is recovered after what it works on, and its load balancer after it, as a container service is', () => {
  const shop = workload(appIn(folder()), 'shop');
  const keys = new Secrets(shop, 'Keys', { names: ['token'] });
  const more = { size: Size.of({ vcpus: 1, memoryGiB: 2 }), instances: { active: 8 }, port: 9000, uses: [keys] };
  const back = new MachineGroup(shop, 'Back', { images: { 'aws:eu-west-3': 'ami-1' }, ...more });
  const api = new ContainerService(shop, 'Api', { image: IMAGE, ...more });
  const common = { after: ['Keys'], uses: ['Keys'], instances: { active: 8, standby: 2, most: 8 }, port: 9000, startup: 120 };
  expect(back.declaration()).toMatchObject({ ...common, images: { 'aws:eu-west-3': 'ami-1' }, reserved: {}, sessions: false, logs: false });
  expect(back.declaration()).not.toHaveProperty('image');
  expect(api.declaration()).toMatchObject(common);
  expect(new LoadBalancer(shop, 'Web', { target: back }).declaration()).toMatchObject({
    after: ['Back'],
    target: 'Back',
    targetPort: 9000,
  });
});
