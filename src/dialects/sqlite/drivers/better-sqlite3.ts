import type { DriverField } from "../../../dialect/driver";
import type { BoundValue } from "../bind-value";
import type { DriverPackage, NativeConnection, OpenSettings } from "./driver-package";
import { createSynchronousConnection, type SynchronousStatement } from "./synchronous-connection";

interface Statement {
  readonly reader: boolean;
  raw(): Statement;
  safeIntegers(enabled: boolean): Statement;
  columns(): readonly { readonly name: string; readonly type: string | null }[];
  all(parameters: readonly BoundValue[]): unknown[][];
  run(parameters: readonly BoundValue[]): { readonly changes: number; readonly lastInsertRowid: number | bigint };
}

interface Database {
  prepare(sql: string): Statement;
  close(): void;
}

/** The constructor that better-sqlite3 exports, and whoever has the same interface. */
export type BetterSqlite3Module = new (path: string, options?: { readonly readonly: boolean }) => Database;

/** The package `better-sqlite3`. */
export const betterSqlite3: DriverPackage = {
  name: "better-sqlite3",
  installHint: "npm install better-sqlite3",
  isModule: (module) =>
    typeof module === "function" && "prepare" in (module.prototype as object) && !("syncUntil" in module.prototype),
  check: checkBetterSqlite3,
  open: (module, settings) => openBetterSqlite3(module, settings, false),
};

/** Opens a database with a module that has the interface of better-sqlite3. */
export function openBetterSqlite3(
  module: unknown,
  { path, readonly }: OpenSettings,
  keepsBusyStatements: boolean,
): NativeConnection {
  const Constructor = module as BetterSqlite3Module;
  const database = new Constructor(path, { readonly });
  const prepare = (sql: string): SynchronousStatement => wrapStatement(database.prepare(sql));
  return createSynchronousConnection({ prepare, close: () => database.close() }, keepsBusyStatements);
}

/** The binary is loaded by the first database, not by the module. */
export function checkBetterSqlite3(module: unknown): void {
  const Constructor = module as BetterSqlite3Module;
  new Constructor(":memory:").close();
}

function wrapStatement(statement: Statement): SynchronousStatement {
  const returnsRows = statement.reader;
  statement.safeIntegers(true);
  if (returnsRows) statement.raw();
  let fields: readonly DriverField[] | undefined;
  return {
    returnsRows,
    fields: () => (fields ??= statement.columns().map(({ name, type }) => ({ name, type: type ?? undefined }))),
    all: (parameters) => statement.all(parameters),
    run: (parameters) => {
      const { changes, lastInsertRowid } = statement.run(parameters);
      return { changes, insertId: shorten(lastInsertRowid) };
    },
  };
}

function shorten(id: number | bigint): number | bigint {
  const short = Number(id);
  return typeof id === "bigint" && Number.isSafeInteger(short) ? short : id;
}
