import { SERVING_PATH } from '../../../lib/components/load-balancer';
import { blocksOf } from '../../support/json';
import { BALANCER, block, outputAt } from './fixture';

const stackAt = (step: string, id: string) => outputAt(step, BALANCER).stacks[id];
const codes = (step: string, id: string): Record<string, string> =>
  Object.fromEntries(
    blocksOf(stackAt(step, id))
      .filter(({ type }) => type === 'aws_lb_listener_rule')
      .map(({ body }) => {
        const text = JSON.stringify(body);
        return [/"values":\["([^"]+)"\]/.exec(text)?.[1] ?? '', /"status_code":"(\d+)"/.exec(text)?.[1] ?? ''];
      }),
  );

test('one site says that it serves: the other one, and a fenced one, say that they do not', () => {
  expect(codes('normal', 'billing-eu-west-3')[SERVING_PATH]).toBe('200');
  expect(codes('normal', 'billing-eu-central-1')[SERVING_PATH]).toBe('503');
  expect(codes('failed over', 'billing-eu-central-1')[SERVING_PATH]).toBe('200');
  expect(codes('fenced', 'billing-eu-west-3')[SERVING_PATH]).toBe('503');
  expect(codes('reprotected', 'billing-eu-west-3')[SERVING_PATH]).toBe('503');
});

test('a standby shows the maintenance page, not the application', () => {
  expect(JSON.stringify(stackAt('normal', 'billing-eu-central-1'))).toContain('We will be back shortly');
});

test('opening changes no address: the same blocks stand by and serve', () => {
  const addresses = (step: string) =>
    blocksOf(stackAt(step, 'billing-eu-central-1'))
      .map(({ address }) => address)
      .sort();
  expect(addresses('failed over')).toEqual(addresses('normal'));
  expect(block(stackAt('failed over', 'billing-eu-central-1'), 'aws_lb.web')).toEqual(
    block(stackAt('normal', 'billing-eu-central-1'), 'aws_lb.web'),
  );
});

test('names fit 32 characters, for ever', () => {
  expect(block(stackAt('normal', 'billing-eu-west-3'), 'aws_lb.web')['name']).toMatch(/^billing-web-euw3-[0-9a-f]{4}$/);
});
