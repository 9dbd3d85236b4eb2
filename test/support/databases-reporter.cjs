const { existsSync, writeSync } = require("node:fs");
const { join } = require("node:path");

/**
 * Ends a run with the databases that it used, those that were left out and why, and `N passed, N failed`.
 *
 * With `ORMOLU_TEST_REQUIRE=all` a database that was left out, or that no test used, fails the run.
 */
module.exports = class DatabasesReporter {
  #error;

  onRunComplete(_contexts, results) {
    if (!process.env.ORMOLU_TEST_MATRIX) return;
    const matrix = JSON.parse(process.env.ORMOLU_TEST_MATRIX);
    const used = matrix.targets.filter((target) => isUsed(target));
    const requireAll = process.env.ORMOLU_TEST_REQUIRE === "all";
    const lines = used.length > 0 || requireAll ? describeMatrix(matrix, used) : [];
    if (requireAll) this.#error = missingError(matrix, used);
    if (this.#error) lines.push(this.#error.message);
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    lines.push(`${results.numPassedTests} passed, ${failed} failed`);
    // Jest prints its own summary after every reporter had its turn.
    process.on("exit", () => writeSync(2, `\n${lines.join("\n")}\n`));
  }

  getLastError() {
    return this.#error;
  }
};

function isUsed(target) {
  return existsSync(join(process.env.ORMOLU_TEST_SESSION, `used-${target.name}`));
}

function describeMatrix({ leftOut }, used) {
  const lines = ["Databases:"];
  for (const target of used) lines.push(`  ${target.name.padEnd(22)}${target.displayName}`);
  for (const each of leftOut) lines.push(`  ${each.name.padEnd(22)}left out: ${each.reason}`);
  return lines;
}

function missingError({ targets, leftOut }, used) {
  const unused = targets.filter((target) => !used.includes(target));
  const missing = [...leftOut.filter((each) => each.isRequired), ...unused].map((each) => each.name);
  if (missing.length === 0) return undefined;
  return new Error(`ORMOLU_TEST_REQUIRE=all, but the tests did not run on: ${missing.join(", ")}`);
}
