import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContinuityError } from '../../lib/words/errors';
import { Duration } from '../../lib/objectives/duration';
import { Objectives } from '../../lib/objectives/objectives';
import { declare } from '../../lib/situation/declare';
import { restorable } from '../../lib/situation/restoring';
import type { Situation } from '../../lib/situation/schema';
import { NORMAL } from '../../lib/situation/facts';
import { Site } from '../../lib/port/site';
import { Topology } from '../../lib/port/topology';
import { cloudNamed, EVERY_CLOUD, type CloudUnderTest } from '../support/clouds';
import { withNeeds } from '../support/components';
import { CASES, refusedAlone, sidesOf } from '../support/corpus';
import { mutate } from '../support/json';
import { lawTen, lawTenRefusal } from '../support/laws/law-10';
import { answerOf } from '../support/laws/verdicts';
import { afterStory, said } from '../support/history';
import { declareApp, render, type Declared } from '../support/synth';

/** Objectives that nothing meets. */
const HASTY = Objectives.of({ rto: Duration.seconds(1), rpo: Duration.seconds(1), mtpd: Duration.days(1) });

/** What a synthesis to a folder of its own throws, and what it leaves there. */
function synthesize(declared: Declared, situation: Situation = NORMAL): { thrown: unknown; written: string[] } {
  const outdir = mkdtempSync(join(tmpdir(), 'continuity-law-10-'));
  let thrown: unknown;
  try {
    declareApp(declared, situation, outdir).app.synth();
  } catch (error) {
    thrown = error;
  }
  const written = readdirSync(outdir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
  rmSync(outdir, { recursive: true });
  return { thrown, written };
}

const lost = (cloud: CloudUnderTest, site: 'A' | 'B'): Situation =>
  afterStory(`lost ${site}`, { workload: 'billing', sites: cloud.sites, successors: [], components: [] });

/** What a declaration throws. */
function thrownBy(declares: () => unknown): unknown {
  try {
    declares();
  } catch (error) {
    return error;
  }
  return undefined;
}

/** The state of the site that stands by, kept where the other one keeps its own. */
function misplaced(cloud: CloudUnderTest): Topology {
  const { sites, witness } = cloud.topology();
  const [primary, secondary] = sites;
  const moved: Site = Object.assign(Object.create(Site.prototype) as Site, secondary, { state: primary.state });
  return Topology.activePassive({ primary, secondary: moved, ...(witness ? { witness } : {}) });
}

describe('Law 10: what cannot be kept is refused with its reason and its fix, never weakened silently', () => {
  test.each(CASES)('$title: is accepted without an error that nobody acknowledged', (one) => {
    expect(answerOf(one, 'lawTen')).toEqual([]);
  });

  test.each(refusedAlone())(
    '$title: is refused with rule, reason, value and fix, and nothing is written',
    ({ cloud, kind, tier, error }) => {
      expect(lawTenRefusal(error)).toEqual([]);
      const under = cloudNamed(cloud);
      const { thrown, written } = synthesize({ cloud: under, kinds: withNeeds(under, kind), tier });
      expect((thrown as Error).message).toBe(error.message);
      expect(written).toEqual([]);
    },
  );

  test.each(CASES)('$title: a restore of what is not made anew is refused, with what may be and the way', (one) => {
    const sides = sidesOf(one);
    const able = restorable(sides.components);
    const peace = afterStory('standing', sides);
    const restore = (ids: readonly string[]) => () =>
      declare(peace, { op: 'restore', workload: 'billing', from: Object.fromEntries(ids.map((id) => [id, 'latest'])) }, [sides], said());
    if (able.length > 0) expect(restore(able)).not.toThrow();
    for (const { id } of sides.components.filter((other) => !able.includes(other.id))) {
      const error = thrownBy(restore([...able, id]));
      expect(lawTenRefusal(error)).toEqual([]);
      const { what, value, allowed, fix } = (error as ContinuityError).details;
      expect([what, value]).toEqual([`${id} is not made anew from a copy: it goes on as it is`, id]);
      expect(able.filter((other) => !String(allowed).includes(other))).toEqual([]);
      expect(fix).toMatch(/restored into it by hand, at /);
    }
  });

  describe.each(EVERY_CLOUD)('$name', (cloud) => {
    const declared = { cloud, kinds: ['object-storage'], tier: 'hot' } as const;
    const hasty = { ...declared, props: { objectives: HASTY } };
    const wrong = { ...declared, props: { topology: misplaced(cloud) } };

    test('objectives that the tier cannot meet are refused while every region is normal, and nothing is written', () => {
      const { thrown, written } = synthesize(hasty);
      expect(lawTenRefusal(thrown)).toEqual([]);
      expect(String(thrown)).toMatch(/DR-RPO-\d\d|DR-RTO-\d\d/);
      expect(written).toEqual([]);
    });

    test.each(['A', 'B'] as const)('once a region is lost, broken objectives are shown as errors and stop nothing (site %s)', (site) => {
      const { manifest, stacks } = render(hasty, lost(cloud, site));
      const errors = manifest.workloads.flatMap(({ findings }) => findings).filter(({ level }) => level === 'error');
      expect(errors.map(({ id }) => id)).toEqual(expect.arrayContaining(['DR-RTO-01']));
      expect(errors.every(({ what, value, fix }) => what && value && fix)).toBe(true);
      expect(Object.keys(stacks)).not.toEqual([]);
    });

    test.each([
      ['while every region is normal', NORMAL],
      ['still, once a region is lost', lost(cloud, 'A')],
    ])('a state in the wrong place stops the synthesis %s', (_, situation) => {
      const { thrown, written } = synthesize(wrong, situation);
      expect(lawTenRefusal(thrown)).toEqual([]);
      expect((thrown as ContinuityError).id).toBe('DR-STATE-01');
      expect(written).toEqual([]);
    });
  });

  describe('kills', () => {
    const good = render({ cloud: cloudNamed('aws'), kinds: ['object-storage'], tier: 'hot' });
    const error = { id: 'DR-RTO-01', level: 'error', subject: 'billing', what: 'Too slow', value: '2 h', fix: 'another tier' };

    test('an output with an error that nobody acknowledged', () => {
      expect(lawTen(good)).toEqual([]);
      expect(lawTen(mutate(good, ['manifest', 'workloads', 0, 'findings', 0], error))).toEqual([
        'billing: DR-RTO-01 about billing is an error, and was not refused',
      ]);
      expect(
        lawTen(mutate(good, ['manifest', 'workloads', 0, 'findings', 0], { ...error, acknowledged: { reason: 'until May' } })),
      ).toEqual([]);
    });

    test.each([
      ['a refusal without a fix', new ContinuityError({ id: 'DR-RTO-01', what: 'Too slow', value: '2 h' })],
      ['a refusal without the value', new ContinuityError({ id: 'DR-RTO-01', what: 'Too slow', fix: 'another tier' })],
      ['a refusal without a rule', new ContinuityError({ what: 'Too slow', value: '2 h', fix: 'another tier' })],
      ['a fault of the library itself', new TypeError('undefined is not a function')],
    ])('%s', (_, thrown) => {
      expect(lawTenRefusal(thrown)).not.toEqual([]);
    });
  });
});
