import type { Dialect, ResolvedDialect } from "../../dialect/dialect";
import type { ServerInfo } from "../../dialect/driver";
import { OrmError } from "../../errors/orm-error";
import { isSupportedVersion, sqliteCapabilities } from "./capabilities";
import { SqliteDdlCompiler } from "./ddl-compiler";
import { createSqliteDriver } from "./driver";
import { sqliteErrors } from "./errors";
import { createSqliteIntrospector } from "./introspector";
import { createSqliteLocks } from "./locks";
import { createSqliteLowering } from "./lowering";
import { createSqliteNormalizer } from "./normalizer";
import { SqliteQueryCompiler } from "./query-compiler";
import { SqliteTypeSystem } from "./types";

/** SQLite, with any of the packages that can open its files. */
export const sqliteDialect: Dialect = {
  name: "sqlite",
  connect: createSqliteDriver,
  errors: sqliteErrors,
  resolve: resolveSqlite,
  offline: { version: "3.52.0", facts: {} },
};

function resolveSqlite({ version }: ServerInfo): ResolvedDialect {
  if (!isSupportedVersion(version)) {
    throw new OrmError("DIALECT.UNSUPPORTED", `SQLite ${version} is too old`, {
      hint: "Use a package with SQLite 3.37 or newer.",
    });
  }
  const types = new SqliteTypeSystem();
  const queries = new SqliteQueryCompiler();
  return {
    name: "sqlite",
    displayName: `SQLite ${version}`,
    capabilities: sqliteCapabilities,
    types,
    queries,
    ddl: new SqliteDdlCompiler(queries, types),
    lowering: createSqliteLowering(),
    introspector: createSqliteIntrospector(types),
    normalizer: createSqliteNormalizer(types),
    errors: sqliteErrors,
    locks: createSqliteLocks(),
  };
}
