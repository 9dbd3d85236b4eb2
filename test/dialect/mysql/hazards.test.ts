import { compileOperation } from "../../../src/dialect/ddl-compiler";
import { OrmError } from "../../../src/errors/orm-error";
import type { Operation } from "../../../src/operations/operation";
import type { Column } from "../../../src/schema/model";
import { describeEachPlace } from "../../support/each-place";
import { places, type Place } from "./place";

jest.setTimeout(60_000);

const table = { name: "t" };
const SETUP = [
  "create table t (id int not null auto_increment primary key, i int, n int not null, v varchar(50), k varchar(50), s varchar(31), " +
    "latin varchar(100) character set latin1, old varchar(20) character set utf8mb3, sorted varchar(20) collate utf8mb4_bin, " +
    "sortedKey varchar(20) collate utf8mb4_bin, e enum('a','b'), flags set('a','b','c','d','e','f','g','h'), d decimal(8,2), " +
    "bits varbinary(100), at datetime(3), body text, place point not null, parent int, c int, " +
    "kept int as (i + 1) stored, seen int as (i + 1) virtual, " +
    "key IDX_k (k), key IDX_sorted (sortedKey), constraint CHK_c check (c > 0))",
  "insert into t (n, i, v, k, place) values (1, 1, 'a', 'a', point(1, 1)), (2, 2, 'b', 'b', point(2, 2))",
];

const column = (name: string, type: string, more: Partial<Column> = {}): Column => ({
  name,
  type,
  nullable: true,
  ...more,
});
const add = (type: string, more: Partial<Column> = {}): Operation => ({
  kind: "addColumn",
  table,
  column: column("added", type, more),
});
const become = (name: string, change: Extract<Operation, { kind: "alterColumn" }>["change"]): Operation => ({
  kind: "alterColumn",
  table,
  column: name,
  change,
});
const text = (sql: string): Partial<Column> => ({ default: { kind: "expression", sql } });

const OPERATIONS: Readonly<Record<string, Operation>> = {
  "a nullable column": add("int"),
  "a column with a constant": add("int", { nullable: false, default: { kind: "literal", value: 3 } }),
  "a column with the time": add("datetime", text("CURRENT_TIMESTAMP")),
  "a column with an expression": add("varchar(40)", text("(concat('a','b'))")),
  "a stored column": add("int", { generated: { expression: "i + 1", stored: true } }),
  "a virtual column": add("int", { generated: { expression: "i + 1", stored: false } }),
  "a column less": { kind: "dropColumn", table, column: "v" },
  "a column with an index less": { kind: "dropColumn", table, column: "k" },
  "another name": { kind: "renameColumn", table, column: "v", newName: "w" },
  "another name under a check": { kind: "renameColumn", table, column: "c", newName: "w" },
  "a default": become("v", { default: { kind: "literal", value: "q" } }),
  "a comment": become("v", { comment: "q" }),
  "NOT NULL": become("v", { nullable: false, default: { kind: "literal", value: 0 } }),
  "nullable again": become("n", { nullable: true }),
  "longer within 255 bytes": become("v", { type: "varchar(60)" }),
  "longer beyond 255 bytes": become("v", { type: "varchar(80)" }),
  "longer from below 128 bytes to beyond 255": become("s", { type: "varchar(80)" }),
  "longer in one byte a character": become("latin", { type: "varchar(200)" }),
  "longer from 100 to 300 bytes": become("latin", { type: "varchar(300)" }),
  shorter: become("v", { type: "varchar(40)" }),
  "longer bytes": become("bits", { type: "varbinary(200)" }),
  "text for varchar": become("v", { type: "text" }),
  "longer text": become("body", { type: "mediumtext" }),
  "bigint for int": become("i", { type: "bigint" }),
  unsigned: become("i", { type: "int unsigned" }),
  "more digits": become("d", { type: "decimal(12,2)" }),
  "finer time": become("at", { type: "datetime(6)" }),
  "a value behind the last": become("e", { type: "enum('a','b','c')" }),
  "a value between": become("e", { type: "enum('a','c','b')" }),
  "the ninth value of a set": become("flags", { type: "set('a','b','c','d','e','f','g','h','i')" }),
  "another character set": become("latin", { collation: "utf8mb4_general_ci" }),
  "utf8mb4 for utf8mb3": become("old", { collation: "utf8mb4_general_ci" }),
  "another collation": become("sorted", { collation: "utf8mb4_general_ci" }),
  "another collation under an index": become("sortedKey", { collation: "utf8mb4_general_ci" }),
  "another stored expression": become("kept", { generated: { expression: "i + 2", stored: true } }),
  "another virtual expression": become("seen", { generated: { expression: "i + 2", stored: false } }),
  "stored for virtual": become("seen", { generated: { expression: "i + 1", stored: true } }),
  "virtual for stored": become("kept", { generated: { expression: "i + 1", stored: false } }),
  "no numbers any more": become("id", { autoIncrement: false }),
  "an index": { kind: "createIndex", table, index: { name: "IDX", parts: [{ column: "v" }] } },
  "a fulltext index": {
    kind: "createIndex",
    table,
    index: { name: "IDX", method: "fulltext", parts: [{ column: "v" }] },
  },
  "a spatial index": {
    kind: "createIndex",
    table,
    index: { name: "IDX", method: "spatial", parts: [{ column: "place" }] },
  },
  "an index less": { kind: "dropIndex", table, index: "IDX_k" },
  "another name of an index": { kind: "renameIndex", table, index: "IDX_k", newName: "IDX_l" },
  "a unique constraint": { kind: "createUniqueConstraint", table, unique: { name: "UQ", columns: ["v"] } },
  "a check": { kind: "createCheckConstraint", table, check: { name: "CHK", expression: "n > 0" } },
  "a check less": { kind: "dropConstraint", table, constraint: { type: "check", name: "CHK_c" } },
  "a foreign key": {
    kind: "createForeignKey",
    table,
    foreignKey: { name: "FK", columns: ["parent"], references: { table: "t", columns: ["id"] } },
  },
  "a comment of the table": { kind: "commentOn", table, comment: "x" },
  "another row format": { kind: "setTableAttributes", table, change: { "mysql.rowFormat": "Compact" } },
};

/** What others notice of an operation. */
type Effect = "nothing" | "a new table, online" | "writers wait";

/** Runs the statements with the demands that the server can be asked to meet, as a lock-safe run does. */
async function effectOf(place: Place, operation: Operation): Promise<Effect> {
  const schema = await place.read();
  const before = await tableId(place);
  let isRefused = false;
  for (const { sql, parameters, gentle = [] } of compileOperation(place.server.ddl, operation, { schema })) {
    isRefused = !(await runFirst(place, gentle)) || isRefused;
    if (isRefused) await place.connection.execute(sql, parameters);
  }
  if (isRefused) return "writers wait";
  return before === (await tableId(place)) ? "nothing" : "a new table, online";
}

/** Whether the server takes one of the ways. */
async function runFirst(place: Place, ways: readonly string[]): Promise<boolean> {
  for (const sql of ways) {
    try {
      await place.connection.execute(sql, []);
      return true;
    } catch (error) {
      if (!OrmError.is(place.server.errors.translate(error, { sql }), "QUERY.LOCK_NEEDED")) throw error;
    }
  }
  return false;
}

/** The number of the table changes when it is written anew. */
async function tableId(place: Place): Promise<unknown> {
  const [[view] = []] = await place.query(
    "select table_name from information_schema.tables where table_schema = 'information_schema' and table_name in ('INNODB_TABLES', 'INNODB_SYS_TABLES')",
  );
  const [[id] = []] = await place.query(
    `select table_id from information_schema.${String(view)} where name = concat(database(), '/t')`,
  );
  return id;
}

async function claimOf(place: Place, operation: Operation): Promise<Effect> {
  const [hazard] = place.server.hazards.hazardsOf(operation, await place.read());
  if (hazard === undefined) return "nothing";
  return hazard.message.endsWith("go on") ? "a new table, online" : "writers wait";
}

describeEachPlace(places, "the hazards are what the server does on %s", (_name, create) => {
  let place: Place;

  beforeAll(async () => {
    place = await create("hazards");
  });

  beforeEach(async () => {
    await place.query("drop table if exists t");
    for (const sql of SETUP) await place.query(sql);
  });

  afterAll(() => place.close());

  test.each(Object.entries(OPERATIONS))("%s", async (_what, operation) => {
    const claimed = await claimOf(place, operation);
    expect(claimed).toBe(await effectOf(place, operation));
  });
});
