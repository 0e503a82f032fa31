import { KINDS, MAKE } from '../support/components';
import { cloudNamed } from '../support/clouds';
import { CASES } from '../support/corpus';
import { mutate } from '../support/json';
import { alarmsIn, lawNine, watchedIn } from '../support/laws/law-09';
import { answerOf } from '../support/laws/verdicts';
import { render } from '../support/synth';
import { kebab } from '../../lib/plan/names';

const WITH = CASES.filter((one) => watchedIn(one).length > 0);
/** Each once, by cloud, kind and tier: what is protected and has no alarm yet. */
const WITHOUT = CASES.flatMap((one) =>
  one.kinds.filter((kind) => !watchedIn(one).includes(kind)).map((kind) => ({ what: `${one.cloud}, ${kind}, ${one.tier}`, kind, one })),
).filter(({ what }, i, all) => all.findIndex((other) => other.what === what) === i);

describe('Law 9: alarms about protection live in the site that survives, and silence is an alarm', () => {
  test.each(WITH)('$title: its alarms are at the standby, break on silence, and are quiet while nothing is protected', (one) => {
    expect(answerOf(one, 'lawNine')).toEqual([]);
  });

  test.each(WITH)('$title: while it is protected, what is followed by a replica has its alarm', (one) => {
    const addresses = answerOf(one, 'alarmsInPeace');
    for (const kind of watchedIn(one)) expect(addresses.filter((address) => address.includes(`.${kebab(MAKE[kind].id)}`))).not.toEqual([]);
  });

  describe('not counted as passed: no alarm about its protection is rendered today', () => {
    test.each(WITHOUT)('$what has none', ({ kind, one }) => {
      const ids = answerOf(one, 'alarmsAnywhere');
      expect(ids.filter((address) => address.includes(`.${kebab(MAKE[kind].id)}`))).toEqual([]);
      expect(KINDS).toContain(kind);
    });
  });

  describe('kills', () => {
    const aws = cloudNamed('aws');
    const good = render({ cloud: aws, kinds: ['network', 'relational-database'], tier: 'hot' });
    const B = 'billing-eu-central-1';
    const [alarm] = alarmsIn({ json: good.stacks[B]! });
    const path = ['stacks', B, 'resource', ...alarm!.address.split('.')];

    test.each([
      ['silence that counts as health', [...path, 'treat_missing_data'], 'notBreaching'],
      ['silence that nobody decided about', [...path, 'treat_missing_data'], undefined],
      ['an alarm that calls nobody', [...path, 'actions_enabled'], false],
      [
        'an alarm at the site that is watched',
        ['stacks', 'billing-eu-west-3', 'resource', 'aws_cloudwatch_metric_alarm', 'lag'],
        alarm!.body,
      ],
      ['an alarm that still calls while the standby is fenced', ['manifest', 'workloads', 0, 'sites', 1, 'role'], 'fenced'],
      ['an alarm of a type whose silence nobody looked up', ['stacks', B, 'resource', 'oci_monitoring_alarm', 'lag'], {}],
    ])('%s', (_, at, change) => {
      expect(lawNine(good, aws)).toEqual([]);
      expect(lawNine(mutate(good, at, change), aws)).not.toEqual([]);
    });
  });
});
