import type { Capabilities } from "../../dialect/capabilities";

/** What the newest SQLite can do. */
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
  exclusionConstraints: false,
  uniqueConstraints: true,
  inheritedTables: false,
  generatedColumns: true,
  identityColumns: false,
  numbering: "primaryKey",
  insertReturning: true,
  updateReturning: true,
  deleteReturning: true,
  deleteUsing: false,
  limitedWrites: false,
  conflictTargets: true,
  writingCommonTables: false,
  lateralSources: false,
  rightJoins: true,
  fullJoins: true,
  distinctOn: false,
  rollup: false,
  intersectAll: false,
  windowFrames: true,
  lockedTables: false,
  lockWaiting: false,
  arrays: false,
  jsonContainment: false,
  jsonTables: true,
  arrayParameters: false,
  uuidGeneration: false,
  advisoryLocks: false,
  maxParameters: 32_766,
  maxIdentifierBytes: 1000,
};

/** The facts of one version. */
export function capabilitiesOf(version: string): Capabilities {
  const hasOuterJoins = isAtLeast(version, [3, 39, 0]);
  return hasOuterJoins ? sqliteCapabilities : { ...sqliteCapabilities, rightJoins: false, fullJoins: false };
}

/** Whether aggregates take ORDER BY. */
export function ordersAggregates(version: string): boolean {
  return isAtLeast(version, [3, 44, 0]);
}

/** Whether a version of SQLite has `pragma_table_list`, RETURNING, DROP COLUMN and STRICT tables. */
export function isSupportedVersion(version: string): boolean {
  return isAtLeast(version, [3, 37, 0]);
}

function isAtLeast(version: string, wanted: readonly [number, number, number]): boolean {
  const parts = version.split(".").map((part) => Number.parseInt(part, 10));
  for (const [index, least] of wanted.entries()) {
    const part = parts[index] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}
