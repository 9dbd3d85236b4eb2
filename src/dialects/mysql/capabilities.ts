import type { Capabilities } from "../../dialect/capabilities";
import type { MysqlServer } from "./server";

/** The facts of one server. */
export function capabilitiesOf(server: MysqlServer): Capabilities {
  return {
    transactionalDdl: false,
    autocommitBlocks: false,
    schemas: false,
    namedEnums: false,
    inlineEnums: true,
    namedPrimaryKeys: false,
    tableComments: true,
    columnComments: true,
    deferrableConstraints: false,
    typedForeignKeys: true,
    partialIndexes: false,
    expressionIndexes: server.expressionIndexes,
    exclusionConstraints: false,
    uniqueConstraints: false,
    inheritedTables: false,
    generatedColumns: true,
    identityColumns: false,
    numbering: "key",
    insertReturning: server.insertReturning,
    updateReturning: false,
    deleteReturning: server.insertReturning,
    deleteUsing: true,
    limitedWrites: true,
    conflictTargets: false,
    writingCommonTables: false,
    lateralSources: server.lateralSources,
    rightJoins: true,
    fullJoins: false,
    distinctOn: false,
    rollup: true,
    intersectAll: server.intersects,
    windowFrames: false,
    lockedTables: server.locksTables,
    lockWaiting: server.lockWaiting,
    arrays: false,
    jsonContainment: true,
    jsonTables: server.jsonTables,
    arrayParameters: false,
    // A value that the server makes could not be read back where INSERT returns nothing, so the application makes it on both.
    uuidGeneration: false,
    advisoryLocks: true,
    maxParameters: 65_535,
    // The limit is 64 characters; counted as bytes it is safe for every name.
    maxIdentifierBytes: 64,
  };
}
