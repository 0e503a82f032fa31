import fc from 'fast-check';
import { ContinuityError } from '../../lib/words/errors';
import { Duration } from '../../lib/objectives/duration';
import { Objectives, SCOPES } from '../../lib/objectives/objectives';
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

describe('what is asked where other things than the region are lost', () => {
  const base = { rto: Duration.hours(1), rpo: Duration.minutes(15), mtpd: Duration.hours(8), resumption: Duration.hours(2) };
  const zone = { rto: Duration.minutes(5), rpo: Duration.ZERO };

  test('what is declared without a word is of the region; of the rest nothing is asked', () => {
    const made = Objectives.of(base);
    expect(SCOPES.map((lost) => made.asked(lost))).toEqual([undefined, { rto: base.rto, rpo: base.rpo }, undefined, undefined]);
    expect(Objectives.of({ ...base, zone }).asked('zone')).toEqual(zone);
  });

  test('each stays below the MTPD, whatever is lost; all that do not are told at once', () => {
    const slow = { rto: Duration.hours(6), rpo: Duration.ZERO };
    expect(() => Objectives.of({ ...base, data: slow, account: slow })).toThrow(
      /DR-OBJ-01: .* for the loss of data \(got: RTO 6 h \+ resumption 2 h = 8 h, MTPD 8 h\)[\s\S]*DR-OBJ-01: .* for the loss of the account/,
    );
  });

  test.each([
    ['half of it', { rto: Duration.hours(1) }],
    ['a bare number', { rto: 300, rpo: Duration.ZERO }],
    ['what nobody knows', { ...zone, mtpd: Duration.hours(1) }],
  ])('refused: %s', (_, wrong) => {
    expect(() => Objectives.of({ ...base, zone: wrong as never })).toThrow(/DR-OBJ-02/);
  });
});

test('for the loss of a zone a tier commits minutes and no data where it is spread, and what it does for a region where it is not', () => {
  const words = (tier: Tier, zonal: boolean) => {
    const { rto, rpo } = tier.commits('zone', zonal);
    return [rto && String(rto), rpo && String(rpo)];
  };
  for (const tier of Tier.ALL) {
    expect(words(tier, true)).toEqual(['5 min', '0 s']);
    expect(tier.commits('zone', false)).toMatchObject({ rpo: tier.bounds.rpo });
    expect(tier.commits('data', true)).toEqual({});
  }
  expect([words(Tier.HOT, false), words(Tier.HA, false)]).toEqual([
    ['1 h', '15 min'],
    [undefined, '1 d'],
  ]);
});

test('tiers are in the order of cost, and a name gives its tier', () => {
  expect(Tier.ALL.map(({ rank }) => rank)).toEqual([0, 1, 2, 3, 4]);
  expect(Tier.ALL.map(({ name }) => Tier.named(name))).toEqual(Tier.ALL);
  expect(Tier.ALL.filter(({ bounds }) => bounds.rto === undefined).map(String)).toEqual(['cold', 'ha']);
});
