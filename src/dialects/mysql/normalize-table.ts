import type { TypeSystem } from "../../dialect/type-system";
import type {
  Attributes,
  Column,
  ForeignKey,
  Index,
  IndexPart,
  PrimaryKey,
  Table,
  UniqueConstraint,
} from "../../schema/model";
import { canonicalDefault } from "./column-default";
import { canonicalExpression } from "./expression-text";
import { COMMENT } from "./extensions/column-attributes";
import { clockText, ON_UPDATE } from "./extensions/on-update";
import { ENGINE, isHashedEngine } from "./extensions/table-options";
import { isServerMade } from "./foreign-key-index";
import { columnsOf, isPlainUnique, readAction } from "./read-keys";
import type { MysqlServer } from "./server";

/** Brings a wanted table into the server's form, by rules alone: what the server cannot hold is left out. */
export type TableNormalizer = (table: Table, usualCollation: unknown) => Table;

export function createTableNormalizer(
  server: MysqlServer,
  types: TypeSystem,
  renameTable: (name: string) => string,
): TableNormalizer {
  return ({ schema: _schema, ...table }, usualCollation) => {
    const foreignKeys = table.foreignKeys.map((key) => normalizeForeignKey(key, renameTable));
    const isHashed = isHashedEngine(table.attributes?.[ENGINE]);
    const indexes = table.indexes.map((index) => normalizeIndex(index, server, isHashed));
    const attributes = ownAttributes(table.attributes);
    const { attributes: _attributes, ...rest } = table;
    const normal: Table = {
      ...rest,
      name: renameTable(table.name),
      columns: table.columns.map((column) => normalizeColumn(column, usualCollation)),
      ...(table.primaryKey === undefined ? {} : { primaryKey: keyOf(table.primaryKey, server) }),
      uniques: sortByName([
        ...table.uniques.map((unique) => normalizeUnique(unique, server)),
        ...indexes.filter(isPlainUnique).map((index) => ({ name: index.name, columns: columnsOf(index) })),
      ]),
      foreignKeys: sortByName(foreignKeys),
      checks: sortByName(
        table.checks.map(({ comment: _comment, ...check }) => ({
          ...check,
          expression: canonicalExpression(check.expression),
        })),
      ),
      indexes: sortByName(indexes.filter((index) => !isPlainUnique(index))),
      ...(attributes === undefined ? {} : { attributes }),
    };
    return { ...normal, indexes: normal.indexes.filter((index) => !isServerMade(normal, index)) };
  };

  function normalizeColumn(column: Column, usualCollation: unknown): Column {
    const { identity, default: value, generated, collation, comment, attributes, ...rest } = column;
    const type = types.format(column.type);
    const found = canonicalDefault(value, type);
    const own = ownAttributes(attributes);
    return {
      ...rest,
      type,
      nullable: generated !== undefined && !server.generatedNotNull ? true : column.nullable,
      ...(identity === undefined ? {} : { autoIncrement: true }),
      ...(found === undefined ? {} : { default: found }),
      ...(generated === undefined
        ? {}
        : { generated: { ...generated, expression: canonicalExpression(generated.expression) } }),
      ...(collation === undefined || collation === usualCollation ? {} : { collation }),
      ...(comment === undefined || comment === "" ? {} : { comment }),
      ...(own === undefined ? {} : { attributes: own }),
    };
  }
}

function normalizeUnique(unique: UniqueConstraint, server: MysqlServer): UniqueConstraint {
  return { ...(unique.name === undefined ? {} : { name: unique.name }), ...keyOf(unique, server) };
}

function keyOf({ columns, withoutOverlaps }: PrimaryKey | UniqueConstraint, server: MysqlServer): PrimaryKey {
  return { columns, ...(withoutOverlaps === true && server.hasPeriods ? { withoutOverlaps } : {}) };
}

function normalizeForeignKey(key: ForeignKey, renameTable: (name: string) => string): ForeignKey {
  const onDelete = readAction(key.onDelete);
  const onUpdate = readAction(key.onUpdate);
  const { schema, table, columns } = key.references;
  return {
    ...(key.name === undefined ? {} : { name: key.name }),
    columns: key.columns,
    references: { table: renameTable(table), ...(schema === undefined ? {} : { schema }), columns },
    ...(onDelete === undefined ? {} : { onDelete }),
    ...(onUpdate === undefined ? {} : { onUpdate }),
  };
}

/** BTREE is what every index is, but in an engine that hashes; InnoDB makes one of HASH, too. */
function normalizeIndex(index: Index, server: MysqlServer, isHashed: boolean): Index {
  const { method: given, attributes, parts, comment, where: _where, ...rest } = index;
  const method = given?.toLowerCase();
  const own = ownAttributes(comment === undefined ? attributes : { ...attributes, [COMMENT]: comment });
  return {
    ...rest,
    parts: parts.map((part) => normalizePart(part, server)),
    ...(method === undefined || method === "hash" || (method === "btree" && !isHashed) ? {} : { method }),
    ...(own === undefined ? {} : { attributes: own }),
  };
}

function normalizePart({ order, expression, attributes, ...rest }: IndexPart, server: MysqlServer): IndexPart {
  const own = ownAttributes(attributes);
  return {
    ...rest,
    ...(expression === undefined ? {} : { expression: canonicalExpression(expression) }),
    ...(order === undefined || !server.descendingIndexes ? {} : { order }),
    ...(own === undefined ? {} : { attributes: own }),
  };
}

/** The attributes of this dialect; those of others mean nothing here. */
function ownAttributes(attributes: Attributes | undefined): Attributes | undefined {
  const own = Object.entries(attributes ?? {})
    .filter(([key]) => key.startsWith("mysql."))
    .map(([key, value]) => [key, key === ON_UPDATE ? (clockText(String(value)) ?? value) : value] as const);
  return own.length === 0 ? undefined : Object.fromEntries(own);
}

function sortByName<T extends { readonly name?: string }>(parts: readonly T[]): readonly T[] {
  return [...parts].sort((left, right) => {
    const [a, b] = [left.name ?? "", right.name ?? ""];
    return a < b ? -1 : a > b ? 1 : 0;
  });
}
