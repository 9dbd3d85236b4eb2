import type { Operation } from "../../../src/operations/operation";
import type { Column } from "../../../src/schema/model";
import { describeEachPlace } from "../../support/each-place";
import { serverPlaces, type Place } from "./place";

const table = { name: "t" };
const SETUP = `
  create domain plain_text as text;
  create domain filled_text as text check (value <> '');
  create type mood as enum ('a', 'b');
  create table p (id integer primary key);
  insert into p values (1), (2);
  create table t (
    id integer primary key, i integer, n integer not null, a varchar(50), b varchar(50), w varchar(100), x text, m mood,
    big bigint, num numeric(8,2), ts timestamp(3), tz timestamptz(3), iv interval(3), vb varbit(4), net cidr, o oid,
    list varchar(10)[], flat real, day date, doc json, uid uuid, pad char(3), known integer, ranged integer,
    constraint known_known check (known is not null), constraint b_filled check (b <> '')
  );
  create index t_a on t (a);
  create index t_o on t (o);
  insert into t (id, i, n, a, b, known, ranged) values (1, 1, 1, 'a', 'b', 1, 1);
  alter table t add constraint ranged_ranged check (ranged > 0) not valid;`;

const add = (type: string, more: Partial<Column> = {}): Operation => ({
  kind: "addColumn",
  table,
  column: { name: "added", type, nullable: true, ...more },
});
const computed = (sql: string): Partial<Column> => ({ default: { kind: "expression", sql } });
const become = (column: string, type: string, using?: string): Operation => ({
  kind: "alterColumn",
  table,
  column,
  change: { type },
  ...(using === undefined ? {} : { using }),
});
const index = { name: "ix", parts: [{ column: "i" }] };
const foreignKey = { name: "fk", columns: ["i"], references: { table: "p", columns: ["id"] } };

const OPERATIONS: Readonly<Record<string, Operation>> = {
  "a nullable column": add("integer"),
  "a column with a constant": add("integer", { nullable: false, default: { kind: "literal", value: 3 } }),
  "a column with the time of the statement": add("timestamptz", computed("now()")),
  "a column with a steady function": add("text", computed("lower('X')")),
  "a column with a random default": add("double precision", computed("random()")),
  "a numbered column": add("integer", { nullable: false, autoIncrement: true }),
  "an identity column": add("integer", { nullable: false, identity: { always: true } }),
  "a stored column": add("integer", { generated: { expression: "i + 1", stored: true } }),
  "a column of a domain": add("plain_text"),
  "a column of a domain with a check": add("filled_text"),
  "a longer text": become("w", "varchar(200)"),
  "a longer text under an index": become("a", "varchar(100)"),
  "a longer text under a check": become("b", "varchar(100)"),
  "a longer text with a plain cast": become("w", "varchar(200)", "w::varchar(200)"),
  "a longer text with an expression": become("w", "varchar(200)", "lower(w)"),
  "a shorter text": become("w", "varchar(10)"),
  "varchar to text": become("w", "text"),
  "text to varchar": become("x", "varchar"),
  "text to varchar(50)": become("x", "varchar(50)"),
  "text to a domain": become("x", "plain_text"),
  "text to a domain with a check": become("x", "filled_text"),
  "text to integer": become("x", "integer"),
  "enum to text": become("m", "text"),
  "integer to bigint": become("i", "bigint"),
  "bigint to integer": become("big", "integer"),
  "integer to numeric": become("i", "numeric"),
  "integer to text": become("i", "text"),
  "more digits": become("num", "numeric(12,2)"),
  "another scale": become("num", "numeric(12,4)"),
  "any number of digits": become("num", "numeric"),
  "timestamp, finer": become("ts", "timestamp(6)"),
  "timestamp with a zone": become("ts", "timestamptz"),
  "timestamptz, finer": become("tz", "timestamptz"),
  "timestamptz, coarser": become("tz", "timestamptz(1)"),
  "interval, finer": become("iv", "interval(6)"),
  "more bits": become("vb", "varbit(8)"),
  "cidr to inet": become("net", "inet"),
  "oid to integer": become("o", "integer"),
  "longer texts in a list": become("list", "varchar(20)[]"),
  "real to double precision": become("flat", "double precision"),
  "date to timestamp": become("day", "timestamp"),
  "json to jsonb": become("doc", "jsonb"),
  "uuid to text": become("uid", "text"),
  "char to varchar": become("pad", "varchar(3)"),
  "another collation under an index": { kind: "alterColumn", table, column: "a", change: { collation: "C" } },
  "another collation": { kind: "alterColumn", table, column: "w", change: { collation: "C" } },
  "NOT NULL": { kind: "alterColumn", table, column: "i", change: { nullable: false } },
  "NOT NULL that a check promises": { kind: "alterColumn", table, column: "known", change: { nullable: false } },
  "nullable again": { kind: "alterColumn", table, column: "n", change: { nullable: true } },
  "a default": { kind: "alterColumn", table, column: "i", change: { default: { kind: "literal", value: 1 } } },
  "an index": { kind: "createIndex", table, index },
  "an index less": { kind: "dropIndex", table, index: "t_a" },
  "a unique constraint": { kind: "createUniqueConstraint", table, unique: { name: "uq", columns: ["i"] } },
  "a check": { kind: "createCheckConstraint", table, check: { name: "ck", expression: "i > 0" } },
  "an unchecked check": {
    kind: "createCheckConstraint",
    table,
    check: { name: "ck", expression: "i > 0", notValid: true },
  },
  "a foreign key": { kind: "createForeignKey", table, foreignKey },
  "an unchecked foreign key": { kind: "createForeignKey", table, foreignKey: { ...foreignKey, notValid: true } },
  "a validation": { kind: "validateConstraint", table, type: "check", constraint: "ranged_ranged" },
  "a value less": { kind: "alterEnum", enum: { name: "mood" }, add: [], rename: {}, remove: { b: "a" } },
  "a value used at once": {
    kind: "alterEnum",
    enum: { name: "mood" },
    add: [{ value: "c" }],
    rename: {},
    remove: {},
    usedAtOnce: true,
  },
  "a value more": { kind: "alterEnum", enum: { name: "mood" }, add: [{ value: "c" }], rename: {}, remove: {} },
  "a column less": { kind: "dropColumn", table, column: "w" },
  "another name": { kind: "renameColumn", table, column: "w", newName: "v" },
};

interface Measure {
  readonly file: string;
  readonly indexes: readonly string[];
  readonly scans: number;
}

async function measure(place: Place): Promise<Measure> {
  const [[file, scans] = []] = await place.query(
    "select pg_relation_filenode('t')::text, (select seq_scan from pg_stat_xact_user_tables where relname = 't')::text",
  );
  const indexes = await place.query(
    "select pg_relation_filenode(indexrelid)::text from pg_index where indrelid = 't'::regclass",
  );
  return { file: String(file), scans: Number(scans), indexes: indexes.map(([node]) => String(node)) };
}

/** What a transaction has done to the table: written it anew, or worked through it while writers wait. */
async function effectOf(place: Place, before: Measure): Promise<readonly string[]> {
  const after = await measure(place);
  if (after.file !== before.file) return ["rewrite"];
  // An index may get another id and keep its file.
  const isBuilt = after.indexes.some((file) => !before.indexes.includes(file));
  const blocking = await place.query(
    `select from pg_locks where pid = pg_backend_pid() and relation = 't'::regclass
      and mode in ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')`,
  );
  return (after.scans > before.scans || isBuilt) && blocking.length > 0 ? ["lock"] : [];
}

describeEachPlace(serverPlaces, "the hazards are what the server does on %s", (name, create) => {
  let place: Place;

  beforeAll(async () => {
    place = await create(`hazards_${name.replace(/\W/g, "")}`);
    await place.query("set timezone = 'Europe/Berlin'");
    await place.query(SETUP);
  });

  afterAll(() => place.close());

  test.each(Object.entries(OPERATIONS))("%s", async (_what, operation) => {
    const claimed = place.server.hazards.hazardsOf(operation, await place.read()).map(({ kind }) => kind);
    await place.query("begin");
    try {
      const before = await measure(place);
      await place.apply(operation);
      expect(claimed).toEqual(await effectOf(place, before));
    } finally {
      await place.query("rollback");
    }
  });
});
