import { lookUpsOf, retentionOf } from '../../lib/written/terraform-json';
import { cloudNamed } from '../support/clouds';
import { render } from '../support/synth';

const KEEPS = {
  fake_plan: [
    { argument: 'rule.life.days', what: 'copies' },
    { argument: 'rule.copy.life.days', what: 'copies elsewhere' },
  ],
  fake_policy: [{ argument: 'kept', what: 'copies' }],
};
const kept = (resource: Record<string, Record<string, Record<string, unknown>>>) =>
  retentionOf({ resource }, { stateful: [], reach: [], importIds: {}, has: () => true, keeps: KEEPS }).map(
    ({ address, what, kept: long }) => `${address}: ${what} ${long}`,
  );

describe('how long what can be restored is kept', () => {
  test('is read from the arguments, whether blocks are lists or not, each answer once', () => {
    const rule = { life: { days: 35 }, copy: [{ life: [{ days: 7 }] }, { life: [{ days: 7 }] }, { life: [{ days: 90 }] }] };
    expect(kept({ fake_plan: { b: { rule: [rule] }, a: { rule: { life: [{ days: 1 }] } } } })).toEqual([
      'fake_plan.a: copies 1 d',
      'fake_plan.b: copies 35 d',
      'fake_plan.b: copies elsewhere 7 d',
      'fake_plan.b: copies elsewhere 90 d',
    ]);
  });

  test("is the vendor's own text where it is one, and nothing where Terraform decides or nobody says", () => {
    expect(kept({ fake_policy: { a: { kept: 'P35D' }, b: { kept: '${var.days}' }, c: {} }, fake_other: { d: { kept: 1 } } })).toEqual([
      'fake_policy.a: copies P35D',
    ]);
  });

  test.each([
    ['aws', 'copies'],
    ['azure', 'what objects were, at any moment'],
  ])('is known of what %s restores: %s', (name, restored) => {
    const { manifest } = render({ cloud: cloudNamed(name), kinds: ['object-storage'], tier: 'cold' });
    const copies = manifest.stacks.flatMap(({ retention }) => retention).filter(({ what }) => what === restored);
    expect(copies.length).toBeGreaterThan(0);
    expect(copies.every(({ kept: long }) => /^(\d+ d|P\d+D)$/.test(long))).toBe(true);
  });
});

test('what has no id that can be computed is told with the way to it, and what has one, or is of no known type, is not', () => {
  const types = { stateful: [], reach: [], importIds: { a: '! ask for it', b: '{name}', c: '{of}/{name}' }, has: () => true };
  const json = { resource: { a: { x: {} }, b: { x: { name: 'n' } }, c: { x: { of: '${b.y.id}', name: 'n' } }, d: { x: {} } } };
  expect(lookUpsOf(json, types)).toEqual({ 'a.x': 'ask for it', 'c.x': 'in the form {of}/{name}' });
});
