import { withoutMarker } from '../../support/json';
import { addresses, BALANCER, block, outputAt } from './fixture';

const traffic = (step: string) => outputAt(step, BALANCER).stacks['billing-traffic'];
const answers = (step: string) =>
  block(
    traffic(step),
    addresses(traffic(step), 'aws_route53_health_check').find((address) => address.includes('answers'))!,
  );

test('the site that served first is PRIMARY for ever, and only its record has a check', () => {
  for (const step of ['normal', 'reprotected']) {
    expect(block(traffic(step), 'aws_route53_record.record-eu-west-3')).toMatchObject({
      failover_routing_policy: { type: 'PRIMARY' },
      name: 'billing.acme.example',
      health_check_id: expect.any(String) as string,
    });
    expect(block(traffic(step), 'aws_route53_record.record-eu-central-1')).toMatchObject({
      failover_routing_policy: { type: 'SECONDARY' },
    });
    expect(block(traffic(step), 'aws_route53_record.record-eu-central-1')).not.toHaveProperty('health_check_id');
  }
});

test('it answers while the base serves and the other one does not; after a reprotect the sentence is about the other site', () => {
  expect(answers('normal')).toMatchObject({ type: 'CALCULATED', child_health_threshold: 2, invert_healthcheck: false });
  expect(answers('reprotected')).toMatchObject({ type: 'CALCULATED', child_health_threshold: 2, invert_healthcheck: true });
});

test('a failover leaves its bytes alone, where it is synthesized at all', () => {
  const normal = traffic('normal');
  for (const step of ['lost', 'failing over', 'failed over', 'fenced']) {
    const now = traffic(step);
    if (now) expect([step, withoutMarker(now)]).toEqual([step, withoutMarker(normal!)]);
  }
});

test('a reprotect makes new checks, named by its sequence', () => {
  const before = new Set(addresses(traffic('normal'), 'aws_route53_health_check'));
  const after = addresses(traffic('reprotected'), 'aws_route53_health_check');
  expect(after).toHaveLength(3);
  expect(after.filter((address) => before.has(address))).toEqual([]);
});
