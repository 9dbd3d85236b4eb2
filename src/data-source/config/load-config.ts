import { statSync } from "node:fs";
import path from "node:path";
import { loadEnvFile } from "node:process";
import { OrmError } from "../../errors/orm-error";
import type { MigrationOptions } from "../../migrate/migration-options";
import { builtinUrls } from "../builtin-dialects";
import type { DataSourceOptions } from "../data-source-options";
import { createModuleLoader } from "../loader/module-loader";
import { findConfig } from "./find-config";
import type { OrmConfig } from "./orm-config";

/** A configuration that is read: nothing is connected yet. */
export interface LoadedConfig {
  /** The file, absolute. */
  readonly file: string;
  /** The folder of the file: relative paths start here. */
  readonly root: string;
  readonly migrations: MigrationOptions;
  /** The options of the data source; loads the module where the configuration names one. `DATABASE_URL` has the last word on the URL. */
  loadDataSourceOptions(): Promise<DataSourceOptions>;
}

export interface ConfigRequest {
  /** Where to look, and where a relative `file` starts. */
  readonly directory: string;
  readonly file?: string;
}

/** Finds and reads the configuration, and `.env` beside it. @throws OrmError `CONFIG.*`. */
export async function loadConfig({ directory, file: named }: ConfigRequest): Promise<LoadedConfig> {
  const file = findConfig(directory, named);
  const root = path.dirname(file);
  const env = path.join(root, ".env");
  if (statSync(env, { throwIfNoEntry: false })?.isFile() === true) loadEnvFile(env);
  const loader = createModuleLoader({ root });
  const config = readConfig(await loader.load(file, "CONFIG.LOAD_FAILED"), file);
  const migrations = config.migrations ?? {};
  return {
    file,
    root,
    migrations,
    async loadDataSourceOptions() {
      const options =
        typeof config.dataSource === "string" ? await loadModuleOptions(config.dataSource) : config.dataSource;
      return withEnvironment({ root, ...options, migrations: { ...options.migrations, ...migrations } });
    },
  };

  async function loadModuleOptions(target: string): Promise<DataSourceOptions> {
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
}

function readConfig(module: Readonly<Record<string, unknown>>, file: string): OrmConfig {
  const config = unwrapDefault(module);
  if (typeof config !== "object" || config === null || !("dataSource" in config)) {
    throw new OrmError("CONFIG.INVALID", `${file} does not export a configuration with a dataSource`, {
      hint: "Write: export default defineConfig({ dataSource: { type, url, entities }, migrations: { directory } });",
    });
  }
  return config as OrmConfig;
}

/** The default export, also where a module system wrapped it once or twice; else the module itself. */
function unwrapDefault(module: unknown): unknown {
  let value = module;
  while (typeof value === "object" && value !== null && "default" in value) value = value.default;
  return value;
}

/** The URL of the environment has the last word: also over the path of a file, which options may give beside a URL. */
function withEnvironment(options: DataSourceOptions): DataSourceOptions {
  const url = process.env["DATABASE_URL"];
  if (url === undefined || url === "") return options;
  const { database, ...rest } = options as DataSourceOptions & { readonly database?: string };
  const namesFile = builtinUrls.some((known) => known.namesFile === true && known.pattern.test(url));
  return { ...rest, ...(namesFile || database === undefined ? {} : { database }), url };
}
