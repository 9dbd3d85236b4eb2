import type { Normalizer } from "../../dialect/introspector";
import type { TypeSystem } from "../../dialect/type-system";
import type { CheckConstraint, Column, Index, Schema, SchemaObject, Table, Trigger, View } from "../../schema/model";
import { findColumn, findTable } from "../../schema/lookup";
import { findObject } from "../../schema/object-reference";
import { canonicalDefault } from "./default-text";
import { expressionKey } from "./expression-text";
import { NULLABLE_KEY_ATTRIBUTE } from "./table-attributes";
import { withCanonicalClauses } from "./extensions/clauses";
import { normalizeTrigger } from "./extensions/trigger";
import { normalizeView } from "./extensions/view";

/**
 * Brings the wanted schema into the spelling of the file. SQLite keeps every expression as it was written, so the text of
 * both sides decides: where only white space, case, quotes or outer parentheses differ, the file's text is taken.
 */
export function createSqliteNormalizer(types: TypeSystem): Normalizer {
  return {
    async normalize(_connection, wanted: Schema, actual: Schema): Promise<Schema> {
      return {
        ...wanted,
        tables: wanted.tables.map((table) => normalizeTable(table, findActual(table, actual), types)),
        objects: wanted.objects.map((object) => normalizeObject(object, actual)),
      };
    },
  };
}

function normalizeObject(wanted: SchemaObject, actual: Schema): SchemaObject {
  const other = findObject(actual, wanted);
  if (wanted.kind === "view") return normalizeView(wanted, other as View | undefined);
  return wanted.kind === "trigger" ? normalizeTrigger(wanted, other as Trigger | undefined) : wanted;
}

function findActual(table: Table, actual: Schema): Table | undefined {
  const found = findTable(actual, table);
  return (
    found ?? (table.renamedFrom === undefined ? undefined : findTable(actual, { ...table, name: table.renamedFrom }))
  );
}

function normalizeTable(table: Table, actual: Table | undefined, types: TypeSystem): Table {
  const choose = createChooser(table, actual);
  const { comment: _comment, primaryKey, attributes, ...rest } = table;
  const own = Object.entries(attributes ?? {}).filter(([key]) => key.startsWith("sqlite."));
  return {
    ...rest,
    ...(own.length === 0 ? {} : { attributes: withCanonicalClauses(Object.fromEntries(own)) }),
    columns: table.columns.map((column) => normalizeColumn(column, actual, choose, types)),
    ...(primaryKey === undefined ? {} : { primaryKey: withActualName(primaryKey, actual) }),
    uniques: table.uniques.map(({ nullsNotDistinct: _nulls, deferrable: _deferrable, ...unique }) => unique),
    checks: table.checks.map((check) => normalizeCheck(check, actual, choose)),
    foreignKeys: table.foreignKeys.map(({ onDelete, onUpdate, ...key }) => ({
      ...key,
      ...(onDelete === undefined || onDelete === "NO ACTION" ? {} : { onDelete }),
      ...(onUpdate === undefined || onUpdate === "NO ACTION" ? {} : { onUpdate }),
    })),
    indexes: table.indexes.map((index) => normalizeIndex(index, actual, choose)),
  };
}

/** Of two spellings of one expression, the file's. */
type Choose = (wanted: string, actual: string | undefined) => string;

function createChooser(table: Table, actual: Table | undefined): Choose {
  return (wanted, written) =>
    written !== undefined && expressionKey(wanted, table.name) === expressionKey(written, actual?.name ?? table.name)
      ? written
      : wanted;
}

/** The name of a primary key says nothing; renaming it would rebuild the table. */
function withActualName<T extends NonNullable<Table["primaryKey"]>>(
  { name, columns }: T,
  actual: Table | undefined,
): T {
  const kept = actual?.primaryKey === undefined ? name : actual.primaryKey.name;
  return { ...(kept === undefined ? {} : { name: kept }), columns } as T;
}

function normalizeColumn(column: Column, actual: Table | undefined, choose: Choose, types: TypeSystem): Column {
  const {
    comment: _comment,
    collation,
    default: _default,
    identity: _identity,
    generated,
    ...rest
  } = withNullableKey(column);
  const other =
    actual === undefined
      ? undefined
      : (findColumn(actual, column.renamedFrom ?? column.name) ?? findColumn(actual, column.name));
  const isKey = actual?.primaryKey?.columns.includes(column.name) === true;
  const type = column.autoIncrement === true ? "integer" : spellType(types.format(column.type), other, isKey);
  const value = canonicalDefault({ ...column, type });
  const chosen =
    value?.kind === "expression" && other?.default?.kind === "expression"
      ? { ...value, sql: choose(value.sql, other.default.sql) }
      : value;
  return {
    ...rest,
    type,
    ...(chosen === undefined ? {} : { default: chosen }),
    ...normalizeCollation(collation, other?.collation),
    ...(generated === undefined
      ? {}
      : { generated: { ...generated, expression: choose(generated.expression, other?.generated?.expression) } }),
  };
}

/** A primary key takes NULL where nothing says that it does not. */
function withNullableKey(column: Column): Column {
  const { [NULLABLE_KEY_ATTRIBUTE]: isNullable, ...attributes } = column.attributes ?? {};
  if (isNullable === undefined) return column;
  const { attributes: _attributes, ...rest } = column;
  const others = Object.keys(attributes).length === 0 ? {} : { attributes };
  return { ...rest, nullable: column.nullable || isNullable === true, ...others };
}

/** `int` is another spelling of `integer`, but for a key: only `integer` is the number of the row. */
function spellType(type: string, actual: Column | undefined, isKey: boolean): string {
  return type === "integer" && actual?.type === "int" && !isKey ? "int" : type;
}

function normalizeCollation(wanted: string | undefined, actual: string | undefined): Pick<Column, "collation"> {
  if (wanted === undefined || wanted.toUpperCase() === "BINARY") return {};
  return { collation: actual?.toUpperCase() === wanted.toUpperCase() ? actual : wanted };
}

function normalizeCheck(check: CheckConstraint, actual: Table | undefined, choose: Choose): CheckConstraint {
  const others = actual?.checks ?? [];
  const same = others.find(({ name }) => name !== undefined && name === check.name);
  const candidates = same === undefined ? others : [same];
  const spellings = candidates.map(({ expression }) => choose(check.expression, expression));
  return { ...check, expression: spellings.find((spelling) => spelling !== check.expression) ?? check.expression };
}

function normalizeIndex(
  { method: _method, attributes, ...index }: Index,
  actual: Table | undefined,
  choose: Choose,
): Index {
  const other = actual?.indexes.find(({ name }) => name === index.name);
  const own = Object.entries(attributes ?? {}).filter(([key]) => key.startsWith("sqlite."));
  return {
    ...index,
    ...(own.length === 0 ? {} : { attributes: Object.fromEntries(own) }),
    parts: index.parts.map((part, position) =>
      part.expression === undefined
        ? part
        : { ...part, expression: choose(part.expression, other?.parts[position]?.expression) },
    ),
    ...(index.where === undefined ? {} : { where: choose(index.where, other?.where) }),
  };
}
