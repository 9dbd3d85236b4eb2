import type { BoundValue } from "../bind-value";
import type { DriverPackage, OpenSettings } from "./driver-package";
import { createSynchronousConnection, type SynchronousStatement } from "./synchronous-connection";

interface Statement {
  setReturnArrays(enabled: boolean): void;
  setReadBigInts(enabled: boolean): void;
  columns(): readonly { readonly name: string; readonly type: string | null }[];
  all(...parameters: readonly BoundValue[]): unknown[][];
  run(...parameters: readonly BoundValue[]): {
    readonly changes: number | bigint;
    readonly lastInsertRowid: number | bigint;
  };
}

interface NodeSqliteModule {
  readonly DatabaseSync: new (
    path: string,
    options?: { readonly readOnly: boolean },
  ) => {
    prepare(sql: string): Statement;
    close(): void;
  };
}

/** The module `node:sqlite`, in the Node versions whose statements can return arrays. */
export const nodeSqlite: DriverPackage = {
  name: "node:sqlite",
  installHint: "use Node 22.16 or newer, which has node:sqlite",
  isModule: (module) => typeof module === "object" && module !== null && "DatabaseSync" in module,
  check(module) {
    const { DatabaseSync } = module as NodeSqliteModule;
    const database = new DatabaseSync(":memory:");
    const statement = database.prepare("SELECT 1");
    statement.setReturnArrays(true);
    statement.columns();
    database.close();
  },
  open(module, { path, readonly }: OpenSettings) {
    const { DatabaseSync } = module as NodeSqliteModule;
    const database = new DatabaseSync(path, { readOnly: readonly });
    return createSynchronousConnection({
      prepare: (sql) => wrapStatement(database.prepare(sql)),
      close: () => database.close(),
    });
  },
};

function wrapStatement(statement: Statement): SynchronousStatement {
  statement.setReturnArrays(true);
  statement.setReadBigInts(true);
  const fields = statement.columns().map(({ name, type }) => ({ name, type: type ?? undefined }));
  return {
    returnsRows: fields.length > 0,
    fields: () => fields,
    all: (parameters) => statement.all(...parameters),
    run: (parameters) => {
      const { changes, lastInsertRowid } = statement.run(...parameters);
      const id = Number(lastInsertRowid);
      return { changes: Number(changes), insertId: Number.isSafeInteger(id) ? id : lastInsertRowid };
    },
  };
}
