const { mkdtempSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { dropLeftovers } = require("./leftovers.cjs");
const { findTargets } = require("./targets.cjs");

/** Finds the databases that answer and tells the workers (in the environment) and the reporter. */
module.exports = async function setUp() {
  const requireAll = process.env.ORMOLU_TEST_REQUIRE === "all";
  const matrix = await findTargets({ requireAll, only: process.env.ORMOLU_TEST_ONLY });
  await dropLeftovers(matrix.targets);
  process.env.ORMOLU_TEST_MATRIX = JSON.stringify(matrix);
  process.env.ORMOLU_TEST_SESSION = mkdtempSync(join(tmpdir(), "ormolu-test-"));
};
