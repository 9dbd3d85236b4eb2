const { rmSync } = require("node:fs");

/** Removes the folder of this run: SQLite files, and the marks of the databases that were used. */
module.exports = async function tearDown() {
  rmSync(process.env.ORMOLU_TEST_SESSION, { recursive: true, force: true });
};
