import { CASES, sidesOf } from '../support/corpus';
import { cloudNamed, EVERY_CLOUD } from '../support/clouds';
import { blocksOf, mutate } from '../support/json';
import { followedBy, lawEleven, lawElevenStep, markersOf, type Step } from '../support/laws/law-11';
import { answerOf } from '../support/laws/verdicts';
import { after, stepsIn } from '../support/history';
import { render } from '../support/synth';

describe('Law 11: a stale apply cannot undo anything', () => {
  test.each(CASES)('$title: each stack has a marker that refuses to be older than what is kept', (one) => {
    expect(answerOf(one, 'lawEleven')).toEqual([]);
  });

  test.each(CASES)('$title: what changes a stack moves its marker, nothing else moves that of traffic and links', (one) => {
    expect(answerOf(one, 'lawElevenAlong')).toEqual([]);
  });

  describe.each(EVERY_CLOUD)('$name', (cloud) => {
    const kinds = ['object-storage'] as const;
    const sides = sidesOf({ cloud: cloud.name, kinds, tier: 'hot' });
    const declared = { cloud, kinds, tier: 'hot' } as const;
    const journey = stepsIn('standing, lost A, failover B, started, completed, normal A, fenced A, standing', sides);
    const situations = journey.map((_, n) => after([sides], ...journey.slice(0, n + 1)));

    test('the marker that is synthesized is the one that the situation gives', () => {
      const faults = situations.flatMap((situation) => {
        const output = render(declared, situation);
        const wrong = output.manifest.stacks.filter(({ id, kind, site, marker }) => {
          const chain = markersOf(situation, sides, kind === 'site' ? (site as string) : kind);
          const json = output.stacks[id];
          return json && (marker !== chain.at(-1) || followedBy(json).join() !== [...chain].sort().join());
        });
        return [...lawEleven(output), ...wrong.map(({ id, marker }) => `${id}: ${marker} at sequence ${situation.sequence}`)];
      });
      expect(faults).toEqual([]);
      expect(situations.at(-1)?.sequence).toBeGreaterThan(4);
    });

    const good = render(declared, situations.at(-1));
    const id = good.manifest.stacks.find(({ kind, site }) => kind === 'site' && site === cloud.sites[1])?.id as string;
    const marker = blocksOf(good.stacks[id]).find(({ address }) => address.endsWith('.continuity-marker'))!;
    const body = ['stacks', id, 'resource', ...marker.address.split('.')];

    test.each([
      ['a stack without a marker', body, undefined],
      ['a marker that refuses nothing', [...body, 'lifecycle'], undefined],
      ['a marker that compares with a constant', [...body, 'lifecycle', 'precondition', 0, 'condition'], '${true}'],
      [
        'a marker that lets data vanish from the code',
        [...body, 'lifecycle', 'precondition', 1],
        { condition: '${true}', error_message: 'something else' },
      ],
      ['a site that opens without a move', [...body, 'lifecycle', 'precondition', 2], undefined],
      [
        'a manifest that says another number',
        ['manifest', 'stacks', good.manifest.stacks.findIndex((stack) => stack.id === id), 'marker'],
        'feedfeedfeed',
      ],
    ])('kills: %s', (_, path, change) => {
      expect(lawEleven(good)).toEqual([]);
      expect(lawEleven(mutate(good, path, change))).not.toEqual([]);
    });
  });

  describe('kills', () => {
    const { stacks } = render({ cloud: cloudNamed('aws'), kinds: ['object-storage'], tier: 'hot' });
    const json = stacks['billing-links']!;
    const changed = mutate(json, ['resource', 'aws_s3_bucket', 'late'], { bucket: 'late' });
    const step = (name: string, from: string, to: string, after = json): Step => ({
      stack: 'billing-traffic',
      step: name,
      before: { json, chain: from.split(' ') },
      was: from.split(' '),
      based: true,
      after: { json: after, chain: to.split(' ') },
    });

    test.each([
      ['a change that leaves the marker alone', step('normal A', '0 a', '0 a', changed), 'it changes, and its marker stays a'],
      ['a marker that comes back', step('normal A', '0 a b', '0 a'), 'does not follow what it was'],
      ['a tie: another branch with as many markers', step('normal A', '0 a', '0 b'), 'does not follow what it was'],
      ['a longer branch that does not know what was done', step('normal A', '0 a', '0 b c'), 'does not follow what it was'],
      ['traffic whose marker moves because a region is lost', step('lost A', '0 a', '0 a b'), 'its marker moves on the day'],
    ])('%s', (_, mutant, fault) => {
      expect(lawElevenStep(step('lost A', '0 a', '0 a'))).toEqual([]);
      expect(lawElevenStep(step('normal A', '0 a', '0 a b', changed))).toEqual([]);
      expect(lawElevenStep(mutant).join()).toContain(fault);
    });
  });
});
