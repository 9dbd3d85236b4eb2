import type { ErrorCode } from "../../errors/codes";
import type { Operation } from "../../operations/operation";
import { requireSame, requireTrue } from "./dialect-bench";
import type { DialectCheck } from "./dialect-check";

const TABLES: readonly Operation[] = [
  {
    kind: "createTable",
    table: {
      name: "parents",
      columns: [
        { name: "id", type: "integer", nullable: false },
        { name: "email", type: "varchar(50)", nullable: false },
      ],
      primaryKey: { name: "pk_parents", columns: ["id"] },
      uniques: [{ name: "uq_email", columns: ["email"] }],
      foreignKeys: [],
      checks: [{ name: "ck_id", expression: "id > 0" }],
      indexes: [],
    },
  },
  {
    kind: "createTable",
    table: {
      name: "children",
      columns: [{ name: "parent", type: "integer", nullable: false }],
      uniques: [],
      foreignKeys: [{ name: "fk_parent", columns: ["parent"], references: { table: "parents", columns: ["id"] } }],
      checks: [],
      indexes: [],
    },
  },
];

const FAILURES: readonly (readonly [what: string, sql: string, code: ErrorCode])[] = [
  ["a second row with a unique value", "INSERT INTO parents VALUES (2, 'a')", "QUERY.UNIQUE_VIOLATION"],
  ["a second row with a primary key", "INSERT INTO parents VALUES (1, 'b')", "QUERY.UNIQUE_VIOLATION"],
  ["NULL where a value is needed", "INSERT INTO parents VALUES (3, NULL)", "QUERY.NOT_NULL_VIOLATION"],
  ["a reference to a row that is not there", "INSERT INTO children VALUES (9)", "QUERY.FOREIGN_KEY_VIOLATION"],
  ["a row that others refer to and that goes", "DELETE FROM parents", "QUERY.FOREIGN_KEY_VIOLATION"],
  ["a row that breaks a check", "INSERT INTO parents VALUES (-1, 'c')", "QUERY.CHECK_VIOLATION"],
  ["a statement that cannot be read", "SELEKT 1", "QUERY.FAILED"],
  ["a table that is not there", "SELECT * FROM nowhere", "QUERY.FAILED"],
];

/** What a driver throws becomes errors with codes. */
export const errorChecks: readonly DialectCheck[] = FAILURES.map(([what, sql, code]) => ({
  name: `says ${code} for ${what}`,
  async check({ run, query, failure }) {
    await run(...TABLES);
    await query("INSERT INTO parents VALUES (1, 'a')");
    await query("INSERT INTO children VALUES (1)");
    const error = await failure(sql);
    requireSame("the code", error.code, code);
    requireTrue(error.message !== "", "the error has no message");
  },
}));
