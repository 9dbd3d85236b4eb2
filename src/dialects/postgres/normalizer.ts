import type { DriverConnection } from "../../dialect/driver";
import type { Introspector, Normalizer } from "../../dialect/introspector";
import { OrmError } from "../../errors/orm-error";
import { findColumn, findEnum, findTable } from "../../schema/lookup";
import type { CheckConstraint, Column, Index, Schema, Table } from "../../schema/model";
import { isSameData } from "../../util/stable-json";
import { applyFixedRules } from "./fixed-rules";
import { buildScratch, type ScratchTable, type ScratchWriter } from "./scratch";

/** Functions that give the same moment, though the server keeps their spellings apart. */
const SAME_MOMENT = /^(now\(\)|current_timestamp|transaction_timestamp\(\))$/i;

export interface NormalizerParts {
  readonly defaultSchema: string;
  readonly introspector: Introspector;
  readonly writer: ScratchWriter;
}

/**
 * Brings a wanted schema into the server's spelling. Fixed rules do for most of it. Where the text of an expression still differs from the
 * live one, the expression goes into a temporary table inside a transaction that is rolled back, and is read back in the server's words.
 * Nothing is evaluated, nothing stays. Without the right to create temporary tables the text is compared as it stands.
 */
export function createNormalizer({ defaultSchema, introspector, writer }: NormalizerParts): Normalizer {
  return {
    normalize: async (connection, wanted, actual) => {
      const fixed = applyFixedRules(wanted, defaultSchema);
      const asked = fixed.tables.flatMap((table) => {
        const live = liveTable(actual, table);
        return live === undefined || isSpeltAlike(table, live) ? [] : [table];
      });
      if (asked.length === 0) return adopt(fixed, actual);
      const missing = fixed.enums.filter((type) => !isSameData(findEnum(actual, type)?.values, type.values));
      const scratch = buildScratch(asked, missing, writer);
      const read = await readBack(connection, scratch.sql, introspector);
      const entries = new Map(scratch.tables.map((entry) => [entry.table, entry]));
      const tables = fixed.tables.map((table) => withAnswer(table, entries.get(table), read));
      return adopt({ ...fixed, tables }, actual);
    },
  };
}

function liveTable(actual: Schema, table: Table): Table | undefined {
  const live = findTable(actual, table);
  if (live !== undefined || table.renamedFrom === undefined) return live;
  return findTable(actual, { ...table, name: table.renamedFrom });
}

/** Whether every expression of the wanted table stands in the live one letter by letter. */
function isSpeltAlike(table: Table, live: Table): boolean {
  const checks = new Set(live.checks.map(({ expression }) => expression));
  return (
    table.columns.every((column) => isColumnSpeltAlike(column, liveColumn(live, column))) &&
    table.checks.every(({ expression }) => checks.has(expression)) &&
    table.indexes.every((index) => isIndexSpeltAlike(index, live))
  );
}

function liveColumn(live: Table, column: Column): Column | undefined {
  return (
    findColumn(live, column.name) ??
    (column.renamedFrom === undefined ? undefined : findColumn(live, column.renamedFrom))
  );
}

function isColumnSpeltAlike(column: Column, live: Column | undefined): boolean {
  if (column.default === undefined && column.generated === undefined) return true;
  return live !== undefined && isSameData(column.default, live.default) && isSameData(column.generated, live.generated);
}

function isIndexSpeltAlike(index: Index, live: Table): boolean {
  const hasText = index.where !== undefined || index.parts.some(({ expression }) => expression !== undefined);
  return !hasText || live.indexes.some((other) => other.where === index.where && isSameData(other.parts, index.parts));
}

/**
 * Runs the scratch statements and reads the temporary tables. It is its own transaction, or a savepoint inside the caller's.
 * An answer that cannot be had is no answer: the caller keeps its text. A lost connection is the caller's matter.
 */
async function readBack(
  connection: DriverConnection,
  sql: string,
  introspector: Introspector,
): Promise<ReadonlyMap<string, Table>> {
  const undo = await openScratchTransaction(connection);
  try {
    await connection.execute(sql, []);
    const { rows } = await connection.execute("select nspname from pg_namespace where oid = pg_my_temp_schema()", []);
    if (rows.length === 0) return new Map();
    const { tables } = await introspector.read(connection, { schemas: [String(rows[0]![0])] });
    return new Map(tables.map((table) => [table.name, table]));
  } catch (error) {
    if (!connection.isOpen) throw error;
    return new Map();
  } finally {
    if (connection.isOpen) for (const statement of undo) await connection.execute(statement, []);
  }
}

async function openScratchTransaction(connection: DriverConnection): Promise<readonly string[]> {
  try {
    await connection.execute("SAVEPOINT orm_scratch", []);
    return ["ROLLBACK TO SAVEPOINT orm_scratch", "RELEASE SAVEPOINT orm_scratch"];
  } catch (error) {
    if (readSqlState(error) !== "25P01") throw error;
    await connection.execute("BEGIN", []);
    return ["ROLLBACK"];
  }
}

function readSqlState(error: unknown): unknown {
  return OrmError.is(error) ? error.details["sqlstate"] : (error as { code?: unknown }).code;
}

/** The table with the server's words in place of its own, wherever the server gave some. */
function withAnswer(table: Table, entry: ScratchTable | undefined, tables: ReadonlyMap<string, Table>): Table {
  const read = entry === undefined ? undefined : tables.get(entry.name);
  if (entry === undefined || read === undefined) return table;
  return {
    ...table,
    columns: table.columns.map((column) => withColumnAnswer(column, findColumn(read, column.name))),
    checks: table.checks.map((check, place) => withCheckAnswer(check, read, entry.checkNames[place]!)),
    indexes: table.indexes.map((index, place) => withIndexAnswer(index, read, entry.indexNames[place]!)),
  };
}

function withColumnAnswer(column: Column, read: Column | undefined): Column {
  if (read === undefined) return column;
  const { default: value, generated, ...rest } = column;
  return {
    ...rest,
    ...(value === undefined ? {} : { default: read.default ?? value }),
    ...(generated === undefined ? {} : { generated: read.generated ?? generated }),
  };
}

function withCheckAnswer(check: CheckConstraint, read: Table, name: string): CheckConstraint {
  const found = read.checks.find((other) => other.name === name);
  return found === undefined ? check : { ...check, expression: found.expression };
}

function withIndexAnswer(index: Index, read: Table, name: string): Index {
  const found = read.indexes.find((other) => other.name === name);
  return found === undefined ? index : { ...found, name: index.name };
}

/** Where two spellings mean the same and the server keeps both, the live one is taken. */
function adopt(schema: Schema, actual: Schema): Schema {
  return {
    ...schema,
    tables: schema.tables.map((table) => {
      const live = liveTable(actual, table);
      if (live === undefined) return table;
      return { ...table, columns: table.columns.map((column) => adoptMoment(column, liveColumn(live, column))) };
    }),
  };
}

function adoptMoment(column: Column, live: Column | undefined): Column {
  const wanted = column.default;
  const found = live?.default;
  if (wanted?.kind !== "expression" || found?.kind !== "expression") return column;
  return SAME_MOMENT.test(wanted.sql) && SAME_MOMENT.test(found.sql) ? { ...column, default: found } : column;
}
