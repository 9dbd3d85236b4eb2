import type { Dialect } from "../../../src/dialect/dialect";
import { mysqlDialect } from "../../../src/dialects/mysql";
import { postgresDialect } from "../../../src/dialects/postgres";
import { sqliteDialect } from "../../../src/dialects/sqlite";
import { createPrintSink } from "../../../src/migrate/print-sink";
import type { Operation } from "../../../src/operations/operation";
import { table as tableOf } from "../../../src/schema/edit";
import { emptySchema } from "../../../src/schema/model";

const table = { name: "users" };
const users = tableOf({ name: "users", columns: [{ name: "email", type: "text", nullable: true }] });

async function print(dialect: Dialect, ...operations: readonly Operation[]): Promise<readonly string[]> {
  const lines: string[] = [];
  const resolved = dialect.resolve(dialect.offline);
  const sink = createPrintSink(resolved, { ...emptySchema, tables: [users] }, (sql) => lines.push(sql));
  for (const operation of operations) await sink.accept(operation);
  await sink.flush();
  return lines;
}

describe("SQL that is printed", () => {
  const index = { name: "IDX", parts: [{ column: "email" }] };
  const block: Operation = {
    kind: "autocommit",
    operations: [{ kind: "createIndex", table, index, concurrently: true }],
  };
  const execute: Operation = { kind: "execute", strings: ["SELECT 1"], values: [] };

  it("leaves the transaction of the script at a block", async () => {
    expect(await print(postgresDialect, block, execute)).toEqual([
      "COMMIT;",
      expect.stringMatching(/^DO 'BEGIN IF EXISTS .* THEN DROP INDEX "IDX"; END IF; END';$/) as string,
      'CREATE INDEX CONCURRENTLY "IDX" ON "users" ("email");',
      "BEGIN;",
      "SELECT 1;",
    ]);
  });

  it("stays where it is on databases where a block changes nothing", async () => {
    expect(await print(sqliteDialect, block, execute)).toEqual([
      'CREATE INDEX "IDX" ON "users" ("email");',
      "SELECT 1;",
    ]);
    expect(await print(mysqlDialect, block, execute)).toEqual([
      "CREATE INDEX `IDX` ON `users` (`email`);",
      "SELECT 1;",
    ]);
  });
});
