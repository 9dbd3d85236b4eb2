import { DataSource } from "../../data-source/data-source";
import type { DataSourceOptions } from "../../data-source/data-source-options";
import type { Dialect, DialectOptions, ResolvedDialect } from "../../dialect/dialect";
import type { DriverConnection } from "../../dialect/driver";
import { diff } from "../../diff/diff";
import { OrmError } from "../../errors/orm-error";
import { applyOperations } from "../../migrate/apply-operations";
import { runStatement } from "../../migrate/run-statement";
import { summarizeOperation } from "../../operations/definitions";
import type { Operation } from "../../operations/operation";
import type { Schema } from "../../schema/model";

/** An empty database of the dialect under test, and what checks do with it. */
export interface DialectBench {
  readonly dialect: ResolvedDialect;
  readonly dataSource: DataSource;
  /** Runs operations as a revision does: lowered, compiled, in a transaction of their own. */
  run(...operations: readonly Operation[]): Promise<void>;
  /** What the database has. */
  read(): Promise<Schema>;
  /** What would have to be done to the one to make the other of it; empty where both are the same. */
  differences(actual: Schema, wanted: Schema): Promise<readonly string[]>;
  /** Runs SQL on a connection of the pool; the raw rows. */
  query(sql: string, parameters?: readonly unknown[]): Promise<readonly (readonly unknown[])[]>;
  /** The translated error of a statement that must fail. */
  failure(sql: string): Promise<OrmError>;
  /** Lends a connection. */
  withConnection<T>(work: (connection: DriverConnection) => Promise<T>): Promise<T>;
  /** Makes the database empty again. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** Connects to an empty database. */
export async function openDialectBench(dialect: Dialect, options: DialectOptions): Promise<DialectBench> {
  const place = { ...options, type: dialect, entities: [], synchronize: false } as unknown as DataSourceOptions;
  const dataSource = await new DataSource(place).initialize();
  const resolved = dataSource.dialect;
  const { introspector, normalizer } = resolved;
  const withConnection: DialectBench["withConnection"] = (work) => dataSource.withConnection(work);
  const query: DialectBench["query"] = (sql, parameters) =>
    withConnection(async (connection) => (await runStatement(resolved, connection, sql, parameters)).rows);
  return {
    dialect: resolved,
    dataSource,
    query,
    withConnection,
    read: () => withConnection((connection) => introspector.read(connection, {})),
    run: (...operations) => withConnection((connection) => applyOperations(resolved, connection, operations, {})),
    async differences(actual, wanted) {
      const { capabilities, types, objectChanges } = resolved;
      const normalized = await withConnection((connection) => normalizer.normalize(connection, wanted, actual));
      const options = { capabilities, types, objectChanges, answers: { noRenames: true } };
      return diff(actual, normalized, options).operations.map(summarizeOperation);
    },
    async failure(sql) {
      const error = await query(sql).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      if (OrmError.is(error)) return error;
      throw broken(`the statement ${error === undefined ? "succeeded" : "threw what is no OrmError"}: ${sql}`, error);
    },
    clear: () => dataSource.dropDatabase(),
    close: () => dataSource.destroy(),
  };
}

/** A dialect that does not keep its word. */
export function broken(message: string, cause?: unknown): OrmError {
  return new OrmError("TESTING.DIALECT_BROKEN", message, {
    hint: "Correct the dialect; what each of its parts promises stands in the comments of its interfaces.",
    ...(cause === undefined ? {} : { cause }),
  });
}

/** @throws OrmError `TESTING.DIALECT_BROKEN` where two values are not the same. */
export function requireSame(what: string, actual: unknown, expected: unknown): void {
  const [left, right] = [print(actual), print(expected)];
  if (left !== right) throw broken(`${what}: ${left}, and it should be ${right}`);
}

/** @throws OrmError `TESTING.DIALECT_BROKEN` with the message, where something does not hold. */
export function requireTrue(holds: boolean, message: string): void {
  if (!holds) throw broken(message);
}

/** Values as text in which different ones differ. */
function print(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) => (typeof inner === "bigint" ? `${inner}n` : inner)) ?? "undefined"
  );
}
