import type { Codec, ColumnType, ValueKind } from "../../dialect/type-system";
import { OrmError } from "../../errors/orm-error";
import { readArray, writeArray } from "./array-text";
import {
  hasZone,
  localDateText,
  localTimestampText,
  localTimeText,
  parseTimestamp,
  utcTimestampText,
} from "./date-text";
import { readHstore, writeHstore } from "./hstore-text";
import { describeValue } from "./parameter";
import { formatType } from "./type-name";

type Encode = (value: unknown) => unknown;
type CodecFactory = (type: ColumnType, kind: ValueKind) => Codec;

/** The codec of each built-in type that is not plain text. */
const CODECS: Readonly<Record<string, CodecFactory>> = {
  smallint: integerCodec,
  integer: integerCodec,
  smallserial: integerCodec,
  serial: integerCodec,
  oid: integerCodec,
  bigint: bigintCodec,
  bigserial: bigintCodec,
  numeric: numericCodec,
  real: floatCodec,
  "double precision": floatCodec,
  boolean: booleanCodec,
  date: dateCodec,
  time: timeCodec,
  timetz: timeCodec,
  timestamp: (type) => momentCodec(type, localTimestampText, true),
  timestamptz: (type) => momentCodec(type, utcTimestampText, false),
  json: jsonCodec,
  jsonb: jsonCodec,
  bytea: byteaCodec,
  hstore: hstoreCodec,
};

/** How values of a type travel; what is not listed travels as text. NULL passes through every codec. */
export function codecOf(type: ColumnType, kind: ValueKind): Codec {
  if (type.dimensions > 0) return arrayCodec(type, kind);
  return nullable((CODECS[type.name] ?? textCodec)(type, kind));
}

function nullable({ encode, decode }: Codec): Codec {
  return {
    ...(encode === undefined
      ? {}
      : { encode: (value) => (value === null || value === undefined ? null : encode(value)) }),
    ...(decode === undefined ? {} : { decode }),
  };
}

function arrayCodec(type: ColumnType, kind: ValueKind): Codec {
  const element = codecOf({ ...type, dimensions: 0 }, kind);
  const encode: Encode = element.encode ?? ((value) => value);
  const decode = element.decode ?? ((raw: unknown) => raw);
  const delimiter = type.name === "box" ? ";" : ",";
  return nullable({
    encode: (value) => {
      if (typeof value === "string" && value.startsWith("{")) return value;
      if (!Array.isArray(value)) throw invalidValue(type, value, "an array");
      return writeArray(value, encode);
    },
    decode: (raw) => readArray(String(raw), decode, delimiter),
  });
}

function textCodec(type: ColumnType): Codec {
  return {
    encode: (value) => {
      if (typeof value === "string") return value;
      if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") return String(value);
      throw invalidValue(type, value, "a string");
    },
  };
}

function integerCodec(type: ColumnType): Codec {
  return { encode: wholeNumber(type), decode: Number };
}

function bigintCodec(type: ColumnType, kind: ValueKind): Codec {
  const encode = wholeNumber(type);
  if (kind === "bigint") return { encode, decode: (raw) => BigInt(String(raw)) };
  if (kind !== "number") return { encode };
  const decode = (raw: unknown): unknown => (Number.isSafeInteger(Number(raw)) ? Number(raw) : raw);
  return { encode, decode };
}

function wholeNumber(type: ColumnType): Encode {
  return (value) => {
    if (typeof value === "bigint" || (typeof value === "number" && Number.isSafeInteger(value))) return String(value);
    if (typeof value === "string" && /^\s*[+-]?\d+\s*$/.test(value)) return value.trim();
    throw invalidValue(type, value, "a whole number that is exact");
  };
}

/** Exact decimals stay text; a `number` property asks for the nearest floating-point number. */
function numericCodec(type: ColumnType, kind: ValueKind): Codec {
  const encode: Encode = (value) => {
    if (typeof value === "bigint" || (typeof value === "number" && Number.isFinite(value))) return String(value);
    if (typeof value === "string" && value.trim() !== "" && (isNumeric(value) || value === "NaN")) return value.trim();
    throw invalidValue(type, value, "a number or its text");
  };
  return kind === "number" ? { encode, decode: Number } : { encode };
}

function floatCodec(type: ColumnType): Codec {
  return {
    encode: (value) => {
      if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
      if (typeof value === "bigint") return String(value);
      if (typeof value === "string" && (isNumeric(value) || value === "NaN")) return value.trim();
      throw invalidValue(type, value, "a number");
    },
    decode: Number,
  };
}

function booleanCodec(type: ColumnType): Codec {
  const words = new Map<unknown, string>([
    [true, "t"],
    [false, "f"],
    [1, "t"],
    [0, "f"],
    ["true", "t"],
    ["false", "f"],
    ["t", "t"],
    ["f", "f"],
  ]);
  return {
    encode: (value) => {
      const word = words.get(value);
      if (word !== undefined) return word;
      throw invalidValue(type, value, "a boolean");
    },
    decode: (raw) => raw === "t" || raw === true,
  };
}

/** A calendar day has no time zone, so it stays text. */
function dateCodec(type: ColumnType): Codec {
  return { encode: momentText(type, localDateText) };
}

function timeCodec(type: ColumnType): Codec {
  return { encode: momentText(type, localTimeText) };
}

/** Columns without a zone hold local time; a text that names its zone is brought to local time first. */
function momentCodec(type: ColumnType, write: (date: Date) => string, isLocal: boolean): Codec {
  const encode = momentText(type, write);
  return {
    encode: (value) => {
      if (value === Infinity || value === -Infinity) return value > 0 ? "infinity" : "-infinity";
      if (!isLocal || typeof value !== "string" || !hasZone(value)) return encode(value);
      return encode(new Date(value));
    },
    decode: (raw) => {
      const text = String(raw);
      if (text === "infinity") return Infinity;
      return text === "-infinity" ? -Infinity : (parseTimestamp(text) ?? text);
    },
  };
}

function momentText(type: ColumnType, write: (date: Date) => string): Encode {
  return (value) => {
    if (typeof value === "string") return value;
    if (value instanceof Date && !Number.isNaN(value.getTime())) return write(value);
    throw invalidValue(type, value, "a valid Date or its text");
  };
}

function jsonCodec(type: ColumnType): Codec {
  return {
    encode: (value) => {
      const text = stringify(value);
      if (text === undefined) throw invalidValue(type, value, "a value that JSON can hold");
      return text;
    },
    decode: (raw) => JSON.parse(String(raw)) as unknown,
  };
}

/** `undefined` where a value holds a bigint or a cycle, or is a function. */
function stringify(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

/** Taken as an object or as the server's text; given as an object where the column asks for one. */
function hstoreCodec(type: ColumnType, kind: ValueKind): Codec {
  const encode: Encode = (value) => {
    if (typeof value === "string") return value;
    const isPairs = typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
    const text = isPairs ? writeHstore(value) : undefined;
    if (text !== undefined) return text;
    throw invalidValue(type, value, "an object of texts");
  };
  return kind === "object" ? { encode, decode: (raw) => readHstore(String(raw)) } : { encode };
}

function byteaCodec(type: ColumnType): Codec {
  return {
    encode: (value) => {
      if (value instanceof Uint8Array) return Buffer.isBuffer(value) ? value : Buffer.from(value);
      throw invalidValue(type, value, "a Buffer");
    },
    decode: (raw) => (Buffer.isBuffer(raw) ? raw : readBytes(String(raw))),
  };
}

/** Both output formats of the server: `\x6f6b` and, where it was configured so, `o\153`. */
function readBytes(text: string): Buffer {
  if (text.startsWith("\\x")) return Buffer.from(text.slice(2), "hex");
  const binary = text.replace(/\\(\\|[0-7]{3})/g, (_match, escaped: string) =>
    escaped === "\\" ? "\\" : String.fromCharCode(Number.parseInt(escaped, 8)),
  );
  return Buffer.from(binary, "latin1");
}

function isNumeric(text: string): boolean {
  return text.trim() !== "" && (Number.isFinite(Number(text)) || /^\s*[+-]?Infinity\s*$/.test(text));
}

function invalidValue(type: ColumnType, value: unknown, wanted: string): OrmError {
  return new OrmError(
    "QUERY.INVALID_VALUE",
    `${describeValue(value)} cannot be stored in a column of type ${formatType(type)}`,
    { hint: `Give ${wanted}.`, details: { type: formatType(type) } },
  );
}
