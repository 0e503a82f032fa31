import { Objectives, Duration, Secrets, Tier, Topology, Workload } from '../../../lib';
import { aws } from '../../../lib/clouds/aws/aws';
import type { Site } from '../../../lib/port/site';
import { App } from 'cdktf';
import { appIn, folder } from '../../declared';
import { afterStory } from '../../support/history';
import { blocksOf } from '../../support/json';
import { renderWorkload, sheetsOf } from '../../support/synth';

const [PARIS, FRANKFURT, MILAN] = ['eu-west-3', 'eu-central-1', 'eu-south-1'] as const;
const site = (region: string, n: number): Site =>
  aws.site(region, { account: '111122223333', cidr: `10.${n}.0.0/16`, state: aws.stateIn(`acme-tfstate-${region}`) });

function billing(app: App): Workload {
  const workload = new Workload(app, 'billing', {
    objectives: Objectives.of({ rto: Duration.days(2), rpo: Duration.days(2), mtpd: Duration.days(4) }),
    tier: Tier.HOT,
    topology: Topology.activePassive({
      primary: site(PARIS, 10),
      secondary: site(FRANKFURT, 20),
      successors: [site(MILAN, 30)],
      witness: aws.stateIn('acme-tfstate-stockholm', { region: 'eu-north-1' }),
    }),
  });
  new Secrets(workload, 'Keys', { names: ['api-token'] });
  return workload;
}

/** What is made of secrets, and what a due sheet does in order, after a story. */
function after(story: string, transition: string) {
  const situation = afterStory(story, billing(new App({ stackTraces: false, skipValidation: true })).sides);
  const { stacks } = renderWorkload(billing(appIn(folder(), situation)), situation);
  const sheet = sheetsOf(billing(appIn(folder(), situation)), situation).find((one) => one.transition === transition);
  const made = Object.entries(stacks).flatMap(([id, stack]) =>
    blocksOf(stack)
      .filter(({ type }) => type === 'aws_secretsmanager_secret')
      .map(({ body }) => `${id} ${String(body['provider'])}`),
  );
  return { made, steps: sheet?.waves.flatMap(({ actions }) => actions.map(({ id }) => id)) ?? [], sheet: JSON.stringify(sheet) };
}

const OVER = 'standing, lost A, failover B, started, completed';

test('in peace, and after a return, the first site makes them, and nothing is handed on', () => {
  for (const [story, transition] of [
    ['', 'establish'],
    [`${OVER}, normal A, fenced A`, 'reprotect'],
  ] as const) {
    const { made, steps } = after(story, transition);
    expect([story, ...made]).toEqual([story, 'billing-links aws.eu-west-3']);
    expect(steps).not.toContain('hand-on-keys');
  }
});

describe('where the first site is gone, and another one in its place', () => {
  const REPLACED = `${OVER}, gone A by C`;

  test('those that survived are handed on, and none are made: they would be empty, and replicate into none that stands', () => {
    const { made, steps, sheet } = after(REPLACED, 'reprotect');
    expect(made).toEqual([]);
    expect(steps).not.toContain('valued-keys-api-token');
    const [handed, joined, seen] = ['hand-on-keys', `apply-billing-links-${FRANKFURT}-${MILAN}`, 'in-step-keys'].map((id) =>
      steps.indexOf(id),
    );
    expect(handed).toBeGreaterThanOrEqual(0);
    expect([handed! < joined! || joined === -1, handed! < seen!]).toEqual([true, true]);
    expect(sheet).toContain(`"${FRANKFURT}","${MILAN}","alias/`);
  });

  test('the one that has them goes on having them, whichever serves', () => {
    const { made, steps } = after(`${REPLACED}, standing, lost B, failover C, started, completed, normal B, fenced B`, 'reprotect');
    expect(made).toEqual([]);
    expect(steps).toContain('in-step-keys');
    expect(steps).not.toContain('hand-on-keys');
  });
});

test('with the standby lost, a recovery point is copied of what has one: secrets have none', () => {
  const { sheet } = after('standing, lost B', 'standby-lost');
  expect(sheet).toContain('There is no recovery point to copy of Keys');
  expect(sheet).not.toContain('Copy the latest recovery point');
});

describe('whoever takes the role can change its secrets', () => {
  const stepsIn = (story: string, transition: string) => {
    const { steps, sheet } = after(story, transition);
    return { steps, sheet };
  };

  test('a failover makes them its own in its own region, once the promotion is recorded, and does not stop where that fails', () => {
    const { steps, sheet } = stepsIn('standing, lost A, failover B', 'failover');
    expect(steps.indexOf('own-keys')).toBeGreaterThan(steps.indexOf('record-started'));
    const own = (JSON.parse(sheet) as { waves: { actions: { id: string; run?: string[]; bestEffort?: boolean }[] }[] }).waves
      .flatMap(({ actions }) => actions)
      .find(({ id }) => id === 'own-keys');
    expect(own).toMatchObject({ bestEffort: true, endpoint: FRANKFURT });
    expect(own?.run).toEqual(expect.arrayContaining([FRANKFURT, 'billing-keys-api-token']));
    expect(JSON.stringify(own)).not.toContain(PARIS);
  });

  test('a planned switch sees first that all of them are in step', () => {
    const { steps } = stepsIn('standing, switch B', 'switch');
    const [sent, started, own] = ['sent-keys', 'record-started', 'own-keys'].map((id) => steps.indexOf(id));
    expect(sent).toBeGreaterThanOrEqual(0);
    expect([sent! < started!, started! < own!]).toEqual([true, true]);
  });

  test('the side that lost the role follows again: after a forced move it is asked about, since what only it has ends', () => {
    const { steps, sheet } = stepsIn(`${OVER}, normal A, fenced A`, 'reprotect');
    const [give, rejoin, links, seen] = ['give-up', 'rejoin-keys', 'apply-billing-links', 'in-step-keys'].map((id) => steps.indexOf(id));
    expect([give! >= 0, give! < rejoin!, rejoin! < links!, links! < seen!]).toEqual([true, true, true, true]);
    expect(sheet).toContain('values of Keys that were given at eu-west-3, and never reached eu-central-1');
    const planned = stepsIn('standing, switch B, fenced A, lag 0, started, completed', 'reprotect').steps;
    expect(planned).toContain('rejoin-keys');
    expect(planned).not.toContain('give-up');
  });
});
