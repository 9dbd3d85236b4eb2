import type { ResolvedDialect } from "../dialect/dialect";
import type { DriverConnection } from "../dialect/driver";
import type { RunnerTable } from "./runner-table";

/** A value of a runner's table; times are texts, lists are JSON. */
export type RunnerValue = string | number | null;

const LARGEST_PART = 64;
/** The most characters of one statement: servers refuse packets of several megabytes. */
const LONGEST_STATEMENT = 1_000_000;

/** Rows of a table of the runner's, each a list of values in the order of the columns. */
export interface RunnerRows {
  /** Adds rows, many in one statement. */
  insert(connection: DriverConnection, rows: readonly (readonly RunnerValue[])[]): Promise<void>;
  /** Reads some columns; `tail` comes behind FROM and may hold placeholders. */
  select(
    connection: DriverConnection,
    columns: readonly string[],
    tail?: string,
    parameters?: readonly RunnerValue[],
  ): Promise<readonly (readonly unknown[])[]>;
  /** Sets columns of the row with this value in its key column. */
  update(
    connection: DriverConnection,
    key: readonly [column: string, value: RunnerValue],
    values: Readonly<Record<string, RunnerValue>>,
  ): Promise<void>;
  /** Removes the rows with one of these values in a column. */
  remove(connection: DriverConnection, column: string, values: readonly RunnerValue[]): Promise<void>;
}

/** Reads and writes a table of the runner's; every value is bound. */
export function createRunnerRows(dialect: ResolvedDialect, table: RunnerTable, columns: readonly string[]): RunnerRows {
  const { queries, capabilities } = dialect;
  const quote = (name: string): string => queries.quoteIdentifier(name);
  const list = columns.map(quote).join(", ");
  const most = Math.max(1, Math.floor(Math.min(capabilities.maxParameters, 10_000) / columns.length));

  async function run(connection: DriverConnection, sql: string, parameters: readonly RunnerValue[], prepare = false) {
    try {
      return await connection.execute(sql, parameters, { prepare });
    } catch (error) {
      throw dialect.errors.translate(error, { sql });
    }
  }

  function placeholders(count: number, from = 1): string {
    return Array.from({ length: count }, (_, index) => queries.placeholder(from + index)).join(", ");
  }

  return {
    async insert(connection, rows) {
      for (const chunk of chunksOf(rows, most).flatMap(inPowersOfTwo)) {
        const tuples = chunk.map((row, index) => `(${placeholders(row.length, index * row.length + 1)})`);
        const sql = `INSERT INTO ${table.sql} (${list}) VALUES ${tuples.join(", ")}`;
        // One row comes again with every revision of a run, the others hardly ever.
        await run(connection, sql, chunk.flat(), chunk.length === 1);
      }
    },
    async select(connection, names, tail = "", parameters = []) {
      const sql = `SELECT ${names.map(quote).join(", ")} FROM ${table.sql}${tail === "" ? "" : ` ${tail}`}`;
      return (await run(connection, sql, parameters)).rows;
    },
    async update(connection, [column, value], values) {
      const names = Object.keys(values);
      const sets = names.map((name, index) => `${quote(name)} = ${queries.placeholder(index + 1)}`).join(", ");
      const where = `${quote(column)} = ${queries.placeholder(names.length + 1)}`;
      await run(connection, `UPDATE ${table.sql} SET ${sets} WHERE ${where}`, [...Object.values(values), value]);
    },
    async remove(connection, column, values) {
      for (const chunk of chunksOf(
        values.map((value) => [value]),
        1_000,
      )) {
        const sql = `DELETE FROM ${table.sql} WHERE ${quote(column)} IN (${placeholders(chunk.length)})`;
        await run(connection, sql, chunk.flat(), chunk.length === 1);
      }
    },
  };
}

/** Parts of 64, 32, 16 ... rows: a run writes a few statements again and again, instead of another one for each number of rows. */
function inPowersOfTwo<Row>(rows: readonly Row[]): readonly (readonly Row[])[] {
  const parts: (readonly Row[])[] = [];
  for (let start = 0, size = LARGEST_PART; start < rows.length;) {
    if (start + size > rows.length) size /= 2;
    else parts.push(rows.slice(start, (start += size)));
  }
  return parts;
}

/** Rows in groups that one statement can hold. */
function chunksOf<Row extends readonly RunnerValue[]>(rows: readonly Row[], most: number): readonly (readonly Row[])[] {
  const chunks: Row[][] = [];
  let length = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    const own = row.reduce<number>((sum, value) => sum + (typeof value === "string" ? value.length : 8), 0);
    const last = chunks.at(-1);
    if (last === undefined || last.length >= most || length + own > LONGEST_STATEMENT) {
      chunks.push([row]);
      length = own;
    } else {
      last.push(row);
      length += own;
    }
  }
  return chunks;
}
