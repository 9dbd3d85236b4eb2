/**
 * Loaded before the command: kills it at the n-th statement of a connection that has no server (`ORMOLU_KILL_AT`, from 1), before
 * the statement or, with `ORMOLU_KILL_AFTER`, after it; or counts the statements into the file `ORMOLU_COUNT_FILE`.
 */
const { writeFileSync } = require("node:fs");
const { SqliteConnection } = require("../../dist/dialects/sqlite/connection.js");

const killAt = Number(process.env.ORMOLU_KILL_AT ?? 0);
const isAfter = process.env.ORMOLU_KILL_AFTER !== undefined;
const { execute } = SqliteConnection.prototype;
let count = 0;

SqliteConnection.prototype.execute = async function (...args) {
  count += 1;
  const isPoint = count === killAt;
  if (isPoint && !isAfter) process.kill(process.pid, "SIGKILL");
  const result = await execute.apply(this, args);
  if (isPoint) process.kill(process.pid, "SIGKILL");
  return result;
};

process.on("exit", () => {
  if (process.env.ORMOLU_COUNT_FILE !== undefined) writeFileSync(process.env.ORMOLU_COUNT_FILE, String(count));
});
