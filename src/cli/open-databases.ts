import type { DataSource } from "../data-source/data-source";
import { OrmError } from "../errors/orm-error";
import type { MigrationOptions } from "../migrate/migration-options";
import type { CommandContext } from "./command";
import { secretsOf } from "./hide-secrets";

/** A database that a URL names, with nothing of the project's in it. */
export interface OpenDatabase {
  readonly dataSource: DataSource;
  /** For people: `PostgreSQL 15.18, localhost:5432/app`. */
  readonly name: string;
}

/** Connects to two databases by their URLs, does the work, and closes both. A configuration is not needed. */
export async function withTwoDatabases<T>(
  context: CommandContext,
  from: string,
  to: string,
  work: (one: OpenDatabase, other: OpenDatabase) => Promise<T>,
): Promise<T> {
  const migrations = await readMigrations(context);
  const one = await open("--from", from, context, migrations);
  try {
    const other = await open("--to", to, context, migrations);
    try {
      return await work(one, other);
    } finally {
      await other.dataSource.destroy();
    }
  } finally {
    await one.dataSource.destroy();
  }
}

/** @throws OrmError `CLI.USAGE` where the URL tells no database; it is not repeated, because it may hold a password. */
async function open(
  option: string,
  url: string,
  { directory, output }: CommandContext,
  migrations: MigrationOptions,
): Promise<OpenDatabase> {
  const { DataSource } = require("../data-source/data-source") as typeof import("../data-source/data-source");
  output.hide(secretsOf({ url }));
  const options = {
    url,
    root: directory,
    entities: [],
    // A file that is misspelt must not count as an empty database.
    fileMustExist: true,
    migrations: { ...migrations, upgradeOnInitialize: false },
  };
  const dataSource = await new DataSource(options).initialize().catch((error: unknown) => {
    if (!OrmError.is(error, "DIALECT.UNKNOWN")) throw error;
    throw new OrmError("CLI.USAGE", `${option} is not the URL of a database: its scheme tells no type`, {
      hint: "Write the whole URL, with its scheme in front, as it stands in a configuration.",
      cause: error,
    });
  });
  return { dataSource, name: `${dataSource.dialect.displayName}, ${dataSource.address}` };
}

/** Where there is a configuration, it says which tables are the runner's own. */
async function readMigrations({ config }: CommandContext): Promise<MigrationOptions> {
  const { loadConfig } =
    require("../data-source/config/load-config") as typeof import("../data-source/config/load-config");
  try {
    return (await loadConfig(config)).migrations;
  } catch (error) {
    if (config.file === undefined && OrmError.is(error, "CONFIG.NOT_FOUND")) return {};
    throw error;
  }
}
