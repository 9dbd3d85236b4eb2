import type { ResolvedDialect } from "../../dialect/dialect";
import type { ColumnType } from "../../dialect/type-system";
import { readTypeName, writeTypeName } from "../../schema/type-name";
import type { OptionRecord } from "./print-call";

/** A type as a decorator says it: by its name, with options. */
export interface TypeSource {
  readonly type: string;
  readonly options: OptionRecord;
}

const NO_ENUMS: ReadonlySet<string> = new Set();
const LENGTHS: ReadonlySet<string> = new Set(["varchar", "char", "nvarchar", "nchar", "binary", "varbinary"]);
const FRACTIONS: ReadonlySet<string> = new Set(["decimal", "numeric"]);
const MOMENTS: ReadonlySet<string> = new Set(["timestamp", "timestamptz", "datetime", "time", "timetz"]);
const WHOLE_NUMBERS: ReadonlySet<string> = new Set(["tinyint", "smallint", "mediumint", "int", "integer", "bigint"]);

/** Names that mean something else to a decorator than to a database. */
const DECORATOR_TYPES: ReadonlySet<string> = new Set(["enum", "set", "simple-enum", "simple-array", "simple-json"]);

/**
 * A column type in the words of a decorator: the name with its length, precision or sign beside it where they go
 * there, else the database's own spelling.
 */
export function typeSourceOf(type: string, dialect: ResolvedDialect): TypeSource {
  const { types } = dialect;
  const found = partsOf(types.parse(type));
  const isTaken = (name: string, spelt: string): boolean =>
    !DECORATOR_TYPES.has(name) &&
    types.has(name, NO_ENUMS) &&
    types.declared?.(name.toLowerCase()) === undefined &&
    types.same(spelt, type);
  if (found !== undefined && isTaken(found.type, found.spelt)) return { type: found.type, options: found.options };
  return { type: isTaken(type, type) ? type : quoteType(type), options: {} };
}

interface Parts extends TypeSource {
  /** The whole, for a comparison with what it came from. */
  readonly spelt: string;
}

function partsOf({ name, arguments: given, dimensions, modifiers }: ColumnType): Parts | undefined {
  const array = dimensions > 0 ? { array: true } : {};
  const brackets = dimensions > 0 ? "[]" : "";
  if (given.some((argument) => !/^\d+$/.test(argument))) return undefined;
  const [first, second] = given.map(Number);
  if (modifiers.length > 0) {
    const isUnsigned = modifiers.join(" ") === "unsigned" && given.length === 0 && WHOLE_NUMBERS.has(name);
    return isUnsigned ? { type: name, options: { unsigned: true, ...array }, spelt: `${name} unsigned` } : undefined;
  }
  if (first === undefined) return { type: name, options: array, spelt: `${name}${brackets}` };
  if (second === undefined && LENGTHS.has(name)) {
    return { type: name, options: { length: first, ...array }, spelt: `${name}(${first})${brackets}` };
  }
  if (FRACTIONS.has(name)) {
    const options = { precision: first, ...(second === undefined ? {} : { scale: second }), ...array };
    return { type: name, options, spelt: `${name}(${given.join(",")})${brackets}` };
  }
  if (second === undefined && MOMENTS.has(name)) {
    return { type: name, options: { precision: first, ...array }, spelt: `${name}(${first})${brackets}` };
  }
  return undefined;
}

/** A type of the user's: in double quotes it is taken letter by letter. */
function quoteType(type: string): string {
  const brackets = /(?:\[\d*\])+$/.exec(type)?.[0] ?? "";
  return `${writeTypeName(readTypeName(type))}${brackets === "" ? "" : "[]"}`;
}
