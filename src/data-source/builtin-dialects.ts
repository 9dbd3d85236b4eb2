import type { Dialect } from "../dialect/dialect";
import type { MysqlOptions } from "../dialects/mysql/options";
import type { PgliteOptions, PostgresOptions } from "../dialects/postgres/options";
import type { SqliteOptions } from "../dialects/sqlite/options";

/** The options of each type of data source that comes with Ormolu. */
export interface BuiltinOptions {
  readonly postgres: PostgresOptions;
  readonly pglite: PgliteOptions;
  readonly mysql: MysqlOptions;
  readonly mariadb: MysqlOptions;
  readonly sqlite: SqliteOptions;
  readonly "better-sqlite3": SqliteOptions & { readonly driver?: "better-sqlite3" };
}

/** A type of data source that comes with Ormolu. */
export type BuiltinType = keyof BuiltinOptions;

/** Loads a dialect when it is used: a program pays for the one database that it has. */
export const builtinDialects: { readonly [Type in BuiltinType]: () => Dialect } = {
  postgres: () =>
    (require("../dialects/postgres/index") as typeof import("../dialects/postgres/index")).postgresDialect,
  pglite: () => (require("../dialects/postgres/index") as typeof import("../dialects/postgres/index")).pgliteDialect,
  mysql: () => (require("../dialects/mysql/index") as typeof import("../dialects/mysql/index")).mysqlDialect,
  mariadb: () => (require("../dialects/mysql/index") as typeof import("../dialects/mysql/index")).mariadbDialect,
  sqlite: () => (require("../dialects/sqlite/index") as typeof import("../dialects/sqlite/index")).sqliteDialect,
  "better-sqlite3": () => {
    const { sqliteDialect } = require("../dialects/sqlite/index") as typeof import("../dialects/sqlite/index");
    return { ...sqliteDialect, connect: (options) => sqliteDialect.connect({ driver: "better-sqlite3", ...options }) };
  },
};

/** The beginning of a URL, and the type that it tells. */
export interface BuiltinUrl {
  readonly pattern: RegExp;
  readonly type: BuiltinType;
  /** Further types that take such a URL. */
  readonly alsoFor?: readonly BuiltinType[];
  /** Whether it is a file's path, which `database` could give too. */
  readonly namesFile?: boolean;
}

/** The URLs that tell a type. */
export const builtinUrls: readonly BuiltinUrl[] = [
  { pattern: /^postgres(ql)?:/i, type: "postgres" },
  { pattern: /^mysql:/i, type: "mysql", alsoFor: ["mariadb"] },
  { pattern: /^mariadb:/i, type: "mariadb", alsoFor: ["mysql"] },
  { pattern: /^(sqlite|file):/i, type: "sqlite", alsoFor: ["better-sqlite3"], namesFile: true },
];

/** URLs for a new configuration to show. */
export const exampleUrls: readonly string[] = [
  "postgres://user@host/database",
  "mysql://user@host/database",
  "mariadb://user@host/database",
  "sqlite:path/to.db",
];

/** The URL that works without a server. */
export const firstUrl = "sqlite:app.db";
