const { availableParallelism } = require("node:os");

/** How swc compiles tests: `decorators` is its `transform`. */
const compile = (decorators) => [
  "@swc/jest",
  {
    jsc: {
      target: "es2022",
      parser: { syntax: "typescript", decorators: true },
      transform: { ...decorators, useDefineForClassFields: false },
      keepClassNames: true,
    },
    module: { type: "commonjs", ignoreDynamic: true },
  },
];

/** @type {import("jest").Config} */
module.exports = {
  // Tests wait for servers most of the time: one worker a processor, and two on the smallest machine.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  testMatch: ["<rootDir>/test/**/*.test.ts", "<rootDir>/packages/*/test/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "/test/fixtures/"],
  modulePathIgnorePatterns: ["<rootDir>/dist/", "/\\.ormolu/"],
  moduleFileExtensions: ["ts", "js", "cjs", "mjs", "json", "node"],
  globalSetup: "<rootDir>/test/support/global-setup.cjs",
  globalTeardown: "<rootDir>/test/support/global-teardown.cjs",
  reporters: ["default", "<rootDir>/test/support/databases-reporter.cjs"],
  setupFiles: ["reflect-metadata"],
  testTimeout: 30_000,
  moduleNameMapper: {
    "^ormolu$": "<rootDir>/src/entry/index.ts",
    "^ormolu/(migrate|schema|testing|es)$": "<rootDir>/src/entry/$1.ts",
  },
  transform: {
    "/test/standard-decorators/.*\\.ts$": compile({ decoratorVersion: "2023-11" }),
    "\\.[cm]?ts$": compile({ legacyDecorator: true, decoratorMetadata: true }),
  },
};
