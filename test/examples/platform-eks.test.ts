import { App } from 'cdktf';
import { build } from '../../examples/platform-eks';
import { folder } from '../declared';
import type { Workload } from '../../lib';
import { NORMAL } from '../../lib/situation/facts';
import { blocksOf, type Body } from '../support/json';
import { renderWorkload } from '../support/synth';

/* What a lender asks of its clusters on AWS, of the example alone. */

/** What one of its workloads is synthesized to. */
const made = (i: 0 | 1) =>
  renderWorkload(build(new App({ outdir: folder(), stackTraces: false, skipValidation: true }))[i] as Workload, NORMAL);
const [loans, office] = [made(0), made(1)];
const stacks = { ...loans.stacks, ...office.stacks };
const sizes = (stack: string): unknown[] =>
  blocksOf(stacks[stack] as never)
    .filter(({ type }) => type === 'aws_eks_node_group')
    .map(({ body }) => (body['scaling_config'] as Body)['desired_size']);

test('loans are taken again by a cluster that has nodes at both sites, and the back office by one that has none until the day', () => {
  expect([sizes('loans-eu-west-3'), sizes('loans-eu-central-1')]).toEqual([[3], [1]]);
  expect([sizes('back-office-eu-west-3'), sizes('back-office-eu-central-1')]).toEqual([[2], [0]]);
});

test('the budget of each keeps what it promised', () => {
  for (const { budget, objectives } of [loans, office].flatMap(({ manifest }) => manifest.workloads))
    expect([budget.rto <= objectives.rto, budget.rpo <= objectives.rpo]).toEqual([true, true]);
});
