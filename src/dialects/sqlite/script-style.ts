import { addCondition, withSemicolon, type ScriptStyle } from "../../dialect/script-style";

const CONDITIONAL: ReadonlySet<string> = new Set(
  ["TABLE", "INDEX", "VIEW", "TRIGGER"].flatMap((noun) => [`CREATE ${noun}`, `DROP ${noun}`]),
);

const VIOLATIONS = `SELECT "table" AS child, parent, count(*) AS violations FROM pragma_foreign_key_check GROUP BY 1, 2`;

/**
 * Scripts for the client `sqlite3`. Foreign keys are off, as they are when the runner applies a revision, so that a rebuild
 * does not delete the rows that refer to its table; before each COMMIT a row that refers to nothing, and did not before, makes
 * an insert fail that takes the whole transaction back, also where the client goes on after an error.
 */
export const sqliteScriptStyle: ScriptStyle = {
  usage: "sqlite3 -bail DATABASE < SCRIPT",
  setUp: [
    "PRAGMA foreign_keys = OFF",
    `CREATE TEMP TABLE "_orm_before" AS ${VIOLATIONS}`,
    `CREATE TEMP TABLE "_orm_check" (child, parent, CONSTRAINT "rows refer to rows that do not exist" CHECK (child IS NULL))`,
  ],
  begin: ["BEGIN IMMEDIATE"],
  commit: [
    `INSERT OR ROLLBACK INTO temp."_orm_check" SELECT now.child, now.parent FROM (${VIOLATIONS}) AS now LEFT JOIN temp."_orm_before" AS old ON old.child = now.child AND old.parent = now.parent WHERE now.violations > coalesce(old.violations, 0)`,
    "COMMIT",
  ],
  tearDown: [`DROP TABLE temp."_orm_check"`, `DROP TABLE temp."_orm_before"`, "PRAGMA foreign_keys = ON"],
  conditional: (sql) => addCondition(sql, CONDITIONAL),
  terminate: withSemicolon,
};
