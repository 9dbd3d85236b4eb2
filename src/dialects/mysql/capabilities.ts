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
    generatedColumns: true,
    identityColumns: false,
    insertReturning: server.insertReturning,
    updateReturning: false,
    arrayParameters: false,
    // A value that the server makes could not be read back where INSERT returns nothing, so the application makes it on both.
    uuidGeneration: false,
    advisoryLocks: true,
    maxParameters: 65_535,
    // The limit is 64 characters; counted as bytes it is safe for every name.
    maxIdentifierBytes: 64,
  };
}
