// Jest starts with the largest file where it does not know yet how long each takes. What takes long here are small files over a large
// corpus: where one of them is left for the end, one core waits for it.
const { default: Sequencer } = require('@jest/test-sequencer');

const LONG = [
  'laws/law-12-',
  'laws/',
  'walk/',
  'kill/',
  'cli/run.',
  'transitions.',
  'cli/secrets.',
  'cli/find.',
  'readme.',
  'situation/dead-ends.',
];

const place = ({ path }) => {
  const found = LONG.findIndex((part) => path.includes(`/test/${part}`));
  return found < 0 ? LONG.length : found;
};

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((a, b) => place(a) - place(b));
  }
};
