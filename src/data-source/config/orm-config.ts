import type { MigrationOptions } from "../../migrate/migration-options";
import type { BaseDataSourceOptions, DataSourceOptions } from "../data-source-options";

/** What `orm.config.ts` exports: one database, or several with names. */
export type OrmConfig = SingleDatabaseConfig | NamedDatabasesConfig;

/** The configuration of one database. */
export interface SingleDatabaseConfig {
  /** How to connect, and the entities; or the path of a module that exports a `DataSource`. */
  readonly dataSource: DataSourceOptions | string;
  readonly migrations?: MigrationOptions;
  readonly databases?: undefined;
}

/** The configuration of several databases; the command line chooses with `-n`. */
export interface NamedDatabasesConfig {
  /** The databases by their names. */
  readonly databases: Readonly<Record<string, DatabaseConfig>>;
  /** What every data source has, where it does not say otherwise. */
  readonly dataSource?: Omit<BaseDataSourceOptions, "migrations">;
  /** What holds for the migrations of every database, where it does not say otherwise. A shared `directory` has a folder for each name. */
  readonly migrations?: MigrationOptions;
}

/** One of several databases. */
export interface DatabaseConfig {
  /** How to connect, and the entities; or the path of a module that exports a `DataSource`. */
  readonly dataSource: DataSourceOptions | string;
  /** What differs from the shared `migrations`. Default of `directory`: `migrations/<name>`. */
  readonly migrations?: MigrationOptions;
}

/** What a configuration that is a function is given. */
export interface ConfigArguments {
  /** The `-x key=value` arguments of the command line, or of `Runner.fromConfig({ x })`. */
  readonly x: Readonly<Record<string, string>>;
  /** The environment, with what `.env` beside the configuration adds. */
  readonly env: NodeJS.ProcessEnv;
}

/** Makes the configuration when it is loaded. */
export type ConfigFunction = (given: ConfigArguments) => OrmConfig | Promise<OrmConfig>;

/**
 * Types the configuration; it gives back what it is given. A function is called with the `-x` arguments and the environment.
 *
 * @example
 * export default defineConfig({
 *   dataSource: { type: "sqlite", database: "app.db", entities: ["src/entities/*.ts"] },
 *   migrations: { directory: "migrations" },
 * });
 *
 * @example
 * export default defineConfig(({ x, env }) => ({
 *   dataSource: { url: x.url ?? env.DATABASE_URL ?? "sqlite:app.db", entities: ["src/entities/*.ts"] },
 * }));
 */
export function defineConfig(config: OrmConfig): OrmConfig;
export function defineConfig(config: ConfigFunction): ConfigFunction;
export function defineConfig(config: OrmConfig | ConfigFunction): OrmConfig | ConfigFunction {
  return config;
}
