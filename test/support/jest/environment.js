// Packages and the library are loaded once by a worker, as Node loads them, and not once by every file of tests: what they are does not
// depend on a test, and loading them anew costs more than most files run. What tests them stays apart by file.
const { AsyncLocalStorage } = require('node:async_hooks');
const { isNativeError } = require('node:util').types;
const { join, relative, resolve } = require('node:path');
const { TestEnvironment } = require('jest-environment-node');

const ROOT = resolve(__dirname, '..', '..', '..');
const fromOutside = (path) =>
  require(path.endsWith('.ts') ? join(process.env.CONTINUITY_COMPILED, relative(ROOT, path).replace(/\.ts$/, '.js')) : path);

// Each file of tests has a runner with a storage of its own, and Node asks all that were ever used whenever anything begins.
const used = new Set();
const { run } = AsyncLocalStorage.prototype;
AsyncLocalStorage.prototype.run = function (...args) {
  used.add(this);
  return run.apply(this, args);
};

module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    this.env = { ...process.env };
    // What both sides have: a test sees the library's maps, sets and errors as its own, and the library what a test sets in the environment.
    Object.assign(this.global, { fromOutside, process, Map, Set });
    const { Error: own } = this.global;
    const isOrdinary = Function.prototype[Symbol.hasInstance];
    Object.defineProperty(own, Symbol.hasInstance, {
      value(it) {
        return isOrdinary.call(this, it) || (this === own && isNativeError(it));
      },
    });
  }

  async teardown() {
    for (const name of Object.keys(process.env)) if (!(name in this.env)) delete process.env[name];
    Object.assign(process.env, this.env);
    for (const storage of used) storage.disable();
    used.clear();
    await super.teardown();
  }
};
