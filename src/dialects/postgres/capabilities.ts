import type { Capabilities } from "../../dialect/capabilities";

/** Facts that only the compilers of this dialect read. */
export interface PostgresFeatures {
  /** UNIQUE NULLS NOT DISTINCT. */
  readonly nullsNotDistinct: boolean;
  /** ON DELETE SET NULL (column). */
  readonly onDeleteColumns: boolean;
  /** ALTER COLUMN ... SET EXPRESSION. */
  readonly setExpression: boolean;
  /** Generated columns that are computed when read. */
  readonly virtualColumns: boolean;
  /** Keys WITHOUT OVERLAPS and foreign keys over a PERIOD. */
  readonly temporalKeys: boolean;
  /** CREATE OR REPLACE TRIGGER. */
  readonly replaceTrigger: boolean;
  /** ALTER ... SET ACCESS METHOD. */
  readonly setAccessMethod: boolean;
  /** Constraints may be NOT ENFORCED, and NOT NULL is one of them. */
  readonly notNullConstraints: boolean;
  /** SET COMPRESSION. */
  readonly columnCompression: boolean;
  /** The setting `client_connection_check_interval`. */
  readonly connectionCheck: boolean;
}

/** The oldest version that Ormolu supports. */
export const OLDEST_MAJOR = 13;

/** The first number of a version: 15 of `15.18`. */
export function majorOf(version: string): number {
  return Number.parseInt(version, 10);
}

export function featuresOf(version: string): PostgresFeatures {
  const major = majorOf(version);
  return {
    nullsNotDistinct: major >= 15,
    onDeleteColumns: major >= 15,
    setExpression: major >= 17,
    virtualColumns: major >= 18,
    temporalKeys: major >= 18,
    replaceTrigger: major >= 14,
    setAccessMethod: major >= 15,
    notNullConstraints: major >= 18,
    columnCompression: major >= 14,
    connectionCheck: major >= 14,
  };
}

export const postgresCapabilities: Capabilities = {
  transactionalDdl: true,
  autocommitBlocks: true,
  schemas: true,
  namedEnums: true,
  inlineEnums: false,
  namedPrimaryKeys: true,
  tableComments: true,
  columnComments: true,
  deferrableConstraints: true,
  typedForeignKeys: true,
  partialIndexes: true,
  expressionIndexes: true,
  exclusionConstraints: true,
  uniqueConstraints: true,
  inheritedTables: true,
  generatedColumns: true,
  identityColumns: true,
  numbering: "any",
  insertReturning: true,
  updateReturning: true,
  deleteReturning: true,
  deleteUsing: true,
  limitedWrites: false,
  conflictTargets: true,
  writingCommonTables: true,
  lateralSources: true,
  rightJoins: true,
  fullJoins: true,
  distinctOn: true,
  rollup: true,
  intersectAll: true,
  windowFrames: true,
  lockedTables: true,
  lockWaiting: true,
  arrays: true,
  jsonContainment: true,
  jsonTables: true,
  arrayParameters: true,
  uuidGeneration: true,
  advisoryLocks: true,
  maxParameters: 65_535,
  maxIdentifierBytes: 63,
};

/** In the process there is one session, which nobody else can hold a lock against. */
export const pgliteCapabilities: Capabilities = { ...postgresCapabilities, advisoryLocks: false };
