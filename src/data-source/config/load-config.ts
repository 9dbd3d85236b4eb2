import path from "node:path";
import { OrmError } from "../../errors/orm-error";
import type { MigrationOptions } from "../../migrate/migration-options";
import { builtinUrls } from "../builtin-dialects";
import type { DataSourceOptions } from "../data-source-options";
import { chooseDatabase, databaseNamesOf } from "./choose-database";
import type { ConfigRequest } from "./config-request";
import { readConfig, unwrapDefault, type ReadConfig } from "./read-config";

/** The configuration of one database, read: nothing is connected yet. */
export interface LoadedConfig {
  /** The file, absolute. */
  readonly file: string;
  /** The folder of the file: relative paths start here. */
  readonly root: string;
  /** The name of the database, where the configuration has several. */
  readonly name?: string;
  readonly migrations: MigrationOptions;
  /** The `-x` arguments that it was loaded with. */
  readonly x: Readonly<Record<string, string>>;
  /**
   * The options of the data source; loads the module where the configuration names one. The environment has the last word on the
   * URL: `DATABASE_URL`, or `MAIN_DATABASE_URL` for a database with the name `main`.
   */
  loadDataSourceOptions(): Promise<DataSourceOptions>;
}

/** Finds and reads the configuration of a database, and `.env` beside it. @throws OrmError `CONFIG.*`. */
export async function loadConfig(request: ConfigRequest): Promise<LoadedConfig> {
  const read = await readConfig(request);
  const { name, dataSource, migrations } = chooseDatabase(read.config, request.name);
  return {
    file: read.file,
    root: read.root,
    ...(name === undefined ? {} : { name }),
    migrations,
    x: request.x ?? {},
    async loadDataSourceOptions() {
      const options = typeof dataSource === "string" ? await loadModuleOptions(read, dataSource) : dataSource;
      const all = { root: read.root, ...options, migrations: { ...options.migrations, ...migrations } };
      return withEnvironment(all, environmentNameOf(name));
    },
  };
}

/** The names of the databases in the configuration; none where it has one without a name. @throws OrmError `CONFIG.*`. */
export async function listDatabases(request: ConfigRequest): Promise<readonly string[]> {
  return databaseNamesOf((await readConfig(request)).config);
}

async function loadModuleOptions({ root, loader }: ReadConfig, target: string): Promise<DataSourceOptions> {
  const { DataSource } = require("../data-source") as typeof import("../data-source");
  const module = await loader.load(path.resolve(root, target), "CONFIG.LOAD_FAILED");
  const found = [unwrapDefault(module), ...Object.values(module)].find((value) => DataSource.is(value));
  if (found === undefined) {
    throw new OrmError("CONFIG.INVALID", `${target} does not export a DataSource`, {
      hint: "Export one: export const dataSource = new DataSource({ ... });",
    });
  }
  return found.options;
}

/** The variable that holds the URL: `DATABASE_URL`, `MAIN_DATABASE_URL`. */
export function environmentNameOf(name: string | undefined): string {
  return name === undefined ? "DATABASE_URL" : `${name.toUpperCase().replaceAll(/[^A-Z0-9]+/g, "_")}_DATABASE_URL`;
}

/** The URL of the environment has the last word: also over the path of a file, which options may give beside a URL. */
function withEnvironment(options: DataSourceOptions, variable: string): DataSourceOptions {
  const url = process.env[variable];
  if (url === undefined || url === "") return options;
  const { database, ...rest } = options as DataSourceOptions & { readonly database?: string };
  const namesFile = builtinUrls.some((known) => known.namesFile === true && known.pattern.test(url));
  return { ...rest, ...(namesFile || database === undefined ? {} : { database }), url };
}
