import { resolve } from "node:path";
import type { ResolvedDialect } from "../dialect/dialect";
import { schemaOf } from "../mapping/schema-of";
import { buildEntityMetadatas } from "../metadata/build-entity-metadatas";
import type { MigrationPlace } from "../migrate/locations";
import type { SimulationHost } from "../migrate/simulate-revision";
import type { Schema } from "../schema/model";
import type { BaseDataSourceOptions, DataSourceOptions } from "./data-source-options";
import { loadEntities, partItems } from "./load-entities";
import { createModuleLoader } from "./loader/module-loader";
import { offlineDialect } from "./offline-dialect";

/** What works without a database: the revisions, and what their operations make of a schema in memory. */
export interface OfflineHost extends SimulationHost, MigrationPlace {
  readonly dialect: ResolvedDialect;
  /** The schema that the entities want; they are loaded when it is asked for. @throws OrmError `ENTITY.*`, `CONFIG.LOAD_FAILED`. */
  wantedSchema(): Promise<Schema>;
}

/**
 * A data source's dialect, revisions and entities, without a connection.
 * @param dialect the server's, where one was asked. Default: the newest version that the dialect knows.
 * @throws OrmError `DIALECT.UNKNOWN`, `CONFIG.INVALID`.
 */
export function createOfflineHost(options: DataSourceOptions, dialect = offlineDialect(options)): OfflineHost {
  const base: BaseDataSourceOptions = options;
  const root = resolve(base.root ?? ".");
  const loader = createModuleLoader({ root });
  return {
    root,
    dialect,
    migrations: base.migrations ?? {},
    loadModule: (path, failure) => loader.load(path, failure),
    async wantedSchema() {
      const { entities = [], namingStrategy, entityPrefix } = base;
      const { classes, definitions } = partItems(await loadEntities(entities, root, () => loader));
      const metadatas = buildEntityMetadatas(classes, {
        ...(namingStrategy === undefined ? {} : { namingStrategy }),
        namingConvention: base.migrations?.namingConvention,
        ...(entityPrefix === undefined ? {} : { entityPrefix }),
      });
      return schemaOf(metadatas, dialect, base.migrations?.namingConvention, { definitions });
    },
  };
}
