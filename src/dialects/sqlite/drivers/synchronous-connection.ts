import type { DriverField, DriverResult } from "../../../dialect/driver";
import type { BoundValue } from "../bind-value";
import type { StatementShape } from "../statement-shape";
import type { NativeConnection } from "./driver-package";
import { describeChange } from "./describe-change";
import { StatementCache } from "./statement-cache";

/** A prepared statement of a package that answers at once: rows as arrays, integers as bigint. */
export interface SynchronousStatement {
  readonly returnsRows: boolean;
  fields(): readonly DriverField[];
  all(parameters: readonly BoundValue[]): unknown[][];
  run(parameters: readonly BoundValue[]): { readonly changes: number; readonly insertId: number | bigint };
}

/** A database of such a package. */
export interface SynchronousDatabase {
  prepare(sql: string): SynchronousStatement;
  close(): void;
}

const KEPT_STATEMENTS = 200;

/** A connection over a synchronous package. */
export function createSynchronousConnection(
  database: SynchronousDatabase,
  keepsBusyStatements = false,
): NativeConnection {
  /** The statement that failed last, for another attempt with the very same one. */
  let failed: { readonly sql: string; readonly statement: SynchronousStatement } | undefined;
  const kept = new StatementCache<SynchronousStatement>(KEPT_STATEMENTS);
  const prepare = (sql: string, keep: boolean): SynchronousStatement => {
    const found = failed?.sql === sql ? failed.statement : kept.get(sql);
    if (found !== undefined) return found;
    const statement = database.prepare(sql);
    if (keep) kept.set(sql, statement);
    return statement;
  };
  const readInsertId = (reported: number | bigint): number | bigint =>
    typeof reported === "number" && !Number.isSafeInteger(reported)
      ? (database.prepare("SELECT last_insert_rowid()").all([])[0]?.[0] as bigint)
      : reported;
  const run = (statement: SynchronousStatement, shape: StatementShape, bound: readonly BoundValue[]): DriverResult => {
    if (!statement.returnsRows) {
      const { changes, insertId } = statement.run(bound);
      return describeChange(shape, changes, () => readInsertId(insertId));
    }
    const rows = statement.all(bound);
    for (const row of rows) shortenIntegers(row);
    return { fields: statement.fields(), rows, affected: shape.returningStart === undefined ? 0 : rows.length };
  };
  return {
    keepsBusyStatements,
    execute(shape: StatementShape, parameters: readonly BoundValue[], keep: boolean): DriverResult {
      const statement = prepare(shape.sql, keep && !shape.isSchemaChange);
      if (shape.isSchemaChange) kept.clear();
      failed = { sql: shape.sql, statement };
      const result = run(statement, shape, parameters.map(toInteger));
      failed = undefined;
      return result;
    },
    close() {
      kept.clear();
      database.close();
    },
  };
}

/** These packages bind every number as a float; whole numbers are integers to everybody else. */
function toInteger(value: BoundValue): BoundValue {
  return typeof value === "number" && Number.isSafeInteger(value) && !Object.is(value, -0) ? BigInt(value) : value;
}

function shortenIntegers(row: unknown[]): void {
  for (let index = 0; index < row.length; index += 1) {
    const value = row[index];
    if (typeof value === "bigint") {
      const short = Number(value);
      if (Number.isSafeInteger(short)) row[index] = short;
    } else if (value instanceof Uint8Array && !Buffer.isBuffer(value)) {
      row[index] = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    }
  }
}
