import { OrmError } from "../../errors/orm-error";
import type { ValueKind } from "../../dialect/type-system";
import type { Column, Table } from "../../schema/model";
import { requireSame, requireTrue, type DialectBench } from "./dialect-bench";
import type { DialectCheck } from "./dialect-check";

/** A portable type, and values that a column of it gives back as they were. */
interface PortableType {
  readonly type: string;
  readonly kind: ValueKind;
  readonly values: readonly unknown[];
  /** Values that a database may refuse to hold, but never change. */
  readonly exactOrNone?: readonly unknown[];
}

const TEXTS = ["plain", "größe 🦉", 'it\'s "quoted" `twice` \\n', "two\nlines\ttab", ""];
const DATES = [new Date("2026-11-20T18:27:33.000Z"), new Date("1999-12-31T23:59:59.000Z")];

/** The types that revision files may name on every database. */
const TYPES: readonly PortableType[] = [
  { type: "integer", kind: "number", values: [0, -2_147_483_648, 2_147_483_647] },
  { type: "smallint", kind: "number", values: [-32_768, 32_767] },
  { type: "bigint", kind: "bigint", values: [9_223_372_036_854_775_807n, -9_223_372_036_854_775_808n] },
  { type: "boolean", kind: "boolean", values: [true, false] },
  { type: "text", kind: "string", values: TEXTS },
  { type: "varchar(255)", kind: "string", values: TEXTS },
  { type: "char(3)", kind: "string", values: ["abc"] },
  { type: "decimal(20,4)", kind: "string", values: ["12.3400", "-0.5000"], exactOrNone: ["1234567890123456.7891"] },
  { type: "double precision", kind: "number", values: [0.1, -1.5e300] },
  { type: "date", kind: "string", values: ["2026-11-20", "0999-01-01"] },
  { type: "timestamp", kind: "date", values: DATES },
  { type: "json", kind: "object", values: [{ a: [1, null, "x"], b: { c: true } }, [], "text", 5] },
  { type: "uuid", kind: "string", values: ["3f2a9c1d-7b4e-4c5d-8e9f-0a1b2c3d4e5f"] },
  { type: "blob", kind: "buffer", values: [Buffer.from([0, 1, 39, 92, 255]), Buffer.alloc(0)] },
];

/** Types as text, and their columns and values in the database. */
export const typeChecks: readonly DialectCheck[] = [
  {
    name: "tells types apart that are not the same",
    async check({ dialect }) {
      const { types } = dialect;
      for (const [left, right] of [
        ["integer", "text"],
        ["varchar(10)", "varchar(20)"],
        ["decimal(10,2)", "decimal(10,3)"],
        ["blob", "date"],
      ] as const) {
        requireTrue(!types.same(left, right), `${left} and ${right} are the same`);
      }
    },
  },
  {
    name: "does not have a type that nobody has",
    async check({ dialect }) {
      requireTrue(!dialect.types.has("no_such_type", new Set()), 'it has the type "no_such_type"');
      requireTrue(dialect.types.names.length > 0, "it names no types");
    },
  },
  {
    name: "refuses a value that a column cannot hold, before it is sent",
    async check({ dialect }) {
      const { encode } = dialect.types.codec("integer", "number");
      try {
        encode?.({ not: "a number" });
      } catch (error) {
        requireTrue(OrmError.is(error, "QUERY.INVALID_VALUE"), "it throws another error than QUERY.INVALID_VALUE");
        return;
      }
      requireTrue(false, "an object is taken for an integer");
    },
  },
  ...TYPES.flatMap(checksOf),
];

function checksOf(portable: PortableType): readonly DialectCheck[] {
  const { type } = portable;
  return [
    { name: `writes the type "${type}" in one way`, check: async (bench) => checkSpelling(bench, type) },
    { name: `reads a column of "${type}" back as one`, check: (bench) => checkColumn(bench, type) },
    { name: `gives values of "${type}" back as they were`, check: (bench) => checkValues(bench, portable) },
  ];
}

function checkSpelling({ dialect: { types } }: DialectBench, type: string): void {
  const native = types.format(type);
  requireSame(`the native spelling of ${type}, written again`, types.format(native), native);
  requireTrue(types.same(type, native), `${type} and ${native} are not the same`);
  requireTrue(types.has(type, new Set()), `it does not have ${type}`);
  requireTrue(types.parse(native).name !== "", `${native} has no name when it is taken apart`);
}

async function checkColumn({ dialect, run, read }: DialectBench, type: string): Promise<void> {
  await run({ kind: "createTable", table: tableWith({ name: "value", type, nullable: true }) });
  const { tables } = await read();
  const column = tables[0]?.columns.find(({ name }) => name === "value");
  requireTrue(column !== undefined, "the column is not there");
  requireTrue(dialect.types.same(column!.type, type), `the column of ${type} is read as ${column!.type}`);
}

async function checkValues(bench: DialectBench, portable: PortableType): Promise<void> {
  const { type, kind } = portable;
  const { dialect, run, query } = bench;
  const { queries, types } = dialect;
  await run({ kind: "createTable", table: tableWith({ name: "value", type, nullable: true }) });
  const { encode, decode } = types.codec(type, kind);
  const doubtful = (portable.exactOrNone ?? []).filter((value) => !isRefused(() => encode?.(value)));
  const values = [...portable.values, ...doubtful];
  const [id, value] = [queries.quoteIdentifier("id"), queries.quoteIdentifier("value")];
  for (const [at, wanted] of [...values, null].entries()) {
    const sent = wanted === null ? null : (encode?.(wanted) ?? wanted);
    const places = `${queries.placeholder(1)}, ${queries.placeholder(2)}`;
    await query(`INSERT INTO ${queries.quoteIdentifier("t")} (${id}, ${value}) VALUES (${places})`, [at, sent]);
  }
  const rows = await query(`SELECT ${value} FROM ${queries.quoteIdentifier("t")} ORDER BY ${id}`);
  const got = rows.map(([raw]) => (raw === null || raw === undefined ? null : (decode?.(raw) ?? raw)));
  requireSame(`the values of ${type}`, got.map(comparable), [...values, null].map(comparable));
}

function isRefused(work: () => unknown): boolean {
  try {
    work();
    return false;
  } catch (error) {
    if (OrmError.is(error, "QUERY.INVALID_VALUE")) return true;
    throw error;
  }
}

/** Bytes may come as any kind of byte array. */
function comparable(value: unknown): unknown {
  return value instanceof Uint8Array ? `0x${Buffer.from(value).toString("hex")}` : value;
}

function tableWith(column: Column): Table {
  return {
    name: "t",
    columns: [{ name: "id", type: "integer", nullable: false }, column],
    uniques: [],
    foreignKeys: [],
    checks: [],
    indexes: [],
  };
}
