import { nameByConvention, type NamedKind, type NameParts, type NamingConvention } from "../schema/naming-convention";
import type { NamingStrategy, TableOrName } from "./naming-strategy";

/**
 * A naming strategy whose keys, checks and indexes take their names from a convention; everything else, and what the convention does not
 * speak of, comes from the strategy that is given.
 */
export function withNamingConvention(
  strategy: NamingStrategy,
  convention: NamingConvention | undefined,
): NamingStrategy {
  if (convention === undefined) return strategy;
  const name = (kind: NamedKind, table: TableOrName, parts: Omit<NameParts, "kind" | "table">): string | undefined =>
    nameByConvention(convention, { kind, table: bareName(table), ...parts });
  const own: Partial<NamingStrategy> = {
    primaryKeyName: (table, columns) => name("pk", table, { columns }) ?? strategy.primaryKeyName(table, columns),
    uniqueConstraintName: (table, columns) =>
      name("uq", table, { columns }) ?? strategy.uniqueConstraintName(table, columns),
    uniqueIndexName: (table, columns) =>
      name("uq", table, { columns }) ?? (strategy.uniqueIndexName ?? strategy.indexName).call(strategy, table, columns),
    relationConstraintName: (table, columns, where) =>
      name("uq", table, { columns }) ?? strategy.relationConstraintName(table, columns, where),
    foreignKeyName: (table, columns, referredPath, referredColumns) => {
      const target = {
        ...(referredPath === undefined ? {} : { referredTable: bareName(referredPath) }),
        ...(referredColumns === undefined ? {} : { referredColumns }),
      };
      return (
        name("fk", table, { columns, ...target }) ??
        strategy.foreignKeyName(table, columns, referredPath, referredColumns)
      );
    },
    indexName: (table, columns, where) =>
      name("ix", table, { columns, ...(where === undefined ? {} : { expression: where }) }) ??
      strategy.indexName(table, columns, where),
    checkConstraintName: (table, expression, isEnum) =>
      name("ck", table, { columns: [], expression }) ?? strategy.checkConstraintName(table, expression, isEnum),
    exclusionConstraintName: (table, expression) =>
      name("xc", table, { columns: [], expression }) ?? strategy.exclusionConstraintName(table, expression),
  };
  return new Proxy(strategy, {
    get(target, key) {
      const value: unknown = own[key as keyof NamingStrategy] ?? Reflect.get(target, key, target);
      // A strategy of the user's may keep something private, which only the object itself can read.
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}

function bareName(table: TableOrName): string {
  const path = typeof table === "string" ? table : table.name;
  return path.slice(path.lastIndexOf(".") + 1);
}
