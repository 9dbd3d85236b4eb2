import type { DriverField } from "../../dialect/driver";
import type { Codec, LogicalType, TypeSystem, ValueKind } from "../../dialect/type-system";
import type { Column } from "../../schema/model";
import { castQuery } from "./casts";
import { codecOf } from "./codecs";
import { formatType, isKnownName, parseTypeName, TYPE_NAMES, userTypeName } from "./type-name";

const NOW = { kind: "expression", sql: "now()" } as const;

const LOGICAL_TYPES: Readonly<Record<LogicalType, Pick<Column, "type" | "default">>> = {
  string: { type: "varchar" },
  number: { type: "integer" },
  boolean: { type: "boolean" },
  date: { type: "timestamp" },
  bigint: { type: "bigint" },
  buffer: { type: "bytea" },
  uuid: { type: "uuid", default: { kind: "expression", sql: "gen_random_uuid()" } },
  createDate: { type: "timestamp", default: NOW },
  updateDate: { type: "timestamp", default: NOW },
  deleteDate: { type: "timestamp" },
  version: { type: "integer" },
  enum: { type: "enum" },
  "simple-array": { type: "text" },
  "simple-json": { type: "text" },
};

/** Object ids of the types whose raw text becomes another value, and of their arrays. They are fixed in every server. */
const TYPES_BY_OID: Readonly<Record<number, string>> = {
  16: "boolean",
  17: "bytea",
  20: "bigint",
  21: "smallint",
  23: "integer",
  26: "oid",
  114: "json",
  700: "real",
  701: "double precision",
  1114: "timestamp",
  1184: "timestamptz",
  3802: "jsonb",
  199: "json[]",
  1000: "boolean[]",
  1001: "bytea[]",
  1005: "smallint[]",
  1007: "integer[]",
  1009: "text[]",
  1014: "char[]",
  1015: "varchar[]",
  1016: "bigint[]",
  1021: "real[]",
  1022: "double precision[]",
  1028: "oid[]",
  1115: "timestamp[]",
  1182: "date[]",
  1185: "timestamptz[]",
  1231: "numeric[]",
  2951: "uuid[]",
  3807: "jsonb[]",
};

/**
 * The types of PostgreSQL. `Column.type` of an enum column is the plain name of the enum type, or `schema.name`, letter by letter
 * (`users_Role_enum`); a name that could be misread stands in double quotes. See `parseTypeName`.
 */
export function createTypeSystem(): TypeSystem {
  const parsed = new Map<number, Codec>();
  const format = (type: string): string => formatType(parseTypeName(type));
  return {
    parse: parseTypeName,
    format,
    has: (type, enums) => hasType(type, enums),
    names: TYPE_NAMES,
    spatialTypes: ["geometry", "geography"],
    same: (left, right) => format(left) === format(right),
    castQuery,
    codec: (type: string, kind?: ValueKind) => codecOf(parseTypeName(type), kind),
    fieldCodec: (field: DriverField) => {
      const oid = Number(field.type);
      const known = parsed.get(oid);
      if (known !== undefined) return known;
      const type = TYPES_BY_OID[oid];
      const codec = type === undefined ? {} : codecOf(parseTypeName(type), undefined);
      parsed.set(oid, codec);
      return codec;
    },
    logical: (type) => LOGICAL_TYPES[type],
  };
}

/** A type that is named with its schema, or in double quotes, is taken at its word: the database may have types that we do not describe. */
function hasType(type: string, enums: ReadonlySet<string>): boolean {
  const parsed = parseTypeName(type);
  if (isKnownName(parsed.name)) return true;
  const name = userTypeName(parsed);
  if (name === undefined) return true;
  const isEnum = enums.has(parsed.name) || enums.has(name.name) || enums.has(`${name.schema}.${name.name}`);
  return isEnum || name.schema !== undefined || type.trim().startsWith('"');
}
