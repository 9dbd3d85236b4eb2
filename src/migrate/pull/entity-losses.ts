import type { CheckConstraint, ForeignKey, PrimaryKey, Table } from "../../schema/model";
import type { PullContext, PulledEntity } from "./pulled-entity";

/** What a table has that no decorator can say. */
export function describeLosses(
  { table, whyNotCompared: reason }: PulledEntity,
  { dialect, entityPrefix }: PullContext,
): readonly string[] {
  const numbered = table.columns.filter(
    ({ autoIncrement, identity }) => autoIncrement === true || identity !== undefined,
  );
  return [
    ...(reason === undefined ? [] : [`${reason}; the entity stays out of every comparison (synchronize: false)`]),
    ...(table.primaryKey === undefined ? [] : losses("primary key", primaryKeyLosses(table.primaryKey))),
    ...(table.name.startsWith(entityPrefix) ? [] : [`its name does not begin with the entityPrefix "${entityPrefix}"`]),
    ...numbered.slice(1).map(({ name }) => `column "${name}" is numbered too; entities number one column`),
    ...table.foreignKeys.flatMap((key) =>
      losses(`foreign key "${key.name ?? key.columns.join(", ")}"`, foreignKeyLosses(key)),
    ),
    ...table.checks.flatMap((check) => losses(`check "${check.name ?? check.expression}"`, checkLosses(check))),
    ...unknownTypes(table, dialect),
  ];
}

function losses(owner: string, list: readonly (string | false)[]): readonly string[] {
  return list.flatMap((text) => (text === false ? [] : [`${owner}: ${text}`]));
}

function primaryKeyLosses({ include, deferrable, withoutOverlaps, comment }: PrimaryKey): readonly (string | false)[] {
  return [
    include !== undefined && `INCLUDE (${include.join(", ")})`,
    deferrable !== undefined && `deferrable, ${deferrable}`,
    withoutOverlaps === true && "WITHOUT OVERLAPS",
    comment !== undefined && "its comment",
  ];
}

function foreignKeyLosses(key: ForeignKey): readonly (string | false)[] {
  return [
    key.match !== undefined && `MATCH ${key.match.toUpperCase()}`,
    key.onDeleteColumns !== undefined && `the columns of its ON DELETE (${key.onDeleteColumns.join(", ")})`,
    key.period === true && "PERIOD",
    key.notValid === true && "NOT VALID",
    key.notEnforced === true && "NOT ENFORCED",
    key.comment !== undefined && "its comment",
  ];
}

function checkLosses({ notValid, notEnforced }: CheckConstraint): readonly (string | false)[] {
  return [notValid === true && "NOT VALID", notEnforced === true && "NOT ENFORCED"];
}

function unknownTypes({ columns }: Table, { types }: PullContext["dialect"]): readonly string[] {
  const quoted = (type: string): string => (type.startsWith('"') ? type : `"${type}"`);
  return columns
    .filter(({ type }) => !types.has(type, new Set()) && !types.has(quoted(type), new Set()))
    .map(({ name, type }) => `column "${name}" has a type that entities cannot name: ${type === "" ? "none" : type}`);
}
