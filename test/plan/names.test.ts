import fc from 'fast-check';
import type { NameRule } from '../../lib/port/facts';
import { ContinuityError } from '../../lib/words/errors';
import { kebab, nameOf, namesOf, type NameParts } from '../../lib/plan/names';

const rule = (over: Partial<NameRule> = {}): NameRule => ({ service: 'a thing', max: 63, separator: '-', ...over });
const LEDGER: NameParts = { workload: 'billing', component: 'Ledger', region: 'north-1', account: '1' };

test.each([
  ['Ledger', 'ledger'],
  ['CustomerLedger', 'customer-ledger'],
  ['customer_ledger 2', 'customer-ledger-2'],
  ['S3Copy', 's3-copy'],
  ['-x-', 'x'],
])('kebab: %s', (id, name) => {
  expect(kebab(id)).toBe(name);
});

test.each<[string, NameParts, NameRule, string | RegExp]>([
  ['plain', LEDGER, rule(), 'billing-ledger-north-1'],
  ['with an environment', { ...LEDGER, environment: 'staging' }, rule(), 'staging-billing-ledger-north-1'],
  ['a generation', { ...LEDGER, generation: 2 }, rule(), 'billing-ledger-north-1-g2'],
  ['generation 0 is not written', { ...LEDGER, generation: 0 }, rule(), 'billing-ledger-north-1'],
  ['ageless: carries no generation', { ...LEDGER, generation: 2 }, rule({ ageless: true }), 'billing-ledger-north-1'],
  ['shared between sites: carries no site', LEDGER, rule({ shared: true }), 'billing-ledger'],
  ['with a suffix, behind the generation', { ...LEDGER, generation: 1 }, rule({ suffix: 'copy' }), 'billing-ledger-north-1-g1-copy'],
  ['global: a hash of account and workload', LEDGER, rule({ global: true }), /^billing-ledger-north-1-[0-9a-f]{6}$/],
  [
    'short: region short, a hash closes it',
    { ...LEDGER, region: 'eu-central-1' },
    rule({ short: true }),
    /^billing-ledger-euc1-[0-9a-f]{4}$/,
  ],
  ['only letters and digits', { ...LEDGER, generation: 1 }, rule({ separator: '', short: true }), /^billingledgernorth1g1[0-9a-f]{4}$/],
  ['of a site, without a component', { workload: 'billing', region: 'north-1', account: '1' }, rule(), 'billing-north-1'],
])('%s', (_, parts, how, expected) => {
  expect(nameOf(parts, how)).toEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected));
});

test('a global name differs by account; a name in short form by region', () => {
  const global = (account: string) => nameOf({ ...LEDGER, account }, rule({ global: true }));
  expect(global('1')).not.toBe(global('2'));
  const short = (region: string) => nameOf({ ...LEDGER, region }, rule({ short: true }));
  expect(short('eu-west-1')).not.toBe(short('eu-west-2'));
});

test('room for -g99 is kept from the first day, so that no name overflows on the day of a disaster', () => {
  const of =
    (max: number, generation = 0, how: Partial<NameRule> = {}) =>
    () =>
      nameOf({ ...LEDGER, generation }, rule({ max, ...how }));
  const length = 'billing-ledger-north-1'.length;
  expect(of(length + 3)).toThrow(
    /DR-NAME-01: .*billing-ledger-north-1-g99 \(26 characters\)[\s\S]*-g99 reserved[\s\S]*shorter by 1 in all/,
  );
  expect(of(length + 4, 99)()).toBe('billing-ledger-north-1-g99');
  expect(of(length, 0, { ageless: true })()).toHaveLength(length);
});

const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,14}$/);
const parts = fc.record(
  {
    workload: word,
    component: word,
    account: fc.constantFrom('1', '2'),
    region: fc.constantFrom('eu-west-3', 'eu-central-1', 'francecentral'),
    generation: fc.integer({ min: 0, max: 99 }),
  },
  { requiredKeys: ['workload', 'component', 'account', 'region'] },
);
const rules = fc
  .record({
    max: fc.integer({ min: 10, max: 80 }),
    global: fc.boolean(),
    short: fc.boolean(),
    shared: fc.boolean(),
    ageless: fc.boolean(),
    suffix: fc.constantFrom(undefined, 'copy'),
    separator: fc.constantFrom<'-' | ''>('-', ''),
  })
  .map(({ suffix, ...rest }) => rule({ ...rest, ...(suffix ? { suffix } : {}) }));

test('within the limit or refused, whatever the parts, the rule and the generation', () => {
  fc.assert(
    fc.property(parts, rules, (p, how) => {
      try {
        const name = nameOf(p, how);
        expect(name.length).toBeLessThanOrEqual(how.max);
        expect(name).toMatch(how.separator === '' ? /^[a-z0-9]+$/ : /^[a-z0-9]+(-[a-z0-9]+)*$/);
      } catch (error) {
        expect(error).toBeInstanceOf(ContinuityError);
        expect((error as ContinuityError).id).toBe('DR-NAME-01');
      }
    }),
    { numRuns: 500 },
  );
});

test('what is accepted for the first generation is accepted for every later one', () => {
  const accepted = (p: NameParts, how: NameRule): boolean => {
    try {
      return nameOf(p, how) !== '';
    } catch {
      return false;
    }
  };
  fc.assert(
    fc.property(parts, rules, (p, how) => {
      expect(accepted({ ...p, generation: 99 }, how)).toBe(accepted({ ...p, generation: 0 }, how));
    }),
  );
});

test('two workloads never have the same global name, however their ids are cut', () => {
  const how = rule({ max: 200, global: true });
  fc.assert(
    fc.property(parts, parts, (a, b) => {
      fc.pre(kebab(a.workload) !== kebab(b.workload) || a.account !== b.account);
      expect(nameOf(a, how)).not.toBe(nameOf(b, how));
    }),
    { numRuns: 500 },
  );
  const cut = (workload: string, component: string) => nameOf({ ...LEDGER, workload, component }, how);
  expect(cut('shop-eu', 'Ledger')).not.toBe(cut('shop', 'EuLedger'));
});

test('every rule of a set gives a name', () => {
  expect(namesOf(LEDGER, { a: rule(), b: rule({ shared: true }) })).toEqual({ a: 'billing-ledger-north-1', b: 'billing-ledger' });
});
