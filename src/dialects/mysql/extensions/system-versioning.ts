import { OrmError } from "../../../errors/orm-error";
import type { AttributeChange } from "../../../operations/operation";
import { nameKey } from "../../../schema/object-name";
import type { Attributes, Column, ObjectName, PrimaryKey, Table, UniqueConstraint } from "../../../schema/model";
import { splitTopLevel } from "../expression-text";
import { TextScanner } from "../text-scanner";

/** The attribute of a table that keeps every row that it ever had. */
export const SYSTEM_VERSIONED = "mysql.systemVersioned";

/** The attribute that lists the periods of a table: ``["SYSTEM_TIME (`from`, `until`)"]``. */
export const PERIODS = "mysql.periods";

/** The attribute of a column that the server fills with the start or the end of a row's validity: `START`, `END`. */
export const ROW_LIMIT = "mysql.row";

/** The attribute of a column whose changes a system-versioned table does not keep. */
export const WITHOUT_VERSIONS = "mysql.withoutSystemVersioning";

/** The periods among the lines of CREATE TABLE. */
export function readPeriods(body: string): readonly string[] {
  return splitTopLevel(body, ",")
    .map((line) => line.trim())
    .filter((line) => /^PERIOD FOR /i.test(line))
    .map((line) => line.slice("PERIOD FOR ".length));
}

/** The names of the keys that hold the rows to periods without overlaps, with the name of the period; `PRIMARY` for the primary key. */
export function readOverlaps(body: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const line of splitTopLevel(body, ",").map((text) => text.trim())) {
    const period = /`((?:[^`]|``)+)` WITHOUT OVERLAPS\)/i.exec(line)?.[1]?.replaceAll("``", "`");
    if (period === undefined) continue;
    const scanner = new TextScanner(line);
    const key = scanner.take("PRIMARY", "KEY") ? "PRIMARY" : (scanner.take("UNIQUE", "KEY"), scanner.name());
    if (key !== undefined) found.set(key, period);
  }
  return found;
}

/** The table with its periods: the server lists the two columns of a period in its keys, and a check that it holds to itself. */
export function withPeriods(table: Table, body: string): Table {
  const periods = readPeriods(body);
  if (periods.length === 0) return table;
  const overlaps = readOverlaps(body);
  const names = new Set(periods.map((period) => new TextScanner(period).name()));
  const restore = <T extends PrimaryKey | UniqueConstraint>(key: T, name: string): T => {
    const period = overlaps.get(name);
    return period === undefined
      ? key
      : { ...key, columns: [...key.columns.slice(0, -2), period], withoutOverlaps: true };
  };
  return {
    ...table,
    ...(table.primaryKey === undefined ? {} : { primaryKey: restore(table.primaryKey, "PRIMARY") }),
    uniques: table.uniques.map((unique) => restore(unique, unique.name ?? "")),
    checks: table.checks.filter(({ name }) => name === undefined || !names.has(name)),
    attributes: { ...table.attributes, [PERIODS]: periods },
  };
}

/** Whether a table may have a period: it has the check that the server makes for one. */
export function mayHavePeriod({ checks }: Pick<Table, "checks">): boolean {
  return checks.some(({ expression }) => /^`(?:[^`]|``)+` < `(?:[^`]|``)+`$/.test(expression));
}

/**
 * What an ALTER TABLE says to start or to stop keeping versions. The server makes the columns for it; those that a table names
 * itself come and go with their period in one statement, which is not written here.
 * @throws OrmError `OPERATION.UNSUPPORTED` for a change of periods.
 */
export function versioningChanges(table: ObjectName, change: AttributeChange): readonly string[] {
  if (change[PERIODS] !== undefined) {
    throw new OrmError("OPERATION.UNSUPPORTED", `table "${nameKey(table)}": its periods cannot be changed`, {
      hint: "Write the change by hand: await op.execute(sql`ALTER TABLE ... ADD PERIOD FOR ...`).",
    });
  }
  const versioned = change[SYSTEM_VERSIONED];
  return versioned === undefined ? [] : [`${versioned === true ? "ADD" : "DROP"} SYSTEM VERSIONING`];
}

/** What stands among the columns of CREATE TABLE. */
export function periodClauses(attributes: Attributes | undefined): readonly string[] {
  const periods = attributes?.[PERIODS];
  return Array.isArray(periods) ? (periods as readonly string[]).map((period) => `PERIOD FOR ${period}`) : [];
}

/** `GENERATED ALWAYS AS ROW START`, or nothing. */
export function rowLimitClause({ attributes }: Column): string | undefined {
  const limit = attributes?.[ROW_LIMIT];
  return limit === "START" || limit === "END" ? `GENERATED ALWAYS AS ROW ${limit}` : undefined;
}
