import { CASES, corpusOf, sidesOf } from '../support/corpus';
import { cloudNamed, CLOUDS } from '../support/clouds';
import { blocksOf, mutate } from '../support/json';
import { lawEleven, lawElevenStep, markerIn, stepsOf, type Step } from '../support/laws/law-11';
import { collect, inEverySituation } from '../support/laws/verdict';
import { at, everyStep, take } from '../support/situations';
import { render } from '../support/synth';
import type { Situation } from '../../lib/situation/schema';
import { NORMAL } from '../../lib/situation/situation';

describe('Law 11: a stale apply cannot undo anything', () => {
  test.each(CASES)('$title: each stack has a marker that refuses to be older than what is kept', (one) => {
    expect(inEverySituation(one, lawEleven)).toEqual([]);
  });

  test.each(CASES)('$title: what changes a stack moves its marker, nothing else moves that of traffic and links', (one) => {
    const steps = stepsOf(corpusOf(one), sidesOf(one));
    expect(steps.length).toBeGreaterThan(0);
    expect(collect(steps.map(({ name, step }) => [name, () => lawElevenStep(step)]))).toEqual([]);
  });

  describe.each(CLOUDS)('$name', (cloud) => {
    const sides = sidesOf({ cloud: cloud.name });
    const declared = { cloud, kinds: ['object-storage'], tier: 'hot' } as const;
    const journey = ['lost A', 'failover to B', 'all completed', 'avoid A', 'A is fenced', 'normal A'];
    const situations = journey.reduce<Situation[]>(
      (all, name, i) => {
        const before = all.at(-1) as Situation;
        const step = everyStep(sides, ['Invoices']).find((candidate) => candidate.name === name);
        return [...all, take(before, step!, sides, at(i + 1))];
      },
      [NORMAL],
    );

    test('the marker that is synthesized is the one that the situation gives', () => {
      const faults = situations.flatMap((situation) => {
        const output = render(declared, situation);
        const wrong = output.manifest.stacks.filter(
          ({ id, kind, site, marker }) =>
            output.stacks[id] && marker !== markerIn(situation, sides, kind === 'site' ? (site as string) : kind),
        );
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
        4711,
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
    const step = (name: string, from: number, to: number, after = json): Step => ({
      stack: 'billing-links',
      step: name,
      before: { json, marker: from },
      was: from,
      after: { json: after, marker: to },
    });

    test.each([
      ['a change that leaves the marker alone', step('normal A', 3, 3, changed), 'it changes, and its marker stays 3'],
      ['a marker that goes down', step('normal A', 3, 2), 'goes down from 3 to 2'],
      ['links whose marker moves because a region is lost', step('lost A', 3, 4), 'its marker moves'],
    ])('%s', (_, mutant, fault) => {
      expect(lawElevenStep(step('lost A', 3, 3))).toEqual([]);
      expect(lawElevenStep(step('normal A', 3, 4, changed))).toEqual([]);
      expect(lawElevenStep(mutant).join()).toContain(fault);
    });
  });
});
