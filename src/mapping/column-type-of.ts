import type { ResolvedDialect } from "../dialect/dialect";
import type { LogicalType as DialectLogicalType, TypeSystem } from "../dialect/type-system";
import type { ColumnMetadata } from "../metadata/entity-metadata";
import { writeTypeName } from "../schema/type-name";
import { enumTypeOf, enumValuesOf, isEnumColumn } from "./enum-of";

/** A name whose arguments stand before its last words: `timestamp(3) with time zone`. */
const ZONED = /^(\S+)(\s+with(?:out)?\s+time\s+zone)$/i;

/** The type of a column in the database's spelling, arguments included: `varchar(255)`, `numeric(10,2)[]`, `users_role_enum`. */
export function columnTypeOf(column: ColumnMetadata, dialect: ResolvedDialect): string {
  if (isEnumColumn(column)) return enumColumnType(column, dialect);
  return dialect.types.format(spelledTypeOf(column, dialect));
}

/** The type as the entity asks for it, before the dialect has seen it: what an error about it should show. */
export function spelledTypeOf(column: ColumnMetadata, dialect: ResolvedDialect): string {
  const { types } = dialect;
  if (column.type === "set" && column.enumValues !== undefined) return listType("set", column, dialect);
  const logical = logicalNameOf(column);
  const base = logical === undefined ? String(column.type) : types.logical(logical).type;
  const sized = logical === undefined && base.includes("(") ? base : withArguments(base, typeArguments(column));
  const signed = column.unsigned ? withUnsigned(sized, types) : sized;
  return column.isArray && !signed.endsWith("]") ? `${signed}[]` : signed;
}

/** What the entity left to the dialect: the type that stands for what the values are. */
export function logicalNameOf(column: ColumnMetadata): DialectLogicalType | undefined {
  if (typeof column.type !== "string") return column.type.logical;
  return column.type === "simple-array" || column.type === "simple-json" ? column.type : undefined;
}

function enumColumnType(column: ColumnMetadata, dialect: ResolvedDialect): string {
  const { capabilities, types } = dialect;
  if (capabilities.namedEnums) {
    return types.format(`${writeTypeName(enumTypeOf(column, dialect))}${column.isArray ? "[]" : ""}`);
  }
  if (capabilities.inlineEnums) return types.format(listType("enum", column, dialect));
  return types.format(withArguments(types.logical("enum").type, typeArguments(column)));
}

function listType(word: string, column: ColumnMetadata, { queries }: ResolvedDialect): string {
  return `${word}(${enumValuesOf(column)
    .map((value) => queries.quoteString(value))
    .join(",")})`;
}

function typeArguments({ length, precision, scale }: ColumnMetadata): string {
  if (length !== undefined && length !== "max") return String(length);
  if (precision === undefined || precision === null) return "";
  return scale === undefined ? String(precision) : `${precision},${scale}`;
}

function withArguments(type: string, values: string): string {
  if (values === "") return type;
  const bare = type.replace(/\s*\([^)]*\)/, "");
  const zoned = ZONED.exec(bare);
  return zoned === null ? `${bare}(${values})` : `${zoned[1]}(${values})${zoned[2]}`;
}

/** Databases without such types take the signed one, which holds every number that the application uses. */
function withUnsigned(type: string, types: TypeSystem): string {
  const unsigned = `${type} unsigned`;
  return !/\bunsigned\b/i.test(type) && types.has(unsigned, new Set()) ? unsigned : type;
}
