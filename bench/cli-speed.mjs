/**
 * The command line over 5,000 revision files on SQLite: `heads`, `history`, `current`, `--help` and `--version`, beside what comes
 * nearest in Alembic, TypeORM, MikroORM and Knex, in one interleaved run. Prints seconds of processor time.
 *
 * `node bench/cli-speed.mjs [files] [rounds]`
 */
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { available, missing, node } from "./support/contenders.mjs";
import { interleave, median, printTable, run } from "./support/measure.mjs";

const FILES = Number(process.argv[2] ?? 5000);
const ROUNDS = Number(process.argv[3] ?? 5);
const WHAT = ["heads", "history", "current", "help", "version"];

const folder = mkdtempSync(path.join(os.tmpdir(), "ormolu-bench-"));
try {
  const contenders = available.filter((contender) => contender.command(folder, "heads") !== undefined);
  const tasks = contenders.flatMap((contender) => {
    const root = path.join(folder, contender.name);
    contender.write(root, { kind: "sqlite", file: path.join(root, "app.db") }, FILES);
    const stamp = contender.command(root, "stamp");
    if (stamp !== undefined) run(stamp);
    return WHAT.map((what) => ({ contender, what, command: contender.command(root, what) }));
  });
  for (const { command } of tasks) run(command);
  const samples = interleave(tasks, ROUNDS);
  console.log(
    `${FILES} revision files on SQLite, ${ROUNDS} rounds, seconds of processor time (median), Node ${run({ argv: [node, "-v"] }).stdout.trim()}`,
  );
  if (missing.length > 0) console.log(`left out, not found: ${missing.join(", ")}`);
  const cpuOf = (name, what) => {
    const task = tasks.find((candidate) => candidate.contender.name === name && candidate.what === what);
    return median(samples.get(task).map(({ cpu }) => cpu)).toFixed(3);
  };
  printTable(
    ["", ...WHAT],
    contenders.map(({ name }) => [name, ...WHAT.map((what) => cpuOf(name, what))]),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
