import { didYouMean, nearest } from '../../lib/words/nearest';

const SITES = ['aws:eu-central-1', 'aws:eu-west-1', 'aws:eu-west-3'];

test.each([
  ['aws:eu-west-33', 'aws:eu-west-3'],
  ['AWS:EU-WEST-3', 'aws:eu-west-3'],
  ['eu-central-1', 'aws:eu-central-1'],
  ['aws:eu-centrall-1', 'aws:eu-central-1'],
])('%s: %s was meant', (word, meant) => {
  expect(nearest(word, SITES)).toBe(meant);
  expect(didYouMean(word, SITES)).toBe(`did you mean ${meant}?`);
});

test.each(['', 'x', 'oci:mexico'])('%j is near to nothing: nothing is guessed', (word) => {
  expect(nearest(word, SITES)).toBeUndefined();
  expect(didYouMean(word, SITES)).toBe('correct the name');
  expect(nearest(word, [])).toBeUndefined();
});

test.each([
  ['objective', ['objectives', 'topology'], 'objectives'],
  ['SIZEGIB', ['sizeGiB'], 'sizeGiB'],
  ['hott', ['hot', 'ha'], 'hot'],
  ['anything', ['topology'], undefined],
  ['x', [], undefined],
  ['x'.repeat(5000), ['x'], undefined],
])('%s of %p', (word, words, meant) => {
  expect(nearest(word, words)).toBe(meant);
});
