import { nearest } from '../../lib/words/nearest';

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
