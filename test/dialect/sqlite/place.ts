import { rmSync } from "node:fs";
import { join } from "node:path";
import { compileOperation } from "../../../src/dialect/ddl-compiler";
import type { ResolvedDialect } from "../../../src/dialect/dialect";
import type { Driver, DriverConnection } from "../../../src/dialect/driver";
import { diff } from "../../../src/diff/diff";
import { sqliteDialect } from "../../../src/dialects/sqlite";
import type { OrmError } from "../../../src/errors/orm-error";
import type { Operation } from "../../../src/operations/operation";
import type { Schema, Table } from "../../../src/schema/model";
import { withoutStoredAttributes } from "../../../src/schema/stored-attributes";
import { createDatabaseName } from "../../support/database-name";
import { readMatrix, readSession } from "../../support/matrix";

/** Every driver package that is installed here. */
export const driverNames: readonly string[] = readMatrix()
  .targets.filter(({ type }) => type === "sqlite")
  .map(({ driver }) => driver ?? "");

/** A database file of its own, open with one driver package. */
export interface Place {
  readonly file: string;
  readonly driver: Driver;
  readonly connection: DriverConnection;
  readonly dialect: ResolvedDialect;
  query(sql: string, parameters?: readonly unknown[]): Promise<readonly (readonly unknown[])[]>;
  /** The translated error of a statement that must fail. */
  failure(sql: string, parameters?: readonly unknown[]): Promise<OrmError>;
  read(): Promise<Schema>;
  /** The table as it is compared, without the text that the catalog keeps. */
  readTable(name: string): Promise<Table>;
  /** Lowers, compiles and runs operations in the transaction of a revision. */
  apply(...operations: readonly Operation[]): Promise<void>;
  /** The operations that would make the file equal to a schema. */
  differences(wanted: Schema): Promise<readonly Operation[]>;
  close(): Promise<void>;
}

/** Makes an empty file and opens it. */
export async function openPlace(packageName: string, options: Record<string, unknown> = {}): Promise<Place> {
  const file = join(readSession(), `${createDatabaseName()}.sqlite`);
  const driver = sqliteDialect.connect({ type: "sqlite", driver: packageName, database: file, ...options });
  const connection = await driver.open();
  const dialect = sqliteDialect.resolve(await driver.readServerInfo(connection));
  const read = (): Promise<Schema> => dialect.introspector.read(connection, {});
  return {
    file,
    driver,
    connection,
    dialect,
    read,
    query: async (sql, parameters = []) => (await connection.execute(sql, parameters)).rows,
    failure: (sql, parameters = []) => failureOf(connection.execute(sql, parameters), dialect, sql),
    async readTable(name) {
      const { tables } = await read();
      return withoutStoredAttributes(tables.find((table) => table.name === name)!);
    },
    apply: (...operations) => applyOperations(dialect, connection, operations),
    async differences(wanted) {
      const actual = await read();
      const normalized = await dialect.normalizer.normalize(connection, wanted, actual);
      return diff(actual, normalized, { ...dialect, answers: { noRenames: true } }).operations;
    },
    async close() {
      await connection.close();
      await driver.close();
      for (const suffix of ["", "-wal", "-shm", "-journal"]) rmSync(`${file}${suffix}`, { force: true });
    },
  };
}

/** The translated error of something that must fail. */
export async function failureOf(work: Promise<unknown>, dialect: ResolvedDialect, sql?: string): Promise<OrmError> {
  return work.then(
    () => {
      throw new Error("it worked");
    },
    (error: unknown) => dialect.errors.translate(error, sql === undefined ? {} : { sql }),
  );
}

async function applyOperations(
  dialect: ResolvedDialect,
  connection: DriverConnection,
  operations: readonly Operation[],
): Promise<void> {
  const context = { schema: await dialect.introspector.read(connection, {}) };
  const statements = dialect.lowering
    .lower(operations, context)
    .flatMap((operation) => compileOperation(dialect.ddl, operation, context));
  await dialect.locks.beginRevision(connection);
  try {
    for (const { sql, parameters } of statements) await connection.execute(sql, parameters);
    await dialect.locks.commitRevision(connection);
  } catch (error) {
    await dialect.locks.rollbackRevision(connection);
    throw error;
  }
}
