import { memoizeTypes } from "../../dialect/memoize-types";
import type { Capabilities } from "../../dialect/capabilities";
import type { Dialect, ResolvedDialect } from "../../dialect/dialect";
import { createNameRules } from "../../dialect/name-rules";
import type { ServerInfo } from "../../dialect/driver";
import type { Locks } from "../../dialect/locks";
import { OrmError } from "../../errors/orm-error";
import { featuresOf, majorOf, OLDEST_MAJOR, pgliteCapabilities, postgresCapabilities } from "./capabilities";
import { pgliteDatabases, postgresDatabases } from "./databases";
import { PostgresDdlCompiler } from "./ddl-compiler";
import { createPgDriver } from "./driver";
import { createPgliteDriver } from "./driver-pglite";
import { postgresErrors } from "./errors";
import { postgresHazards } from "./hazards";
import { postgresIndexFacts } from "./index-facts";
import { createIntrospector } from "./introspector";
import { createLocks, inProcessLocks } from "./locks";
import { createLockSafety } from "./lock-safety";
import { postgresLowering } from "./lowering";
import { createNormalizer } from "./normalizer";
import { createObjectChanges } from "./object-changes";
import { readPostgresOptions } from "./options";
import { createScratchPlace } from "./scratch-place";
import { PostgresQueryCompiler } from "./query-compiler";
import { createScriptStyle } from "./script-style";
import { createTableTraits } from "./table-traits";
import { createStatementProbe } from "./statement-probe";
import { createTypeSystem } from "./types";

const OFFLINE: ServerInfo = { version: "18.0", facts: { schema: "public", encoding: "UTF8" } };

/** PostgreSQL, through the npm package `pg`. */
export const postgresDialect: Dialect = {
  name: "postgres",
  errors: postgresErrors,
  offline: OFFLINE,
  databases: postgresDatabases,
  connect: (options) => createPgDriver(readPostgresOptions(options)),
  resolve: (server) => resolveServer(server, postgresCapabilities, createLocks(featuresOf(server.version))),
};

/** PostgreSQL inside the process, through the npm package `@electric-sql/pglite`: the same dialect with one connection and no locks. */
export const pgliteDialect: Dialect = {
  ...postgresDialect,
  connect: createPgliteDriver,
  databases: pgliteDatabases,
  resolve: (server) => resolveServer(server, pgliteCapabilities, inProcessLocks),
};

function resolveServer(server: ServerInfo, capabilities: Capabilities, locks: Locks): ResolvedDialect {
  if (majorOf(server.version) < OLDEST_MAJOR) {
    throw new OrmError("DIALECT.UNSUPPORTED", `PostgreSQL ${server.version} is too old`, {
      hint: `Use PostgreSQL ${OLDEST_MAJOR} or newer.`,
    });
  }
  const features = featuresOf(server.version);
  const defaultSchema = server.facts["schema"] ?? "public";
  const types = memoizeTypes(createTypeSystem());
  const queries = new PostgresQueryCompiler(`PostgreSQL ${server.version}`, capabilities);
  const ddl = new PostgresDdlCompiler(queries, types, features);
  const introspector = createIntrospector(defaultSchema, features);
  return {
    name: "postgres",
    displayName: `PostgreSQL ${server.version}`,
    defaultSchema,
    capabilities,
    types,
    indexFacts: postgresIndexFacts,
    queries,
    ddl,
    lowering: postgresLowering,
    introspector,
    normalizer: createNormalizer({ defaultSchema, introspector, writer: ddl.scratchWriter() }),
    errors: postgresErrors,
    locks,
    names: createNameRules({ name: capabilities.maxIdentifierBytes, enumValue: capabilities.maxIdentifierBytes }),
    objectChanges: createObjectChanges(features),
    tableTraits: createTableTraits({
      quote: (name) => queries.quoteIdentifier(name),
      text: (value) => queries.quoteString(value),
    }),
    hazards: postgresHazards,
    statementProbe: createStatementProbe(queries, capabilities.advisoryLocks),
    lockSafety: createLockSafety(queries),
    scriptStyle: createScriptStyle(defaultSchema, (name) => queries.quoteIdentifier(name)),
    scratchPlace: createScratchPlace({
      defaultSchema,
      resolve: (schema) => resolveServer({ ...server, facts: { ...server.facts, schema } }, capabilities, locks),
    }),
  };
}
