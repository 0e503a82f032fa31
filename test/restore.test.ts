import { cloudNamed } from './support/clouds';
import { sidesOf } from './support/corpus';
import { afterStory } from './support/history';
import { blockAt, type StackJson } from './support/json';
import { declareApp, renderWorkload } from './support/synth';

const aws = cloudNamed('aws');
const KINDS = ['network', 'object-storage', 'relational-database', 'load-balancer'] as const;
const STAGES = ['standing', 'restore', 'begun', 'restored', 'standing'] as const;

/** The stack of the site that serves, at each stage of a restore, the day before it and its end included. */
function stagesAt(tier: 'hot' | 'warm'): StackJson[] {
  const declared = { cloud: aws, kinds: KINDS, tier };
  const sides = sidesOf({ ...declared, cloud: 'aws', kinds: [...KINDS] });
  return STAGES.map((_, i) => {
    const situation = afterStory(STAGES.slice(0, i + 1).join(), sides);
    return renderWorkload(declareApp(declared, situation).workload, situation).stacks['billing-eu-west-3'] as StackJson;
  });
}

describe.each(['hot', 'warm'] as const)('a restore on AWS, %s', (tier) => {
  const stages = stagesAt(tier);
  const site = (stage: number): StackJson => stages[stage] as StackJson;

  test('the database is made beside itself, from the point, and what was there is kept', () => {
    expect(blockAt(site(1), 'aws_db_instance.ledger-g1')).toBeUndefined();
    const made = blockAt(site(2), 'aws_db_instance.ledger-g1');
    expect(made).toMatchObject({ snapshot_identifier: expect.stringContaining('latest-copy') as unknown });
    expect(blockAt(site(2), 'aws_db_instance.ledger')).toBeDefined();
    expect(blockAt(site(4), 'aws_db_instance.ledger-g1')).toMatchObject({ identifier: made?.['identifier'] });
  });

  test('the entrance is shut while it is made, and open before and after', () => {
    const page = (stage: number): string => JSON.stringify(blockAt(site(stage), 'aws_lb_listener_rule.web-serving'));
    expect([0, 1, 2, 3].map((stage) => [/continuity_open/.test(page(stage)), /closed/.test(page(stage))])).toEqual([
      [false, false],
      [false, true],
      [true, false],
      [false, false],
    ]);
  });
});
