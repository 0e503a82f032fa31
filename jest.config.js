// Jest loads every module as CommonJS and cannot `require` one that is ESM only, as Node does; those (execa, the OCI
// bindings, and what they import) are compiled. The large packages that are CommonJS already are left as they are.
const alreadyCommonJs = ['@cdktf/provider-aws', '@cdktf/provider-azurerm', 'ajv', 'cdktf', 'constructs', 'typescript', 'zod'];

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
  testEnvironment: 'node',
  testSequencer: '<rootDir>/test/support/longest-first.js',
  maxWorkers: 2,
  maxConcurrency: 11,
  // Examples import the package by its name, as whoever copies them does.
  moduleNameMapper: {
    '^cdktf-continuity$': '<rootDir>/lib/index.ts',
    '^cdktf-continuity/(aws|azure|oci)$': '<rootDir>/lib/clouds/$1/$1.ts',
  },
  transform: { '\\.(ts|m?js)$': ['@swc/jest', swc] },
  transformIgnorePatterns: [`/node_modules/(?:${alreadyCommonJs.join('|')})/`],
};
