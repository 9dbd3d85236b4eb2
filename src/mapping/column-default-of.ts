import type { ResolvedDialect } from "../dialect/dialect";
import type { ColumnMetadata } from "../metadata/entity-metadata";
import type { Attributes, ColumnDefault } from "../schema/model";
import { isEnumColumn } from "./enum-of";

type DefaultValue = string | number | boolean;

/** The default of a column: what the entity says, else what belongs to its kind (dates of creation, generated UUIDs). */
export function columnDefaultOf(
  column: ColumnMetadata,
  type: string,
  dialect: ResolvedDialect,
): ColumnDefault | undefined {
  const { default: given } = column;
  if (given === null) return undefined;
  if (given !== undefined) return readDefault(column, given);
  const implied = impliedBy(column, dialect);
  return implied?.default?.kind === "expression"
    ? { kind: "expression", sql: withPrecisionOf(implied.default.sql, implied.type, type, dialect) }
    : implied?.default;
}

/** The attributes that belong to a column's kind, and the expression for every UPDATE, where the database has a place for it. */
export function columnAttributesOf(
  column: ColumnMetadata,
  type: string,
  dialect: ResolvedDialect,
): Attributes | undefined {
  const implied = impliedBy(column, dialect);
  const attributes: Record<string, Attributes[string]> = {};
  for (const [key, value] of Object.entries(implied?.attributes ?? {})) {
    attributes[key] = typeof value === "string" ? withPrecisionOf(value, implied?.type ?? type, type, dialect) : value;
  }
  const { onUpdateAttribute } = dialect.types;
  if (column.onUpdate !== undefined && onUpdateAttribute !== undefined) attributes[onUpdateAttribute] = column.onUpdate;
  const { charsetAttribute } = dialect.types;
  if (column.charset !== undefined && charsetAttribute !== undefined) attributes[charsetAttribute] = column.charset;
  return Object.keys(attributes).length === 0 ? undefined : attributes;
}

function impliedBy(column: ColumnMetadata, { types, capabilities }: ResolvedDialect) {
  if (column.isCreateDate) return types.logical("createDate");
  if (column.isUpdateDate) return types.logical("updateDate");
  if (column.generationStrategy !== "uuid" || !column.isGenerated || !capabilities.uuidGeneration) return undefined;
  return types.logical("uuid");
}

/** A clock's digits follow the column's: the default of `datetime(3)` is `CURRENT_TIMESTAMP(3)`. */
function withPrecisionOf(sql: string, impliedType: string, type: string, { types }: ResolvedDialect): string {
  const [digits] = types.parse(impliedType).arguments;
  const [wanted] = types.parse(type).arguments;
  if (digits === undefined || digits === wanted) return sql;
  return sql.replaceAll(`(${digits})`, wanted === undefined ? "" : `(${wanted})`);
}

function readDefault(column: ColumnMetadata, given: unknown): ColumnDefault {
  if (typeof given === "function") return { kind: "expression", sql: String((given as () => unknown)()) };
  if (typeof given === "bigint") return { kind: "expression", sql: given.toString() };
  if (typeof given === "number" && isEnumColumn(column)) return { kind: "literal", value: String(given) };
  if (isDefaultValue(given)) return { kind: "literal", value: given };
  return { kind: "literal", value: writeDefault(column, given) };
}

function isDefaultValue(value: unknown): value is DefaultValue {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function writeDefault(column: ColumnMetadata, given: unknown): string {
  if (given instanceof Date) return given.toISOString();
  if (Array.isArray(given)) {
    if (column.isArray) return writeArray(given);
    if (column.type === "simple-array" || column.type === "set") return given.map(String).join(",");
  }
  return JSON.stringify(given);
}

/** `{"a","b"}`: a list in the spelling of databases that have array columns. */
function writeArray(values: readonly unknown[]): string {
  const items = values.map((value) => {
    if (Array.isArray(value)) return writeArray(value);
    if (value === null) return "NULL";
    return isDefaultValue(value) && typeof value !== "string" ? String(value) : JSON.stringify(value);
  });
  return `{${items.join(",")}}`;
}
