import type { ResolvedDialect } from "../../dialect/dialect";
import type { LogicalType } from "../../dialect/type-system";
import type { Schema } from "../../schema/model";
import { isSameName, nameKey } from "../../schema/object-name";
import { readTypeName } from "../../schema/type-name";

/** The TypeScript types of columns, by the name of the column's type; all others are texts. */
const TYPES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    number:
      "tinyint smallint mediumint int integer int2 int4 year float float4 float8 double real oid serial smallserial " +
      "double_precision",
    boolean: "boolean bool",
    Date: "datetime timestamp timestamptz timestamp_with_time_zone",
    Buffer: "bytea blob binary varbinary tinyblob mediumblob longblob",
    unknown:
      "json jsonb any geometry geography linestring multipoint multilinestring multipolygon geometrycollection geomcollection vector",
    "string[]": "set",
  }).flatMap(([type, names]) => names.split(" ").map((name) => [name.replaceAll("_", " "), type])),
);

/** Types that are texts on one database and something else on another that has shapes. */
const SHAPES: ReadonlySet<string> = new Set(["point", "polygon"]);

/** What a TypeScript type tells a mapping that is given no column type. */
const LOGICAL: Readonly<Record<string, LogicalType>> = {
  string: "string",
  number: "number",
  boolean: "boolean",
  Date: "date",
  Buffer: "buffer",
};

/** The TypeScript type of the values of a column, as they come out of the database; without `null`. */
export function valueTypeOf(type: string, dialect: ResolvedDialect, schema: Schema): string {
  const { name, arguments: given, dimensions, modifiers } = dialect.types.parse(type);
  if (dimensions > 0) {
    const element = valueTypeOf(type.replace(/(?:\[\d*\])+$/, ""), dialect, schema);
    return element.includes(" ") ? `(${element})[]` : `${element}[]`;
  }
  if (name === "tinyint" && given[0] === "1" && modifiers.length === 0) return "boolean";
  if (SHAPES.has(name)) return dialect.types.has("linestring", new Set()) ? "unknown" : "string";
  if (name === "bit") return dialect.types.has("varbit", new Set()) ? "string" : "Buffer";
  const known = TYPES[name];
  if (known !== undefined) return known;
  if (dialect.types.has(name, new Set()) && !name.startsWith('"')) return isWholeNumber(name) ? "number" : "string";
  const domain = domainType(type, schema);
  return domain === undefined ? (isWholeNumber(name) ? "number" : "string") : valueTypeOf(domain, dialect, schema);
}

/** The column type that a property of a TypeScript type has without being told; `undefined` where it must be told. */
export function impliedType(valueType: string, dialect: ResolvedDialect): string | undefined {
  const logical = LOGICAL[valueType];
  return logical === undefined ? undefined : dialect.types.logical(logical).type;
}

/** Some databases take any name for a type, and one with these letters for a whole number. */
function isWholeNumber(name: string): boolean {
  return /int/.test(name) && !/big|int8|interval|point/.test(name);
}

function domainType(type: string, { objects }: Schema): string | undefined {
  const wanted = readTypeName(type);
  const found = objects.find(
    (object) =>
      object.kind === "domain" &&
      (isSameName(object, wanted) || nameKey(object) === nameKey(wanted) || object.name === type),
  );
  return found?.kind === "domain" ? found.type : undefined;
}
