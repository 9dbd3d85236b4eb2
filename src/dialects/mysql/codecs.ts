import type { DriverField } from "../../dialect/driver";
import type { Codec, ColumnType, ValueKind } from "../../dialect/type-system";
import { OrmError } from "../../errors/orm-error";
import { formatLocalDay, formatLocalTime, isDateText, type DateText } from "./date-text";
import { describeValue } from "./parameter";
import { INTEGER_WIDTHS, SPATIAL_TYPES, TEXT_TYPES } from "./type-name";

/** Codecs by column type, and by the mark that the driver puts on a result column. */
export interface Codecs {
  forColumn(type: ColumnType, kind: ValueKind): Codec;
  forField(field: DriverField): Codec;
}

/** The marks of result columns that need something done; numbers of the wire protocol. */
const WIRE = { float: 4, timestamp: 7, longlong: 8, datetime: 12, json: 245 } as const;

/**
 * How values travel. Each column's values leave as one kind (text, number or bytes), because a prepared statement keeps
 * the kinds of its first run. What a column would change silently is refused.
 */
export function createCodecs(dates: DateText): Codecs {
  const fieldCodecs = new Map<DriverField["type"], Codec>([
    [WIRE.float, { decode: readFloat }],
    [WIRE.longlong, { decode: readWhole }],
    [WIRE.datetime, { decode: (raw) => readDate(raw, dates) }],
    [WIRE.timestamp, { decode: (raw) => readDate(raw, dates) }],
    [WIRE.json, { decode: readJson }],
  ]);
  return {
    forColumn: (type, kind) => codecOf(type, kind, dates),
    forField: ({ type }) => fieldCodecs.get(type) ?? {},
  };
}

function codecOf(type: ColumnType, kind: ValueKind, dates: DateText): Codec {
  const { name } = type;
  const isBooleanWidth = name === "tinyint" && type.arguments[0] === "1" && (kind === undefined || kind === "object");
  if (isBooleanWidth || (kind === "boolean" && (INTEGER_WIDTHS[name] !== undefined || name === "bit"))) {
    return { encode: (value) => writeBoolean(name, value), decode: readBoolean };
  }
  if (name === "bigint") return { encode: (value) => writeWhole(name, value), decode: wholeReader(kind) };
  if (INTEGER_WIDTHS[name] !== undefined || name === "year") return { encode: (value) => writeNumber(name, value) };
  if (name === "float") return { encode: (value) => writeNumber(name, value), decode: readFloat };
  if (name === "double") return { encode: (value) => writeNumber(name, value) };
  if (name === "decimal") {
    const encode = (value: unknown): unknown => writeDecimal(name, value);
    return kind === "number" ? { encode, decode: Number } : { encode };
  }
  if (name === "datetime" || name === "timestamp") {
    const encode = (value: unknown): unknown => writeDate(name, value, dates);
    return kind === "string" ? { encode } : { encode, decode: (raw) => readDate(raw, dates) };
  }
  if (name === "date") return { encode: (value) => (isDate(value) ? formatLocalDay(value) : writeText(name, value)) };
  if (name === "time") {
    return { encode: (value) => (isDate(value) ? formatLocalTime(value) : writeText(name, value)), decode: readTime };
  }
  if (name === "json") return { encode: writeJson, decode: readJson };
  if (name === "set") return { encode: writeSet, decode: readSet };
  if (name === "bit") return { encode: (value) => writeBits(name, value) };
  if (name === "vector" || SPATIAL_TYPES.has(name)) return {};
  if (TEXT_TYPES.has(name) || ["enum", "uuid", "inet4", "inet6"].includes(name)) {
    return { encode: (value) => writeText(name, value) };
  }
  return { encode: (value) => writeBytes(name, value) };
}

function writeBoolean(type: string, value: unknown): unknown {
  if (isNull(value)) return null;
  if (typeof value === "boolean") return value ? 1 : 0;
  return writeNumber(type, value);
}

function readBoolean(raw: unknown): unknown {
  if (Buffer.isBuffer(raw)) return raw.some((byte) => byte !== 0);
  return Number(raw) !== 0;
}

function writeNumber(type: string, value: unknown): unknown {
  if (isNull(value)) return null;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  if (typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value))) return Number(value);
  throw refused(type, value);
}

/** Whole numbers beyond 2^53 are exact as text only. */
function writeWhole(type: string, value: unknown): unknown {
  if (isNull(value)) return null;
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "number" && Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER) {
    return String(value);
  }
  if (typeof value === "string" && /^\s*[+-]?\d+(?:\.\d+)?\s*$/.test(value)) return value.trim();
  if (typeof value === "boolean") return value ? "1" : "0";
  throw refused(type, value, "Use a bigint or a string for whole numbers beyond 2^53.");
}

function wholeReader(kind: ValueKind): (raw: unknown) => unknown {
  if (kind === "bigint") return (raw) => BigInt(raw as string | number);
  return kind === "number" ? readWhole : String;
}

/** A number where that is exact, else the digits as text. */
function readWhole(raw: unknown): unknown {
  const number = Number(raw);
  return Number.isSafeInteger(number) ? number : String(raw);
}

function writeDecimal(type: string, value: unknown): unknown {
  if (isNull(value)) return null;
  if (typeof value === "bigint" || (typeof value === "number" && Number.isFinite(value))) return value.toString();
  if (typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value))) return value.trim();
  throw refused(type, value);
}

/** A float has seven digits or so; the binary protocol gives its 32 bits, and this the shortest number that means them. */
function readFloat(raw: unknown): unknown {
  const exact = Math.fround(Number(raw));
  for (let digits = 6; digits < 9; digits += 1) {
    const shorter = Number(exact.toPrecision(digits));
    if (Math.fround(shorter) === exact) return shorter;
  }
  return exact;
}

function writeText(type: string, value: unknown): unknown {
  if (isNull(value)) return null;
  if (typeof value === "string") return value;
  if (typeof value === "boolean" || typeof value === "bigint") return String(value);
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  throw refused(type, value);
}

function writeBytes(type: string, value: unknown): unknown {
  if (isNull(value)) return null;
  if (Buffer.isBuffer(value)) return value;
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (typeof value === "string") return Buffer.from(value);
  throw refused(type, value);
}

function writeBits(type: string, value: unknown): unknown {
  return value instanceof Uint8Array ? writeBytes(type, value) : writeNumber(type, value);
}

/** Text in the server's own form passes as it is; other text must name an instant that Date understands. */
function writeDate(type: string, value: unknown, dates: DateText): unknown {
  if (isNull(value)) return null;
  if (typeof value === "string" && isDateText(value)) return value.replace("T", " ");
  const date = typeof value === "string" ? new Date(value) : value;
  if (!isDate(date)) throw refused(type, typeof value === "string" ? date : value);
  const text = dates.format(date);
  if (isDateText(text)) return text;
  throw refused(type, value, "The database knows the years 0 to 9999.");
}

function readDate(raw: unknown, dates: DateText): unknown {
  return typeof raw === "string" ? dates.parse(raw) : raw;
}

/** The two protocols differ in the zeros at the end of a fraction. */
function readTime(raw: unknown): unknown {
  return typeof raw === "string" && raw.includes(".") ? raw.replace(/\.?0+$/, "") : raw;
}

function writeJson(value: unknown): unknown {
  if (isNull(value)) return null;
  try {
    const text = JSON.stringify(value, (_key, inner: unknown) => {
      if (typeof inner === "bigint" || (typeof inner === "number" && !Number.isFinite(inner))) {
        throw refused("json", inner, "JSON has no such number; write it as a string.");
      }
      return inner;
    }) as string | undefined;
    if (text !== undefined) return text;
  } catch (error) {
    if (OrmError.is(error)) throw error;
    throw refused("json", value, `It cannot be written as JSON: ${(error as Error).message.split("\n")[0]}`);
  }
  throw refused("json", value);
}

function readJson(raw: unknown): unknown {
  return typeof raw === "string" ? (JSON.parse(raw) as unknown) : raw;
}

function writeSet(value: unknown): unknown {
  if (!Array.isArray(value)) return writeText("set", value);
  for (const item of value) {
    if (typeof item !== "string" || item.includes(","))
      throw refused("set", item, "Values of a set are strings without commas.");
  }
  return value.join(",");
}

function readSet(raw: unknown): unknown {
  if (typeof raw !== "string") return raw;
  return raw === "" ? [] : raw.split(",");
}

function isNull(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

function isDate(value: unknown): value is Date {
  return value instanceof Date && !Number.isNaN(value.getTime());
}

function refused(type: string, value: unknown, hint = "Give a value that the type of the column can hold."): OrmError {
  return new OrmError("QUERY.INVALID_VALUE", `${describeValue(value)} cannot be stored in a column of type ${type}`, {
    hint,
    details: { type },
  });
}
