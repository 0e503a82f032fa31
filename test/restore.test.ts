import type { Situation } from '../lib/situation/schema';
import type { Procedure } from '../lib/words/actions';
import { cloudNamed } from './support/clouds';
import { sidesOf } from './support/corpus';
import { afterStory } from './support/history';
import { blockAt, type StackJson } from './support/json';
import { lawOne } from './support/laws/law-01';
import { lawTwo } from './support/laws/law-02';
import { lawFour, lawFourMarker } from './support/laws/law-04';
import { lawSix, lawSixCopies } from './support/laws/law-06';
import { lawSeven } from './support/laws/law-07';
import { lawEleven } from './support/laws/law-11';
import { lawTwelve } from './support/laws/law-12';
import { lawFourteen } from './support/laws/law-14';
import { lawOneOwner } from './support/laws/owners';
import { lawShut } from './support/laws/shut';
import { declareApp, renderWorkload, sheetsOf, type Output } from './support/synth';

const aws = cloudNamed('aws');
const KINDS = ['network', 'object-storage', 'relational-database', 'load-balancer'] as const;
const STAGES = ['standing', 'restore', 'begun', 'restored', 'standing'] as const;

interface Stage {
  readonly name: string;
  readonly output: Output;
  readonly sheets: readonly Procedure[];
}

/** What is synthesized and told at each stage of a restore, the day before it and its end included. */
function stagesAt(tier: 'hot' | 'warm'): Stage[] {
  const declared = { cloud: aws, kinds: KINDS, tier };
  const sides = sidesOf({ ...declared, cloud: 'aws', kinds: [...KINDS] });
  return STAGES.map((name, i) => {
    const situation: Situation = afterStory(STAGES.slice(0, i + 1).join(), sides);
    const { workload } = declareApp(declared, situation);
    return {
      name: `${i}. ${name}`,
      output: renderWorkload(workload, situation),
      sheets: sheetsOf(declareApp(declared, situation).workload, situation),
    };
  });
}

describe.each(['hot', 'warm'] as const)('a restore on AWS, %s', (tier) => {
  const stages = stagesAt(tier);
  const site = (stage: number, region = 'eu-west-3'): StackJson => stages[stage]?.output.stacks[`billing-${region}`] as StackJson;

  test.each(stages)('$name: every law holds', ({ output, sheets }) => {
    const said = [
      ...lawOne(output, aws),
      ...lawTwo(output, aws),
      ...lawFourMarker(output, aws.cloud),
      ...lawSix(output, aws),
      ...lawSixCopies(output, aws),
      ...lawSeven(output, aws),
      ...lawEleven(output),
      ...lawTwelve(output, sheets),
      ...lawShut(output, sheets),
      ...lawFourteen(output, aws),
      ...lawOneOwner(output, aws),
    ];
    expect(said).toEqual([]);
  });

  test('nothing that holds data is destroyed or replaced on the way', () => {
    const said = stages.slice(1).flatMap(({ output }, i) => lawFour((stages[i] as Stage).output, output, aws.cloud));
    expect(said).toEqual([]);
  });

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
