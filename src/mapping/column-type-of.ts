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
  const named = String(column.type);
  const base = logical === undefined ? (types.declared?.(named.toLowerCase()) ?? named) : types.logical(logical).type;
  const isWhole = logical === undefined ? named.includes("(") : logical === "uuid" && !base.includes("(");
  const values = typeArguments(column) ?? spatialArguments(column, types) ?? impliedDigits(column, types);
  const sized = isWhole ? base : withArguments(base, values);
  const signed = withDisplay(column.unsigned ? withUnsigned(sized, types) : sized, column, types);
  return column.isArray && !signed.endsWith("]") ? `${signed}[]` : signed;
}

/** What the entity left to the dialect: the type that stands for what the values are. */
export function logicalNameOf(column: ColumnMetadata): DialectLogicalType | undefined {
  if (typeof column.type !== "string") return column.type.logical;
  if (column.type === "uuid" && (column.generationStrategy === "uuid" || column.isVirtual)) return "uuid";
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

/** What the entity says between the parentheses; nothing for `precision: null`, `undefined` where it does not say. */
function typeArguments({ length, precision, scale, options }: ColumnMetadata): string | undefined {
  if (length !== undefined && length !== "max") return String(length);
  if (precision === undefined) return options.precision === null ? "" : undefined;
  return scale === undefined ? String(precision) : `${precision},${scale}`;
}

/** The shapes and the reference system of a spatial column, where they stand behind its type. */
function spatialArguments({ type, options }: ColumnMetadata, types: TypeSystem): string | undefined {
  const { spatialFeatureType: shape, srid } = options;
  const isSpatial = types.spatialTypes?.includes(String(type).toLowerCase()) === true;
  if (!isSpatial || (shape === undefined && srid === undefined)) return undefined;
  return [shape ?? "Geometry", ...(srid === undefined ? [] : [String(srid)])].join(",");
}

/** A date that the library writes has the digits of its kind, also where its type is named. */
function impliedDigits(column: ColumnMetadata, types: TypeSystem): string | undefined {
  const role = roleOf(column);
  return role === undefined ? undefined : types.parse(types.logical(role).type).arguments[0];
}

function roleOf(column: ColumnMetadata): DialectLogicalType | undefined {
  if (column.isCreateDate) return "createDate";
  if (column.isUpdateDate) return "updateDate";
  return column.isDeleteDate ? "deleteDate" : undefined;
}

function withArguments(type: string, values: string | undefined): string {
  if (values === undefined) return type;
  const bare = type.replace(/\s*\([^)]*\)/, "");
  if (values === "") return bare;
  const zoned = ZONED.exec(bare);
  return zoned === null ? `${bare}(${values})` : `${zoned[1]}(${values})${zoned[2]}`;
}

/** How the numbers are shown, where the database can be told: `int(4) unsigned zerofill`. */
function withDisplay(type: string, { width, isZerofill }: ColumnMetadata, types: TypeSystem): string {
  if ((width === undefined && isZerofill !== true) || types.paddedNumbers !== true) return type;
  const [name = ""] = type.split(/\s*[( ]/);
  const digits = width === undefined ? "" : `(${width})`;
  const shown = `${name}${digits} unsigned zerofill`;
  if (!types.has(shown, new Set())) return type;
  if (isZerofill === true) return shown;
  return `${name}${digits}${/\bunsigned\b/i.test(type) ? " unsigned" : ""}`;
}

/** Databases without such types take the signed one, which holds every number that the application uses. */
function withUnsigned(type: string, types: TypeSystem): string {
  const unsigned = `${type} unsigned`;
  return !/\bunsigned\b/i.test(type) && types.has(unsigned, new Set()) ? unsigned : type;
}
