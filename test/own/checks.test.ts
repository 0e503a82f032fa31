import { Fn } from 'cdktf';
import {
  Duration,
  LoadBalancer,
  ObjectStorage,
  Objectives,
  script,
  Tier,
  type OwnCheckProps,
  type SiteHandle,
  type Workload,
} from '../../lib';
import type { ContinuityError } from '../../lib/words/errors';
import { NORMAL } from '../../lib/situation/facts';
import { buildManifest } from '../../lib/reports/build-manifest';
import type { Manifest } from '../../lib/reports/manifest';
import type { Procedure } from '../../lib/words/actions';
import { appIn, database, folder, network, PATIENT, refusal, workload } from '../declared';
import { cloudNamed } from '../support/clouds';
import { lawTwelve } from '../support/laws/law-12';
import { renderWorkload } from '../support/synth';
import { afterStory } from '../support/history';
import { situationText } from '../../lib/situation/text';
import type { Situation } from '../../lib/situation/schema';

const ANSWERS: OwnCheckProps = {
  id: 'answers',
  title: 'The shop answers',
  run: ['curl', '-fsS', 'https://shop.example'],
  matches: 'ok',
  when: 'verify',
};
const MOMENTS: readonly OwnCheckProps[] = [
  { ...ANSWERS, id: 'caught-up', when: 'before', usual: Duration.seconds(20) },
  { ...ANSWERS, usual: Duration.minutes(2), timeout: Duration.minutes(10) },
  { ...ANSWERS, id: 'served', when: 'arrived', usual: Duration.minutes(1) },
  { ...ANSWERS, id: 'follows', when: 'standing', usual: Duration.hours(1), timeout: Duration.hours(2) },
];

/** A shop with checks of its own at each site. */
function shop(checks: (handle: SiteHandle) => readonly OwnCheckProps[], situation: Situation = NORMAL, over: object = {}): Workload {
  const w = workload(appIn(folder(), situationText(situation)), 'billing', { tier: Tier.HOT, objectives: PATIENT, ...over });
  network(w);
  database(w);
  new LoadBalancer(w, 'Web', { plainHttp: true });
  w.onEverySite((handle) => {
    checks(handle).forEach((one) => {
      handle.check(one);
    });
  });
  return w;
}

/** The procedures, and what else the manifest says. */
function manifestOf(w: Workload, situation: Situation = NORMAL): Manifest['workloads'][number] {
  const { stacks } = renderWorkload(w, situation);
  const { workloads } = buildManifest({ situation, situationFile: 's', reports: [w.report([w.sides])] }, (id) => stacks[id] as never);
  return workloads[0] as Manifest['workloads'][number];
}
const sheet = ({ procedures }: { procedures: readonly Procedure[] }, transition: string): Procedure =>
  procedures.find((one) => one.transition === transition) as Procedure;
const waveOf = (procedure: Procedure, id: string): string | undefined =>
  procedure.waves.find(({ actions }) => actions.some((action) => action.id === id))?.name;

describe('a check of one’s own', () => {
  const manifest = manifestOf(shop(() => MOMENTS));

  test.each([
    ['before', 'own-caught-up', { close: 'pre-checks', failover: 'pre-checks', switch: 'pre-checks', prepare: 'pre-checks' }],
    // The entrance of a restore opens last, behind what is started.
    ['verify', 'own-answers', { failover: 'verify', switch: 'verify', restore: 'start' }],
    // By the name that users know: behind the apply that lets them in, in a restore, too.
    ['arrived', 'own-served', { failover: 'verify', switch: 'verify', restore: 'verify' }],
    ['standing', 'own-follows', { establish: 'evidence', reprotect: 'evidence' }],
  ])('%s: stands in the sheets where the cells ask theirs, and nowhere else', (_, id, expected) => {
    const found = manifest.procedures.flatMap((one) => {
      const wave = waveOf(one, id);
      return wave === undefined ? [] : [[one.transition, wave]];
    });
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  test('is a step like any other: what is run, what is expected, how long', () => {
    const step = sheet(manifest, 'failover')
      .waves.flatMap(({ actions }) => actions)
      .find(({ id }) => id === 'own-answers');
    expect(step).toMatchObject({
      do: 'check',
      title: 'The shop answers',
      how: { run: ANSWERS.run, matches: 'ok' },
      endpoint: 'eu-central-1',
      usual: 120,
      timeout: 600,
      repeatable: true,
      pointOfNoReturn: false,
    });
  });

  test('is asked after the cells ask, and ahead of the users; standing ahead of the record', () => {
    const ids = (transition: string): string[] => sheet(manifest, transition).waves.flatMap(({ actions }) => actions.map(({ id }) => id));
    const [failover, establish] = [ids('failover'), ids('establish')];
    expect(failover.indexOf('own-answers')).toBeGreaterThan(failover.indexOf('apply-billing-eu-central-1'));
    expect(failover.indexOf('own-answers')).toBeLessThan(failover.indexOf('record-completed'));
    expect(failover.indexOf('own-served')).toBe(failover.indexOf('own-answers') + 1);
    expect(establish.indexOf('own-follows')).toBe(establish.indexOf('record-standing') - 1);
  });

  test('keeps law 12', () => {
    const w = shop(() => MOMENTS);
    expect(lawTwelve(renderWorkload(w, NORMAL), manifestOf(w).procedures)).toEqual([]);
  });

  test('the budget counts it once, by its usual time; standing is no part of a recovery', () => {
    const plain = shop(() => []).plan.budget;
    const { budget } = shop(() => MOMENTS).plan;
    expect(budget.parts.slice(plain.parts.length).map(({ name, figure }) => [name, figure.seconds, figure.verified])).toEqual([
      ['check: answers', 120, false],
      ['check: caught-up', 20, false],
      ['check: served', 60, false],
    ]);
    expect(budget.rto - plain.rto).toBe(200);
    expect(budget.rpo).toBe(plain.rpo);
  });

  test('the same where one site is out, and the longer one where the sites differ', () => {
    const cloud = cloudNamed('aws');
    const lost = afterStory('standing, lost A, failover B', shop(() => []).sides);
    const differing = ({ site }: SiteHandle) => [{ ...ANSWERS, usual: Duration.seconds(site === cloud.sites[0] ? 30 : 50) }];
    const rto = (situation: Situation): number => shop(differing, situation).plan.budget.rto - shop(() => [], situation).plan.budget.rto;
    expect([rto(NORMAL), rto(lost)]).toEqual([50, 50]);
  });

  test('the RTO is judged with it: a tier that met it without is refused', () => {
    const hour = Objectives.of({ rto: Duration.hours(1), rpo: Duration.minutes(15), mtpd: Duration.hours(8) });
    const slow = { ...ANSWERS, usual: Duration.minutes(40), timeout: Duration.hours(1) };
    expect(shop(() => [], NORMAL, { objectives: hour }).plan.findings.map(({ id }) => id)).not.toContain('DR-RTO-01');
    expect(() => shop(() => [slow], NORMAL, { objectives: hour }).plan).toThrow(
      /DR-RTO-01[\s\S]*the longest part is check: answers \(40 min\)/,
    );
    const acknowledge = [{ id: 'DR-RTO-01', reason: 'measured' }];
    const accepted = shop(() => [slow], NORMAL, { objectives: hour, acknowledge }).plan.findings.find(({ id }) => id === 'DR-RTO-01');
    expect(accepted?.acknowledged).toEqual({ reason: 'measured' });
  });

  test('a shell text is constant, with its values as arguments', () => {
    const { run } = { run: script('test "$1" = ok && echo yes', 'ok') };
    const said = manifestOf(shop(() => [{ ...ANSWERS, run, matches: 'yes' }]));
    const step = sheet(said, 'failover').waves.flatMap(({ actions }) => actions);
    expect(step.find(({ id }) => id === 'own-answers')).toMatchObject({
      how: { run: ['sh', '-c', 'test "$1" = ok && echo yes', 'step', 'ok'] },
    });
  });
});

describe('what cannot be asked is refused', () => {
  const said = (over: object): ContinuityError =>
    refusal((app) => {
      const w = workload(app, 'billing', { tier: Tier.HOT });
      new ObjectStorage(w, 'Invoices');
      w.onEverySite(({ check }) => {
        check({ ...ANSWERS, ...over });
      });
    });

  test.each([
    ['no program', { run: [] }, 'runs nothing'],
    ['an empty program', { run: [''] }, 'runs nothing'],
    ['a line that is no list', { run: 'curl x' }, 'runs nothing'],
    ['an argument that is no text', { run: ['sleep', 3] }, 'no text, or that Terraform decides'],
    ['an argument that Terraform decides', { run: ['echo', Fn.upper('x')] }, 'no text, or that Terraform decides'],
    ['no pattern', { matches: '(' }, 'expects what is no pattern'],
    ['a pattern that only closes another one', { matches: ')|(' }, 'expects what is no pattern'],
    ['no time', { timeout: Duration.ZERO }, 'has no time to be answered'],
    ['longer than it may', { usual: Duration.minutes(6) }, 'usually takes longer than it may'],
    ['no moment', { when: 'sometimes' }, 'is asked at no moment'],
    ['no title', { title: ' ' }, 'has no title'],
    ['an id with a space', { id: 'my check' }, 'has no id'],
    ['an id that Terraform decides', { id: Fn.upper('x') }, 'has no id'],
  ])('%s', (_, over, what) => {
    const error = said(over);
    expect(error.id).toBe('DR-CHECK-01');
    expect(error.message).toContain(what);
    expect(error.message).toMatch(/got: [\s\S]*\nAllowed: \S[\s\S]*\nFix: \S/);
  });

  test('an id twice at one site; the same id at both is one check', () => {
    const twice = (checks: readonly OwnCheckProps[]) => () => shop(() => checks).plan;
    expect(twice([ANSWERS, { ...ANSWERS, when: 'before' }])).toThrow(/DR-CHECK-02: Two checks have the same id: answers\.id/);
    expect(twice([ANSWERS])).not.toThrow();
  });

  test('no step of the library is called like one', () => {
    const bare = manifestOf(shop(() => [])).procedures.flatMap(({ waves }) => waves.flatMap(({ actions }) => actions));
    expect(bare.filter(({ id }) => id.startsWith('own-'))).toEqual([]);
  });
});
