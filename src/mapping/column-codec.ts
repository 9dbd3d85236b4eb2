import type { ResolvedDialect } from "../dialect/dialect";
import type { Codec, ValueKind } from "../dialect/type-system";
import type { ColumnMetadata } from "../metadata/entity-metadata";
import { logicalTypeOf, type LogicalTypeName } from "../metadata/logical-type";
import type { ValueTransformer } from "../metadata/options/column-options";
import { columnTypeOf } from "./column-type-of";
import { isEnumColumn } from "./enum-of";
import { variantOf } from "./variant-of";

const KINDS: Readonly<Record<LogicalTypeName, ValueKind>> = {
  string: "string",
  number: "number",
  boolean: "boolean",
  date: "date",
  bigint: "bigint",
  buffer: "buffer",
  uuid: "string",
  createDate: "date",
  updateDate: "date",
  deleteDate: "date",
  version: "number",
};

/**
 * How the values of a column travel: the user's transformers outside, then what the column's kind needs (lists, JSON,
 * numeric enums), then the database's own codec. A join column's values travel as those of the column that it refers to.
 */
export function codecOf(column: ColumnMetadata, dialect: ResolvedDialect): Codec {
  const source = variantOf(valueSourceOf(column), dialect);
  const own = kindCodec(source);
  const type = columnTypeOf(variantOf(column, dialect), dialect);
  const base = dialect.types.codec(type, storedKindOf(source, own));
  const isUtcDay = source.options.utc === true && dialect.types.parse(type).name === "date";
  const inner = compose(own, isUtcDay ? compose(utcDayCodec, base) : base);
  return source.transformers.reduceRight<Codec>((codec, transformer) => transformed(transformer, codec), inner);
}

/** What arrives at the database's codec: text out of ours; nothing that is known out of a transformer. */
function storedKindOf(column: ColumnMetadata, own: Codec): ValueKind {
  if (own.encode !== undefined) return "string";
  if (String(column.type).toLowerCase() === "hstore") return column.options.hstoreType ?? "string";
  return column.transformers.length > 0 ? undefined : valueKindOf(column);
}

/** What the TypeScript type of a column's property says about its values. */
export function valueKindOf(column: ColumnMetadata): ValueKind {
  const source = valueSourceOf(column);
  if (typeof source.type !== "string") return KINDS[source.type.logical];
  if (source.type === "boolean" || source.type === "bool") return "boolean";
  const declared = source.declaredType;
  const logical = logicalTypeOf(declared);
  if (logical !== undefined) return KINDS[logical.logical];
  return declared === Object || declared === Array ? "object" : undefined;
}

/** The column whose property declares the values: through a join column, the one at the other end. */
function valueSourceOf(column: ColumnMetadata): ColumnMetadata {
  const { referencedColumn } = column;
  return column.isVirtual && referencedColumn !== undefined && referencedColumn !== column
    ? valueSourceOf(referencedColumn)
    : column;
}

function kindCodec(column: ColumnMetadata): Codec {
  if (column.type === "simple-array") return simpleArrayCodec;
  if (column.type === "simple-json") return simpleJsonCodec;
  const numbers = column.enumValues?.filter((value) => typeof value === "number") ?? [];
  return isEnumColumn(column) && numbers.length > 0 ? numericEnumCodec(new Set(numbers)) : {};
}

const simpleArrayCodec: Codec = {
  encode: (value) => (Array.isArray(value) ? value.map(String).join(",") : value),
  decode: (raw) => (typeof raw === "string" ? (raw === "" ? [] : raw.split(",")) : raw),
};

const simpleJsonCodec: Codec = {
  encode: (value) => JSON.stringify(value),
  decode: (raw) => (typeof raw === "string" ? (JSON.parse(raw) as unknown) : raw),
};

/** The databases' own codecs take the day of a date from its local time; a day before the first year is left to them. */
const utcDayCodec: Codec = {
  encode: (value) => {
    if (!(value instanceof Date) || !(value.getUTCFullYear() > 0)) return value;
    const parts = [value.getUTCMonth() + 1, value.getUTCDate()].map((part) => String(part).padStart(2, "0"));
    return [String(value.getUTCFullYear()).padStart(4, "0"), ...parts].join("-");
  },
};

/** The database keeps the values of an enum as text. */
function numericEnumCodec(numbers: ReadonlySet<number>): Codec {
  const decode = (raw: unknown): unknown => (numbers.has(Number(raw)) ? Number(raw) : raw);
  return {
    encode: (value) => (Array.isArray(value) ? value.map(String) : String(value)),
    decode: (raw) => (Array.isArray(raw) ? raw.map(decode) : decode(raw)),
  };
}

/** `outer` is nearer to the application, `inner` to the driver. NULL passes both as it is. */
function compose(outer: Codec, inner: Codec): Codec {
  const encode = chain(outer.encode, inner.encode);
  const decode = chain(inner.decode, outer.decode);
  return { ...(encode === undefined ? {} : { encode }), ...(decode === undefined ? {} : { decode }) };
}

type Step = (value: unknown) => unknown;

function chain(first: Step | undefined, second: Step | undefined): Step | undefined {
  if (first === undefined || second === undefined) return notNull(first ?? second);
  return notNull((value) => {
    const between = first(value);
    return isNull(between) ? between : second(between);
  });
}

function notNull(step: Step | undefined): Step | undefined {
  return step === undefined ? undefined : (value) => (isNull(value) ? value : step(value));
}

function isNull(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** A transformer also sees NULL on its way in: it may stand for a value of the application's. */
function transformed(transformer: ValueTransformer, inner: Codec): Codec {
  return {
    encode: (value) => {
      const between = transformer.to(value);
      return isNull(between) || inner.encode === undefined ? between : inner.encode(between);
    },
    decode: (raw) => transformer.from(inner.decode === undefined ? raw : inner.decode(raw)),
  };
}
