// Packages are loaded once by a worker, as Node loads them, and not once by every file of tests: what they are does not depend on a test,
// and loading a cloud's bindings anew costs more than most files run. The library itself, and what tests it, stay apart by file.
const { TestEnvironment } = require('jest-environment-node');

module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.fromOutside = require;
  }
};
