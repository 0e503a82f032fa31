import type { ObservationDeclaration } from '../../lib/observation/declarations';
import { Tier } from '../../lib/objectives/tier';
import type { DeclaredInput, SiteInput } from '../../lib/plan/input';
import type { Finding, WorkloadPlan } from '../../lib/plan/plan';
import type { TrafficFacts } from '../../lib/port/facts';
import { NORMAL } from '../../lib/situation/facts';
import { afterStory } from '../support/history';
import { without } from '../support/json';
import { A, B, declared, LEDGER, NET, objectives, plan, sidesFor, site, WEB } from './input';

const HOME: ObservationDeclaration = { is: 'web test', id: 'Home', path: '/orders', contains: 'Orders' };
const ORDERS: ObservationDeclaration = {
  ...{
    is: 'business metric',
    id: 'Orders',
    says: 'No order was placed',
    namespace: 'Shop',
    metric: 'placed',
    of: { [A]: { shop: 'main' } },
    from: 'serving',
  },
  ...{ wrong: 'below', bound: 1, aggregation: 'sum', window: 3600, silenceIsWell: false },
};
const TRAFFIC = { id: 'Dns', zone: 'acme.example', name: 'billing.acme.example', aliases: [], target: 'Web' };
const figure = { seconds: 60, source: 'test', verified: true };
const switched = (facts: Partial<TrafficFacts> = {}) => ({
  traffic: { facts: { switch: 'a switch', detection: figure, propagation: figure, told: 'alarms', ...facts } },
});
type Alarms = NonNullable<SiteInput['cloud']['alarms']>;
const at = (code: 'north-1' | 'south-1', alarms: Partial<Alarms>, facts?: Partial<TrafficFacts>): SiteInput => {
  const one = site(code);
  return { ...one, cloud: { ...one.cloud, ...switched(facts), alarms: { ...one.cloud.alarms, ...alarms } } };
};
const over = (alarms: Partial<Alarms> = { page: true }, facts?: Partial<TrafficFacts>, more: Partial<DeclaredInput> = {}) => ({
  sites: [at('north-1', alarms, facts), at('south-1', alarms, facts)] as const,
  declarations: [NET, LEDGER, WEB],
  traffic: TRAFFIC,
  observations: [HOME, ORDERS],
  tier: Tier.HOT,
  ...more,
});
const told = ({ observed }: WorkloadPlan): string[] =>
  Object.entries(observed).flatMap(([key, all]) => all.map(({ declared, calls }) => `${declared} at ${key}${calls ? '' : ', quiet'}`));
const after = (story: string): WorkloadPlan => plan(over(), afterStory(story, sidesFor(over())));

describe('where somebody is told', () => {
  const inPeace = [`Home at ${A}, quiet`, `Orders at ${A}`, `Home at ${B}`, `Orders at ${B}, quiet`];

  test('both are there at both sites; a page is asked for by the site that stands by, a number is told where the business goes on', () => {
    expect(told(plan(over()))).toEqual(inPeace);
  });

  test('what stands by is lost: the site that serves asks by itself', () => {
    expect(told(after('standing, lost B'))).toEqual([`Home at ${A}`, `Orders at ${A}`]);
  });

  test('a region is lost: what asks is not touched by the move, and the number is told by who serves now', () => {
    expect(told(after('standing, lost A'))).toEqual([`Home at ${B}`, `Orders at ${B}, quiet`]);
    expect(told(after('standing, lost A, failover B, started, completed'))).toEqual([`Home at ${B}`, `Orders at ${B}`]);
  });

  test('the old side is back, fenced or not: it does not serve, and asks', () => {
    const back = 'standing, lost A, failover B, started, completed, normal A';
    expect(told(after(back)).filter((one) => !one.includes('quiet'))).toEqual([`Home at ${A}`, `Orders at ${B}`]);
    expect(told(after(`${back}, fenced A`)).filter((one) => !one.includes('quiet'))).toEqual([`Home at ${A}`, `Orders at ${B}`]);
  });
});

test('what a job keeps in step is told where a site stands by and has something to follow: nowhere else, and it is no number of the business', () => {
  const LATE: ObservationDeclaration = { ...ORDERS, id: 'Files', says: 'Files are late', from: 'standby', wrong: 'above', bound: 600 };
  const of = over({ page: true }, {}, { observations: [LATE] });
  const calling = (story: string) =>
    told(plan(of, story === '' ? NORMAL : afterStory(story, sidesFor(of)))).filter((one) => !one.includes('quiet'));
  expect([calling('standing'), calling('standing, lost A'), calling('standing, lost B')]).toEqual([[`Files at ${B}`], [], []]);
  expect(calling('standing, lost A, failover B, started, completed')).toEqual([]);
  const made = plan(of);
  expect(made.observed[B]).toMatchObject([{ level: 'synchronization', watches: 'replica', above: 600, silenceIsAlarm: true }]);
  expect(made.findings.map(({ id }) => id)).toContain('DR-SIGNAL-05');
});

test('a page is asked for under the name that users know, in clear text only where users are; or under one of its own', () => {
  const [page] = plan(over()).observed[B] ?? [];
  expect(page).toMatchObject({
    ...{ kind: 'page', level: 'application', host: 'billing.acme.example', port: 80, path: '/orders', contains: 'Orders' },
    ...{ id: 'observed-home', name: 'billing-south-1-home', silenceIsAlarm: true },
  });
  const secure = { ...WEB, plainHttp: false, certificates: { [A]: 'c', [B]: 'c' } };
  expect(plan(over({ page: true }, {}, { declarations: [NET, LEDGER, secure] })).observed[B]?.[0]).toMatchObject({ port: 443 });
  const own = { ...HOME, host: 'www.acme.example' };
  expect(plan(over({ page: true }, {}, { observations: [own] })).observed[B]?.[0]).toMatchObject({ host: 'www.acme.example', port: 443 });
});

test('a number is measured as it is declared, of what it is about at that site', () => {
  const of = (changed: object) => plan(over({ page: true }, {}, { observations: [{ ...ORDERS, ...changed }] })).observed[A]?.[0];
  expect(of({})).toMatchObject({
    ...{ kind: 'metric', level: 'business', title: 'No order was placed', namespace: 'Shop', metric: 'placed', of: { shop: 'main' } },
    ...{ below: 1, period: 3600, periods: 1, summed: true, silenceIsAlarm: true },
  });
  expect(of({ wrong: 'above', aggregation: 'average' })).toMatchObject({ above: 1, averaged: true });
  expect(of({ wrong: 'above', aggregation: 'average' })).not.toHaveProperty('summed');
  expect(of({ silenceIsWell: true })).toMatchObject({ silenceIsAlarm: false });
});

test('where no site of a cloud asks for pages, the switch does, once', () => {
  const { observed, traffic } = plan(over({}, { asks: true }));
  expect(
    Object.values(observed)
      .flat()
      .map(({ kind }) => kind),
  ).toEqual(['metric', 'metric']);
  expect(traffic?.pages).toMatchObject([{ id: 'observed-home', name: 'billing-home', calls: true }]);
  expect(plan(over()).traffic?.pages).toEqual([]);
});

describe('findings', () => {
  const found = (one: Partial<DeclaredInput>): readonly Finding[] =>
    plan({ ...one, acknowledgements: [{ id: 'DR-VALUE-01', reason: 'a test' }] }).findings;
  const ids = (one: Partial<DeclaredInput>, rule: RegExp): string[] =>
    found(one).flatMap(({ id, level, subject }) => (rule.test(id) ? [`${id} ${level} ${subject}`] : []));
  const NOTICED = /^DR-SIGNAL-0[45]$/;

  test('DR-SIGNAL-04 and -05: each level that is missing is named, and more is asked of who has an SLO', () => {
    const both = ['DR-SIGNAL-04 info billing application', 'DR-SIGNAL-05 info billing business'];
    expect(ids(over({ page: true }, {}, { observations: [] }), NOTICED)).toEqual(both);
    expect(ids(over({ page: true }, {}, { observations: [], objectives: objectives(60, 15, { slo: 99 }) }), NOTICED)).toEqual([
      'DR-SIGNAL-04 warning billing application',
      'DR-SIGNAL-05 info billing business',
    ]);
    expect(ids(over({ page: true }, {}, { observations: [HOME] }), NOTICED)).toEqual(both.slice(1));
    expect(ids(over({ page: true }, {}, { observations: [ORDERS] }), NOTICED)).toEqual(both.slice(0, 1));
    expect(ids(over(), NOTICED)).toEqual([]);
  });

  test('they are of what lets users in, and of who has no time to hear it from users', () => {
    expect(ids({ observations: [], objectives: objectives(60, 15) }, NOTICED)).toEqual([]);
    expect(ids(over({ page: true }, {}, { observations: [], objectives: objectives(240, 60) }), NOTICED)).toEqual([]);
  });

  test('they are accepted as any other finding is', () => {
    const acknowledgements = [{ id: 'DR-SIGNAL-04', subject: 'billing application', reason: 'a probe of another vendor asks' }];
    const [one] = plan(over({ page: true }, {}, { observations: [ORDERS], acknowledgements })).findings.filter(({ id }) =>
      NOTICED.test(id),
    );
    expect(one?.acknowledged).toEqual({ reason: 'a probe of another vendor asks' });
  });

  test('DR-SIGNAL-02: what a cloud hears no silence of is said, unless silence is well', () => {
    const deaf = { page: true, deaf: ({ kind }: { readonly kind: string }) => kind === 'metric' };
    expect(ids(over(deaf), /^DR-SIGNAL-02$/)).toContain('DR-SIGNAL-02 warning Orders silence');
    expect(ids(over(deaf), /^DR-SIGNAL-02$/)).not.toContain('DR-SIGNAL-02 warning Home silence');
    const well = [{ ...ORDERS, silenceIsWell: true }];
    expect(ids(over(deaf, {}, { observations: well }), /^DR-SIGNAL-02$/)).not.toContain('DR-SIGNAL-02 warning Orders silence');
    expect(plan(over(deaf)).observed[A]?.find(({ kind }) => kind === 'metric')).toMatchObject({ silenceIsAlarm: false });
  });

  const flaws = (one: Partial<DeclaredInput>): Finding[] => found(one).filter(({ id }) => id === 'DR-VALUE-01');
  test('DR-VALUE-01: a page that nobody asks for, or under no name, and what a cloud does not take', () => {
    const unswitched = without(over(), 'traffic');
    expect(flaws(unswitched)).toMatchObject([
      { level: 'error', subject: 'Home host', fix: expect.stringContaining("host: 'www.acme.example'") as string },
    ]);
    expect(flaws({ ...unswitched, observations: [{ ...HOME, host: 'www.acme.example' }] })).toEqual([]);
    const alone = without(over({}, { asks: true }), 'traffic');
    expect(flaws(alone)).toMatchObject([{ subject: 'Home path', fix: expect.stringMatching(/DnsFailover.*beside the switch/) as string }]);
    expect(flaws(over({}))).toMatchObject([{ subject: 'Home path', fix: expect.stringContaining('onEverySite') as string }]);
    const picky = {
      page: true,
      refuses: ({ kind }: { readonly kind: string }) =>
        kind === 'page' ? [{ of: 'contains', value: 'Orders', allowed: 'nothing', taken: true as const }] : [],
    };
    expect(flaws(over(picky))).toMatchObject([{ level: 'warning', subject: 'Home contains' }]);
  });

  test('DR-VALUE-01: a number is about something at sites of the topology', () => {
    const far = { ...ORDERS, of: { 'nimbus:north-2': { shop: 'main' } } };
    expect(flaws(over({ page: true }, {}, { observations: [far] }))).toMatchObject([
      { subject: 'Orders of', fix: expect.stringContaining(`did you mean ${A}?`) as string },
    ]);
    const none = over({ page: true, metric: undefined });
    expect(flaws({ ...none, declarations: [NET], observations: [ORDERS] }).map(({ subject }) => subject)).toEqual(['Orders metric']);
  });
});

test('two of one name are refused as two components are', () => {
  expect(() => plan(over({ page: true }, {}, { observations: [HOME, { ...HOME, id: 'home' }] }))).toThrow(/DR-NAME-02/);
  expect(() => plan({ ...declared(), observations: [] }, NORMAL)).not.toThrow();
});
