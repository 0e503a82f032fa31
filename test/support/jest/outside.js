// What is loaded outside of the tests: a file of a package or of the library, as their environment (./environment.js) has it.
const { createHash } = require('node:crypto');

module.exports = {
  process: (_, path) => ({ code: `module.exports = globalThis.fromOutside(${JSON.stringify(path)});` }),
  getCacheKey: (_, path) => createHash('sha256').update(path).digest('hex'),
};
