import { OrmError } from "../errors/orm-error";
import { nearestName } from "../util/nearest-name";
import {
  isEither,
  isFlag,
  isFunction,
  isListOf,
  isObject,
  isOneOf,
  isSeconds,
  isText,
  isTexts,
  isWhole,
  type OptionCheck,
} from "../util/option-check";
import { isDuration } from "./duration";
import type { MigrationOptions } from "./migration-options";

/** What each option takes; a table of its own is what an object takes. */
interface OptionTable {
  readonly [name: string]: OptionCheck | OptionTable;
}

/** An option that is added to the type and not here does not compile. */
const TABLE: { readonly [Name in keyof Required<MigrationOptions>]: OptionCheck | OptionTable } = {
  directory: isText,
  versionLocations: isTexts,
  recursive: isFlag,
  fileTemplate: isText,
  slugLength: isWhole(1),
  timezone: isTimezone,
  versionTable: isText,
  versionTableSchema: isText,
  transactionPerMigration: isFlag,
  lockTimeout: isDuration,
  statementLockTimeout: isSeconds,
  statementLockRetries: isWhole(0),
  lockSafe: isOneOf(true, false, "prefer", "require"),
  prove: isFlag,
  upgradeOnInitialize: isFlag,
  hooks: isEither(isText, isFunction, isObject, isListOf(isEither(isText, isFunction, isObject))),
  templateArguments: isObject,
  namingConvention: isObject,
  includeName: isFunction,
  includeObject: isFunction,
  includeSchemas: isEither(isFlag, isTexts),
  compareComments: isFlag,
  compareType: isEither(isFlag, isFunction),
  compareServerDefault: isEither(isFlag, isFunction),
  processRevision: isEither(isFunction, isListOf(isFunction)),
  renderItem: isFunction,
  onVersionApply: isEither(isFunction, isListOf(isFunction)),
  environment: { runOnline: isFunction, runOffline: isFunction },
  logging: {
    level: isOneOf("silent", "warn", "info", "debug"),
    format: isOneOf("text", "json"),
    sql: isOneOf("none", "short", "full"),
  },
  tenants: {
    kind: isOneOf("schema", "database"),
    list: isEither(isTexts, isFunction),
    concurrency: isWhole(1),
    template: isFunction,
    create: isFlag,
  },
  operations: isListOf(isEither(isObject, isFunction)),
  lint: { rules: isObject },
};

/**
 * Checks the `migrations` options: a misspelt one must not be passed over in silence. Options that are `undefined` count as left out.
 *
 * @param where what has the options, for messages: `migrations`.
 * @throws OrmError `CONFIG.INVALID`, which names the option.
 */
export function checkMigrationOptions(options: unknown, where = "migrations"): void {
  checkTable(options, TABLE, where);
}

function checkTable(options: unknown, table: OptionTable, where: string): void {
  const complaint = isObject(options);
  if (complaint !== undefined) throw invalid(where, complaint, `Give options: { ${Object.keys(table)[0]}: ... }.`);
  for (const [name, value] of Object.entries(options as object)) {
    if (!Object.hasOwn(table, name)) throw unknownOption(where, name, Object.keys(table));
    if (value === undefined) continue;
    const check = table[name]!;
    if (typeof check === "object") checkTable(value, check, `${where}.${name}`);
    else {
      const wrong = check(value);
      if (wrong !== undefined) throw invalid(`${where}.${name}`, wrong, "Correct it, or leave it out for the default.");
    }
  }
}

function isTimezone(value: unknown): string | undefined {
  if (typeof value !== "string") return "is not a text";
  try {
    new Intl.DateTimeFormat("en", { timeZone: value });
    return undefined;
  } catch {
    return `is not a time zone such as "Europe/Berlin" or "UTC": ${JSON.stringify(value)}`;
  }
}

function invalid(option: string, complaint: string, hint: string): OrmError {
  return new OrmError("CONFIG.INVALID", `${option} ${complaint}`, { hint, details: { option } });
}

/** An option that does not exist, with the one that was probably meant. */
export function unknownOption(where: string, name: string, known: readonly string[]): OrmError {
  const near = nearestName(name, known);
  return new OrmError("CONFIG.INVALID", `${where} has no option ${JSON.stringify(name)}`, {
    hint: near === undefined ? `It takes ${known.join(", ")}.` : `Did you mean ${JSON.stringify(near)}?`,
    details: { option: `${where}.${name}`, ...(near === undefined ? {} : { nearest: near }) },
  });
}
