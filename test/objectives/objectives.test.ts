import fc from 'fast-check';
import { ContinuityError } from '../../lib/words/errors';
import { Duration } from '../../lib/objectives/duration';
import { Objectives } from '../../lib/objectives/objectives';
import { Tier } from '../../lib/objectives/tier';

const hours = fc.integer({ min: 0, max: 200 });

test('RTO plus resumption stays below the MTPD, or there are no objectives', () => {
  fc.assert(
    fc.property(hours, hours, hours, (rto, resumption, mtpd) => {
      const make = () =>
        Objectives.of({ rto: Duration.hours(rto), rpo: Duration.ZERO, mtpd: Duration.hours(mtpd), resumption: Duration.hours(resumption) });
      if (rto + resumption < mtpd) expect(make().mtpd.toSeconds()).toBe(mtpd * 3600);
      else expect(make).toThrow(ContinuityError);
    }),
  );
});

test('what is not said: the clock starts at the incident, five minutes to know, fifteen to decide', () => {
  const { clock, detection, decision, resumption } = Objectives.of({
    rto: Duration.hours(1),
    rpo: Duration.hours(1),
    mtpd: Duration.hours(2),
  });
  expect([clock, String(detection), String(decision), String(resumption)]).toEqual(['incident', '5 min', '15 min', '0 s']);
});

test('tiers are in the order of cost, and a name gives its tier', () => {
  expect(Tier.ALL.map(({ rank }) => rank)).toEqual([0, 1, 2, 3, 4]);
  expect(Tier.ALL.map(({ name }) => Tier.named(name))).toEqual(Tier.ALL);
  expect(Tier.ALL.filter(({ bounds }) => bounds.rto === undefined).map(String)).toEqual(['cold', 'ha']);
});
