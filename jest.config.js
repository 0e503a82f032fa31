// Loaded once by a worker, as Node loads them (test/support/jest/environment.js): the large ones, and those that are ES modules only, which Jest
// cannot `require` itself.
const outside = [
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
  testEnvironment: '<rootDir>/test/support/jest/environment.js',
  testSequencer: '<rootDir>/test/support/jest/longest-first.js',
  maxWorkers: 2,
  maxConcurrency: 11,
  // Examples import the package by its name, as whoever copies them does.
  moduleNameMapper: {
    '^cdktf-continuity$': '<rootDir>/lib/index.ts',
    '^cdktf-continuity/(aws|azure|oci)$': '<rootDir>/lib/clouds/$1/$1.ts',
  },
  transform: { [`/node_modules/(?:${outside.join('|')})/`]: '<rootDir>/test/support/jest/outside.js', '\\.ts$': ['@swc/jest', swc] },
  transformIgnorePatterns: [],
};
