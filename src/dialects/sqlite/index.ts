import { memoizeTypes } from "../../dialect/memoize-types";
import type { Dialect, ResolvedDialect } from "../../dialect/dialect";
import { createNameRules } from "../../dialect/name-rules";
import type { ServerInfo } from "../../dialect/driver";
import { asTheyStand } from "../../dialect/lock-safety";
import { OrmError } from "../../errors/orm-error";
import { capabilitiesOf, isSupportedVersion, ordersAggregates } from "./capabilities";
import { sqliteDatabases } from "./databases";
import { SqliteDdlCompiler } from "./ddl-compiler";
import { createSqliteDriver } from "./driver";
import { sqliteErrors } from "./errors";
import { sqliteHazards } from "./hazards";
import { sqliteIndexFacts } from "./index-facts";
import { createSqliteIntrospector } from "./introspector";
import { createSqliteLocks } from "./locks";
import { createSqliteLowering } from "./lowering";
import { createSqliteNormalizer } from "./normalizer";
import { sqliteObjectChanges } from "./object-changes";
import { SqliteQueryCompiler } from "./query-compiler";
import { createSqliteScratchPlace } from "./scratch-place";
import { sqliteScriptStyle } from "./script-style";
import { sqliteStatementProbe } from "./statement-probe";
import { NULLABLE_KEY_ATTRIBUTE, WITHOUT_ROWID_ATTRIBUTE } from "./table-attributes";
import { SqliteTypeSystem } from "./types";

/** SQLite, with any of the packages that can open its files. */
export const sqliteDialect: Dialect = {
  name: "sqlite",
  connect: createSqliteDriver,
  errors: sqliteErrors,
  resolve: resolveSqlite,
  offline: { version: "3.52.0", facts: {} },
  databases: sqliteDatabases,
};

function resolveSqlite(server: ServerInfo): ResolvedDialect {
  const { version } = server;
  if (!isSupportedVersion(version)) {
    throw new OrmError("DIALECT.UNSUPPORTED", `SQLite ${version} is too old`, {
      hint: "Use a package with SQLite 3.37 or newer.",
    });
  }
  const types = memoizeTypes(new SqliteTypeSystem());
  const capabilities = capabilitiesOf(version);
  const queries = new SqliteQueryCompiler(`SQLite ${version}`, capabilities, ordersAggregates(version));
  return {
    name: "sqlite",
    displayName: `SQLite ${version}`,
    capabilities,
    types,
    indexFacts: sqliteIndexFacts,
    queries,
    ddl: new SqliteDdlCompiler(queries, types),
    lowering: createSqliteLowering(),
    introspector: createSqliteIntrospector(types),
    normalizer: createSqliteNormalizer(types),
    errors: sqliteErrors,
    locks: createSqliteLocks(),
    names: createNameRules({ name: capabilities.maxIdentifierBytes }),
    objectChanges: sqliteObjectChanges,
    tableTraits: { prefix: "sqlite.", withoutRowid: WITHOUT_ROWID_ATTRIBUTE, nullableKey: NULLABLE_KEY_ATTRIBUTE },
    hazards: sqliteHazards,
    statementProbe: sqliteStatementProbe,
    lockSafety: asTheyStand,
    scriptStyle: sqliteScriptStyle,
    scratchPlace: createSqliteScratchPlace(() => resolveSqlite(server)),
  };
}
