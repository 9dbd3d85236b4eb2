import { mysqlDialect } from "../../../../src/dialects/mysql";
import type { Operation } from "../../../../src/operations/operation";
import { table as tableOf } from "../../../../src/schema/edit";
import { emptySchema, type Column, type Schema } from "../../../../src/schema/model";

/** MySQL, an older one, and MariaDB. */
const servers = {
  mysql: "9.7.0",
  old: "8.0.28",
  mariadb: "10.11.19-MariaDB",
} as const;

const table = { name: "users" };
const column = (name: string, type: string, more: Partial<Column> = {}): Column => ({
  name,
  type,
  nullable: true,
  ...more,
});
const users = tableOf({
  name: "users",
  columns: [
    column("id", "int", { nullable: false, autoIncrement: true }),
    column("email", "varchar(50)"),
    column("age", "int"),
    column("half", "int", { generated: { expression: "`age` / 2", stored: false } }),
  ],
  primaryKey: { columns: ["id"] },
  indexes: [{ name: "IDX_email", parts: [{ column: "email" }] }],
});
const schema: Schema = { ...emptySchema, tables: [users] };

function hazardsOf(server: keyof typeof servers, operation: Operation): readonly string[] {
  const { hazards } = mysqlDialect.resolve({ version: servers[server], facts: {} });
  return hazards.hazardsOf(operation, schema).map(({ kind, message }) => `${kind}: ${message}`);
}

const become = (name: string, change: Extract<Operation, { kind: "alterColumn" }>["change"]): Operation => ({
  kind: "alterColumn",
  table,
  column: name,
  change,
});
const copy = (why: string): readonly string[] => [`rewrite: all of table "users" ${why}, while writes wait`];
const rebuild = (why: string): readonly string[] => [
  `rewrite: all of table "users" ${why}, while reads and writes go on`,
];

type Expected = readonly string[] | { readonly [K in keyof typeof servers]?: readonly string[] };

const CASES: readonly (readonly [what: string, operation: Operation, hazards: Expected])[] = [
  ["a column", { kind: "addColumn", table, column: column("bio", "text") }, []],
  [
    "a column with a value for each row",
    {
      kind: "addColumn",
      table,
      column: column("key", "char(36)", { default: { kind: "expression", sql: "(uuid())" } }),
    },
    {
      mysql: ['lock: writes to rows of table "users" wait while column "key" is filled'],
      mariadb: copy('for the default of column "key"'),
    },
  ],
  [
    "a column that numbers the rows",
    { kind: "addColumn", table, column: column("number", "int", { autoIncrement: true }) },
    ['lock: writes to table "users" wait while its rows are numbered in column "number"'],
  ],
  ["longer text", become("email", { type: "varchar(60)" }), []],
  ["text beyond 255 bytes", become("email", { type: "varchar(80)" }), copy('for the new type of column "email"')],
  ["NOT NULL", become("age", { nullable: false }), rebuild('to change column "age"')],
  [
    "another collation under an index",
    become("email", { collation: "utf8mb4_bin" }),
    { mysql: copy('to change column "email"'), mariadb: [] },
  ],
  [
    "a column less",
    { kind: "dropColumn", table, column: "age" },
    { mysql: [], mariadb: [], old: rebuild('without column "age"') },
  ],
  [
    "a column with an index less",
    { kind: "dropColumn", table, column: "email" },
    { mysql: rebuild('without column "email"'), mariadb: [] },
  ],
  [
    "another name that an expression names",
    { kind: "renameColumn", table, column: "age", newName: "years" },
    { mysql: copy('for the expressions that name column "age"'), mariadb: [] },
  ],
  ["an index", { kind: "createIndex", table, index: { name: "IDX", parts: [{ column: "age" }] } }, []],
  [
    "a fulltext index",
    { kind: "createIndex", table, index: { name: "IDX", method: "fulltext", parts: [{ column: "email" }] } },
    ['lock: writes to table "users" wait while index "IDX" is built'],
  ],
  [
    "a check",
    { kind: "createCheckConstraint", table, check: { name: "CHK", expression: "age > 0" } },
    copy('to hold its rows to check constraint "CHK"'),
  ],
  [
    "a foreign key",
    {
      kind: "createForeignKey",
      table,
      foreignKey: { name: "FK", columns: ["age"], references: { table: "users", columns: ["id"] } },
    },
    copy('to hold its rows to foreign key "FK"'),
  ],
  [
    "no primary key",
    { kind: "dropConstraint", table, constraint: { type: "primaryKey" } },
    copy("without its primary key"),
  ],
  [
    "an engine",
    { kind: "setTableAttributes", table, change: { "mysql.engine": "MyISAM" } },
    copy("to store it in another way"),
  ],
];

const rows = CASES.flatMap(([what, operation, expected]) =>
  (Object.keys(servers) as (keyof typeof servers)[]).flatMap((server) => {
    const hazards = Array.isArray(expected)
      ? (expected as readonly string[])
      : (expected as Record<string, readonly string[]>)[server];
    return hazards === undefined ? [] : [[what, server, operation, hazards] as const];
  }),
);

describe("the hazards of MySQL and MariaDB", () => {
  test.each(rows)("%s on %s", (_what, server, operation, expected) => {
    expect(hazardsOf(server, operation)).toEqual(expected);
  });
});
