import type { Capabilities } from "../../dialect/capabilities";

/** What SQLite can do from 3.37 on, the oldest version that is supported. */
export const sqliteCapabilities: Capabilities = {
  transactionalDdl: true,
  // The write lock of the transaction is the only one there is: between two transactions another process could migrate.
  autocommitBlocks: false,
  schemas: false,
  namedEnums: false,
  inlineEnums: false,
  namedPrimaryKeys: false,
  tableComments: false,
  columnComments: false,
  deferrableConstraints: true,
  typedForeignKeys: false,
  partialIndexes: true,
  expressionIndexes: true,
  generatedColumns: true,
  identityColumns: false,
  insertReturning: true,
  updateReturning: true,
  arrayParameters: false,
  uuidGeneration: false,
  advisoryLocks: false,
  maxParameters: 32_766,
  maxIdentifierBytes: 1000,
};

const OLDEST = [3, 37, 0] as const;

/** Whether a version of SQLite has `pragma_table_list`, RETURNING, DROP COLUMN and STRICT tables. */
export function isSupportedVersion(version: string): boolean {
  const parts = version.split(".").map((part) => Number.parseInt(part, 10));
  for (const [index, least] of OLDEST.entries()) {
    const part = parts[index] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}
