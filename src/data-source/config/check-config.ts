import { OrmError } from "../../errors/orm-error";
import { checkMigrationOptions, unknownOption } from "../../migrate/check-migration-options";
import { nearestName } from "../../util/nearest-name";
import { isObject } from "../../util/option-check";
import type { BaseDataSourceOptions } from "../data-source-options";
import type { OrmConfig } from "./orm-config";

const MEMBERS = ["dataSource", "migrations", "databases"];
const DATABASE_MEMBERS = ["dataSource", "migrations"];

/** What every data source takes; those of its dialect come on top. */
const BASE_OPTIONS: Readonly<Record<keyof BaseDataSourceOptions, true>> = {
  entities: true,
  synchronize: true,
  migrations: true,
  namingStrategy: true,
  entityPrefix: true,
  logging: true,
  logger: true,
  maxQueryExecutionTime: true,
  logParameters: true,
  poolSize: true,
  acquireTimeout: true,
  root: true,
};

/** Checks what a configuration file says, before anything is done with it. @throws OrmError `CONFIG.INVALID`, which names the option. */
export function checkConfig(config: Readonly<Record<string, unknown>>, file: string): OrmConfig {
  const { dataSource, databases, migrations } = config;
  for (const name of Object.keys(config)) {
    // An ES module brings names of its own beside the default export.
    if (!MEMBERS.includes(name) && dataSource === undefined && databases === undefined) throw unknownMember(name, file);
    if (!MEMBERS.includes(name)) throw unknownOption("the configuration", name, MEMBERS);
  }
  if (migrations !== undefined) checkMigrationOptions(migrations);
  if (databases === undefined) {
    if (dataSource === undefined) throw noDataSource(file);
    checkDataSource(dataSource, "dataSource");
  } else {
    checkDatabases(databases);
    if (dataSource !== undefined) checkShared(dataSource);
  }
  return config as unknown as OrmConfig;
}

function checkDatabases(databases: unknown): void {
  if (isObject(databases) !== undefined || Object.keys(databases as object).length === 0) {
    throw invalid("databases names no database", "Write databases: { main: { dataSource: { type, url, entities } } }.");
  }
  for (const [name, database] of Object.entries(databases as Readonly<Record<string, unknown>>)) {
    const where = `databases.${name}`;
    if (name === "all" || !/^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(name))
      throw invalid(
        `${where} is no name for a database`,
        'Take letters, digits, "_", "-" and "."; "all" means all of them.',
      );
    if (isObject(database) !== undefined) throw invalid(`${where} is not an object`, "Write { dataSource: { ... } }.");
    const own = database as Readonly<Record<string, unknown>>;
    for (const member of Object.keys(own))
      if (!DATABASE_MEMBERS.includes(member)) throw unknownOption(where, member, DATABASE_MEMBERS);
    if (own["dataSource"] === undefined)
      throw invalid(`${where} has no dataSource`, "Write { dataSource: { type, url, entities } }.");
    checkDataSource(own["dataSource"], `${where}.dataSource`);
    if (own["migrations"] !== undefined) checkMigrationOptions(own["migrations"], `${where}.migrations`);
  }
}

function checkDataSource(dataSource: unknown, where: string): void {
  if (typeof dataSource === "string" && dataSource !== "") return;
  if (isObject(dataSource) !== undefined) {
    throw invalid(
      `${where} is neither options nor the path of a module`,
      'Write { type, url, entities }, or "./src/data-source.ts".',
    );
  }
  const options = dataSource as Readonly<Record<string, unknown>>;
  // A dialect of somebody else's may take options of any name.
  if (typeof options["type"] !== "object") refuseMisspelt(options, where);
  if (options["migrations"] !== undefined) checkMigrationOptions(options["migrations"], `${where}.migrations`);
}

function checkShared(dataSource: unknown): void {
  if (isObject(dataSource) !== undefined) {
    throw invalid(
      "dataSource beside databases is not an object",
      "It holds what all databases share, for example { logging: true }; the rest stands in databases.",
    );
  }
  refuseMisspelt(dataSource as Readonly<Record<string, unknown>>, "dataSource");
}

/** `entites` would give a data source without entities, and a comparison that drops every table. */
function refuseMisspelt(options: Readonly<Record<string, unknown>>, where: string): void {
  const known = Object.keys(BASE_OPTIONS).filter((name) => name.length > 5);
  for (const name of Object.keys(options)) {
    if (Object.hasOwn(BASE_OPTIONS, name) || name.length < 5) continue;
    const near = nearestName(name, known);
    if (near !== undefined && Math.abs(near.length - name.length) <= 1 && near[0] === name[0]?.toLowerCase())
      throw unknownOption(where, name, known);
  }
}

function unknownMember(name: string, file: string): OrmError {
  return invalid(
    `${file} does not export a configuration: ${JSON.stringify(name)} is none of ${MEMBERS.join(", ")}`,
    "Write: export default defineConfig({ dataSource: { type, url, entities }, migrations: { directory } });",
  );
}

function noDataSource(file: string): OrmError {
  return invalid(
    `${file} does not export a configuration with a dataSource`,
    "Write: export default defineConfig({ dataSource: { type, url, entities }, migrations: { directory } });",
  );
}

function invalid(message: string, hint: string): OrmError {
  return new OrmError("CONFIG.INVALID", message, { hint });
}
