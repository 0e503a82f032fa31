// Loaded once by a worker, as Node loads them (test/support/jest/environment.js): the library, as it is compiled before, the large packages, and
// those that are ES modules only, which Jest cannot `require` itself.
const packages = [
  '@cdktf',
  '@inquirer',
  '@turf',
  'ajv',
  'ajv-formats',
  'cdktf',
  'commander',
  'constructs',
  'execa',
  'fast-check',
  'typescript',
  'zod',
];

const library = `^${__dirname.replace(/[^\w/]/g, '\\$&')}/lib/.*\\.ts$`;
const outside = [library, `/node_modules/(?:${packages.join('|')})/`].join('|');

const swc = {
  swcrc: false,
  isModule: 'unknown',
  jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
  module: { type: 'commonjs' },
};

/** @type {import('jest').Config} */
module.exports = {
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/lab/'],
  globalSetup: '<rootDir>/test/support/jest/begin.ts',
  globalTeardown: '<rootDir>/test/support/jest/end.ts',
  testEnvironment: '<rootDir>/test/support/jest/environment.js',
  // Nothing of what tests share with what is outside is taken apart when they end.
  testEnvironmentOptions: { globalsCleanup: 'off' },
  testSequencer: '<rootDir>/test/support/jest/longest-first.js',
  maxWorkers: 2,
  maxConcurrency: 11,
  // Examples import the package by its name, as whoever copies them does.
  moduleNameMapper: {
    '^cdktf-continuity$': '<rootDir>/lib/index.ts',
    '^cdktf-continuity/(aws|azure|oci)$': '<rootDir>/lib/clouds/$1/$1.ts',
  },
  transform: { [outside]: '<rootDir>/test/support/jest/outside.js', '\\.ts$': ['@swc/jest', swc] },
  transformIgnorePatterns: [],
};
