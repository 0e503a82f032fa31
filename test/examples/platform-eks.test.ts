import { App } from 'cdktf';
import { build } from '../../examples/platform-eks';
import { folder } from '../declared';
import { NORMAL } from '../../lib/situation/facts';
import { blocksOf, type Body } from '../support/json';
import { renderWorkload } from '../support/synth';

/* What a lender asks of its clusters on AWS, of the example alone. */

const [loans, office] = build(new App({ outdir: folder(), stackTraces: false, skipValidation: true }));
const { stacks, manifest } = renderWorkload(loans as NonNullable<typeof loans>, NORMAL);
const sizes = (stack: string): unknown[] =>
  blocksOf(stacks[stack] as never)
    .filter(({ type }) => type === 'aws_eks_node_group')
    .map(({ body }) => (body['scaling_config'] as Body)['desired_size']);

test('loans are taken again by a cluster that has nodes at both sites, and the back office by one that has none until the day', () => {
  expect([sizes('loans-eu-west-3'), sizes('loans-eu-central-1')]).toEqual([[3], [1]]);
  expect([sizes('back-office-eu-west-3'), sizes('back-office-eu-central-1')]).toEqual([[2], [0]]);
  expect(office?.workloadId).toBe('back-office');
});

test('the budget of each keeps what it promised', () => {
  for (const { budget, objectives } of manifest.workloads)
    expect([budget.rto <= objectives.rto, budget.rpo <= objectives.rpo]).toEqual([true, true]);
});
