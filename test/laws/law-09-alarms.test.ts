import { kindNamed, kindsOn, madeOn } from '../support/components';
import { cloudNamed } from '../support/clouds';
import { CASES, type Case } from '../support/corpus';
import { blockAt, mutate } from '../support/json';
import { alarmsIn, lawNine, watchedIn } from '../support/laws/law-09';
import { answerOf } from '../support/laws/verdicts';
import { render } from '../support/synth';
import { kebab } from '../../lib/plan/names';
import type { Kind } from '../../lib/words/kinds';

const KINDS_OF_SIGNALS = ['metric', 'event', 'polled'] as const;
const told = (one: Case) => watchedIn(one, 'metric');
const WITH = CASES.filter((one) => told(one).length > 0);
/** Each once, by cloud, kind and tier: what is protected and has no alarm yet. */
const WITHOUT = CASES.filter(({ adopted }) => !adopted)
  .flatMap((one) =>
    one.kinds.filter((kind) => !told(one).includes(kind)).map((kind) => ({ what: `${one.cloud}, ${kind}, ${one.tier}`, kind, one })),
  )
  .filter(({ what }, i, all) => all.findIndex((other) => other.what === what) === i);

const isOf =
  ({ cloud }: Pick<Case, 'cloud'>, kind: Kind) =>
  (address: string): boolean =>
    address.includes(`.${kebab(madeOn(cloudNamed(cloud), kind).id)}`);

/** Tiers at which what holds data is followed by a replica. */
const REPLICATED: readonly string[] = ['hot', 'vital'];

describe('Law 9: alarms about protection live in the site that survives, and silence is an alarm', () => {
  test.each(CASES)('$title: what a cell says of its protection is told there, and is quiet while nothing is protected', (one) => {
    expect(answerOf(one, 'lawNine')).toEqual([]);
  });

  test.each(CASES)('$title: while it is protected, it says what the table knows of, and nothing else', (one) => {
    const wanted = KINDS_OF_SIGNALS.flatMap((by) => watchedIn(one, by).map((kind) => `${kindNamed(kind)} ${by}`));
    expect([...new Set(answerOf(one, 'signalsInPeace'))].sort()).toEqual([...new Set(wanted)].sort());
  });

  test.each(WITH)('$title: while it is protected, what is followed by a replica has its alarm', (one) => {
    const addresses = answerOf(one, 'alarmsInPeace');
    // Where copies are all there is, several components may have one alarm: of the vault that all of them are copied into.
    const isShared = (address: string): boolean => !REPLICATED.includes(one.tier) && address.endsWith('.vault-copy-made');
    for (const kind of told(one)) expect(addresses.filter((address) => isOf(one, kind)(address) || isShared(address))).not.toEqual([]);
  });

  describe('not counted as passed: no alarm about its protection is rendered today', () => {
    test.each(WITHOUT)('$what has none', ({ kind, one }) => {
      const ids = answerOf(one, 'alarmsAnywhere');
      expect(ids.filter(isOf(one, kind))).toEqual([]);
      expect(kindsOn(cloudNamed(one.cloud))).toContain(kind);
    });
  });

  describe('kills', () => {
    const aws = cloudNamed('aws');
    const good = render({ cloud: aws, kinds: ['network', 'relational-database'], tier: 'hot' });
    const B = 'billing-eu-central-1';
    const alarm = alarmsIn({ json: good.stacks[B]! }).find(({ address }) => address.endsWith('.ledger-lag'));
    const ledger = good.manifest.workloads[0]!.components.findIndex(({ kind }) => kind === 'relational-database');
    const lag = good.manifest.workloads[0]!.components[ledger]!.signals.findIndex(({ id }) => id === 'ledger-lag');
    const SIGNAL = ['workloads', 0, 'components', ledger, 'signals', lag];
    const copies = ['manifest', 'workloads', 0, 'components', ledger, 'signals'];
    const path = ['stacks', B, 'resource', ...alarm!.address.split('.')];

    test('a switch whose checks nothing tells of', () => {
      const switched = render({ cloud: aws, kinds: ['network', 'load-balancer'], tier: 'hot' });
      expect(lawNine(switched, aws)).toEqual([]);
      const alarms = ['stacks', 'billing-traffic', 'resource', 'aws_cloudwatch_metric_alarm'];
      expect(lawNine(mutate(switched, alarms, undefined), aws)).toEqual([
        'billing-traffic: no alarm tells of its checks, and no finding says so',
      ]);
      const [quiet] = alarmsIn({ json: switched.stacks['billing-traffic']! });
      const acts = [...alarms, quiet!.address.split('.')[1]!, 'actions_enabled'];
      expect(lawNine(mutate(switched, acts, false), aws)).not.toEqual([]);
    });

    test('a switch whose silence nobody hears, without a word', () => {
      const azure = cloudNamed('azure');
      const switched = render({ cloud: azure, kinds: ['network', 'load-balancer'], tier: 'hot' });
      expect(lawNine(switched, azure)).toEqual([]);
      const said = switched.manifest.workloads[0]!.findings.filter(({ subject }) => !subject.endsWith(' silence'));
      expect([...lawNine(mutate(switched, ['manifest', 'workloads', 0, 'findings'], said), azure)].sort()).toEqual(
        ['not-serving-told', 'serves-told'].map((id) => `billing-traffic: azurerm_monitor_metric_alert.${id} takes silence for health`),
      );
      const told = ['stacks', 'billing-traffic', 'resource', 'azurerm_monitor_metric_alert', 'serves-told', 'enabled'];
      expect(lawNine(mutate(switched, told, false), azure)).not.toEqual([]);
    });

    test('what stands in no region: in a stack that is applied on the day, in one region after all, or calling nobody', () => {
      const azure = cloudNamed('azure');
      const told = render({ cloud: azure, kinds: ['object-storage'], tier: 'hot' });
      const at = ['stacks', 'billing-francecentral-base', 'resource', 'azurerm_monitor_activity_log_alert', 'lost-account'];
      const one = blockAt(told.stacks['billing-francecentral-base']!, 'azurerm_monitor_activity_log_alert.lost-account');
      expect(lawNine(told, azure)).toEqual([]);
      expect(lawNine(mutate(told, [...at, 'action'], []), azure)).toHaveLength(1);
      expect(lawNine(mutate(told, [...at, 'location'], 'westeurope'), azure)).toHaveLength(1);
      const moved = ['stacks', 'billing-francecentral', 'resource', 'azurerm_monitor_activity_log_alert'];
      expect(lawNine(mutate(told, moved, { 'lost-account': one }), azure)).toHaveLength(1);
    });

    test.each([
      ['azure', 'billing-germanywestcentral', 'azurerm_monitor_metric_alert', 'observed-home'],
      ['azure', 'billing-germanywestcentral', 'azurerm_monitor_scheduled_query_rules_alert_v2', 'observed-home-silence'],
      ['azure', 'billing-francecentral', 'azurerm_monitor_scheduled_query_rules_alert_v2', 'observed-placed'],
      ['oci', 'billing-eu-paris-1', 'oci_monitoring_alarm', 'observed-home'],
      ['fake', 'billing-south', 'fake_alarm', 'observed-home'],
    ])('%s: what an architect has told, and %s does not tell by %s.%s', (name, stack, type, id) => {
      const cloud = cloudNamed(name);
      const told = render({ cloud, kinds: ['object-storage'], tier: 'hot', observed: true });
      expect(lawNine(told, cloud)).toEqual([]);
      expect(lawNine(mutate(told, ['stacks', stack, 'resource', type, id], undefined), cloud)).toHaveLength(1);
      const quiet = { azure: 'enabled', oci: 'is_enabled', fake: 'calls' }[name] as string;
      expect(lawNine(mutate(told, ['stacks', stack, 'resource', type, id, quiet], false), cloud)).toHaveLength(1);
    });

    test('what an architect has told, and both sites call of', () => {
      const azure = cloudNamed('azure');
      const told = render({ cloud: azure, kinds: ['object-storage'], tier: 'hot', observed: true });
      const both = ['stacks', 'billing-francecentral', 'resource', 'azurerm_monitor_metric_alert', 'observed-home', 'enabled'];
      expect(lawNine(mutate(told, both, true), azure)).toEqual([
        'billing-francecentral: azurerm_monitor_metric_alert.observed-home calls somebody, and so does the other site',
      ]);
    });

    test('a page that is asked for beside the switch, and that nothing tells of there', () => {
      const told = render({ cloud: aws, kinds: ['network', 'load-balancer'], tier: 'hot', observed: true });
      expect(lawNine(told, aws)).toEqual([]);
      const at = ['stacks', 'billing-traffic', 'resource', 'aws_cloudwatch_metric_alarm', 'observed-home'];
      expect(lawNine(mutate(told, at, undefined), aws)).toHaveLength(1);
      expect(lawNine(mutate(told, [...at, 'treat_missing_data'], 'notBreaching'), aws)).toHaveLength(1);
    });

    test('what is asked and is told later than it says', () => {
      const at = ['manifest', 'workloads', 0, 'components', ledger, 'signals'];
      const signals = good.manifest.workloads[0]!.components[ledger]!.signals;
      const polled = signals.findIndex((one) => one.polled !== undefined && one.title.includes('older than'));
      expect(lawNine(mutate(good, [...at, polled, 'polled', 'above'], 1_000_000), aws)).toHaveLength(1);
    });

    test.each([
      ['silence that counts as health', [...path, 'treat_missing_data'], 'notBreaching'],
      ['silence that nobody decided about', [...path, 'treat_missing_data'], undefined],
      ['an alarm that is not there', path, undefined],
      ['an alarm that bears another id', ['manifest', ...SIGNAL, 'id'], 'ledger-age'],
      ['a signal that is told at the other site', ['manifest', ...SIGNAL, 'site'], 'aws:eu-west-3'],
      ['a silence that the cell says means nothing', ['manifest', ...SIGNAL, 'silenceIsAlarm'], false],
      ['an event that nothing tells of', ['manifest', ...SIGNAL, 'kind'], 'event'],
      ['an alarm that calls nobody', [...path, 'actions_enabled'], false],
      ['a replica and copies that nothing tells of', copies, []],
      [
        'an alarm at the site that is watched',
        ['stacks', 'billing-eu-west-3', 'resource', 'aws_cloudwatch_metric_alarm', 'lag'],
        alarm!.body,
      ],
      ['an alarm that still calls while the standby is fenced', ['manifest', 'workloads', 0, 'sites', 1, 'role'], 'fenced'],
      ['an alarm of a type whose silence nobody looked up', ['stacks', B, 'resource', 'aws_cloudwatch_composite_alarm', 'lag'], {}],
    ])('%s', (_, at, change) => {
      expect(lawNine(good, aws)).toEqual([]);
      expect(lawNine(mutate(good, at, change), aws)).not.toEqual([]);
    });
  });
});
