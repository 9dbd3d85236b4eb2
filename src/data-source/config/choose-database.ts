import path from "node:path";
import { OrmError } from "../../errors/orm-error";
import type { MigrationOptions } from "../../migrate/migration-options";
import { nearestName } from "../../util/nearest-name";
import type { DataSourceOptions } from "../data-source-options";
import type { NamedDatabasesConfig, OrmConfig } from "./orm-config";

/** One database of a configuration, with what it shares with the others. */
export interface ChosenDatabase {
  /** Absent where the configuration has one database, without a name. */
  readonly name?: string;
  readonly dataSource: DataSourceOptions | string;
  readonly migrations: MigrationOptions;
}

/** The names of the databases; none where there is one without a name. */
export function databaseNamesOf({ databases }: OrmConfig): readonly string[] {
  return Object.keys(databases ?? {});
}

/**
 * The database that is named; where there is one alone, no name is needed.
 * @throws OrmError `CONFIG.DATABASE_UNKNOWN`.
 */
export function chooseDatabase(config: OrmConfig, name: string | undefined): ChosenDatabase {
  if (config.databases === undefined) {
    if (name !== undefined) throw unnamed(name);
    return { dataSource: config.dataSource, migrations: config.migrations ?? {} };
  }
  const names = databaseNamesOf(config);
  const chosen = name ?? (names.length === 1 ? names[0] : undefined);
  if (chosen === undefined) throw ambiguous(names);
  if (!Object.hasOwn(config.databases, chosen)) throw unknown(chosen, names);
  return withShared(config, chosen);
}

function withShared(
  { databases, dataSource: shared, migrations = {} }: NamedDatabasesConfig,
  name: string,
): ChosenDatabase {
  const own = databases[name]!;
  const locations = own.migrations?.versionLocations ?? migrations.versionLocations;
  const folder = migrations.directory ?? "migrations";
  return {
    name,
    dataSource: typeof own.dataSource === "string" ? own.dataSource : { ...shared, ...own.dataSource },
    migrations: {
      ...migrations,
      // Folders that all share hold the revisions of all: copies of one schema. Else each database has its own.
      directory: locations === undefined ? path.join(folder, name) : folder,
      ...own.migrations,
    },
  };
}

function ambiguous(names: readonly string[]): OrmError {
  const [first = "name"] = names;
  return new OrmError("CONFIG.DATABASE_UNKNOWN", `which database is meant? The configuration has ${names.join(", ")}`, {
    hint: `Name one: -n ${first}. Commands that run revisions or show them take several: -n ${names.join(" -n ")}, or --all-databases.`,
    details: { databases: names },
  });
}

function unknown(name: string, names: readonly string[]): OrmError {
  const near = nearestName(name, names);
  return new OrmError("CONFIG.DATABASE_UNKNOWN", `the configuration has no database "${name}"`, {
    hint: near === undefined ? `It has ${names.join(", ")}.` : `Did you mean "${near}"? It has ${names.join(", ")}.`,
    details: { name, databases: names },
  });
}

function unnamed(name: string): OrmError {
  return new OrmError(
    "CONFIG.DATABASE_UNKNOWN",
    `the configuration has no database "${name}": it has one, without a name`,
    {
      hint: "Leave the name out, or give names: databases: { main: { dataSource }, events: { dataSource } }.",
      details: { name, databases: [] },
    },
  );
}
