// A package's file, as its tests' environment (./environment.js) has it.
const { createHash } = require('node:crypto');

module.exports = {
  process: (_, path) => ({ code: `module.exports = globalThis.fromOutside(${JSON.stringify(path)});` }),
  getCacheKey: (_, path) => createHash('sha256').update(path).digest('hex'),
};
