import { ContainerService, Size, type ContainerServiceProps } from '../../../lib';
import type { Action } from '../../../lib/words/actions';
import { IMAGE } from '../../support/components';
import { sheetsOf, shopOf } from './shop';

const shopAt = shopOf<ContainerServiceProps>(
  (shop, uses) =>
    new ContainerService(shop, 'Api', { image: IMAGE, size: Size.of({ vcpus: 1, memoryGiB: 2 }), instances: { active: 2 }, uses }),
);
const restored = (tier: 'hot' | 'cold'): Action[] =>
  sheetsOf(shopAt('normal', tier))
    .filter(({ transition }) => transition === 'restore')
    .flatMap(({ waves }) => waves.flatMap(({ actions }) => [...actions]));

test('a bucket that takes writes at both sites is made anew by no step: its sheet says what a restore into it leaves out, and what brings that back', () => {
  const [step, ...more] = restored('hot').filter(({ id }) => id.startsWith('put-back'));
  expect(more).toEqual([]);
  expect(step).toMatchObject({ id: 'put-back-files', do: 'manual', bestEffort: true });
  const { text } = step as { text: string };
  for (const words of [
    'puts no object in the place of one that is there',
    'NOT what was overwritten',
    'list-object-versions',
    'NewBucket=true',
  ])
    expect(text).toContain(words);
});

test('one that is made anew beside the old one has what the copy has, and nothing is put back by hand', () => {
  expect(restored('cold').filter(({ do: what }) => what === 'manual')).toEqual([]);
});
