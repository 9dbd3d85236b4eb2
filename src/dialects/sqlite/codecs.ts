import { OrmError } from "../../errors/orm-error";
import type { Codec, ColumnType, ValueKind } from "../../dialect/type-system";
import { formatDateTime, parseDateTime } from "./date-text";
import { decodeDecimal, encodeDecimal } from "./decimal-text";

type Family = "integer" | "float" | "decimal" | "text" | "blob" | "boolean" | "datetime" | "date" | "time" | "json";

const FAMILIES: Readonly<Record<string, Family>> = {
  real: "float",
  double: "float",
  "double precision": "float",
  float: "float",
  numeric: "decimal",
  decimal: "decimal",
  blob: "blob",
  boolean: "boolean",
  datetime: "datetime",
  timestamp: "datetime",
  timestamptz: "datetime",
  "timestamp with time zone": "datetime",
  date: "date",
  time: "time",
  json: "json",
  jsonb: "json",
};

/** How values of a column travel, by its type and by what the property's TypeScript type says. */
export function codecFor(type: ColumnType, kind: ValueKind): Codec {
  const { name } = type;
  const family = FAMILIES[name] ?? (name.includes("int") ? "integer" : "text");
  if (name === "any") return {};
  return createCodec[family](type, kind);
}

const createCodec: Readonly<Record<Family, (type: ColumnType, kind: ValueKind) => Codec>> = {
  integer: (type, kind) => ({
    encode: (value) => encodeInteger(value, type),
    decode: (raw) => decodeInteger(raw, type, kind),
  }),
  float: (type) => ({
    encode: (value) => encodeFloat(value, type),
    decode: (raw) => (typeof raw === "number" ? raw : Number(raw)),
  }),
  decimal: (type, kind) => ({
    encode: (value) => encodeDecimal(value, () => refuse(value, type, "a decimal number that SQLite keeps exactly")),
    decode: (raw) => decodeDecimal(raw, type, kind),
  }),
  text: (type) => ({ encode: (value) => encodeText(value, type), decode: decodeText }),
  blob: (type) => ({ encode: (value) => encodeBlob(value, type), decode: decodeBlob }),
  boolean: (type) => ({ encode: (value) => encodeBoolean(value, type), decode: decodeBoolean }),
  datetime: (type, kind) => ({
    encode: (value) => encodeMoment(value, type, formatDateTime),
    ...(kind === "string" ? {} : { decode: (raw: unknown) => decodeMoment(raw, type) }),
  }),
  date: (type, kind) => ({
    encode: (value) => encodeMoment(value, type, (date) => formatDateTime(date).slice(0, -13)),
    ...(kind === "date" ? { decode: (raw: unknown) => decodeMoment(raw, type) } : {}),
  }),
  time: (type) => ({ encode: (value) => encodeTime(value, type) }),
  json: (type) => ({ encode: (value) => encodeJson(value, type), decode: decodeJson }),
};

function encodeInteger(value: unknown, type: ColumnType): unknown {
  if (isEmpty(value) || typeof value === "bigint") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "number" && Number.isInteger(value)) return value;
  if (typeof value === "string" && /^\s*[+-]?\d+\s*$/.test(value)) return BigInt(value.trim().replace(/^\+/, ""));
  return refuse(value, type, "an integer");
}

function decodeInteger(raw: unknown, type: ColumnType, kind: ValueKind): unknown {
  if (typeof raw !== "number" && typeof raw !== "bigint") return raw;
  if (kind === "bigint") return BigInt(raw);
  if (kind === "string") return String(raw);
  if (kind === "boolean") return Boolean(raw);
  if (kind === undefined && isBig(type)) return String(raw);
  if (typeof raw === "bigint" && kind === "number") {
    throw new OrmError("QUERY.INVALID_VALUE", `a value of a column of type ${type.name} is beyond 2^53`, {
      hint: "Declare the property as bigint or string.",
    });
  }
  return raw;
}

/** Where the property does not say what it is, 64-bit columns give text, as they do on other databases. */
function isBig({ name }: ColumnType): boolean {
  return name === "bigint" || name === "int8" || name === "unsigned big int";
}

function encodeFloat(value: unknown, type: ColumnType): unknown {
  if (isEmpty(value) || typeof value === "bigint") return value;
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number === "number" && !Number.isNaN(number)) return number;
  return refuse(value, type, "a number");
}

function encodeText(value: unknown, type: ColumnType): unknown {
  if (isEmpty(value) || typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") return String(value);
  return refuse(value, type, "text");
}

function decodeText(raw: unknown): unknown {
  return typeof raw === "number" || typeof raw === "bigint" ? String(raw) : raw;
}

function encodeBlob(value: unknown, type: ColumnType): unknown {
  if (isEmpty(value) || value instanceof Uint8Array) return value;
  if (value instanceof ArrayBuffer) return Buffer.from(value);
  return refuse(value, type, "a Buffer");
}

function decodeBlob(raw: unknown): unknown {
  return typeof raw === "string" ? Buffer.from(raw) : raw;
}

function encodeBoolean(value: unknown, type: ColumnType): unknown {
  if (isEmpty(value)) return value;
  if (value === true || value === 1 || value === "true") return 1;
  if (value === false || value === 0 || value === "false") return 0;
  return refuse(value, type, "a boolean");
}

function decodeBoolean(raw: unknown): unknown {
  return typeof raw === "string" ? raw.toLowerCase() === "true" || raw === "1" : Number(raw) !== 0;
}

function encodeMoment(value: unknown, type: ColumnType, format: (date: Date) => string): unknown {
  if (isEmpty(value)) return value;
  const date = value instanceof Date ? value : typeof value === "string" ? parseDateTime(value) : undefined;
  if (date !== undefined && !Number.isNaN(date.getTime())) return format(date);
  return refuse(value, type, "a valid Date, or text such as 2026-11-20T18:27:33Z");
}

function decodeMoment(raw: unknown, type: ColumnType): unknown {
  const date = typeof raw === "string" ? parseDateTime(raw) : typeof raw === "number" ? new Date(raw) : undefined;
  if (date !== undefined) return date;
  throw new OrmError("QUERY.INVALID_VALUE", `a column of type ${type.name} holds a value that is not a date`, {
    hint: "Correct the row, or declare the property as string.",
  });
}

function encodeTime(value: unknown, type: ColumnType): unknown {
  if (isEmpty(value) || (typeof value === "string" && /^\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/.test(value))) return value;
  if (value instanceof Date && !Number.isNaN(value.getTime())) return formatDateTime(value).slice(-12, -4);
  return refuse(value, type, "a time such as 18:27:33");
}

function encodeJson(value: unknown, type: ColumnType): unknown {
  if (isEmpty(value)) return value;
  const text = JSON.stringify(value) as string | undefined;
  return text ?? refuse(value, type, "a JSON value");
}

/** A JSON number comes as a number, because the affinity of the column has made one of it. */
function decodeJson(raw: unknown): unknown {
  return typeof raw === "string" ? (JSON.parse(raw) as unknown) : Number(raw);
}

function isEmpty(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** Says what kind of value it was, never the value. */
function refuse(value: unknown, type: ColumnType, wanted: string): never {
  const what =
    value instanceof Date ? "an invalid or misplaced Date" : Array.isArray(value) ? "an array" : typeof value;
  throw new OrmError("QUERY.INVALID_VALUE", `a column of type ${type.name} cannot hold a value of this kind: ${what}`, {
    hint: `Give ${wanted}, or null.`,
  });
}
