import type { MigrationOptions } from "../../migrate/migration-options";
import type { DataSourceOptions } from "../data-source-options";

/** What `orm.config.ts` exports. */
export interface OrmConfig {
  /** How to connect, and the entities; or the path of a module that exports a `DataSource`. */
  readonly dataSource: DataSourceOptions | string;
  readonly migrations?: MigrationOptions;
}

/**
 * Types the configuration; it gives back what it is given.
 *
 * @example
 * export default defineConfig({
 *   dataSource: { type: "sqlite", database: "app.db", entities: ["src/entities/*.ts"] },
 *   migrations: { directory: "migrations" },
 * });
 */
export function defineConfig(config: OrmConfig): OrmConfig {
  return config;
}
