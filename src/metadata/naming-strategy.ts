import { createHash } from "node:crypto";
import { camelCase, snakeCase, titleCase } from "./name-case";

/** A table by name, or anything that has one. A schema before a dot takes no part in generated names. */
export type TableOrName = string | { readonly name: string };

/** Decides every name that no decorator gives. Extend {@link DefaultNamingStrategy} and override what should differ. */
export interface NamingStrategy {
  readonly name?: string;
  /** Column names of the nested-set tree. */
  readonly nestedSetColumnNames: { readonly left: string; readonly right: string };
  /** Column name of the materialized-path tree. */
  readonly materializedPathColumnName: string;
  tableName(targetName: string, userSpecifiedName: string | undefined): string;
  /** The table that holds the closure of a tree. */
  closureJunctionTableName(originalClosureTableName: string): string;
  columnName(propertyName: string, customName: string | undefined, embeddedPrefixes: readonly string[]): string;
  relationName(propertyName: string): string;
  primaryKeyName(tableOrName: TableOrName, columnNames: readonly string[]): string;
  uniqueConstraintName(tableOrName: TableOrName, columnNames: readonly string[]): string;
  /** A unique constraint on databases that keep one as a unique index. Default: what `indexName` says. */
  uniqueIndexName?(tableOrName: TableOrName, columnNames: readonly string[]): string;
  /** The unique constraint of the owner of a one-to-one relation. */
  relationConstraintName(tableOrName: TableOrName, columnNames: readonly string[], where?: string): string;
  defaultConstraintName(tableOrName: TableOrName, columnName: string): string;
  foreignKeyName(
    tableOrName: TableOrName,
    columnNames: readonly string[],
    referencedTablePath?: string,
    referencedColumnNames?: readonly string[],
  ): string;
  indexName(tableOrName: TableOrName, columnNames: readonly string[], where?: string): string;
  checkConstraintName(tableOrName: TableOrName, expression: string, isEnum?: boolean): string;
  exclusionConstraintName(tableOrName: TableOrName, expression: string): string;
  joinColumnName(relationName: string, referencedColumnName: string): string;
  joinTableName(
    firstTableName: string,
    secondTableName: string,
    firstPropertyName: string,
    secondPropertyName: string,
  ): string;
  /** Tells the two columns of a table that is joined with itself apart; `index` is 1 or 2. */
  joinTableColumnDuplicationPrefix(columnName: string, index: number): string;
  joinTableColumnName(tableName: string, propertyName: string, columnName?: string): string;
  joinTableInverseColumnName(tableName: string, propertyName: string, columnName?: string): string;
  /** Applies the data source's `entityPrefix`. */
  prefixTableName(prefix: string, tableName: string): string;
}

/** Digits of the hash in a name: the whole name stays within the shortest limit that databases put on names. */
const LONG_HASH = 27;
const SHORT_HASH = 26;

/**
 * The names that TypeORM 1.x gives, byte for byte: a database that it made needs no renames. Names of constraints are
 * `PK_`, `FK_`, `UQ_`, `REL_`, `IDX_`, `CHK_`, `XCL_` or `DF_` and a hash of the table and what the constraint is over.
 *
 * @example
 * class Plural extends DefaultNamingStrategy {
 *   override tableName(targetName: string, given: string | undefined) {
 *     return given ?? `${super.tableName(targetName, given)}s`;
 *   }
 * }
 */
export class DefaultNamingStrategy implements NamingStrategy {
  readonly nestedSetColumnNames = { left: "nsleft", right: "nsright" };
  readonly materializedPathColumnName = "mpath";

  tableName(targetName: string, userSpecifiedName: string | undefined): string {
    return userSpecifiedName ?? snakeCase(targetName);
  }

  closureJunctionTableName(originalClosureTableName: string): string {
    return `${originalClosureTableName}_closure`;
  }

  columnName(propertyName: string, customName: string | undefined, embeddedPrefixes: readonly string[]): string {
    const name = customName || propertyName;
    return embeddedPrefixes.length === 0 ? name : camelCase(embeddedPrefixes.join("_")) + titleCase(name);
  }

  relationName(propertyName: string): string {
    return propertyName;
  }

  primaryKeyName(tableOrName: TableOrName, columnNames: readonly string[]): string {
    return `PK_${this.#hashParts(tableOrName, [joinSorted(columnNames)], LONG_HASH)}`;
  }

  uniqueConstraintName(tableOrName: TableOrName, columnNames: readonly string[]): string {
    return `UQ_${this.#hashParts(tableOrName, [joinSorted(columnNames)], LONG_HASH)}`;
  }

  relationConstraintName(tableOrName: TableOrName, columnNames: readonly string[], where?: string): string {
    return `REL_${this.#hashParts(tableOrName, withPredicate(columnNames, where), SHORT_HASH)}`;
  }

  defaultConstraintName(tableOrName: TableOrName, columnName: string): string {
    return `DF_${this.#hashParts(tableOrName, [columnName], LONG_HASH)}`;
  }

  foreignKeyName(
    tableOrName: TableOrName,
    columnNames: readonly string[],
    _referencedTablePath?: string,
    _referencedColumnNames?: readonly string[],
  ): string {
    return `FK_${this.#hashParts(tableOrName, [joinSorted(columnNames)], LONG_HASH)}`;
  }

  indexName(tableOrName: TableOrName, columnNames: readonly string[], where?: string): string {
    return `IDX_${this.#hashParts(tableOrName, withPredicate(columnNames, where), SHORT_HASH)}`;
  }

  checkConstraintName(tableOrName: TableOrName, expression: string, isEnum?: boolean): string {
    return `CHK_${this.#hashParts(tableOrName, [expression], SHORT_HASH)}${isEnum === true ? "_ENUM" : ""}`;
  }

  exclusionConstraintName(tableOrName: TableOrName, expression: string): string {
    return `XCL_${this.#hashParts(tableOrName, [expression], SHORT_HASH)}`;
  }

  joinColumnName(relationName: string, referencedColumnName: string): string {
    return camelCase(`${relationName}_${referencedColumnName}`);
  }

  joinTableName(
    firstTableName: string,
    secondTableName: string,
    firstPropertyName: string,
    _secondPropertyName: string,
  ): string {
    return snakeCase(`${firstTableName}_${firstPropertyName.replaceAll(".", "_")}_${secondTableName}`);
  }

  joinTableColumnDuplicationPrefix(columnName: string, index: number): string {
    return `${columnName}_${index}`;
  }

  joinTableColumnName(tableName: string, propertyName: string, columnName?: string): string {
    return camelCase(`${tableName}_${columnName ?? propertyName}`);
  }

  joinTableInverseColumnName(tableName: string, propertyName: string, columnName?: string): string {
    return this.joinTableColumnName(tableName, propertyName, columnName);
  }

  prefixTableName(prefix: string, tableName: string): string {
    return prefix + tableName;
  }

  /** The name of a table without its schema: what generated names are made from. */
  protected getTableName(tableOrName: TableOrName): string {
    const path = typeof tableOrName === "string" ? tableOrName : tableOrName.name;
    return path.slice(path.lastIndexOf(".") + 1);
  }

  /** The digits that names of constraints are cut from. */
  protected hash(input: string): string {
    return createHash("sha1").update(input).digest("hex");
  }

  #hashParts(table: TableOrName, parts: readonly string[], digits: number): string {
    return this.hash([this.getTableName(table), ...parts].join("_")).slice(0, digits);
  }
}

function joinSorted(names: readonly string[]): string {
  return [...names].sort().join("_");
}

function withPredicate(columnNames: readonly string[], where: string | undefined): string[] {
  return where ? [joinSorted(columnNames), where] : [joinSorted(columnNames)];
}
