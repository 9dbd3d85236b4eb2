import type { Dialect } from "../../../src/dialect/dialect";
import { mariadbDialect, mysqlDialect } from "../../../src/dialects/mysql";
import { postgresDialect } from "../../../src/dialects/postgres";
import { sqliteDialect } from "../../../src/dialects/sqlite";
import { KnownSchema } from "../../../src/migrate/known-schema";
import { createPrintSink } from "../../../src/migrate/print-sink";
import type { Operation } from "../../../src/operations/operation";
import { table as tableOf } from "../../../src/schema/edit";
import { emptySchema } from "../../../src/schema/model";
import { sql } from "../../../src/sql/sql-tag";

const table = { name: "users" };
const users = tableOf({ name: "users", columns: [{ name: "email", type: "text", nullable: true }] });

async function print(dialect: Dialect, ...operations: readonly Operation[]): Promise<readonly string[]> {
  const lines: string[] = [];
  const sink = createPrintSink(dialect.resolve(dialect.offline), {
    known: new KnownSchema({ ...emptySchema, tables: [users] }),
    revision: "a1",
    write: (text) => lines.push(text),
    comment: (text) => lines.push(`-- ${text}`),
    frame: (statements) => lines.push(...statements),
  });
  for (const operation of operations) await sink.accept(operation);
  await sink.flush();
  return lines;
}

const execute = (text: string): Operation => ({ kind: "execute", strings: [text], values: [] });
const setNotNull: Operation = { kind: "alterColumn", table, column: "email", change: { nullable: false } };

describe("SQL that is printed", () => {
  const index = { name: "IDX", parts: [{ column: "email" }] };
  const block: Operation = {
    kind: "autocommit",
    operations: [{ kind: "createIndex", table, index, concurrently: true }],
  };

  it("leaves the transaction of the script at a block", async () => {
    expect(await print(postgresDialect, block, execute("SELECT 1"))).toEqual([
      "COMMIT",
      expect.stringMatching(/^DO 'BEGIN IF EXISTS .* THEN DROP INDEX "IDX"; END IF; END'$/) as string,
      'CREATE INDEX CONCURRENTLY "IDX" ON "users" ("email")',
      "BEGIN",
      "SELECT 1",
    ]);
  });

  it("stays where it is on databases where a block changes nothing", async () => {
    expect(await print(sqliteDialect, block)).toEqual(['CREATE INDEX "IDX" ON "users" ("email")']);
    expect(await print(mysqlDialect, block)).toEqual(["CREATE INDEX `IDX` ON `users` (`email`)"]);
  });

  it("refuses a statement that a transaction refuses, outside of a block", async () => {
    await expect(
      print(postgresDialect, ...(block.kind === "autocommit" ? block.operations : [])),
    ).rejects.toMatchObject({
      code: "OPERATION.INVALID",
    });
  });

  it("has bound values as literals of the database", async () => {
    const { strings, values } = sql`SELECT ${"it's \\"}, ${null}, ${true}, ${10n}, ${new Date(0)}, ${Buffer.from("a")}`;
    const operation: Operation = { kind: "execute", strings, values };
    expect(await print(postgresDialect, operation)).toEqual([
      `SELECT E'it''s \\\\', NULL, TRUE, 10, '1970-01-01 00:00:00.000+00:00', '\\x61'::bytea`,
    ]);
    expect(await print(sqliteDialect, operation)).toEqual([
      `SELECT 'it''s \\', NULL, 1, 10, '1970-01-01 00:00:00.000', X'61'`,
    ]);
  });

  it("says IF [NOT] EXISTS where the database has it, and refuses it elsewhere", async () => {
    const drop: Operation = { kind: "dropColumn", table, column: "email", ifExists: true };
    const create: Operation = { kind: "createIndex", table, index, ifNotExists: true };
    expect(await print(postgresDialect, create, drop)).toEqual([
      'CREATE INDEX IF NOT EXISTS "IDX" ON "users" ("email")',
      'ALTER TABLE "users" DROP COLUMN IF EXISTS "email"',
    ]);
    expect(await print(mariadbDialect, create)).toEqual(["CREATE INDEX IF NOT EXISTS `IDX` ON `users` (`email`)"]);
    await expect(print(mysqlDialect, create)).rejects.toMatchObject({ code: "OPERATION.UNSUPPORTED" });
    await expect(print(sqliteDialect, drop)).rejects.toMatchObject({ code: "OPERATION.UNSUPPORTED" });
  });
});

describe("what raw SQL hides from a script", () => {
  it("is refused, with the table and the revision, where a rebuild must know it", async () => {
    await expect(print(sqliteDialect, execute("ALTER TABLE users ADD COLUMN x"), setNotNull)).rejects.toMatchObject({
      code: "OPERATION.UNSUPPORTED",
      message: expect.stringMatching(
        /table "users" must be known as it is, and SQL of revision a1 changes it/,
      ) as string,
      hint: expect.stringContaining("--dry-run") as string,
    });
  });

  it("does no harm where the statement needs no knowledge", async () => {
    expect(await print(postgresDialect, execute("ALTER TABLE users ADD COLUMN x int"), setNotNull)).toHaveLength(2);
  });

  it("is nothing where it only changes rows, or makes a view", async () => {
    const harmless = [execute("UPDATE users SET email = ''"), execute("CREATE VIEW v AS SELECT * FROM users")];
    expect((await print(sqliteDialect, ...harmless, setNotNull)).length).toBeGreaterThan(5);
  });

  it.each([
    "CREATE UNIQUE INDEX i ON users (email)",
    "/* c */ drop index i; alter table USERS rename to people",
    "CREATE TRIGGER t AFTER INSERT ON users BEGIN SELECT 1; END",
  ])("counts %s as a change of the table", async (text) => {
    await expect(print(sqliteDialect, execute(text), setNotNull)).rejects.toMatchObject({
      code: "OPERATION.UNSUPPORTED",
    });
  });
});
