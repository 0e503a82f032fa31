import type { App } from 'cdktf';
import { DatabaseEngine, LoadBalancer, MachineGroup, Network, RelationalDatabase, Size, Tier, type Workload } from '../../../lib';
import { isUnseen } from '../../../lib/words/doctor';
import { linesOf, type Action, type Procedure } from '../../../lib/words/actions';
import type { TierName } from '../../../lib/objectives/tier';
import { appIn, folder, FRANKFURT, PARIS, PATIENT, workload } from '../../declared';
import { afterStory } from '../../support/history';
import { blocksOf } from '../../support/json';
import { renderWorkload, sheetsOf } from '../../support/synth';
import { addresses, block } from './fixture';

const arn = (rest: string): string => `arn:aws:elasticloadbalancing:eu-west-3:111122223333:${rest}`;

/** A group of machines that runs in Paris behind an entrance, over a database. */
function build(app: App, tier: TierName = 'hot'): Workload {
  const shop = workload(app, 'shop', { objectives: PATIENT, tier: Tier.named(tier) });
  const vpc = { id: 'vpc-1', publicSubnets: ['subnet-1', 'subnet-2'], privateSubnets: ['subnet-3', 'subnet-4'] };
  Network.fromExisting(shop, 'Net', { [PARIS]: vpc });
  const orders = RelationalDatabase.fromExisting(
    shop,
    'Orders',
    { [PARIS]: { id: 'orders', secret: 'orders/admin', guards: ['sg-1'] } },
    { engine: DatabaseEngine.postgres('16'), size: Size.of({ vcpus: 2, memoryGiB: 8 }), storageGiB: 100 },
  );
  const back = MachineGroup.fromExisting(
    shop,
    'Back',
    { [PARIS]: { id: 'portal-asg', least: 2 } },
    {
      image: 'portal-7',
      size: Size.of({ vcpus: 2, memoryGiB: 4 }),
      instances: { active: 4, standby: 1, most: 8 },
      uses: [orders],
      logs: true,
    },
  );
  LoadBalancer.fromExisting(
    shop,
    'Web',
    { [PARIS]: { id: arn('listener/app/web/50dc6c495c0c9188/f2f7dc8efc522ab2'), targets: arn('targetgroup/web/73e2d6bc24d8a067') } },
    { target: back, plainHttp: true },
  );
  return shop;
}

const at = (story: string, tier?: TierName) => {
  const situation = afterStory(story, build(appIn(folder()), tier).sides);
  return { shop: build(appIn(folder(), situation), tier), situation };
};
const outputAt = (story: string, tier?: TierName) => {
  const { shop, situation } = at(story, tier);
  return renderWorkload(shop, situation);
};
function sheetAt(story: string, transition: string, tier?: TierName): Action[] {
  const { shop, situation } = at(story, tier);
  const found = sheetsOf(shop, situation).find((one) => one.transition === transition) as Procedure;
  return found.waves.flatMap(({ actions }) => [...actions]);
}
const line = (actions: readonly Action[], id: string): string[] | undefined =>
  linesOf(actions.find((one) => one.id === id) as Action)[0]?.slice(4);
const asked = (story: string, site: string): string[] =>
  (at(story).shop.plan.doctor[site] ?? []).flatMap((item) =>
    isUnseen(item) ? [] : item.steps.map(({ id }) => id).filter((id) => id.endsWith('-back')),
  );
const OVER = 'standing, lost A, failover B, started, completed';

test('nothing of it is made where it runs, in no situation: no group, template, role, key or log', () => {
  for (const story of ['', 'standing', `${OVER}, normal A`, `${OVER}, normal A, fenced A`]) {
    const { stacks } = outputAt(story);
    for (const id of ['shop-eu-west-3', 'shop-eu-west-3-base'])
      expect(blocksOf(stacks[id]).filter(({ address }) => /\.back(-|$)/.test(address) && !address.startsWith('aws_cloudwatch_'))).toEqual(
        [],
      );
    expect(addresses(stacks['shop-eu-central-1'], 'aws_autoscaling_group')).toEqual(['aws_autoscaling_group.back']);
  }
});

test('what tells of it is named by the workload, and counts what its owner wants at the least', () => {
  const { stacks } = outputAt('standing');
  expect(block(stacks['shop-eu-west-3'], 'aws_cloudwatch_metric_alarm.back-in-service')).toMatchObject({
    alarm_name: expect.stringMatching(/^shop-eu-west-3-/) as string,
    threshold: 2,
    dimensions: { AutoScalingGroupName: 'portal-asg' },
  });
  expect(block(stacks['shop-eu-west-3'], 'aws_cloudwatch_event_rule.back-launch-fails')['name']).toMatch(/^shop-eu-west-3-/);
});

test('before the standby is made it is looked at, and its image copied; it is asked ahead of the day, too', () => {
  const establish = sheetAt('', 'establish');
  const ids = establish.map(({ id }) => id);
  const needs = ['least', 'most', 'counted', 'image', 'same-image'].map((what) => `needs-${what}-back`);
  expect(ids.filter((id) => /^needs-.*-back$/.test(id))).toEqual(needs);
  const order = [...needs, 'copy-image-back', 'apply-shop-eu-central-1'].map((id) => ids.indexOf(id));
  expect(order).toEqual([...order].sort((a, b) => a - b));
  expect(establish.find(({ id }) => id === 'needs-least-back')).toMatchObject({ how: { matches: '2' } });
  expect(line(establish, 'needs-same-image-back')).toEqual(['eu-west-3', 'portal-asg', 'Name', 'portal-7']);
  expect(asked('standing', PARIS)).toEqual(['least-back', 'most-back', 'counted-back', 'image-back', 'same-image-back', 'serves-back']);
  expect(asked('standing', FRANKFURT)).toEqual(expect.arrayContaining(['image-ready-back', 'roles-back', 'offered-back']));
});

test('it is fenced by a command, proven, and given its own least back where the move is given up', () => {
  const fence = sheetAt(`${OVER}, normal A`, 'fence');
  const ids = fence.map(({ id }) => id.replace('-eu-west-3', ''));
  expect(line(fence, 'fence-back-eu-west-3')).toEqual(['eu-west-3', 'portal-asg']);
  expect(ids.indexOf('fenced-back')).toBeGreaterThan(ids.indexOf('fence-back'));
  const back = sheetAt('standing, switch B, fenced A, abort', 'abort');
  expect(line(back, 'unfence-back-eu-west-3')).toEqual(['eu-west-3', 'portal-asg', '4', '2', '1', 'true']);
});

test.each([
  ['hot', ['1', '1', '1', 'false']],
  ['warm', ['0', '0', '1', 'false']],
  ['vital', ['4', '2', '1', 'true']],
] as const)('%s: it stands by again as its tier asks, with an image of its owner', (tier, wanted) => {
  const reprotect = sheetAt(`${OVER}, normal A, fenced A`, 'reprotect', tier);
  expect(line(reprotect, 'unfence-back-eu-west-3')?.slice(2)).toEqual(wanted);
  const ids = reprotect.map(({ id }) => id);
  expect(ids).toContain('told-back');
  expect(ids.filter((id) => /^(copy-image|image-there)-back/.test(id))).toEqual([]);
});

test('it takes the role back as many as serve, told first where its database is', () => {
  const home = sheetAt(`${OVER}, normal A, fenced A, standing, switch A`, 'switch');
  expect(line(home, 'start-back-eu-west-3')).toEqual(['eu-west-3', 'portal-asg', '4', '2', '1', 'true']);
  const ids = home.map(({ id }) => id);
  expect(ids).toContain('knows-back');
  expect(ids).not.toContain('image-back');
});
