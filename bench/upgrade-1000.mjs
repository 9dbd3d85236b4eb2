/**
 * Upgrading through 1,000 small revisions (a table, then a column for it, and so on) on SQLite and PostgreSQL, and once more with
 * nothing to do, beside Alembic, TypeORM, MikroORM and Knex in one interleaved run. Prints seconds of processor time of the
 * command, and of the clock. Each tool commits as often as it does by default.
 *
 * `node bench/upgrade-1000.mjs [revisions] [rounds] [sqlite|postgres]`
 */
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { createRequire } from "node:module";
import { available, missing, node } from "./support/contenders.mjs";
import { median, printTable, run } from "./support/measure.mjs";

const REVISIONS = Number(process.argv[2] ?? 1000);
const ROUNDS = Number(process.argv[3] ?? 3);
const KINDS = process.argv[4] === undefined ? ["sqlite", "postgres"] : [process.argv[4]];
const server = new URL(process.env.ORMOLU_TEST_POSTGRES ?? "postgres://postgres@127.0.0.1:5432/postgres");

async function withPostgres(work) {
  const { Client } = createRequire(import.meta.url)("pg");
  const client = new Client({ connectionString: server.href });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A place without tables, where the project expects its database. */
async function empty(database) {
  if (database.kind === "sqlite") {
    for (const ending of ["", "-journal", "-wal", "-shm"]) rmSync(database.file + ending, { force: true });
    return;
  }
  await withPostgres(async (client) => {
    await client.query(`DROP DATABASE IF EXISTS "${database.name}" WITH (FORCE)`);
    await client.query(`CREATE DATABASE "${database.name}"`);
  });
}

function databaseOf(kind, name, root) {
  if (kind === "sqlite") return { kind, file: path.join(root, "app.db") };
  return {
    kind,
    host: server.hostname,
    port: Number(server.port || 5432),
    user: server.username,
    name: `orm_bench_${name.replaceAll(/\W+/g, "_")}_${process.pid}`,
  };
}

async function measure(kind, folder) {
  const runs = available.map((contender) => {
    const root = path.join(folder, `${kind}-${contender.name}`);
    const database = databaseOf(kind, contender.name, root);
    contender.write(root, database, REVISIONS);
    return { contender, database, command: contender.command(root, "upgrade"), first: [], second: [] };
  });
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      for (let index = 0; index < runs.length; index += 1) {
        const { database, command, first, second } = runs[(index + round) % runs.length];
        await empty(database);
        first.push(run(command));
        second.push(run(command));
      }
    }
  } finally {
    if (kind === "postgres")
      for (const { database } of runs)
        await withPostgres((client) => client.query(`DROP DATABASE IF EXISTS "${database.name}" WITH (FORCE)`));
  }
  console.log(
    `\n${kind}: ${REVISIONS} revisions, ${ROUNDS} rounds, medians in seconds, Node ${run({ argv: [node, "-v"] }).stdout.trim()}`,
  );
  printTable(
    ["", "upgrade: processor", "upgrade: clock", "nothing to do: processor"],
    runs.map(({ contender, first, second }) => [
      contender.name,
      median(first.map(({ cpu }) => cpu)).toFixed(2),
      median(first.map(({ wall }) => wall)).toFixed(1),
      median(second.map(({ cpu }) => cpu)).toFixed(2),
    ]),
  );
}

const folder = mkdtempSync(path.join(os.tmpdir(), "ormolu-bench-"));
try {
  if (missing.length > 0) console.log(`left out, not found: ${missing.join(", ")}`);
  for (const kind of KINDS) await measure(kind, folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
